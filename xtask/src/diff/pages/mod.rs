//! Comparisons as pages: one file a format.

use super::change::Comparison;

/// How comparisons are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
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
    let _ = (comparisons, format);
    String::new()
}
