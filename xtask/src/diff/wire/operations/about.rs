//! What an operation says of itself: its id, its tags, how long it works, and extensions.

use serde_json::Value;

use super::super::Comparer;
use super::super::lifecycle::{self, Stage, What};
use super::both::Both;
use super::nodes::{operation_id, shown};
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::Side;
use crate::spec::Operation;

/// Compares what both say of themselves.
pub fn compare(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    id(comparer, both);
    tags(comparer, both);
    let what = What {
        noun: "the operation".to_owned(),
        deprecated: Code::OperationDeprecated,
        reactivated: Code::OperationReactivated,
        finding: &|code, message| both.finding(code, Side::Document, "", message),
    };
    let old = Stage::of_operation(comparer.old, both.old);
    let new = Stage::of_operation(comparer.new, both.new);
    let findings = lifecycle::compare(comparer.options, &what, (&old, &new));
    comparer.findings.extend(findings);
    extensions(comparer, both);
}

fn id(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    let old = operation_id(comparer.old, both.old);
    let new = operation_id(comparer.new, both.new);
    if old == new {
        return;
    }
    let message = match (old, new) {
        (Some(old), Some(new)) => format!("the operation `{old}` is called `{new}` now"),
        (Some(old), None) => format!("the operation `{old}` has no id any longer"),
        (None, new) => format!("the operation has the id `{}`", new.unwrap_or_default()),
    };
    let place = |operation: &Operation| operation.written.child("operationId");
    let finding = both
        .finding(Code::OperationIdChanged, Side::Document, "", message)
        .at(Some(&place(both.old)), Some(&place(both.new)))
        .values(old.map(str::to_owned), new.map(str::to_owned));
    comparer.findings.push(finding);
}

fn tags(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    let place = |operation: &Operation| operation.written.child("tags");
    let (old_place, new_place) = (place(both.old), place(both.new));
    let gone = both.old.tags.iter().enumerate();
    let gone = gone.filter(|(_, tag)| !both.new.tags.contains(tag));
    let new = both.new.tags.iter().enumerate();
    let new = new.filter(|(_, tag)| !both.old.tags.contains(tag));
    for (index, tag) in gone {
        let message = format!("the operation does not have the tag `{tag}` any longer");
        let finding = both
            .finding(Code::OperationTagRemoved, Side::Document, "", message)
            .at(Some(&old_place.child(index)), Some(&new_place))
            .values(Some(tag.clone()), None);
        comparer.findings.push(finding);
    }
    for (index, tag) in new {
        let message = format!("the operation has the tag `{tag}` too");
        let finding = both
            .finding(Code::OperationTagAdded, Side::Document, "", message)
            .at(Some(&old_place), Some(&new_place.child(index)))
            .values(None, Some(tag.clone()));
        comparer.findings.push(finding);
    }
}

fn extensions(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    let old = of(comparer.old, both.old);
    let new = of(comparer.new, both.new);
    let find = |all: &[(&str, &Value)], name: &str| -> Option<String> {
        let mut all = all.iter();
        all.find(|(own, _)| *own == name)
            .map(|(_, value)| shown(value))
    };
    let is_same = |(name, value): &(&str, &Value)| {
        old.iter().any(|(own, other)| own == name && other == value)
    };
    let changed = new.iter().filter(|one| !is_same(one));
    let gone = old
        .iter()
        .filter(|(name, _)| new.iter().all(|(own, _)| own != name));
    for (name, _) in changed.chain(gone) {
        let (before, after) = (find(&old, name), find(&new, name));
        let message = match (&before, &after) {
            (None, _) => format!("the extension `{name}` is new"),
            (_, None) => format!("the extension `{name}` is gone"),
            _ => format!("the extension `{name}` is another"),
        };
        let (old_place, new_place) = (both.old.written.child(name), both.new.written.child(name));
        let finding = both
            .finding(Code::ExtensionChanged, Side::Document, "", message)
            .at(
                Some(if before.is_some() {
                    &old_place
                } else {
                    &both.old.written
                }),
                Some(if after.is_some() {
                    &new_place
                } else {
                    &both.new.written
                }),
            )
            .values(before, after);
        comparer.findings.push(finding);
    }
}

/// The extensions of an operation that are not compared by themselves.
fn of<'v>(version: &'v Version, operation: &Operation) -> Vec<(&'v str, &'v Value)> {
    let node = version.document.find(&operation.written);
    let fields = node.and_then(Value::as_object).into_iter().flatten();
    fields
        .filter(|(name, _)| name.starts_with("x-") && !lifecycle::is_own(name))
        .map(|(name, value)| (name.as_str(), value))
        .collect()
}
