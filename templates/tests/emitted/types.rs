//! Types as emitted.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::{Maybe, SecretString, UnknownValue};

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pet {
    pub name: String,
    pub links: BTreeMap<String, String>,
    pub description: Maybe<String>,
    pub chip_secret: Maybe<SecretString>,
    pub kind: Option<PetKind>,
    pub owner: Option<String>,
    pub extra: Option<serde_json::Value>,
}

crate::runtime::object! {
    Pet {
        required name = "name",
        required links = "_links",
        optional_nullable description = "description",
        optional_nullable chip_secret = "_chipSecret",
        optional kind = "kind",
        required owner = "owner",
        optional_json extra = "extra",
    }
}

impl Pet {
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            links: BTreeMap::new(),
            description: Maybe::default(),
            chip_secret: Maybe::default(),
            kind: None,
            owner: None,
            extra: None,
        }
    }

    pub fn description(mut self, description: impl Into<Maybe<String>>) -> Self {
        self.description = description.into();
        self
    }

    pub fn chip_secret(mut self, chip_secret: impl Into<Maybe<SecretString>>) -> Self {
        self.chip_secret = chip_secret.into();
        self
    }

    pub fn kind(mut self, kind: impl Into<PetKind>) -> Self {
        self.kind = Some(kind.into());
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    pub code: String,
    pub message: String,
}

crate::runtime::object! {
    Problem {
        required code = "code",
        required message = "message",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PetKind {
    Cat,
    Dog,
    /// Any value that the document does not list.
    Unknown(UnknownValue),
}

impl PetKind {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cat => "cat",
            Self::Dog => "dog",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for PetKind {
    fn from(value: &str) -> Self {
        match value {
            "cat" => Self::Cat,
            "dog" => Self::Dog,
            other => Self::Unknown(UnknownValue::new(other)),
        }
    }
}

impl fmt::Display for PetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for PetKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for PetKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::runtime::deserialize_string_enum(deserializer)
    }
}
