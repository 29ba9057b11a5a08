//! Which operations of two versions stand for each other.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::super::lifecycle::{Stage, removal};
use super::super::{Comparer, Finding, OperationPair};
use super::both::{Both, name};
use super::likeness::{Shape, confidence};
use super::nodes::operation_id;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::Side;
use crate::spec::Operation;
use crate::spec::pointer::Pointer;

/// Two operations that stand for each other, by their indices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// In the old spec.
    pub old: usize,
    /// In the new spec.
    pub new: usize,
    /// Where its method or path is another: how sure it is that it is the same.
    pub moved: Option<f64>,
}

/// All operations of two versions.
#[derive(Debug, Default)]
pub struct Paired {
    /// Those of both, in the order of the new version.
    pub both: Vec<Pair>,
    /// Those of the old version alone.
    pub gone: Vec<usize>,
    /// Those of the new version alone.
    pub new: Vec<usize>,
}

/// Pairs the operations of two versions: by path and method, whatever path parameters are called, and then by
/// what they are named and look like.
pub fn pairs(old: &Version, new: &Version) -> Paired {
    let mut matching = Matching {
        old: &old.spec.operations,
        new: &new.spec.operations,
        both: Vec::new(),
        taken: (HashSet::new(), HashSet::new()),
    };
    matching.by_key(|operation| (operation.method.clone(), operation.path.clone()));
    matching.by_key(|operation| (operation.method.clone(), template(&operation.path)));
    matching.by_id(old, new);
    matching.by_shape(old, new);
    let (old_taken, new_taken) = &matching.taken;
    let left = |count: usize, taken: &HashSet<usize>| {
        let all = 0..count;
        all.filter(|index| !taken.contains(index)).collect()
    };
    let mut paired = Paired {
        gone: left(old.spec.operations.len(), old_taken),
        new: left(new.spec.operations.len(), new_taken),
        both: matching.both,
    };
    paired.both.sort_by_key(|pair| pair.new);
    paired
}

/// A path template without the names of its parameters.
pub fn template(path: &str) -> String {
    let mut template = String::new();
    let mut is_within = false;
    for char in path.chars() {
        if char == '}' {
            is_within = false;
        }
        if !is_within {
            template.push(char);
        }
        if char == '{' {
            is_within = true;
        }
    }
    template
}

/// The names of the parameters of a path template, in order.
pub fn names(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

struct Matching<'v> {
    old: &'v [Operation],
    new: &'v [Operation],
    both: Vec<Pair>,
    taken: (HashSet<usize>, HashSet<usize>),
}

impl Matching<'_> {
    fn take(&mut self, pair: Pair) {
        self.taken.0.insert(pair.old);
        self.taken.1.insert(pair.new);
        self.both.push(pair);
    }

    /// The indices that are left.
    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let old = (0..self.old.len()).filter(|index| !self.taken.0.contains(index));
        let new = (0..self.new.len()).filter(|index| !self.taken.1.contains(index));
        (old.collect(), new.collect())
    }

    fn by_key(&mut self, key: impl Fn(&Operation) -> (String, String)) {
        let (old_left, new_left) = self.left();
        let mut known: HashMap<_, usize> = HashMap::new();
        for index in old_left {
            known.entry(key(&self.old[index])).or_insert(index);
        }
        for new in new_left {
            if let Some(old) = known.remove(&key(&self.new[new])) {
                let moved = None;
                self.take(Pair { old, new, moved });
            }
        }
    }

    fn by_id(&mut self, old: &Version, new: &Version) {
        let (old_left, new_left) = self.left();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for index in old_left {
            if let Some(id) = operation_id(old, &self.old[index]) {
                known.entry(id).or_insert(index);
            }
        }
        for index in new_left {
            let id = operation_id(new, &self.new[index]);
            if let Some(of_old) = id.and_then(|id| known.remove(id)) {
                let shapes = (
                    Shape::of(old, &self.old[of_old]),
                    Shape::of(new, &self.new[index]),
                );
                // An id is meant to name one operation for good.
                let likeness = shapes.0.likeness(&shapes.1).unwrap_or_default();
                self.take(Pair {
                    old: of_old,
                    new: index,
                    moved: Some(0.8 + 0.2 * likeness),
                });
            }
        }
    }

    /// Pairs those of which each is what the other is most like, and nothing else is as much.
    fn by_shape(&mut self, old: &Version, new: &Version) {
        let (old_left, new_left) = self.left();
        let shapes = |version: &Version, operations: &[Operation], left: &[usize]| -> Vec<Shape> {
            let left = left.iter();
            left.map(|index| Shape::of(version, &operations[*index]))
                .collect()
        };
        let old_shapes = shapes(old, self.old, &old_left);
        let new_shapes = shapes(new, self.new, &new_left);
        let mut best: (HashMap<usize, Best>, HashMap<usize, Best>) = Default::default();
        for (old, old_shape) in old_left.iter().zip(&old_shapes) {
            for (new, new_shape) in new_left.iter().zip(&new_shapes) {
                if let Some(confidence) = confidence(old_shape, new_shape) {
                    best.0.entry(*old).or_default().offer(*new, confidence);
                    best.1.entry(*new).or_default().offer(*old, confidence);
                }
            }
        }
        for old in old_left {
            let Some((new, confidence)) = best.0.get(&old).and_then(Best::only) else {
                continue;
            };
            if best.1.get(&new).and_then(Best::only) == Some((old, confidence)) {
                let moved = Some(confidence);
                self.take(Pair { old, new, moved });
            }
        }
    }
}

/// The one that something is most like.
#[derive(Default)]
struct Best {
    of: usize,
    confidence: f64,
    is_tie: bool,
}

impl Best {
    fn offer(&mut self, of: usize, confidence: f64) {
        if confidence > self.confidence {
            *self = Self {
                of,
                confidence,
                is_tie: false,
            };
        } else {
            self.is_tie |= confidence >= self.confidence;
        }
    }

    fn only(&self) -> Option<(usize, f64)> {
        (!self.is_tie).then_some((self.of, self.confidence))
    }
}

/// Tells that an operation is elsewhere.
pub fn note_move(comparer: &mut Comparer<'_>, both: &Both<'_>, confidence: f64) {
    let old_name = name(both.old, false);
    let stage = Stage::of(comparer.old, &both.old.written, both.old.deprecated);
    let (most, _) = removal(&stage, comparer.options.today);
    let message = format!("the operation `{old_name}` is `{}` now", both.name);
    let mut finding = both
        .finding(Code::OperationMoved, Side::Document, "", message)
        .at_most(most)
        .at(Some(&both.old.place), Some(&both.new.place))
        .values(Some(old_name), Some(both.name.clone()));
    finding.confidence = Some(confidence);
    comparer.findings.push(finding);
}

/// Tells which operations are new, and which are gone.
pub fn note_new_and_gone(comparer: &mut Comparer<'_>, paired: &Paired) {
    let (old, new) = comparer.versions();
    let today = comparer.options.today;
    let (old_homes, new_homes) = (Homes::of_version(old), Homes::of_version(new));
    let mut findings = Vec::new();
    for index in &paired.new {
        let operation = &new.spec.operations[*index];
        let name = name(operation, false);
        let message = format!("the operation `{name}` is new");
        let place = old_homes.of(operation);
        let finding = Finding::new(Code::OperationAdded, Side::Document, message)
            .at(Some(&place), Some(&operation.place))
            .values(None, operation_id(new, operation).map(str::to_owned));
        findings.push(with_pair(finding.about(name), None, Some(*index)));
    }
    for index in &paired.gone {
        let operation = &old.spec.operations[*index];
        let name = name(operation, false);
        let stage = Stage::of(old, &operation.written, operation.deprecated);
        let (most, why) = removal(&stage, today);
        let message = format!("the operation `{name}` is gone{why}");
        let place = new_homes.of(operation);
        let finding = Finding::new(Code::OperationRemoved, Side::Document, message)
            .at_most(most)
            .at(Some(&operation.place), Some(&place))
            .values(operation_id(old, operation).map(str::to_owned), None);
        findings.push(with_pair(finding.about(name), Some(*index), None));
    }
    comparer.findings.append(&mut findings);
}

fn with_pair(finding: Finding, old: Option<usize>, new: Option<usize>) -> Finding {
    let pair = OperationPair {
        is_webhook: false,
        old,
        new,
    };
    Finding {
        operations: IndexSet::from([pair]),
        ..finding
    }
}

/// Where operations of the other version would stand.
struct Homes(HashMap<String, Pointer>);

impl Homes {
    fn of_version(version: &Version) -> Self {
        let mut places = HashMap::new();
        for operation in &version.spec.operations {
            if let Some(path) = operation.place.parent() {
                places.entry(template(&operation.path)).or_insert(path);
            }
        }
        Self(places)
    }

    /// The path of an operation, or the paths where there is no such path.
    fn of(&self, operation: &Operation) -> Pointer {
        let path = self.0.get(&template(&operation.path)).cloned();
        path.unwrap_or_else(|| Pointer::root().child("paths"))
    }
}
