//! The kinds of changes: their codes, how much each matters on either side, and why.
//!
//! A row is `Name = "code", Matters, "why", "advice"`. A schema's change is judged by the way that values
//! travel: `Sided(request, response)`; what belongs to an operation or to the document has one impact:
//! `Always(impact)`. How much one change matters may be less than its row says, never more: a read-only
//! property in a request is such a case.
//!
//! Each row has an example below `examples/`, a document as a diff: it is on the page of the code, and the
//! tests compare its two sides and find that change.

pub mod example;
pub mod page;

use super::change::{Effect, Impact, Side};
use Matters::{Always, Sided};

/// How much a kind of change matters where no setting says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matters {
    /// Whichever way it travels.
    Always(Impact),
    /// In a request, and in a response.
    Sided(Impact, Impact),
}

macro_rules! changes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $matters:expr, $why:literal, $advice:literal;)+) => {
        /// The stable name of a kind of change. A code is never given a second meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as users see it, such as `operation-removed`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What kind of change it is, in one line.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii(),)+
                }
            }

            /// How much it matters where no setting says otherwise.
            pub const fn matters(self) -> Matters {
                match self {
                    $(Self::$name => $matters,)+
                }
            }

            /// Why it matters, in one line without a full stop.
            pub const fn why(self) -> &'static str {
                match self {
                    $(Self::$name => $why,)+
                }
            }

            /// What the author of a client has to do, in one line without a full stop.
            pub const fn advice(self) -> &'static str {
                match self {
                    $(Self::$name => $advice,)+
                }
            }

            /// A document, or the schema of `Pet` in one, as a diff that has this change.
            pub const fn example(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("examples/", $code, ".diff")),)+
                }
            }
        }
    };
}

mod rows;

pub use rows::Code;

impl Code {
    /// The code that users write so.
    pub fn by_name(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|code| code.as_str() == name);
        found.copied()
    }

    /// Whether the node that it is at is new or gone, as the name of the code says, or is another.
    pub fn effect(self) -> Effect {
        let name = self.as_str();
        if name.ends_with("-added") {
            Effect::Added
        } else if name.contains("-removed") {
            Effect::Removed
        } else {
            Effect::Changed
        }
    }

    /// How much it matters on a side.
    pub const fn impact(self, side: Side) -> Impact {
        match (self.matters(), side) {
            (Always(impact), _) | (Sided(impact, _), Side::Request | Side::Document) => impact,
            (Sided(_, impact), Side::Response) => impact,
        }
    }
}
