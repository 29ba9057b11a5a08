//! How much two schemas say the same.

use std::collections::BTreeSet;

use super::super::Comparer;
use super::classes::Classes;
use super::view::View;
use crate::diff::Version;
use crate::spec::schema::SchemaId;

/// From 0 to 1, how much of what is told of either is told of both.
pub fn of(comparer: &Comparer<'_>, classes: &Classes, old: SchemaId, new: SchemaId) -> f64 {
    if classes.same(old, new) {
        return 1.0;
    }
    let old = pieces(comparer.old, old, |id| classes.of_old(id));
    let new = pieces(comparer.new, new, |id| classes.of_new(id));
    let shared = old.intersection(&new).count();
    let all = old.len() + new.len() - shared;
    if all == 0 {
        return 0.0;
    }
    // Numbers of pieces are small.
    shared as f64 / all as f64
}

/// Whether it says so much that no other schema says it by chance.
pub fn is_rich(version: &Version, id: SchemaId) -> bool {
    let view = View::of(version, id);
    view.properties.len() > 1
        || !view.choices.is_empty()
        || version.spec.schema(id).enumeration.len() > 1
}

/// What is told of a schema, piece by piece.
fn pieces(
    version: &Version,
    id: SchemaId,
    class: impl Fn(SchemaId) -> u64,
) -> BTreeSet<(&'static str, String)> {
    let view = View::of(version, id);
    let mut pieces = BTreeSet::new();
    let types = view.types.iter().flatten();
    pieces.extend(types.map(|ty| ("type", (*ty).to_owned())));
    for (name, ids) in &view.properties {
        pieces.insert(("property", (*name).to_owned()));
        pieces.extend(
            ids.iter()
                .map(|id| ("property", format!("{name} {}", class(*id)))),
        );
    }
    let required = view.required.iter();
    pieces.extend(required.map(|name| ("required", (*name).to_owned())));
    for (what, ids) in [("items", &view.items), ("additional", &view.additional)] {
        pieces.extend(ids.iter().map(|id| (what, class(*id).to_string())));
    }
    let branches = view.choices.iter().flat_map(|choice| &choice.branches);
    pieces.extend(branches.map(|id| ("branch", class(*id).to_string())));
    for id in &view.members {
        let schema = version.spec.schema(*id);
        let values = schema.enumeration.iter();
        pieces.extend(values.map(|value| ("value", value.to_string())));
        pieces.extend(
            schema
                .format
                .iter()
                .map(|format| ("format", format.clone())),
        );
    }
    pieces
}
