//! Files of a crate: from tokens to text, and from text to the disk.
//!
//! [`render`] is pure. [`write`](mod@write) and [`check`] are the only code that looks at an output folder, and both
//! begin with the same [`plan`]: what differs between the folder and the files that should be there. [`state`] tells
//! whether it is as a run left it.

pub mod check;
pub mod disk;
pub mod file_set;
mod manifest;
pub mod plan;
pub mod render;
pub mod state;
mod table;
pub mod write;
