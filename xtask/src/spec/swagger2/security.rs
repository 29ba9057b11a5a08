//! Security Scheme Objects: `basic` is an http scheme, and a flow one of several.

use serde_json::{Map, Value, json};

/// A security scheme.
pub(super) fn scheme(scheme: &Value) -> Value {
    let Some(object) = scheme.as_object() else {
        return scheme.clone();
    };
    let text = |field: &str| object.get(field).and_then(Value::as_str);
    match text("type") {
        Some("basic") => {
            let mut new = without(object, &["type"]);
            new.insert("type".to_owned(), "http".into());
            new.insert("scheme".to_owned(), "basic".into());
            Value::Object(new)
        }
        Some("oauth2") => {
            const OF_FLOW: [&str; 4] = ["authorizationUrl", "tokenUrl", "scopes", "flow"];
            let flow = match text("flow") {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some(other) => other,
                None => "implicit",
            };
            let fields: Map<String, Value> = OF_FLOW
                .into_iter()
                .filter(|field| *field != "flow")
                .filter_map(|field| Some((field.to_owned(), object.get(field)?.clone())))
                .collect();
            let mut new = without(object, &OF_FLOW);
            new.insert("flows".to_owned(), json!({ flow: fields }));
            Value::Object(new)
        }
        _ => scheme.clone(),
    }
}

fn without(object: &Map<String, Value>, fields: &[&str]) -> Map<String, Value> {
    object
        .iter()
        .filter(|(field, _)| !fields.contains(&field.as_str()))
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect()
}
