//! What `emit` hands to `output`: the files of a crate before they are text.

use proc_macro2::TokenStream;

/// Items of Rust, a few at a time and each made when it is asked for: tokens take much more room than the text that
/// they become. Inner attributes come with the first.
pub type Items<'a> = Box<dyn Iterator<Item = TokenStream> + 'a>;

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
        items: Box<dyn Fn() -> Items<'a> + Send + Sync + 'a>,
    },
    /// Text as it is.
    Text(String),
    /// What somebody writes by hand, and codegen leaves alone.
    ByHand,
}
