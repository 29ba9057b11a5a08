//! Response Objects: a schema for all media types becomes one a media type.

use serde_json::{Map, Value, json};

use super::schemas::{reference, schema};

/// A response, with the media types that its operation produces.
pub(super) fn response(response: &Value, produces: &[String]) -> Value {
    let Some(object) = response.as_object() else {
        return response.clone();
    };
    let mut new = Map::new();
    for (field, value) in object {
        match (field.as_str(), value) {
            ("$ref", Value::String(target)) => {
                new.insert("$ref".to_owned(), reference(target).into());
            }
            ("schema" | "examples", _) => {}
            ("headers", Value::Object(headers)) => {
                let headers = headers
                    .iter()
                    .map(|(name, header)| (name.clone(), self::header(header)));
                new.insert("headers".to_owned(), Value::Object(headers.collect()));
            }
            _ => {
                new.insert(field.clone(), value.clone());
            }
        }
    }
    let content = content(object, produces);
    if !content.is_empty() {
        new.insert("content".to_owned(), Value::Object(content));
    }
    Value::Object(new)
}

fn content(response: &Map<String, Value>, produces: &[String]) -> Map<String, Value> {
    let examples = response.get("examples").and_then(Value::as_object);
    let example = |media_type: &str| examples.and_then(|examples| examples.get(media_type));
    let Some(old) = response.get("schema") else {
        return Map::new();
    };
    let new = schema(old);
    let is_file = old.get("type").and_then(Value::as_str) == Some("file");
    let json = ["application/json".to_owned()];
    let binary = ["application/octet-stream".to_owned()];
    let media_types = match (is_file, produces) {
        // A file is not JSON, whatever the document says for all operations.
        (true, [only]) if only == "application/json" => &binary[..],
        (true, []) => &binary[..],
        (false, []) => &json[..],
        (_, produces) => produces,
    };
    let entries = media_types.iter().map(|media_type| {
        let mut entry = Map::new();
        entry.insert("schema".to_owned(), new.clone());
        if let Some(example) = example(media_type) {
            entry.insert("example".to_owned(), example.clone());
        }
        (media_type.clone(), Value::Object(entry))
    });
    entries.collect()
}

fn header(header: &Value) -> Value {
    let Some(object) = header.as_object() else {
        return header.clone();
    };
    let (own, of_schema): (Map<String, Value>, Map<String, Value>) = object
        .iter()
        .map(|(field, value)| (field.clone(), value.clone()))
        .partition(|(field, _)| field == "description" || field.starts_with("x-"));
    let mut new = own;
    new.insert("schema".to_owned(), schema(&json!(of_schema)));
    Value::Object(new)
}
