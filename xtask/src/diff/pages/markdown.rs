//! Markdown for a comment on a pull request: a table, breaking changes open, the others to unfold.
//!
//! A comment has a most length. What does not fit is left out from the least important end, a whole entry at
//! a time, and a line says so.

use std::fmt::Write as _;

use super::MARKDOWN_BYTES;
use super::alike::Alike;
use super::words::{self, Piece, grouped, pieces};
use crate::diff::change::{Bump, Comparison, Impact, RustChange};

/// How many operations, and items of Rust, an entry names.
const NAMED: usize = 5;

/// The most characters of a value or a name.
const WIDTH: usize = 160;

/// The sections of a target, in the order of their importance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Breaking,
    RustMajor,
    Warning,
    Stale,
    Info,
    RustOther,
    Accepted,
}

impl Section {
    const fn title(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::RustMajor => "Rust only, major",
            Self::Warning => "warnings",
            Self::Stale => "lines of the accepted changes to take out",
            Self::Info => "info",
            Self::RustOther => "Rust only, others",
            Self::Accepted => "accepted",
        }
    }
}

/// An entry of a section of a target.
struct Entry {
    section: Section,
    target: usize,
    text: String,
}

/// The whole comment.
pub fn render(comparisons: &[Comparison]) -> String {
    let mut entries = Vec::new();
    for (target, comparison) in comparisons.iter().enumerate() {
        entries.extend(of_target(target, comparison));
    }
    entries.sort_by_key(|entry| entry.section);
    // A page grows with each entry and each row, so that the most that fit are found by halving.
    let rows = most(comparisons.len(), |rows| {
        page(comparisons, rows, &entries, 0)
    });
    let told = most(entries.len(), |told| {
        page(comparisons, rows, &entries, told)
    });
    page(comparisons, rows, &entries, told)
}

fn most(all: usize, page: impl Fn(usize) -> String) -> usize {
    let fits = |number: usize| page(number).len() <= MARKDOWN_BYTES;
    if fits(all) {
        return all;
    }
    let (mut fitting, mut too_many) = (0, all);
    while too_many - fitting > 1 {
        let middle = fitting + (too_many - fitting) / 2;
        if fits(middle) {
            fitting = middle;
        } else {
            too_many = middle;
        }
    }
    fitting
}

fn page(comparisons: &[Comparison], rows: usize, entries: &[Entry], told: usize) -> String {
    let mut text = String::from("## API changes\n\n");
    text.push_str("| Target | Breaking | Warnings | Info | Accepted | Rust | Version |\n");
    text.push_str("| :-- | --: | --: | --: | --: | :-- | :-- |\n");
    for comparison in comparisons.iter().take(rows) {
        text.push_str(&row(comparison));
    }
    if let more @ 1.. = comparisons.len() - rows {
        let more = words::counted(more, "target is", "targets are");
        let _ = writeln!(text, "\n{more} not in this table.");
    }
    let (shown, left_out) = entries.split_at(told);
    for (target, comparison) in comparisons.iter().enumerate() {
        let of_target: Vec<&Entry> = shown
            .iter()
            .filter(|entry| entry.target == target)
            .collect();
        for of_section in of_target.chunk_by(|one, other| one.section == other.section) {
            let all = entries.iter().filter(|entry| entry.target == target);
            let all = all
                .filter(|entry| Some(entry.section) == of_section.first().map(|one| one.section));
            text.push_str(&section(comparison, of_section, all.count()));
        }
    }
    if !left_out.is_empty() {
        let breaking = left_out
            .iter()
            .filter(|entry| entry.section == Section::Breaking);
        let _ = writeln!(
            text,
            "\n**{} left out here**, {} of them breaking, because a comment holds only so much. \
             `{}` shows all.",
            words::counted(left_out.len(), "entry is", "entries are"),
            grouped(breaking.count()),
            words::ALL_OF_IT,
        );
    }
    text
}

fn row(comparison: &Comparison) -> String {
    let number = |impact| grouped(comparison.count(impact));
    let (before, next) = &comparison.crate_version;
    let (release, version) = if before == next {
        ("no change", short(before))
    } else {
        let version = format!("{} → {}", short(before), short(next));
        (comparison.bump.as_str(), version)
    };
    format!(
        "| {} | {} | {} | {} | {} | {release} | {version} |\n",
        short(&comparison.target),
        number(Impact::Breaking),
        number(Impact::Warning),
        number(Impact::Info),
        grouped(words::accepted_count(comparison)),
    )
}

fn section(comparison: &Comparison, entries: &[&Entry], all: usize) -> String {
    let Some(first) = entries.first() else {
        return String::new();
    };
    let title = first.section.title();
    let of_all = if entries.len() == all {
        grouped(all)
    } else {
        format!("{} of {}", grouped(entries.len()), grouped(all))
    };
    let list: String = entries.iter().map(|entry| entry.text.as_str()).collect();
    if first.section == Section::Breaking {
        return format!(
            "\n### {}: {title} ({of_all})\n\n{list}",
            short(&comparison.target)
        );
    }
    // References are characters in HTML as well, and in a block of it nothing is Markdown until a blank line.
    let target = short(&comparison.target);
    format!("\n<details>\n<summary>{target}: {title} ({of_all})</summary>\n\n{list}\n</details>\n")
}

fn of_target(target: usize, comparison: &Comparison) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut add = |section, text| {
        entries.push(Entry {
            section,
            target,
            text,
        })
    };
    for alike in Alike::of(&words::ordered(comparison)) {
        let change = alike.change;
        let section = match (&change.accepted, change.impact) {
            (Some(_), _) => Section::Accepted,
            (None, Impact::Breaking) => Section::Breaking,
            (None, Impact::Warning) => Section::Warning,
            (None, Impact::Info) => Section::Info,
        };
        add(section, of_change(&alike));
    }
    for change in words::ordered_rust(comparison) {
        let section = match (&change.accepted, change.bump) {
            (Some(_), _) => Section::Accepted,
            (None, Bump::Major) => Section::RustMajor,
            (None, Bump::Minor | Bump::Patch) => Section::RustOther,
        };
        add(section, of_rust(change));
    }
    for stale in &comparison.stale {
        let place = code(&format!("{}:{}", stale.file, stale.line));
        add(
            Section::Stale,
            format!("- {place}: {}\n", named(&stale.message)),
        );
    }
    entries
}

fn of_change(alike: &Alike<'_>) -> String {
    let change = alike.change;
    let mut text = format!(
        "- **{}** `{}`",
        change.impact.as_str(),
        change.code.as_str()
    );
    let subject = code(&change.subject);
    let _ = writeln!(text, ": {}", named(&change.message));
    let _ = writeln!(text, "  - in {subject} ({})", change.side.as_str());
    let mut point = |what: &str, said: String| {
        let _ = writeln!(text, "  - {what}{said}");
    };
    if let Some(places) = words::places(change) {
        point("at ", code(&places));
    }
    if let Some(others) = alike.elsewhere(NAMED, WIDTH) {
        point("and in ", code_of(&others));
    }
    if let Some(values) = words::values(change, WIDTH) {
        point("value: ", code_of(&values));
    }
    if let Some(confidence) = change.confidence {
        point("", words::confidence(confidence));
    }
    if let Some(operations) = words::operations(&change.operations, NAMED, WIDTH) {
        point("operations: ", code_of(&operations));
    }
    for rust in change.rust.iter().take(NAMED) {
        let bump = rust.bump.as_str();
        point(
            "Rust: ",
            format!("{bump}: {}", code_of(&words::rust_effect(rust, WIDTH))),
        );
    }
    if let more @ 1.. = change.rust.len().saturating_sub(NAMED) {
        point("Rust: ", format!("and {} more", grouped(more)));
    }
    if !change.advice.is_empty() {
        point("advice: ", named(&change.advice));
    }
    if let Some(accepted) = &change.accepted {
        point("", short(&words::accepted(accepted)));
    }
    text
}

fn of_rust(change: &RustChange) -> String {
    let bump = change.bump.as_str();
    let effect = code_of(&words::rust_effect(change, WIDTH));
    let mut text = format!("- **{bump}**: {effect}\n");
    if let Some(accepted) = &change.accepted {
        let _ = writeln!(text, "  - {}", short(&words::accepted(accepted)));
    }
    text
}

/// A message with its names as code.
fn named(message: &str) -> String {
    const PIECES: usize = 12;
    let named = pieces(message).take(PIECES).map(|piece| match piece {
        Piece::Words(text) => short(text),
        Piece::Name(text) => code(text),
    });
    named.collect()
}

/// A code span (CommonMark 6.1): its fence is longer than any run of backticks within.
fn code(text: &str) -> String {
    code_of(&words::shortened(&words::visible(text), WIDTH))
}

/// The code span of a text that is one short line already.
fn code_of(line: &str) -> String {
    let runs = line.split(|character| character != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0) + 1);
    // One blank on either side is taken away again; a text of blanks alone keeps all.
    let is_padded = line.starts_with(['`', ' ']) || line.ends_with(['`', ' ']);
    match (line.trim().is_empty(), is_padded) {
        (true, _) => "(empty)".to_owned(),
        (false, true) => format!("{fence} {line} {fence}"),
        (false, false) => format!("{fence}{line}{fence}"),
    }
}

/// Words of a document as words: punctuation as character references, which are never markup
/// (CommonMark 2.5).
fn short(text: &str) -> String {
    let line = words::shortened(&words::visible(text), WIDTH);
    let mut plain = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            ' ' | ',' | ';' | '(' | ')' | '/' | '-' | '.' | '\'' | '"' => plain.push(character),
            // A joiner of no width keeps names from being called and numbers from being linked.
            '@' | '#' => {
                let _ = write!(plain, "&#{};&#8288;", u32::from(character));
            }
            _ if character.is_ascii_punctuation() => {
                let _ = write!(plain, "&#{};", u32::from(character));
            }
            _ => plain.push(character),
        }
    }
    plain
}
