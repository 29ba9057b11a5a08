//! Which way a property travels: `readOnly` and `writeOnly` (OpenAPI 3.0.3, section 4.7.24.2).

use super::super::Finding;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::schema::SchemaId;

/// How deep compositions are followed.
const DEEPEST: usize = 8;

/// Which ways a property does not travel.
#[derive(Debug, Clone, Copy, Default)]
pub struct Flags {
    /// Clients do not send it.
    read_only: bool,
    /// Servers do not send it.
    write_only: bool,
}

impl Flags {
    /// Those of a property, by all that describes it.
    pub fn of(version: &Version, ids: &[SchemaId]) -> Self {
        let mut flags = Self::default();
        let mut waiting: Vec<(SchemaId, usize)> = ids.iter().map(|id| (*id, 0)).collect();
        let mut met = Vec::new();
        while let Some((id, depth)) = waiting.pop() {
            if depth > DEEPEST || met.contains(&id) {
                continue;
            }
            met.push(id);
            let schema = version.spec.schema(id);
            flags.read_only |= schema.read_only;
            flags.write_only |= schema.write_only;
            waiting.extend(schema.all_of.iter().map(|id| (*id, depth + 1)));
        }
        flags
    }

    /// What is not sent does not matter much.
    pub fn weaken(self, finding: Finding, side: Side) -> Finding {
        let is_left_out = match side {
            Side::Request => self.read_only,
            Side::Response => self.write_only,
            Side::Document => false,
        };
        if is_left_out {
            finding.at_most(Impact::Info)
        } else {
            finding
        }
    }

    /// What changed to these flags of a property.
    pub fn changes(self, new: &Self, name: &str) -> Vec<(Code, String)> {
        let mut changes = Vec::new();
        for (before, after, began, ended, word) in [
            (
                self.read_only,
                new.read_only,
                Code::ReadOnlyBegan,
                Code::ReadOnlyEnded,
                "read-only",
            ),
            (
                self.write_only,
                new.write_only,
                Code::WriteOnlyBegan,
                Code::WriteOnlyEnded,
                "write-only",
            ),
        ] {
            match (before, after) {
                (false, true) => {
                    changes.push((began, format!("the property `{name}` is {word} now")));
                }
                (true, false) => {
                    let message = format!("the property `{name}` is not {word} any longer");
                    changes.push((ended, message));
                }
                _ => {}
            }
        }
        changes
    }
}
