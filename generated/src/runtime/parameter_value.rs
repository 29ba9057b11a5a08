//! A parameter's value as OpenAPI's styles see it: nothing, a text, a list or an object.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A parameter's value. Objects keep the order of their properties, as styles write them in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ParameterValue<'j> {
    Null,
    Text(Cow<'j, str>),
    List(Vec<ParameterValue<'j>>),
    Object(Vec<(String, ParameterValue<'j>)>),
}

impl<'j> ParameterValue<'j> {
    /// Takes the value by way of its JSON, so that numbers, enums and formats of strings are written
    /// in a parameter as they are in a body.
    pub(crate) fn of_json(json: &'j str) -> Result<Self, serde_json::Error> {
        let string = json
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        match string {
            Some(text) if !text.contains('\\') => Ok(Self::Text(text.into())),
            None if is_plain(json) => Ok(Self::Text(json.into())),
            _ => serde_json::from_str(json),
        }
    }

    /// Takes the value's JSON for its text, save null, which stays nothing.
    pub(crate) fn json(json: &'j str) -> Self {
        match json {
            "null" => Self::Null,
            json => Self::Text(json.into()),
        }
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

/// Whether a JSON text is a value whose text is the same: an integer, or a boolean.
fn is_plain(json: &str) -> bool {
    let digits = json.strip_prefix('-').unwrap_or(json);
    digits.bytes().all(|byte| byte.is_ascii_digit()) || matches!(json, "true" | "false")
}

impl<'de> Deserialize<'de> for ParameterValue<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ParameterValueVisitor)
    }
}

struct ParameterValueVisitor;

impl<'de> Visitor<'de> for ParameterValueVisitor {
    type Value = ParameterValue<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a parameter's value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(ParameterValue::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_string().into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_string().into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_string().into()))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(ParameterValue::Text(value.to_owned().into()))
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
