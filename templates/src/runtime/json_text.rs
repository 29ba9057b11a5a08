//! [`JsonText`]: a value that is read later, as the text that it came as.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// The text of a value. It is that of the source where the source is a text of JSON, and nothing is copied then; of
/// another source it is written.
pub(crate) struct JsonText<'de>(pub(crate) Cow<'de, str>);

/// How deep values may nest, as in `serde_json`: each that is read from its text begins to count anew.
const MAX_DEPTH: usize = 128;

/// The name by which `serde_json` is asked for the text of a value. Were it another one day, values would come as
/// such, and be written.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

impl<'de> JsonText<'de> {
    /// The text of a value.
    #[allow(
        dead_code,
        reason = "only unions that may lack their tag are given values"
    )]
    pub(crate) fn of(value: &Value) -> Self {
        Self(value.to_string().into())
    }

    /// The value.
    #[allow(
        dead_code,
        reason = "only unions keep values that are none of their variants"
    )]
    pub(crate) fn to_value(&self) -> Result<Value, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    fn checked<E: Error>(self) -> Result<Self, E> {
        if is_too_deep(&self.0) {
            return Err(E::custom("recursion limit exceeded"));
        }
        Ok(self)
    }
}

impl<'de> Deserialize<'de> for JsonText<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer.deserialize_newtype_struct(RAW_VALUE, JsonTextVisitor)?;
        text.checked()
    }
}

struct JsonTextVisitor;

impl<'de> Visitor<'de> for JsonTextVisitor {
    type Value = JsonText<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    /// A source that is no text of JSON.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        source: D,
    ) -> Result<Self::Value, D::Error> {
        Value::deserialize(source).map(|value| JsonText::of(&value))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut value = serde_json::Map::new();
        let Some(first) = map.next_key::<String>()? else {
            return Ok(JsonText::of(&Value::Object(value)));
        };
        if first == RAW_VALUE {
            return map.next_value_seed(RawText).map(JsonText);
        }
        value.insert(first, map.next_value()?);
        let rest = Value::deserialize(MapAccessDeserializer::new(map))?;
        if let Value::Object(rest) = rest {
            value.extend(rest);
        }
        Ok(JsonText::of(&Value::Object(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        let items = Value::deserialize(SeqAccessDeserializer::new(items))?;
        Ok(JsonText::of(&items))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(JsonText::of(&Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(JsonText::of(&value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(JsonText::of(&value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(JsonText::of(&value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(JsonText::of(&value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(JsonText::of(&value.into()))
    }
}

/// The text itself, borrowed where the source lends it.
struct RawText;

impl<'de> serde::de::DeserializeSeed<'de> for RawText {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for RawText {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a JSON value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

fn is_too_deep(text: &str) -> bool {
    // What opens is closed.
    if text.len() <= 2 * MAX_DEPTH {
        return false;
    }
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    text.bytes().any(|byte| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_string,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}
