//! The setting `modules`: what of a generated crate is written by hand.

use super::Target;

/// A module that is written by hand, below the `src/` of a generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandModule<'s> {
    /// Its name.
    pub name: &'s str,
    /// Whether users of the crate see it.
    pub is_public: bool,
}

/// The module that an item of the setting means: a name, with `pub` before it where users see it.
pub fn hand_module(text: &str) -> HandModule<'_> {
    match text.strip_prefix("pub ") {
        Some(name) => HandModule {
            name: name.trim_start(),
            is_public: true,
        },
        None => HandModule {
            name: text,
            is_public: false,
        },
    }
}

impl HandModule<'_> {
    /// Its file below the output folder of a target; other modules within it lie in a folder of its name.
    pub fn path(&self, target: &Target) -> String {
        let sources = if target.is_module() { "" } else { "src/" };
        format!("{sources}{}.rs", self.name)
    }
}
