//! What `emit` hands to `output`: the files of a crate before they are text.

use proc_macro2::TokenStream;

/// One file of a generated crate.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path below the output folder, with `/`.
    pub path: String,
    /// What stands in it.
    pub contents: Contents,
}

/// What stands in a file.
#[derive(Debug, Clone)]
pub enum Contents {
    /// Items of Rust, to be formatted.
    Rust {
        /// The comment on top of the file, without its slashes, a line each.
        header: Vec<String>,
        /// The items.
        tokens: TokenStream,
    },
    /// Text as it is.
    Text(String),
}
