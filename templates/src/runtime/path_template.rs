//! Fills a path template: `/pets/{petId}` and the text of `petId` give `/pets/7`.

use super::percent_encode::push_in_template;

/// The path before any parameter has its text: the template with its fixed parts percent-encoded, so that no other
/// braces are left than those of parameters.
pub(crate) fn open(template: &str) -> String {
    // Room for the texts, and for a query behind them.
    let mut path = String::with_capacity(2 * template.len() + 64);
    let mut rest = template;
    while let Some((fixed, name, after)) = split_at_parameter(rest) {
        push_in_template(&mut path, fixed);
        path.extend(["{", name, "}"]);
        rest = after;
    }
    push_in_template(&mut path, rest);
    path
}

/// Replaces each `{name}` of the path by its text, which is percent-encoded already.
pub(crate) fn fill(path: &mut String, name: &str, text: &str) {
    let mut start = 0;
    while let Some((fixed, found, _)) = path.get(start..).and_then(split_at_parameter) {
        let open = start + fixed.len();
        let close = open + found.len() + 2;
        if found == name {
            path.replace_range(open..close, text);
            start = open + text.len();
        } else {
            start = close;
        }
    }
}

/// Checks a path that is filled, and may have a query behind it.
///
/// # Errors
/// A sentence that names the parameter: when one has no text, and when a segment becomes `.` or `..`.
/// URL parsers remove such segments, so the request would go to another route.
pub(crate) fn check(template: &str, path: &str) -> Result<(), String> {
    if let Some((_, name, _)) = split_at_parameter(path) {
        return Err(format!("path parameter `{name}` has no value"));
    }
    // No text has a slash, so the segments are as many as those of the template.
    for (template, segment) in template.split('/').zip(path.split('/')) {
        if split_at_parameter(template).is_some() && is_dot_segment(segment) {
            let (mut names, mut rest) = (Vec::new(), template);
            while let Some((_, name, after)) = split_at_parameter(rest) {
                names.push(format!("`{name}`"));
                rest = after;
            }
            let names = names.join(", ");
            return Err(format!(
                "path parameter {names} would make a segment of dots, which URL parsers remove"
            ));
        }
    }
    Ok(())
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
    // Longer ones hold something else than dots.
    segment.len() <= "%2e%2e".len() && {
        let segment = segment.to_ascii_lowercase().replace("%2e", ".");
        segment == "." || segment == ".."
    }
}
