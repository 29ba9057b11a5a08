//! Draws a [`Report`] for a terminal: each problem with its line of the source underlined.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

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
    let positions = Positions::of(&source.text);
    let mut diagnostics: Vec<(usize, &Diagnostic)> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            (
                span(diagnostic, source, &positions).map_or(0, |span| span.start),
                diagnostic,
            )
        })
        .collect();
    diagnostics.sort_by_key(|(start, diagnostic)| (diagnostic.severity, *start));
    let mut text = String::new();
    for (_, diagnostic) in diagnostics {
        text.push_str(&render_one(diagnostic, source, &positions));
        text.push_str("\n\n");
    }
    text
}

fn render_one(diagnostic: &Diagnostic, source: &Source, positions: &Positions) -> String {
    let level = match diagnostic.severity {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str());
    let mut group = match span(diagnostic, source, positions) {
        Some(span) => title.element(
            Snippet::source(source.text.as_str())
                .path(source.name.as_str())
                .annotation(AnnotationKind::Primary.span(span)),
        ),
        None => title.element(annotate_snippets::Origin::path(source.name.as_str())),
    };
    if let Place::Node(pointer) = &diagnostic.place {
        group = group.element(Level::NOTE.message(format!("at {pointer}")));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::styled().render(&[group])
}

/// The bytes of the source to underline.
fn span(
    diagnostic: &Diagnostic,
    source: &Source,
    positions: &Positions,
) -> Option<std::ops::Range<usize>> {
    match &diagnostic.place {
        Place::Node(pointer) => positions.span(pointer),
        Place::Text { line, column } => Some(span_of_text_place(&source.text, *line, *column)),
        Place::File => None,
    }
}

/// The character at a line and column, both from 1; the end of the text where it is shorter.
fn span_of_text_place(text: &str, line: usize, column: usize) -> std::ops::Range<usize> {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut characters = text[line_start..]
        .char_indices()
        .skip(column.saturating_sub(1));
    let start = characters
        .next()
        .map_or(text.len(), |(offset, _)| line_start + offset);
    let end = characters
        .next()
        .map_or(text.len(), |(offset, _)| line_start + offset);
    start..end
}
