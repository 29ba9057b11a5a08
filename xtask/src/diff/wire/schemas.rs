//! Pairs of schemas, from those that operations hold down to the smallest.
//!
//! Each pair is compared once a side; what was found in it is told of all operations that lead to it. Pairs that say
//! the same are not looked into.

mod arrays;
mod branches;
mod choices;
mod classes;
mod components;
mod discriminators;
mod exclusions;
mod faced;
mod flags;
mod likeness;
mod members;
mod objects;
mod properties;
mod reach;
mod renames;
mod roots;
mod types;
mod view;
mod walk;

use std::collections::HashMap;

use indexmap::IndexSet;

use self::classes::Classes;
use self::components::Known;
use self::reach::Reach;
use self::walk::Walk;
use super::{Compared, Comparer, Finding, SchemaPair};
use crate::diff::change::{Impact, Side};
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;

/// Compares the schemas that were left to be compared, and all below them.
pub fn compare(mut comparer: Comparer<'_>) -> Compared {
    let roots = std::mem::take(&mut comparer.schemas);
    let classes = Classes::of(comparer.old, comparer.new);
    let mut walk = Walk::new(&comparer, &classes);
    for (pair, operations) in roots {
        let subject = roots::subject(&comparer, &pair, &operations);
        walk.add_root(pair, subject, operations);
    }
    walk.go();
    let mut pairs = walk.pairs();
    // Components that no operation reaches.
    for (name, old, new) in components::shared(&comparer) {
        if !pairs.contains(&(old, new)) {
            let pair = SchemaPair {
                old,
                new,
                side: Side::Document,
                root: None,
            };
            walk.add_root(pair, name, IndexSet::new());
        }
    }
    walk.go();
    pairs.extend(walk.pairs());
    let known = Known {
        classes: &classes,
        pairs: &pairs,
        old_members: &walk.old_members,
        new_members: &walk.new_members,
    };
    let of_components = components::compare(&comparer, &known);
    let found = gather(&comparer, walk);
    let mut findings = comparer.findings;
    findings.extend(found);
    findings.extend(of_components);
    Compared { findings, pairs }
}

/// The findings of all pairs with the operations that lead to them, each once.
fn gather(comparer: &Comparer<'_>, walk: Walk<'_, '_>) -> Vec<Finding> {
    let reach = Reach::of(&walk.operations, &walk.parts);
    let mut gathered: Vec<Finding> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    for (index, findings) in walk.findings.into_iter().enumerate() {
        if findings.is_empty() {
            continue;
        }
        let operations = reach.operations(index);
        for mut finding in findings {
            settle(comparer, &mut finding);
            if finding.side == Side::Document {
                finding = finding.at_most(Impact::Info);
            }
            let key = Key::of(&finding);
            match known.get(&key) {
                // A pair that is met as a whole value and within one.
                Some(first) => {
                    let all = &mut gathered[*first].operations;
                    all.extend(operations.iter().copied());
                    all.sort_unstable();
                }
                None => {
                    finding.operations = operations.clone();
                    known.insert(key, gathered.len());
                    gathered.push(finding);
                }
            }
        }
    }
    gathered
}

/// What makes two findings the same.
#[derive(PartialEq, Eq, Hash)]
struct Key(
    &'static str,
    Side,
    Impact,
    String,
    String,
    Option<Pointer>,
    Option<Pointer>,
);

impl Key {
    fn of(finding: &Finding) -> Self {
        Self(
            finding.code.as_str(),
            finding.side,
            finding.impact,
            finding.subject.clone(),
            finding.message.clone(),
            finding.old.clone(),
            finding.new.clone(),
        )
    }
}

/// Parts of a schema that are no nodes, such as one of several types, stand where the schema does.
fn settle(comparer: &Comparer<'_>, finding: &mut Finding) {
    for (place, version) in [
        (&mut finding.old, comparer.old),
        (&mut finding.new, comparer.new),
    ] {
        while let Some(at) = place {
            if version.document.find(at).is_some() {
                break;
            }
            *place = at.parent();
        }
    }
}

/// The schemas within two that say the same, with those within them.
fn same_parts(
    comparer: &Comparer<'_>,
    from: (SchemaId, SchemaId),
    pairs: &mut IndexSet<(SchemaId, SchemaId)>,
) {
    let mut waiting = vec![from];
    while let Some((old, new)) = waiting.pop() {
        let old = classes::parts(comparer.old.spec.schema(old));
        let new = classes::parts(comparer.new.spec.schema(new));
        for ((_, old), (_, new)) in old.into_iter().zip(new) {
            if pairs.insert((old, new)) {
                waiting.push((old, new));
            }
        }
    }
}
