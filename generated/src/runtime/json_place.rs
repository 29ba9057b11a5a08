//! At which place of a JSON text decoding failed: the path of the innermost value that the decoder was in.
//!
//! The decoder keeps no path while it reads, which would cost every good response an allocation a property.
//! Only when it fails, the text up to that point is read once more, for the names and indexes that lead there.

use std::fmt;

use serde_json::error::Category;

/// The path of the place where decoding a text failed, such as `items[2].name`, empty for the value as a whole;
/// and what was wrong there.
pub(crate) fn locate(text: &[u8], error: &serde_json::Error) -> (String, String) {
    let mut walk = Walk::default();
    walk.read(&text[..offset(text, error)]);
    let message = error.to_string();
    let of = match error.classify() {
        Category::Data if within(&message).is_some() => Of::Around,
        Category::Data => Of::Value,
        _ => Of::Part,
    };
    let mut path = walk.path(of);
    let mut rest = message.as_str();
    while let Some((name, message)) = within(rest) {
        push_name(&mut path, name);
        rest = message;
    }
    (path, rest.to_owned())
}

/// The message for a member that was read before it was known what it is to be: by its name [`locate`] finds
/// the place, for the decoder is somewhere behind.
#[allow(dead_code, reason = "only unions with a tag read ahead")]
pub(crate) fn in_member(name: &str, error: impl fmt::Display) -> String {
    format!("in `{name}`: {error}")
}

/// The name and the message of which [`in_member`] made a message.
fn within(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix("in `")?.split_once("`: ")
}

/// How many bytes of the text were read.
fn offset(text: &[u8], error: &serde_json::Error) -> usize {
    let lines_before = error.line().saturating_sub(1);
    let mut ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let start = match lines_before.checked_sub(1) {
        Some(index) => ends.nth(index).map_or(text.len(), |(end, _)| end + 1),
        None => 0,
    };
    start.saturating_add(error.column()).min(text.len())
}

/// An array or object that is open.
enum Open {
    Array { index: usize },
    Object { key: Option<String> },
}

/// How far the member or item has come that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    /// Nothing of it was read.
    Ahead,
    /// Its text ends where the reading ended, and may not be complete.
    Touched,
    /// It is complete.
    Behind,
    /// It is complete, and was an array or object.
    Closed,
}

/// A text that is read from its beginning.
struct Walk {
    open: Vec<Open>,
    value: Value,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            value: Value::Ahead,
        }
    }
}

impl Walk {
    fn read(&mut self, text: &[u8]) {
        let mut rest = text;
        while let Some((first, behind)) = rest.split_first() {
            rest = match first {
                b'"' => self.string(rest),
                b'{' | b'[' => {
                    self.value = Value::Ahead;
                    self.open.push(match first {
                        b'{' => Open::Object { key: None },
                        _ => Open::Array { index: 0 },
                    });
                    behind
                }
                b'}' | b']' => {
                    self.open.pop();
                    self.value = Value::Closed;
                    behind
                }
                b',' => {
                    self.value = Value::Ahead;
                    match self.open.last_mut() {
                        Some(Open::Array { index }) => *index += 1,
                        Some(Open::Object { key }) => *key = None,
                        None => {}
                    }
                    behind
                }
                b':' | b' ' | b'\t' | b'\n' | b'\r' => {
                    if self.value == Value::Touched {
                        self.value = Value::Behind;
                    }
                    behind
                }
                _ => {
                    let is_end = |byte: &u8| b",:]} \t\r\n".contains(byte);
                    // Behind a value stands what does not belong there.
                    if self.value == Value::Ahead {
                        self.value = Value::Touched;
                    }
                    let length = rest.iter().position(is_end).unwrap_or(rest.len());
                    &rest[length..]
                }
            };
        }
    }

    /// Reads a string, and returns what is behind it.
    fn string<'a>(&mut self, text: &'a [u8]) -> &'a [u8] {
        let mut is_escaped = false;
        let end = text.iter().skip(1).position(|byte| {
            let is_end = *byte == b'"' && !is_escaped;
            is_escaped = *byte == b'\\' && !is_escaped;
            is_end
        });
        let Some(length) = end.map(|end| end + 2) else {
            // The decoder stopped within it. Half a key is none.
            if !matches!(self.open.last(), Some(Open::Object { key: None })) {
                self.value = Value::Touched;
            }
            return &[];
        };
        match self.open.last_mut() {
            Some(Open::Object { key: key @ None }) => {
                *key = serde_json::from_slice(&text[..length]).ok();
            }
            _ => self.value = Value::Touched,
        }
        &text[length..]
    }

    fn path(&self, of: Of) -> String {
        let mut path = String::new();
        let innermost = self.open.len().saturating_sub(1);
        for (depth, open) in self.open.iter().enumerate() {
            let is_within = depth < innermost
                || match of {
                    Of::Value => true,
                    Of::Part => match open {
                        Open::Array { .. } => self.value == Value::Touched,
                        Open::Object { .. } => matches!(self.value, Value::Ahead | Value::Touched),
                    },
                    // Where its end was read, it is itself what was just read.
                    Of::Around => self.value == Value::Closed,
                };
            if is_within {
                match open {
                    Open::Array { index } => path.push_str(&format!("[{index}]")),
                    Open::Object { key: Some(key) } => push_name(&mut path, key),
                    Open::Object { key: None } => {}
                }
            }
        }
        path
    }
}

/// What a path leads to, of an array or object that is open.
#[derive(Clone, Copy)]
enum Of {
    /// The member or item that was to be read or was just read, which is not of its type.
    Value,
    /// The same where a part of it was read; else the array or object, which goes on with what is no JSON.
    Part,
    /// The array or object: what is wrong is a member that was read long before.
    Around,
}

/// Adds the name of a property to a path.
fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
