//! Changes that a team has accepted, each for a reason and until a day.
//!
//! A line is `CODE | PLACE | UNTIL | REASON`: the code of a change or `rust` for an item of the crate, what it is
//! about as the pages tell it, the last day as `2026-12-31`, and why. `*` in a place stands for anything. What
//! follows a `#` at the beginning of a line is a comment.

use jiff::civil::Date;

use super::catalogue::Code;
use super::change::{Accepted, Change, Comparison, RustChange, Stale};
use crate::wildcard::fits;

/// The lines of a file.
#[derive(Debug, Clone, Default)]
pub struct AcceptedChanges {
    /// The file as messages show it.
    file: String,
    lines: Vec<Line>,
}

#[derive(Debug, Clone)]
struct Line {
    /// From 1.
    number: usize,
    /// `None` for items of the crate.
    code: Option<Code>,
    place: String,
    until: Date,
    reason: String,
}

/// A line that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl AcceptedChanges {
    /// Reads the text of a file.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Malformed>> {
        let mut lines = Vec::new();
        let mut malformed = Vec::new();
        for (index, text) in text.lines().enumerate() {
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let number = index + 1;
            match line(number, text) {
                Ok(line) => lines.push(line),
                Err(message) => malformed.push(Malformed {
                    line: number,
                    message,
                }),
            }
        }
        if malformed.is_empty() {
            Ok(Self {
                file: file.to_owned(),
                lines,
            })
        } else {
            Err(malformed)
        }
    }

    /// Marks the changes that are accepted on a day, and adds the lines that are stale.
    pub fn apply(&self, comparison: &mut Comparison, today: Date) {
        for line in &self.lines {
            let is_over = line.until < today;
            let mut is_needed = false;
            let accepted = Accepted {
                reason: line.reason.clone(),
                until: line.until.to_string(),
            };
            for change in &mut comparison.changes {
                if line.is_of(change) {
                    is_needed = true;
                    if !is_over && change.accepted.is_none() {
                        change.accepted = Some(accepted.clone());
                    }
                }
                for item in change.rust.iter_mut().filter(|item| line.is_of_item(item)) {
                    is_needed = true;
                    if !is_over && item.accepted.is_none() {
                        item.accepted = Some(accepted.clone());
                    }
                }
            }
            for item in &mut comparison.rust_only {
                if line.is_of_item(item) {
                    is_needed = true;
                    if !is_over && item.accepted.is_none() {
                        item.accepted = Some(accepted.clone());
                    }
                }
            }
            let message = match (is_needed, is_over) {
                (true, false) => continue,
                (true, true) => format!(
                    "`{}` was accepted until {} and still differs: decide anew, or mend it",
                    line.place, line.until
                ),
                (false, _) => format!(
                    "nothing of `{}` differs as it accepts: take the line out",
                    line.place
                ),
            };
            comparison.stale.push(Stale {
                file: self.file.clone(),
                line: line.number,
                message,
            });
        }
    }
}

impl Line {
    fn is_of(&self, change: &Change) -> bool {
        self.code == Some(change.code) && fits(&self.place, &change.subject)
    }

    fn is_of_item(&self, item: &RustChange) -> bool {
        self.code.is_none() && fits(&self.place, &item.item)
    }
}

fn line(number: usize, text: &str) -> Result<Line, String> {
    let mut parts = text.splitn(4, '|').map(str::trim);
    let (Some(code), Some(place), Some(until), Some(reason)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err("expected `CODE | PLACE | UNTIL | REASON`".to_owned());
    };
    let code = match (code, Code::by_name(code)) {
        ("rust", _) => None,
        (_, Some(code)) => Some(code),
        (_, None) => {
            return Err(format!(
                "no change has the code `{code}`; `cargo xtask explain` lists them"
            ));
        }
    };
    if place.is_empty() || reason.is_empty() {
        return Err(
            "a change is accepted at a place and for a reason: neither may be empty".to_owned(),
        );
    }
    let until = until
        .parse()
        .map_err(|_| format!("`{until}` is not a day such as `2026-12-31`"))?;
    Ok(Line {
        number,
        code,
        place: place.to_owned(),
        until,
        reason: reason.to_owned(),
    })
}
