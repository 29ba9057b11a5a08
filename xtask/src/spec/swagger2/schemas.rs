//! Schema Objects: references, discriminators and nulls as 3.0 writes them.

use serde_json::{Map, Value, json};

/// A schema with everything below it.
pub(super) fn schema(schema: &Value) -> Value {
    let Some(object) = schema.as_object() else {
        return schema.clone();
    };
    let mut new = Map::new();
    for (keyword, value) in object {
        let (keyword, value) = match (keyword.as_str(), value) {
            ("$ref", Value::String(target)) => (keyword.as_str(), Value::String(reference(target))),
            ("discriminator", Value::String(property)) => {
                ("discriminator", json!({ "propertyName": property }))
            }
            ("x-nullable", Value::Bool(nullable)) => ("nullable", Value::Bool(*nullable)),
            ("properties", Value::Object(properties)) => {
                let properties = properties
                    .iter()
                    .map(|(name, property)| (name.clone(), self::schema(property)));
                ("properties", Value::Object(properties.collect()))
            }
            ("items" | "additionalProperties" | "not", value) => {
                (keyword.as_str(), self::schema(value))
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                (keyword.as_str(), schemas.iter().map(self::schema).collect())
            }
            ("type", Value::String(ty)) if ty == "file" => {
                new.insert("format".to_owned(), "binary".into());
                ("type", "string".into())
            }
            (keyword, value) => (keyword, value.clone()),
        };
        new.insert(keyword.to_owned(), value);
    }
    Value::Object(new)
}

/// The target of a reference, where 3.0 has it. What refers to another file stays.
pub(super) fn reference(target: &str) -> String {
    const SECTIONS: [(&str, &str); 3] = [
        ("#/definitions/", "#/components/schemas/"),
        ("#/parameters/", "#/components/parameters/"),
        ("#/responses/", "#/components/responses/"),
    ];
    SECTIONS
        .into_iter()
        .find_map(|(old, new)| Some(format!("{new}{}", target.strip_prefix(old)?)))
        .unwrap_or_else(|| target.to_owned())
}
