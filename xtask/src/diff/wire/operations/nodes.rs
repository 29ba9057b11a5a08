//! Nodes of the document trees, where the specs do not have what they say.

use serde_json::Value;

use super::super::meaning::meaning;
use crate::diff::Version;
use crate::spec::pointer::Pointer;
use crate::spec::schema::{SchemaId, SchemaType};
use crate::spec::{Operation, Spec};

/// What a value is shown as: JSON, and text as it is. Readers see no more than the beginning of long ones.
pub fn shown(value: &Value) -> String {
    const MOST: usize = 200;
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The node at an address, which a reference above it may lead to, or the nearest above it where there is none.
pub fn nearest(version: &Version, place: Pointer) -> Pointer {
    let mut place = place;
    let document = &version.document;
    while document.find(&document.written(&place)).is_none() {
        let Some(above) = place.parent() else {
            break;
        };
        place = above;
    }
    place
}

/// A field of the node at an address.
pub fn field<'v>(version: &'v Version, place: &Pointer, field: &str) -> Option<&'v Value> {
    version.document.find(place)?.get(field)
}

/// `operationId`, as it is written.
pub fn operation_id<'v>(version: &'v Version, operation: &Operation) -> Option<&'v str> {
    field(version, &operation.written, "operationId")?.as_str()
}

/// The entries of an object with their addresses, references followed; none where there is no object.
pub fn entries<'v>(version: &'v Version, place: &Pointer) -> Vec<(String, Pointer, &'v Value)> {
    let object = version.document.find(place).and_then(Value::as_object);
    let entries = object.into_iter().flatten().filter_map(|(key, _)| {
        let node = version.document.followed(&place.child(key))?;
        Some((key.clone(), node.place, node.value))
    });
    entries.collect()
}

/// Whether no value of a schema has parts, so that it is written in one way only.
pub fn is_scalar(spec: &Spec, id: SchemaId) -> bool {
    const DEEPEST: usize = 8;
    is_scalar_to(spec, id, DEEPEST)
}

fn is_scalar_to(spec: &Spec, id: SchemaId, levels: usize) -> bool {
    let schema = spec.schema(id);
    let Some(levels) = levels.checked_sub(1) else {
        return false;
    };
    let has_no_parts = |value: &Value| !value.is_array() && !value.is_object();
    match schema.ty {
        Some(SchemaType::Array | SchemaType::Object) => false,
        Some(_) => true,
        None if !schema.enumeration.is_empty() => schema.enumeration.iter().all(has_no_parts),
        None => {
            let mut all_of = schema.all_of.iter();
            let mut branches = schema.one_of.iter().chain(&schema.any_of).peekable();
            all_of.any(|part| is_scalar_to(spec, *part, levels))
                || branches.peek().is_some()
                    && branches.all(|branch| is_scalar_to(spec, *branch, levels))
        }
    }
}

/// The schema of a node as text: the name of a component, or what stands there.
pub fn schema_text(version: &Version, id: SchemaId) -> String {
    let place = &version.spec.schema(id).place;
    let components = Pointer::root().child("components").child("schemas");
    match place.below(&components).filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => {
            let node = version.document.find(place);
            node.map(|node| meaning(node).to_string())
                .unwrap_or_default()
        }
    }
}
