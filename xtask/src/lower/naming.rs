//! Names: from the wire to Rust, decided here alone.
//!
//! Two steps. [`Naming`] gives every item the name that a person would give it. [`settle`] looks at all
//! names of one scope and tells those apart that came out equal; an item that is added renames no other
//! one that was spelled as Rust spells it.

mod settle;
mod words;

pub use settle::{Claim, Rank, Renames, Scope, settle};
pub use words::{Case, Naming};
