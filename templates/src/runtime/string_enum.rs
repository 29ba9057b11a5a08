//! What open string enums stand on: enums that keep a value which their document does not list.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Visitor};

use super::unknown_count::note_unknown;

/// A value that the API's document does not list.
///
/// It is opaque, so that code cannot match on its text: a later version of the document may list the
/// value, and then it arrives as a variant of its own.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue {
    text: Box<str>,
}

impl UnknownValue {
    #[allow(dead_code, reason = "only generated enums make unknown values")]
    pub(crate) fn new(text: &str) -> Self {
        note_unknown();
        Self::allowed(text)
    }

    /// A value that the document allows without listing it.
    #[allow(dead_code, reason = "only generated enums make unknown values")]
    pub(crate) fn allowed(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// The value as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// Decodes a string enum from its string, without a copy of it.
///
/// # Errors
/// When there is no string. No string is refused: `From` has a place for every one.
pub fn deserialize_string_enum<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str>,
{
    deserializer.deserialize_str(StringEnumVisitor(PhantomData))
}

struct StringEnumVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for StringEnumVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}
