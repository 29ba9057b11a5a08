//! What open enums of integers stand on: enums that keep a value which their document does not list.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Unexpected, Visitor};

use super::unknown_count::note_unknown;

/// An integer that the API's document does not list.
///
/// It is opaque, so that code cannot match on it: a later version of the document may list the value, and
/// then it arrives as a variant of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownInteger {
    value: i64,
}

impl UnknownInteger {
    #[allow(dead_code, reason = "only generated enums make unknown values")]
    pub(crate) fn new(value: i64) -> Self {
        note_unknown();
        Self::allowed(value)
    }

    /// A value that the document allows without listing it.
    #[allow(dead_code, reason = "only generated enums make unknown values")]
    pub(crate) fn allowed(value: i64) -> Self {
        Self { value }
    }

    /// The value as it came.
    #[must_use]
    pub fn get(&self) -> i64 {
        self.value
    }
}

impl fmt::Debug for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

/// Decodes an enum of integers.
///
/// # Errors
/// When there is no integer of 64 bits. No such integer is refused: `From` has a place for every one.
pub fn deserialize_integer_enum<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: From<i64>,
{
    deserializer.deserialize_i64(IntegerEnumVisitor(PhantomData))
}

struct IntegerEnumVisitor<T>(PhantomData<T>);

impl<T: From<i64>> Visitor<'_> for IntegerEnumVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        Ok(T::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        let value = i64::try_from(value)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))?;
        Ok(T::from(value))
    }
}
