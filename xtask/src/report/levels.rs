//! How much warnings matter to a user: allowed, warned of, or denied, by code and by place.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Place, Severity};
use crate::spec::pointer::Pointer;

/// How much a warning or a note matters to a user. Errors are errors: what cannot be read cannot be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not told.
    Allow,
    /// It is told.
    Warn,
    /// It is an error.
    Deny,
}

impl Level {
    /// The level that users write so.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "allow" => Some(Self::Allow),
            "warn" => Some(Self::Warn),
            "deny" => Some(Self::Deny),
            _ => None,
        }
    }
}

/// The name of all warnings, where a code could stand. Notes are none: what is said of them names their code.
pub const WARNINGS: &str = "warnings";

/// The levels of a run. What is said of a place counts before what is said of a code, and that before what is
/// said of all warnings; of two that say the same, the later one counts.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    all: Option<Level>,
    by_code: BTreeMap<Code, Level>,
    by_place: Vec<(Option<Code>, Pointer, Level)>,
    /// What the command line asks for, which counts before all that.
    asked: Option<Box<Levels>>,
}

impl Levels {
    /// Sets the level of a code, or of all `warnings`. Answers whether it is one of them.
    pub fn set(&mut self, name: &str, level: Level) -> bool {
        match Code::by_name(name) {
            Some(code) => {
                self.by_code.insert(code, level);
            }
            None if name == WARNINGS => self.all = Some(level),
            None => return false,
        }
        true
    }

    /// Sets the level of a code, or of all `warnings`, at a node and within it.
    pub fn set_at(&mut self, name: &str, place: Pointer, level: Level) {
        self.by_place.push((Code::by_name(name), place, level));
    }

    /// Sets a level that counts before all others. Answers whether it is one of a code, or of all `warnings`.
    pub fn ask(&mut self, name: &str, level: Level) -> bool {
        self.asked.get_or_insert_default().set(name, level)
    }

    /// The level of a warning or a note.
    pub fn of(&self, diagnostic: &Diagnostic) -> Level {
        let default = match diagnostic.code.is_denied() {
            true => Level::Deny,
            false => Level::Warn,
        };
        self.said_of(diagnostic).unwrap_or(default)
    }

    fn said_of(&self, diagnostic: &Diagnostic) -> Option<Level> {
        let code = diagnostic.code;
        // What `warnings` does not mean.
        let is_note = diagnostic.severity == Severity::Note || code.is_denied();
        let asked = self.asked.as_ref();
        if let Some(level) = asked.and_then(|asked| asked.said_of(diagnostic)) {
            return Some(level);
        }
        let at_place = match &diagnostic.place {
            Place::Node(place) | Place::Again(place) => self
                .by_place
                .iter()
                .filter(|(of, above, _)| {
                    of.map_or(!is_note, |of| of == code) && place.is_within(above)
                })
                .max_by_key(|(of, above, _)| (above.tokens().count(), of.is_some())),
            _ => None,
        };
        at_place
            .map(|(_, _, level)| *level)
            .or_else(|| self.by_code.get(&code).copied())
            .or(self.all.filter(|_| !is_note))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    #[test]
    fn the_nearest_level_counts() {
        let place = |text: &str| Pointer::parse(text).unwrap_or_default();
        let mut levels = Levels::default();
        assert!(levels.set("warnings", Level::Deny));
        assert!(levels.set("b0301", Level::Allow));
        assert!(!levels.set("B9999", Level::Allow));
        levels.set_at("B0301", place("/components/schemas/Pet"), Level::Warn);
        levels.set_at(
            "warnings",
            place("/components/schemas/Pet/properties"),
            Level::Allow,
        );
        let level = |code, at: &str| {
            let mut report = Report::new();
            levels.of(report.warning(code, &place(at), "a message"))
        };
        assert_eq!(level(Code::Keyword, "/paths"), Level::Deny);
        assert_eq!(level(Code::Untyped, "/paths"), Level::Allow);
        assert_eq!(level(Code::Untyped, "/components/schemas/Pet"), Level::Warn);
        assert_eq!(
            level(Code::Untyped, "/components/schemas/Pets"),
            Level::Allow
        );
        assert_eq!(
            level(Code::Untyped, "/components/schemas/Pet/properties/a"),
            Level::Allow
        );
        let note = |levels: &Levels, code| {
            let mut report = Report::new();
            levels.of(report.note(code, &place("/paths"), "a message"))
        };
        assert_eq!(note(&levels, Code::Keyword), Level::Warn);
        assert_eq!(note(&levels, Code::Untyped), Level::Allow);
    }
}
