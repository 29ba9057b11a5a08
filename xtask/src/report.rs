//! Diagnostics: what is wrong with a document or its settings, and where.
//!
//! Every stage adds to one [`Report`] and goes on. Here is the data: [`codes`] are the kinds of problems,
//! [`levels`] how much each matters to a user, [`places`] where they stand in the texts, and [`formats`] how
//! they are told to people and programs.

pub mod codes;
pub mod formats;
pub mod levels;
pub mod places;

use std::collections::HashMap;
use std::sync::Arc;

use crate::spec::pointer::{Origins, Pointer};
use crate::spec::written::Written;
pub use codes::Code;
use levels::{Level, Levels};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is wrong, and there is something to know.
    Note,
    /// Code was written, and something about it may not be what the author of the document meant.
    Warning,
    /// The document cannot mean anything here; nothing is written.
    Error,
}

/// The place in a document, or in a settings file, that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A node of the document.
    Node(Pointer),
    /// The last of several keys of one name in one object, where only one may be.
    Again(Pointer),
    /// A place in the text: line and column, both from 1. Where there is no tree, as in a syntax error.
    Text {
        /// The file, as [`Pointer::file`] has it.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
    },
    /// A key of the settings, by the keys that lead to it.
    Setting(Vec<String>),
    /// The file as a whole.
    File,
}

impl From<&Pointer> for Place {
    fn from(pointer: &Pointer) -> Self {
        Self::Node(pointer.clone())
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong, in the words of the standard, as one line without a full stop.
    pub message: String,
    /// What to change, or the setting to paste.
    pub help: Option<String>,
    /// Other places that have to do with it, from the nearest.
    pub related: Vec<Related>,
    /// The operations that it concerns, where it does not concern the whole document.
    pub operations: Vec<Pointer>,
    /// Whether only a level makes it an error.
    pub is_denied: bool,
}

/// A place that has to do with a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What it has to do with it, such as `first defined here`.
    pub message: String,
}

impl Diagnostic {
    /// Adds what to change.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds to what is to be changed.
    pub fn more_help(&mut self, text: &str) {
        self.help = Some(match self.help.take() {
            Some(help) if help.ends_with('?') => format!("{help} Else {text}"),
            Some(help) => format!("{help}; {text}"),
            None => text.to_owned(),
        });
    }

    /// Adds another place that has to do with it.
    pub fn related(&mut self, place: impl Into<Place>, message: impl Into<String>) -> &mut Self {
        let related = Related {
            place: place.into(),
            message: message.into(),
        };
        /// More than a reader follows.
        const MOST: usize = 8;
        if self.related.len() < MOST && !self.related.contains(&related) {
            self.related.push(related);
        }
        self
    }
}

/// All problems of a run with one document.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// The diagnostics by what they say, so that none is said twice.
    known: HashMap<(Code, Place, String), usize>,
    /// The operation that is being read.
    operation: Option<Pointer>,
    left_out: usize,
    /// Where nodes are written that corrections of the document wrote or moved.
    written: Arc<Written>,
}

impl Report {
    /// A report without problems.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error. Answers the diagnostic so that help can be added.
    pub fn error(
        &mut self,
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, Severity::Error, place.into(), message.into())
    }

    /// Adds a warning. Answers the diagnostic so that help can be added.
    pub fn warning(
        &mut self,
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, Severity::Warning, place.into(), message.into())
    }

    /// Adds a note. Answers the diagnostic so that help can be added.
    pub fn note(
        &mut self,
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, Severity::Note, place.into(), message.into())
    }

    fn add(
        &mut self,
        code: Code,
        severity: Severity,
        place: Place,
        message: String,
    ) -> &mut Diagnostic {
        // What several operations refer to is read once for each.
        let key = (code, place, message);
        let index = match self.known.get(&key) {
            Some(index) => *index,
            None => {
                let index = self.diagnostics.len();
                let (code, place, message) = key.clone();
                self.diagnostics.push(Diagnostic {
                    code,
                    severity,
                    place,
                    message,
                    help: None,
                    related: Vec::new(),
                    operations: Vec::new(),
                    is_denied: false,
                });
                self.known.insert(key, index);
                index
            }
        };
        let diagnostic = &mut self.diagnostics[index];
        if let Some(operation) = &self.operation
            // All problems of an operation are found one after another.
            && diagnostic.operations.last() != Some(operation)
        {
            diagnostic.operations.push(operation.clone());
        }
        diagnostic
    }

    /// The problem that was found last at a place, to say more of it.
    pub fn last_at(&mut self, place: &Pointer) -> Option<&mut Diagnostic> {
        let mut found = self.diagnostics.iter_mut().rev();
        found.find(|diagnostic| matches!(&diagnostic.place, Place::Node(of) if of == place))
    }

    /// Says which operation the problems to come concern.
    pub fn set_operation(&mut self, operation: Option<&Pointer>) {
        self.operation = operation.cloned();
    }

    /// The operation that the problems to come concern.
    pub fn operation(&self) -> Option<&Pointer> {
        self.operation.as_ref()
    }

    /// Says how many operations were left out because errors concern them.
    pub fn set_left_out(&mut self, operations: usize) {
        self.left_out = operations;
    }

    /// How many operations were left out because errors concern them.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Says where nodes are written that corrections of the document wrote or moved.
    pub fn set_written(&mut self, written: &Arc<Written>) {
        self.written = Arc::clone(written);
    }

    /// Where nodes are written that corrections of the document wrote or moved.
    pub fn written(&self) -> &Written {
        &self.written
    }

    /// Puts problems of a converted document where their nodes stood before: the longest beginning of a
    /// place that was another is replaced.
    pub fn relocate(&mut self, origins: &[(Pointer, Pointer)]) {
        if origins.is_empty() {
            return;
        }
        let origins = Origins::of(origins);
        let places = self.diagnostics.iter_mut().flat_map(|diagnostic| {
            let related = diagnostic
                .related
                .iter_mut()
                .map(|related| &mut related.place);
            related.chain([&mut diagnostic.place])
        });
        for moved in places {
            let Place::Node(place) = &*moved else {
                continue;
            };
            if let Some(found) = origins.before(place) {
                *moved = Place::Node(found);
            }
        }
    }

    /// Adds the problems of another report. Answers which of them are errors, as indices.
    pub fn append(&mut self, other: Self) -> Vec<usize> {
        let mut errors = Vec::new();
        for diagnostic in other.diagnostics {
            let severity = diagnostic.severity;
            let key = (
                diagnostic.code,
                diagnostic.place.clone(),
                diagnostic.message.clone(),
            );
            let next = self.diagnostics.len();
            let index = *self.known.entry(key).or_insert(next);
            if index == next {
                self.diagnostics.push(diagnostic);
            }
            if severity == Severity::Error {
                errors.push(index);
            }
        }
        errors
    }

    /// Takes out the problems that do not matter.
    pub fn retain(&mut self, matters: impl Fn(&Diagnostic) -> bool) {
        self.known.clear();
        self.diagnostics.retain(matters);
    }

    /// Takes out all problems of some kinds.
    pub fn leave_out(&mut self, codes: &[Code]) {
        self.known.clear();
        self.diagnostics
            .retain(|diagnostic| !codes.contains(&diagnostic.code));
    }

    /// Takes out the warnings and notes that are allowed, and makes errors of those that are denied.
    pub fn apply(&mut self, levels: &Levels) {
        self.known.clear();
        self.diagnostics.retain_mut(|diagnostic| {
            if diagnostic.severity == Severity::Error {
                return true;
            }
            let level = levels.of(diagnostic);
            if level == Level::Deny {
                diagnostic.severity = Severity::Error;
                diagnostic.is_denied = !diagnostic.code.is_denied();
            }
            level != Level::Allow
        });
    }

    /// Whether anything forbids writing.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// The problems that forbid writing, as a report of their own.
    pub fn only_errors(&self) -> Self {
        let mut errors = Self::new();
        errors.written = Arc::clone(&self.written);
        let diagnostics = self.diagnostics.iter();
        errors.diagnostics = diagnostics
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .cloned()
            .collect();
        errors
    }

    /// How many problems forbid writing.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many problems matter so much.
    pub fn count(&self, severity: Severity) -> usize {
        let severities = self
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.severity);
        severities.filter(|of| *of == severity).count()
    }

    /// All problems, in the order in which they were found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// All problems, to say more of them, or to judge them anew.
    pub fn diagnostics_mut(&mut self) -> &mut [Diagnostic] {
        &mut self.diagnostics
    }
}
