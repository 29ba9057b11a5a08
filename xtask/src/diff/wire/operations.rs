//! What stands at the root of a document and in its operations.
//!
//! `pairs` says which operations stand for each other; each of the other files compares one kind of node of
//! both. Every pair of schemas that is met on the way is left to be compared once.

mod about;
mod bodies;
mod both;
mod document;
mod encoding;
mod headers;
mod likeness;
mod links;
mod media_types;
pub(super) mod nodes;
mod pairs;
mod parameter_pairs;
mod parameters;
mod responses;
mod schemes;
mod security;
mod servers;
mod statuses;
mod styles;
mod webhooks;

use indexmap::IndexMap;
use indexmap::map::Entry;

use self::both::Both;

use self::webhooks::Sent;
use super::{Comparer, Finding};

/// Compares all but the schemas, which are left in `comparer` to be compared.
pub fn compare(comparer: &mut Comparer<'_>) {
    document::compare(comparer);
    let paired = pairs::pairs(comparer.old, comparer.new);
    let both: Vec<Both<'_>> = paired
        .both
        .iter()
        .map(|pair| Both::of_pair(comparer, pair))
        .collect();
    let schemes = schemes::compare(comparer, &both);
    security::compare_document(comparer, &schemes, &both);
    servers::compare_document(comparer, &both);
    let mut sent = Sent::new(comparer);
    for (pair, both) in paired.both.iter().zip(&both) {
        if let Some(confidence) = pair.moved {
            pairs::note_move(comparer, both, confidence);
        }
        of_operation(comparer, both);
        security::compare(comparer, &schemes, both);
        servers::compare(comparer, both);
        sent.compare_callbacks(comparer, both);
    }
    pairs::note_new_and_gone(comparer, &paired);
    sent.compare_webhooks(comparer);
    let (old, new) = comparer.versions();
    for finding in &mut comparer.findings {
        finding.old = finding.old.take().map(|place| nodes::nearest(old, place));
        finding.new = finding.new.take().map(|place| nodes::nearest(new, place));
    }
    merge(&mut comparer.findings);
}

/// Compares what an operation, a webhook and a callback have.
fn of_operation(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    about::compare(comparer, both);
    parameters::compare(comparer, both);
    bodies::compare(comparer, both);
    responses::compare(comparer, both);
}

/// Makes one of the changes of a node that several operations refer to.
fn merge(findings: &mut Vec<Finding>) {
    let mut merged: IndexMap<_, Finding> = IndexMap::new();
    for finding in std::mem::take(findings) {
        let key = (
            finding.code,
            finding.side,
            finding.impact,
            finding.message.clone(),
            (finding.old.clone(), finding.new.clone()),
            (finding.old_value.clone(), finding.new_value.clone()),
        );
        match merged.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(finding);
            }
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                if known.subject != finding.subject
                    && let Some((_, part)) = finding.subject.split_once(", ")
                {
                    // It is about what the operations share, not about the first of them.
                    known.subject = part.to_owned();
                }
                known.operations.extend(finding.operations);
            }
        }
    }
    findings.extend(merged.into_values());
}
