//! The queue of pairs: each is compared once a side, and adds those within it.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::super::met::Met;
use super::super::{Comparer, Finding, OperationPair, Root, SchemaPair};
use super::choices::Shape;
use super::classes::Classes;
use super::faced::{Faced, Part, Told};
use super::view::{self, View};
use super::{
    arrays, choices, discriminators, exclusions, members, objects, properties, same_parts, types,
};
use crate::diff::change::Side;
use crate::spec::schema::SchemaId;

/// So many schemas may stand for one on a side: more are no versions of it.
const MOST_PARTNERS: usize = 64;

/// Whether two schemas mean the same is not asked of more pairs within them.
const MOST_ASKED: usize = 1000;

/// The pairs that were met so far, and what was found in each.
pub struct Walk<'c, 'v> {
    comparer: &'c Comparer<'v>,
    classes: &'c Classes,
    /// The pairs, each with what readers know it by.
    nodes: IndexMap<SchemaPair, String>,
    /// How many schemas stand for one.
    partners: HashMap<(SchemaId, Side), usize>,
    /// How many of the pairs are compared.
    done: usize,
    /// The operations that hold each pair themselves.
    pub operations: Vec<IndexSet<OperationPair>>,
    /// The pairs within each.
    pub parts: Vec<Vec<usize>>,
    /// What was found in each.
    pub findings: Vec<Vec<Finding>>,
    /// Schemas of the old version that are part of what another one says.
    pub old_members: HashSet<SchemaId>,
    /// Schemas of the new version that are part of what another one says.
    pub new_members: HashSet<SchemaId>,
    /// The pairs that say the same, whatever the side.
    same: IndexSet<(SchemaId, SchemaId)>,
}

impl<'c, 'v> Walk<'c, 'v> {
    /// A walk that did not begin.
    pub fn new(comparer: &'c Comparer<'v>, classes: &'c Classes) -> Self {
        Self {
            comparer,
            classes,
            nodes: IndexMap::new(),
            partners: HashMap::new(),
            done: 0,
            operations: Vec::new(),
            parts: Vec::new(),
            findings: Vec::new(),
            old_members: HashSet::new(),
            new_members: HashSet::new(),
            same: IndexSet::new(),
        }
    }

    /// Adds a pair that operations hold.
    pub fn add_root(
        &mut self,
        pair: SchemaPair,
        subject: String,
        operations: IndexSet<OperationPair>,
    ) {
        if let Some(index) = self.node(pair, subject) {
            self.operations[index].extend(operations);
        }
    }

    /// The index of a pair, which is new where it was not met; `None` where nothing is to be told of it.
    fn node(&mut self, pair: SchemaPair, subject: String) -> Option<usize> {
        if self.classes.same(pair.old, pair.new) {
            self.same.insert((pair.old, pair.new));
            return None;
        }
        if let Some(index) = self.nodes.get_index_of(&pair) {
            return Some(index);
        }
        let partners = self.partners.entry((pair.old, pair.side)).or_default();
        *partners += 1;
        if *partners > MOST_PARTNERS {
            return None;
        }
        let name = view::component(self.comparer.new.spec.schema(pair.new));
        let (index, _) = self.nodes.insert_full(pair, name.unwrap_or(subject));
        self.operations.push(IndexSet::new());
        self.parts.push(Vec::new());
        self.findings.push(Vec::new());
        Some(index)
    }

    /// Compares what is left to compare.
    pub fn go(&mut self) {
        while self.done < self.nodes.len() {
            self.visit(self.done);
            self.done += 1;
        }
    }

    /// The schemas that stand for each other.
    pub fn pairs(&self) -> IndexSet<(SchemaId, SchemaId)> {
        let mut pairs: IndexSet<_> = self.nodes.keys().map(|pair| (pair.old, pair.new)).collect();
        for pair in &self.same {
            if pairs.insert(*pair) {
                same_parts(self.comparer, *pair, &mut pairs);
            }
        }
        pairs
    }

    fn visit(&mut self, index: usize) {
        let Some((pair, subject)) = self.nodes.get_index(index) else {
            return;
        };
        let (pair, subject) = (*pair, subject.clone());
        let old = View::of(self.comparer.old, pair.old);
        let new = View::of(self.comparer.new, pair.new);
        let mut told = Told::default();
        let met = Met {
            comparer: self.comparer,
            old: self.comparer.old.spec.schema(pair.old),
            new: self.comparer.new.spec.schema(pair.new),
            side: pair.side,
            root: pair.root,
            subject: &subject,
        };
        let faced = Faced {
            met: &met,
            old: &old,
            new: &new,
            classes: self.classes,
        };
        if choices::compare(&faced, &mut told) == Shape::Comparable {
            types::compare(&faced, &mut told);
            members::compare(&faced, &mut told);
            properties::compare(&faced, &mut told);
            objects::compare(&faced, &mut told);
            arrays::compare(&faced, &mut told);
            discriminators::compare(&faced, &mut told);
            let is_same = |old, new| self.is_same(old, new);
            exclusions::compare(&faced, is_same, &mut told);
        }
        self.old_members.extend(old.members.iter().skip(1));
        self.new_members.extend(new.members.iter().skip(1));
        let is_text = pair.root.is_some_and(Root::is_text);
        for Part { old, new, subject } in told.parts {
            let part = SchemaPair {
                old,
                new,
                side: pair.side,
                root: is_text.then_some(Root::TextPart),
            };
            if pair.side == Side::Document && self.is_met(old, new) {
                continue;
            }
            if let Some(part) = self.node(part, subject) {
                self.parts[index].push(part);
            }
        }
        self.findings[index] = told.findings;
    }

    /// Whether operations lead to a pair.
    fn is_met(&self, old: SchemaId, new: SchemaId) -> bool {
        [Side::Request, Side::Response].into_iter().any(|side| {
            self.nodes.contains_key(&SchemaPair {
                old,
                new,
                side,
                root: None,
            })
        })
    }

    /// Whether two schemas mean the same, however they are written.
    fn is_same(&self, old: SchemaId, new: SchemaId) -> bool {
        let mut walk = Walk::new(self.comparer, self.classes);
        let pair = SchemaPair {
            old,
            new,
            side: Side::Document,
            root: None,
        };
        walk.add_root(pair, String::new(), IndexSet::new());
        while walk.done < walk.nodes.len() {
            // A `not` within it is not asked once more: it would ask without end on a circle.
            let is_asked = walk.done < MOST_ASKED && !walk.has_not();
            if !is_asked {
                return false;
            }
            walk.visit(walk.done);
            if !walk.findings[walk.done].is_empty() {
                return false;
            }
            walk.done += 1;
        }
        true
    }

    /// Whether the next pair excludes values.
    fn has_not(&self) -> bool {
        let Some((pair, _)) = self.nodes.get_index(self.done) else {
            return false;
        };
        let old = View::of(self.comparer.old, pair.old);
        let new = View::of(self.comparer.new, pair.new);
        !old.nots.is_empty() || !new.nots.is_empty()
    }
}
