//! What closed enums stand on: enums that have no place for a value which their document does not list.

#![allow(
    dead_code,
    reason = "an API has closed enums of strings, of integers, or both"
)]

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Unexpected, Visitor};

/// A value is none of those that an enum has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlistedValue {
    text: Box<str>,
}

impl UnlistedValue {
    pub(crate) fn new(value: impl ToString) -> Self {
        Self {
            text: value.to_string().into(),
        }
    }
}

impl fmt::Display for UnlistedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is none of the values", self.text)
    }
}

impl std::error::Error for UnlistedValue {}

/// Decodes a string enum from its string.
///
/// # Errors
/// When there is no string, or one that is none of the values.
pub fn deserialize_closed_string_enum<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> TryFrom<&'a str>,
{
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

struct StringVisitor<T>(PhantomData<T>);

impl<T: for<'a> TryFrom<&'a str>> Visitor<'_> for StringVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string that the document lists")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::try_from(text).map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Decodes an enum of integers.
///
/// # Errors
/// When there is no integer, or one that is none of the values.
pub fn deserialize_closed_integer_enum<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i64>,
{
    deserializer.deserialize_i64(IntegerVisitor(PhantomData))
}

struct IntegerVisitor<T>(PhantomData<T>);

impl<T: TryFrom<i64>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer that the document lists")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        let listed = i64::try_from(value)
            .ok()
            .and_then(|value| T::try_from(value).ok());
        listed.ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }
}
