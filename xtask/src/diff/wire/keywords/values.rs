//! Which values there are: `enum`, `const`, `default`, and whether items may repeat each other.

use serde_json::Value;

use super::super::operations::nodes::shown;
use super::super::{Finding, Root};
use super::Both;
use super::limits::is_equal;
use super::said::Said;
use crate::diff::catalogue::Code;
use crate::diff::change::Impact;

/// Compares the keywords.
pub fn compare(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    listed(both, findings);
    extensible(both, findings);
    default(both, findings);
    unique(both, findings);
}

/// The values that are listed, without null, which is compared as a type; a `const` is a list of one.
fn values<'v>(said: &Said<'v>) -> Option<Vec<&'v Value>> {
    let listed = said.value("enum").and_then(Value::as_array);
    let listed: Vec<&Value> = match (listed, said.value("const")) {
        (Some(listed), _) => listed.iter().collect(),
        (None, Some(constant)) => vec![constant],
        (None, None) => return None,
    };
    let is_null_alone = !listed.is_empty() && listed.iter().all(|value| value.is_null());
    let values = listed.into_iter().filter(|value| !value.is_null());
    (!is_null_alone).then(|| values.collect())
}

fn is_listed(values: &[&Value], value: &Value) -> bool {
    values.iter().any(|other| is_equal(other, value))
}

fn listed(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    let is_constant =
        |said: &Said<'_>| said.value("const").is_some() && said.value("enum").is_none();
    let (old, new) = match (values(&both.old), values(&both.new)) {
        (None, None) => return,
        (None, Some(_)) if is_constant(&both.new) => {
            let message = format!("the value is always {} now", quoted(&both.new, "const"));
            findings.push(both.finding("const", Code::ConstAdded, message));
            return;
        }
        (None, Some(_)) => {
            let message = "the value must be a listed one now";
            findings.push(both.finding("enum", Code::BecameEnum, message));
            return;
        }
        (Some(_), None) if is_constant(&both.old) => {
            let message = format!(
                "the value is not always {} any longer",
                quoted(&both.old, "const")
            );
            findings.push(both.finding("const", Code::ConstRemoved, message));
            return;
        }
        (Some(_), None) => {
            let message = "the value need not be a listed one any longer";
            findings.push(both.finding("enum", Code::EnumLifted, message));
            return;
        }
        (Some(old), Some(new)) => (old, new),
    };
    if is_constant(&both.old) && is_constant(&both.new) {
        if !new.iter().all(|value| is_listed(&old, value)) {
            let message = format!(
                "the value is always {} now, and was {}",
                quoted(&both.new, "const"),
                quoted(&both.old, "const")
            );
            findings.push(both.finding("const", Code::ConstChanged, message));
        }
        return;
    }
    for value in old.iter().filter(|value| !is_listed(&new, value)) {
        let message = format!("the value `{}` is gone", shown(value));
        let finding = both.met.keyword("enum", Code::EnumValueRemoved, message);
        findings.push(finding.values(Some(shown(value)), None));
    }
    for value in new.iter().filter(|value| !is_listed(&old, value)) {
        let message = format!("the value `{}` is new", shown(value));
        let finding = both.met.keyword("enum", Code::EnumValueAdded, message);
        findings.push(finding.values(None, Some(shown(value))));
    }
}

fn quoted(said: &Said<'_>, keyword: &str) -> String {
    format!("`{}`", said.text(keyword).unwrap_or_default())
}

/// `x-extensible-enum`: values that are known, of a list that may grow.
fn extensible(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    const KEYWORD: &str = "x-extensible-enum";
    let list = |said: &Said<'_>| said.value(KEYWORD).and_then(Value::as_array).cloned();
    let (Some(old), Some(new)) = (list(&both.old), list(&both.new)) else {
        return;
    };
    for value in old.iter().filter(|value| !new.contains(value)) {
        let message = format!("the known value `{}` is gone", shown(value));
        let finding = both.met.keyword(KEYWORD, Code::KnownValueRemoved, message);
        findings.push(finding.values(Some(shown(value)), None));
    }
    for value in new.iter().filter(|value| !old.contains(value)) {
        let message = format!("the known value `{}` is new", shown(value));
        let finding = both.met.keyword(KEYWORD, Code::KnownValueAdded, message);
        findings.push(finding.values(None, Some(shown(value))));
    }
}

/// What a server takes where a parameter is left out changes what such a request means; of a property it is but told.
fn default(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    let (old, new) = (both.old.value("default"), both.new.value("default"));
    let (code, message) = match (old, new) {
        (None, Some(new)) => (
            Code::DefaultAdded,
            format!("the default is `{}` now", shown(new)),
        ),
        (Some(old), None) => (
            Code::DefaultRemoved,
            format!("the default is not `{}` any longer", shown(old)),
        ),
        (Some(old), Some(new)) if !is_equal(old, new) => {
            let message = format!(
                "the default is `{}` now, and was `{}`",
                shown(new),
                shown(old)
            );
            (Code::DefaultChanged, message)
        }
        _ => return,
    };
    let finding = both.finding("default", code, message);
    let is_optional = |root| matches!(root, Root::Parameter { is_optional, .. } if is_optional);
    findings.push(if both.met.root.is_some_and(is_optional) {
        finding
    } else {
        finding.at_most(Impact::Info)
    });
}

fn unique(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    let is = |said: &Said<'_>| said.value("uniqueItems") == Some(&Value::Bool(true));
    let (code, message) = match (is(&both.old), is(&both.new)) {
        (false, true) => (Code::UniqueItemsSet, "no item may repeat another now"),
        (true, false) => (Code::UniqueItemsUnset, "items may repeat each other now"),
        _ => return,
    };
    findings.push(both.finding("uniqueItems", code, message));
}
