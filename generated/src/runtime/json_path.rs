//! The place of a failure in a JSON text, such as `items[2].name`, by the line and the column that `serde_json` gives.
//!
//! Decoding notes no places: only a text that fails is read again, up to where it failed.

use std::fmt::Write as _;

use super::DecodeFailure;

/// The place of a failure, and what is wrong there with its line and column.
pub(crate) fn locate(text: &str, error: &serde_json::Error) -> (String, String) {
    let message = error.to_string();
    let offset = offset(text, error.line(), error.column());
    // What was kept for later, and failed then, brings its place within the object that it stands in.
    if let Some((inner, rest)) = split_place(&message) {
        let object = path(text, offset, Ended::Object);
        return (join(&object, inner), rest.to_owned());
    }
    let ended = if error.is_eof() {
        Ended::None
    } else {
        Ended::Any
    };
    (path(text, offset, ended), message)
}

/// A failure of a text that nobody has sent as it stands, so without its line and column.
#[allow(dead_code, reason = "only unions and XML decode such texts")]
pub(crate) fn failure(text: &str, error: &serde_json::Error) -> DecodeFailure {
    let (path, message) = locate(text, error);
    let position = format!(" at line {} column {}", error.line(), error.column());
    DecodeFailure::new(message.strip_suffix(&position).unwrap_or(&message)).at(path)
}

/// The failure of a property's text as a sentence, of which [`locate`] finds the place again.
#[allow(dead_code, reason = "only unions decode the texts of properties")]
pub(crate) fn failure_of_property(text: &str, error: &serde_json::Error, name: &str) -> String {
    let failure = failure(text, error);
    let path = join(name, failure.path());
    failure.at(path).to_string()
}

/// The place at the end of a text that breaks off.
pub(crate) fn at_end(text: &str) -> String {
    path(text, text.len(), Ended::None)
}

/// The line and the column of the end of a text.
pub(crate) fn position(text: &str) -> (usize, usize) {
    let line = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = text.len() - text.rfind('\n').map_or(0, |end| end + 1);
    (line, column)
}

/// Splits a sentence as [`failure_of_property`] makes it.
fn split_place(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix("at `")?.split_once("`: ")
}

fn join(outer: &str, inner: &str) -> String {
    let is_name = !outer.is_empty() && !inner.is_empty() && !inner.starts_with('[');
    let dot = if is_name { "." } else { "" };
    format!("{outer}{dot}{inner}")
}

/// Where a line and a column are; both count from 1, the column in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').map(str::len);
    lines.take(line.saturating_sub(1)).sum::<usize>() + column
}

/// Which values that end at the failure are what failed; others were left behind.
#[derive(Clone, Copy, PartialEq)]
enum Ended {
    Any,
    Object,
    None,
}

/// What an open object or list has come to.
enum Step<'t> {
    /// The key in its quotes, after it was read.
    Property(Option<&'t str>),
    Item(usize),
}

/// The innermost value that an offset is in or that has just ended there.
fn path(text: &str, offset: usize, ended: Ended) -> String {
    let bytes = text.as_bytes();
    let end = offset.min(bytes.len());
    let mut steps = Vec::new();
    // Whether the offset is in the member that the last step names, and not merely beside one; and whether what is
    // read last is the end of a value.
    let (mut is_in_member, mut is_ended) = (false, false);
    let mut at = 0;
    while at < end {
        let start = at;
        at += 1;
        match bytes[start] {
            b' ' | b'\t' | b'\r' | b'\n' => is_in_member &= !is_ended,
            b':' => {}
            b',' => {
                match steps.last_mut() {
                    Some(Step::Property(key)) => *key = None,
                    Some(Step::Item(index)) => *index += 1,
                    None => {}
                }
                (is_in_member, is_ended) = (false, false);
            }
            b'}' | b']' => {
                steps.pop();
                (is_in_member, is_ended) = (ended != Ended::None, true);
            }
            // No value follows another.
            _ if is_ended => {
                is_in_member = false;
                break;
            }
            b'{' => {
                steps.push(Step::Property(None));
                is_in_member = false;
            }
            b'[' => {
                steps.push(Step::Item(0));
                is_in_member = false;
            }
            b'"' => {
                let close = end_of_string(bytes, at);
                at = close.unwrap_or(end);
                let is_whole = close.is_some_and(|close| close <= end);
                match steps.last_mut() {
                    Some(Step::Property(key @ None)) => {
                        *key = is_whole.then(|| &text[start..at]);
                        is_in_member = is_whole;
                    }
                    _ => {
                        is_in_member = !is_whole || ended == Ended::Any;
                        is_ended = is_whole;
                    }
                }
            }
            byte => {
                let is_number = byte == b'-' || byte.is_ascii_digit();
                let is_rest = |byte: &&u8| match is_number {
                    true => byte.is_ascii_digit() || b"+-.eE".contains(byte),
                    false => byte.is_ascii_alphabetic(),
                };
                at += bytes[at..end].iter().take_while(is_rest).count();
                let word = &bytes[start..at];
                let is_whole = match is_number {
                    true => word.last().is_some_and(u8::is_ascii_digit),
                    false => matches!(word, b"true" | b"false" | b"null"),
                };
                if !is_whole {
                    is_in_member = true;
                    break;
                }
                (is_in_member, is_ended) = (ended == Ended::Any, true);
            }
        }
    }
    // A list or an object that nobody expects is refused before it is read.
    let is_refused = matches!(bytes.get(end), Some(b'{' | b'['));
    if !is_in_member && (is_ended || !is_refused) {
        steps.pop();
    }
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Property(None) => {}
            Step::Property(Some(key)) => {
                let dot = if path.is_empty() { "" } else { "." };
                let plain = key.trim_matches('"');
                let name = serde_json::from_str(key).unwrap_or_else(|_| plain.to_owned());
                path.push_str(dot);
                path.push_str(&name);
            }
            // Writing to a string does not fail.
            Step::Item(index) => _ = write!(path, "[{index}]"),
        }
    }
    path
}

/// Behind the quote that ends a string.
pub(crate) fn end_of_string(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
