//! Structs as JSON objects, by the tables that are emitted for them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::runtime::{Maybe, object};

#[derive(Debug, Clone, PartialEq)]
struct Settings {
    maybe: Maybe<String>,
    nullable: Option<String>,
    value: Option<Value>,
    optional: Option<u8>,
}

object! {
    Settings {
        optional_nullable maybe = "maybe",
        required nullable = "nullable",
        optional_json value = "value",
        optional optional = "optional",
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Defaults {
    r#type: String,
    size: Option<u8>,
    limit: Maybe<u8>,
    label: Option<String>,
    others: BTreeMap<String, u8>,
}

object! {
    Defaults {
        required r#type = "type" or default_type_,
        optional size = "si\"ze" or default_size_,
        optional_nullable limit = "limit" or default_limit_,
        required label = "label" or default_label_,
        ..others
    }
}

impl Defaults {
    fn default_type_() -> Option<String> {
        Some("plain".into())
    }

    fn default_size_() -> Option<u8> {
        Some(4)
    }

    fn default_limit_() -> Option<Maybe<u8>> {
        Some(Maybe::Value(10))
    }

    fn default_label_() -> Option<Option<String>> {
        Some(None)
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Empty {}

object! {
    Empty {}
}

fn failure<T: serde::de::DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
    serde_json::from_str::<T>(json).unwrap_err().to_string()
}

#[test]
fn absent_null_and_value_survive_a_round_trip() {
    for json in [
        r#"{"nullable":null}"#,
        r#"{"maybe":null,"nullable":"n","value":null}"#,
        r#"{"maybe":"m","nullable":null,"value":[1],"optional":3}"#,
    ] {
        let settings: Settings = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&settings).unwrap(), json);
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_value(&settings).unwrap(), value);
        assert_eq!(serde_json::from_value::<Settings>(value).unwrap(), settings);
    }
    let null: Settings = serde_json::from_str(r#"{"nullable":null,"optional":null}"#).unwrap();
    assert_eq!(null.optional, None);
}

#[test]
fn what_is_wrong_with_an_object_is_told() {
    assert_eq!(
        failure::<Settings>("{}"),
        "missing field `nullable` at line 1 column 2"
    );
    assert_eq!(
        failure::<Settings>(r#"{"nullable":null,"maybe":"a","maybe":"b"}"#),
        "duplicate field `maybe` at line 1 column 36"
    );
    assert_eq!(
        failure::<Settings>(r#"{"nullable":null,"optional":1,"optional":1}"#),
        "duplicate field `optional` at line 1 column 40"
    );
    assert_eq!(
        failure::<Settings>("[null]"),
        "invalid type: sequence, expected struct Settings at line 1 column 0"
    );
    assert_eq!(
        failure::<Settings>(r#"{"nullable":5}"#),
        "invalid type: integer `5`, expected a string at line 1 column 13"
    );
}

#[test]
fn properties_without_a_field_are_passed_by_or_kept() {
    let json = r#"{"new":{"a":[1,{}]},"nu\u006clable":"escaped"}"#;
    let settings: Settings = serde_json::from_str(json).unwrap();
    assert_eq!(settings.nullable.as_deref(), Some("escaped"));
    assert_eq!(serde_json::from_str::<Empty>(json).unwrap(), Empty {});
    assert_eq!(serde_json::to_string(&Empty {}).unwrap(), "{}");
    let json = json!({"type": "t", "a": 1, "b": 2});
    let defaults: Defaults = serde_json::from_value(json).unwrap();
    assert_eq!(
        defaults.others,
        BTreeMap::from([("a".into(), 1), ("b".into(), 2)])
    );
    assert_eq!(
        failure::<Defaults>(r#"{"a":"text"}"#),
        "invalid type: string \"text\", expected u8 at line 1 column 11"
    );
}

#[test]
fn a_default_stands_for_what_is_absent() {
    let absent: Defaults = serde_json::from_str("{}").unwrap();
    assert_eq!(
        serde_json::to_string(&absent).unwrap(),
        r#"{"type":"plain","si\"ze":4,"limit":10,"label":null}"#
    );
    let null = r#"{"type":"","limit":null,"label":null}"#;
    let null: Defaults = serde_json::from_str(null).unwrap();
    assert_eq!((null.r#type.as_str(), null.limit), ("", Maybe::Null));
}
