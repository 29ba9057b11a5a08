//! The names of component schemas. No name is sent: all this is told, and breaks nobody.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::super::{Comparer, Finding, meaning};
use super::classes::Classes;
use super::{likeness, view};
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::Side;
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;

/// How much a schema of another name must be alike to be the same one.
const LEAST: f64 = 0.5;

/// What is known of the schemas of both versions.
pub struct Known<'k> {
    /// Which say the same.
    pub classes: &'k Classes,
    /// Which stand for which.
    pub pairs: &'k IndexSet<(SchemaId, SchemaId)>,
    /// Those of the old version that are part of what another one says.
    pub old_members: &'k HashSet<SchemaId>,
    /// Those of the new version that are part of what another one says.
    pub new_members: &'k HashSet<SchemaId>,
}

/// The components that both versions have under one name.
pub fn shared(comparer: &Comparer<'_>) -> Vec<(String, SchemaId, SchemaId)> {
    let new = named(comparer.new);
    let shared = named(comparer.old).into_iter().filter_map(|(name, old)| {
        let id = *new.get(&name)?;
        Some((name, old, id))
    });
    shared.collect()
}

/// Components by name, without those that only refer to another.
fn named(version: &Version) -> IndexMap<String, SchemaId> {
    let all = version.spec.component_schemas.iter();
    all.filter(|(name, id)| {
        let own = view::component(version.spec.schema(**id));
        own.as_ref() == Some(*name)
    })
    .map(|(name, id)| (name.clone(), *id))
    .collect()
}

/// Tells which components are new, gone, or have another name.
pub fn compare(comparer: &Comparer<'_>, known: &Known<'_>) -> Vec<Finding> {
    let (old, new) = (named(comparer.old), named(comparer.new));
    let names_of =
        |version: &Version, name: &String| version.spec.component_schemas.contains_key(name);
    let mut gone: Vec<(&String, SchemaId)> = old
        .iter()
        .filter(|(name, _)| !names_of(comparer.new, name))
        .map(|(name, id)| (name, *id))
        .collect();
    let mut fresh: Vec<(&String, SchemaId)> = new
        .iter()
        .filter(|(name, _)| !names_of(comparer.old, name))
        .map(|(name, id)| (name, *id))
        .collect();
    let mut findings = Vec::new();
    for (confidence, before, after) in renames(comparer, known, &gone, &fresh) {
        gone.retain(|one| *one != before);
        fresh.retain(|one| *one != after);
        let message = format!("the schema `{}` is `{}` now", before.0, after.0);
        let mut finding = Finding::new(Code::SchemaRenamed, Side::Document, message)
            .at(
                Some(&comparer.old.spec.schema(before.1).place),
                Some(&comparer.new.spec.schema(after.1).place),
            )
            .about(after.0.as_str())
            .values(Some(before.0.clone()), Some(after.0.clone()));
        finding.confidence = Some(confidence);
        findings.push(finding);
    }
    // One that an inline schema stands for was but moved.
    let moved_old: HashSet<SchemaId> = moved(comparer.new, known.pairs.iter().copied());
    let turned = known.pairs.iter().map(|(old, new)| (*new, *old));
    let moved_new: HashSet<SchemaId> = moved(comparer.old, turned);
    let of_new = inline_classes(comparer.new, &gone, |id| known.classes.of_new(id));
    let of_old = inline_classes(comparer.old, &fresh, |id| known.classes.of_old(id));
    let is_moved = |(_, id): &Named<'_>| {
        moved_old.contains(id)
            || of_new.contains(&known.classes.of_old(*id))
            || known.old_members.contains(id)
    };
    let versions = (comparer.old, comparer.new);
    for (name, id) in without_moved(versions, gone, is_moved) {
        let message = format!("the schema `{name}` is gone");
        let finding = Finding::new(Code::SchemaRemoved, Side::Document, message);
        let place = &comparer.old.spec.schema(id).place;
        let finding = finding.at(Some(place), Some(&holder(comparer.new)));
        findings.push(finding.about(name.as_str()));
    }
    let is_moved = |(_, id): &Named<'_>| {
        moved_new.contains(id)
            || of_old.contains(&known.classes.of_new(*id))
            || known.new_members.contains(id)
    };
    let versions = (comparer.new, comparer.old);
    for (name, id) in without_moved(versions, fresh, is_moved) {
        let message = format!("the schema `{name}` is new");
        let finding = Finding::new(Code::SchemaAdded, Side::Document, message);
        let place = &comparer.new.spec.schema(id).place;
        let finding = finding.at(Some(&holder(comparer.old)), Some(place));
        findings.push(finding.about(name.as_str()));
    }
    findings
}

/// The first of each pair whose other, a schema of `version`, is no component.
fn moved(
    version: &Version,
    pairs: impl Iterator<Item = (SchemaId, SchemaId)>,
) -> HashSet<SchemaId> {
    let inline = pairs.filter(|(_, other)| {
        let schema = version.spec.schema(*other);
        view::component(schema).is_none()
    });
    inline.map(|(one, _)| one).collect()
}

/// The components of `version` that the other version does not have in another form.
fn without_moved<'n>(
    (version, other): (&Version, &Version),
    mut some: Vec<Named<'n>>,
    is_moved: impl Fn(&Named<'_>) -> bool,
) -> Vec<Named<'n>> {
    let holder = Pointer::root().child("components").child("schemas");
    let mut references: HashMap<String, Vec<Pointer>> = some
        .iter()
        .map(|(name, _)| (holder.child(name).to_string(), Vec::new()))
        .collect();
    if !references.is_empty() {
        let root = &version.document.root;
        add_references(root, &mut Pointer::root(), &mut references);
    }
    // What stood where they are referred to now, also where no schema is made of it, as of a condition.
    let stood = |place: &Pointer| {
        let before = other.document.find(place);
        before.is_some_and(|before| before.get("$ref").is_none())
            && meaning::followed(&other.document, place)
                == meaning::followed(&version.document, place)
    };
    let mut moved: Vec<Pointer> = Vec::new();
    loop {
        let before = some.len();
        some.retain(|one| {
            let place = holder.child(one.0);
            let places = references.get(&place.to_string());
            let is_part = places.into_iter().flatten().any(|place| {
                // What is part of a moved one moved with it.
                stood(place) || moved.iter().any(|whole| place.is_within(whole))
            });
            let is_moved = is_part || is_moved(one);
            if is_moved {
                moved.push(place);
            }
            !is_moved
        });
        if some.len() == before {
            return some;
        }
    }
}

/// Adds the places of the references to each of some targets.
fn add_references(
    node: &Value,
    place: &mut Pointer,
    references: &mut HashMap<String, Vec<Pointer>>,
) {
    let target = node.get("$ref").and_then(Value::as_str);
    if let Some(places) = target.and_then(|target| references.get_mut(target)) {
        places.push(place.clone());
    }
    match node {
        Value::Object(entries) => {
            for (key, value) in entries {
                place.push(key);
                add_references(value, place, references);
                place.pop();
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                place.push(index);
                add_references(value, place, references);
                place.pop();
            }
        }
        _ => {}
    }
}

/// The classes of the schemas that are no components, where any are looked for.
fn inline_classes(
    version: &Version,
    sought: &[(&String, SchemaId)],
    class: impl Fn(SchemaId) -> u64,
) -> HashSet<u64> {
    if sought.is_empty() {
        return HashSet::new();
    }
    let all = version.spec.schemas.iter().enumerate();
    all.filter(|(_, schema)| view::component(schema).is_none())
        .map(|(index, _)| class(SchemaId(index)))
        .collect()
}

/// Where components stand.
fn holder(version: &Version) -> Pointer {
    let components = Pointer::root().child("components");
    let schemas = components.child("schemas");
    [schemas, components]
        .into_iter()
        .find(|place| version.document.find(place).is_some())
        .unwrap_or_else(Pointer::root)
}

type Named<'n> = (&'n String, SchemaId);

/// Those that are used in the same places and are alike, or that say the same and no other does; the surest first.
fn renames<'n>(
    comparer: &Comparer<'_>,
    known: &Known<'_>,
    gone: &[Named<'n>],
    fresh: &[Named<'n>],
) -> Vec<(f64, Named<'n>, Named<'n>)> {
    let by_id: IndexMap<SchemaId, Named<'n>> = fresh.iter().map(|one| (one.1, *one)).collect();
    let gone_by_id: IndexMap<SchemaId, Named<'n>> = gone.iter().map(|one| (one.1, *one)).collect();
    let mut all = Vec::new();
    for (old, new) in known.pairs {
        if let (Some(before), Some(after)) = (gone_by_id.get(old), by_id.get(new)) {
            let likeness = likeness::of(comparer, known.classes, *old, *new);
            if likeness >= LEAST {
                all.push((likeness, *before, *after));
            }
        }
    }
    let mut by_class: IndexMap<u64, (Vec<Named<'n>>, Vec<Named<'n>>)> = IndexMap::new();
    for one in gone {
        by_class
            .entry(known.classes.of_old(one.1))
            .or_default()
            .0
            .push(*one);
    }
    for one in fresh {
        by_class
            .entry(known.classes.of_new(one.1))
            .or_default()
            .1
            .push(*one);
    }
    for (before, after) in by_class.values() {
        if let ([before], [after]) = (before.as_slice(), after.as_slice())
            && likeness::is_rich(comparer.old, before.1)
        {
            all.push((1.0, *before, *after));
        }
    }
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut renames: Vec<(f64, Named<'n>, Named<'n>)> = Vec::new();
    for one in all {
        let mut taken = renames.iter();
        if taken.all(|known| known.1 != one.1 && known.2 != one.2) {
            renames.push(one);
        }
    }
    renames
}
