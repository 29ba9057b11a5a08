//! What two versions of a document mean to a server and its clients, compared.
//!
//! [`operations`] pairs what stands at the root and in operations; every pair of schemas that it meets goes to
//! [`schemas`], which compares each pair once a side, however many operations lead to it; what one keyword says
//! of a value is compared by [`keywords`]. The result is a list of [`Finding`]s, each with the operations that
//! it touches.

pub mod keywords;
mod lifecycle;
mod meaning;
pub mod met;
pub mod operations;
pub mod options;
pub mod schemas;

use indexmap::{IndexMap, IndexSet};

use self::options::Options;
use super::Version;
use super::catalogue::Code;
use super::change::{Impact, Side};
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;

/// One change on the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Which kind of change.
    pub code: Code,
    /// Which way the changed value travels.
    pub side: Side,
    /// How much it matters: as the catalogue says, or less.
    pub impact: Impact,
    /// What changed, as one line of plain text with names in backticks, without a full stop.
    pub message: String,
    /// What it is about, as `Pet.name` or `GET /pets, query parameter limit`.
    pub subject: String,
    /// The node of the old document; where something is new, what it is new in.
    pub old: Option<Pointer>,
    /// The node of the new document; where something is gone, what it is gone from.
    pub new: Option<Pointer>,
    /// The value before, as JSON or text.
    pub old_value: Option<String>,
    /// The value after.
    pub new_value: Option<String>,
    /// How sure a rename is.
    pub confidence: Option<f64>,
    /// The operations that it touches: indices of the old spec's, and of the new one's, of which either may lack.
    pub operations: IndexSet<OperationPair>,
}

impl Root {
    /// Whether values are written as text, whatever their types are.
    pub fn is_text(self) -> bool {
        match self {
            Self::Body => false,
            Self::Parameter { is_text, .. } => is_text,
            Self::Header | Self::TextPart => true,
        }
    }
}

impl Finding {
    /// A change with the impact of the catalogue, and nothing else known.
    pub fn new(code: Code, side: Side, message: impl Into<String>) -> Self {
        Self {
            code,
            side,
            impact: code.impact(side),
            message: message.into(),
            subject: String::new(),
            old: None,
            new: None,
            old_value: None,
            new_value: None,
            confidence: None,
            operations: IndexSet::new(),
        }
    }

    /// The same, where it matters at most so much.
    pub fn at_most(mut self, impact: Impact) -> Self {
        self.impact = self.impact.min(impact);
        self
    }

    /// The same, at these places.
    pub fn at(mut self, old: Option<&Pointer>, new: Option<&Pointer>) -> Self {
        self.old = old.cloned();
        self.new = new.cloned();
        self
    }

    /// The same, from one value to another.
    pub fn values(mut self, old: Option<String>, new: Option<String>) -> Self {
        self.old_value = old;
        self.new_value = new;
        self
    }

    /// The same, about this.
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }
}

/// An operation, or what the API sends by itself, in both versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationPair {
    /// Whether it is one of `webhooks`, to whose bodies the sides are turned round.
    pub is_webhook: bool,
    /// Its index in the old spec.
    pub old: Option<usize>,
    /// Its index in the new spec.
    pub new: Option<usize>,
}

/// Where a pair of schemas is the whole value, or is but text on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// A request's or response's body.
    Body,
    /// A parameter.
    Parameter {
        /// Whether a request may leave it out.
        is_optional: bool,
        /// Whether it is written as text, and not as a media type.
        is_text: bool,
        /// Whether each of several values stands by itself, so that one is a list of one.
        is_repeated: bool,
    },
    /// A header of a response.
    Header,
    /// A part of a parameter or header that is written as text.
    TextPart,
}

/// Two versions of a schema, as they are met on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaPair {
    /// Its id in the old spec.
    pub old: SchemaId,
    /// Its id in the new spec.
    pub new: SchemaId,
    /// Which way its values travel.
    pub side: Side,
    /// Where it is the whole value, or a part of a text; `None` within others.
    pub root: Option<Root>,
}

/// All that is compared, and what was found.
pub struct Comparer<'v> {
    /// The older version.
    pub old: &'v Version,
    /// The newer version.
    pub new: &'v Version,
    /// What the documents do not say.
    pub options: &'v Options,
    /// What operations and the document itself changed.
    pub findings: Vec<Finding>,
    /// The schemas to compare, each with the operations that lead to it directly.
    pub schemas: IndexMap<SchemaPair, IndexSet<OperationPair>>,
}

/// Compares two versions: what changed, in the order of the document, and which schemas stand for which.
pub fn compare(old: &Version, new: &Version, options: &Options) -> Compared {
    let mut comparer = Comparer {
        old,
        new,
        options,
        findings: Vec::new(),
        schemas: IndexMap::new(),
    };
    operations::compare(&mut comparer);
    let mut compared = schemas::compare(comparer);
    lifecycle::settle(old, new, &mut compared.findings);
    compared
}

/// What [`compare`] answers.
#[derive(Debug, Clone, Default)]
pub struct Compared {
    /// What changed.
    pub findings: Vec<Finding>,
    /// The schemas of the two specs that stand for each other.
    pub pairs: IndexSet<(SchemaId, SchemaId)>,
}
