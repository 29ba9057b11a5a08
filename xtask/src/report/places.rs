//! Where problems stand in the texts: file, line, column, and the bytes to underline.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{Place, Report};
use crate::settings;
use crate::spec::load::Source;
use crate::spec::pointer::Pointer;
use crate::spec::positions::Positions;
use crate::spec::written::Written;

/// The texts that a report is about.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'s> {
    /// The document and its files; or the settings, where the report is about them alone.
    pub document: &'s Source,
    /// The settings, where there are any.
    pub settings: Option<&'s Source>,
}

impl<'s> From<&'s Source> for Sources<'s> {
    fn from(document: &'s Source) -> Self {
        Self {
            document,
            settings: None,
        }
    }
}

/// A file: the settings, the document's own, or one that it refers to, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'s> {
    Settings,
    Document(&'s str),
}

fn key(place: &Place) -> Key<'_> {
    match place {
        Place::Node(pointer) | Place::Again(pointer) => Key::Document(pointer.file()),
        Place::Text { file, .. } => Key::Document(file),
        Place::Setting(_) => Key::Settings,
        Place::File => Key::Document(""),
    }
}

/// The places of all problems of a report.
pub struct Places<'s> {
    files: BTreeMap<Key<'s>, File<'s>>,
    written: &'s Written,
}

struct File<'s> {
    name: String,
    lines: Lines<'s>,
    positions: Positions,
}

/// A place in a text.
#[derive(Debug, Clone)]
pub struct Spot<'p> {
    /// The file as messages show it.
    pub name: &'p str,
    /// The lines of the file.
    pub lines: &'p Lines<'p>,
    /// The bytes that are meant; `None` for the file as a whole.
    pub range: Option<Range<usize>>,
}

impl<'s> Places<'s> {
    /// Finds the places of a report. The texts are read again for that, as far as there is need.
    pub fn of(report: &'s Report, sources: Sources<'s>) -> Self {
        let places = report.diagnostics().iter().flat_map(|diagnostic| {
            let related = diagnostic.related.iter().map(|related| &related.place);
            related.chain([&diagnostic.place])
        });
        Self::at(places.map(Cow::Borrowed), report.written(), sources)
    }

    /// Finds places of a document, whose nodes are written where its corrections say.
    pub fn among(
        pointers: impl IntoIterator<Item = &'s Pointer>,
        written: &'s Written,
        document: &'s Source,
    ) -> Self {
        let places = pointers.into_iter().map(Place::from);
        Self::at(places.map(Cow::Owned), written, document.into())
    }

    fn at<'p>(
        places: impl Iterator<Item = Cow<'p, Place>>,
        written: &'s Written,
        sources: Sources<'s>,
    ) -> Self {
        let places: Vec<Cow<'p, Place>> = places.map(|place| text_place(place, written)).collect();
        let mut wanted: BTreeMap<Key<'_>, Vec<&Pointer>> = BTreeMap::new();
        for place in &places {
            let pointers = wanted.entry(key(place)).or_default();
            if let Place::Node(pointer) | Place::Again(pointer) = place.as_ref() {
                pointers.push(pointer);
            }
        }
        let document = sources.document;
        let corrections = document.corrections.iter().map(|one| &one.file);
        let parts = document
            .files
            .iter()
            .chain(corrections)
            .map(|file| (Key::Document(file.path.as_str()), file.text.as_str()));
        let settings = sources
            .settings
            .map(|settings| (Key::Settings, settings.text.as_str()));
        let files = parts
            .chain([(Key::Document(""), document.text.as_str())])
            .chain(settings)
            .filter(|(key, _)| *key == Key::Document("") || wanted.contains_key(key))
            .map(|(key, text)| {
                let pointers = wanted.get(&key).map(Vec::as_slice).unwrap_or_default();
                let name = match key {
                    Key::Document(path) => document.name_of(path),
                    Key::Settings => sources.settings.unwrap_or(document).name.clone(),
                };
                let file = File {
                    name,
                    lines: Lines::of(text),
                    positions: Positions::of(text, pointers),
                };
                (key, file)
            });
        Self {
            files: files.collect(),
            written,
        }
    }

    fn file<'p>(&'p self, key: Key<'_>) -> Option<&'p File<'s>> {
        let mut files = self.files.iter();
        files
            .find(|(known, _)| **known == key)
            .map(|(_, file)| file)
    }

    /// A place in its text. One in a file that is not known is the document as a whole.
    pub fn spot<'p>(&'p self, place: &Place) -> Option<Spot<'p>> {
        let place = text_place(Cow::Borrowed(place), self.written);
        let place = place.as_ref();
        let own = self.file(key(place));
        let file = own.or_else(|| self.file(Key::Document("")))?;
        let range = own.and_then(|file| match place {
            Place::Node(pointer) => file.positions.span(pointer),
            Place::Again(pointer) => file.positions.last_span(pointer),
            Place::Text { line, column, .. } => Some(file.lines.character(*line, *column)),
            Place::Setting(keys) => settings::span(file.lines.text, keys),
            Place::File => None,
        });
        Some(Spot {
            name: &file.name,
            lines: &file.lines,
            range,
        })
    }
}

/// The place in the texts of a place in a document: where a correction wrote a node, in the correction.
fn text_place<'p>(place: Cow<'p, Place>, written: &Written) -> Cow<'p, Place> {
    let moved = match place.as_ref() {
        Place::Node(node) => match written.place(node) {
            Cow::Owned(node) => Some(Place::Node(node)),
            Cow::Borrowed(_) => None,
        },
        Place::Again(node) => match written.place(node) {
            Cow::Owned(node) => Some(Place::Again(node)),
            Cow::Borrowed(_) => None,
        },
        _ => None,
    };
    moved.map_or(place, Cow::Owned)
}

/// A line and a column in characters, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Spot<'_> {
    /// Where it begins, and where it ends: behind its last character.
    pub fn positions(&self) -> Option<(Position, Position)> {
        let range = self.range.as_ref()?;
        Some((
            self.lines.position(range.start),
            self.lines.position(range.end),
        ))
    }

    /// `file:line:column`, or just the file.
    pub fn to_text(&self) -> String {
        match self.positions() {
            Some((start, _)) => format!("{}:{}:{}", self.name, start.line, start.column),
            None => self.name.to_owned(),
        }
    }
}

/// A text by its lines, so that drawing one place does not read all of a large document again.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

/// The lines of a place.
pub enum Excerpt<'t> {
    /// From the line `first`, whose first byte is `start`.
    Lines {
        /// The number of the first line, from 1.
        first: usize,
        /// The lines.
        text: &'t str,
        /// The byte of the text at which they begin.
        start: usize,
    },
    /// A line that no one would read, as of a document without line breaks.
    TooLong,
}

impl<'t> Lines<'t> {
    const LONGEST: usize = 2_000;
    /// The longest line of a block, in bytes.
    const WIDEST: usize = 400;

    fn of(text: &'t str) -> Self {
        let starts = [0]
            .into_iter()
            .chain(text.match_indices('\n').map(|(newline, _)| newline + 1));
        Self {
            text,
            starts: starts.collect(),
        }
    }

    /// The index of the line that holds a byte.
    fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The first byte behind a line.
    fn end(&self, line: usize) -> usize {
        self.starts
            .get(line + 1)
            .copied()
            .unwrap_or(self.text.len())
    }

    /// The line and column of a byte.
    fn position(&self, offset: usize) -> Position {
        let line = self.line(offset);
        Position {
            line: line + 1,
            column: self.text[self.starts[line]..offset].chars().count() + 1,
        }
    }

    /// The lines that hold a range of bytes.
    pub fn excerpt(&self, range: &Range<usize>) -> Excerpt<'t> {
        let (first, last) = (self.line(range.start), self.line(range.end));
        let (start, end) = (self.starts[first], self.end(last));
        if end - start > Self::LONGEST {
            return Excerpt::TooLong;
        }
        Excerpt::Lines {
            first: first + 1,
            text: &self.text[start..end],
            start,
        }
    }

    /// The line that a range of bytes begins in, and those behind it that are indented deeper or close what it
    /// opens: at most so many, without their common indentation. `None` where no one would read them.
    pub fn block(&self, range: &Range<usize>, most: usize) -> Option<String> {
        let first = self.line(range.start);
        let text = |line: usize| {
            let line = self.text[self.starts[line]..self.end(line)].trim_end();
            (line.len() <= Self::WIDEST).then_some(line)
        };
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let head = text(first)?;
        let depth = indentation(head);
        let mut lines = vec![head];
        for number in first + 1..self.starts.len() {
            let line = text(number)?;
            if line.is_empty() {
                continue;
            }
            let closes = line.trim_start().starts_with(['}', ']']);
            // A sequence may stand as far out as the key that it belongs to.
            let is_item =
                line.trim_start().starts_with("- ") && !head.trim_start().starts_with("- ");
            if indentation(line) < depth || (indentation(line) == depth && !closes && !is_item) {
                break;
            }
            if lines.len() == most {
                lines.push("…");
                break;
            }
            lines.push(line);
            if closes && indentation(line) == depth {
                break;
            }
        }
        let lines = lines.iter().map(|line| line.get(depth..).unwrap_or(line));
        Some(lines.collect::<Vec<_>>().join("\n"))
    }

    /// The character at a line and column, both from 1; the end of the line where it is shorter.
    fn character(&self, line: usize, column: usize) -> Range<usize> {
        let line = line.saturating_sub(1).min(self.starts.len() - 1);
        let (start, end) = (self.starts[line], self.end(line));
        let mut characters = self.text[start..end]
            .char_indices()
            .skip(column.saturating_sub(1));
        let first = characters.next().map_or(end, |(offset, _)| start + offset);
        let next = characters.next().map_or(end, |(offset, _)| start + offset);
        first..next
    }
}
