//! Which schemas say the same, with all that they refer to, whatever is said of them.
//!
//! Each schema of both documents has a class: a hash of what it says by itself and of the classes of the schemas
//! within it. Those that lie on a circle, or lead to one, start with what they say by themselves and are told
//! apart step by step, until a step tells no more apart. What a class does not see, such as a reference within a
//! keyword that no schema is made of, makes a class of its own: schemas of one class never differ.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde_json::Value;

use crate::diff::Version;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId};

/// The classes of the schemas of two versions.
pub struct Classes {
    /// Those of the old version, and behind them those of the new one.
    all: Vec<u64>,
    /// How many are the old version's.
    first: usize,
}

/// Keywords that are read as schemas, or that tell readers something.
const ASIDE: &[&str] = &[
    "$ref",
    "$comment",
    "$defs",
    "$schema",
    "allOf",
    "anyOf",
    "definitions",
    "description",
    "example",
    "examples",
    "externalDocs",
    "not",
    "oneOf",
    "prefixItems",
    "title",
];

impl Classes {
    /// Tells the schemas of two versions apart.
    pub fn of(old: &Version, new: &Version) -> Self {
        let first = old.spec.schemas.len();
        let mut graph = Graph::default();
        for (version, offset) in [(old, 0), (new, first)] {
            for (index, schema) in version.spec.schemas.iter().enumerate() {
                graph.own.push(own(version, schema, offset + index));
                let parts = parts(schema).into_iter();
                let parts = parts.map(|(label, id)| (label, offset + id.0)).collect();
                graph.parts.push(parts);
            }
        }
        Self {
            all: graph.classes(),
            first,
        }
    }

    /// Whether two schemas say the same.
    pub fn same(&self, old: SchemaId, new: SchemaId) -> bool {
        self.of_old(old) == self.of_new(new)
    }

    /// The class of a schema of the old version.
    pub fn of_old(&self, id: SchemaId) -> u64 {
        self.all[id.0]
    }

    /// The class of a schema of the new version.
    pub fn of_new(&self, id: SchemaId) -> u64 {
        self.all[self.first + id.0]
    }
}

/// The schemas within a schema, in an order that schemas of one class share.
pub fn parts(schema: &Schema) -> Vec<(u64, SchemaId)> {
    let mut named: Vec<(&str, SchemaId)> = schema
        .properties
        .iter()
        .map(|(name, id)| (name.as_str(), *id))
        .collect();
    named.sort_unstable();
    let mut parts: Vec<(u64, SchemaId)> = named
        .into_iter()
        .map(|(name, id)| (hash(&("property", name)), id))
        .collect();
    let additional = match schema.additional_properties {
        AdditionalProperties::Typed(id) => Some(id),
        _ => None,
    };
    for (label, ids) in [
        ("items", schema.items.as_slice()),
        ("prefixItems", &schema.prefix_items),
        ("additional", additional.as_slice()),
        ("allOf", &schema.all_of),
        ("oneOf", &schema.one_of),
        ("anyOf", &schema.any_of),
        ("not", schema.not.as_slice()),
    ] {
        parts.extend(ids.iter().map(|id| (hash(&label), *id)));
    }
    if let Some(discriminator) = &schema.discriminator {
        let mapping = &discriminator.mapping;
        parts.extend(
            mapping
                .iter()
                .map(|(value, id)| (hash(&("mapping", value)), *id)),
        );
    }
    parts
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What a schema says by itself.
fn own(version: &Version, schema: &Schema, number: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    match version.document.find(&schema.place) {
        Some(Value::Object(keywords)) => {
            let mut names: Vec<&String> = keywords.keys().collect();
            names.sort_unstable();
            for name in names {
                let value = &keywords[name.as_str()];
                if ASIDE.contains(&name.as_str()) {
                    continue;
                }
                name.hash(&mut hasher);
                match (name.as_str(), value) {
                    ("items" | "additionalProperties", Value::Object(entries))
                        if !entries.is_empty() => {}
                    ("items", Value::Array(_)) => {}
                    ("properties", Value::Object(properties)) => {
                        let mut forbidden: Vec<&String> = properties
                            .iter()
                            .filter(|(_, value)| **value == Value::Bool(false))
                            .map(|(name, _)| name)
                            .collect();
                        forbidden.sort_unstable();
                        forbidden.hash(&mut hasher);
                    }
                    _ => {
                        if !add(value, &mut hasher) {
                            number.hash(&mut hasher);
                        }
                    }
                }
            }
        }
        Some(value) => {
            add(value, &mut hasher);
        }
        // A part of another schema, such as one of several types.
        None => {
            format!("{:?}{:?}", schema.ty, schema.format).hash(&mut hasher);
            format!(
                "{:?}",
                schema.additional_properties == AdditionalProperties::Forbidden
            )
            .hash(&mut hasher);
            schema.required.hash(&mut hasher);
            for value in &schema.enumeration {
                add(value, &mut hasher);
            }
        }
    }
    if schema.discriminator.is_some() {
        // A name tells an alternative where no mapping does.
        for id in schema.one_of.iter().chain(&schema.any_of) {
            let place = &version.spec.schema(*id).place;
            place.last().hash(&mut hasher);
        }
    }
    schema.untyped.hash(&mut hasher);
    hasher.finish()
}

/// Adds a value; `false` where it holds a reference, whose target is not seen.
fn add(value: &Value, hasher: &mut DefaultHasher) -> bool {
    match value {
        Value::Object(entries) => {
            let mut names: Vec<&String> = entries.keys().collect();
            names.sort_unstable();
            (0_u8, names.len()).hash(hasher);
            let mut is_seen = true;
            for name in names {
                name.hash(hasher);
                is_seen &= name != "$ref" && name != "$dynamicRef";
                is_seen &= add(&entries[name.as_str()], hasher);
            }
            is_seen
        }
        Value::Array(items) => {
            (1_u8, items.len()).hash(hasher);
            let mut is_seen = true;
            for item in items {
                is_seen &= add(item, hasher);
            }
            is_seen
        }
        Value::String(text) => {
            (2_u8, text).hash(hasher);
            true
        }
        Value::Number(number) => {
            (3_u8, number).hash(hasher);
            true
        }
        Value::Bool(value) => {
            (4_u8, value).hash(hasher);
            true
        }
        Value::Null => {
            5_u8.hash(hasher);
            true
        }
    }
}

/// What schemas say by themselves, and which are within which.
#[derive(Default)]
struct Graph {
    own: Vec<u64>,
    parts: Vec<Vec<(u64, usize)>>,
}

impl Graph {
    fn classes(&self) -> Vec<u64> {
        let count = self.own.len();
        let mut classes = self.own.clone();
        let mut within: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut left: Vec<usize> = self.parts.iter().map(Vec::len).collect();
        for (index, parts) in self.parts.iter().enumerate() {
            for (_, part) in parts {
                within[*part].push(index);
            }
        }
        // Those whose parts all have a class.
        let mut ready: Vec<usize> = (0..count).filter(|index| left[*index] == 0).collect();
        while let Some(index) = ready.pop() {
            classes[index] = self.class(index, &classes);
            for holder in &within[index] {
                left[*holder] -= 1;
                if left[*holder] == 0 {
                    ready.push(*holder);
                }
            }
        }
        let circles: Vec<usize> = (0..count).filter(|index| left[*index] > 0).collect();
        let mut known = 0;
        loop {
            let next: Vec<u64> = circles
                .iter()
                .map(|index| self.class(*index, &classes))
                .collect();
            for (index, class) in circles.iter().zip(&next) {
                classes[*index] = *class;
            }
            let number = next.into_iter().collect::<HashSet<u64>>().len();
            if number == known {
                return classes;
            }
            known = number;
        }
    }

    fn class(&self, index: usize, classes: &[u64]) -> u64 {
        let mut hasher = DefaultHasher::new();
        classes[index].hash(&mut hasher);
        for (label, part) in &self.parts[index] {
            label.hash(&mut hasher);
            classes[*part].hash(&mut hasher);
        }
        hasher.finish()
    }
}
