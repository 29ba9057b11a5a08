//! Text for a terminal: a line for each target, then each change from the most important on.

use super::alike::Alike;
use super::words::{self, Piece, pieces};
use crate::diff::change::{Bump, Change, Comparison, Impact, RustChange};

/// How many operations are named.
const OPERATIONS: usize = 3;

/// How many other places of the same change are named.
const ELSEWHERE: usize = 3;

/// How many items of Rust are named.
const RUST: usize = 8;

/// The most characters of a value, a name or a line of code.
const WIDTH: usize = 100;

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const BLUE: &str = "\u{1b}[1;34m";
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// All comparisons, with terminal styles.
pub fn render(comparisons: &[Comparison]) -> String {
    let mut text = String::new();
    for comparison in comparisons {
        let name = painted(BOLD, &words::visible(&comparison.target));
        text.push_str(&format!("{name}: {}\n", words::summary(comparison)));
    }
    for comparison in comparisons {
        if !comparison.is_empty() || !comparison.stale.is_empty() {
            text.push_str(&target(comparison));
        }
    }
    text
}

fn target(comparison: &Comparison) -> String {
    let name = painted(BOLD, &words::visible(&comparison.target));
    let [old, new] = [&comparison.old, &comparison.new]
        .map(|edition| words::shortened(&words::visible(&words::edition(edition)), WIDTH));
    let mut text = format!("\n{name}, {old} → {new}\n");
    let changes = words::ordered(comparison);
    let open: Vec<&Change> = changes
        .iter()
        .copied()
        .filter(|change| change.accepted.is_none())
        .collect();
    for alike in Alike::of(&open) {
        text.push_str(&entry(&alike));
    }
    let rust = words::ordered_rust(comparison);
    for change in rust.iter().filter(|change| change.accepted.is_none()) {
        text.push_str(&rust_entry(change));
    }
    for change in &changes {
        if let Some(accepted) = &change.accepted {
            let (code, impact) = (change.code.as_str(), change.impact.as_str());
            let subject = words::shortened(&words::visible(&change.subject), WIDTH);
            let head = format!("{DIM}accepted{RESET} {code} ({impact}): {subject}");
            text.push_str(&with_details(&head, &[Some(words::accepted(accepted))]));
        }
    }
    for change in &rust {
        if let Some(accepted) = &change.accepted {
            let head = format!("{DIM}accepted{RESET} {}", words::rust(change, WIDTH));
            text.push_str(&with_details(&head, &[Some(words::accepted(accepted))]));
        }
    }
    for stale in &comparison.stale {
        let line = words::stale(stale);
        text.push_str(&format!(
            "\n{} {}\n",
            painted(YELLOW, "to take out"),
            words::visible(&line)
        ));
    }
    text
}

fn entry(alike: &Alike<'_>) -> String {
    let change = alike.change;
    let style = match change.impact {
        Impact::Breaking => RED,
        Impact::Warning => YELLOW,
        Impact::Info => BLUE,
    };
    let impact = painted(style, change.impact.as_str());
    let head = format!("{impact} {}: {}", change.code.as_str(), message(change));
    let side = change.side.as_str();
    let mut details = vec![
        Some(format!("in {} ({side})", change.subject)),
        words::places(change).map(|places| format!("at {places}")),
        alike
            .elsewhere(ELSEWHERE, WIDTH)
            .map(|others| format!("and in {others}")),
        words::values(change, WIDTH),
        change.confidence.map(words::confidence),
        words::operations(&change.operations, OPERATIONS, WIDTH)
            .map(|operations| format!("operations: {operations}")),
    ];
    let rust = words::rust_lines(change, RUST, WIDTH);
    details.extend(rust.into_iter().map(Some));
    let advice = &change.advice;
    details.push((!advice.is_empty()).then(|| format!("advice: {advice}")));
    with_details(&head, &details)
}

fn rust_entry(change: &RustChange) -> String {
    let style = match change.bump {
        Bump::Major => RED,
        Bump::Minor => BLUE,
        Bump::Patch => DIM,
    };
    let bump = painted(style, change.bump.as_str());
    let head = format!(
        "{bump} {}: {}",
        words::RUST_ONLY,
        words::rust_effect(change, WIDTH)
    );
    with_details(&head, &[])
}

fn message(change: &Change) -> String {
    let named = pieces(&change.message).map(|piece| match piece {
        Piece::Words(text) => words::visible(text).into_owned(),
        Piece::Name(text) => format!("`{}`", words::shortened(&words::visible(text), WIDTH)),
    });
    named.collect()
}

fn with_details(head: &str, details: &[Option<String>]) -> String {
    let mut text = format!("\n{head}\n");
    for detail in details.iter().flatten() {
        // Twice visible is visible: what was spelt out has nothing left to spell out.
        text.push_str(&format!("    {}\n", words::visible(detail)));
    }
    text
}

fn painted(style: &str, text: &str) -> String {
    format!("{style}{text}{RESET}")
}
