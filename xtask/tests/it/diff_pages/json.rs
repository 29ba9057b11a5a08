//! The published schema and what is written are the same thing.

use std::collections::BTreeSet;

use bindery::diff::pages::{Format, JSON_SCHEMA, render};
use serde_json::{Map, Value};

use super::sample::sample;

#[test]
fn output_keeps_to_the_schema() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for comparisons in [&sample()[..], &[]] {
        let output: Value = serde_json::from_str(&render(comparisons, Format::Json)).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&output)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, [""; 0]);
    }
    // It does refuse what it should.
    let mut output: Value = serde_json::from_str(&render(&sample(), Format::Json)).unwrap();
    output["targets"][0]["more"] = Value::Null;
    assert!(!validator.is_valid(&output));
}

#[test]
fn schema_is_one() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
}

/// Every object is closed, every field of it is required and described, and the sample has a value for each.
#[test]
fn every_field_is_described_and_met() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    let mut described = BTreeSet::new();
    objects(&schema, &mut |object| {
        assert_eq!(object["additionalProperties"], false, "{object:?}");
        let properties = object["properties"].as_object().unwrap();
        let names: Vec<&String> = properties.keys().collect();
        let required: Vec<&str> = object["required"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(names, required);
        for (name, field) in properties {
            let description = field["description"].as_str().unwrap_or_default();
            assert!(description.ends_with('.'), "{name}: {description}");
            described.insert(name.clone());
        }
    });
    let output: Value = serde_json::from_str(&render(&sample(), Format::Json)).unwrap();
    let mut met = BTreeSet::new();
    fields(&output, &mut met);
    assert_eq!(described, met);
}

fn objects(schema: &Value, see: &mut impl FnMut(&Map<String, Value>)) {
    match schema {
        Value::Object(object) => {
            if object.get("type") == Some(&Value::from("object")) {
                see(object);
            }
            object.values().for_each(|value| objects(value, see));
        }
        Value::Array(items) => items.iter().for_each(|value| objects(value, see)),
        _ => {}
    }
}

/// The names of all fields that have a value somewhere.
fn fields(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                if !value.is_null() {
                    names.insert(name.clone());
                }
                fields(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|value| fields(value, names)),
        _ => {}
    }
}
