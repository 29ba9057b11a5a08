//! How much two operations look alike.

use std::collections::BTreeMap;

use super::nodes::schema_text;
use super::pairs::{names, template};
use crate::diff::Version;
use crate::spec::{Location, MediaType, Operation};

/// What an operation looks like.
pub struct Shape {
    /// What is told of it, piece by piece, each with how much it says.
    pieces: BTreeMap<String, u32>,
    method: String,
    template: String,
}

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
        Self {
            pieces,
            method: operation.method.clone(),
            template: template(&operation.path),
        }
    }

    /// From 0 to 1, how much of what is told of either is told of both; `None` where too little is told.
    pub fn likeness(&self, other: &Self) -> Option<f64> {
        const LEAST: u32 = 2 * OWN;
        let shared = self
            .pieces
            .iter()
            .filter(|(piece, _)| other.pieces.contains_key(*piece));
        let shared: u32 = shared.map(|(_, weight)| weight).sum();
        let own: u32 = self.pieces.values().sum();
        let others: u32 = other.pieces.values().sum();
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
pub fn confidence(old: &Shape, new: &Shape) -> Option<f64> {
    const LEAST: f64 = 0.75;
    if old.method != new.method && old.template != new.template {
        return None;
    }
    let likeness = old.likeness(new).filter(|likeness| *likeness >= LEAST)?;
    let of_paths = strsim::normalized_damerau_levenshtein(&old.template, &new.template);
    let confidence = 0.75 * likeness + 0.25 * of_paths;
    (confidence >= LEAST).then_some(confidence)
}
