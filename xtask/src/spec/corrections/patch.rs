//! JSON Patch (RFC 6902): its operations, all of them or none.

use serde_json::Value;

use super::tree::{Refusal, Tree, kind};
use crate::report::{Code, Report};
use crate::similar::nearest;
use crate::spec::pointer::Pointer;
use crate::spec::written::Origin;

/// The operations (section 4).
const OPERATIONS: [&str; 6] = ["add", "remove", "replace", "move", "copy", "test"];

/// Applies the operations of a patch to the main file, each to what the one before left. When one fails, none is
/// applied (section 5).
pub fn apply(operations: &[Value], root: &Pointer, tree: &mut Tree<'_>, report: &mut Report) {
    let before = tree.clone();
    for (index, operation) in operations.iter().enumerate() {
        let operation = Operation {
            place: root.child(index),
            value: operation,
        };
        if operation.apply(tree, report).is_none() {
            *tree = before;
            return;
        }
    }
}

struct Operation<'v> {
    place: Pointer,
    value: &'v Value,
}

impl Operation<'_> {
    /// `None` after saying why it cannot be applied.
    fn apply(&self, tree: &mut Tree<'_>, report: &mut Report) -> Option<()> {
        let name = self.name(report)?;
        let path = self.pointer("path", report)?;
        let origin = || Origin::at(self.place.child("value"));
        let (key, done) = match name {
            "add" => {
                let value = self.member("value", report)?.clone();
                ("path", tree.add(&path, value, origin()).map(drop))
            }
            "remove" => ("path", tree.remove(&path).map(drop)),
            "replace" => {
                let value = self.member("value", report)?.clone();
                ("path", tree.replace(&path, value, origin()))
            }
            "move" => return self.moved(&path, tree, report),
            "copy" => {
                let from = self.pointer("from", report)?;
                match tree.find(&from).cloned() {
                    None => ("from", Err(Refusal::Absent)),
                    Some(value) => {
                        let origin = tree.written.origin(&from);
                        ("path", tree.add(&path, value, origin).map(drop))
                    }
                }
            }
            _ => return self.test(&path, tree, report),
        };
        self.told(key, done, tree, report)
    }

    /// Section 4.4.
    fn moved(&self, path: &Pointer, tree: &mut Tree<'_>, report: &mut Report) -> Option<()> {
        let from = self.pointer("from", report)?;
        if path.is_within(&from) && *path != from {
            let message = format!("`{from}` cannot be moved into itself");
            report.error(Code::CorrectionMisfit, &self.place.child("path"), message);
            return None;
        }
        match tree.remove(&from) {
            Err(refusal) => self.told("from", Err(refusal), tree, report),
            Ok((value, origin)) => {
                let done = tree.add(path, value, origin).map(drop);
                self.told("path", done, tree, report)
            }
        }
    }

    /// Section 4.6.
    fn test(&self, path: &Pointer, tree: &Tree<'_>, report: &mut Report) -> Option<()> {
        let expected = self.member("value", report)?;
        let Some(found) = tree.find(path) else {
            return self.told("path", Err(Refusal::Absent), tree, report);
        };
        if is_equal(found, expected) {
            return Some(());
        }
        let message = format!("the test fails: `{path}` is {}", shown(found));
        report
            .error(Code::CorrectionMisfit, &self.place.child("value"), message)
            .help("the document is another than the patch was made for: look at what changed, and correct the patch")
            .related(path, "what is tested");
        None
    }

    fn name(&self, report: &mut Report) -> Option<&str> {
        if !self.value.is_object() {
            let message = format!("an operation must be an object, found {}", kind(self.value));
            report.error(Code::Correction, &self.place, message);
            return None;
        }
        let name = self.text("op", report)?;
        if OPERATIONS.contains(&name) {
            return Some(name);
        }
        let message = format!("there is no operation `{name}`");
        let diagnostic = report.error(Code::Correction, &self.place.child("op"), message);
        let all = OPERATIONS.join("`, `");
        match nearest(name, OPERATIONS).first() {
            Some(near) => diagnostic.help(format!("did you mean `{near}`? They are `{all}`")),
            None => diagnostic.help(format!("the operations are `{all}`")),
        };
        None
    }

    fn member(&self, key: &str, report: &mut Report) -> Option<&Value> {
        let value = self.value.get(key);
        if value.is_none() {
            let name = self.value.get("op").and_then(Value::as_str);
            let message = match name {
                Some(name) if key != "op" => format!("`{name}` needs `{key}`"),
                _ => format!("the operation has no `{key}`"),
            };
            report.error(Code::Correction, &self.place, message);
        }
        value
    }

    fn text(&self, key: &str, report: &mut Report) -> Option<&str> {
        let value = self.member(key, report)?;
        if !value.is_string() {
            let message = format!("`{key}` must be a string, found {}", kind(value));
            report.error(Code::Correction, &self.place.child(key), message);
        }
        value.as_str()
    }

    /// A JSON Pointer in its string form (RFC 6901, section 5).
    fn pointer(&self, key: &str, report: &mut Report) -> Option<Pointer> {
        let text = self.text(key, report)?;
        let is_escaped = |token: &str| {
            let mut escapes = token.split('~').skip(1);
            escapes.all(|rest| rest.starts_with(['0', '1']))
        };
        let mut tokens = text.split('/');
        if tokens.next() != Some("") || !text.split('/').all(is_escaped) {
            let message = format!("`{text}` is no JSON Pointer");
            report
                .error(Code::Correction, &self.place.child(key), message)
                .help("a pointer begins with `/`, and within a key `/` is `~1` and `~` is `~0`: `/paths/~1pets/get`");
            return None;
        }
        let unescaped = tokens.map(|token| token.replace("~1", "/").replace("~0", "~"));
        Some(unescaped.fold(Pointer::root(), |above, token| above.child(token)))
    }

    /// Says why an operation was refused.
    fn told(
        &self,
        key: &str,
        done: Result<(), Refusal>,
        tree: &Tree<'_>,
        report: &mut Report,
    ) -> Option<()> {
        let Err(refusal) = done else {
            return Some(());
        };
        let place = self.place.child(key);
        let text = self.value.get(key).and_then(Value::as_str);
        let text = text.unwrap_or_default();
        match refusal {
            Refusal::Absent => {
                let message = format!("`{text}` leads to nothing in the document");
                let diagnostic = report.warning(Code::CorrectionWithoutTarget, &place, message);
                if let Some(path) = self.pointer(key, &mut Report::new()) {
                    diagnostic.help(near_misses(&path, tree));
                }
            }
            Refusal::NoContainer(kind) => {
                let message = format!("above `{text}` stands {kind}, which holds nothing");
                report.error(Code::CorrectionMisfit, &place, message);
            }
            Refusal::NoIndex(length) => {
                let message = format!("`{text}` is no item of an array of {length}");
                report
                    .error(Code::CorrectionMisfit, &place, message)
                    .help("items are counted from 0; `-` is behind the last, to add one there");
            }
            Refusal::Root => {
                let message = "the document itself cannot be removed";
                report.error(Code::CorrectionMisfit, &place, message);
            }
            Refusal::Limit(message) => {
                report.error(Code::Limit, &place, message);
            }
        }
        None
    }
}

/// Whether values are equal (section 4.6): numbers by what they are worth, objects in any order.
fn is_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || (one.as_f64() == other.as_f64() && (one.is_f64() || other.is_f64()))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| is_equal(one, other)))
        }
        (one, other) => one == other,
    }
}

/// A value, as far as a reader wants to see it.
fn shown(value: &Value) -> String {
    /// As much as fits into a line.
    const LONGEST: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= LONGEST {
        return format!("`{text}`");
    }
    let beginning: String = text.chars().take(LONGEST).collect();
    format!("`{beginning}…`")
}

/// What is there instead of the node at a pointer.
fn near_misses(path: &Pointer, tree: &Tree<'_>) -> String {
    let mut above = std::iter::successors(path.parent(), Pointer::parent);
    let Some(above) = above.find(|above| tree.find(above).is_some()) else {
        return "the document is empty".to_owned();
    };
    let missing = path.tokens().nth(above.tokens().count());
    let missing = missing.unwrap_or_default();
    let there = match tree.find(&above) {
        Some(Value::Object(entries)) => {
            /// How many keys are worth reading.
            const MOST: usize = 8;
            let keys: Vec<&str> = entries.keys().map(String::as_str).collect();
            if let Some(near) = nearest(&missing, keys.iter().copied()).first() {
                let near = above.child(near).to_string();
                let near = near.split_once('#').map_or(near.as_str(), |(_, path)| path);
                return format!("did you mean `{near}`?");
            }
            let named = keys[..keys.len().min(MOST)].join("`, `");
            match keys.len().saturating_sub(MOST) {
                0 => format!("the keys `{named}`"),
                more => format!("the keys `{named}` and {more} more"),
            }
        }
        Some(Value::Array(items)) => format!("an array of {}", items.len()),
        other => other.map_or("nothing", kind).to_owned(),
    };
    format!("the pointer leads as far as `{above}`, where there is {there}")
}
