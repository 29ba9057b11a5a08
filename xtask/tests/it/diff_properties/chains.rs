//! Documents that are edited twice: what is new is gone the other way round, and what breaks on the way
//! breaks at the end.

use std::collections::{BTreeMap, BTreeSet};

use bindery::diff::Version;
use bindery::diff::catalogue::Code;
use bindery::diff::change::Impact;
use bindery::diff::wire::Finding;
use bindery::spec::pointer::Pointer;

use super::{Subject, compare, edits, subjects};
use crate::random::Random;

/// Changes that are each other the other way round: a line holds those of either way.
struct Opposites {
    /// The line of a code, and whether it stands there on the left and on the right.
    lines: BTreeMap<&'static str, (usize, bool, bool)>,
}

impl Opposites {
    fn read() -> Self {
        let mut lines: BTreeMap<&str, (usize, bool, bool)> = BTreeMap::new();
        for (number, line) in include_str!("opposites.tsv").lines().enumerate() {
            let (left, right) = line.split_once('\t').unwrap();
            for (codes, is_left) in [(left, true), (right, false)] {
                for code in codes.split(' ') {
                    let known = lines.entry(code).or_insert((number, false, false));
                    assert_eq!(known.0, number, "{code} stands in two lines");
                    known.1 |= is_left;
                    known.2 |= !is_left;
                }
            }
        }
        Self { lines }
    }

    /// The line of a code, and which way it goes; neither where it is its own opposite.
    fn way(&self, code: &str, is_swapped: bool) -> (usize, Option<bool>) {
        match self.lines[code] {
            (line, true, true) => (line, None),
            (line, is_left, _) => (line, Some(is_left != is_swapped)),
        }
    }
}

#[test]
fn every_code_has_an_opposite() {
    let known: BTreeSet<&str> = Opposites::read().lines.keys().copied().collect();
    let all: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(known, all);
}

/// Documents with edits: a, b and c, each one edit after the last.
fn versions(count: usize, mut check: impl FnMut(&Subject, [&Version; 3], &str)) -> usize {
    let subjects: Vec<Subject> = subjects()
        .into_iter()
        .filter(|subject| subject.source.text.len() < 60_000 && subject.source.files.is_empty())
        .collect();
    let mut random = Random(11);
    let mut checked = 0;
    for _ in 0..count {
        let subject = &subjects[random.below(subjects.len())];
        let Some(b) = edits::edited(&subject.root, &mut random) else {
            continue;
        };
        let Some(c) = edits::edited(&b, &mut random) else {
            continue;
        };
        // An edit may break a document.
        let [Ok(first), Ok(second), Ok(third)] =
            [&subject.root, &b, &c].map(|root| subject.of_root(root))
        else {
            continue;
        };
        checked += 1;
        check(subject, [&first, &second, &third], &c.to_string());
    }
    checked
}

#[test]
fn what_is_added_is_removed_the_other_way_round() {
    let opposites = Opposites::read();
    let mut wrong = Vec::new();
    let checked = versions(300, |subject, [old, _, new], _| {
        let count = |findings: &[Finding], is_swapped: bool| {
            let mut counts = BTreeMap::new();
            for finding in findings {
                let way = opposites.way(finding.code.as_str(), is_swapped);
                *counts.entry((way, finding.side)).or_insert(0) += 1;
            }
            counts
        };
        let codes = |findings: &[Finding]| -> Vec<&str> {
            findings
                .iter()
                .map(|finding| finding.code.as_str())
                .collect()
        };
        let (ahead, behind) = (compare(old, new), compare(new, old));
        let (there, back) = (count(&ahead, false), count(&behind, true));
        if there != back {
            let (ahead, behind) = (codes(&ahead), codes(&behind));
            wrong.push(format!("{}: {ahead:?} and {behind:?}", subject.name));
        }
    });
    println!("{checked} pairs swapped");
    assert!(checked > 100, "{checked}");
    assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
}

#[test]
fn what_breaks_on_the_way_breaks_at_the_end() {
    let (mut wrong, mut kept) = (Vec::new(), 0);
    let checked = versions(300, |subject, [a, b, c], _| {
        let (first, second, whole) = (compare(a, b), compare(b, c), compare(a, c));
        // A change is judged afresh where the other edit touched the same place or the same operations.
        let is_clear = |finding: &Finding,
                        others: &[Finding],
                        there: fn(&Finding) -> Option<&Pointer>,
                        here: fn(&Finding) -> Option<&Pointer>| {
            others.iter().all(|other| {
                let meets = match (here(finding), there(other)) {
                    (Some(one), Some(other)) => one.is_within(other) || other.is_within(one),
                    _ => true,
                };
                let hides = finding.operations.iter().all(|one| {
                    let mut touched = other.operations.iter();
                    touched.any(|other| one.old == other.new || one.new == other.old)
                });
                !meets && !hides
            })
        };
        let old: fn(&Finding) -> Option<&Pointer> = |finding| finding.old.as_ref();
        let new: fn(&Finding) -> Option<&Pointer> = |finding| finding.new.as_ref();
        let kept_first = first
            .iter()
            .filter(|finding| is_clear(finding, &second, old, new));
        let kept_second = second
            .iter()
            .filter(|finding| is_clear(finding, &first, new, old));
        for finding in kept_first.chain(kept_second) {
            if finding.impact != Impact::Breaking {
                continue;
            }
            kept += 1;
            let is_there = whole.iter().any(|one| {
                // With an operation goes all that it had.
                let is_removed = one.code == Code::OperationRemoved
                    && finding.subject.starts_with(&format!("{}, ", one.subject));
                let is_same = (one.code, one.side, one.impact, &one.subject)
                    == (finding.code, finding.side, finding.impact, &finding.subject);
                is_removed || is_same
            });
            if !is_there {
                wrong.push(format!(
                    "{}: {} {} {} is not in {:?}",
                    subject.name,
                    finding.code.as_str(),
                    finding.side.as_str(),
                    finding.subject,
                    whole
                        .iter()
                        .map(|one| (one.code.as_str(), &one.subject))
                        .collect::<Vec<_>>()
                ));
            }
        }
    });
    println!("{checked} times three documents, {kept} breaking changes kept");
    assert!(kept > 30, "{kept}");
    assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
}
