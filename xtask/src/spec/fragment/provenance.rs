//! Where a fragment is from: an extension at its root, which other tools pass over.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::ser::{PrettyFormatter, Serializer};

use crate::spec::selection::Selection;

/// The field at the root of a fragment.
pub const EXTENSION: &str = "x-bindery-fragment";

/// Where a fragment is from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The document that it is a part of: a path from the folder of the fragment, or what the user calls it.
    pub source: String,
    /// What was chosen.
    pub selection: Selection,
    /// The other files of the fragment, by their paths from its folder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

impl Provenance {
    /// Where a document is from, or what is wrong with what it says of it; `None` where it is no fragment.
    pub fn of(root: &Value) -> Option<Result<Self, String>> {
        let extension = root.get(EXTENSION)?;
        Some(Self::deserialize(extension).map_err(|error| error.to_string()))
    }

    fn value(&self) -> Value {
        // Texts and lists of texts can be written.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Adds it to a tree, where the texts have it: behind the version.
    pub(super) fn add_to(&self, root: &mut Value) {
        if let Some(fields) = root.as_object_mut() {
            let is_version = |key: &String| matches!(key.as_str(), "openapi" | "swagger");
            let index = fields.keys().position(is_version);
            let index = index.map_or(fields.len(), |index| index + 1);
            fields.shift_insert(index, EXTENSION.to_owned(), self.value());
        }
    }

    /// A line a list, in YAML: texts in quotes are the same in JSON.
    pub(super) fn yaml(&self) -> String {
        let mut text = format!("{EXTENSION}:\n");
        let value = self.value();
        for (key, value) in value.as_object().into_iter().flatten() {
            match value.as_object() {
                Some(lists) if !lists.is_empty() => {
                    text.push_str(&format!("  {key}:\n"));
                    for (list, texts) in lists {
                        text.push_str(&format!("    {list}: {}\n", spaced(texts)));
                    }
                }
                _ => text.push_str(&format!("  {key}: {}\n", spaced(value))),
            }
        }
        text
    }

    /// The entry in JSON, over several lines where it has an indentation.
    pub(super) fn json(&self, indent: Option<&str>) -> String {
        let Some(indent) = indent else {
            return format!("\"{EXTENSION}\":{}", self.value());
        };
        let mut bytes = Vec::new();
        let formatter = PrettyFormatter::with_indent(indent.as_bytes());
        // Nothing can be wrong with a text that is written to memory.
        let _ = self
            .value()
            .serialize(&mut Serializer::with_formatter(&mut bytes, formatter));
        let text = String::from_utf8(bytes).unwrap_or_default();
        format!(
            "\"{EXTENSION}\": {}",
            text.replace('\n', &format!("\n{indent}"))
        )
    }
}

/// A value on one line, with a space behind each comma.
fn spaced(value: &Value) -> String {
    match value.as_array() {
        Some(items) => {
            let items: Vec<String> = items.iter().map(Value::to_string).collect();
            format!("[{}]", items.join(", "))
        }
        None => value.to_string(),
    }
}
