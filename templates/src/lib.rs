//! The runtime that every generated crate carries.
//!
//! bindery copies the files of `src/runtime/` byte for byte into the crates it generates. This crate
//! exists so that the same files are compiled, linted, documented and tested on their own. It knows
//! of no API and is not published.

#![forbid(unsafe_code)]

pub mod runtime;
