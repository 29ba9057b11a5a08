//! Nodes of a JSON text, by the raw values that `serde_json` borrows from it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Wanted;

/// Finds the wanted nodes. Answers whether the text is JSON.
pub(super) fn find(text: &str, wanted: &mut Wanted) -> bool {
    // YAML is told from JSON at once, and not read to its first letter of YAML twice.
    if !text.trim_start().starts_with(['{', '[']) {
        return false;
    }
    let Ok(root) = serde_json::from_str::<&RawValue>(text) else {
        return false;
    };
    within(root.get(), Wanted::ROOT, text, wanted);
    true
}

/// The entries of an object, those of one key too.
pub(in crate::spec) struct Entries<'t>(pub(in crate::spec) Vec<(String, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Entries<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }

        deserializer.deserialize_map(EntriesVisitor).map(Self)
    }
}

fn within(raw: &str, node: usize, text: &str, wanted: &mut Wanted) {
    if !wanted.has_children(node) {
        return;
    }
    if raw.starts_with('{') {
        let Ok(Entries(entries)) = serde_json::from_str(raw) else {
            return;
        };
        for (key, value) in entries {
            if let Some(child) = wanted.child(node, &key) {
                let start = offset(value.get(), text);
                if let Some(span) = key_before(text, start) {
                    wanted.set(child, span, false);
                }
                within(value.get(), child, text, wanted);
            }
        }
    } else if raw.starts_with('[') {
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw) else {
            return;
        };
        for (index, item) in items.into_iter().enumerate() {
            if let Some(child) = wanted.child(node, &index.to_string()) {
                let start = offset(item.get(), text);
                wanted.set(child, start..start + item.get().len(), false);
                within(item.get(), child, text, wanted);
            }
        }
    }
}

/// Where a part that was borrowed from a text begins in it.
pub(in crate::spec) fn offset(part: &str, text: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The key before the value that begins at a byte: back over the colon to the string with its quotes.
pub(in crate::spec) fn key_before(text: &str, value: usize) -> Option<std::ops::Range<usize>> {
    let before = text.get(..value)?.trim_end().strip_suffix(':')?.trim_end();
    let end = before.len();
    let mut start = before.strip_suffix('"')?.len();
    loop {
        start = text[..start].rfind('"')?;
        let backslashes = text[..start]
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\');
        // A quote behind an even number of backslashes is no part of the string.
        if backslashes.count() % 2 == 0 {
            return Some(start..end);
        }
    }
}
