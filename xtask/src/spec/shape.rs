//! The fields of the objects of OpenAPI, as tables: which there are, and what each holds. The sections are
//! those of 3.0.3; fields of 3.1 and 3.2 stand among them.
//!
//! Checked before a node is typed, because a typing library says "did not match any variant" where these
//! tables can say which field of which object is wrong, and what it should be.

use serde_json::{Map, Value};

use super::pointer::Pointer;
use crate::report::{Code, Report};
use crate::similar::nearest;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    Boolean,
    Object,
    List,
    TextList,
    Anything,
}

impl Holds {
    fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Object => value.is_object(),
            Self::List => value.is_array(),
            Self::TextList => value
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_string)),
            Self::Anything => true,
        }
    }

    const fn description(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Boolean => "a boolean",
            Self::Object => "an object",
            Self::List => "an array",
            Self::TextList => "an array of strings",
            Self::Anything => "any value",
        }
    }

    /// What a value of another type must mean: the text of a number, the boolean that a string spells.
    fn meant(self, value: &Value) -> Option<Value> {
        match (self, value) {
            (Self::Text, Value::Number(_) | Value::Bool(_)) => {
                Some(Value::String(value.to_string()))
            }
            (Self::Boolean, Value::String(text)) => text.parse().ok().map(Value::Bool),
            (Self::TextList, Value::Array(items)) => Some(
                items
                    .iter()
                    .map(|item| match item {
                        Value::String(text) => Value::String(text.clone()),
                        other => Value::String(other.to_string()),
                    })
                    .collect(),
            ),
            (Self::TextList, Value::String(text)) => Some(Value::Array(vec![text.clone().into()])),
            _ => None,
        }
    }
}

use Holds::{Anything, Boolean, List, Object, Text, TextList};

/// One kind of object of the standard.
#[derive(Debug)]
pub struct Shape {
    name: &'static str,
    /// The fields without which the object means nothing.
    required: &'static [&'static str],
    /// Those that the standard requires too, with what is read where they are missing.
    expected: &'static [(&'static str, Expected)],
    fields: &'static [(&'static str, Holds)],
}

/// What is read where a field is missing that the standard requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    EmptyText,
    EmptyObject,
    /// Required by 3.0 alone.
    Optional,
}

use Expected::{EmptyObject, EmptyText, Optional};

/// OpenAPI Object, section 4.7.1.
pub const OPENAPI: Shape = Shape {
    name: "OpenAPI Object",
    required: &["info"],
    expected: &[("paths", Optional)],
    fields: &[
        ("swagger", Text),
        ("webhooks", Object),
        ("jsonSchemaDialect", Text),
        ("$self", Text),
        ("openapi", Text),
        ("info", Object),
        ("servers", List),
        ("paths", Object),
        ("components", Object),
        ("security", List),
        ("tags", List),
        ("externalDocs", Object),
    ],
};

/// Info Object, section 4.7.2.
pub const INFO: Shape = Shape {
    name: "Info Object",
    required: &[],
    expected: &[("title", EmptyText), ("version", EmptyText)],
    fields: &[
        ("summary", Text),
        ("title", Text),
        ("description", Text),
        ("termsOfService", Text),
        ("contact", Object),
        ("license", Object),
        ("version", Text),
    ],
};

/// Server Object, section 4.7.5.
pub const SERVER: Shape = Shape {
    name: "Server Object",
    required: &["url"],
    expected: &[],
    fields: &[
        ("name", Text),
        ("url", Text),
        ("description", Text),
        ("variables", Object),
    ],
};

/// Components Object, section 4.7.7.
pub const COMPONENTS: Shape = Shape {
    name: "Components Object",
    required: &[],
    expected: &[],
    fields: &[
        ("pathItems", Object),
        ("mediaTypes", Object),
        ("schemas", Object),
        ("responses", Object),
        ("parameters", Object),
        ("examples", Object),
        ("requestBodies", Object),
        ("headers", Object),
        ("securitySchemes", Object),
        ("links", Object),
        ("callbacks", Object),
    ],
};

/// Path Item Object, section 4.7.9.
pub const PATH_ITEM: Shape = Shape {
    name: "Path Item Object",
    required: &[],
    expected: &[],
    fields: &[
        ("query", Object),
        ("additionalOperations", Object),
        ("$ref", Text),
        ("summary", Text),
        ("description", Text),
        ("get", Object),
        ("put", Object),
        ("post", Object),
        ("delete", Object),
        ("options", Object),
        ("head", Object),
        ("patch", Object),
        ("trace", Object),
        ("servers", List),
        ("parameters", List),
    ],
};

/// Operation Object, section 4.7.10.
pub const OPERATION: Shape = Shape {
    name: "Operation Object",
    required: &[],
    expected: &[("responses", Optional)],
    fields: &[
        ("tags", TextList),
        ("summary", Text),
        ("description", Text),
        ("externalDocs", Object),
        ("operationId", Text),
        ("parameters", List),
        ("requestBody", Object),
        ("responses", Object),
        ("callbacks", Object),
        ("deprecated", Boolean),
        ("security", List),
        ("servers", List),
    ],
};

/// Parameter Object, section 4.7.12.
pub const PARAMETER: Shape = Shape {
    name: "Parameter Object",
    required: &["name", "in"],
    expected: &[],
    fields: &[
        ("name", Text),
        ("in", Text),
        ("description", Text),
        ("required", Boolean),
        ("deprecated", Boolean),
        ("allowEmptyValue", Boolean),
        ("style", Text),
        ("explode", Boolean),
        ("allowReserved", Boolean),
        ("schema", Anything),
        ("example", Anything),
        ("examples", Object),
        ("content", Object),
    ],
};

/// Request Body Object, section 4.7.13.
pub const REQUEST_BODY: Shape = Shape {
    name: "Request Body Object",
    required: &[],
    expected: &[("content", EmptyObject)],
    fields: &[
        ("description", Text),
        ("content", Object),
        ("required", Boolean),
    ],
};

/// Media Type Object, section 4.7.14.
pub const MEDIA_TYPE: Shape = Shape {
    name: "Media Type Object",
    required: &[],
    expected: &[],
    fields: &[
        ("itemSchema", Object),
        ("itemEncoding", Object),
        ("prefixEncoding", List),
        ("schema", Anything),
        ("example", Anything),
        ("examples", Object),
        ("encoding", Object),
    ],
};

/// Response Object, section 4.7.17.
pub const RESPONSE: Shape = Shape {
    name: "Response Object",
    required: &[],
    expected: &[("description", EmptyText)],
    fields: &[
        ("summary", Text),
        ("description", Text),
        ("headers", Object),
        ("content", Object),
        ("links", Object),
    ],
};

/// Header Object, section 4.7.21.
pub const HEADER: Shape = Shape {
    name: "Header Object",
    required: &[],
    expected: &[],
    fields: &[
        ("description", Text),
        ("required", Boolean),
        ("deprecated", Boolean),
        ("allowEmptyValue", Boolean),
        ("style", Text),
        ("explode", Boolean),
        ("allowReserved", Boolean),
        ("schema", Anything),
        ("example", Anything),
        ("examples", Object),
        ("content", Object),
    ],
};

/// Tag Object, section 4.7.22.
pub const TAG: Shape = Shape {
    name: "Tag Object",
    required: &["name"],
    expected: &[],
    fields: &[
        ("summary", Text),
        ("parent", Text),
        ("kind", Text),
        ("name", Text),
        ("description", Text),
        ("externalDocs", Object),
    ],
};

/// Security Scheme Object, section 4.7.27.
pub const SECURITY_SCHEME: Shape = Shape {
    name: "Security Scheme Object",
    required: &["type"],
    expected: &[],
    fields: &[
        ("oauth2MetadataUrl", Text),
        ("deprecated", Boolean),
        ("type", Text),
        ("description", Text),
        ("name", Text),
        ("in", Text),
        ("scheme", Text),
        ("bearerFormat", Text),
        ("flows", Object),
        ("openIdConnectUrl", Text),
    ],
};

/// OAuth Flow Object, section 4.7.29.
pub const OAUTH_FLOW: Shape = Shape {
    name: "OAuth Flow Object",
    required: &[],
    expected: &[],
    fields: &[
        ("deviceAuthorizationUrl", Text),
        ("authorizationUrl", Text),
        ("tokenUrl", Text),
        ("refreshUrl", Text),
        ("scopes", Object),
    ],
};

impl Shape {
    /// The fields of `node` that hold what they should, or can only mean one thing. Of every other that is
    /// missing, unknown or of the wrong type it is said what becomes of it.
    ///
    /// Only the fields that `keep` asks for are answered; all are checked. `None`, with an error, when it is
    /// no object, or lacks what it cannot be without.
    pub fn check(
        &self,
        node: &Value,
        place: &Pointer,
        keep: &dyn Fn(&str) -> bool,
        report: &mut Report,
    ) -> Option<Map<String, Value>> {
        let Some(object) = node.as_object() else {
            report.error(
                Code::Shape,
                place,
                format!(
                    "expected an object ({}), found {}",
                    self.name,
                    description_of(node)
                ),
            );
            return None;
        };
        let mut sound = Map::new();
        let mut present: Vec<&str> = Vec::new();
        for (field, value) in object {
            if field.starts_with("x-") {
                continue;
            }
            let Some((_, holds)) = self.fields.iter().find(|(name, _)| name == field) else {
                report
                    .warning(
                        Code::UnknownField,
                        &place.child(field),
                        format!("the {} has no field `{field}`", self.name),
                    )
                    .help(spelling_help(
                        field,
                        self.fields.iter().map(|(name, _)| *name),
                    ));
                continue;
            };
            if holds.accepts(value) {
                present.push(field);
                if keep(field) {
                    sound.insert(field.clone(), value.clone());
                }
                continue;
            }
            let meant = holds.meant(value);
            let diagnostic = report.warning(
                Code::Shape,
                &place.child(field),
                format!(
                    "`{field}` of the {} must be {}, found {}",
                    self.name,
                    holds.description(),
                    description_of(value)
                ),
            );
            match meant {
                Some(meant) => {
                    diagnostic.help(format!("it is read as {meant}"));
                    present.push(field);
                    sound.insert(field.clone(), meant);
                }
                None => {
                    diagnostic.help("it is ignored; correct it or take it out");
                }
            }
        }
        let mut is_whole = true;
        for field in self.required {
            if !present.contains(field) {
                report.error(
                    Code::Shape,
                    place,
                    format!("the {} has no `{field}`, which is required", self.name),
                );
                is_whole = false;
            }
        }
        for (field, expected) in self.expected {
            if object.contains_key(*field) || *expected == Optional {
                continue;
            }
            report
                .warning(
                    Code::Shape,
                    place,
                    format!("the {} has no `{field}`, which is required", self.name),
                )
                .help("it is read as if it were empty");
        }
        for (field, expected) in self.expected {
            if !present.contains(field) {
                let empty = match expected {
                    EmptyText => Value::String(String::new()),
                    EmptyObject | Optional => Value::Object(Map::new()),
                };
                sound.insert((*field).to_owned(), empty);
            }
        }
        is_whole.then_some(sound)
    }
}

/// What to do about a field that is not known, of those that are.
pub fn spelling_help<'n>(field: &str, known: impl Iterator<Item = &'n str>) -> String {
    match nearest(field, known).first() {
        Some(near) => {
            format!("it is ignored; did you mean `{near}`? An extension begins with `x-`")
        }
        None => "it is ignored; correct the spelling, or begin it with `x-`".to_owned(),
    }
}

/// What a value is, for a message.
pub fn description_of(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean {value}"),
        Value::Number(value) => format!("the number {value}"),
        Value::String(value) if value.chars().count() <= 40 => format!("the string {value:?}"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
