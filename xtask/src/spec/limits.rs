//! How much a document may ask of the machine.

use serde::Deserialize;

use crate::report::{Code, Place, Report};

/// The limits of a document. What is beyond one is an error, and nothing is read further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: u64,
    /// How deep mappings and sequences may be nested; at most [`Limits::DEEPEST`].
    pub depth: usize,
    /// Files of one document.
    pub files: usize,
    /// Nodes of one file after anchors were expanded; 256 bytes of a text count as one.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 100,
            files: 10_000,
            nodes: 4_000_000,
        }
    }
}

impl Limits {
    /// The parsers go no deeper, to keep the stack.
    pub const DEEPEST: usize = 120;

    /// Reports what cannot be a limit.
    pub fn check(&self, report: &mut Report) {
        if self.depth > Self::DEEPEST {
            let place = Place::Setting(vec!["limits".to_owned(), "depth".to_owned()]);
            let message = format!("`depth` is at most {}", Self::DEEPEST);
            report.error(Code::SettingValue, place, message);
        }
    }
}
