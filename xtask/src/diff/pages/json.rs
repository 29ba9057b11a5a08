//! JSON for programs. Its fields are described by `comparison.schema.json`, and all of them are always there.

use serde_json::{Value, json};

use super::words;
use crate::diff::change::{
    Accepted, Change, Comparison, Edition, Impact, OperationName, RustChange, Spot, Stale,
};

/// The version of the form: it rises when a field is taken away or gets another meaning.
const FORM: u32 = 1;

/// One object, indented.
pub fn render(comparisons: &[Comparison]) -> String {
    let targets: Vec<Value> = comparisons.iter().map(target).collect();
    let object = json!({ "form": FORM, "targets": targets });
    // The alternate form of a value is indented, and cannot fail.
    format!("{object:#}\n")
}

fn target(comparison: &Comparison) -> Value {
    let changes: Vec<Value> = words::ordered(comparison).into_iter().map(change).collect();
    let rust_only: Vec<Value> = words::ordered_rust(comparison)
        .into_iter()
        .map(rust)
        .collect();
    let stale: Vec<Value> = comparison.stale.iter().map(stale).collect();
    let (before, next) = &comparison.crate_version;
    json!({
        "target": comparison.target,
        "old": edition(&comparison.old),
        "new": edition(&comparison.new),
        "counts": {
            "breaking": comparison.count(Impact::Breaking),
            "warning": comparison.count(Impact::Warning),
            "info": comparison.count(Impact::Info),
            "accepted": words::accepted_count(comparison),
        },
        "bump": comparison.bump.as_str(),
        "crateVersion": { "before": before, "next": next },
        "changes": changes,
        "rustOnly": rust_only,
        "stale": stale,
    })
}

fn edition(edition: &Edition) -> Value {
    json!({
        "label": edition.label,
        "document": edition.document,
        "title": edition.title,
        "version": edition.version,
    })
}

fn change(change: &Change) -> Value {
    let operations: Vec<Value> = change.operations.iter().map(operation).collect();
    let of_rust: Vec<Value> = change.rust.iter().map(rust).collect();
    json!({
        "id": change.id,
        "code": change.code.as_str(),
        "impact": change.impact.as_str(),
        "side": change.side.as_str(),
        "message": change.message,
        "subject": change.subject,
        "old": change.old.as_ref().map(spot),
        "new": change.new.as_ref().map(spot),
        "oldValue": change.old_value,
        "newValue": change.new_value,
        "operations": operations,
        "advice": change.advice,
        "confidence": change.confidence,
        "rust": of_rust,
        "accepted": change.accepted.as_ref().map(accepted),
    })
}

fn spot(spot: &Spot) -> Value {
    json!({
        "file": spot.file,
        "line": spot.line,
        "column": spot.column,
        "pointer": spot.pointer,
        "excerpt": spot.excerpt,
    })
}

fn operation(operation: &OperationName) -> Value {
    json!({
        "method": operation.method,
        "path": operation.path,
        "id": operation.id,
        "tags": operation.tags,
    })
}

fn rust(change: &RustChange) -> Value {
    json!({
        "item": change.item,
        "effect": change.effect.as_str(),
        "bump": change.bump.as_str(),
        "note": change.note,
        "old": change.old,
        "new": change.new,
        "accepted": change.accepted.as_ref().map(accepted),
    })
}

fn accepted(accepted: &Accepted) -> Value {
    json!({ "reason": accepted.reason, "until": accepted.until })
}

fn stale(stale: &Stale) -> Value {
    json!({ "file": stale.file, "line": stale.line, "message": stale.message })
}
