//! The same change in many operations to one entry, and a short name for each entry.

use std::collections::{BTreeSet, HashMap};

use super::change::{Change, Comparison};

/// Puts together what changed in the same way in several operations, and names all changes.
pub fn group(comparison: &mut Comparison) {
    let mut groups: HashMap<String, usize> = HashMap::new();
    let mut changes: Vec<Change> = Vec::new();
    for change in std::mem::take(&mut comparison.changes) {
        let Some(rest) = rest_of(&change).map(str::to_owned) else {
            changes.push(change);
            continue;
        };
        let key = key(&change, &rest);
        let next = changes.len();
        let index = *groups.entry(key).or_insert(next);
        if index == next {
            changes.push(change);
            continue;
        }
        let first = &mut changes[index];
        first.operations.extend(change.operations);
        for one in change.rust {
            if !first.rust.contains(&one) {
                first.rust.push(one);
            }
        }
        first.subject = format!("{} operations{rest}", first.operations.len());
    }
    comparison.changes = changes;
    name(comparison);
}

/// What a change is about within its one operation.
fn rest_of(change: &Change) -> Option<&str> {
    let [operation] = change.operations.as_slice() else {
        return None;
    };
    let own = format!("{} {}", operation.method, operation.path);
    change.subject.strip_prefix(&own)
}

fn key(change: &Change, rest: &str) -> String {
    format!(
        "{:?}",
        (
            change.code,
            change.side,
            change.impact,
            &change.message,
            rest,
            &change.old_value,
            &change.new_value,
            &change.accepted,
        )
    )
}

/// Names that stay the same as long as a change is the same, whatever stands beside it.
fn name(comparison: &mut Comparison) {
    let mut taken = BTreeSet::new();
    let target = comparison.target.clone();
    for change in &mut comparison.changes {
        let operation = change.operations.first();
        let text = format!(
            "{:?}",
            (
                &target,
                change.code.as_str(),
                change.side.as_str(),
                &change.subject,
                &change.message,
                operation.map(|operation| (&operation.method, &operation.path)),
            )
        );
        let hash = format!("{:08x}", hash(&text));
        let mut name = hash.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{hash}-{number}");
            number += 1;
        }
        change.id = name;
    }
}

/// FNV-1a of 32 bits: short, and the same on every machine.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
