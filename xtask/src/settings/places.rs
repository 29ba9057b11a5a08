//! Where settings stand in their text.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::report::Place;

/// The bytes of the key at the end of some keys, or of the item that an index names; of the nearest above it
/// where it is absent.
pub fn span(text: &str, keys: &[String]) -> Option<Range<usize>> {
    let root = DeTable::parse(text).ok()?;
    let mut found = None;
    let mut keys = keys.iter();
    let first = keys.next()?;
    let (key, value) = root.get_ref().get_key_value(first.as_str())?;
    found.replace(key.span());
    let mut value = value.get_ref();
    for key in keys {
        match value {
            DeValue::Table(table) => {
                let Some((spanned, inner)) = table.get_key_value(key.as_str()) else {
                    break;
                };
                found.replace(spanned.span());
                value = inner.get_ref();
            }
            DeValue::Array(items) => {
                let item = key.parse().ok().and_then(|index: usize| items.get(index));
                let Some(item) = item else { break };
                found.replace(item.span());
                value = item.get_ref();
            }
            _ => break,
        }
    }
    found
}

/// The line and column of a byte.
pub fn text_place(text: &str, offset: usize) -> Place {
    let before = &text[..offset.min(text.len())];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place::Text {
        file: String::new(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}
