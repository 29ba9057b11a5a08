//! Names: from the wire to Rust, decided here alone.
//!
//! Two steps. [`Naming`] gives every item the name that a person would give it. [`settle()`] looks at all
//! names of one scope and tells those apart that came out equal; an item that is added renames no other
//! one that was spelled as Rust spells it. What has a name in the lock of the crate keeps it: [`Kept`] and
//! [`matched()`] say which.

mod kept;
mod matched;
mod settle;
mod words;

pub use kept::{Home, Kept, former_names};
pub use matched::{Item, Matched, matched};
pub(super) use settle::fnv1a;
pub use settle::{Claim, Rank, Renames, Scope, settle, settle_locked};
pub use words::{Case, Naming};
