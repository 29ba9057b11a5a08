//! Edits as an API's authors make them.

use serde_json::{Value, json};

use crate::random::Random;

/// The places of nodes that have a shape.
fn places(
    node: &Value,
    at: &str,
    is_wanted: &impl Fn(&str, &Value) -> bool,
    found: &mut Vec<String>,
) {
    if is_wanted(at, node) {
        found.push(at.to_owned());
    }
    match node {
        Value::Object(entries) => {
            for (key, value) in entries {
                if matches!(key.as_str(), "example" | "examples" | "default")
                    || key.starts_with("x-")
                {
                    continue;
                }
                let key = key.replace('~', "~0").replace('/', "~1");
                places(value, &format!("{at}/{key}"), is_wanted, found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{index}"), is_wanted, found);
            }
        }
        _ => {}
    }
}

fn pick<'r>(
    root: &'r mut Value,
    random: &mut Random,
    is_wanted: impl Fn(&str, &Value) -> bool,
) -> Option<&'r mut Value> {
    let mut found = Vec::new();
    places(root, "", &is_wanted, &mut found);
    if found.is_empty() {
        return None;
    }
    root.pointer_mut(&found[random.below(found.len())])
}

fn has_properties(_: &str, node: &Value) -> bool {
    let properties = node.get("properties").and_then(Value::as_object);
    properties.is_some_and(|properties| {
        !properties.is_empty() && properties.values().all(Value::is_object)
    }) && node.get("discriminator").is_none()
}

fn is_plain_string(_: &str, node: &Value) -> bool {
    node.get("type") == Some(&json!("string"))
        && node.get("enum").is_none()
        && node.get("format").is_none()
}

fn is_operation(at: &str, node: &Value) -> bool {
    at.starts_with("/paths/") && at.matches('/').count() == 3 && node.get("responses").is_some()
}

/// Changes a document in one place; `None` where the edit that chance chose has no place in it.
pub fn edited(root: &Value, random: &mut Random) -> Option<Value> {
    let mut root = root.clone();
    let fresh = format!("zzq{}", random.below(1000));
    match random.below(10) {
        0 => {
            let schema = pick(&mut root, random, has_properties)?;
            let properties = schema["properties"].as_object_mut()?;
            let name = properties
                .keys()
                .nth(random.below(properties.len()))?
                .clone();
            properties.shift_remove(&name);
            if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
                required.retain(|one| *one != name);
            }
        }
        1 => {
            let schema = pick(&mut root, random, has_properties)?;
            schema["properties"][&fresh] = json!({ "type": "string" });
            if random.below(2) == 0 {
                let required = schema
                    .as_object_mut()?
                    .entry("required")
                    .or_insert_with(|| json!([]));
                required.as_array_mut()?.push(json!(fresh));
            }
        }
        2 => {
            let schema = pick(&mut root, random, has_properties)?;
            let properties = schema["properties"].as_object()?;
            let name = json!(properties.keys().nth(random.below(properties.len()))?);
            let required = schema
                .as_object_mut()?
                .entry("required")
                .or_insert_with(|| json!([]));
            let required = required.as_array_mut()?;
            match required.iter().position(|one| *one == name) {
                Some(index) => {
                    required.remove(index);
                }
                None => required.push(name),
            }
            if required.is_empty() {
                schema.as_object_mut()?.shift_remove("required");
            }
        }
        3 => *pick(&mut root, random, is_plain_string)? = json!({ "type": "integer" }),
        4 => {
            let schema = pick(&mut root, random, is_plain_string)?;
            let longest = schema
                .get("maxLength")
                .and_then(Value::as_u64)
                .unwrap_or(100);
            schema["maxLength"] = json!(longest / 2 + 1);
        }
        5 | 6 => {
            let has_values = |_: &str, node: &Value| {
                let values = node.get("enum").and_then(Value::as_array);
                values.is_some_and(|values| values.len() > 1 && values.iter().all(Value::is_string))
            };
            let values = pick(&mut root, random, has_values)?["enum"].as_array_mut()?;
            if random.below(2) == 0 {
                let index = random.below(values.len());
                values.remove(index);
            } else {
                values.push(json!(fresh));
            }
        }
        7 => {
            let operation = pick(&mut root, random, is_operation)?.as_object_mut()?;
            let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
            parameters.as_array_mut()?.push(json!({
                "name": fresh, "in": "query", "required": random.below(2) == 0, "schema": { "type": "string" }
            }));
        }
        8 => {
            let has_operation = |at: &str, node: &Value| {
                let entries = node.as_object();
                at.starts_with("/paths/")
                    && at.matches('/').count() == 2
                    && entries.is_some_and(|entries| {
                        entries
                            .values()
                            .any(|value| is_operation("/paths/a/b", value))
                    })
            };
            let item = pick(&mut root, random, has_operation)?.as_object_mut()?;
            let method = item
                .iter()
                .find(|(_, value)| is_operation("/paths/a/b", value))?
                .0
                .clone();
            item.shift_remove(&method);
        }
        _ => {
            root["paths"].as_object_mut()?.insert(
                format!("/{fresh}"),
                json!({ "get": {
                    "operationId": fresh,
                    "responses": { "204": { "description": "Done." } }
                } }),
            );
        }
    }
    Some(root)
}
