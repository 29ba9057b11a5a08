//! Names in Rust. A name on the wire is a `String`; an [`Ident`] is never one, so the two cannot be mixed up.

use std::fmt;

/// A valid Rust identifier, keywords with their `r#`.
///
/// Made in `lower::naming` alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// Takes a text that is a valid identifier, raw where it is a keyword.
    pub(crate) fn new_unchecked(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identifier as source text, such as `r#type`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`, for file names and text.
    pub fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
