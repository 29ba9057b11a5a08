//! Which components a document needs.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::load::Document;
use super::mentions::{self, Keys, Mention};
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
    for section in ["paths", "webhooks"] {
        if let Some(value) = document.root.get(section) {
            uses.walk(&root.child(section), value, Keys::AreNames);
        }
    }
    uses.schemes
        .extend(schemes(&document.root).map(str::to_owned));
    while let Some(place) = uses.waiting.pop() {
        if let Some(value) = document.find(&place) {
            uses.walk(&place, value, Keys::AreFields);
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
    fn walk(&mut self, place: &Pointer, value: &Value, keys: Keys) {
        mentions::tell(place, value, keys, &mut |place, mention| match mention {
            Mention::Reference(reference) => self.refer(place, reference),
            Mention::Mapping(target) => {
                let target = mapped(self.document, place, target);
                target.into_iter().for_each(|target| self.need(target));
            }
            Mention::Scheme(name) => {
                self.schemes.insert(name.to_owned());
            }
            Mention::Links(links) => {
                for (name, link) in links {
                    self.walk(&place.child(name), link, Keys::AreFields);
                }
            }
            Mention::Tag(_) => {}
        });
    }

    fn refer(&mut self, from: &Pointer, reference: &str) {
        if let Some(target) = references::address(self.document, from, reference) {
            self.need(target);
        }
    }
}

/// The names of the security schemes that a node's own `security` asks for.
pub(super) fn schemes(node: &Value) -> impl Iterator<Item = &str> {
    let requirements = node.get("security").and_then(Value::as_array);
    let names = requirements.into_iter().flatten();
    names
        .filter_map(Value::as_object)
        .flatten()
        .map(|(name, _)| name.as_str())
}

/// What a value of the mapping of a discriminator stands for: the schema of that name, or what it refers to.
pub(super) fn mapped(document: &Document, from: &Pointer, target: &str) -> Option<Pointer> {
    let by_name = Pointer::root()
        .child("components")
        .child("schemas")
        .child(target);
    if document.find(&by_name).is_some() {
        return Some(by_name);
    }
    references::address(document, from, target)
}

/// The sections of named schemas: of OpenAPI, and of Swagger 2.0.
const SCHEMAS: [&str; 2] = ["/components/schemas", "/definitions"];

/// The named schemas by those with a discriminator that they extend, directly or through others.
pub(super) fn extensions(document: &Document) -> HashMap<Pointer, Vec<Pointer>> {
    let mut extensions: HashMap<Pointer, Vec<Pointer>> = HashMap::new();
    for place in SCHEMAS.into_iter().filter_map(Pointer::parse) {
        let schemas = document.find(&place).and_then(Value::as_object);
        for name in schemas.into_iter().flatten().map(|(name, _)| name) {
            let own = place.child(name);
            for base in extended(document, &own) {
                extensions.entry(base).or_default().push(own.clone());
            }
        }
    }
    extensions
}

/// The schemas with a discriminator that a schema extends.
fn extended(document: &Document, own: &Pointer) -> Vec<Pointer> {
    let mut met = HashSet::from([own.clone()]);
    let mut waiting = vec![own.clone()];
    let mut bases = Vec::new();
    while let Some(place) = waiting.pop() {
        let Some(schema) = document.find(&place) else {
            continue;
        };
        if place != *own && schema.get("discriminator").is_some() {
            bases.push(place.clone());
        }
        let parts = schema.get("allOf").and_then(Value::as_array);
        let parts = parts.into_iter().flatten().enumerate();
        let parts = parts.map(|(index, part)| (place.child("allOf").child(index), part));
        for (place, part) in parts.chain([(place.clone(), schema)]) {
            let reference = part.get("$ref").and_then(Value::as_str);
            let next = match reference {
                Some(reference) => references::address(document, &place, reference),
                None => Some(place),
            };
            waiting.extend(next.filter(|next| met.insert(next.clone())));
        }
    }
    bases
}
