//! What the verdict makes no code of tells no versions apart: as many items differ where all code is read.
//!
//! `BINDERY_PARTS` says how many pairs of documents with mistakes are compared (60 without it).

use std::collections::BTreeSet;

use bindery::diff::Version;
use bindery::diff::rust::surface::{Item, Space, Surface};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::Source;
use serde_json::Value;

use crate::random::Random;
use crate::{mutants, verdict};

/// The items that one surface has alone, or that callers see another of. Those of the runtime, which is read file
/// by file, stand aside: two of its files may implement a trait for types of one name.
fn differences(old: &Surface, new: &Surface) -> BTreeSet<(String, Space)> {
    let is_other = |key: &&(String, Space)| match (old.items.get(key), new.items.get(key)) {
        (Some(old), Some(new)) => !are_alike(old, new),
        (one, other) => one.or(other).is_some_and(|item| !item.is_runtime),
    };
    let keys = old.items.keys().chain(new.items.keys());
    keys.filter(is_other).cloned().collect()
}

/// A type that is another by its own name is a change of that type, not of all that name it.
fn are_alike(old: &Item, new: &Item) -> bool {
    old.kind == new.kind
        && old.owner == new.owner
        && (old.named == new.named || old.signature == new.signature)
        && old.attributes == new.attributes
}

/// Answers how many items differ.
fn assert_all_is_there(what: &str, old: &Version, new: &Version) -> usize {
    let whole = differences(&Surface::of(&old.api), &Surface::of(&new.api));
    let (of_old, of_new) = Surface::of_both(&old.api, &new.api);
    let part = differences(&of_old, &of_new);
    let lost: Vec<_> = whole.symmetric_difference(&part).collect();
    assert!(lost.is_empty(), "{what}: {lost:?}");
    whole.len()
}

#[test]
fn nothing_is_lost_of_edits() {
    for edit in verdict::EDITS {
        let old = verdict::version(verdict::DOCUMENT, "old");
        let new = verdict::version(&verdict::edited(edit), "new");
        assert_all_is_there(edit.0, &old, &new);
    }
}

#[test]
fn nothing_is_lost_of_mistakes() {
    let count: usize = std::env::var("BINDERY_PARTS").map_or(60, |text| text.parse().unwrap());
    let seeds = mutants::seeds();
    let mut target = Target::of_document("mutant.json".into(), "out".into(), "mutant".to_owned());
    target.keep_going = true;
    let version = |root: &Value| {
        let source = Source {
            name: "mutant.json".to_owned(),
            text: root.to_string(),
            ..Source::default()
        };
        bindery::version_of(source, &target, "mutant", &mut Report::new())
    };
    let mut random = Random(7);
    let (mut compared, mut differ) = (0, 0);
    for number in 0..count {
        let seed = &seeds[random.below(seeds.len())];
        let other = mutants::mistaken(seed.clone(), &mut random);
        if let (Some(old), Some(new)) = (version(seed), version(&other)) {
            compared += 1;
            differ += assert_all_is_there(&format!("pair {number}"), &old, &new);
        }
    }
    println!("{compared} of {count} pairs were compared, {differ} items differ");
    assert!(compared > count / 4 && differ > 0);
}
