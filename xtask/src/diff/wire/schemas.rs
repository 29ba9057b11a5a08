//! Pairs of schemas, from those that operations hold down to the smallest.
//!
//! Each pair is compared once a side; what was found in it is told of all operations that lead to it.

mod view;

use indexmap::{IndexMap, IndexSet};

use super::super::catalogue::Code;
use super::super::change::{Impact, Side};
use super::met::Met;
use super::{Compared, Comparer, Finding, OperationPair, SchemaPair, keywords};
use crate::spec::schema::{Schema, SchemaId};
use view::View;

/// Compares the schemas that were left to be compared, and all below them.
pub fn compare(mut comparer: Comparer<'_>) -> Compared {
    let roots = std::mem::take(&mut comparer.schemas);
    let mut walk = Walk {
        comparer: &comparer,
        nodes: IndexMap::new(),
    };
    for (pair, operations) in roots {
        let subject = walk.subject_of_root(&pair, &operations);
        let index = walk.node(pair, subject);
        walk.nodes[index].operations.extend(operations);
    }
    let mut next = 0;
    while next < walk.nodes.len() {
        walk.visit(next);
        next += 1;
    }
    walk.spread();
    let nodes = walk.nodes;
    let mut compared = Compared {
        findings: comparer.findings,
        pairs: IndexSet::new(),
    };
    for (pair, node) in nodes {
        compared.pairs.insert((pair.old, pair.new));
        compared
            .findings
            .extend(node.findings.into_iter().map(|mut finding| {
                finding.operations = node.operations.clone();
                finding
            }));
    }
    compared
}

/// A pair, and what is known of it.
#[derive(Default)]
struct Node {
    /// What readers know it by.
    subject: String,
    /// The operations that lead to it.
    operations: IndexSet<OperationPair>,
    /// The pairs within it.
    parts: Vec<usize>,
    findings: Vec<Finding>,
}

struct Walk<'c, 'v> {
    comparer: &'c Comparer<'v>,
    nodes: IndexMap<SchemaPair, Node>,
}

impl Walk<'_, '_> {
    /// The index of a pair, which is new where it was not met.
    fn node(&mut self, pair: SchemaPair, subject: String) -> usize {
        let subject = self.component(&pair).unwrap_or(subject);
        let entry = self.nodes.entry(pair);
        let index = entry.index();
        entry.or_insert_with(|| Node {
            subject,
            ..Node::default()
        });
        index
    }

    /// The name of a component.
    fn component(&self, pair: &SchemaPair) -> Option<String> {
        let place = &self.comparer.new.spec.schema(pair.new).place;
        let tokens: Vec<String> = place.tokens().collect();
        match tokens.as_slice() {
            [components, schemas, name] if components == "components" && schemas == "schemas" => {
                Some(name.clone())
            }
            _ => None,
        }
    }

    /// What readers know a schema by that an operation holds.
    fn subject_of_root(&self, pair: &SchemaPair, operations: &IndexSet<OperationPair>) -> String {
        let name = operations.first().and_then(|pair| {
            let new = pair.new.and_then(|index| {
                let spec = &self.comparer.new.spec;
                spec.operation(pair.is_webhook, index)
            });
            let old = || {
                let spec = &self.comparer.old.spec;
                spec.operation(pair.is_webhook, pair.old?)
            };
            let operation = new.or_else(old)?;
            Some(format!("{} {}", operation.method, operation.path))
        });
        let what = match (pair.root, pair.side) {
            (Some(super::Root::Parameter), _) => "parameter",
            (Some(super::Root::Header), _) => "header",
            (_, Side::Request) => "request body",
            _ => "response body",
        };
        format!("{}, {what}", name.unwrap_or_default())
    }

    /// Compares one pair, and finds those within it.
    fn visit(&mut self, index: usize) {
        let Some((pair, node)) = self.nodes.get_index(index) else {
            return;
        };
        let (pair, subject) = (*pair, node.subject.clone());
        let comparer = self.comparer;
        let met = Met {
            comparer,
            old: comparer.old.spec.schema(pair.old),
            new: comparer.new.spec.schema(pair.new),
            side: pair.side,
            root: pair.root,
            subject: &subject,
        };
        let old = View::of(&comparer.old.spec, met.old);
        let new = View::of(&comparer.new.spec, met.new);
        let mut findings = Vec::new();
        types(&met, &old, &new, &mut findings);
        keywords::compare(&met, &mut findings);
        let mut parts = properties(&met, &old, &new, &mut findings);
        parts.extend(choices(&met, &old, &new, &mut findings));
        if let (Some(old), Some(new)) = (old.items, new.items) {
            parts.push((old, new, format!("{subject}[]")));
        }
        if let (Some(old), Some(new)) = (old.additional, new.additional) {
            parts.push((old, new, format!("{subject}.*")));
        }
        for (old, new, subject) in parts {
            let part = SchemaPair {
                old,
                new,
                side: pair.side,
                root: None,
            };
            let part = self.node(part, subject);
            self.nodes[index].parts.push(part);
        }
        self.nodes[index].findings = findings;
    }

    /// Gives each pair the operations of those that hold it.
    fn spread(&mut self) {
        let mut waiting: Vec<usize> = (0..self.nodes.len()).collect();
        while let Some(index) = waiting.pop() {
            let node = &self.nodes[index];
            let (parts, operations) = (node.parts.clone(), node.operations.clone());
            for part in parts {
                let known = &mut self.nodes[part].operations;
                let before = known.len();
                known.extend(operations.iter().copied());
                if known.len() > before {
                    waiting.push(part);
                }
            }
        }
        for node in self.nodes.values_mut() {
            node.operations.sort_unstable();
        }
    }
}

/// Two schemas that stand for each other, and what readers know them by.
type Part = (SchemaId, SchemaId, String);

fn types(met: &Met<'_, '_>, old: &View<'_>, new: &View<'_>, findings: &mut Vec<Finding>) {
    if old.ty != new.ty {
        let (before, after) = (view::name(&old.ty), view::name(&new.ty));
        let message = format!("the type is `{after}` now, and was `{before}`");
        let finding = met.keyword("type", Code::TypeChanged, message);
        findings.push(finding.values(Some(before), Some(after)));
    }
    match (old.nullable, new.nullable) {
        (false, true) => {
            findings.push(met.finding(Code::BecameNullable, "the value may be null now"));
        }
        (true, false) => {
            let message = "the value may not be null any longer";
            findings.push(met.finding(Code::BecameNotNullable, message));
        }
        _ => {}
    }
}

fn properties(
    met: &Met<'_, '_>,
    old: &View<'_>,
    new: &View<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Part> {
    let (old_spec, new_spec) = (&met.comparer.old.spec, &met.comparer.new.spec);
    let mut parts = Vec::new();
    for (name, before) in &old.properties {
        let subject = format!("{}.{name}", met.subject);
        let was_required = old.required.contains(name);
        let place = &old_spec.schema(*before).place;
        let Some(after) = new.properties.get(name) else {
            let message = format!("the property `{name}` is gone");
            let finding = met
                .finding(Code::PropertyRemoved, message)
                .at(Some(place), Some(&met.new.place))
                .about(subject);
            // Clients had to do without an optional one before.
            let most = if was_required {
                Impact::Breaking
            } else {
                Impact::Warning
            };
            findings.push(finding.at_most(most));
            continue;
        };
        let new_place = &new_spec.schema(*after).place;
        let required = |code, message: String| {
            let finding = met.finding(code, message);
            let finding = finding
                .at(Some(place), Some(new_place))
                .about(subject.clone());
            let (before, after) = (old_spec.schema(*before), new_spec.schema(*after));
            weakened(finding, met.side, before, after)
        };
        match (was_required, new.required.contains(name)) {
            (false, true) => {
                let message = format!("the property `{name}` is required now");
                findings.push(required(Code::PropertyBecameRequired, message));
            }
            (true, false) => {
                let message = format!("the property `{name}` is optional now");
                findings.push(required(Code::PropertyBecameOptional, message));
            }
            _ => {}
        }
        parts.push((*before, *after, subject));
    }
    for (name, after) in &new.properties {
        if old.properties.contains_key(name) {
            continue;
        }
        let schema = new_spec.schema(*after);
        let (code, message) = if new.required.contains(name) {
            let message = format!("the required property `{name}` is new");
            (Code::RequiredPropertyAdded, message)
        } else {
            (Code::PropertyAdded, format!("the property `{name}` is new"))
        };
        let finding = met
            .finding(code, message)
            .at(Some(&met.old.place), Some(&schema.place))
            .about(format!("{}.{name}", met.subject));
        findings.push(weakened(finding, met.side, schema, schema));
    }
    parts
}

/// What clients do not send, or servers do not, does not matter to them.
fn weakened(finding: Finding, side: Side, old: &Schema, new: &Schema) -> Finding {
    let is_left_out = match side {
        Side::Request => old.read_only && new.read_only,
        _ => old.write_only && new.write_only,
    };
    if is_left_out {
        finding.at_most(Impact::Info)
    } else {
        finding
    }
}

/// The branches of `oneOf` and `anyOf`, by their names.
fn choices(
    met: &Met<'_, '_>,
    old: &View<'_>,
    new: &View<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for (name, before) in &old.branches {
        match new.branches.get(name) {
            Some(after) => parts.push((*before, *after, format!("{}, {name}", met.subject))),
            None => {
                let place = &met.comparer.old.spec.schema(*before).place;
                let message = format!("the alternative `{name}` is gone");
                let finding = met.finding(Code::BranchRemoved, message);
                findings.push(finding.at(Some(place), Some(&met.new.place)));
            }
        }
    }
    for (name, after) in &new.branches {
        if !old.branches.contains_key(name) {
            let place = &met.comparer.new.spec.schema(*after).place;
            let message = format!("the alternative `{name}` is new");
            let finding = met.finding(Code::BranchAdded, message);
            findings.push(finding.at(Some(&met.old.place), Some(place)));
        }
    }
    parts
}
