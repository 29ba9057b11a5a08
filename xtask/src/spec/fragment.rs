//! A part of a document that is a document itself: chosen operations, and all that they reach.
//!
//! [`of`] decides what stays. [`Fragment::prune`] takes the rest from the tree, for code to be made of it;
//! [`Fragment::texts`] takes it from the texts, which stay as they were written everywhere else.
//!
//! What stays: `info`, `servers` and the like as they are; of `paths`, `components` and their kin of Swagger 2.0
//! what is reached; tags that are used; extensions at the root all of whose references stay. A link (OpenAPI 3.0.3,
//! section 4.7.20) to an operation that does not stay is left out.

mod aliases;
mod cut;
mod dropped;
mod layout;
mod provenance;
mod reach;

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::load::Document;
use super::pointer::Pointer;
use super::selection::{Candidate, Chosen, METHODS, MORE_METHODS, WEBHOOKS};
pub use cut::Text;
use dropped::Dropped;
pub use provenance::{EXTENSION, Provenance};
use reach::{Reach, SECTIONS, always_stays, entries};

/// What of a document stays.
#[derive(Debug, Clone, Default)]
pub struct Fragment {
    /// What is left out of the files of which something stays; the main one is `""`.
    files: BTreeMap<String, Dropped>,
    /// The operations that stay.
    pub operations: Vec<Candidate>,
    /// The places of operations that were not chosen and stay, since something that stays refers into them.
    pub extra: Vec<Pointer>,
    /// The links that are left out.
    pub links: Vec<Pointer>,
}

/// Decides what of a document stays.
pub fn of(document: &Document, chosen: &Chosen) -> Fragment {
    let reach = Reach::of(document, chosen);
    let mut files = BTreeMap::new();
    let mut main = of_main(document, &reach);
    let above: HashSet<Pointer> = reach
        .whole
        .iter()
        .chain(reach.items.keys())
        .flat_map(|place| std::iter::successors(Some(place.clone()), Pointer::parent))
        .collect();
    for (path, tree) in &document.files {
        let root = Pointer::root_of(path);
        if above.contains(&root) {
            let mut dropped = Dropped::default();
            unreached(&root, tree, &reach, &above, &mut dropped);
            files.insert(path.clone(), dropped);
        }
    }
    let links: Vec<Pointer> = reach.links.iter().map(|(place, _)| place.clone()).collect();
    for place in &links {
        match files.get_mut(place.file()) {
            Some(dropped) => dropped.add(place),
            None => main.add(place),
        }
    }
    drop_empty_links(document, &links, &mut main, &mut files);
    files.insert(String::new(), main);
    let operations: Vec<Candidate> = reach.operations().cloned().collect();
    let chosen: HashSet<&Pointer> = chosen.operations.iter().map(|one| &one.place).collect();
    let extra = operations.iter().map(|one| &one.place);
    Fragment {
        extra: extra
            .filter(|place| !chosen.contains(place))
            .cloned()
            .collect(),
        files,
        operations,
        links,
    }
}

impl Fragment {
    /// The document of what stays.
    pub fn prune(&self, document: &Document) -> Document {
        let without = |path: &str, tree: &Value| {
            let mut tree = tree.clone();
            if let Some(dropped) = self.files.get(path) {
                dropped.prune(&mut tree);
            }
            tree
        };
        let files = document.files.iter();
        let staying = files.filter(|(path, _)| self.files.contains_key(path.as_str()));
        let files = staying.map(|(path, tree)| (path.clone(), without(path, tree)));
        document.with_trees(without("", &document.root), files.collect())
    }

    /// The other files of which something stays, by their paths from the folder of the main one.
    pub fn other_files(&self) -> impl Iterator<Item = &str> {
        let paths = self.files.keys().map(String::as_str);
        paths.filter(|path| !path.is_empty())
    }
}

/// What is left out of the main file.
fn of_main(document: &Document, reach: &Reach<'_>) -> Dropped {
    let mut dropped = Dropped::default();
    let root = Pointer::root();
    for (key, value) in entries(Some(&document.root)) {
        let place = root.child(key);
        match key.as_str() {
            "paths" => {
                for (path, item) in entries(Some(value)) {
                    let place = place.child(path);
                    if path.starts_with("x-") {
                        drop_unless(reach.keeps_extension(&place, item), &place, &mut dropped);
                    } else {
                        drop_of_item(&place, item, reach, &mut dropped);
                    }
                }
            }
            "components" => of_components(&place, value, reach, &mut dropped),
            "tags" => of_tags(&place, value, reach, &mut dropped),
            "x-tagGroups" => of_tag_groups(&place, value, reach, &mut dropped),
            "security" => drop_unless(reach.inherits_security, &place, &mut dropped),
            EXTENSION => dropped.add(&place),
            key if WEBHOOKS.contains(&key) || SECTIONS.contains(&key) => {
                of_section(&place, value, reach, &mut dropped);
            }
            key if always_stays(key) => {}
            _ => {
                let stays = reach.whole.contains(&place) || reach.keeps_extension(&place, value);
                drop_unless(stays, &place, &mut dropped);
            }
        }
    }
    dropped
}

fn drop_unless(stays: bool, place: &Pointer, dropped: &mut Dropped) {
    if !stays {
        dropped.add(place);
    }
}

/// The operations of a path item that do not stay; or the item, where nothing of it does.
fn drop_of_item(place: &Pointer, item: &Value, reach: &Reach<'_>, dropped: &mut Dropped) {
    if reach.whole.contains(place) {
        return;
    }
    let Some(staying) = reach.items.get(place) else {
        dropped.add(place);
        return;
    };
    let stays = |operation: &Pointer| {
        let below = operation.below(place);
        below.is_some_and(|below| staying.contains(below))
    };
    for (key, value) in entries(Some(item)) {
        let own = place.child(key);
        if METHODS.contains(&key.as_str()) {
            drop_unless(stays(&own), &own, dropped);
        } else if key == MORE_METHODS {
            drop_entries(&own, value, &|place, _| stays(place), dropped);
        }
    }
}

/// The entries of an object that do not stay; or the object, where it has entries and none stays.
fn drop_entries(
    place: &Pointer,
    value: &Value,
    stays: &dyn Fn(&Pointer, &Value) -> bool,
    dropped: &mut Dropped,
) {
    let all: Vec<(Pointer, bool)> = entries(Some(value))
        .map(|(name, entry)| (place.child(name), entry))
        .map(|(place, entry)| {
            let stays = stays(&place, entry);
            (place, stays)
        })
        .collect();
    if !all.is_empty() && all.iter().all(|(_, stays)| !stays) {
        dropped.add(place);
        return;
    }
    for (place, stays) in all {
        drop_unless(stays, &place, dropped);
    }
}

fn of_section(place: &Pointer, value: &Value, reach: &Reach<'_>, dropped: &mut Dropped) {
    let stays =
        |place: &Pointer, _: &Value| reach.whole.contains(place) || reach.items.contains_key(place);
    drop_entries(place, value, &stays, dropped);
    for (name, item) in entries(Some(value)) {
        let place = place.child(name);
        if reach.items.contains_key(&place) {
            drop_of_item(&place, item, reach, dropped);
        }
    }
}

fn of_components(place: &Pointer, value: &Value, reach: &Reach<'_>, dropped: &mut Dropped) {
    let mut is_any = false;
    for (section, value) in entries(Some(value)) {
        let place = place.child(section);
        if section.starts_with("x-") {
            let own = reach.whole.iter().any(|whole| whole.is_within(&place));
            let stays = own || reach.keeps_extension(&place, value);
            drop_unless(stays, &place, dropped);
            is_any |= stays;
        } else {
            let known = |whole: &Pointer| whole.is_within(&place);
            is_any |= reach.whole.iter().any(known) || reach.items.keys().any(known);
            of_section(&place, value, reach, dropped);
        }
    }
    drop_unless(is_any, place, dropped);
}

/// The items of a list that do not stay; or the list, where none does.
fn drop_items(
    place: &Pointer,
    items: &[Value],
    stays: &dyn Fn(&Value) -> bool,
    dropped: &mut Dropped,
) {
    if !items.iter().any(stays) {
        dropped.add(place);
        return;
    }
    for (index, item) in items.iter().enumerate() {
        drop_unless(stays(item), &place.child(index), dropped);
    }
}

fn of_tags(place: &Pointer, value: &Value, reach: &Reach<'_>, dropped: &mut Dropped) {
    let is_used = |tag: &Value| {
        let name = tag.get("name").and_then(Value::as_str);
        name.is_none_or(|name| reach.tags.contains(name))
    };
    if let Some(items) = value.as_array() {
        drop_items(place, items, &is_used, dropped);
    }
}

/// `x-tagGroups`: groups of tags, which tools show documents by.
fn of_tag_groups(place: &Pointer, value: &Value, reach: &Reach<'_>, dropped: &mut Dropped) {
    let is_used = |tag: &Value| tag.as_str().is_some_and(|name| reach.tags.contains(name));
    let tags = |group: &Value| group.get("tags").and_then(Value::as_array).cloned();
    let has_used = |group: &Value| tags(group).is_none_or(|tags| tags.iter().any(is_used));
    let Some(groups) = value.as_array() else {
        return;
    };
    drop_items(place, groups, &has_used, dropped);
    for (index, group) in groups.iter().enumerate() {
        if let Some(tags) = tags(group).filter(|_| has_used(group)) {
            drop_items(&place.child(index).child("tags"), &tags, &is_used, dropped);
        }
    }
}

/// What nothing leads to in another file.
fn unreached(
    place: &Pointer,
    value: &Value,
    reach: &Reach<'_>,
    above: &HashSet<Pointer>,
    dropped: &mut Dropped,
) {
    if reach.whole.contains(place) {
        return;
    }
    if reach.items.contains_key(place) {
        drop_of_item(place, value, reach, dropped);
        return;
    }
    for (key, value) in entries(Some(value)) {
        let place = place.child(key);
        if above.contains(&place) {
            unreached(&place, value, reach, above, dropped);
        } else {
            dropped.add(&place);
        }
    }
}

/// The field `links` of a response of which no link stays.
fn drop_empty_links(
    document: &Document,
    links: &[Pointer],
    main: &mut Dropped,
    files: &mut BTreeMap<String, Dropped>,
) {
    let fields: HashSet<Pointer> = links.iter().filter_map(Pointer::parent).collect();
    for field in fields {
        let mut names = entries(document.find(&field)).map(|(name, _)| field.child(name));
        if names.all(|link| links.contains(&link)) {
            match files.get_mut(field.file()) {
                Some(dropped) => dropped.add(&field),
                None => main.add(&field),
            }
        }
    }
}
