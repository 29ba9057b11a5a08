//! What a node names elsewhere: by references, by the mapping of a discriminator, by the names of security schemes
//! and of tags.
//!
//! A walk of the tree as it is written, which knows no more of the standard than where names stand for keys and where
//! a value is an example, so that it reads documents of every version.

use serde_json::{Map, Value};

use super::pointer::Pointer;

/// What is named.
#[derive(Debug, Clone, Copy)]
pub enum Mention<'d> {
    /// `$ref`.
    Reference(&'d str),
    /// A value of `mapping` of a discriminator: the name of a component, or a reference.
    Mapping(&'d str),
    /// A name of `security`.
    Scheme(&'d str),
    /// A name of `tags`.
    Tag(&'d str),
    /// `links` of a response: what they lead to is for the caller to follow.
    Links(&'d Map<String, Value>),
}

/// What the keys of an object are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// The fields that the standard gives it.
    AreFields,
    /// Names that the document gives: a property called `default` is a schema.
    AreNames,
}

/// The fields whose objects have names as their keys.
const NAMED: [&str; 11] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "patternProperties",
    "properties",
    "responses",
];

/// Tells what a node and all within it name, each with the address of the object that names it.
pub fn tell<'d>(
    place: &Pointer,
    value: &'d Value,
    keys: Keys,
    to: &mut dyn FnMut(&Pointer, Mention<'d>),
) {
    match value {
        Value::Object(entries) if keys == Keys::AreNames => {
            for (name, value) in entries {
                tell(&place.child(name), value, Keys::AreFields, to);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                field(place, key, value, to);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                tell(&place.child(index), item, Keys::AreFields, to);
            }
        }
        _ => {}
    }
}

fn field<'d>(
    place: &Pointer,
    key: &str,
    value: &'d Value,
    to: &mut dyn FnMut(&Pointer, Mention<'d>),
) {
    match (key, value) {
        ("$ref", Value::String(reference)) => to(place, Mention::Reference(reference)),
        ("mapping", Value::Object(targets)) => {
            for target in targets.values().filter_map(Value::as_str) {
                to(place, Mention::Mapping(target));
            }
        }
        ("security", Value::Array(requirements)) => {
            let names = requirements.iter().filter_map(Value::as_object).flatten();
            for (name, _) in names {
                to(place, Mention::Scheme(name));
            }
        }
        ("tags", Value::Array(tags)) => {
            for tag in tags.iter().filter_map(Value::as_str) {
                to(place, Mention::Tag(tag));
            }
        }
        ("links", Value::Object(links)) if links.values().all(is_link) => {
            to(&place.child(key), Mention::Links(links));
        }
        // What stands in examples refers to nothing; an Example Object may be a reference itself.
        ("example" | "default" | "enum" | "const", _) => {}
        ("examples", Value::Object(examples)) => {
            for (name, example) in examples {
                if let Some(reference) = example.get("$ref").and_then(Value::as_str) {
                    to(&place.child(key).child(name), Mention::Reference(reference));
                }
            }
        }
        ("examples", _) => {}
        (key, _) => {
            let keys = if NAMED.contains(&key) {
                Keys::AreNames
            } else {
                Keys::AreFields
            };
            tell(&place.child(key), value, keys, to);
        }
    }
}

/// Whether a node is a Link Object (OpenAPI 3.0.3, section 4.7.20), or a reference to one.
fn is_link(value: &Value) -> bool {
    ["$ref", "operationId", "operationRef"]
        .iter()
        .any(|field| value.get(field).is_some())
}
