//! How many things decoding met that the API's document does not list: what tells the variants of a union
//! apart when several of them take a value.

use std::cell::Cell;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// Counts one.
pub(crate) fn note_unknown() {
    COUNT.set(COUNT.get().wrapping_add(1));
}

/// How many were counted on this thread so far.
#[allow(dead_code, reason = "only unions without a tag ask")]
pub(crate) fn unknowns() -> usize {
    COUNT.get()
}

/// Takes back what was counted since, for a value that was decoded on trial.
#[allow(dead_code, reason = "only unions without a tag ask")]
pub(crate) fn set_unknowns(count: usize) {
    COUNT.set(count);
}
