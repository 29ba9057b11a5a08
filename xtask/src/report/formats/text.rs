//! Text for people: each problem with its line of the source underlined.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Repeated, Told, arranged, concerned, operations};
use crate::report::places::{Excerpt, Places, Sources, Spot};
use crate::report::{Place, Report, Severity};

/// How many of the problems that are not told are named by their places.
const NAMED: usize = 3;

/// Draws all problems of a report into so many columns.
///
/// The text holds terminal styles; print it through a stream that strips them where there is no terminal.
pub fn render(report: &Report, sources: Sources<'_>, repeated: Repeated, width: usize) -> String {
    if report.diagnostics().is_empty() {
        return String::new();
    }
    let places = Places::of(report, sources);
    let mut text = String::new();
    for told in arranged(report, &places, repeated) {
        text.push_str(&draw(&told, &places, width));
        text.push_str("\n\n");
    }
    text
}

/// Draws one problem into so many columns, with terminal styles.
pub fn draw(told: &Told<'_>, places: &Places<'_>, width: usize) -> String {
    render_one(told, places, &Renderer::styled().term_width(width))
}

fn render_one(told: &Told<'_>, places: &Places<'_>, renderer: &Renderer) -> String {
    let diagnostic = told.diagnostic;
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(spot) = &told.spot {
        group = with_spot(group, spot, AnnotationKind::Primary, None);
    }
    for related in &diagnostic.related {
        if let Some(spot) = places.spot(&related.place) {
            group = with_spot(
                group,
                &spot,
                AnnotationKind::Context,
                Some(&related.message),
            );
        }
    }
    if let Place::Node(pointer) | Place::Again(pointer) = &diagnostic.place {
        let within = concerned(&diagnostic.place);
        let within = within.map_or_else(String::new, |within| format!(", in the {within}"));
        group = group.element(Level::NOTE.message(format!("at {pointer}{within}")));
    }
    let own = concerned(&diagnostic.place);
    let others: Vec<String> = operations(diagnostic)
        .into_iter()
        .filter(|operation| Some(operation) != own.as_ref())
        .collect();
    if let Some((first, rest)) = others.split_first() {
        let more = match rest.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        group = group.element(Level::NOTE.message(format!("needed by the {first}{more}")));
    }
    if diagnostic.is_denied {
        group = group.element(Level::NOTE.message("it is a warning that the levels deny"));
    }
    if !told.more.is_empty() {
        group = group.element(Level::NOTE.message(more(&told.more)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

fn with_spot<'s>(
    group: Group<'s>,
    spot: &Spot<'s>,
    kind: AnnotationKind,
    label: Option<&'s str>,
) -> Group<'s> {
    let Some(range) = &spot.range else {
        return group.element(Origin::path(spot.name));
    };
    match spot.lines.excerpt(range) {
        Excerpt::Lines { first, text, start } => {
            let mut annotation: Annotation<'s> = kind.span(range.start - start..range.end - start);
            annotation = annotation.label(label);
            group.element(
                Snippet::source(text)
                    .line_start(first)
                    .path(spot.name)
                    .annotation(annotation),
            )
        }
        Excerpt::TooLong => {
            let origin = Origin::path(spot.name);
            match spot.positions() {
                Some((start, _)) => {
                    group.element(origin.line(start.line).char_column(start.column))
                }
                None => group.element(origin),
            }
        }
    }
}

/// How many are not told, and where the first of them stand.
fn more(spots: &[Spot<'_>]) -> String {
    let named: Vec<String> = spots
        .iter()
        .take(NAMED)
        .map(|spot| match spot.positions() {
            Some((start, _)) => format!("{}:{}", start.line, start.column),
            None => spot.name.to_owned(),
        })
        .collect();
    let dots = if spots.len() > NAMED { ", …" } else { "" };
    format!(
        "and {} more like it, at {}{dots}; `--verbose` shows all",
        spots.len(),
        named.join(", ")
    )
}
