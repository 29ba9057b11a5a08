//! What stands at the root of a document and in its operations.

use super::Comparer;

/// Compares all but the schemas, which are left in `comparer` to be compared.
pub fn compare(comparer: &mut Comparer<'_>) {
    let _ = comparer;
}
