//! What a node means: without what is for readers alone, and with what it refers to in the place of references.

use serde_json::{Map, Value};

use crate::spec::load::Document;
use crate::spec::pointer::Pointer;

/// What tells readers something, and means nothing to programs.
const FOR_READERS: [&str; 7] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
];

/// Keywords whose keys are names.
const OF_NAMES: [&str; 5] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
];

/// How many references are followed on the way to a node.
const MOST_REFERENCES: usize = 6;

/// How many nodes are looked at.
const MOST_NODES: usize = 20_000;

/// A schema or another node without what is for readers alone.
pub fn meaning(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let mut kept = Map::new();
            for (key, value) in entries {
                let value = match value {
                    Value::Object(named) if OF_NAMES.contains(&key.as_str()) => {
                        let named = named
                            .iter()
                            .map(|(name, value)| (name.clone(), meaning(value)));
                        Value::Object(named.collect())
                    }
                    _ if FOR_READERS.contains(&key.as_str()) => continue,
                    _ => meaning(value),
                };
                kept.insert(key.clone(), value);
            }
            Value::Object(kept)
        }
        Value::Array(items) => Value::Array(items.iter().map(meaning).collect()),
        other => other.clone(),
    }
}

/// The meaning of the node at an address, with the targets of its references, as far as they are followed.
pub fn followed(document: &Document, place: &Pointer) -> Option<Value> {
    let mut nodes = MOST_NODES;
    let whole = resolved(document, place, MOST_REFERENCES, &mut nodes)?;
    Some(meaning(&whole))
}

fn resolved(
    document: &Document,
    place: &Pointer,
    references: usize,
    nodes: &mut usize,
) -> Option<Value> {
    let own = document.find(place)?;
    *nodes = nodes.checked_sub(1)?;
    let is_reference = own.get("$ref").is_some_and(Value::is_string);
    let (place, value, references) = match document.followed(place) {
        Some(node) if is_reference && references > 0 => (node.place, node.value, references - 1),
        _ => (place.clone(), own, references),
    };
    let value = match value {
        Value::Object(entries) => {
            let mut names: Vec<&String> = entries.keys().collect();
            names.sort_unstable();
            let mut object = Map::new();
            for name in names {
                let value = resolved(document, &place.child(name), references, nodes);
                object.insert(name.clone(), value.unwrap_or_default());
            }
            Value::Object(object)
        }
        Value::Array(items) => {
            let items = (0..items.len())
                .map(|index| resolved(document, &place.child(index), references, nodes));
            Value::Array(items.map(Option::unwrap_or_default).collect())
        }
        other => other.clone(),
    };
    Some(value)
}
