//! What all pages say in the same words.

use std::cmp::Reverse;

pub use super::spelling::{counted, escaped, grouped, shortened, visible, visible_lines};
use crate::diff::change::{
    Accepted, Change, Comparison, Edition, Impact, OperationName, RustChange, Spot, Stale,
};

/// The command that shows all there is to see.
pub const ALL_OF_IT: &str = "cargo xtask diff --format html";

/// What to call changes that no change on the wire explains.
pub const RUST_ONLY: &str = "Rust only";

/// A piece of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'m> {
    /// Words.
    Words(&'m str),
    /// A name of the document or of the crate.
    Name(&'m str),
}

/// A message in pieces: what stands between two backticks is a name.
pub fn pieces(message: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = message;
    let mut is_name = false;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let end = rest.find('`');
            // A backtick without a partner is a character like others.
            let is_open = !is_name && end.is_some_and(|end| !rest[end + 1..].contains('`'));
            let (piece, after) = match end {
                Some(end) if !is_open => (&rest[..end], &rest[end + 1..]),
                _ => (rest, ""),
            };
            let was_name = is_name;
            is_name = !is_name;
            rest = after;
            if !piece.is_empty() {
                let piece = if was_name {
                    Piece::Name(piece)
                } else {
                    Piece::Words(piece)
                };
                return Some(piece);
            }
        }
        None
    })
}

/// The changes in the order of all pages.
pub fn ordered(comparison: &Comparison) -> Vec<&Change> {
    let mut changes: Vec<&Change> = comparison.changes.iter().collect();
    changes.sort_by_key(|change| (change.accepted.is_some(), Reverse(change.impact)));
    changes
}

/// The changes of Rust alone in the order of all pages.
pub fn ordered_rust(comparison: &Comparison) -> Vec<&RustChange> {
    let mut changes: Vec<&RustChange> = comparison.rust_only.iter().collect();
    changes.sort_by_key(|change| (change.accepted.is_some(), Reverse(change.bump)));
    changes
}

/// How many changes are accepted.
pub fn accepted_count(comparison: &Comparison) -> usize {
    let wire = comparison.changes.iter().map(|change| &change.accepted);
    let rust = comparison.rust_only.iter().map(|change| &change.accepted);
    wire.chain(rust)
        .filter(|accepted| accepted.is_some())
        .count()
}

/// A target in one line, without its name: `2 breaking, 1 warning; Rust: major, 0.3.1 → 0.4.0`.
pub fn summary(comparison: &Comparison) -> String {
    let mut counts = Vec::new();
    let [breaking, warning, info] =
        [Impact::Breaking, Impact::Warning, Impact::Info].map(|impact| comparison.count(impact));
    if breaking > 0 {
        counts.push(format!("{} breaking", grouped(breaking)));
    }
    if warning > 0 {
        counts.push(counted(warning, "warning", "warnings"));
    }
    if info > 0 {
        counts.push(format!("{} info", grouped(info)));
    }
    if accepted_count(comparison) > 0 {
        counts.push(format!("{} accepted", grouped(accepted_count(comparison))));
    }
    let mut parts = Vec::new();
    if !counts.is_empty() {
        parts.push(counts.join(", "));
    } else if comparison.is_empty() {
        parts.push("no change".to_owned());
    } else {
        parts.push("no change on the wire".to_owned());
    }
    if !comparison.is_empty() {
        parts.push(format!("Rust: {}", release(comparison)));
    }
    if !comparison.stale.is_empty() {
        let lines = counted(comparison.stale.len(), "line", "lines");
        parts.push(format!("{lines} of the accepted changes to take out"));
    }
    parts.join("; ")
}

/// What a release needs: `major, 0.3.1 → 0.4.0`.
pub fn release(comparison: &Comparison) -> String {
    let (before, next) = &comparison.crate_version;
    if before == next {
        return "no change".to_owned();
    }
    let (before, next) = (visible(before), visible(next));
    format!("{}, {before} → {next}", comparison.bump.as_str())
}

/// A version of the document: `main (Pets 1.2.0)`.
pub fn edition(edition: &Edition) -> String {
    let named = [&edition.title, &edition.version];
    let named: Vec<&str> = named.into_iter().map(String::as_str).collect();
    let named = named.join(" ").trim().to_owned();
    if named.is_empty() {
        return edition.label.clone();
    }
    format!("{} ({named})", edition.label)
}

/// A place as editors read it: `file:line:column`, in one line.
pub fn position(spot: &Spot) -> String {
    let file = visible(&spot.file);
    match (spot.line, spot.column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        (Some(line), None) => format!("{file}:{line}"),
        _ => format!("{file}{}", visible(&spot.pointer)),
    }
}

/// Where it stood and where it stands.
pub fn places(change: &Change) -> Option<String> {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => Some(format!("{} → {}", position(old), position(new))),
        (Some(spot), None) | (None, Some(spot)) => Some(position(spot)),
        (None, None) => None,
    }
}

/// All there is to say of a change as plain lines: its head, what it is about, the places where they are asked for,
/// and the rest, of which so many operations and items are named.
pub fn said(
    change: &Change,
    head: String,
    places: Option<String>,
    told: usize,
    most: usize,
) -> Vec<String> {
    let (subject, side) = (visible(&change.subject), change.side.as_str());
    let mut lines = vec![head, format!("in {subject} ({side})")];
    lines.extend(places);
    lines.extend(values(change, most));
    lines.extend(change.confidence.map(confidence));
    let operations = operations(&change.operations, told, most);
    lines.extend(operations.map(|operations| format!("operations: {operations}")));
    lines.extend(rust_lines(change, told, most));
    if !change.advice.is_empty() {
        lines.push(format!("advice: {}", visible(&change.advice)));
    }
    lines
}

/// The value before and after.
pub fn values(change: &Change, most: usize) -> Option<String> {
    let line = |text: &str| shortened(&visible(text), most);
    match (change.old_value.as_deref(), change.new_value.as_deref()) {
        (Some(old), Some(new)) => Some(format!("{} → {}", line(old), line(new))),
        (Some(old), None) => Some(format!("{} → (none)", line(old))),
        (None, Some(new)) => Some(format!("(none) → {}", line(new))),
        (None, None) => None,
    }
}

/// An operation by its method and path.
pub fn operation(operation: &OperationName) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// The first operations, and how many more there are.
pub fn operations(all: &[OperationName], told: usize, most: usize) -> Option<String> {
    if all.is_empty() {
        return None;
    }
    let named = all.iter().take(told);
    let named: Vec<String> = named
        .map(|one| shortened(&visible(&operation(one)), most))
        .collect();
    let more = match all.len().saturating_sub(told) {
        0 => String::new(),
        more => format!(" and {} more", grouped(more)),
    };
    Some(format!("{}{more}", named.join(", ")))
}

/// What happens to an item: `major: types::Pet::name changed: String → Option<String>`.
pub fn rust(change: &RustChange, most: usize) -> String {
    format!("{}: {}", change.bump.as_str(), rust_effect(change, most))
}

/// What a change does to the first items, and to how many more.
pub fn rust_lines(change: &Change, told: usize, most: usize) -> Vec<String> {
    let named = change.rust.iter().take(told);
    let mut lines: Vec<String> = named
        .map(|one| format!("Rust: {}", rust(one, most)))
        .collect();
    if let more @ 1.. = change.rust.len().saturating_sub(told) {
        lines.push(format!("Rust: and {} more", grouped(more)));
    }
    lines
}

/// What happens to an item, without what it asks of a release.
pub fn rust_effect(change: &RustChange, most: usize) -> String {
    let item = shortened(&visible(&change.item), most);
    let mut text = format!("{item} {}", change.effect.as_str());
    // Code of more lines than one is for the pages that have room for it.
    let in_line = |code: &str| {
        let code = code.trim();
        let fits = !code.contains('\n') && code.chars().count() <= most;
        fits.then(|| visible(code).into_owned())
    };
    let old = change.old.as_deref().and_then(in_line);
    let new = change.new.as_deref().and_then(in_line);
    if let (Some(old), Some(new)) = (old, new) {
        text.push_str(&format!(": {old} → {new}"));
    }
    if !change.note.is_empty() {
        let note = shortened(&visible(&change.note), most);
        text.push_str(&format!(" ({note})"));
    }
    text
}

/// Until when a change is accepted, and why.
pub fn accepted(accepted: &Accepted) -> String {
    format!("accepted until {}: {}", accepted.until, accepted.reason)
}

/// How sure a rename is.
pub fn confidence(confidence: f64) -> String {
    format!("{:.0} % sure", confidence.clamp(0.0, 1.0) * 100.0)
}

/// A line of the accepted changes that is to be taken out.
pub fn stale(stale: &Stale) -> String {
    format!("{}:{}: {}", stale.file, stale.line, stale.message)
}

#[cfg(test)]
mod tests {
    use super::Piece::{Name, Words};
    use super::pieces;

    #[test]
    fn names_stand_between_backticks() {
        let all = |message| pieces(message).collect::<Vec<_>>();
        assert_eq!(
            all("the `a` is `b`"),
            [Words("the "), Name("a"), Words(" is "), Name("b")]
        );
        assert_eq!(all("`a`b"), [Name("a"), Words("b")]);
        assert_eq!(all("one ` alone"), [Words("one ` alone")]);
        assert_eq!(all("`a` and ` alone"), [Name("a"), Words(" and ` alone")]);
        assert_eq!(all("``"), []);
        assert_eq!(all(""), []);
    }
}
