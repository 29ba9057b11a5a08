//! What was found on the wire and in Rust to one [`Comparison`]: each change of the crate stands with the
//! change of the document that it comes from.

use indexmap::IndexSet;

use super::Version;
use super::catalogue::Code;
use super::change::{Change, Comparison, Edition, Effect, OperationName};
use super::impacts::Impacts;
use super::rust::{self, ItemChange};
use super::spots::Spots;
use super::wire::{self, Finding, OperationPair, options::Options};
use crate::parallel;
use crate::spec::pointer::Pointer;

/// What a comparison is made with beside the two versions.
#[derive(Debug, Clone)]
pub struct Given {
    /// The name of the target; of the document where no settings name it.
    pub target: String,
    /// The version of the crate.
    pub crate_version: String,
    /// How much changes matter.
    pub impacts: Impacts,
    /// What the documents do not say.
    pub options: Options,
}

/// Compares two versions of a document.
pub fn compare(old: &Version, new: &Version, given: &Given) -> Comparison {
    // Neither knows of the other, and each reads both versions.
    let (found, items) = parallel::both(
        || wire::compare(old, new, &given.options),
        || rust::compare(old, new),
    );
    let mut findings = found.findings;
    findings.retain_mut(|finding| {
        let judged = given.impacts.judge(finding.code, finding.impact);
        finding.impact = judged.unwrap_or(finding.impact);
        judged.is_some()
    });
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.impact));
    let bump = rust::bump(items.iter().map(|item| &item.change));
    let (rust, rust_only) = attach(&findings, items);
    let (old_spots, new_spots) = parallel::both(
        || Spots::of(old, findings.iter().filter_map(|one| one.old.as_ref())),
        || Spots::of(new, findings.iter().filter_map(|one| one.new.as_ref())),
    );
    let changes: Vec<Change> = findings
        .into_iter()
        .zip(rust)
        .map(|(finding, rust)| Change {
            id: String::new(),
            code: finding.code,
            impact: finding.impact,
            side: finding.side,
            old: old_spots.spot(finding.old.as_ref()),
            new: new_spots.spot(finding.new.as_ref()),
            operations: operations(&finding.operations, old, new),
            message: finding.message,
            subject: finding.subject,
            old_value: finding.old_value,
            new_value: finding.new_value,
            advice: finding.code.advice().to_owned(),
            confidence: finding.confidence,
            rust: rust.into_iter().map(|item| item.change).collect(),
            accepted: None,
        })
        .collect();
    let rust_only: Vec<_> = rust_only.into_iter().map(|item| item.change).collect();
    let next = if changes.is_empty() && rust_only.is_empty() {
        given.crate_version.clone()
    } else {
        rust::next_version(&given.crate_version, bump)
    };
    Comparison {
        target: given.target.clone(),
        old: edition(old),
        new: edition(new),
        changes,
        rust_only,
        bump,
        crate_version: (given.crate_version.clone(), next),
        stale: Vec::new(),
    }
}

/// A version, as readers know it.
fn edition(version: &Version) -> Edition {
    Edition {
        label: version.label.clone(),
        document: version.source.name.clone(),
        title: version.spec.info.title.clone(),
        version: version.spec.info.version.clone(),
    }
}

fn operations(pairs: &IndexSet<OperationPair>, old: &Version, new: &Version) -> Vec<OperationName> {
    let mut pairs: Vec<&OperationPair> = pairs.iter().collect();
    // Those that are gone stand behind the others.
    pairs.sort_by_key(|pair| (pair.is_webhook, pair.new.is_none(), pair.new, pair.old));
    let names = pairs.into_iter().filter_map(|pair| {
        let operation = match (pair.new, pair.old) {
            (Some(index), _) => new.spec.operation(pair.is_webhook, index),
            (None, Some(index)) => old.spec.operation(pair.is_webhook, index),
            (None, None) => None,
        }?;
        Some(OperationName {
            method: operation.method.clone(),
            path: operation.path.clone(),
            id: operation.id.clone(),
            tags: operation.tags.clone(),
        })
    });
    names.collect()
}

/// Gives each change of an item to the findings at the nearest node, and answers those that have none.
fn attach(findings: &[Finding], items: Vec<ItemChange>) -> (Vec<Vec<ItemChange>>, Vec<ItemChange>) {
    let mut attached: Vec<Vec<ItemChange>> = findings.iter().map(|_| Vec::new()).collect();
    let index = Index::of(findings);
    let mut others = Vec::new();
    for item in items {
        let nearest = index.nearest(&item);
        if nearest.is_empty() {
            others.push(item);
            continue;
        }
        for number in nearest {
            attached[number].push(item.clone());
        }
    }
    (attached, others)
}

/// What no item of a crate comes from, and yet stands at nodes that items stand for.
const OF_NO_ITEM: [Code; 3] = [
    Code::ExtensionChanged,
    Code::OperationTagAdded,
    Code::TitleChanged,
];

/// How many steps below the node of an item a finding may be that explains it.
const NEAR: usize = 2;

/// A finding by the node that it is at.
struct At<'f> {
    place: &'f Pointer,
    number: usize,
    /// Whether the node is new or gone, with all that is within it.
    is_whole: bool,
}

/// Findings by the nodes that they are at: what is new in the new document alone, what is gone in the old one.
struct Index<'f> {
    old: Vec<At<'f>>,
    new: Vec<At<'f>>,
}

impl<'f> Index<'f> {
    fn of(findings: &'f [Finding]) -> Self {
        let by = |pointer: fn(&Finding) -> Option<&Pointer>, other: Effect| {
            let mut by: Vec<At<'_>> = findings
                .iter()
                .enumerate()
                .filter(|(_, finding)| {
                    finding.code.effect() != other && !OF_NO_ITEM.contains(&finding.code)
                })
                .filter_map(|(number, finding)| {
                    Some(At {
                        place: pointer(finding)?,
                        number,
                        is_whole: finding.code.effect() != Effect::Changed,
                    })
                })
                .collect();
            by.sort_by(|one, other| (one.place, one.number).cmp(&(other.place, other.number)));
            by
        };
        Self {
            old: by(|finding| finding.old.as_ref(), Effect::Added),
            new: by(|finding| finding.new.as_ref(), Effect::Removed),
        }
    }

    /// The findings that stand nearest to an item's node.
    fn nearest(&self, item: &ItemChange) -> Vec<usize> {
        let mut best: Vec<usize> = Vec::new();
        let mut best_distance = usize::MAX;
        let sides = [(&self.old, &item.old), (&self.new, &item.new)];
        for (by, place) in sides {
            let Some(place) = place else { continue };
            for (number, distance) in near(by, place) {
                if distance < best_distance {
                    best.clear();
                    best_distance = distance;
                }
                if distance == best_distance && !best.contains(&number) {
                    best.push(number);
                }
            }
        }
        best.sort_unstable();
        best
    }
}

/// The findings at a node, below it or above it, with how far they are.
fn near(by: &[At<'_>], place: &Pointer) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let from = by.partition_point(|at| *at.place < *place);
    let own = by[from..].iter().take_while(|at| at.place == place);
    // Others, such as `/a-b`, stand between `/a` and `/a/b`.
    let first_below = place.child("");
    let from = by.partition_point(|at| *at.place < first_below);
    let below = by[from..].iter().take_while(|at| at.place.is_within(place));
    for at in own.chain(below) {
        let distance = steps(at.place, place);
        // A finding at a keyword of the node is as good as one at the node.
        if distance <= NEAR {
            found.push((at.number, distance.saturating_sub(1)));
        }
    }
    let above = std::iter::successors(place.parent(), Pointer::parent);
    for (distance, above) in above.enumerate() {
        let from = by.partition_point(|at| *at.place < above);
        let whole = by[from..].iter().take_while(|at| *at.place == above);
        let whole = whole.filter(|at| at.is_whole);
        found.extend(whole.map(|at| (at.number, distance + 1)));
    }
    found
}

fn steps(below: &Pointer, above: &Pointer) -> usize {
    let rest = below.below(above).unwrap_or_default();
    rest.matches('/').count()
}
