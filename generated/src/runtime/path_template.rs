//! Fills a path template: `/pets/{petId}` and the text of `petId` give `/pets/7`.

use super::percent_encode::encode_in_template;

/// Replaces each `{name}` of the template by its text, which is percent-encoded already.
///
/// # Errors
/// A sentence that names the parameter: when one has no text, and when a segment becomes `.` or `..`.
/// URL parsers remove such segments, so the request would go to another route.
pub(crate) fn fill(template: &str, texts: &[(String, String)]) -> Result<String, String> {
    let segments: Result<Vec<String>, String> = template
        .split('/')
        .map(|segment| fill_segment(segment, texts))
        .collect();
    Ok(segments?.join("/"))
}

fn fill_segment(template: &str, texts: &[(String, String)]) -> Result<String, String> {
    let mut segment = String::new();
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((fixed, name, after)) = split_at_parameter(rest) {
        let Some((_, text)) = texts.iter().find(|(given, _)| given == name) else {
            return Err(format!("path parameter `{name}` has no value"));
        };
        segment.push_str(&encode_in_template(fixed));
        segment.push_str(text);
        names.push(format!("`{name}`"));
        rest = after;
    }
    segment.push_str(&encode_in_template(rest));
    if !names.is_empty() && is_dot_segment(&segment) {
        let names = names.join(", ");
        return Err(format!(
            "path parameter {names} would make a segment of dots, which URL parsers remove"
        ));
    }
    Ok(segment)
}

/// What is before the next `{name}`, the name, and what is after it.
fn split_at_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (fixed, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((fixed, name, after))
}

/// Whether a URL parser would remove the segment; it does so when the dots are encoded, too (WHATWG
/// URL, "double-dot path segment").
fn is_dot_segment(segment: &str) -> bool {
    // Some templates end in a fixed query.
    let segment = segment.split('?').next().unwrap_or_default();
    let segment = segment.to_ascii_lowercase().replace("%2e", ".");
    segment == "." || segment == ".."
}
