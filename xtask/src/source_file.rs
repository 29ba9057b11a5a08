//! What `emit` hands to `output`: the files of a crate before they are text.

use proc_macro2::TokenStream;

/// One file of a generated crate.
pub struct SourceFile<'a> {
    /// The path below the output folder, with `/`.
    pub path: String,
    /// What stands in it.
    pub contents: Contents<'a>,
}

/// What stands in a file.
pub enum Contents<'a> {
    /// Items of Rust, to be formatted.
    Rust {
        /// The comment on top of the file, without its slashes, a line each.
        header: Vec<String>,
        /// Makes the items. Tokens cannot go from one thread to another, so each thread makes its own.
        tokens: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
    },
    /// Text as it is.
    Text(String),
}
