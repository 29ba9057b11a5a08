//! An operation in both versions, and what is said of it.

use indexmap::IndexSet;

use super::super::{Comparer, Finding, OperationPair, Root, SchemaPair};
use super::pairs::Pair;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::Side;
use crate::spec::Operation;
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;

/// An operation, webhook or callback that both versions have.
pub struct Both<'v> {
    /// Which one.
    pub pair: OperationPair,
    /// It in the old version.
    pub old: &'v Operation,
    /// It in the new version.
    pub new: &'v Operation,
    /// Whether its path is another.
    pub is_moved: bool,
    /// What readers know it by, as `GET /pets`.
    pub name: String,
}

impl<'v> Both<'v> {
    /// An operation of `paths`.
    pub fn of_pair(comparer: &Comparer<'v>, pair: &Pair) -> Self {
        let new = &comparer.new.spec.operations[pair.new];
        Self {
            pair: OperationPair {
                is_webhook: false,
                old: Some(pair.old),
                new: Some(pair.new),
            },
            old: &comparer.old.spec.operations[pair.old],
            new,
            is_moved: pair.moved.is_some(),
            name: name(new, false),
        }
    }

    /// A webhook or callback.
    pub fn of_sent(comparer: &Comparer<'v>, old: usize, new: usize) -> Self {
        let operation = &comparer.new.spec.webhooks[new];
        Self {
            pair: OperationPair {
                is_webhook: true,
                old: Some(old),
                new: Some(new),
            },
            old: &comparer.old.spec.webhooks[old],
            new: operation,
            is_moved: false,
            name: name(operation, true),
        }
    }

    /// Which way values travel that travel so in an operation: the API calls its clients by webhooks.
    pub fn side(&self, side: Side) -> Side {
        match side {
            Side::Request if self.pair.is_webhook => Side::Response,
            Side::Response if self.pair.is_webhook => Side::Request,
            side => side,
        }
    }

    /// A change of a part of it, or of itself where the part is empty. `side` is that of an operation.
    pub fn finding(
        &self,
        code: Code,
        side: Side,
        part: &str,
        message: impl Into<String>,
    ) -> Finding {
        let subject = if part.is_empty() {
            self.name.clone()
        } else {
            format!("{}, {part}", self.name)
        };
        let mut finding = Finding::new(code, self.side(side), message).about(subject);
        finding.operations = IndexSet::from([self.pair]);
        finding
    }

    /// What a node of the new version is new in: the old operation, or its path item where they share the node.
    pub fn old_home(&self, new: &Pointer) -> Pointer {
        home(self.old, self.new, new)
    }

    /// What a node of the old version is gone from.
    pub fn new_home(&self, old: &Pointer) -> Pointer {
        home(self.new, self.old, old)
    }
}

/// What in `operation` stands for the surroundings of a node of `other`.
fn home(operation: &Operation, other: &Operation, place: &Pointer) -> Pointer {
    let path_item = operation.written.parent();
    match path_item.filter(|_| !place.is_within(&other.written)) {
        Some(path_item) => path_item,
        None => operation.written.clone(),
    }
}

impl<'v> Comparer<'v> {
    /// Leaves a pair of schemas to be compared. `side` is that of an operation.
    pub(super) fn meet(
        &mut self,
        both: &Both<'_>,
        (old, new): (SchemaId, SchemaId),
        side: Side,
        root: Root,
    ) {
        let pair = SchemaPair {
            old,
            new,
            side: both.side(side),
            root: Some(root),
        };
        self.schemas.entry(pair).or_default().insert(both.pair);
    }

    /// Both versions, which live longer than the comparer is borrowed.
    pub(super) fn versions(&self) -> (&'v Version, &'v Version) {
        (self.old, self.new)
    }
}

/// What readers know an operation by.
pub fn name(operation: &Operation, is_sent: bool) -> String {
    let (method, path) = (&operation.method, &operation.path);
    let webhooks = Pointer::root().child("webhooks");
    if !is_sent {
        format!("{method} {path}")
    } else if operation.place.is_within(&webhooks) {
        format!("{method} webhook {path}")
    } else {
        format!("{method} callback {path}")
    }
}
