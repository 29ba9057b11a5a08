//! Which components a document needs.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::load::Document;
use super::pointer::Pointer;
use super::references;

/// The components of the main file that neither a path nor a webhook leads to, in the order of the document.
pub fn unused_components(document: &Document) -> Vec<Pointer> {
    let mut uses = Uses {
        document,
        extended: extensions(document),
        visited: HashSet::new(),
        waiting: Vec::new(),
        schemes: HashSet::new(),
    };
    let root = Pointer::root();
    for section in ["paths", "webhooks", "security"] {
        if let Some(value) = document.root.get(section) {
            uses.walk(&root.child(section), value, section != "security");
        }
    }
    while let Some(place) = uses.waiting.pop() {
        if let Some(value) = document.find(&place) {
            uses.walk(&place, value, false);
        }
        for child in uses.extended.remove(&place).unwrap_or_default() {
            uses.need(child);
        }
    }
    let components = root.child("components");
    let sections = document.root.get("components").and_then(Value::as_object);
    let mut unused = Vec::new();
    let used: HashSet<Pointer> = uses
        .visited
        .iter()
        .flat_map(|place| std::iter::successors(Some(place.clone()), Pointer::parent))
        .collect();
    for (section, entries) in sections.into_iter().flatten() {
        for name in entries
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
        {
            let place = components.child(section).child(name);
            let is_used = if section == "securitySchemes" {
                uses.schemes.contains(name)
            } else {
                // A component is needed, or a node within it.
                used.contains(&place)
            };
            if !is_used && !section.starts_with("x-") {
                unused.push(place);
            }
        }
    }
    unused
}

/// The fields whose objects have names as their keys.
const NAMED: [&str; 12] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "patternProperties",
    "properties",
    "responses",
];

struct Uses<'d> {
    document: &'d Document,
    /// The schemas that extend each base with a discriminator.
    extended: HashMap<Pointer, Vec<Pointer>>,
    visited: HashSet<Pointer>,
    waiting: Vec<Pointer>,
    schemes: HashSet<String>,
}

impl Uses<'_> {
    fn need(&mut self, place: Pointer) {
        if self.visited.insert(place.clone()) {
            self.waiting.push(place);
        }
    }

    /// Notes what a node refers to: by references, by the mapping of a discriminator, by the name of a scheme.
    ///
    /// Some objects have names as their keys, and no fields: a property called `default` is a schema.
    fn walk(&mut self, place: &Pointer, value: &Value, has_names: bool) {
        match value {
            Value::Object(entries) if has_names => {
                for (name, value) in entries {
                    self.walk(&place.child(name), value, false);
                }
            }
            Value::Object(entries) => {
                for (key, value) in entries {
                    match (key.as_str(), value) {
                        ("$ref", Value::String(reference)) => self.refer(place, reference),
                        ("mapping", Value::Object(targets)) => {
                            for target in targets.values().filter_map(Value::as_str) {
                                let by_name = Pointer::root()
                                    .child("components")
                                    .child("schemas")
                                    .child(target);
                                if self.document.find(&by_name).is_some() {
                                    self.need(by_name);
                                } else {
                                    self.refer(place, target);
                                }
                            }
                        }
                        ("security", Value::Array(requirements)) => {
                            self.name_schemes(requirements);
                        }
                        // What stands in examples refers to nothing.
                        ("example" | "default" | "enum" | "const", _) => {}
                        (key, _) => self.walk(&place.child(key), value, NAMED.contains(&key)),
                    }
                }
            }
            Value::Array(items) if place.last().as_deref() == Some("security") => {
                self.name_schemes(items);
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(&place.child(index), item, false);
                }
            }
            _ => {}
        }
    }

    fn refer(&mut self, from: &Pointer, reference: &str) {
        if let Some(target) = references::address(self.document, from, reference) {
            self.need(target);
        }
    }

    fn name_schemes(&mut self, requirements: &[Value]) {
        let names = requirements.iter().filter_map(Value::as_object).flatten();
        self.schemes.extend(names.map(|(name, _)| name.clone()));
    }
}

/// The component schemas by those with a discriminator that they extend.
fn extensions(document: &Document) -> HashMap<Pointer, Vec<Pointer>> {
    let mut extensions: HashMap<Pointer, Vec<Pointer>> = HashMap::new();
    let place = Pointer::root().child("components").child("schemas");
    let schemas = document.find(&place).and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        let parts = schema.get("allOf").and_then(Value::as_array);
        for reference in parts
            .into_iter()
            .flatten()
            .filter_map(|part| part.get("$ref")?.as_str())
        {
            let own = place.child(name);
            let base = references::address(document, &own, reference);
            let base = base.filter(|base| {
                let base = document.find(base);
                base.is_some_and(|base| base.get("discriminator").is_some())
            });
            if let Some(base) = base {
                extensions.entry(base).or_default().push(own);
            }
        }
    }
    extensions
}
