//! [`Formatted`]: a string whose format says what it stands for, kept as it was sent.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A string that is a `T` by its `format`: a time, an address, an integer written as a string.
///
/// The text is kept as it was sent. So a server that is sloppy with one time does not make a whole response
/// undecodable, and what is sent back is what came; [`parse`](Self::parse) tells the value, or why there is
/// none. Comparing and ordering are those of the texts.
pub struct Formatted<T> {
    text: Box<str>,
    ty: PhantomData<fn() -> T>,
}

impl<T> Formatted<T> {
    /// A text as it is, whether or not it is a `T`.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into().into_boxed_str(),
            ty: PhantomData,
        }
    }

    /// The text of a value.
    #[must_use]
    pub fn of(value: impl std::borrow::Borrow<T>) -> Self
    where
        T: fmt::Display,
    {
        Self::new(value.borrow().to_string())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.text.into_string()
    }

    /// The value.
    ///
    /// # Errors
    /// When the text is not a `T`.
    pub fn parse(&self) -> Result<T, T::Err>
    where
        T: FromStr,
    {
        self.text.parse()
    }
}

impl<T> From<&str> for Formatted<T> {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl<T> From<String> for Formatted<T> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl<T> Clone for Formatted<T> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            ty: PhantomData,
        }
    }
}

impl<T> PartialEq for Formatted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Formatted<T> {}

impl<T> PartialOrd for Formatted<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Formatted<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> Hash for Formatted<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Debug for Formatted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> fmt::Display for Formatted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T> Serialize for Formatted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T> Deserialize<'de> for Formatted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(FormattedVisitor(PhantomData))
    }
}

struct FormattedVisitor<T>(PhantomData<fn() -> T>);

impl<T> Visitor<'_> for FormattedVisitor<T> {
    type Value = Formatted<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Formatted<T>, E> {
        Ok(Formatted::new(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Formatted<T>, E> {
        Ok(Formatted::new(text))
    }
}
