//! Entries of a JSON text, by the raw values that `serde_json` borrows from it.

use serde_json::value::RawValue;

use super::{Collection, Entry, Style};
use crate::spec::fragment::dropped::Dropped;
use crate::spec::positions::json::{Entries, key_before, offset};

/// The root of a text; `None` where it is no JSON.
pub(super) fn of(text: &str, dropped: &Dropped) -> Option<Collection> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let root = serde_json::from_str::<&RawValue>(text).ok()?;
    collection(root.get(), text, dropped)
}

fn collection(raw: &str, text: &str, dropped: &Dropped) -> Option<Collection> {
    let start = offset(raw, text);
    let mut entries = Vec::new();
    let mut add = |token: String, key: Option<std::ops::Range<usize>>, value: &str| {
        let start = offset(value, text);
        let below = dropped.child(&token).filter(|below| below.has_below());
        entries.push(Entry {
            token,
            key: key.unwrap_or(start..start),
            end: start + value.len(),
            value: below.and_then(|below| collection(value, text, below)),
        });
    };
    if raw.starts_with('{') {
        let Entries(all) = serde_json::from_str(raw).ok()?;
        for (key, value) in all {
            let place = key_before(text, offset(value.get(), text))?;
            add(key, Some(place), value.get());
        }
    } else {
        let items: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
        for (index, item) in items.into_iter().enumerate() {
            add(index.to_string(), None, item.get());
        }
    }
    Some(Collection {
        style: Style::Flow,
        span: start..start + raw.len(),
        entries,
    })
}
