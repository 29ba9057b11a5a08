//! `enum` and `const`: the values that a schema lists, and what is said of each.

use serde_json::{Map, Value};

use super::SchemaCollector;
use super::keywords::Keywords;
use super::types::{is_of, name, of_type, without_type};
use crate::report::{Code, Report};
use crate::spec::schema::{Schema, SchemaType};

/// Adds the values of `enum` or `const`.
pub(super) fn add(
    object: &Map<String, Value>,
    keywords: &Keywords<'_>,
    schema: &mut Schema,
    report: &mut Report,
) {
    let keyword = if keywords.contains_key("const") {
        "const"
    } else {
        "enum"
    };
    let mut values: Vec<Value> = match keywords.get(keyword) {
        None => return,
        Some(Value::Array(values)) if keyword == "enum" => values.clone(),
        Some(value) => vec![(*value).clone()],
    };
    schema.is_constant = keyword == "const";
    add_words(object, &values, schema);
    if let Some(ty) = schema.ty {
        let place = schema.place.child(keyword);
        for (index, value) in values.iter_mut().enumerate() {
            if value.is_null() || is_of(value, ty) {
                continue;
            }
            let found = value.to_string();
            let meant = as_type(value, ty);
            let help = match &meant {
                Some(meant) => format!("it is read as {meant}"),
                None => "it is ignored".to_owned(),
            };
            report
                .warning(
                    Code::Keyword,
                    &place.child(index),
                    format!("the value {found} is not of the type `{}`", name(ty)),
                )
                .help(help);
            *value = meant.unwrap_or(Value::Bool(true));
        }
        values.retain(|value| value.is_null() || is_of(value, ty));
    }
    // Values that are collections tell nothing that the type does not.
    if values
        .iter()
        .any(|value| value.is_array() || value.is_object())
    {
        return;
    }
    if values.contains(&Value::Null) {
        schema.nullable = true;
    }
    if values == [Value::Null] {
        schema.ty = Some(SchemaType::Null);
    }
    values.retain(|value| !value.is_null());
    schema.enumeration = values;
}

/// A value that is written as one of another type: `1` among strings, `"1"` among integers.
fn as_type(value: &Value, ty: SchemaType) -> Option<Value> {
    match (ty, value) {
        (SchemaType::String, Value::Bool(_) | Value::Number(_)) => {
            Some(Value::String(value.to_string()))
        }
        (SchemaType::Integer, Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
        (SchemaType::Integer, Value::Number(number)) => {
            let number = number.as_f64().filter(|number| number.fract() == 0.0)?;
            format!("{number:.0}").parse::<i64>().ok().map(Value::from)
        }
        (SchemaType::Number, Value::String(text)) => text.parse::<f64>().ok().map(Value::from),
        _ => None,
    }
}

/// Names and descriptions of the values, by the extensions that several tools write; the title and the
/// description of a schema of one value.
fn add_words(object: &Map<String, Value>, values: &[Value], schema: &mut Schema) {
    let words = |keys: &[&str]| -> indexmap::IndexMap<String, String> {
        let extension = keys.iter().find_map(|key| object.get(*key));
        match extension {
            Some(Value::Array(words)) => values
                .iter()
                .zip(words)
                .filter_map(|(value, word)| Some((value.to_string(), word.as_str()?.to_owned())))
                .collect(),
            Some(Value::Object(words)) => values
                .iter()
                .filter_map(|value| {
                    let key = value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned);
                    Some((value.to_string(), words.get(&key)?.as_str()?.to_owned()))
                })
                .collect(),
            _ => Default::default(),
        }
    };
    schema.value_names = words(&["x-enum-varnames", "x-enumNames", "x-enum-names"]);
    schema.value_descriptions = words(&["x-enum-descriptions", "x-enumDescriptions"]);
    if let [only] = values {
        let key = only.to_string();
        // A text names itself; of its title, which is for people, no name is made.
        if let Some(title) = &schema.title
            && !only.is_string()
        {
            schema
                .value_names
                .entry(key.clone())
                .or_insert_with(|| title.clone());
        }
        if let Some(description) = &schema.description {
            schema
                .value_descriptions
                .entry(key)
                .or_insert_with(|| description.clone());
        }
    }
}

/// Values of several types become a choice of enumerations of one type each.
pub(super) fn split(collector: &mut SchemaCollector<'_>, schema: &mut Schema) {
    if schema.enumeration.is_empty() || schema.ty.is_some() {
        return;
    }
    const KINDS: [SchemaType; 4] = [
        SchemaType::String,
        SchemaType::Integer,
        SchemaType::Number,
        SchemaType::Boolean,
    ];
    let has_fractions = schema
        .enumeration
        .iter()
        .any(|value| value.is_number() && !is_of(value, SchemaType::Integer));
    let kinds: Vec<SchemaType> = KINDS
        .into_iter()
        .filter(|kind| match kind {
            SchemaType::Integer => !has_fractions,
            SchemaType::Number => has_fractions,
            _ => true,
        })
        .filter(|kind| schema.enumeration.iter().any(|value| is_of(value, *kind)))
        .collect();
    let is_composed =
        !schema.all_of.is_empty() || !schema.one_of.is_empty() || !schema.any_of.is_empty();
    match kinds.as_slice() {
        [only] => schema.ty = Some(*only),
        _ if is_composed => {}
        _ => {
            let place = schema.place.child("enum");
            schema.any_of = kinds
                .iter()
                .map(|kind| {
                    let mut part = of_type(schema, *kind);
                    part.place = place.child(name(*kind));
                    collector.part(part)
                })
                .collect();
            *schema = Schema {
                any_of: std::mem::take(&mut schema.any_of),
                ..without_type(schema)
            };
        }
    }
}
