//! What chosen operations reach: a walk from node to node, that ends in the places that have to stay.
//!
//! A reference is followed to the unit that it leads into: a component as a whole, one operation of a path, a node of
//! another file. All of a unit stays, so all of it is walked.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use crate::spec::load::Document;
use crate::spec::mentions::{self, Keys, Mention};
use crate::spec::pointer::Pointer;
use crate::spec::references;
use crate::spec::selection::{Candidate, Chosen, METHODS, MORE_METHODS, WEBHOOKS, candidates};
use crate::spec::uses::{extensions, mapped, schemes};

/// The sections at the root whose entries stay one by one: those of Swagger 2.0, and what schemas are kept in besides.
pub(super) const SECTIONS: [&str; 5] = [
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "$defs",
];

/// The fields at the root whose parts stay only where they are reached.
const REACHED: [&str; 5] = ["paths", "components", "tags", "security", "x-tagGroups"];

/// Whether a field at the root stays whatever is chosen, so that what it refers to is needed.
pub(super) fn always_stays(key: &str) -> bool {
    !(REACHED.contains(&key)
        || SECTIONS.contains(&key)
        || WEBHOOKS.contains(&key)
        || key.starts_with("x-"))
}

/// What stays of a document.
pub(super) struct Reach<'d> {
    document: &'d Document,
    candidates: Vec<Candidate>,
    /// The schemas that extend each base with a discriminator.
    extended: HashMap<Pointer, Vec<Pointer>>,
    /// The nodes that stay with all that is in them.
    pub(super) whole: HashSet<Pointer>,
    /// The path items of which some operations stay: those, as pointers from the item. All else in it stays.
    pub(super) items: HashMap<Pointer, BTreeSet<String>>,
    waiting: Vec<Pointer>,
    /// The tags that are named.
    pub(super) tags: HashSet<String>,
    /// The links that were met and lead to no operation that stays.
    pub(super) links: Vec<(Pointer, &'d Value)>,
    /// Whether an operation has no `security` of its own, so that the document's counts.
    pub(super) inherits_security: bool,
}

impl<'d> Reach<'d> {
    /// What chosen operations reach.
    pub(super) fn of(document: &'d Document, chosen: &Chosen) -> Self {
        let mut reach = Self {
            document,
            candidates: candidates(document),
            extended: extensions(document),
            whole: HashSet::new(),
            items: HashMap::new(),
            waiting: Vec::new(),
            tags: HashSet::new(),
            links: Vec::new(),
            inherits_security: false,
        };
        let root = Pointer::root();
        for (key, value) in document.root.as_object().into_iter().flatten() {
            if always_stays(key) {
                reach.walk(&root.child(key), value, Keys::AreFields);
            }
        }
        for operation in &chosen.operations {
            reach.need(&operation.place);
        }
        for webhook in &chosen.webhooks {
            reach.need(webhook);
        }
        reach.go_on();
        reach
    }

    /// Walks until nothing more is met: what waits, then the links, which may lead to more.
    fn go_on(&mut self) {
        loop {
            while let Some(place) = self.waiting.pop() {
                if let Some(value) = self.document.find(&place) {
                    self.walk(&place, value, Keys::AreFields);
                }
                for child in self.extended.remove(&place).unwrap_or_default() {
                    self.need(&child);
                }
            }
            let met = std::mem::take(&mut self.links);
            let (led, left): (Vec<_>, Vec<_>) = met
                .into_iter()
                .partition(|(place, link)| self.leads_to_what_stays(place, link));
            self.links = left;
            for (place, link) in &led {
                self.walk(place, link, Keys::AreFields);
            }
            self.inherit_security();
            if self.waiting.is_empty() && led.is_empty() {
                return;
            }
        }
    }

    /// Notes that the node at an address has to stay, and so the unit around it.
    pub(super) fn need(&mut self, place: &Pointer) {
        match unit(self.document, place) {
            Unit::Operation(item, below) => self.need_operation(&item, &below),
            Unit::Node(node) => {
                if self.whole.insert(node.clone()) {
                    self.waiting.push(node);
                }
            }
            Unit::SharedOf(item) => self.enter_item(&item),
            Unit::Always => {}
        }
    }

    /// An operation of a path item, and what the item says of all of them.
    fn need_operation(&mut self, item: &Pointer, below: &str) {
        self.enter_item(item);
        let is_new = self
            .items
            .get_mut(item)
            .is_some_and(|known| known.insert(below.to_owned()));
        if !is_new {
            return;
        }
        let place = item.join(below);
        let document = self.document;
        if let Some(value) = document.find(&place) {
            self.walk(&place, value, Keys::AreFields);
        }
        let reference = document
            .find(item)
            .and_then(|item| item.get("$ref")?.as_str());
        if let Some(target) =
            reference.and_then(|reference| references::address(document, item, reference))
        {
            self.need_operation(&target, below);
        }
    }

    fn enter_item(&mut self, item: &Pointer) {
        if self.items.contains_key(item) {
            return;
        }
        self.items.insert(item.clone(), BTreeSet::new());
        let fields = self.document.find(item).and_then(Value::as_object);
        for (key, value) in fields.into_iter().flatten() {
            if !METHODS.contains(&key.as_str()) && key != MORE_METHODS && key != "$ref" {
                self.walk(&item.child(key), value, Keys::AreFields);
            }
        }
    }

    fn walk(&mut self, place: &Pointer, value: &'d Value, keys: Keys) {
        let document = self.document;
        mentions::tell(place, value, keys, &mut |place, mention| match mention {
            Mention::Reference(reference) => {
                if let Some(target) = references::address(document, place, reference) {
                    self.need(&target);
                }
            }
            Mention::Mapping(target) => {
                if let Some(target) = mapped(document, place, target) {
                    self.need(&target);
                }
            }
            Mention::Scheme(name) => self.need_scheme(name),
            Mention::Tag(name) => self.need_tag(name),
            Mention::Links(links) => {
                let links = links.iter();
                self.links
                    .extend(links.map(|(name, link)| (place.child(name), link)));
            }
        });
    }

    fn need_scheme(&mut self, name: &str) {
        let root = Pointer::root();
        for section in [
            root.child("components").child("securitySchemes"),
            root.child("securityDefinitions"),
        ] {
            let place = section.child(name);
            if self.document.find(&place).is_some() {
                self.need(&place);
            }
        }
    }

    /// A tag, and those above it by `parent` (OpenAPI 3.2.0, section 4.22).
    fn need_tag(&mut self, name: &str) {
        let mut next = Some(name);
        while let Some(name) = next {
            if !self.tags.insert(name.to_owned()) {
                break;
            }
            let tags = self.document.root.get("tags").and_then(Value::as_array);
            let mut tags = tags.into_iter().flatten();
            let tag = tags.find(|tag| tag.get("name").and_then(Value::as_str) == Some(name));
            next = tag.and_then(|tag| tag.get("parent")?.as_str());
        }
    }

    /// The document's `security`, where an operation that stays has none of its own.
    fn inherit_security(&mut self) {
        let document = self.document;
        let has_none = |one: &&Candidate| {
            let written = document.written(&one.place);
            let node = document.followed(&written);
            node.is_some_and(|node| node.value.get("security").is_none())
        };
        let mut staying = self.candidates.iter().filter(|one| self.stays(one));
        if self.inherits_security || !staying.any(|one| has_none(&one)) {
            return;
        }
        self.inherits_security = true;
        for name in schemes(&document.root) {
            self.need_scheme(name);
        }
    }

    /// The operations that stay, in the order of the document.
    pub(super) fn operations(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|one| self.stays(one))
    }

    /// Whether an operation stays, where its path leads to.
    fn stays(&self, one: &Candidate) -> bool {
        let path = Pointer::root().child("paths").child(&one.path);
        let Some(below) = one.place.below(&path) else {
            return false;
        };
        let mut item = path.clone();
        let mut met = HashSet::new();
        while met.insert(item.clone()) {
            let Some(known) = self.items.get(&item) else {
                return self.whole.contains(&item);
            };
            if self.document.find(&item.join(below)).is_some() {
                return known.contains(below);
            }
            let reference = self.document.find(&item);
            let reference = reference.and_then(|item| item.get("$ref")?.as_str());
            match reference.and_then(|one| references::address(self.document, &item, one)) {
                Some(target) => item = target,
                None => return false,
            }
        }
        false
    }

    /// Whether the operation of a Link Object (OpenAPI 3.0.3, section 4.7.20) stays, or is elsewhere.
    fn leads_to_what_stays(&self, place: &Pointer, link: &Value) -> bool {
        let followed = self.document.followed(place);
        let link = followed.as_ref().map_or(link, |node| node.value);
        let from = followed.as_ref().map_or(place, |node| &node.place);
        let text = |field: &str| link.get(field).and_then(Value::as_str);
        if let Some(id) = text("operationId") {
            let is_of_link = |one: &&Candidate| one.id.as_deref() == Some(id);
            // One that the document does not have leads nowhere, whatever is chosen.
            let mut known = self.candidates.iter().filter(is_of_link).peekable();
            return known.peek().is_none() || known.any(|one| self.stays(one));
        }
        let Some(reference) = text("operationRef") else {
            return true;
        };
        match references::address(self.document, from, reference) {
            Some(target) => self
                .operations()
                .any(|one| one.place == target || self.document.written(&one.place) == target),
            // Another document, which stays where it is.
            None => !reference.starts_with('#'),
        }
    }

    /// Whether all that an extension refers to stays, so that it may stay too.
    pub(super) fn keeps_extension(&self, place: &Pointer, value: &Value) -> bool {
        let mut keeps = true;
        mentions::tell(place, value, Keys::AreFields, &mut |place, mention| {
            if let Mention::Reference(reference) = mention {
                let target = references::address(self.document, place, reference);
                keeps &= target.is_some_and(|target| match unit(self.document, &target) {
                    Unit::Operation(item, below) => {
                        let known = self.items.get(&item);
                        known.is_some_and(|known| known.contains(&below))
                    }
                    Unit::Node(node) => self.whole.contains(&node),
                    Unit::SharedOf(item) => self.items.contains_key(&item),
                    Unit::Always => true,
                });
            }
        });
        keeps
    }
}

/// What has to stay for a node to stay.
enum Unit {
    /// An operation of a path item, by the way to it.
    Operation(Pointer, String),
    /// What a path item says of all its operations.
    SharedOf(Pointer),
    /// A node with all that is in it.
    Node(Pointer),
    /// Nothing: it stays anyway.
    Always,
}

fn unit(document: &Document, place: &Pointer) -> Unit {
    if !place.file().is_empty() {
        return Unit::Node(above_lists(document, place));
    }
    let tokens: Vec<String> = place.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let node = |tokens: &[&str]| {
        let root = Pointer::root();
        tokens.iter().fold(root, |place, token| place.child(token))
    };
    match tokens[..] {
        ["paths", path, method, ..] if METHODS.contains(&method) => {
            let operation = Pointer::root().child(method);
            Unit::Operation(node(&["paths", path]), operation_below(&operation))
        }
        ["paths", path, MORE_METHODS, method, ..] => {
            let operation = Pointer::root().child(MORE_METHODS).child(method);
            Unit::Operation(node(&["paths", path]), operation_below(&operation))
        }
        ["paths", path, _, ..] => Unit::SharedOf(node(&["paths", path])),
        ["components", section, name, ..] => Unit::Node(node(&["components", section, name])),
        [section, name, ..]
            if section == "paths" || SECTIONS.contains(&section) || WEBHOOKS.contains(&section) =>
        {
            Unit::Node(node(&[section, name]))
        }
        [extension, ..] if extension.starts_with("x-") => Unit::Node(node(&[extension])),
        _ => Unit::Always,
    }
}

fn operation_below(operation: &Pointer) -> String {
    let below = operation.below(&Pointer::root());
    below.unwrap_or_default().to_owned()
}

/// The list that a node stands in, or the node: items keep their indices, which references may count by.
fn above_lists(document: &Document, place: &Pointer) -> Pointer {
    let mut above = Pointer::root_of(place.file());
    for token in place.tokens() {
        if document.find(&above).is_some_and(Value::is_array) {
            return above;
        }
        above.push(token);
    }
    above
}

/// The entries of an object.
pub(super) fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}
