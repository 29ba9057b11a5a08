//! Pairs of schemas, from those that operations hold down to the smallest.

use super::{Compared, Comparer};

/// Compares the schemas that were left to be compared, and all below them.
pub fn compare(comparer: Comparer<'_>) -> Compared {
    Compared {
        findings: comparer.findings,
        ..Compared::default()
    }
}
