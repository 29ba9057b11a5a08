//! The alternatives of `oneOf` and `anyOf`: their order does not matter.

use super::branches;
use super::faced::{Faced, Part, Told};
use super::view::{Choice, View};
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::schema::SchemaId;

/// What a pair is besides its alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// What else both say is comparable.
    Comparable,
    /// One of them is a choice and the other is not: nothing else is told.
    Other,
}

/// Compares what values may be chosen from.
pub fn compare(faced: &Faced<'_, '_>, told: &mut Told) -> Shape {
    let (old, new) = (&faced.old.choices, &faced.new.choices);
    match (old.as_slice(), new.as_slice()) {
        ([], []) => return Shape::Comparable,
        ([], [choice]) if is_bare(faced.new) && !faced.old.is_any() => {
            return wrapped(faced, choice, told);
        }
        ([choice], []) if is_bare(faced.old) && !faced.new.is_any() => {
            return unwrapped(faced, choice, told);
        }
        _ => {}
    }
    let mut all = Vec::new();
    for (index, before) in old.iter().enumerate() {
        for (other, after) in new.iter().enumerate() {
            all.push((alike(faced, before, after), index, other));
        }
    }
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut taken = (vec![false; old.len()], vec![false; new.len()]);
    for (_, before, after) in all {
        if !taken.0[before] && !taken.1[after] {
            (taken.0[before], taken.1[after]) = (true, true);
            of_choices(faced, &old[before], &new[after], told);
        }
    }
    for before in (0..old.len()).filter(|index| !taken.0[*index]) {
        lifted(faced, &old[before], told);
    }
    for after in (0..new.len()).filter(|index| !taken.1[*index]) {
        limited(faced, &new[after], told);
    }
    Shape::Comparable
}

/// How much two choices say the same, where there are several.
fn alike(faced: &Faced<'_, '_>, before: &Choice, after: &Choice) -> f64 {
    if faced.old.choices.len() == 1 && faced.new.choices.len() == 1 {
        return 0.0;
    }
    let pairs = branches::pair(faced, before, after).pairs;
    let alike = pairs.iter().map(|(old, new)| faced.likeness(*old, *new));
    let keyword = if before.is_exclusive == after.is_exclusive {
        0.5
    } else {
        0.0
    };
    alike.sum::<f64>() + keyword
}

/// Whether a schema is its alternatives and nothing else of note.
fn is_bare(view: &View<'_>) -> bool {
    view.properties.is_empty() && view.items.is_empty() && view.additional.is_empty()
}

fn keyword(choice: &Choice) -> &'static str {
    if choice.is_exclusive {
        "oneOf"
    } else {
        "anyOf"
    }
}

/// The alternative that a schema became, or was.
fn same(faced: &Faced<'_, '_>, old: SchemaId, new: SchemaId) -> bool {
    let name = |schema| super::view::component(schema);
    let name_of_old = name(faced.old_schema(old));
    faced.classes.same(old, new)
        || (name_of_old.is_some() && name_of_old == name(faced.new_schema(new)))
}

/// A single schema is one of several now.
fn wrapped(faced: &Faced<'_, '_>, choice: &Choice, told: &mut Told) -> Shape {
    let olds = &faced.old.members;
    let found = choice.branches.iter().find_map(|new| {
        let old = olds.iter().find(|old| same(faced, **old, *new))?;
        Some((*old, *new))
    });
    let message = "the value is a choice of alternatives now";
    let finding = faced
        .met
        .keyword(keyword(choice), Code::BecameChoice, message);
    let most = match (found, faced.met.side) {
        (Some(_), Side::Request) => Impact::Info,
        _ => Impact::Breaking,
    };
    told.findings.push(finding.at_most(most));
    told.parts.extend(found.map(|(old, new)| Part {
        old,
        new,
        subject: faced.met.subject.to_owned(),
    }));
    Shape::Other
}

/// One of several schemas is the only one now.
fn unwrapped(faced: &Faced<'_, '_>, choice: &Choice, told: &mut Told) -> Shape {
    let news = &faced.new.members;
    let found = choice.branches.iter().find_map(|old| {
        let new = news.iter().find(|new| same(faced, *old, **new))?;
        Some((*old, *new))
    });
    let message = "the value is no choice of alternatives any longer";
    let finding = faced
        .met
        .keyword(keyword(choice), Code::CeasedToBeChoice, message);
    let most = match (found, faced.met.side) {
        (Some(_), Side::Response) => Impact::Info,
        _ => Impact::Breaking,
    };
    told.findings.push(finding.at_most(most));
    told.parts.extend(found.map(|(old, new)| Part {
        old,
        new,
        subject: faced.met.subject.to_owned(),
    }));
    Shape::Other
}

/// Values must be of one of several alternatives too.
fn limited(faced: &Faced<'_, '_>, choice: &Choice, told: &mut Told) {
    let message = "the value must be one of several alternatives too";
    let finding = faced
        .met
        .keyword(keyword(choice), Code::BecameChoice, message);
    let most = if faced.met.side == Side::Response {
        Impact::Info
    } else {
        Impact::Breaking
    };
    told.findings.push(finding.at_most(most));
}

/// Values need not be of one of several alternatives any longer.
fn lifted(faced: &Faced<'_, '_>, choice: &Choice, told: &mut Told) {
    let message = "the value need not be one of the alternatives any longer";
    let finding = faced
        .met
        .keyword(keyword(choice), Code::CeasedToBeChoice, message);
    let most = if faced.met.side == Side::Response {
        Impact::Breaking
    } else {
        Impact::Info
    };
    told.findings.push(finding.at_most(most));
}

fn of_choices(faced: &Faced<'_, '_>, before: &Choice, after: &Choice, told: &mut Told) {
    let met = faced.met;
    let code_and_message = match (before.is_exclusive, after.is_exclusive) {
        (true, false) => Some((Code::OneOfBecameAnyOf, "`oneOf` is `anyOf` now")),
        (false, true) => Some((Code::AnyOfBecameOneOf, "`anyOf` is `oneOf` now")),
        _ => None,
    };
    if let Some((code, message)) = code_and_message {
        let (old, new) = (
            faced.old_schema(before.holder).place.child(keyword(before)),
            faced.new_schema(after.holder).place.child(keyword(after)),
        );
        let finding = met.finding(code, message);
        told.findings.push(finding.at(Some(&old), Some(&new)));
    }
    let pairs = branches::pair(faced, before, after);
    let name = |is_old: bool, id: SchemaId| branches::name(faced, is_old, before, after, id);
    for (old, new) in &pairs.pairs {
        told.parts.push(Part {
            old: *old,
            new: *new,
            subject: faced.below(&format!(", {}", name(false, *new))),
        });
    }
    for id in pairs.old {
        let message = format!("the alternative `{}` is gone", name(true, id));
        let finding = met.finding(Code::BranchRemoved, message);
        let place = &faced.old_schema(id).place;
        told.findings
            .push(finding.at(Some(place), Some(&met.new.place)));
    }
    for id in pairs.new {
        let message = format!("the alternative `{}` is new", name(false, id));
        let finding = met.finding(Code::BranchAdded, message);
        // A value of several alternatives may be one that clients know too.
        let most = if after.is_exclusive {
            Impact::Breaking
        } else {
            Impact::Warning
        };
        let place = &faced.new_schema(id).place;
        let finding = finding.at(Some(&met.old.place), Some(place));
        told.findings.push(finding.at_most(most));
    }
}
