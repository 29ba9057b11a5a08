//! Choices between objects that may not be told apart.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Subject;
use crate::report::{Code, Report};
use crate::spec::Spec;
use crate::spec::schema::{Schema, SchemaId, SchemaType};

/// How deep compositions are followed.
const DEEPEST: usize = 16;

/// What of an object tells it from another.
#[derive(Debug, Default)]
struct Object {
    properties: BTreeSet<String>,
    required: BTreeSet<String>,
    /// The values that properties are limited to.
    values: BTreeMap<String, Vec<Value>>,
}

/// A `oneOf` or `anyOf` without a discriminator, of which two objects can be the same value.
pub(super) fn ambiguous(subject: &Subject<'_>, report: &mut Report) {
    for schema in &subject.spec.schemas {
        if schema.discriminator.is_some() {
            continue;
        }
        for (keyword, variants) in [("oneOf", &schema.one_of), ("anyOf", &schema.any_of)] {
            if let Some((one, other)) = alike(variants, subject.spec) {
                let place = schema.place.child(keyword);
                report
                    .warning(
                        Code::AmbiguousUnion,
                        &place,
                        format!("two variants of the `{keyword}` can be the same value"),
                    )
                    .help("add a `discriminator`, or a required property with different values")
                    .related(&subject.spec.schema(one).place, "this variant")
                    .related(&subject.spec.schema(other).place, "and this one");
            }
        }
    }
}

/// The first two variants that are alike.
fn alike(variants: &[SchemaId], spec: &Spec) -> Option<(SchemaId, SchemaId)> {
    let objects: Vec<(SchemaId, Object)> = variants
        .iter()
        .filter_map(|id| Some((*id, object(*id, spec)?)))
        .collect();
    objects.iter().enumerate().find_map(|(index, (id, one))| {
        let rest = objects[..index].iter();
        let (other, _) = rest.into_iter().find(|(_, other)| are_alike(one, other))?;
        Some((*other, *id))
    })
}

/// Whether one value can be both: each has what the other requires, and no property with other values.
fn are_alike(one: &Object, other: &Object) -> bool {
    let has_all = |one: &Object, other: &Object| other.required.is_subset(&one.properties);
    let is_told_by_value = one.values.iter().any(|(name, values)| {
        let is_required = one.required.contains(name) && other.required.contains(name);
        other
            .values
            .get(name)
            .is_some_and(|others| is_required && values.iter().all(|value| !others.contains(value)))
    });
    has_all(one, other) && has_all(other, one) && !is_told_by_value
}

/// The object that a schema is, with what it is made of; `None` where it is none.
fn object(id: SchemaId, spec: &Spec) -> Option<Object> {
    let mut object = Object::default();
    let is_object = add(id, spec, &mut object, &mut BTreeSet::new());
    is_object.then_some(object)
}

fn add(id: SchemaId, spec: &Spec, object: &mut Object, visited: &mut BTreeSet<SchemaId>) -> bool {
    if !visited.insert(id) {
        return false;
    }
    let schema = spec.schema(id);
    for (name, property) in &schema.properties {
        object.properties.insert(name.clone());
        let values = &end(*property, spec).enumeration;
        if !values.is_empty() {
            object.values.insert(name.clone(), values.clone());
        }
    }
    object.required.extend(schema.required.iter().cloned());
    let mut is_object = schema.ty == Some(SchemaType::Object) || !schema.properties.is_empty();
    for part in &schema.all_of {
        is_object |= add(*part, spec, object, visited);
    }
    // A choice within the variant may tell it apart.
    is_object && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// A schema behind those that are just another.
fn end(id: SchemaId, spec: &Spec) -> &Schema {
    let mut schema = spec.schema(id);
    for _ in 0..DEEPEST {
        match schema.all_of.as_slice() {
            [only] => schema = spec.schema(*only),
            _ => break,
        }
    }
    schema
}
