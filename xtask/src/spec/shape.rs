//! The fields of the objects of OpenAPI 3.0.3, as tables: which there are, and what each holds.
//!
//! Checked before a node is typed, because a typing library says "did not match any variant" where these
//! tables can say which field of which object is wrong, and what it should be.

use serde_json::Value;

use super::pointer::Pointer;
use crate::report::{Code, Report};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    Boolean,
    Number,
    Count,
    Object,
    List,
    TextList,
    ObjectOrBoolean,
    Anything,
}

impl Holds {
    fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Count => value.is_u64(),
            Self::Object => value.is_object(),
            Self::List => value.is_array(),
            Self::TextList => value
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_string)),
            Self::ObjectOrBoolean => value.is_object() || value.is_boolean(),
            Self::Anything => true,
        }
    }

    const fn description(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Count => "an integer from 0",
            Self::Object => "an object",
            Self::List => "an array",
            Self::TextList => "an array of strings",
            Self::ObjectOrBoolean => "an object or a boolean",
            Self::Anything => "any value",
        }
    }
}

use Holds::{Anything, Boolean, Count, List, Number, Object, ObjectOrBoolean, Text, TextList};

/// One kind of object of the standard.
#[derive(Debug)]
pub struct Shape {
    name: &'static str,
    required: &'static [&'static str],
    fields: &'static [(&'static str, Holds)],
}

/// OpenAPI Object, section 4.7.1.
pub const OPENAPI: Shape = Shape {
    name: "OpenAPI Object",
    required: &["info", "paths"],
    fields: &[
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
    required: &["title", "version"],
    fields: &[
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
    fields: &[("url", Text), ("description", Text), ("variables", Object)],
};

/// Components Object, section 4.7.7.
pub const COMPONENTS: Shape = Shape {
    name: "Components Object",
    required: &[],
    fields: &[
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
    fields: &[
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
    required: &["responses"],
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
        ("schema", Object),
        ("example", Anything),
        ("examples", Object),
        ("content", Object),
    ],
};

/// Request Body Object, section 4.7.13.
pub const REQUEST_BODY: Shape = Shape {
    name: "Request Body Object",
    required: &["content"],
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
    fields: &[
        ("schema", Object),
        ("example", Anything),
        ("examples", Object),
        ("encoding", Object),
    ],
};

/// Response Object, section 4.7.17.
pub const RESPONSE: Shape = Shape {
    name: "Response Object",
    required: &["description"],
    fields: &[
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
    fields: &[
        ("description", Text),
        ("required", Boolean),
        ("deprecated", Boolean),
        ("allowEmptyValue", Boolean),
        ("style", Text),
        ("explode", Boolean),
        ("allowReserved", Boolean),
        ("schema", Object),
        ("example", Anything),
        ("examples", Object),
        ("content", Object),
    ],
};

/// Tag Object, section 4.7.22.
pub const TAG: Shape = Shape {
    name: "Tag Object",
    required: &["name"],
    fields: &[
        ("name", Text),
        ("description", Text),
        ("externalDocs", Object),
    ],
};

/// Schema Object, section 4.7.24.
pub const SCHEMA: Shape = Shape {
    name: "Schema Object",
    required: &[],
    fields: &[
        ("title", Text),
        ("multipleOf", Number),
        ("maximum", Number),
        ("exclusiveMaximum", Boolean),
        ("minimum", Number),
        ("exclusiveMinimum", Boolean),
        ("maxLength", Count),
        ("minLength", Count),
        ("pattern", Text),
        ("maxItems", Count),
        ("minItems", Count),
        ("uniqueItems", Boolean),
        ("maxProperties", Count),
        ("minProperties", Count),
        ("required", TextList),
        ("enum", List),
        ("type", Text),
        ("allOf", List),
        ("oneOf", List),
        ("anyOf", List),
        ("not", Object),
        ("items", Object),
        ("properties", Object),
        ("additionalProperties", ObjectOrBoolean),
        ("description", Text),
        ("format", Text),
        ("default", Anything),
        ("nullable", Boolean),
        ("discriminator", Object),
        ("readOnly", Boolean),
        ("writeOnly", Boolean),
        ("xml", Object),
        ("externalDocs", Object),
        ("example", Anything),
        ("deprecated", Boolean),
    ],
};

/// Security Scheme Object, section 4.7.27.
pub const SECURITY_SCHEME: Shape = Shape {
    name: "Security Scheme Object",
    required: &["type"],
    fields: &[
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

impl Shape {
    /// Reports every field of `node` that is missing, unknown or of the wrong type.
    ///
    /// Answers whether the node can be typed: false after an error, true after none or mere warnings.
    pub fn check(&self, node: &Value, place: &Pointer, report: &mut Report) -> bool {
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
            return false;
        };
        let mut sound = true;
        for field in self.required {
            if !object.contains_key(*field) {
                report.error(
                    Code::Shape,
                    place,
                    format!("the {} has no `{field}`, which is required", self.name),
                );
                sound = false;
            }
        }
        for (field, value) in object {
            match self.fields.iter().find(|(name, _)| name == field) {
                Some((_, holds)) if holds.accepts(value) => {}
                Some((_, holds)) => {
                    let message = format!(
                        "`{field}` of the {} must be {}, found {}",
                        self.name,
                        holds.description(),
                        description_of(value)
                    );
                    let diagnostic = report.error(Code::Shape, &place.child(field), message);
                    if *holds == Text && (value.is_number() || value.is_boolean()) {
                        diagnostic.help(format!("quote it: '{value}'"));
                    }
                    sound = false;
                }
                None if field.starts_with("x-") => {}
                None => {
                    report
                        .warning(
                            Code::UnknownField,
                            &place.child(field),
                            format!("the {} has no field `{field}`", self.name),
                        )
                        .help("it is ignored; correct the spelling, or begin it with `x-`");
                }
            }
        }
        sound
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
