//! Which operations an error concerns, and what becomes of it therefore.

use std::collections::{HashMap, HashSet, VecDeque};

use super::Wanted;
use crate::report::{Diagnostic, Place, Report, Severity};
use crate::spec::pointer::Pointer;
use crate::spec::references::LONGEST_CHAIN;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId};
use crate::spec::schemas::Broken;
use crate::spec::{Operation, Spec};

/// How many operations a message names.
const NAMED: usize = 3;

/// Judges every error by the operations that it concerns: without any, or with none but skipped ones, it is
/// a warning; with `keep_going` those operations are left out; else it forbids writing, and says how to
/// leave out just them.
pub(super) fn judge(spec: &mut Spec, broken: &Broken, wanted: &Wanted, report: &mut Report) {
    if !report.has_errors() {
        return;
    }
    let mut schema_errors: HashSet<usize> = HashSet::new();
    schema_errors.extend(broken.values().flatten());
    let holders = holders(spec);
    for (id, indices) in broken {
        let concerned = concerned(*id, &holders);
        let operations = spec.operations.iter().chain(&spec.webhooks);
        let operations: Vec<&Operation> = operations
            .filter(|operation| held(operation).any(|held| concerned.contains(&held)))
            .collect();
        for index in indices {
            let Some(diagnostic) = report.diagnostics_mut().get_mut(*index) else {
                continue;
            };
            let known: HashSet<Pointer> = diagnostic.operations.iter().cloned().collect();
            let more = operations.iter().map(|operation| &operation.place);
            let more = more.filter(|place| !known.contains(place)).cloned();
            diagnostic.operations.extend(more);
            if let Some(operation) = operations.first() {
                for place in chain(operation, *id, spec) {
                    diagnostic.related(&place, "referenced from here");
                }
            }
        }
    }
    let mut left_out: HashSet<Pointer> = HashSet::new();
    for (index, diagnostic) in report.diagnostics_mut().iter_mut().enumerate() {
        if diagnostic.severity != Severity::Error {
            continue;
        }
        if diagnostic.operations.is_empty() {
            // A broken schema or component that no operation reaches.
            if schema_errors.contains(&index) || is_within_components(diagnostic) {
                diagnostic.severity = Severity::Warning;
                diagnostic.more_help("no operation needs it, so what is broken is any JSON");
            }
            continue;
        }
        diagnostic.operations.retain(|operation| {
            let skip = wanted.skip.iter().find(|skip| operation.is_within(skip));
            spec.skipped.extend(skip.cloned());
            skip.is_none()
        });
        if diagnostic.operations.is_empty() {
            diagnostic.severity = Severity::Warning;
            diagnostic.more_help("the operations that need it are left out by `skip`");
        } else if wanted.keep_going {
            diagnostic.severity = Severity::Warning;
            left_out.extend(diagnostic.operations.iter().cloned());
            let names = names(&diagnostic.operations);
            diagnostic.more_help(&format!("left out: {names}"));
        } else {
            if diagnostic.operations.len() > NAMED {
                let count = diagnostic.operations.len();
                diagnostic.more_help(&format!(
                    "leave out the {count} operations that need it by `--keep-going`"
                ));
                continue;
            }
            let names = names(&diagnostic.operations);
            diagnostic.more_help(&format!(
                "leave out just what needs it: skip = [{names}], or `--keep-going`"
            ));
        }
    }
    report.set_left_out(left_out.len());
    let is_kept = |operation: &Operation| !left_out.contains(&operation.place);
    spec.operations.retain(is_kept);
    spec.webhooks.retain(is_kept);
}

fn is_within_components(diagnostic: &Diagnostic) -> bool {
    let components = Pointer::root().child("components");
    matches!(&diagnostic.place, Place::Node(place) if place.is_within(&components) && *place != components)
}

fn names(operations: &[Pointer]) -> String {
    let mut names: Vec<String> = operations
        .iter()
        .take(NAMED)
        .map(|operation| format!("\"{operation}\""))
        .collect();
    if operations.len() > NAMED {
        names.push(format!("and {} more", operations.len() - NAMED));
    }
    names.join(", ")
}

/// The schemas that each schema is a part of.
fn holders(spec: &Spec) -> HashMap<SchemaId, Vec<SchemaId>> {
    let mut holders: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for (index, schema) in spec.schemas.iter().enumerate() {
        for part in parts(schema) {
            holders.entry(part).or_default().push(SchemaId(index));
        }
    }
    holders
}

/// A schema, and all that hold it, directly or through others.
fn concerned(id: SchemaId, holders: &HashMap<SchemaId, Vec<SchemaId>>) -> HashSet<SchemaId> {
    let mut found = HashSet::from([id]);
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        for holder in holders.get(&id).into_iter().flatten() {
            if found.insert(*holder) {
                waiting.push(*holder);
            }
        }
    }
    found
}

/// The references that lead from an operation to a schema, the last one first.
fn chain(operation: &Operation, id: SchemaId, spec: &Spec) -> Vec<Pointer> {
    let mut from: HashMap<SchemaId, Option<SchemaId>> = HashMap::new();
    let mut waiting: VecDeque<SchemaId> = held(operation).collect();
    from.extend(waiting.iter().map(|id| (*id, None)));
    while let Some(holder) = waiting.pop_front() {
        if holder == id {
            break;
        }
        for part in parts(spec.schema(holder)) {
            from.entry(part).or_insert_with(|| {
                waiting.push_back(part);
                Some(holder)
            });
        }
    }
    let mut places = Vec::new();
    let mut below = id;
    while let Some(Some(holder)) = from.get(&below) {
        let (one, other) = (spec.schema(*holder), spec.schema(below));
        // What stands within its holder is not referred to.
        if !other.place.is_within(&one.place) {
            places.extend(reference(one, below));
        }
        below = *holder;
    }
    places.truncate(LONGEST_CHAIN);
    places
}

/// Where in a schema the reference to a part of it stands.
fn reference(holder: &Schema, part: SchemaId) -> Option<Pointer> {
    let place = &holder.place;
    let property = holder.properties.iter().find(|(_, id)| **id == part);
    let in_list = |keyword: &str, ids: &[SchemaId]| {
        let index = ids.iter().position(|id| *id == part)?;
        Some(place.child(keyword).child(index))
    };
    let found = property
        .map(|(name, _)| place.child("properties").child(name))
        .or_else(|| (holder.items == Some(part)).then(|| place.child("items")))
        .or_else(|| in_list("allOf", &holder.all_of))
        .or_else(|| in_list("oneOf", &holder.one_of))
        .or_else(|| in_list("anyOf", &holder.any_of))
        .or_else(|| in_list("prefixItems", &holder.prefix_items))
        .or_else(|| (holder.not == Some(part)).then(|| place.child("not")))
        .or_else(|| {
            let is_value = holder.additional_properties == AdditionalProperties::Typed(part);
            is_value.then(|| place.child("additionalProperties"))
        })?;
    Some(found.child("$ref"))
}

/// The schemas that an operation holds itself.
fn held(operation: &Operation) -> impl Iterator<Item = SchemaId> + '_ {
    let parameters = operation.parameters.iter().map(|one| one.schema);
    let bodies = operation.request_body.iter().flat_map(|body| &body.content);
    let responses = operation
        .responses
        .iter()
        .flat_map(|response| &response.content);
    let contents = bodies.chain(responses);
    parameters.chain(contents.filter_map(|media_type| media_type.schema))
}

fn parts(schema: &Schema) -> impl Iterator<Item = SchemaId> + '_ {
    let values = match schema.additional_properties {
        AdditionalProperties::Typed(values) => Some(values),
        _ => None,
    };
    schema
        .properties
        .values()
        .chain(&schema.prefix_items)
        .chain(&schema.all_of)
        .chain(&schema.one_of)
        .chain(&schema.any_of)
        .copied()
        .chain(schema.items)
        .chain(schema.not)
        .chain(values)
}
