//! Workflow commands of GitHub Actions, which show changes beside the lines of a pull request.
//!
//! Breaking changes are errors, warnings are warnings, the rest are notices. Accepted changes are not told.

use super::words::{self, visible};
use crate::diff::change::{Bump, Change, Comparison, Impact, Spot};

/// How many operations, and items of Rust, are named.
const OPERATIONS: usize = 3;

/// The most characters of a value.
const WIDTH: usize = 200;

/// A command a line for each change that is not accepted.
pub fn render(comparisons: &[Comparison]) -> String {
    let mut text = String::new();
    for comparison in comparisons {
        let changes = words::ordered(comparison).into_iter();
        for change in changes.filter(|change| change.accepted.is_none()) {
            text.push_str(&of_change(comparison, change));
        }
        let rust = words::ordered_rust(comparison).into_iter();
        for change in rust.filter(|change| change.accepted.is_none()) {
            let level = match change.bump {
                Bump::Major => "warning",
                Bump::Minor | Bump::Patch => "notice",
            };
            let title = format!("{}: {}", comparison.target, words::RUST_ONLY);
            text.push_str(&command(level, &[], &title, &words::rust(change, WIDTH)));
        }
        for stale in &comparison.stale {
            let place = [
                ("file", visible(&stale.file).into_owned()),
                ("line", stale.line.to_string()),
            ];
            let title = format!("{}: accepted changes", comparison.target);
            text.push_str(&command(
                "warning",
                &place,
                &title,
                &visible(&stale.message),
            ));
        }
    }
    text
}

fn of_change(comparison: &Comparison, change: &Change) -> String {
    let level = match change.impact {
        Impact::Breaking => "error",
        Impact::Warning => "warning",
        Impact::Info => "notice",
    };
    // The lines of a pull request are those of the new document.
    let spot = change.new.as_ref().or(change.old.as_ref());
    let title = format!("{}: {}", comparison.target, change.code.as_str());
    let mut lines = vec![
        visible(&change.message).into_owned(),
        format!("in {} ({})", visible(&change.subject), change.side.as_str()),
    ];
    lines.extend(words::values(change, WIDTH));
    lines.extend(change.confidence.map(words::confidence));
    let operations = words::operations(&change.operations, OPERATIONS, WIDTH);
    lines.extend(operations.map(|operations| format!("operations: {operations}")));
    lines.extend(words::rust_lines(change, OPERATIONS, WIDTH));
    if !change.advice.is_empty() {
        lines.push(format!("advice: {}", visible(&change.advice)));
    }
    let place = spot.map_or_else(Vec::new, place);
    command(level, &place, &title, &lines.join("\n"))
}

fn place(spot: &Spot) -> Vec<(&'static str, String)> {
    let mut place = vec![("file", visible(&spot.file).into_owned())];
    place.extend(spot.line.map(|line| ("line", line.to_string())));
    place.extend(spot.column.map(|column| ("col", column.to_string())));
    place
}

fn command(level: &str, place: &[(&str, String)], title: &str, message: &str) -> String {
    let mut properties: Vec<String> = place
        .iter()
        .map(|(name, value)| format!("{name}={}", property(value)))
        .collect();
    properties.push(format!("title={}", property(&visible(title))));
    format!("::{level} {}::{}\n", properties.join(","), data(message))
}

/// Behind the colons percent signs and line breaks have a meaning.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// In a property colons and commas have one too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
