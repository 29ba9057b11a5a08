//! `type`: one, several, or one that the standard does not know; and the formats that other keywords say.

use serde_json::Value;

use super::SchemaCollector;
use super::keywords::Keywords;
use crate::report::{Code, Report};
use crate::spec::schema::{AdditionalProperties, Schema, SchemaType};

/// The types by name.
const TYPES: [(&str, SchemaType); 7] = [
    ("array", SchemaType::Array),
    ("boolean", SchemaType::Boolean),
    ("integer", SchemaType::Integer),
    ("null", SchemaType::Null),
    ("number", SchemaType::Number),
    ("object", SchemaType::Object),
    ("string", SchemaType::String),
];

/// Names that documents write for the types of the standard.
const MEANT: [(&str, SchemaType); 18] = [
    ("bool", SchemaType::Boolean),
    ("date", SchemaType::String),
    ("date-time", SchemaType::String),
    ("datetime", SchemaType::String),
    ("decimal", SchemaType::Number),
    ("dict", SchemaType::Object),
    ("double", SchemaType::Number),
    ("enum", SchemaType::String),
    ("file", SchemaType::String),
    ("float", SchemaType::Number),
    ("int", SchemaType::Integer),
    ("int32", SchemaType::Integer),
    ("int64", SchemaType::Integer),
    ("list", SchemaType::Array),
    ("long", SchemaType::Integer),
    ("map", SchemaType::Object),
    ("text", SchemaType::String),
    ("uuid", SchemaType::String),
];

/// The type of a name.
pub(super) fn by_name(name: &str) -> Option<SchemaType> {
    let found = TYPES.iter().find(|(known, _)| *known == name);
    found.map(|(_, ty)| *ty)
}

/// The name of a type.
pub(super) fn name(ty: SchemaType) -> &'static str {
    let found = TYPES.iter().find(|(_, known)| *known == ty);
    found.map_or("", |(name, _)| name)
}

/// The types of a schema without null, which becomes `nullable`; null alone is a type.
pub(super) fn types(
    keywords: &Keywords<'_>,
    schema: &mut Schema,
    report: &mut Report,
) -> Vec<SchemaType> {
    let names: Vec<&Value> = match keywords.get("type") {
        None => return Vec::new(),
        Some(Value::Array(names)) => names.iter().collect(),
        Some(name) => vec![name],
    };
    let mut types = Vec::new();
    for name in names {
        let text = name.as_str().unwrap_or_default();
        let ty = by_name(text).or_else(|| meant(text, schema, report));
        if let Some(ty) = ty
            && !types.contains(&ty)
        {
            types.push(ty);
        }
    }
    if types.len() > 1 && types.contains(&SchemaType::Null) {
        schema.nullable = true;
        types.retain(|ty| *ty != SchemaType::Null);
    }
    if types == [SchemaType::Null] {
        schema.ty = Some(SchemaType::Null);
        schema.nullable = true;
    }
    types
}

/// The type that a name of no type stands for, if any; said so.
fn meant(text: &str, schema: &mut Schema, report: &mut Report) -> Option<SchemaType> {
    let lower = text.trim().to_ascii_lowercase();
    let found = MEANT.iter().find(|(known, _)| *known == lower);
    let ty = by_name(&lower).or(found.map(|(_, ty)| *ty));
    if lower == "file" {
        schema.format = Some("binary".to_owned());
    }
    let help = match ty {
        Some(ty) => format!("it is read as `{}`", name(ty)),
        None => "it is ignored, and the values are any JSON where nothing else tells".to_owned(),
    };
    report
        .warning(
            Code::Keyword,
            &schema.place.child("type"),
            format!("`{text}` is not a type of OpenAPI"),
        )
        .help(format!(
            "{help}; the types are array, boolean, integer, number, object and string"
        ));
    ty
}

/// The format that `contentEncoding` and `contentMediaType` say (3.1, section 4.8.24.4.2).
pub(super) fn format(keywords: &Keywords<'_>) -> Option<String> {
    let text = |keyword: &str| keywords.get(keyword).and_then(|value| value.as_str());
    if let Some(encoding) = text("contentEncoding") {
        let format = match encoding.to_ascii_lowercase().as_str() {
            "base64" | "base64url" => Some("byte"),
            // RFC 2045, section 6.2: no encoding at all.
            "binary" => Some("binary"),
            _ => None,
        };
        return format.map(str::to_owned);
    }
    (text("contentMediaType")? == "application/octet-stream").then(|| "binary".to_owned())
}

/// Several types become a choice of schemas of one type each.
pub(super) fn split(
    collector: &mut SchemaCollector<'_>,
    types: &[SchemaType],
    schema: &mut Schema,
) {
    let is_composed =
        !schema.all_of.is_empty() || !schema.one_of.is_empty() || !schema.any_of.is_empty();
    if types.len() < 2 || is_composed {
        return;
    }
    let place = schema.place.child("type");
    schema.any_of = types
        .iter()
        .map(|ty| {
            let mut part = of_type(schema, *ty);
            part.place = place.child(name(*ty));
            collector.part(part)
        })
        .collect();
    *schema = Schema {
        any_of: std::mem::take(&mut schema.any_of),
        ..without_type(schema)
    };
}

/// What a schema says of its values of one type.
pub(super) fn of_type(schema: &Schema, ty: SchemaType) -> Schema {
    let mut part = Schema {
        ty: Some(ty),
        ..Schema::default()
    };
    match ty {
        SchemaType::Object => {
            part.properties = schema.properties.clone();
            part.required = schema.required.clone();
            part.additional_properties = schema.additional_properties;
        }
        SchemaType::Array => {
            part.items = schema.items;
            part.prefix_items = schema.prefix_items.clone();
            part.is_closed_array = schema.is_closed_array;
            part.min_items = schema.min_items;
            part.max_items = schema.max_items;
            part.unique_items = schema.unique_items;
        }
        SchemaType::String | SchemaType::Integer | SchemaType::Number => {
            part.format = schema.format.clone();
        }
        SchemaType::Boolean | SchemaType::Null => {}
    }
    let values = schema.enumeration.iter();
    part.enumeration = values.filter(|value| is_of(value, ty)).cloned().collect();
    if !part.enumeration.is_empty() {
        part.value_names = schema.value_names.clone();
        part.value_descriptions = schema.value_descriptions.clone();
        part.is_constant = schema.is_constant;
    }
    part
}

/// What a schema says beside what its values are.
pub(super) fn without_type(schema: &Schema) -> Schema {
    Schema {
        ty: None,
        format: None,
        enumeration: Vec::new(),
        is_constant: false,
        value_names: Default::default(),
        value_descriptions: Default::default(),
        properties: Default::default(),
        required: Vec::new(),
        additional_properties: AdditionalProperties::Unsaid,
        items: None,
        prefix_items: Vec::new(),
        is_closed_array: false,
        min_items: None,
        max_items: None,
        unique_items: false,
        ..schema.clone()
    }
}

/// Whether a value is of a type.
pub(super) fn is_of(value: &Value, ty: SchemaType) -> bool {
    match ty {
        SchemaType::Boolean => value.is_boolean(),
        SchemaType::Integer => value.is_i64() || value.is_u64(),
        SchemaType::Number => value.is_number(),
        SchemaType::String => value.is_string(),
        SchemaType::Array => value.is_array(),
        SchemaType::Object => value.is_object(),
        SchemaType::Null => value.is_null(),
    }
}

/// `contentMediaType`, where values are what it says and no text that encodes it.
pub(super) fn content_media_type(keywords: &Keywords<'_>) -> Option<String> {
    let is_encoded = keywords.contains_key("contentEncoding");
    let media_type = keywords.get("contentMediaType")?.as_str()?;
    (!is_encoded).then(|| media_type.to_owned())
}
