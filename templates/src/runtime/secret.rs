//! [`SecretString`]: text that is never shown.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::BuildError;

/// Text that is never shown: `Debug` prints `[redacted]`, there is no `Display`, and a failure to
/// decode one does not hold the value. [`SecretString::expose`] gives the text.
///
/// It is encoded as the plain text.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct SecretString {
    text: String,
}

impl SecretString {
    /// The text of an environment variable. Nothing else here reads the environment.
    ///
    /// # Errors
    /// When the variable is not set, is empty or is not Unicode. The message does not hold the value.
    pub fn from_env(name: &str) -> Result<Self, BuildError> {
        let problem = match std::env::var(name) {
            Ok(text) if !text.is_empty() => return Ok(text.into()),
            Ok(_) => "is empty",
            Err(std::env::VarError::NotPresent) => "is not set",
            Err(std::env::VarError::NotUnicode(_)) => "is not Unicode",
        };
        Err(BuildError::new(format!(
            "the environment variable `{name}` {problem}"
        )))
    }

    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The text.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.text
    }
}

impl fmt::Debug for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<String> for SecretString {
    fn from(text: String) -> Self {
        Self { text }
    }
}

impl From<&String> for SecretString {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&str> for SecretString {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Serialize for SecretString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for SecretString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SECRET, SecretVisitor)
    }
}

/// By this name a format that has no types, such as that of headers, knows that text is asked for.
pub(crate) const SECRET: &str = "SecretString";

struct SecretVisitor;

impl SecretVisitor {
    fn unexpected<E: Error>(self, found: &'static str) -> Result<SecretString, E> {
        Err(E::invalid_type(Unexpected::Other(found), &self))
    }
}

impl<'de> Visitor<'de> for SecretVisitor {
    type Value = SecretString;

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        // Not `deserialize_string`: serde_json answers that with an error which quotes a number it
        // finds instead, and the number may be the secret.
        deserializer.deserialize_any(self)
    }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(text.into())
    }

    // serde's own answers to these quote the value.
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        self.unexpected("boolean")
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        self.unexpected("number")
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Self::Value, E> {
        self.unexpected("number")
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        self.unexpected("number")
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Self::Value, E> {
        self.unexpected("number")
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        self.unexpected("number")
    }
}
