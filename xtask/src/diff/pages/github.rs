//! Workflow commands of GitHub Actions, which show changes beside the lines of a pull request.
//!
//! Breaking changes are errors, warnings are warnings, the rest are notices. Accepted changes are not told.

use super::words::{self, visible};
use crate::diff::change::{Bump, Change, Comparison, Impact, Spot};
use crate::report::formats::github as workflow;

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
    let message = visible(&change.message).into_owned();
    let lines = words::said(change, message, None, OPERATIONS, WIDTH);
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
    let title = ("title", visible(title).into_owned());
    let properties: Vec<_> = place.iter().cloned().chain([title]).collect();
    workflow::line(level, &properties, message)
}
