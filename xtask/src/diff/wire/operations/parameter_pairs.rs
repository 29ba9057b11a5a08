//! Which parameters of two versions of an operation stand for each other.

use super::super::Comparer;
use super::super::meaning::meaning;
use super::both::Both;
use super::pairs::names;
use crate::diff::Version;
use crate::spec::{Location, Operation, Parameter};

/// Two parameters that stand for each other.
pub struct ParameterPair<'v> {
    /// In the old version.
    pub old: &'v Parameter,
    /// In the new version.
    pub new: &'v Parameter,
    /// Where its name is another: how sure it is that it is the same.
    pub renamed: Option<f64>,
}

/// The parameters of two versions of an operation.
pub struct ParameterPairs<'v> {
    /// Those of both.
    pub both: Vec<ParameterPair<'v>>,
    /// Those of the old version alone.
    pub gone: Vec<&'v Parameter>,
    /// Those of the new version alone.
    pub new: Vec<&'v Parameter>,
}

/// Pairs the parameters: those of the path by where they stand in it, the others by name, then what has the same
/// name elsewhere, and what looks the same under another name.
pub fn pairs<'v>(comparer: &Comparer<'_>, both: &Both<'v>) -> ParameterPairs<'v> {
    let mut pairs = ParameterPairs {
        both: Vec::new(),
        gone: compared(both.old),
        new: compared(both.new),
    };
    if !both.is_moved {
        let position = |operation: &Operation, parameter: &Parameter| {
            let mut names = names(&operation.path).into_iter();
            names
                .position(|name| name == parameter.name)
                .filter(|_| parameter.location == Location::Path)
        };
        pairs.take(|old, new| {
            let old = position(both.old, old);
            old.is_some() && old == position(both.new, new)
        });
    }
    let is_same_place = |old: &Parameter, new: &Parameter| old.location == new.location;
    pairs.take(|old, new| is_same_place(old, new) && old.name == new.name);
    pairs.take(|old, new| is_same_place(old, new) && is_same_name(old, new));
    if both.is_moved {
        pairs.take(|old, new| old.location == Location::Path && new.location == Location::Path);
    }
    pairs.take(|old, new| {
        let is_of_path = old.location == Location::Path || new.location == Location::Path;
        !is_of_path && is_same_name(old, new)
    });
    pairs.take_renamed(comparer.old, comparer.new);
    // Without the others the path is another.
    let is_other = |parameter: &&Parameter| parameter.location != Location::Path;
    pairs.gone.retain(is_other);
    pairs.new.retain(is_other);
    pairs
}

/// The parameters that the standard does not have ignored (section 4.7.12.1).
fn compared(operation: &Operation) -> Vec<&Parameter> {
    const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| {
            let name = parameter.name.to_ascii_lowercase();
            parameter.location != Location::Header || !IGNORED.contains(&name.as_str())
        })
        .collect()
}

/// Whether the names are the same on the wire, where those of headers have no case.
fn is_same_name(old: &Parameter, new: &Parameter) -> bool {
    let is_header = |one: &Parameter| one.location == Location::Header;
    if is_header(old) || is_header(new) {
        old.name.eq_ignore_ascii_case(&new.name)
    } else {
        old.name == new.name
    }
}

impl ParameterPairs<'_> {
    /// Pairs what is left where a test holds, each once.
    fn take(&mut self, is_pair: impl Fn(&Parameter, &Parameter) -> bool) {
        let (both, new) = (&mut self.both, &mut self.new);
        self.gone.retain(|old| {
            let Some(index) = new.iter().position(|new| is_pair(old, new)) else {
                return true;
            };
            both.push(ParameterPair {
                old,
                new: new.remove(index),
                renamed: None,
            });
            false
        });
    }

    /// Pairs what is left and looks the same, where nothing else does.
    fn take_renamed(&mut self, old_version: &Version, new_version: &Version) {
        let likeness =
            |old: &Parameter, new: &Parameter| likeness((old_version, old), (new_version, new));
        let mut found = Vec::new();
        for old in &self.gone {
            let mut alike = self
                .new
                .iter()
                .filter_map(|new| Some((new.place.clone(), likeness(old, new)?)));
            if let (Some((place, confidence)), None) = (alike.next(), alike.next()) {
                found.push((old.place.clone(), place, confidence));
            }
        }
        for (old, new, confidence) in &found {
            let is_only = found.iter().filter(|(_, other, _)| other == new).count() == 1;
            let old = self.gone.iter().position(|one| one.place == *old);
            let new = self.new.iter().position(|one| one.place == *new);
            if let (true, Some(old), Some(new)) = (is_only, old, new) {
                self.both.push(ParameterPair {
                    old: self.gone.remove(old),
                    new: self.new.remove(new),
                    renamed: Some(*confidence),
                });
            }
        }
    }
}

/// How sure it is that a parameter is another one under a new name; `None` where it is not.
fn likeness(
    (of_old, old): (&Version, &Parameter),
    (of_new, new): (&Version, &Parameter),
) -> Option<f64> {
    const LEAST: f64 = 0.7;
    let schema = |version: &Version, parameter: &Parameter| {
        let place = &version.spec.schema(parameter.schema).place;
        version.document.find(place).map(meaning)
    };
    let schema_of_old = schema(of_old, old)?;
    let written = |one: &Parameter| {
        let how = (one.style, one.explode, one.allows_reserved);
        (one.location, one.required, how, one.content.clone())
    };
    if written(old) != written(new)
        || old.location == Location::Path
        || Some(&schema_of_old) != schema(of_new, new).as_ref()
    {
        return None;
    }
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', '.', '[', ']'], "");
    let of_names = strsim::normalized_damerau_levenshtein(&plain(&old.name), &plain(&new.name));
    // A type alone is what many parameters have.
    let is_special = schema_of_old
        .as_object()
        .is_some_and(|keywords| keywords.len() > 1);
    let is_described_so = old.description.is_some() && old.description == new.description;
    let confidence = 0.5
        + 0.25 * of_names
        + if is_special { 0.15 } else { 0.0 }
        + if is_described_so { 0.25 } else { 0.0 };
    (confidence >= LEAST).then_some(confidence.min(1.0))
}
