//! Problems as data: what a report says, each with its place found and drawn.

use std::fmt;

use crate::report::formats::{Repeated, arranged, pointer, text};
use crate::report::places::{Places, Sources};
use crate::report::{Report, Severity};

/// The columns that a problem is drawn into.
const WIDTH: usize = 140;

/// One problem of a document, of its settings, or of the file of its names.
///
/// `Display` is the text that a terminal would show: with the lines of the file, underlined, and without colours.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it matters. One that is an error keeps everything from being written.
    pub severity: Severity,
    /// The code, such as `B0202`: a code is never given a second meaning.
    pub code: &'static str,
    /// What is wrong, as one line without a full stop.
    pub message: String,
    /// The file, as messages show it.
    pub file: Option<String>,
    /// The line, from 1; `None` where the file as a whole is meant.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// The JSON Pointer (RFC 6901) of the node, as a fragment.
    pub pointer: Option<String>,
    /// What to change.
    pub help: Option<String>,
    drawn: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.drawn)
    }
}

/// The problems of a run: by severity, the errors last, then by place. None is folded into another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(super) fn of(report: &Report, sources: Sources<'_>) -> Self {
        let places = Places::of(report, sources);
        let told = arranged(report, &places, Repeated::Told);
        let diagnostics = told.iter().map(|told| {
            let of = told.diagnostic;
            let spot = told.spot.as_ref();
            let start = spot.and_then(|spot| spot.positions()).map(|both| both.0);
            let drawn = text::draw(told, &places, WIDTH);
            Diagnostic {
                severity: of.severity,
                code: of.code.as_str(),
                message: of.message.clone(),
                file: spot.map(|spot| spot.name.to_owned()),
                line: start.map(|start| start.line),
                column: start.map(|start| start.column),
                pointer: pointer(&of.place),
                help: of.help.clone(),
                drawn: anstream::adapter::strip_str(&drawn).to_string(),
            }
        });
        Self(diagnostics.collect())
    }

    pub(super) fn append(&mut self, other: Self) {
        self.0.extend(other.0);
        self.0.sort_by_key(|one| one.severity);
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter()
            .try_for_each(|one| write!(formatter, "{one}\n\n"))
    }
}
