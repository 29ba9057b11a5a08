//! Comparisons as pages: one file a format, and the words that they share in `words`.
//!
//! Every page tells the same changes in the same order: those that are not accepted first, and of them the
//! most important. What documents say is quoted and never obeyed: each format escapes it by its own rules,
//! and characters that would hide or turn round their neighbours are spelt out in all but JSON.

mod alike;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod spelling;
mod text;
mod words;

use super::change::Comparison;

/// The JSON Schema (draft 2020-12) of what [`Format::Json`] writes.
pub const JSON_SCHEMA: &str = include_str!("comparison.schema.json");

/// The most bytes of a page in Markdown: comments on pull requests hold 65,536 characters.
pub const MARKDOWN_BYTES: usize = 60_000;

/// How comparisons are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal. It holds styles; print it through a stream that strips them where there is none.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// For programs.
    Json,
    /// One page that needs nothing else.
    Html,
    /// Annotations of GitHub Actions.
    Github,
    /// A test report.
    Junit,
}

/// The comparisons of a run as one text.
pub fn render(comparisons: &[Comparison], format: Format) -> String {
    match format {
        Format::Text => text::render(comparisons),
        Format::Markdown => markdown::render(comparisons),
        Format::Json => json::render(comparisons),
        Format::Html => html::render(comparisons),
        Format::Github => github::render(comparisons),
        Format::Junit => junit::render(comparisons),
    }
}
