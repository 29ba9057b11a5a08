//! What there is to say of a kind of change, as Markdown.

use std::fmt::Write;

use super::{Code, Matters};
use crate::diff::change::{Impact, Side};

/// The page of a code.
pub fn page(code: Code) -> String {
    let mut page = format!("# {}: {}\n\n", code.as_str(), without_stop(code.title()));
    let _ = match code.matters() {
        Matters::Always(impact) => writeln!(page, "{}.\n", sentence(of(impact))),
        Matters::Sided(request, response) if request == response => {
            writeln!(
                page,
                "{}, in requests and in responses.\n",
                sentence(of(request))
            )
        }
        Matters::Sided(request, response) => {
            writeln!(
                page,
                "In a request: {}. In a response: {}.\n",
                of(request),
                of(response)
            )
        }
    };
    let _ = write!(
        page,
        "Why: {}.\n\nWhat the author of a client does: {}.\n\n## Example\n\n```diff\n{}\n```\n\n",
        code.why(),
        code.advice(),
        code.example().trim_end()
    );
    let _ = write!(
        page,
        "## How much it matters to you\n\nIn `spec/bindery.toml`, to have it matter otherwise:\n\n\
         ```toml\n[target.NAME.changes]\n{} = \"info\"   # or breaking, warning, ignore\n```\n\n\
         In `spec/NAME.accepted`, to accept one such change for a while:\n\n\
         ```text\n{} | WHAT IT IS ABOUT | 2099-12-31 | why it is accepted\n```\n",
        code.as_str(),
        code.as_str()
    );
    page
}

/// A line of the table of all codes.
pub fn row(code: Code) -> String {
    let (request, response) = (code.impact(Side::Request), code.impact(Side::Response));
    let matters = if request == response {
        request.as_str().to_owned()
    } else {
        format!("{}/{}", request.as_str(), response.as_str())
    };
    format!("{:34}  {matters:16}  {}", code.as_str(), code.title())
}

fn of(impact: Impact) -> &'static str {
    match impact {
        Impact::Info => "nobody breaks",
        Impact::Warning => "some clients may break",
        Impact::Breaking => "clients break",
    }
}

fn without_stop(text: &str) -> &str {
    text.trim_end_matches('.')
}

/// A text that begins with a capital.
pub fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}
