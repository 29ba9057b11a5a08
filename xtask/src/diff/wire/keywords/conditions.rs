//! Keywords that ask something of a value by another schema, of which no types are made (JSON Schema 2020-12, Core,
//! sections 10 and 11, and Validation, section 6.5).

use serde_json::{Map, Value};

use super::super::Finding;
use super::Both;
use super::said::Said;
use crate::diff::catalogue::Code;

/// A keyword, and what may become of it.
struct Condition {
    keyword: &'static str,
    added: Code,
    removed: Code,
    changed: Code,
}

macro_rules! condition {
    ($keyword:literal, $added:ident, $removed:ident, $changed:ident) => {
        Condition {
            keyword: $keyword,
            added: Code::$added,
            removed: Code::$removed,
            changed: Code::$changed,
        }
    };
}

#[rustfmt::skip]
const CONDITIONS: &[Condition] = &[
    condition!("if", ConditionAdded, ConditionRemoved, ConditionChanged),
    condition!("then", ConditionAdded, ConditionRemoved, ConditionChanged),
    condition!("else", ConditionAdded, ConditionRemoved, ConditionChanged),
    condition!("contains", ContainsAdded, ContainsRemoved, ContainsChanged),
    condition!("propertyNames", PropertyNamesAdded, PropertyNamesRemoved, PropertyNamesChanged),
    condition!("unevaluatedItems", UnevaluatedItemsAdded, UnevaluatedItemsRemoved, UnevaluatedItemsChanged),
    condition!("unevaluatedProperties", UnevaluatedPropertiesAdded, UnevaluatedPropertiesRemoved, UnevaluatedPropertiesChanged),
    condition!("contentSchema", ContentSchemaAdded, ContentSchemaRemoved, ContentSchemaChanged),
];

/// Those whose values are maps, of which each entry is a condition.
#[rustfmt::skip]
const MAPS: &[Condition] = &[
    condition!("dependentRequired", DependentRequiredAdded, DependentRequiredRemoved, DependentRequiredChanged),
    condition!("dependentSchemas", DependentSchemaAdded, DependentSchemaRemoved, DependentSchemaChanged),
];

/// Compares the keywords.
pub fn compare(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    for condition in CONDITIONS {
        let keyword = condition.keyword;
        let asked = |said: &Said<'_>| {
            let value = said.meaning(keyword);
            // It asks nothing.
            value.filter(|value| !is_empty(value))
        };
        let name = format!("`{keyword}`");
        let told = tell(condition, &name, asked(&both.old), asked(&both.new));
        findings.extend(told.map(|(code, message)| both.finding(keyword, code, message)));
    }
    for condition in MAPS {
        let keyword = condition.keyword;
        let entries = |said: &Said<'_>| -> Vec<String> {
            let map = said.value(keyword).and_then(Value::as_object);
            map.into_iter().flat_map(Map::keys).cloned().collect()
        };
        let mut names = entries(&both.old);
        names.extend(entries(&both.new));
        names.sort_unstable();
        names.dedup();
        for entry in names {
            let asked = |said: &Said<'_>| said.meaning_of(keyword, &entry).map(without_order);
            let name = format!("`{keyword}` of `{entry}`");
            let told = tell(condition, &name, asked(&both.old), asked(&both.new));
            findings.extend(told.map(|(code, message)| both.finding(keyword, code, message)));
        }
    }
}

fn is_empty(value: &Value) -> bool {
    *value == Value::Bool(true) || value.as_object().is_some_and(Map::is_empty)
}

/// The names that `dependentRequired` lists have no order.
fn without_order(value: Value) -> Value {
    match value {
        Value::Array(mut names) => {
            names.sort_by_key(Value::to_string);
            Value::Array(names)
        }
        other => other,
    }
}

fn tell(
    condition: &Condition,
    name: &str,
    old: Option<Value>,
    new: Option<Value>,
) -> Option<(Code, String)> {
    match (old, new) {
        (None, Some(_)) => Some((
            condition.added,
            format!("{name} asks something of the value now"),
        )),
        (Some(_), None) => Some((
            condition.removed,
            format!("{name} asks nothing of the value any longer"),
        )),
        (Some(old), Some(new)) if old != new => Some((
            condition.changed,
            format!("{name} asks something else of the value"),
        )),
        _ => None,
    }
}
