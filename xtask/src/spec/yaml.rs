//! YAML text to the generic tree. The only file that uses `serde_yaml`.

use serde_json::{Map, Number, Value};

use super::pointer::Pointer;
use crate::report::{Code, Place, Report};

/// Reads one YAML document as the tree that JSON would give: keys become strings (`200:` is `"200"`),
/// anchors and merge keys are expanded.
pub fn parse(text: &str, report: &mut Report) -> Option<Value> {
    let mut value: serde_yaml::Value = match serde_yaml::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            report.error(Code::Syntax, place_of(&error), message_of(&error));
            return None;
        }
    };
    if let Err(error) = value.apply_merge() {
        report.error(Code::Syntax, place_of(&error), message_of(&error));
        return None;
    }
    Some(json_value(value, &Pointer::root(), report))
}

fn place_of(error: &serde_yaml::Error) -> Place {
    error
        .location()
        .map_or(Place::File, |location| Place::Text {
            line: location.line(),
            column: location.column(),
        })
}

/// The message without the place at its end, which the report draws.
fn message_of(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    match message.find(" at line ") {
        Some(end) => format!("not YAML: {}", &message[..end]),
        None => format!("not YAML: {message}"),
    }
}

fn json_value(value: serde_yaml::Value, place: &Pointer, report: &mut Report) -> Value {
    match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(value) => Value::Bool(value),
        serde_yaml::Value::String(value) => Value::String(value),
        serde_yaml::Value::Number(number) => json_number(&number).unwrap_or_else(|| {
            report.error(
                Code::NotJson,
                place,
                format!("`{number}` is a number that JSON does not have"),
            );
            Value::Null
        }),
        serde_yaml::Value::Sequence(items) => items
            .into_iter()
            .enumerate()
            .map(|(index, item)| json_value(item, &place.child(index), report))
            .collect(),
        serde_yaml::Value::Mapping(entries) => {
            let mut map = Map::with_capacity(entries.len());
            for (key, value) in entries {
                let Some(key) = json_key(key) else {
                    report.error(
                        Code::NotJson,
                        place,
                        "a key is a collection; JSON has only strings as keys",
                    );
                    continue;
                };
                let place = place.child(&key);
                let value = json_value(value, &place, report);
                if map.insert(key, value).is_some() {
                    report.error(Code::Syntax, &place, "the same key twice in one mapping");
                }
            }
            Value::Object(map)
        }
        serde_yaml::Value::Tagged(tagged) => {
            report
                .warning(
                    Code::NotJson,
                    place,
                    format!(
                        "the YAML tag `{}` means nothing in an OpenAPI document",
                        tagged.tag
                    ),
                )
                .help("the value is read as if the tag were not there; remove it");
            json_value(tagged.value, place, report)
        }
    }
}

fn json_number(number: &serde_yaml::Number) -> Option<Value> {
    let number = if let Some(number) = number.as_u64() {
        Number::from(number)
    } else if let Some(number) = number.as_i64() {
        Number::from(number)
    } else {
        Number::from_f64(number.as_f64()?)?
    };
    Some(Value::Number(number))
}

fn json_key(key: serde_yaml::Value) -> Option<String> {
    match key {
        serde_yaml::Value::String(key) => Some(key),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(value) => Some(value.to_string()),
        serde_yaml::Value::Null => Some("null".to_owned()),
        _ => None,
    }
}
