//! How much two operations look alike.

use std::collections::BTreeMap;

use super::super::super::Version;
use super::nodes::schema_text;
use super::pairs::{names, template};
use crate::spec::{Location, MediaType, Operation};

/// What is told of an operation, piece by piece, each with how much it says.
pub struct Shape(BTreeMap<String, u32>);

/// What every other operation has too.
const COMMON: u32 = 1;
/// What several operations have.
const SHARED: u32 = 2;
/// What few operations have.
const OWN: u32 = 3;

impl Shape {
    /// The shape of an operation.
    pub fn of(version: &Version, operation: &Operation) -> Self {
        let mut pieces = BTreeMap::new();
        let own = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location != Location::Path);
        for parameter in own {
            let (location, name) = (parameter.location.as_str(), &parameter.name);
            pieces.insert(format!("{location} parameter {name}"), SHARED);
        }
        let count = names(&operation.path).len();
        pieces.insert(format!("{count} path parameters"), COMMON);
        if let Some(body) = &operation.request_body {
            add_content(version, "body", &body.content, &mut pieces);
        }
        for response in &operation.responses {
            let what = format!("response {}", response.status);
            add_content(version, &what, &response.content, &mut pieces);
            pieces.insert(what, COMMON);
        }
        for tag in &operation.tags {
            pieces.insert(format!("tag {tag}"), COMMON);
        }
        if let Some(summary) = &operation.summary {
            pieces.insert(format!("summary {summary}"), SHARED);
        }
        Self(pieces)
    }

    /// From 0 to 1, how much of what is told of either is told of both; `None` where too little is told.
    pub fn likeness(&self, other: &Self) -> Option<f64> {
        const LEAST: u32 = 2 * OWN;
        let shared = self
            .0
            .iter()
            .filter(|(piece, _)| other.0.contains_key(*piece));
        let shared: u32 = shared.map(|(_, weight)| weight).sum();
        let own: u32 = self.0.values().sum();
        let others: u32 = other.0.values().sum();
        (shared >= LEAST).then(|| f64::from(shared) / f64::from(own + others - shared))
    }
}

fn add_content(
    version: &Version,
    what: &str,
    content: &[MediaType],
    pieces: &mut BTreeMap<String, u32>,
) {
    for media_type in content {
        let schema = media_type.schema.or(media_type.item_schema());
        let schema = schema.map(|id| schema_text(version, id));
        let schema = schema.unwrap_or_default();
        pieces.insert(format!("{what} {} {schema}", media_type.name), OWN);
    }
}

/// How sure it is that an operation is another one, at another path or with another method.
pub fn confidence(
    old: &Operation,
    new: &Operation,
    old_shape: &Shape,
    new_shape: &Shape,
) -> Option<f64> {
    const LEAST: f64 = 0.75;
    let (old_path, new_path) = (template(&old.path), template(&new.path));
    let is_near = old.method == new.method || old_path == new_path;
    let likeness = old_shape
        .likeness(new_shape)
        .filter(|likeness| is_near && *likeness >= LEAST)?;
    let of_paths = strsim::normalized_damerau_levenshtein(&old_path, &new_path);
    let confidence = 0.75 * likeness + 0.25 * of_paths;
    (confidence >= LEAST).then_some(confidence)
}
