//! Schema Object.

use serde_json::{Map, Value, json};

use super::references::text_of;
use super::{Converter, Places, is_reference};
use crate::report::Code;

/// The keywords that only say something of values of one type, by the type.
const KEYWORDS_OF_TYPES: [(&str, &[&str]); 5] = [
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "discriminator",
        ],
    ),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    ("string", &["format", "pattern", "minLength", "maxLength"]),
    ("integer", NUMBER),
    ("number", NUMBER),
];

const NUMBER: &[&str] = &[
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

impl<'d> Converter<'d, '_> {
    /// A schema that has a home of its own. One with parts that was converted before is referred to.
    pub(super) fn schema(&mut self, places: &Places, value: &'d Value) -> Value {
        self.moved(places);
        if has_parts(value) && !is_reference(value) {
            if let Some(home) = self.shared.get(&places.old) {
                return json!({ "$ref": text_of(home) });
            }
            self.shared.insert(places.old.clone(), places.new.clone());
        }
        self.schema_below(places, value)
    }

    /// A schema below one that moved with all its parts.
    pub(super) fn schema_below(&mut self, places: &Places, value: &Value) -> Value {
        let Some(object) = value.as_object() else {
            return value.clone();
        };
        if is_reference(value) {
            return match object.get("x-nullable") {
                Some(Value::Bool(true)) => self.nullable_reference(places, object),
                _ => self.reference(&places.new, value),
            };
        }
        Value::Object(self.keywords(places, object))
    }

    /// A `$ref` beside which `x-nullable` stands: what stands beside a `$ref` is ignored, so it is wrapped.
    fn nullable_reference(&mut self, places: &Places, object: &Map<String, Value>) -> Value {
        self.moved(places);
        let wrapped = places.within_new("allOf").within_new("0");
        self.moved(&wrapped);
        let mut new = Map::new();
        for (field, value) in object {
            match field.as_str() {
                "$ref" => {
                    self.references.push(wrapped.new.clone());
                    new.insert("allOf".to_owned(), json!([{ "$ref": value }]));
                }
                "x-nullable" => {
                    new.insert("nullable".to_owned(), true.into());
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        Value::Object(new)
    }

    /// The keywords of a schema without `$ref`.
    pub(super) fn keywords(
        &mut self,
        places: &Places,
        object: &Map<String, Value>,
    ) -> Map<String, Value> {
        let types = types(object);
        if types.len() > 1 && !object.contains_key("anyOf") {
            return self.one_of_types(places, object, &types);
        }
        let mut new = Map::new();
        for (keyword, value) in object {
            let below = places.child(keyword);
            match (keyword.as_str(), value) {
                ("type", value) => type_keyword(value, &types, &mut new),
                ("x-nullable", Value::Bool(nullable)) => {
                    new.insert("nullable".to_owned(), (*nullable).into());
                }
                ("discriminator", Value::String(name)) => {
                    new.insert(keyword.clone(), json!({ "propertyName": name }));
                }
                ("properties", Value::Object(properties)) => {
                    let properties = properties.iter().map(|(name, property)| {
                        let property = self.schema_below(&below.child(name), property);
                        (name.clone(), property)
                    });
                    let properties = properties.collect();
                    new.insert(keyword.clone(), Value::Object(properties));
                }
                ("items", Value::Array(_)) if !object.contains_key("type") => {
                    self.report_items_without_type(&below);
                }
                ("items", Value::Array(items)) => {
                    let items = self.items_of_list(&below, items);
                    new.insert(keyword.clone(), items);
                }
                ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => {
                    let parts = parts.iter().enumerate();
                    let parts = parts
                        .map(|(index, part)| self.schema_below(&below.item(index), part))
                        .collect();
                    new.insert(keyword.clone(), Value::Array(parts));
                }
                ("items" | "not" | "additionalProperties", value) => {
                    let schema = self.schema_below(&below, value);
                    new.insert(keyword.clone(), schema);
                }
                _ => {
                    new.insert(keyword.clone(), value.clone());
                }
            }
        }
        new
    }

    /// `type` as a list, which JSON Schema allows and OpenAPI 3.0 does not: one schema for each type.
    fn one_of_types(
        &mut self,
        places: &Places,
        object: &Map<String, Value>,
        types: &[&str],
    ) -> Map<String, Value> {
        self.moved(places);
        let mut new = Map::new();
        for (keyword, value) in object {
            if keyword == "type" {
                let branches = types.iter().enumerate().map(|(index, name)| {
                    let branch = branch(object, name);
                    let place = places.within_new("anyOf").within_new(&index.to_string());
                    self.moved(&place);
                    for keyword in branch.keys().filter(|keyword| is_keyword_of_type(keyword)) {
                        self.moved(&place.child(keyword));
                    }
                    Value::Object(self.keywords(&place, &branch))
                });
                let branches = branches.collect();
                new.insert("anyOf".to_owned(), Value::Array(branches));
                if allows_null(value) {
                    new.insert("nullable".to_owned(), true.into());
                }
            } else if keyword == "x-nullable" && value.is_boolean() {
                let nullable = new.entry("nullable").or_insert(false.into());
                *nullable = (nullable == &Value::Bool(true) || value == &Value::Bool(true)).into();
            } else if keyword != "enum" && !is_keyword_of_type(keyword) {
                new.insert(keyword.clone(), value.clone());
            }
        }
        new
    }

    /// `items` as a list beside no `type`. Where such a list is written, alternatives of the value itself are
    /// often meant; by the standard the value need not even be an array.
    fn report_items_without_type(&mut self, places: &Places) {
        self.report
            .warning(
                Code::Unsupported,
                &places.new,
                "`items` is a list of schemas, and no `type` says that the value is an array",
            )
            .help("it is ignored, so that any value is read; write `type: array` and one schema");
    }

    /// `items` as a list, which JSON Schema allows: OpenAPI 3.0 can say that each item is one of these.
    fn items_of_list(&mut self, places: &Places, items: &[Value]) -> Value {
        self.report
            .warning(
                Code::Unsupported,
                &places.new,
                "`items` is a list of schemas; any item of the array may be any of them",
            )
            .help("write one schema");
        let is_null = |item: &Value| item.get("type").and_then(Value::as_str) == Some("null");
        let nullable = items.iter().any(is_null);
        let alternatives: Vec<(usize, &Value)> = items
            .iter()
            .enumerate()
            .filter(|(_, item)| !is_null(item))
            .collect();
        if let ([(index, only)], false) = (alternatives.as_slice(), nullable) {
            let place = Places {
                new: places.new.clone(),
                old: places.old.child(index),
            };
            self.moved(&place);
            return self.schema_below(&place, only);
        }
        self.moved(places);
        // One alternative that may be null is a wrapper of one schema.
        let keyword = if alternatives.len() == 1 {
            "allOf"
        } else {
            "anyOf"
        };
        let converted: Vec<Value> = alternatives
            .iter()
            .enumerate()
            .map(|(position, (index, alternative))| {
                let place = Places {
                    new: places.new.child(keyword).child(position),
                    old: places.old.child(index),
                };
                self.moved(&place);
                self.schema_below(&place, alternative)
            })
            .collect();
        let mut schema = Map::new();
        if !converted.is_empty() {
            schema.insert(keyword.to_owned(), Value::Array(converted));
        }
        if nullable {
            schema.insert("nullable".to_owned(), true.into());
        }
        Value::Object(schema)
    }
}

/// Writes `type`: files are bytes, and null is no type of OpenAPI 3.0.
fn type_keyword(value: &Value, types: &[&str], new: &mut Map<String, Value>) {
    let name = match value {
        Value::String(name) => Some(name.as_str()),
        _ => types.first().copied(),
    };
    match name {
        Some("file") => {
            new.insert("type".to_owned(), "string".into());
            new.insert("format".to_owned(), "binary".into());
        }
        Some("null") => {
            new.insert("nullable".to_owned(), true.into());
            new.insert("enum".to_owned(), json!([null]));
        }
        Some(name) => {
            new.insert("type".to_owned(), name.into());
            if allows_null(value) {
                new.insert("nullable".to_owned(), true.into());
            }
        }
        None => {
            new.insert("type".to_owned(), value.clone());
        }
    }
}

/// The types that `type` lists, without null; none where it is not a list of types.
///
/// An integer is a number, so `number` beside `integer` says all.
fn types(object: &Map<String, Value>) -> Vec<&str> {
    let Some(list) = object.get("type").and_then(Value::as_array) else {
        return Vec::new();
    };
    if !list.iter().all(Value::is_string) {
        return Vec::new();
    }
    let names: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
    let mut types = Vec::new();
    for name in &names {
        let is_covered = *name == "null" || (*name == "integer" && names.contains(&"number"));
        if !is_covered && !types.contains(name) {
            types.push(*name);
        }
    }
    if types.is_empty() && names.contains(&"null") {
        types.push("null");
    }
    types
}

/// Whether a list of types holds null.
fn allows_null(ty: &Value) -> bool {
    let mut names = ty.as_array().into_iter().flatten();
    names.any(|name| name.as_str() == Some("null"))
}

fn is_keyword_of_type(keyword: &str) -> bool {
    let mut all = KEYWORDS_OF_TYPES.iter();
    all.any(|(_, keywords)| keywords.contains(&keyword))
}

/// What a schema of several types says of the values of one.
fn branch(object: &Map<String, Value>, ty: &str) -> Map<String, Value> {
    let own = KEYWORDS_OF_TYPES.iter().find(|(name, _)| *name == ty);
    let own = own.map_or(&[][..], |(_, keywords)| *keywords);
    let mut branch = Map::new();
    branch.insert("type".to_owned(), ty.into());
    for (keyword, value) in object {
        if own.contains(&keyword.as_str()) {
            branch.insert(keyword.clone(), value.clone());
        } else if let ("enum", Value::Array(values)) = (keyword.as_str(), value) {
            let values: Vec<Value> = values
                .iter()
                .filter(|value| is_of_type(value, ty))
                .cloned()
                .collect();
            if !values.is_empty() {
                branch.insert(keyword.clone(), Value::Array(values));
            }
        }
    }
    branch
}

fn is_of_type(value: &Value, ty: &str) -> bool {
    match ty {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => false,
    }
}

/// Whether a second copy of the schema would be a second type.
fn has_parts(schema: &Value) -> bool {
    const PARTS: [&str; 7] = [
        "properties",
        "items",
        "additionalProperties",
        "allOf",
        "anyOf",
        "oneOf",
        "enum",
    ];
    PARTS.iter().any(|keyword| schema.get(keyword).is_some())
}
