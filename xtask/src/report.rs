//! Diagnostics: what is wrong with a document or its settings, and where.
//!
//! Every stage adds to one [`Report`] and goes on. Here is the data and its order; drawing it with the
//! lines of the source is [`render`]'s part.

pub mod render;

use std::collections::HashMap;

use crate::spec::pointer::Pointer;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
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
    /// A place in the text: line and column, both from 1. Where there is no tree, as in a syntax error.
    Text {
        /// The file, as [`Pointer::file`] has it.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
    },
    /// The file as a whole.
    File,
}

impl From<&Pointer> for Place {
    fn from(pointer: &Pointer) -> Self {
        Self::Node(pointer.clone())
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// The stable name of a kind of problem. A code is never given a second meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// The code as users see it, such as `B0101`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

codes! {
    /// The document cannot be read as text.
    Unreadable = "B0101",
    /// The text is not YAML or JSON.
    Syntax = "B0102",
    /// The version of OpenAPI is missing or not one that is read.
    Version = "B0103",
    /// A value of YAML that JSON does not have, such as a tag or `.nan`.
    NotJson = "B0104",
    /// A node does not have the shape that the standard gives it.
    Shape = "B0201",
    /// A reference leads nowhere.
    DanglingReference = "B0202",
    /// References that lead only to each other.
    CyclicReference = "B0203",
    /// A reference to another file or a URL.
    ExternalReference = "B0204",
    /// A path template and the path parameters do not agree.
    PathTemplate = "B0205",
    /// Two operations have one operationId.
    DuplicateOperationId = "B0206",
    /// An operation has no operationId.
    MissingOperationId = "B0207",
    /// A security requirement names a scheme that is not declared.
    UnknownSecurityScheme = "B0208",
    /// `required` names a property that is not declared.
    UnknownRequired = "B0209",
    /// The same parameter is declared twice.
    DuplicateParameter = "B0210",
    /// A field that the standard does not know.
    UnknownField = "B0211",
    /// A keyword of a schema does not hold what it should.
    Keyword = "B0220",
    /// An example does not satisfy the schema that it is an example of.
    Example = "B0221",
    /// A schema whose values could not be typed; they are kept as any JSON.
    Untyped = "B0301",
    /// A body that is neither JSON nor text; it is kept as bytes.
    RawBody = "B0302",
    /// A part of the document that is not read yet.
    Unsupported = "B0303",
    /// Two items want one Rust name.
    NameCollision = "B0401",
    /// The settings file cannot be read.
    SettingsUnreadable = "B0501",
    /// The settings file is not what it should be.
    SettingsSyntax = "B0502",
    /// A setting names a place that the document does not have.
    SettingWithoutPlace = "B0503",
    /// A setting's value cannot be used where it stands.
    SettingValue = "B0504",
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
    /// The operations that it concerns, where it does not concern the whole document.
    pub operations: Vec<Pointer>,
}

impl Diagnostic {
    /// Adds what to change.
    pub fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
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
                    operations: Vec::new(),
                });
                self.known.insert(key, index);
                index
            }
        };
        let diagnostic = &mut self.diagnostics[index];
        if let Some(operation) = &self.operation
            && !diagnostic.operations.contains(operation)
        {
            diagnostic.operations.push(operation.clone());
        }
        diagnostic
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

    /// Puts problems of a converted document where their nodes stood before: the longest beginning of a
    /// place that was another is replaced.
    pub fn relocate(&mut self, origins: &[(Pointer, Pointer)]) {
        if origins.is_empty() {
            return;
        }
        let old_of: HashMap<&Pointer, &Pointer> =
            origins.iter().map(|(new, old)| (new, old)).collect();
        for diagnostic in &mut self.diagnostics {
            let Place::Node(place) = &diagnostic.place else {
                continue;
            };
            let mut above = std::iter::successors(Some(place.clone()), Pointer::parent);
            let found = above.find_map(|above| {
                let old = old_of.get(&above)?;
                Some(old.join(place.below(&above)?))
            });
            if let Some(found) = found {
                diagnostic.place = Place::Node(found);
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

    /// Whether anything forbids writing.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many problems forbid writing.
    pub fn errors(&self) -> usize {
        let severities = self
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.severity);
        severities
            .filter(|severity| *severity == Severity::Error)
            .count()
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
