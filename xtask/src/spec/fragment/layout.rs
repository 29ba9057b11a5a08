//! Where the entries of objects and lists stand in a text, as far as something is left out of them.

mod json;
mod yaml;

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

/// The root of a text, which is an object. `None` where the text has something whose place cannot be told.
pub(super) fn of(text: &str, dropped: &Dropped) -> Option<Collection> {
    json::of(text, dropped).or_else(|| yaml::of(text, dropped))
}
