//! One node of the tree to one type of the `openapiv3` crate.
//!
//! Node by node: a whole document typed at once reports a deep mistake as "paths: …"; a node typed on its
//! own has an exact address, and all broken nodes of a document are found in one run.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::pointer::Pointer;
use super::shape::Shape;
use crate::report::{Code, Report};

/// The children without which the library does not type the node above them; they are typed empty.
const MUST_BE_THERE: [&str; 3] = ["responses", "schema", "content"];

/// Checks a node against its table and types it without its `children`: fields that are nodes of their own.
///
/// `None`, with an error, when it is not of that shape.
pub fn typed<T: DeserializeOwned>(
    node: &Value,
    children: &[&str],
    shape: &Shape,
    place: &Pointer,
    report: &mut Report,
) -> Option<T> {
    let is_own = |field: &str| !children.contains(&field);
    let mut shallow = shape.check(node, place, &is_own, report)?;
    for field in MUST_BE_THERE {
        if children.contains(&field) && node.get(field).is_some() {
            shallow.insert(field.to_owned(), Value::Object(Map::new()));
        }
    }
    typed_value(Value::Object(shallow), place, report)
}

/// Types a value whose shape is known to be right. `None`, with an error, when the library disagrees.
pub fn typed_value<T: DeserializeOwned>(
    value: Value,
    place: &Pointer,
    report: &mut Report,
) -> Option<T> {
    match T::deserialize(value) {
        Ok(typed) => Some(typed),
        Err(error) => {
            report.error(Code::Shape, place, error.to_string());
            None
        }
    }
}
