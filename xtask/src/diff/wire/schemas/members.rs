//! The schemas that together say what one schema says: each is compared keyword by keyword with the one that stands
//! for it, and one that none stands for is a limit more or less.

use serde_json::Value;

use super::super::keywords;
use super::super::met::Met;
use super::faced::{Faced, Pairs, Part, Told};
use super::view;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::spec::schema::{Schema, SchemaId};

/// Keywords that are compared here by what they mean, or that say nothing of values.
const ASIDE: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "definitions",
    "description",
    "discriminator",
    "example",
    "examples",
    "externalDocs",
    "items",
    "not",
    "nullable",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "writeOnly",
];

/// Keywords that limit no value.
const LIMITLESS: &[&str] = &["default", "deprecated", "xml"];

/// Compares keyword by keyword.
pub fn compare(faced: &Faced<'_, '_>, told: &mut Told) {
    let says = |version: &Version, id: &SchemaId| says(version, *id, false);
    let sorted = |version: &Version, members: &indexmap::IndexSet<SchemaId>| {
        let mut ids: Vec<SchemaId> = members.iter().copied().collect();
        // Those that say something by themselves find each other first.
        ids.sort_by_key(|id| !says(version, id));
        ids
    };
    let old = sorted(faced.old_version(), &faced.old.members);
    let new = sorted(faced.new_version(), &faced.new.members);
    let mut pairs = Pairs {
        pairs: Vec::new(),
        old,
        new,
    };
    let name = |schema: &Schema| view::component(schema);
    pairs.take(|old, new| {
        let name_of_old = name(faced.old_schema(old));
        name_of_old.is_some() && name_of_old == name(faced.new_schema(new))
    });
    pairs.take(|old, new| faced.classes.same(old, new));
    pairs.take(|old, new| {
        let both = says(faced.old_version(), &old) && says(faced.new_version(), &new);
        both && faced.old_schema(old).ty == faced.new_schema(new).ty
    });
    pairs.take(|old, new| says(faced.old_version(), &old) && says(faced.new_version(), &new));
    pairs.take(|old, new| faced.old_schema(old).ty == faced.new_schema(new).ty);
    pairs.take(|_, _| true);
    for (old, new) in std::mem::take(&mut pairs.pairs) {
        let met = Met {
            comparer: faced.met.comparer,
            old: faced.old_schema(old),
            new: faced.new_schema(new),
            side: faced.met.side,
            root: faced.met.root,
            subject: faced.met.subject,
        };
        keywords::compare(&met, &mut told.findings);
    }
    alone(faced, &pairs.old, &pairs.new, faced.met.subject, told);
}

/// Whether a schema has keywords that are compared by themselves; those that limit values, where asked.
fn says(version: &Version, id: SchemaId, is_limit: bool) -> bool {
    let schema = version.spec.schema(id);
    match version.document.find(&schema.place) {
        Some(Value::Object(node)) => node.keys().any(|keyword| {
            let keyword = keyword.as_str();
            let is_limitless = LIMITLESS.contains(&keyword) || keyword.starts_with("x-");
            !(ASIDE.contains(&keyword) || is_limit && is_limitless)
        }),
        Some(_) => false,
        // One of several types; what limits it stands in the whole.
        None => !schema.enumeration.is_empty(),
    }
}

/// Tells of schemas that none stands for.
fn alone(
    faced: &Faced<'_, '_>,
    old: &[SchemaId],
    new: &[SchemaId],
    subject: &str,
    told: &mut Told,
) {
    for (ids, is_old) in [(old, true), (new, false)] {
        let version = if is_old {
            faced.old_version()
        } else {
            faced.new_version()
        };
        for id in ids.iter().filter(|id| says(version, **id, true)) {
            let schema = version.spec.schema(*id);
            if version.document.find(&schema.place).is_none() {
                continue;
            }
            let name = view::component(schema);
            let name = name.map_or("an inline schema".to_owned(), |name| format!("`{name}`"));
            let finding = if is_old {
                let message = format!("values need not hold to {name} any longer");
                let finding = faced.met.finding(Code::AllOfRemoved, message);
                finding.at(Some(&schema.place), Some(&faced.met.new.place))
            } else {
                let message = format!("values must hold to {name} too");
                let finding = faced.met.finding(Code::AllOfAdded, message);
                finding.at(Some(&faced.met.old.place), Some(&schema.place))
            };
            told.findings.push(finding.about(subject));
        }
    }
}

/// Adds the pairs of what describes one thing within both: a property, the items.
pub fn pair(
    faced: &Faced<'_, '_>,
    old: &[SchemaId],
    new: &[SchemaId],
    below: &str,
    told: &mut Told,
) {
    let subject = faced.below(below);
    let pairs = faced.pair_up(old, new);
    for (old, new) in pairs.pairs {
        told.parts.push(Part {
            old,
            new,
            subject: subject.clone(),
        });
    }
    alone(faced, &pairs.old, &pairs.new, &subject, told);
}
