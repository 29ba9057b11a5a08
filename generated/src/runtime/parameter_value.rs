//! A parameter's value as OpenAPI's styles see it: nothing, a text, a list or an object.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;

/// A parameter's value. Objects keep the order of their properties, as styles write them in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ParameterValue {
    Null,
    Text(String),
    List(Vec<ParameterValue>),
    Object(Vec<(String, ParameterValue)>),
}

impl ParameterValue {
    /// Takes the value by way of its JSON, so that numbers, enums and formats of strings are written
    /// in a parameter as they are in a body.
    pub(crate) fn new<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }

    /// Takes the value's JSON for its text, save null, which stays nothing.
    pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        let json = serde_json::to_string(value)?;
        Ok(if json == "null" {
            Self::Null
        } else {
            Self::Text(json)
        })
    }

    /// Whether the value is an object, or a list of lists or objects: what the style `form` cannot
    /// write as one named list.
    pub(crate) fn is_deep(&self) -> bool {
        match self {
            Self::Null | Self::Text(_) => false,
            Self::List(items) => items
                .iter()
                .any(|item| matches!(item, Self::List(_) | Self::Object(_))),
            Self::Object(_) => true,
        }
    }
}

impl<'de> Deserialize<'de> for ParameterValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ParameterValueVisitor)
    }
}

struct ParameterValueVisitor;

impl<'de> Visitor<'de> for ParameterValueVisitor {
    type Value = ParameterValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a parameter's value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(ParameterValue::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(ParameterValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut object = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            object.push(entry);
        }
        Ok(ParameterValue::Object(object))
    }
}
