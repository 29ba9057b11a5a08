//! What the API sends by itself: webhooks (OpenAPI 3.1, section 4.8.1) and callbacks (3.0.3, section 4.7.18).
//!
//! The specs have both in one list. Which callback is whose stands in the document tree.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;
use serde_json::Value;

use super::super::{Comparer, Finding, OperationPair};
use super::both::Both;
use super::nodes::entries;
use super::of_operation;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::Side;
use crate::spec::pointer::Pointer;

/// What is sent, as far as it is compared.
pub struct Sent {
    /// The index of each in the old spec, by where it is written.
    old: HashMap<Pointer, usize>,
    /// The same of the new one.
    new: HashMap<Pointer, usize>,
    compared: HashSet<(usize, usize)>,
}

/// One of those that are sent: under which name or expression, its method, and its index.
#[derive(Debug, Clone, PartialEq, Eq)]
struct One {
    path: String,
    method: String,
    index: usize,
}

/// Of which kind they are.
struct Kind {
    /// What readers call one.
    noun: &'static str,
    added: Code,
    removed: Code,
}

const WEBHOOK: Kind = Kind {
    noun: "webhook",
    added: Code::WebhookAdded,
    removed: Code::WebhookRemoved,
};

const CALLBACK: Kind = Kind {
    noun: "callback",
    added: Code::CallbackAdded,
    removed: Code::CallbackRemoved,
};

impl Sent {
    /// None is compared yet.
    pub fn new(comparer: &Comparer<'_>) -> Self {
        let index = |version: &Version| {
            let sent = version.spec.webhooks.iter().enumerate();
            sent.map(|(index, operation)| (operation.written.clone(), index))
                .collect()
        };
        Self {
            old: index(comparer.old),
            new: index(comparer.new),
            compared: HashSet::new(),
        }
    }

    /// Compares the webhooks of both documents.
    pub fn compare_webhooks(&mut self, comparer: &mut Comparer<'_>) {
        let place = Pointer::root().child("webhooks");
        let (old, new) = comparer.versions();
        let old = items(old, &place, &self.old);
        let new = items(new, &place, &self.new);
        self.compare(comparer, &WEBHOOK, (old, new), None, (&place, &place));
    }

    /// Compares the callbacks of an operation, by the expressions of their addresses.
    pub fn compare_callbacks(&mut self, comparer: &mut Comparer<'_>, both: &Both<'_>) {
        let of = |version: &Version, place: &Pointer, known: &HashMap<Pointer, usize>| {
            let callbacks = entries(version, place).into_iter();
            callbacks
                .flat_map(|(_, place, _)| items(version, &place, known))
                .collect::<Vec<One>>()
        };
        let (old, new) = comparer.versions();
        let old_place = both.old.written.child("callbacks");
        let new_place = both.new.written.child("callbacks");
        let old = of(old, &old_place, &self.old);
        let new = of(new, &new_place, &self.new);
        let places = (&old_place, &new_place);
        self.compare(comparer, &CALLBACK, (old, new), Some(both), places);
    }

    fn compare(
        &mut self,
        comparer: &mut Comparer<'_>,
        kind: &Kind,
        (old, new): (Vec<One>, Vec<One>),
        owner: Option<&Both<'_>>,
        (old_home, new_home): (&Pointer, &Pointer),
    ) {
        let is_same = |one: &One, other: &One| one.path == other.path && one.method == other.method;
        let finding = |code: Code, one: &One, word: &str, pair: (Option<usize>, Option<usize>)| {
            let message = format!("the {} `{}` is {word}", kind.noun, one.path);
            let own = OperationPair {
                is_webhook: true,
                old: pair.0,
                new: pair.1,
            };
            let mut finding = Finding::new(code, Side::Document, message).about(match owner {
                Some(owner) => format!("{}, callback {}", owner.name, one.path),
                None => format!("{} webhook {}", one.method.to_ascii_uppercase(), one.path),
            });
            let owner = owner.map(|owner| owner.pair);
            finding.operations = owner.into_iter().chain([own]).collect::<IndexSet<_>>();
            finding
        };
        for one in &old {
            let Some(other) = new.iter().find(|other| is_same(one, other)) else {
                let operation = &comparer.old.spec.webhooks[one.index];
                let found = finding(kind.removed, one, "gone", (Some(one.index), None))
                    .at(Some(&operation.place), Some(new_home));
                comparer.findings.push(found);
                continue;
            };
            // Several operations may share a callback.
            if self.compared.insert((one.index, other.index)) {
                let both = Both::of_sent(comparer, one.index, other.index);
                of_operation(comparer, &both);
            }
        }
        for one in new
            .iter()
            .filter(|one| !old.iter().any(|other| is_same(one, other)))
        {
            let operation = &comparer.new.spec.webhooks[one.index];
            let found = finding(kind.added, one, "new", (None, Some(one.index)))
                .at(Some(old_home), Some(&operation.place));
            comparer.findings.push(found);
        }
    }
}

/// The operations below a map of path items.
fn items(version: &Version, place: &Pointer, known: &HashMap<Pointer, usize>) -> Vec<One> {
    let mut all = Vec::new();
    for (path, place, item) in entries(version, place) {
        let methods = item.as_object().into_iter().flatten();
        for (method, _) in methods.filter(|(_, value)| Value::is_object(value)) {
            let own = version.document.followed(&place.child(method));
            if let Some(index) = own.and_then(|own| known.get(&own.place)) {
                all.push(One {
                    path: path.clone(),
                    method: method.clone(),
                    index: *index,
                });
            }
        }
    }
    all
}
