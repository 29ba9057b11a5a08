//! The keywords of a Schema Object, as a table: which there are, and what each holds.
//!
//! Those of 3.0 and of 3.1 (JSON Schema 2020-12) side by side: documents mix them, and each means the same
//! wherever it stands.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;
use crate::spec::shape::{description_of, spelling_help};

/// What becomes of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It tells what the values are, or something about them.
    Read,
    /// It limits the values further; nothing of that is in a type of Rust.
    Limit,
    /// It could make other types of the values, and is not read.
    Unread,
    /// It says nothing about the values.
    Aside,
}

use Part::{Aside, Limit, Read, Unread};

type Accepts = (fn(&Value) -> bool, &'static str);

const TEXT: Accepts = (Value::is_string, "a string");
const BOOLEAN: Accepts = (Value::is_boolean, "a boolean");
const COUNT: Accepts = (Value::is_u64, "an integer from 0");
const OBJECT: Accepts = (Value::is_object, "an object");
const LIST: Accepts = (Value::is_array, "an array");
const SCHEMA: Accepts = (is_schema, "a schema");
const ANYTHING: Accepts = (|_| true, "any value");
const TEXT_OR_LIST: Accepts = (
    |value| value.is_string() || value.is_array(),
    "a string or an array",
);
const TEXT_LIST: Accepts = (
    |value| {
        value
            .as_array()
            .is_some_and(|items| items.iter().all(Value::is_string))
    },
    "an array of strings",
);

fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}

/// Every keyword: what becomes of it, and what it must hold.
const KEYWORDS: &[(&str, Part, Accepts)] = &[
    ("$ref", Read, TEXT),
    ("title", Read, TEXT),
    ("description", Read, TEXT),
    ("type", Read, TEXT_OR_LIST),
    ("format", Read, TEXT),
    ("nullable", Read, BOOLEAN),
    ("enum", Read, LIST),
    ("const", Read, ANYTHING),
    ("properties", Read, OBJECT),
    ("required", Read, TEXT_LIST),
    ("additionalProperties", Read, SCHEMA),
    ("patternProperties", Read, OBJECT),
    ("unevaluatedProperties", Read, SCHEMA),
    (
        "items",
        Read,
        (|value| is_schema(value) || value.is_array(), "a schema"),
    ),
    ("prefixItems", Read, LIST),
    ("minItems", Read, COUNT),
    ("maxItems", Read, COUNT),
    ("uniqueItems", Read, BOOLEAN),
    ("allOf", Read, LIST),
    ("oneOf", Read, LIST),
    ("anyOf", Read, LIST),
    ("not", Read, SCHEMA),
    ("discriminator", Read, OBJECT),
    ("default", Read, ANYTHING),
    ("example", Read, ANYTHING),
    (
        "examples",
        Read,
        (|value| value.is_array() || value.is_object(), "an array"),
    ),
    ("deprecated", Read, BOOLEAN),
    ("readOnly", Read, BOOLEAN),
    ("writeOnly", Read, BOOLEAN),
    ("xml", Read, OBJECT),
    ("contentEncoding", Read, TEXT),
    ("contentMediaType", Read, TEXT),
    ("multipleOf", Limit, ANYTHING),
    ("maximum", Limit, ANYTHING),
    ("exclusiveMaximum", Limit, ANYTHING),
    ("minimum", Limit, ANYTHING),
    ("exclusiveMinimum", Limit, ANYTHING),
    ("maxLength", Limit, ANYTHING),
    ("minLength", Limit, ANYTHING),
    ("pattern", Limit, ANYTHING),
    ("maxProperties", Limit, ANYTHING),
    ("minProperties", Limit, ANYTHING),
    ("contains", Limit, ANYTHING),
    ("minContains", Limit, ANYTHING),
    ("maxContains", Limit, ANYTHING),
    ("propertyNames", Limit, ANYTHING),
    ("dependentRequired", Limit, ANYTHING),
    ("unevaluatedItems", Limit, ANYTHING),
    ("if", Unread, ANYTHING),
    ("then", Unread, ANYTHING),
    ("else", Unread, ANYTHING),
    ("dependentSchemas", Unread, ANYTHING),
    ("dependencies", Unread, ANYTHING),
    ("$dynamicRef", Unread, ANYTHING),
    ("$recursiveRef", Unread, ANYTHING),
    ("contentSchema", Unread, ANYTHING),
    ("externalDocs", Aside, ANYTHING),
    ("$schema", Aside, ANYTHING),
    ("$id", Aside, ANYTHING),
    ("id", Aside, ANYTHING),
    ("$anchor", Aside, ANYTHING),
    ("$dynamicAnchor", Aside, ANYTHING),
    ("$recursiveAnchor", Aside, ANYTHING),
    ("$vocabulary", Aside, ANYTHING),
    ("$comment", Aside, ANYTHING),
    ("$defs", Aside, ANYTHING),
    ("definitions", Aside, ANYTHING),
];

/// Keywords of one schema by name, in the order of the document.
pub(super) type Keywords<'d> = IndexMap<&'d str, &'d Value>;

/// Whether a schema refers to another and says something of its own beside.
pub(super) fn has_siblings(schema: &Value) -> bool {
    let Some(object) = schema.as_object() else {
        return false;
    };
    object.get("$ref").is_some_and(Value::is_string)
        && object.keys().any(|keyword| {
            keyword != "$ref"
                && KEYWORDS
                    .iter()
                    .any(|(name, part, _)| name == keyword && *part == Read)
        })
}

/// The keywords that are read and hold what they should. Of the others it is said what becomes of them.
pub(super) fn sound<'d>(
    object: &'d Map<String, Value>,
    place: &Pointer,
    report: &mut Report,
) -> Keywords<'d> {
    let mut sound = Keywords::new();
    for (keyword, value) in object {
        let known = KEYWORDS.iter().find(|(name, ..)| name == keyword);
        match known {
            Some((_, Read, (accepts, _))) if accepts(value) => {
                sound.insert(keyword.as_str(), value);
            }
            Some((_, Read, (_, expected))) => {
                // An empty value in YAML is null, and says nothing.
                let message = format!(
                    "`{keyword}` of a schema must be {expected}, found {}",
                    description_of(value)
                );
                report
                    .warning(Code::Keyword, &place.child(keyword), message)
                    .help("it is ignored; correct it or take it out");
            }
            Some((_, Unread, _)) => {
                report
                    .warning(
                        Code::Unsupported,
                        &place.child(keyword),
                        format!("`{keyword}` makes no types"),
                    )
                    .help("what else the schema says is typed; properties that only this keyword describes are any JSON");
            }
            Some((_, Limit | Aside, _)) => {}
            None if keyword.starts_with("x-") => {}
            None => {
                report
                    .warning(
                        Code::UnknownField,
                        &place.child(keyword),
                        format!("the Schema Object has no field `{keyword}`"),
                    )
                    .help(spelling_help(
                        keyword,
                        KEYWORDS.iter().map(|(name, ..)| *name),
                    ));
            }
        }
    }
    sound
}
