//! Draws a [`Report`] for a terminal: each problem with its line of the source underlined.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Report, Severity};
use crate::spec::load::Source;
use crate::spec::positions::Positions;

/// Draws all problems of `report`, warnings first, so that the errors stand above the prompt.
///
/// The text holds terminal styles; print it through a stream that strips them where there is no terminal.
pub fn render(report: &Report, source: &Source) -> String {
    if report.diagnostics().is_empty() {
        return String::new();
    }
    let files = Files::of(report, source);
    let mut diagnostics: Vec<(&str, usize, &Diagnostic)> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let file = file_of(diagnostic);
            let span = files.get(file).and_then(|file| file.span(diagnostic));
            (file, span.map_or(0, |span| span.start), diagnostic)
        })
        .collect();
    diagnostics.sort_by_key(|(file, start, diagnostic)| (diagnostic.severity, *file, *start));
    let mut text = String::new();
    for (file, _, diagnostic) in diagnostics {
        if let Some(file) = files.get(file) {
            text.push_str(&render_one(diagnostic, file));
            text.push_str("\n\n");
        }
    }
    text
}

/// The file that a diagnostic is about.
fn file_of(diagnostic: &Diagnostic) -> &str {
    match &diagnostic.place {
        Place::Node(pointer) => pointer.file(),
        Place::Text { file, .. } => file,
        Place::File => "",
    }
}

/// The files that diagnostics are about.
struct Files<'s> {
    by_path: BTreeMap<&'s str, File<'s>>,
}

/// A text with the places of its nodes.
struct File<'s> {
    name: String,
    lines: Lines<'s>,
    positions: Positions,
}

impl<'s> Files<'s> {
    fn of(report: &Report, source: &'s Source) -> Self {
        let wanted: Vec<&str> = report.diagnostics().iter().map(file_of).collect();
        let texts = source
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.text.as_str()));
        let by_path = texts
            .filter(|(path, _)| wanted.contains(path))
            .chain([("", source.text.as_str())])
            .map(|(path, text)| {
                let file = File {
                    name: source.name_of(path),
                    lines: Lines::of(text),
                    positions: Positions::of(text, path),
                };
                (path, file)
            });
        Self {
            by_path: by_path.collect(),
        }
    }

    fn get(&self, path: &str) -> Option<&File<'s>> {
        self.by_path.get(path).or_else(|| self.by_path.get(""))
    }
}

impl File<'_> {
    /// The bytes of the text to underline.
    fn span(&self, diagnostic: &Diagnostic) -> Option<Range<usize>> {
        match &diagnostic.place {
            Place::Node(pointer) => self.positions.span(pointer),
            Place::Text { line, column, .. } => Some(self.lines.character(*line, *column)),
            Place::File => None,
        }
    }
}

fn render_one(diagnostic: &Diagnostic, file: &File<'_>) -> String {
    let level = match diagnostic.severity {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str());
    let name = file.name.as_str();
    let mut group = match file.span(diagnostic) {
        None => title.element(Origin::path(name)),
        Some(span) => match file.lines.excerpt(&span) {
            Excerpt::Lines { first, text, start } => title.element(
                Snippet::source(text)
                    .line_start(first)
                    .path(name)
                    .annotation(AnnotationKind::Primary.span(span.start - start..span.end - start)),
            ),
            Excerpt::TooLong { line, column } => {
                title.element(Origin::path(name).line(line).char_column(column))
            }
        },
    };
    if let Place::Node(pointer) = &diagnostic.place {
        group = group.element(Level::NOTE.message(format!("at {pointer}")));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::styled().render(&[group])
}

/// A text by its lines, so that drawing one place does not read all of a large document again.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

/// The lines of a place.
enum Excerpt<'t> {
    /// From the line `first`, whose first byte is `start`.
    Lines {
        first: usize,
        text: &'t str,
        start: usize,
    },
    /// A line that no one would read, as of a document without line breaks.
    TooLong { line: usize, column: usize },
}

impl<'t> Lines<'t> {
    const LONGEST: usize = 2_000;

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

    fn excerpt(&self, span: &Range<usize>) -> Excerpt<'t> {
        let (first, last) = (self.line(span.start), self.line(span.end));
        let (start, end) = (self.starts[first], self.end(last));
        if end - start > Self::LONGEST {
            let column = self.text[start..span.start].chars().count() + 1;
            return Excerpt::TooLong {
                line: first + 1,
                column,
            };
        }
        Excerpt::Lines {
            first: first + 1,
            text: &self.text[start..end],
            start,
        }
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
