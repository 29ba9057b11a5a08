//! [`UnknownVariant`]: a value of a union that is none of the variants which the document lists.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::unknown_count::note_unknown;

/// A value of a union that is none of the variants which the API's document lists.
///
/// A server that adds a variant does not make a whole response undecodable: the value arrives here, and
/// [`reasons`](Self::reasons) tell what did not fit, and where. It is opaque, so that code cannot match on
/// its content: a later version of the document may list it, and then it arrives as a variant of its own.
#[derive(Clone)]
pub struct UnknownVariant {
    json: Value,
    reasons: Vec<String>,
}

impl UnknownVariant {
    #[allow(dead_code, reason = "only unions make unknown variants")]
    pub(crate) fn new(json: Value, reasons: Vec<String>) -> Self {
        note_unknown();
        Self { json, reasons }
    }

    /// The value as it came.
    #[must_use]
    pub fn as_json(&self) -> &Value {
        &self.json
    }

    /// Why it is none of the variants, such as `` `Cat`: at `owner.name`: missing field `id` ``.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }
}

/// The values count, and not why they are unknown.
impl PartialEq for UnknownVariant {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

/// Shows what kind of value it is, and the names of its properties: what is not known may be a secret.
impl fmt::Debug for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("UnknownVariant");
        match &self.json {
            Value::Null => shown.field(&"null"),
            Value::Bool(_) => shown.field(&"boolean"),
            Value::Number(_) => shown.field(&"number"),
            Value::String(_) => shown.field(&"string"),
            Value::Array(items) => shown.field(&format_args!("array of {}", items.len())),
            Value::Object(entries) => shown.field(&entries.keys().collect::<Vec<_>>()),
        };
        shown.finish()
    }
}

impl Serialize for UnknownVariant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}
