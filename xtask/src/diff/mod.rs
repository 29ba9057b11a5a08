//! Two versions of a document to what changed: on the wire, and in Rust.
//!
//! ```text
//! (Version, Version) ──wire──▶ [Finding] ──fold──▶ [Change] ──┐
//!                    ──rust──▶ [RustChange] ──────────────────┴──▶ Comparison ──accepted, filter, group, pages──▶ text
//! ```
//!
//! A [`Version`] is a document after load, resolve and lower, as codegen has it. [`wire`] compares what the
//! documents mean to a server and its clients, [`rust`] what callers compile against; [`pages`] tell both.
//! Which kinds of changes there are, and how much each matters, is the table in [`catalogue`].

pub mod accepted;
pub mod catalogue;
pub mod change;
pub mod filter;
pub mod fold;
mod group;
pub mod impacts;
pub mod pages;
pub mod rust;
mod spots;
pub mod wire;

pub use fold::compare;
pub use group::group;

use crate::model::Api;
use crate::spec::Spec;
use crate::spec::load::{Document, Source};

/// One of the two versions that are compared.
#[derive(Debug)]
pub struct Version {
    /// What a reader knows it by: a revision, a file.
    pub label: String,
    /// The texts.
    pub source: Source,
    /// The tree.
    pub document: Document,
    /// What it means.
    pub spec: Spec,
    /// The bindings.
    pub api: Api,
}
