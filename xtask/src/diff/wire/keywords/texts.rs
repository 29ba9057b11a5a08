//! What texts are: `pattern`, `format`, and what they encode.

use super::super::Finding;
use super::Both;
use super::said::Said;
use crate::diff::catalogue::Code;
use crate::diff::change::Impact;

/// Formats of which the first is narrower than the second (OpenAPI Format Registry).
const WIDER: [(&str, &str); 7] = [
    ("int8", "int16"),
    ("int16", "int32"),
    ("int8", "int32"),
    ("int32", "int64"),
    ("int16", "int64"),
    ("int8", "int64"),
    ("float", "double"),
];

/// Patterns that any text matches.
const ANYTHING: [&str; 6] = ["", ".*", "^.*$", ".*$", "^.*", "^"];

/// Compares the keywords.
pub fn compare(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    pattern(both, findings);
    format(both, findings);
    encodings(both, findings);
}

fn pattern(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    let (old, new) = (both.old.word("pattern"), both.new.word("pattern"));
    let (code, message) = match (old, new) {
        (None, Some(new)) => (
            Code::PatternAdded,
            format!("the text must match `{new}` now"),
        ),
        (Some(old), None) => (
            Code::PatternRemoved,
            format!("the text need not match `{old}` any longer"),
        ),
        (Some(old), Some(new)) if old != new => (
            Code::PatternChanged,
            format!("the text must match `{new}` now, and `{old}` before"),
        ),
        _ => return,
    };
    let finding = both.finding("pattern", code, message);
    let is_loose = new.is_some_and(|new| ANYTHING.contains(&new));
    findings.push(if is_loose {
        finding.at_most(Impact::Info)
    } else {
        finding
    });
}

/// `format`; `byte` and `binary` are spelt otherwise since 3.1.
fn format_of<'v>(said: &Said<'v>) -> Option<&'v str> {
    said.word("format").or(said.schema.format.as_deref())
}

fn format(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    let (old, new) = (format_of(&both.old), format_of(&both.new));
    let (code, message) = match (old, new) {
        (None, Some(new)) => (Code::FormatAdded, format!("the format is `{new}` now")),
        (Some(old), None) => (
            Code::FormatRemoved,
            format!("the format is not `{old}` any longer"),
        ),
        (Some(old), Some(new)) if old != new => {
            let message = format!("the format is `{new}` now, and was `{old}`");
            let code = if WIDER.contains(&(old, new)) {
                Code::FormatWidened
            } else if WIDER.contains(&(new, old)) {
                Code::FormatNarrowed
            } else {
                Code::FormatChanged
            };
            (code, message)
        }
        _ => return,
    };
    let finding = both.met.keyword("format", code, message);
    findings.push(finding.values(old.map(str::to_owned), new.map(str::to_owned)));
}

fn encodings(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    // What a format says by itself is compared as one.
    let is_format = |said: &Said<'_>| matches!(format_of(said), Some("byte" | "binary"));
    if is_format(&both.old) && is_format(&both.new) {
        return;
    }
    for (keyword, code, noun) in [
        ("contentEncoding", Code::ContentEncodingChanged, "encoding"),
        (
            "contentMediaType",
            Code::ContentMediaTypeChanged,
            "media type",
        ),
    ] {
        let (old, new) = (both.old.word(keyword), both.new.word(keyword));
        if old.map(str::to_ascii_lowercase) != new.map(str::to_ascii_lowercase) {
            let message = match new {
                Some(new) => format!("the {noun} of what the text holds is `{new}` now"),
                None => format!("the {noun} of what the text holds is not said any longer"),
            };
            findings.push(both.finding(keyword, code, message));
        }
    }
}
