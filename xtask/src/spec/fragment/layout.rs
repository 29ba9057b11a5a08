//! Where the entries of objects and lists stand in a text, as far as something is left out of them.

mod json;
mod yaml;

use std::collections::HashMap;
use std::ops::Range;

use super::dropped::Dropped;

/// How an object or list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// By lines and indentation, as YAML has it.
    Block,
    /// In brackets, with commas.
    Flow,
}

/// An object or list of the text.
#[derive(Debug)]
pub(super) struct Collection {
    pub(super) style: Style,
    /// All of it, with its brackets.
    pub(super) span: Range<usize>,
    pub(super) entries: Vec<Entry>,
}

/// An entry of an object, or an item of a list.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key or index.
    pub(super) token: String,
    /// The key with its quotes; empty, before the value, in a list.
    pub(super) key: Range<usize>,
    /// Behind the last character of the value.
    pub(super) end: usize,
    /// What the value is, where something is left out of it.
    pub(super) value: Option<Collection>,
}

/// A text, as far as something is left out of it.
#[derive(Debug)]
pub(super) struct Layout {
    /// The object that it is.
    pub(super) root: Collection,
    /// The aliases of YAML, in the order of the text.
    pub(super) aliases: Vec<Alias>,
    /// The nodes with an anchor, by its number.
    pub(super) anchored: HashMap<usize, Anchored>,
}

/// A place that stands for a node with an anchor.
#[derive(Debug)]
pub(super) struct Alias {
    /// `*name`.
    pub(super) span: Range<usize>,
    /// The number of the anchor.
    pub(super) anchor: usize,
    /// Whether it stands in brackets.
    pub(super) is_in_flow: bool,
}

/// A node with an anchor.
#[derive(Debug)]
pub(super) struct Anchored {
    /// The node, without the anchor.
    pub(super) span: Range<usize>,
    /// How it is written, where it is no scalar.
    pub(super) style: Option<Style>,
}

/// The layout of a text, which is an object. `None` where the text has something whose place cannot be told.
pub(super) fn of(text: &str, dropped: &Dropped) -> Option<Layout> {
    let of_json = json::of(text, dropped).map(|root| Layout {
        root,
        aliases: Vec::new(),
        anchored: HashMap::new(),
    });
    of_json.or_else(|| yaml::of(text, dropped))
}
