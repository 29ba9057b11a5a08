//! What changed, as plain data: what the pages print.

use super::catalogue::Code;

/// How much a change matters to those who call the API over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// Clients that kept to the old document go on working.
    Info,
    /// Whether clients break is not for the documents to say: it depends on what they send or rely on.
    Warning,
    /// A client that kept to the old document may fail.
    Breaking,
}

impl Impact {
    /// The word that users write and read.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        }
    }

    /// The impact that users write so.
    pub fn by_name(name: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Breaking]
            .into_iter()
            .find(|impact| impact.as_str() == name)
    }
}

/// Which way a changed value travels. What tightens a request breaks clients, and what loosens a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// From the client.
    Request,
    /// To the client.
    Response,
    /// Neither: the operation itself, the document.
    Document,
}

impl Side {
    /// The word that users read.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Document => "document",
        }
    }
}

/// What a release with a change must be by Cargo's rules (The Cargo Book, SemVer Compatibility).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Nothing that callers compile against differs.
    Patch,
    /// Something is new, or is deprecated.
    Minor,
    /// Code that compiled may not compile.
    Major,
}

impl Bump {
    /// The word that users read.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// All that changed in one target.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The name of the target; of the document where no settings name it.
    pub target: String,
    /// The older version.
    pub old: Edition,
    /// The newer version.
    pub new: Edition,
    /// From the most important on; those of one impact in the order of the document.
    pub changes: Vec<Change>,
    /// What no single change of the wire explains, such as a type that is named otherwise.
    pub rust_only: Vec<RustChange>,
    /// The least bump that a release needs.
    pub bump: Bump,
    /// The version of the crate before, and the next one by [`bump`](Self::bump). The same where nothing differs.
    pub crate_version: (String, String),
    /// Lines of the accepted changes that nothing needs any longer, or that are past their day.
    pub stale: Vec<Stale>,
}

impl Comparison {
    /// Whether nothing changed that anyone could tell.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.rust_only.is_empty()
    }

    /// How many changes of an impact are not accepted.
    pub fn count(&self, impact: Impact) -> usize {
        let changes = self.changes.iter();
        changes
            .filter(|change| change.impact == impact && change.accepted.is_none())
            .count()
    }
}

/// One of the two versions, as readers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// A revision such as `main`, or a file.
    pub label: String,
    /// The path of the document.
    pub document: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
}

/// One change, wherever it is met.
#[derive(Debug, Clone)]
pub struct Change {
    /// A short name that stays the same from run to run, for links and comments.
    pub id: String,
    /// Which kind of change.
    pub code: Code,
    /// How much it matters, by the catalogue or the settings.
    pub impact: Impact,
    /// Which way the changed value travels.
    pub side: Side,
    /// What changed, as one line of plain text with names in backticks, without a full stop.
    pub message: String,
    /// What it is about, as `Pet.name` or `GET /pets, query parameter limit`.
    pub subject: String,
    /// Where it stands in the old document; where something is new, what it is new in.
    pub old: Option<Spot>,
    /// Where it stands in the new document; where something is gone, what it is gone from.
    pub new: Option<Spot>,
    /// The value before, as JSON or text.
    pub old_value: Option<String>,
    /// The value after.
    pub new_value: Option<String>,
    /// The operations that it touches, in the order of the document; empty where it is the document's as a whole.
    pub operations: Vec<OperationName>,
    /// What the author of a client has to do.
    pub advice: String,
    /// How sure a rename is: 1 where everything else is the same.
    pub confidence: Option<f64>,
    /// What it does to the public items of the crate.
    pub rust: Vec<RustChange>,
    /// Why it is accepted, where it is.
    pub accepted: Option<Accepted>,
}

impl Change {
    /// What it asks of a release.
    pub fn bump(&self) -> Option<Bump> {
        self.rust.iter().map(|change| change.bump).max()
    }
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file as messages show it.
    pub file: String,
    /// The line, from 1; `None` where it has no line of its own.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// The JSON Pointer (RFC 6901) as a URI fragment.
    pub pointer: String,
    /// The lines of the document that are meant, at most a few, without their common indentation.
    pub excerpt: Option<String>,
}

/// An operation that a change touches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperationName {
    /// In capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// `operationId`, or what stands for it.
    pub id: String,
    /// `tags`.
    pub tags: Vec<String>,
}

/// What happens to one public item of the crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustChange {
    /// Its path below the crate, as `types::Pet::name` or `Client::new`.
    pub item: String,
    /// What happens to it.
    pub effect: Effect,
    /// What a release with it must be.
    pub bump: Bump,
    /// Why, in one line; empty where the effect says it all.
    pub note: String,
    /// Its code before, formatted, without bodies.
    pub old: Option<String>,
    /// Its code after.
    pub new: Option<String>,
    /// Why it is accepted, where it is.
    pub accepted: Option<Accepted>,
}

/// What happens to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another.
    Changed,
}

impl Effect {
    /// The word that users read.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// Why a change is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// As the line says.
    pub reason: String,
    /// The last day, as `2026-12-31`.
    pub until: String,
}

/// A line of the accepted changes that is to be taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is the matter with it.
    pub message: String,
}
