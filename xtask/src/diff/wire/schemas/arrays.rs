//! The items of arrays.

use super::faced::{Faced, Told};
use super::members;
use crate::diff::catalogue::Code;

/// Compares what arrays hold.
pub fn compare(faced: &Faced<'_, '_>, told: &mut Told) {
    let (old, new) = (faced.old, faced.new);
    let mut tell = |keyword: &str, code: Code, message: String| {
        told.findings
            .push(faced.met.keyword(keyword, code, message));
    };
    for index in old.prefix.len()..new.prefix.len() {
        let message = format!("place {} of the tuple is new", index + 1);
        tell("prefixItems", Code::PrefixItemAdded, message);
    }
    for index in new.prefix.len()..old.prefix.len() {
        let message = format!("place {} of the tuple is gone", index + 1);
        tell("prefixItems", Code::PrefixItemRemoved, message);
    }
    match (old.is_closed_array, new.is_closed_array) {
        (false, true) => tell(
            "items",
            Code::ItemsClosed,
            "no other items may follow any longer".to_owned(),
        ),
        (true, false) => tell(
            "items",
            Code::ItemsOpened,
            "other items may follow now".to_owned(),
        ),
        _ => {}
    }
    // What becomes an array, or was one, is told by its type.
    let is_array = |view: &super::view::View<'_>| {
        let types = view.types.as_ref();
        types.is_some_and(|types| types.contains("array"))
    };
    let are_arrays = is_array(old) && is_array(new);
    match (old.items.is_empty(), new.items.is_empty()) {
        (true, false) if are_arrays => tell(
            "items",
            Code::ItemsTyped,
            "the items have a schema now".to_owned(),
        ),
        (false, true) if are_arrays && !new.is_closed_array => tell(
            "items",
            Code::ItemsUntyped,
            "the items have no schema any longer".to_owned(),
        ),
        _ => {}
    }
    if !old.items.is_empty() && !new.items.is_empty() {
        members::pair(faced, &old.items, &new.items, "[]", told);
    }
    for (index, (before, after)) in old.prefix.iter().zip(&new.prefix).enumerate() {
        members::pair(faced, &[*before], &[*after], &format!("[{index}]"), told);
    }
}
