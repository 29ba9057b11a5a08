//! Two `deserialize_with` functions for fields whose presence serde would get wrong.

use serde::{Deserialize, Deserializer};

/// Decodes a property that is required and nullable: null is `None`, and a missing property is an
/// error. Without it serde takes a missing `Option` for `None`.
///
/// # Errors
/// When the property is neither null nor a value of `T`.
pub fn nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

/// Decodes an optional property whose type has a null of its own: null is `Some(null)`, and a
/// missing property is `None` by the `serde(default)` of the field. Without it serde takes null for
/// `None`.
///
/// # Errors
/// When the property is not a value of `T`.
pub fn some<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
