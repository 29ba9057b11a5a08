//! A value that satisfies a schema, made up where the document gives none.
//!
//! What limits values beyond their types (lengths, patterns, bounds) is not looked at: a document whose
//! samples have to satisfy those gives examples.

use serde_json::{Map, Number, Value, json};

use super::Spec;
use super::examples::check;
use super::schema::{AdditionalProperties, Example, Schema, SchemaId, SchemaType};

/// How deep a value is made; below, what is not required is left out.
const DEEPEST: usize = 6;

/// How deep it is made at all: below, a schema that requires itself has no value.
const END: usize = 24;

/// A value of a schema, as a request has it: without properties that are `readOnly`.
pub fn sample(spec: &Spec, id: SchemaId) -> Value {
    value(spec, id, 0)
}

fn value(spec: &Spec, id: SchemaId, depth: usize) -> Value {
    let schema = spec.schema(id);
    if depth >= END {
        return Value::Null;
    }
    let given = schema.examples.iter().map(|Example { value, .. }| value);
    let given = given.chain(&schema.default);
    let is_valid = |value: &&Value| !value.is_null() && check(spec, id, value).is_ok();
    if let Some(value) = given.into_iter().find(is_valid) {
        return value.clone();
    }
    if let Some(first) = schema.enumeration.first() {
        return first.clone();
    }
    let mut made = of_type(spec, schema, depth);
    for part in &schema.all_of {
        merge(&mut made, value(spec, *part, depth + 1));
    }
    let choices = if schema.one_of.is_empty() {
        &schema.any_of
    } else {
        &schema.one_of
    };
    let is_null = |id: &&SchemaId| spec.schema(**id).ty == Some(SchemaType::Null);
    if let Some(choice) = choices.iter().find(|id| !is_null(id)) {
        merge(&mut made, value(spec, *choice, depth + 1));
        tag(spec, schema, *choice, &mut made);
    }
    made.unwrap_or_else(|| json!("text"))
}

/// Gives an object of a choice the name by which it is told apart.
fn tag(spec: &Spec, schema: &Schema, choice: SchemaId, made: &mut Option<Value>) {
    let (Some(discriminator), Some(Value::Object(entries))) = (&schema.discriminator, made) else {
        return;
    };
    let mapped = discriminator.mapping.iter().find(|(_, id)| **id == choice);
    let component = spec.component_schemas.iter().find(|(_, id)| **id == choice);
    if let Some((name, _)) = mapped.or(component) {
        entries.insert(discriminator.property.clone(), json!(name));
    }
}

/// Both values, where they are objects; the first, where it is something else.
fn merge(made: &mut Option<Value>, other: Value) {
    match (made, other) {
        (Some(Value::Object(entries)), Value::Object(others)) => entries.extend(others),
        (Some(_), _) => {}
        (made, other) => *made = Some(other),
    }
}

/// What the keywords of the schema itself ask for.
fn of_type(spec: &Spec, schema: &Schema, depth: usize) -> Option<Value> {
    let is_object = !schema.properties.is_empty()
        || !matches!(
            schema.additional_properties,
            AdditionalProperties::Unsaid | AdditionalProperties::Forbidden
        );
    match schema.ty {
        Some(SchemaType::Boolean) => Some(json!(true)),
        Some(SchemaType::Integer) => Some(json!(1)),
        Some(SchemaType::Number) => Number::from_f64(1.5).map(Value::Number),
        Some(SchemaType::String) => Some(json!(text(schema.format.as_deref()))),
        Some(SchemaType::Null) => Some(Value::Null),
        Some(SchemaType::Array) => Some(Value::Array(items(spec, schema, depth))),
        Some(SchemaType::Object) => Some(object(spec, schema, depth)),
        None if is_object => Some(object(spec, schema, depth)),
        None if schema.items.is_some() => Some(Value::Array(items(spec, schema, depth))),
        None => None,
    }
}

fn items(spec: &Spec, schema: &Schema, depth: usize) -> Vec<Value> {
    let mut items: Vec<Value> = schema
        .prefix_items
        .iter()
        .map(|id| value(spec, *id, depth + 1))
        .collect();
    if let Some(id) = schema.items {
        let wanted = schema.min_items.unwrap_or(1).clamp(1, 16);
        let wanted = usize::try_from(wanted).unwrap_or(1);
        while items.len() < wanted && depth < DEEPEST {
            items.push(value(spec, id, depth + 1));
        }
    }
    items
}

fn object(spec: &Spec, schema: &Schema, depth: usize) -> Value {
    let mut entries = Map::new();
    for (name, id) in &schema.properties {
        let is_wanted = schema.required.contains(name) || depth < DEEPEST;
        if is_wanted && !spec.schema(*id).read_only {
            entries.insert(name.clone(), value(spec, *id, depth + 1));
        }
    }
    if let AdditionalProperties::Typed(id) = schema.additional_properties
        && depth < DEEPEST
    {
        entries.insert("another".to_owned(), value(spec, id, depth + 1));
    }
    Value::Object(entries)
}

/// A string of a format (RFC 3339, RFC 9562, RFC 3986 …).
fn text(format: Option<&str>) -> &'static str {
    match format {
        Some("date-time") => "2024-02-29T12:30:00Z",
        Some("date") => "2024-02-29",
        Some("time") => "12:30:00Z",
        Some("duration") => "PT1H",
        Some("uuid") => "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        Some("uri" | "url" | "uri-reference") => "https://example.com/a",
        Some("email") => "a@example.com",
        Some("hostname") => "example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("byte") => "dGV4dA==",
        Some("int64" | "int32" | "uint64") => "1",
        Some("decimal" | "double" | "number") => "1.5",
        _ => "text",
    }
}
