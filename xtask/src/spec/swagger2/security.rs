//! Security Scheme Object.

use serde_json::{Map, Value, json};

use super::{Converter, Places};

/// The fields of a scheme that go into its flow.
const FLOW_FIELDS: [&str; 3] = ["authorizationUrl", "tokenUrl", "scopes"];

impl Converter<'_, '_> {
    /// One entry of the Security Definitions Object.
    pub(super) fn security_scheme(&mut self, places: &Places, value: &Value) -> Value {
        let Some(object) = value.as_object() else {
            return value.clone();
        };
        match object.get("type").and_then(Value::as_str) {
            Some("basic") => {
                let mut scheme = Map::new();
                for (field, value) in object {
                    if field == "type" {
                        scheme.insert("type".to_owned(), "http".into());
                        scheme.insert("scheme".to_owned(), "basic".into());
                    } else {
                        scheme.insert(field.clone(), value.clone());
                    }
                }
                Value::Object(scheme)
            }
            Some("oauth2") => match object.get("flow").and_then(Value::as_str).and_then(flow) {
                Some(flow) => self.oauth2(places, object, flow),
                None => value.clone(),
            },
            _ => value.clone(),
        }
    }

    fn oauth2(&mut self, places: &Places, object: &Map<String, Value>, name: &str) -> Value {
        let flow_place = places.new.child("flows").child(name);
        self.moved(places);
        self.moved(&Places {
            new: places.new.child("flows"),
            old: places.old.child("flow"),
        });
        self.moved(&Places {
            new: flow_place,
            old: places.old.clone(),
        });
        let mut flow = Map::new();
        for field in FLOW_FIELDS {
            if let Some(value) = object.get(field) {
                flow.insert(field.to_owned(), value.clone());
            }
        }
        // Required in OpenAPI 3.0, and left out by many.
        flow.entry("scopes").or_insert_with(|| json!({}));
        let mut flows = Map::new();
        flows.insert(name.to_owned(), Value::Object(flow));
        let mut scheme = Map::new();
        for (field, value) in object {
            if field == "flow" {
                scheme.insert(
                    "flows".to_owned(),
                    Value::Object(std::mem::take(&mut flows)),
                );
            } else if !FLOW_FIELDS.contains(&field.as_str()) {
                scheme.insert(field.clone(), value.clone());
            }
        }
        Value::Object(scheme)
    }
}

/// The name that a flow has in OpenAPI 3.0.
fn flow(name: &str) -> Option<&'static str> {
    match name {
        "implicit" => Some("implicit"),
        "password" => Some("password"),
        "application" => Some("clientCredentials"),
        "accessCode" => Some("authorizationCode"),
        _ => None,
    }
}
