//! Properties that are gone under one name and back under another.

use super::super::Finding;
use super::faced::Faced;
use super::flags::Flags;
use super::{likeness, properties, view};
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::schema::SchemaId;

/// How sure a rename must be.
const LEAST: f64 = 0.75;

/// How much of what both say must be the same.
const LEAST_LIKENESS: f64 = 0.5;

/// So many pairs of names are looked at.
const MOST: usize = 2500;

/// A property with another name.
#[derive(Debug)]
pub struct Rename<'n> {
    /// The old name.
    pub old: &'n str,
    /// The new name.
    pub new: &'n str,
    /// How sure it is.
    confidence: f64,
}

/// The properties of an object that have other names.
pub fn find<'v>(faced: &Faced<'_, 'v>) -> Vec<Rename<'v>> {
    let (old, new) = (&faced.old.properties, &faced.new.properties);
    let gone = old
        .iter()
        .filter(|(name, _)| !new.contains_key(*name) && !faced.new.forbidden.contains(*name));
    let gone: Vec<_> = gone.collect();
    let fresh = new
        .iter()
        .filter(|(name, _)| !old.contains_key(*name) && !faced.old.forbidden.contains(*name));
    let fresh: Vec<_> = fresh.collect();
    if gone.len() * fresh.len() > MOST {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (old, before) in &gone {
        for (new, after) in &fresh {
            let (Some(before), Some(after)) = (before.first(), after.first()) else {
                continue;
            };
            let confidence = confidence(faced, (old, *before), (new, *after));
            if confidence >= LEAST {
                all.push(Rename {
                    old,
                    new,
                    confidence,
                });
            }
        }
    }
    // Those that are as sure stay in the order of the document.
    all.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let is_tied = |one: &Rename<'_>| {
        let mut others = all.iter();
        others.any(|other| {
            (other.old == one.old) != (other.new == one.new)
                && (other.confidence - one.confidence).abs() < 0.01
        })
    };
    let is_clear: Vec<bool> = all.iter().map(|one| !is_tied(one)).collect();
    let mut renames: Vec<Rename<'v>> = Vec::new();
    for (rename, is_clear) in all.into_iter().zip(is_clear) {
        let mut known = renames.iter();
        if is_clear && known.all(|one| one.old != rename.old && one.new != rename.new) {
            renames.push(rename);
        }
    }
    renames
}

fn confidence(faced: &Faced<'_, '_>, old: (&str, SchemaId), new: (&str, SchemaId)) -> f64 {
    let likeness = faced.likeness(old.1, new.1);
    if likeness < LEAST_LIKENESS {
        return 0.0;
    }
    let bare = |name: &str| -> String {
        let letters = name.chars().filter(|one| one.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let of_names = strsim::normalized_damerau_levenshtein(&bare(old.0), &bare(new.0));
    let (before, after) = (faced.old_schema(old.1), faced.new_schema(new.1));
    // Most strings are like any other string.
    let is_told = before.description.is_some() && before.description == after.description;
    let is_named =
        view::component(before).is_some() && view::component(before) == view::component(after);
    if is_told || is_named || likeness::is_rich(faced.old_version(), old.1) {
        0.75 * likeness + 0.25 * of_names
    } else {
        0.5 * likeness + 0.5 * of_names
    }
}

impl Rename<'_> {
    /// What is told of it.
    pub fn finding(&self, faced: &Faced<'_, '_>) -> Finding {
        let old = properties::described(faced.old_version(), faced.old, self.old);
        let new = properties::described(faced.new_version(), faced.new, self.new);
        let message = format!("the property `{}` is `{}` now", self.old, self.new);
        let mut finding = faced
            .met
            .finding(Code::PropertyRenamed, message)
            .at(
                old.map(|one| one.place).as_ref(),
                new.map(|one| one.place).as_ref(),
            )
            .about(faced.below(&format!(".{}", self.new)))
            .values(Some(self.old.to_owned()), Some(self.new.to_owned()));
        finding.confidence = Some(self.confidence);
        let (is_needed, flags) = match faced.met.side {
            Side::Response => (
                faced.old.required.contains(self.old),
                Flags::of(faced.old_version(), &faced.old.properties[self.old]),
            ),
            _ => (
                faced.new.required.contains(self.new),
                Flags::of(faced.new_version(), &faced.new.properties[self.new]),
            ),
        };
        let most = if is_needed {
            Impact::Breaking
        } else {
            Impact::Warning
        };
        flags.weaken(finding.at_most(most), faced.met.side)
    }
}
