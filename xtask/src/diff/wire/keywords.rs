//! The keywords that limit or describe a value by themselves, without the schemas below.
//!
//! What has no code of its own is told as [`Code::KeywordChanged`], so that nothing changes in silence.

use serde_json::{Map, Value};

use super::super::catalogue::Code;
use super::Finding;
use super::met::Met;
use crate::diff::Version;
use crate::spec::schema::Schema;

/// The keywords that say nothing of values, or that are compared by what they mean.
const ASIDE: &[&str] = &[
    "$ref",
    "title",
    "description",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
    "type",
    "nullable",
    "properties",
    "required",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "const",
    "maxLength",
    "$schema",
    "$id",
    "id",
    "$anchor",
    "$comment",
    "$defs",
    "definitions",
    "$dynamicAnchor",
];

/// Compares what the keywords of two schemas say, and adds what changed.
pub fn compare(met: &Met<'_, '_>, findings: &mut Vec<Finding>) {
    values(met, findings);
    let (old, new) = (
        keywords(met.comparer.old, met.old),
        keywords(met.comparer.new, met.new),
    );
    max_length(met, &old, &new, findings);
    let (old, new) = (told(&old), told(&new));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let (before, after) = (old.get(name), new.get(name));
        if before != after {
            let message = format!("the keyword `{name}` says something else");
            let finding = met.keyword(name, Code::KeywordChanged, message);
            findings
                .push(finding.values(before.map(Value::to_string), after.map(Value::to_string)));
        }
    }
}

/// The values of an enumeration.
fn values(met: &Met<'_, '_>, findings: &mut Vec<Finding>) {
    let (old, new) = (&met.old.enumeration, &met.new.enumeration);
    if old.is_empty() && new.is_empty() {
        return;
    }
    if old.is_empty() || new.is_empty() {
        let (code, message) = if old.is_empty() {
            (Code::BecameEnum, "only listed values are allowed now")
        } else {
            (Code::EnumLifted, "any value is allowed now")
        };
        findings.push(met.keyword("enum", code, message));
        return;
    }
    for value in old.iter().filter(|value| !new.contains(value)) {
        let message = format!("the value `{value}` is gone");
        let finding = met.keyword("enum", Code::EnumValueRemoved, message);
        findings.push(finding.values(Some(value.to_string()), None));
    }
    for value in new.iter().filter(|value| !old.contains(value)) {
        let message = format!("the value `{value}` is new");
        let finding = met.keyword("enum", Code::EnumValueAdded, message);
        findings.push(finding.values(None, Some(value.to_string())));
    }
}

fn max_length(
    met: &Met<'_, '_>,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    findings: &mut Vec<Finding>,
) {
    let of = |keywords: &Map<String, Value>| keywords.get("maxLength").and_then(Value::as_u64);
    let (before, after) = (of(old), of(new));
    let most = |limit: Option<u64>| limit.unwrap_or(u64::MAX);
    let code = match most(after).cmp(&most(before)) {
        std::cmp::Ordering::Less => Code::MaxLengthLowered,
        std::cmp::Ordering::Greater => Code::MaxLengthRaised,
        std::cmp::Ordering::Equal => return,
    };
    let word =
        |limit: Option<u64>| limit.map_or("without a limit".to_owned(), |limit| limit.to_string());
    let message = format!(
        "a string may have {} characters, and had {}",
        word(after),
        word(before)
    );
    let finding = met.keyword("maxLength", code, message);
    let text = |limit: Option<u64>| limit.map(|limit| limit.to_string());
    findings.push(finding.values(text(before), text(after)));
}

/// The keywords as they stand in the document; limits that `true` makes exclusive as the numbers that they are since
/// 3.1.
fn keywords(version: &Version, schema: &Schema) -> Map<String, Value> {
    let found = version.document.find(&schema.place);
    let mut keywords = found
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    for (exclusive, limit) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match keywords.get(exclusive) {
            Some(Value::Bool(true)) => {
                if let Some(value) = keywords.remove(limit) {
                    keywords.insert(exclusive.to_owned(), value);
                }
            }
            Some(Value::Bool(false)) => {
                keywords.remove(exclusive);
            }
            _ => {}
        }
    }
    keywords
}

/// Those that are told by their name alone.
fn told(keywords: &Map<String, Value>) -> Map<String, Value> {
    let told = keywords
        .iter()
        .filter(|(name, _)| !ASIDE.contains(&name.as_str()) && !name.starts_with("x-"))
        .filter(|(name, value)| match name.as_str() {
            // Values of a schema are compared with it, and `true` is what holds without the keyword.
            "additionalProperties" => **value == Value::Bool(false),
            _ => **value != Value::Bool(false),
        });
    told.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
