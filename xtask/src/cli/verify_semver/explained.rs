//! Disagreements that are known, each with its reason.

use crate::diff::change::{Bump, RustChange};

/// Which of the others disagrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disagreement {
    /// The verdict is more than the compiler and cargo-semver-checks ask for.
    TooStrict,
    /// The verdict is less than the compiler or cargo-semver-checks asks for.
    TooLax,
}

/// The lint of a variant whose number is another.
const NUMBERS: &str = "enum_no_repr_variant_discriminant_changed";

/// Why a disagreement is none that matters; `None` where nothing explains it. `major` are the lints of
/// cargo-semver-checks that ask for a major release, and `compiles` is whether a caller of the old crate does
/// against the new one.
pub fn reason(
    disagreement: Disagreement,
    changes: &[RustChange],
    major: &[String],
    compiles: bool,
) -> Option<&'static str> {
    let is_of_manifest = |change: &RustChange| change.item.starts_with("Cargo.toml");
    match disagreement {
        Disagreement::TooStrict => {
            let most = changes.iter().map(|change| change.bump).max();
            let mut asking = changes.iter().filter(|change| Some(change.bump) == most);
            asking
                .all(is_of_manifest)
                .then_some("neither the compiler nor cargo-semver-checks is shown the manifests")
        }
        Disagreement::TooLax => {
            let is_minor = changes.iter().any(|change| change.bump == Bump::Minor);
            (compiles && is_minor && major.iter().all(|lint| lint == NUMBERS)).then_some(
                "a new variant among variants without values: the numbers that `as` makes of them are no promise",
            )
        }
    }
}
