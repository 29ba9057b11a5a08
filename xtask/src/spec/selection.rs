//! Which operations of a document are meant: by tags, ids, paths, and by what is left out.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::load::Document;
use super::pointer::Pointer;
use crate::similar::nearest;
use crate::wildcard::fits;

/// A choice of operations: all that any list names, without those of `except`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub struct Selection {
    /// Names of tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Operations: an `operationId`, `GET /path`, or a JSON Pointer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<String>,
    /// Paths, in which `*` stands for anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
    /// Names of webhooks, in which `*` stands for anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<String>,
    /// What is left out: as in `operations` and `paths`, or `tag:NAME`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
}

/// An operation as it is written, before anything of it is checked.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its place below its path, wherever it is written.
    pub place: Pointer,
    /// The key of its path.
    pub path: String,
    /// The method, in capitals.
    pub method: String,
    /// The `operationId`.
    pub id: Option<String>,
    /// The `tags`.
    pub tags: Vec<String>,
}

/// What a selection comes to in a document.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// The operations.
    pub operations: Vec<Candidate>,
    /// The places of the webhooks.
    pub webhooks: Vec<Pointer>,
}

/// A selector that nothing in the document fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The list that it stands in, such as `tags`.
    pub list: &'static str,
    /// Where in it.
    pub index: usize,
    /// The selector.
    pub text: String,
    /// What it may have been meant to be.
    pub near: Vec<String>,
}

impl Unmatched {
    /// What is wrong.
    pub fn message(&self) -> String {
        let what = match self.list {
            "tags" => "no operation has the tag",
            "operations" => "no operation is",
            "paths" => "no path fits",
            "webhooks" => "no webhook fits",
            _ => "no operation fits",
        };
        format!("{what} `{}`", self.text)
    }

    /// The way on.
    pub fn help(&self) -> String {
        if self.near.is_empty() {
            return "correct it, or remove it; `*` stands for anything in paths and webhooks, and an operation is named by its operationId, `GET /path` or a JSON Pointer".to_owned();
        }
        format!("did you mean `{}`?", self.near.join("` or `"))
    }
}

/// One selector of an operation.
enum Selector<'t> {
    Tag(&'t str),
    Operation(&'t str),
    Path(&'t str),
}

impl<'t> Selector<'t> {
    /// What an item of `except` is.
    fn of_exception(text: &'t str) -> Self {
        match text.strip_prefix("tag:") {
            Some(tag) => Self::Tag(tag),
            None if text.starts_with('/') => Self::Path(text),
            None => Self::Operation(text),
        }
    }

    fn fits(&self, one: &Candidate) -> bool {
        match self {
            Self::Tag(tag) => one.tags.iter().any(|own| own == tag),
            Self::Operation(text) => {
                one.id.as_deref() == Some(text)
                    || is_method_and_path(text, one)
                    || text.starts_with('#')
                        && Pointer::parse(text).is_some_and(|above| one.place.is_within(&above))
            }
            Self::Path(pattern) => fits(pattern, &one.path),
        }
    }

    /// What it may have been meant to be.
    fn near(&self, candidates: &[Candidate]) -> Vec<String> {
        let (text, known): (&str, Vec<String>) = match self {
            Self::Tag(tag) => {
                let tags = candidates.iter().flat_map(|one| one.tags.iter().cloned());
                (tag, tags.collect())
            }
            Self::Operation(text) if text.starts_with('#') => {
                let places = candidates.iter().map(|one| one.place.to_string());
                (text, places.collect())
            }
            Self::Operation(text) if text.contains(' ') => {
                let names = candidates
                    .iter()
                    .map(|one| format!("{} {}", one.method, one.path));
                (text, names.collect())
            }
            Self::Operation(text) => {
                let ids = candidates.iter().filter_map(|one| one.id.clone());
                (text, ids.collect())
            }
            Self::Path(pattern) => {
                let paths = candidates.iter().map(|one| one.path.clone());
                (pattern, paths.collect())
            }
        };
        let near = nearest(text, known.iter().map(String::as_str));
        near.into_iter().map(str::to_owned).collect()
    }
}

fn is_method_and_path(text: &str, one: &Candidate) -> bool {
    text.split_once(char::is_whitespace)
        .is_some_and(|(method, path)| {
            method.eq_ignore_ascii_case(&one.method) && path.trim() == one.path
        })
}

impl Selection {
    /// Whether nothing is asked for, so that everything is meant.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What the selection comes to, in the order of the document; and the selectors that nothing fits.
    ///
    /// Without any but `except`, all operations are meant, and no webhook.
    pub fn choose(&self, document: &Document) -> (Chosen, Vec<Unmatched>) {
        let candidates = candidates(document);
        let mut unmatched = Vec::new();
        let of = |list: &'static str, texts: &[String]| {
            let texts = texts.iter().enumerate();
            texts
                .map(|(index, text)| (list, index, text.clone()))
                .collect::<Vec<_>>()
        };
        let wanted = [
            of("tags", &self.tags),
            of("operations", &self.operations),
            of("paths", &self.paths),
        ]
        .concat();
        let is_all = wanted.is_empty() && self.webhooks.is_empty();
        let mut is_chosen = vec![is_all; candidates.len()];
        for (list, index, text) in wanted.into_iter().chain(of("except", &self.except)) {
            let selector = match list {
                "tags" => Selector::Tag(&text),
                "operations" => Selector::Operation(&text),
                "paths" => Selector::Path(&text),
                _ => Selector::of_exception(&text),
            };
            let mut is_met = false;
            for (one, is_chosen) in candidates.iter().zip(&mut is_chosen) {
                if selector.fits(one) {
                    *is_chosen = list != "except";
                    is_met = true;
                }
            }
            if !is_met {
                unmatched.push(Unmatched {
                    list,
                    index,
                    near: selector.near(&candidates),
                    text,
                });
            }
        }
        let chosen = candidates.into_iter().zip(is_chosen);
        let operations = chosen.filter_map(|(one, is_chosen)| is_chosen.then_some(one));
        let chosen = Chosen {
            operations: operations.collect(),
            webhooks: self.webhooks(document, &mut unmatched),
        };
        (chosen, unmatched)
    }

    fn webhooks(&self, document: &Document, unmatched: &mut Vec<Unmatched>) -> Vec<Pointer> {
        let known: Vec<(&String, Pointer)> = WEBHOOKS
            .iter()
            .flat_map(|section| {
                let entries = document.root.get(section).and_then(Value::as_object);
                let place = Pointer::root().child(section);
                let names = entries.into_iter().flatten().map(|(name, _)| name);
                names.map(move |name| (name, place.child(name)))
            })
            .collect();
        let mut is_chosen = vec![false; known.len()];
        for (index, text) in self.webhooks.iter().enumerate() {
            let mut is_met = false;
            for ((name, _), is_chosen) in known.iter().zip(&mut is_chosen) {
                if fits(text, name) {
                    *is_chosen = true;
                    is_met = true;
                }
            }
            if !is_met {
                let near = nearest(text, known.iter().map(|(name, _)| name.as_str()));
                unmatched.push(Unmatched {
                    list: "webhooks",
                    index,
                    text: text.clone(),
                    near: near.into_iter().map(str::to_owned).collect(),
                });
            }
        }
        let chosen = known.into_iter().zip(is_chosen);
        chosen
            .filter_map(|((_, place), is_chosen)| is_chosen.then_some(place))
            .collect()
    }
}

/// Where webhooks stand: since 3.1, and before by an extension that tools share.
pub(super) const WEBHOOKS: [&str; 2] = ["webhooks", "x-webhooks"];

/// The fields of a Path Item Object that are operations (OpenAPI 3.2.0, section 4.9).
pub(super) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The field of a Path Item Object with operations of other methods (OpenAPI 3.2.0, section 4.9).
pub(super) const MORE_METHODS: &str = "additionalOperations";

/// All operations below `paths`, in the order of the document; through references of path items and operations.
pub fn candidates(document: &Document) -> Vec<Candidate> {
    let paths = Pointer::root().child("paths");
    let entries = document.root.get("paths").and_then(Value::as_object);
    let mut found = Vec::new();
    for path in entries.into_iter().flatten().map(|(path, _)| path) {
        if path.starts_with("x-") {
            continue;
        }
        let place = paths.child(path);
        let beside = document.find(&place);
        let followed = beside.filter(|item| item.get("$ref").is_some());
        let followed = followed.and_then(|_| Some(document.followed(&place)?.value));
        let mut known: Vec<Pointer> = Vec::new();
        for item in beside.into_iter().chain(followed) {
            let fields = item.as_object().into_iter().flatten();
            let methods = fields.filter(|(key, _)| METHODS.contains(&key.as_str()));
            let more = item.get(MORE_METHODS).and_then(Value::as_object);
            let more_place = place.child(MORE_METHODS);
            let all = methods
                .map(|(key, node)| (place.child(key), key, node))
                .chain(
                    more.into_iter()
                        .flatten()
                        .map(|(key, node)| (more_place.child(key), key, node)),
                );
            for (own, key, node) in all {
                if known.contains(&own) {
                    continue;
                }
                known.push(own.clone());
                let followed = document.written(&own);
                let node = document
                    .followed(&followed)
                    .map_or(node, |followed| followed.value);
                found.push(candidate(own, path, key, node));
            }
        }
    }
    found
}

fn candidate(place: Pointer, path: &str, key: &str, node: &Value) -> Candidate {
    let tags = node.get("tags").and_then(Value::as_array);
    let tags = tags.into_iter().flatten().filter_map(Value::as_str);
    let id = node.get("operationId").and_then(Value::as_str);
    Candidate {
        place,
        path: path.to_owned(),
        method: key.to_ascii_uppercase(),
        id: id.filter(|id| !id.trim().is_empty()).map(str::to_owned),
        tags: tags.map(str::to_owned).collect(),
    }
}
