//! How a command ends that cannot go on.

use super::terminal;
use crate::output::plan::PlanError;

/// That a command cannot go on, and that it was said why.
#[derive(Debug)]
pub struct Told;

impl Told {
    /// Says why, and the way on.
    pub fn error(message: impl AsRef<str>, help: impl AsRef<str>) -> Self {
        terminal::error(message.as_ref(), help.as_ref());
        Self
    }

    /// Says which file cannot be written, and the way on.
    pub fn unwritten(error: &PlanError, help: &str) -> Self {
        Self::error(format!("cannot write {error}"), help)
    }
}
