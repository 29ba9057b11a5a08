//! The texts of a fragment: those of the document, from which ranges are cut.
//!
//! Everything that stays is as it was written, with its order, its comments and its blank lines. What is cut goes with
//! the comments directly above it and those indented below it. Each text is read again and compared with the tree that
//! it should have; where it has another one, as with what is left out of a node that an alias stands for, it is written
//! anew from the tree.

use std::ops::Range;

use serde_json::Value;

use super::aliases;
use super::dropped::Dropped;
use super::layout::{self, Collection, Entry, Style};
use super::{Fragment, Provenance};
use crate::report::Report;
use crate::spec::limits::Limits;
use crate::spec::load::{self, Document, Source};
use crate::spec::yaml;

/// The text of a file of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The path from the folder of the main file; empty for that one.
    pub path: String,
    /// The text.
    pub text: String,
    /// Whether it was written anew, so that comments and formatting are lost.
    pub is_anew: bool,
}

impl Fragment {
    /// The texts of the fragment, the main file first. `document` is the tree of `source`; `limits` are those that it
    /// was read with.
    pub fn texts(
        &self,
        source: &Source,
        document: &Document,
        provenance: &Provenance,
        limits: &Limits,
    ) -> Vec<Text> {
        let pruned = self.prune(document);
        let none = Dropped::default();
        let main = self.files.get("").unwrap_or(&none);
        let mut root = pruned.root;
        provenance.add_to(&mut root);
        let text = cut(&source.text, main, Some(provenance));
        let mut texts = vec![checked("", text, &source.text, &root, limits)];
        for file in &source.files {
            let (Some(dropped), Some(tree)) =
                (self.files.get(&file.path), pruned.files.get(&file.path))
            else {
                continue;
            };
            let text = if dropped.is_empty() {
                Some(file.text.clone())
            } else {
                cut(&file.text, dropped, None)
            };
            texts.push(checked(&file.path, text, &file.text, tree, limits));
        }
        texts
    }
}

/// A text that has a tree; written anew where it has another one.
fn checked(path: &str, text: Option<String>, old: &str, tree: &Value, limits: &Limits) -> Text {
    let is_as_meant = |text: &String| {
        let read = load::parse_text(text, path, limits, &mut Report::new());
        read.as_ref() == Some(tree)
    };
    let cut = text.filter(is_as_meant);
    let is_anew = cut.is_none();
    Text {
        path: path.to_owned(),
        text: cut.unwrap_or_else(|| anew(old, tree)),
        is_anew,
    }
}

/// A tree in the syntax of an older text.
fn anew(old: &str, tree: &Value) -> String {
    if old.trim_start().starts_with('{') {
        return format!("{tree:#}\n");
    }
    yaml::text(tree)
}

/// Cuts what is left out from a text, and puts in where it is from. `None` where the places cannot be told.
fn cut(text: &str, dropped: &Dropped, provenance: Option<&Provenance>) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let layout = layout::of(text, dropped)?;
    let root = &layout.root;
    let mut edits = Edits {
        text,
        edits: Vec::new(),
    };
    edits.of_collection(root, dropped, 0, None)?;
    let cut: Vec<Range<usize>> = edits.edits.iter().map(|(range, _)| range.clone()).collect();
    edits.edits.extend(aliases::replanted(text, &layout, &cut));
    if let Some(provenance) = provenance {
        edits.put_in(root, provenance)?;
    }
    Some(edits.applied())
}

struct Edits<'t> {
    text: &'t str,
    /// What stands instead of a range.
    edits: Vec<(Range<usize>, String)>,
}

impl Edits<'_> {
    /// What is left out of a collection. `floor` is where the line begins that its first entry may go up to; `key`
    /// ends where the value begins that it is.
    fn of_collection(
        &mut self,
        collection: &Collection,
        dropped: &Dropped,
        floor: usize,
        key: Option<usize>,
    ) -> Option<()> {
        let is_dropped = |entry: &Entry| {
            let below = dropped.child(&entry.token);
            below.is_some_and(Dropped::is_dropped)
        };
        let entries = &collection.entries;
        if !entries.is_empty() && entries.iter().all(is_dropped) {
            return self.empty(collection, key);
        }
        let mut index = 0;
        while index < entries.len() {
            let entry = &entries[index];
            if !is_dropped(entry) {
                if let (Some(value), Some(below)) = (&entry.value, dropped.child(&entry.token)) {
                    let floor = line_after(self.text, entry.key.end);
                    self.of_collection(value, below, floor, Some(entry.key.end))?;
                }
                index += 1;
                continue;
            }
            let run = entries[index..]
                .iter()
                .take_while(|one| is_dropped(one))
                .count();
            let before = index.checked_sub(1).and_then(|index| entries.get(index));
            let (first, last) = (entry, &entries[index + run - 1]);
            index += run;
            let after = entries.get(index);
            match collection.style {
                Style::Flow => {
                    let range = match (before, after) {
                        (_, Some(after)) => first.key.start..after.key.start,
                        (Some(before), None) => before.end..last.end,
                        (None, None) => return None,
                    };
                    self.edits.push((range, String::new()));
                }
                Style::Block => {
                    let floor = before.map_or(floor, |before| line_after(self.text, before.end));
                    let range = self.lines(first, last, floor, after)?;
                    self.edits.push((range, String::new()));
                }
            }
        }
        Some(())
    }

    /// The whole lines of entries, with the comments that go with them.
    fn lines(
        &self,
        first: &Entry,
        last: &Entry,
        floor: usize,
        after: Option<&Entry>,
    ) -> Option<Range<usize>> {
        let text = self.text;
        let mut start = self.line_of(first)?;
        let indent = first.key.start - start;
        // Nothing else stands on the line of the next one.
        let limit = after.map_or(Some(text.len()), |after| self.line_of(after))?;
        let mut end = line_after(text, last.end);
        if start < floor || end > limit {
            return None;
        }
        while let Some(line) = line_before(text, start).filter(|line| *line >= floor) {
            let (is_comment, depth) = comment(&text[line..start]);
            if !is_comment || depth > indent {
                break;
            }
            start = line;
        }
        let mut next = end;
        while next < limit {
            let line_end = line_after(text, next);
            let line = &text[next..line_end];
            let (is_comment, depth) = comment(line);
            if is_comment && depth > indent {
                end = line_end;
            } else if !line.trim().is_empty() {
                break;
            }
            next = line_end;
        }
        let is_blank = |line: &str| line.trim().is_empty();
        if after.is_some() {
            while end < limit && is_blank(&text[end..line_after(text, end)]) {
                end = line_after(text, end);
            }
        } else {
            while let Some(line) = line_before(text, start).filter(|line| *line >= floor) {
                if !is_blank(&text[line..start]) {
                    break;
                }
                start = line;
            }
        }
        Some(start..end)
    }

    /// Where the line of an entry of a block begins: with it, or with the hyphen of an item.
    fn line_of(&self, entry: &Entry) -> Option<usize> {
        let start = self.text[..entry.key.start]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let before = self.text[start..entry.key.start].trim();
        let is_item = entry.key.is_empty();
        (before.is_empty() && !is_item || before == "-" && is_item).then_some(start)
    }

    /// Leaves nothing of a collection but its brackets.
    fn empty(&mut self, collection: &Collection, key: Option<usize>) -> Option<()> {
        if collection.style == Style::Flow {
            let span = &collection.span;
            self.edits
                .push((span.start + 1..span.end - 1, String::new()));
            return Some(());
        }
        let (key, last) = (key?, collection.entries.last()?);
        let colon = key + self.text[key..].find(':')? + 1;
        let brackets = if last.key.is_empty() { " []" } else { " {}" };
        let end = self.text[..last.end].trim_end().len();
        self.edits.push((colon..end, brackets.to_owned()));
        Some(())
    }

    /// Puts the provenance behind the version, which documents begin with.
    fn put_in(&mut self, root: &Collection, provenance: &Provenance) -> Option<()> {
        let is_version = |entry: &&Entry| matches!(entry.token.as_str(), "openapi" | "swagger");
        let version = root.entries.iter().find(is_version)?;
        let line = self.text[..version.key.start]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let indent = &self.text[line..version.key.start];
        let (place, text) = match root.style {
            Style::Block => {
                let end = line_after(self.text, version.end);
                let is_whole = self.text[..end].ends_with('\n');
                let text = provenance.yaml();
                (end, if is_whole { text } else { format!("\n{text}") })
            }
            Style::Flow if indent.trim().is_empty() && line > root.span.start => (
                version.end,
                format!(",\n{indent}{}", provenance.json(Some(indent))),
            ),
            Style::Flow => (version.end, format!(",{}", provenance.json(None))),
        };
        let text = if self.text.contains("\r\n") {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        self.edits.push((place..place, text));
        Some(())
    }

    fn applied(mut self) -> String {
        self.edits
            .sort_by_key(|(range, _)| (range.start, range.end));
        let mut result = String::with_capacity(self.text.len());
        let mut place = 0;
        for (range, text) in self.edits {
            // What is cut above and below an entry may be the same blank line.
            if range.start > place {
                result.push_str(&self.text[place..range.start]);
            }
            result.push_str(&text);
            place = place.max(range.end);
        }
        result.push_str(&self.text[place..]);
        result
    }
}

/// The beginning of the line behind a place, or the end of the text.
fn line_after(text: &str, place: usize) -> usize {
    text[place..]
        .find('\n')
        .map_or(text.len(), |end| place + end + 1)
}

/// The beginning of the line before one that begins at a place.
fn line_before(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].strip_suffix('\n')?;
    Some(before.rfind('\n').map_or(0, |end| end + 1))
}

/// Whether a line is a comment, and how far it is indented.
fn comment(line: &str) -> (bool, usize) {
    let trimmed = line.trim_start();
    (trimmed.starts_with('#'), line.len() - trimmed.len())
}
