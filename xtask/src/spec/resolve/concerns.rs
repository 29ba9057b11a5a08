//! Which operations an error concerns, and what becomes of it therefore.

use std::collections::HashSet;

use super::Wanted;
use crate::report::{Diagnostic, Place, Report, Severity};
use crate::spec::pointer::Pointer;
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
    for operation in spec.operations.iter().chain(&spec.webhooks) {
        for id in closure(operation, spec) {
            for index in broken.get(&id).into_iter().flatten() {
                if let Some(diagnostic) = report.diagnostics_mut().get_mut(*index)
                    && !diagnostic.operations.contains(&operation.place)
                {
                    diagnostic.operations.push(operation.place.clone());
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
            let names = names(&diagnostic.operations);
            diagnostic.more_help(&format!(
                "to leave out just what needs it: skip = [{names}], or `--keep-going`"
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

/// Every schema that an operation holds, directly or through others.
fn closure(operation: &Operation, spec: &Spec) -> HashSet<SchemaId> {
    let parameters = operation.parameters.iter().map(|one| one.schema);
    let bodies = operation.request_body.iter().flat_map(|body| &body.content);
    let responses = operation
        .responses
        .iter()
        .flat_map(|response| &response.content);
    let contents = bodies.chain(responses);
    let mut waiting: Vec<SchemaId> = parameters
        .chain(contents.filter_map(|media_type| media_type.schema))
        .collect();
    let mut found = HashSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id)
            && let Some(schema) = spec.schemas.get(id.0)
        {
            waiting.extend(parts(schema));
        }
    }
    found
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
