//! Disagreements that are known, each with its reason.

use crate::diff::change::{Bump, RustChange};

/// Which of the others disagrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disagreement {
    /// The verdict is major, and neither the compiler nor cargo-semver-checks objects.
    TooStrict,
    /// The verdict is less than the compiler or cargo-semver-checks asks for.
    TooLax,
}

/// Why a disagreement is none that matters; `None` where nothing explains it.
pub fn reason(
    disagreement: Disagreement,
    changes: &[RustChange],
    lints: &[String],
) -> Option<&'static str> {
    match disagreement {
        Disagreement::TooStrict => {
            let mut majors = changes.iter().filter(|change| change.bump == Bump::Major);
            majors
                .all(|change| change.item.starts_with("Cargo.toml"))
                .then_some("neither the compiler nor cargo-semver-checks is shown the manifests")
        }
        Disagreement::TooLax => {
            let _ = lints;
            None
        }
    }
}
