//! YAML text to the generic tree. The only file that uses `serde_yaml`.

use std::fmt;

use serde::de::{
    Deserialize, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value};

use crate::report::{Code, Place, Report};

/// Reads one YAML document as the tree that JSON would give: keys become strings (`200:` is `"200"`),
/// anchors and merge keys are expanded, tags are ignored.
pub fn parse(text: &str, file: &str, report: &mut Report) -> Option<Value> {
    match serde_yaml::from_str::<Tree>(text) {
        Ok(tree) => Some(tree.0),
        Err(error) => {
            let place = error
                .location()
                .map_or(Place::File, |location| Place::Text {
                    file: file.to_owned(),
                    line: location.line(),
                    column: location.column(),
                });
            let (code, message) = message_of(&error);
            report.error(code, place, message);
            None
        }
    }
}

/// What begins the message about a value that JSON does not have.
const NOT_JSON: &str = "JSON has no ";

/// The message without the place at its end, which the report draws.
fn message_of(error: &serde_yaml::Error) -> (Code, String) {
    let message = error.to_string();
    let message = match message.find(" at line ") {
        Some(end) => &message[..end],
        None => &message,
    };
    match message.find(NOT_JSON) {
        Some(start) => (Code::NotJson, message[start..].to_owned()),
        None => (Code::Syntax, format!("not YAML: {message}")),
    }
}

/// A node of the tree.
struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Self)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// Beyond 64 bits a number is what JSON parsers make of it: the nearest of double precision.
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom(format!("{NOT_JSON}number `{value}`")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Tree(value)) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            let Tree(value) = entries.next_value()?;
            if key == "<<" {
                match value {
                    Value::Array(values) => merged.extend(values),
                    value => merged.push(value),
                }
            } else if map.contains_key(&key) {
                return Err(A::Error::custom(format!(
                    "duplicate entry with key {key:?}"
                )));
            } else {
                map.insert(key, value);
            }
        }
        // What a mapping says itself comes before what is merged, and the first merged before the next.
        for value in merged {
            let Value::Object(value) = value else {
                return Err(A::Error::custom("`<<` merges mappings only"));
            };
            for (key, value) in value {
                map.entry(key).or_insert(value);
            }
        }
        Ok(Value::Object(map))
    }

    /// A tag means nothing in an OpenAPI document.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (_, contents) = access.variant::<String>()?;
        contents.newtype_variant::<Tree>().map(|tree| tree.0)
    }
}

/// A key as it is written, whatever YAML would take it for.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor).map(Self)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is a string, as all are in JSON")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests end by panicking")]
mod tests {
    use serde_json::json;

    use super::*;

    fn tree(text: &str) -> Value {
        parse(text, "", &mut Report::new()).expect("a tree")
    }

    #[test]
    fn keys_are_text_and_merges_are_expanded() {
        assert_eq!(
            tree("base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3}\n200: a\non: b\n1.10: c\n"),
            json!({"base": {"x": 1, "y": 2}, "other": {"y": 3, "x": 1}, "200": "a", "on": "b", "1.10": "c"})
        );
        assert_eq!(tree("<<: [{a: 1}, {a: 2, b: 3}]"), json!({"a": 1, "b": 3}));
    }

    #[test]
    fn numbers_may_be_beyond_64_bits() {
        assert_eq!(
            tree("[-9223372036854776000, 18446744073709551616, 1.5, !tag x]"),
            json!([-9223372036854776000.0, 18446744073709551616.0, 1.5, "x"])
        );
    }

    #[test]
    fn what_json_has_not_is_refused() {
        let mut report = Report::new();
        assert_eq!(parse("a: .nan", "", &mut report), None);
        assert_eq!(report.diagnostics()[0].code, Code::NotJson);
    }
}
