//! Parameter Objects that stay parameters, and Items and Header Objects, which are written alike.

use serde_json::{Map, Value};

use super::{Converter, Places, is_reference};
use crate::report::Code;

/// The fields of a parameter, header or item that say which values it has.
const SCHEMA_FIELDS: [&str; 17] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
];

/// How an array is written, in the words of OpenAPI 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub style: &'static str,
    /// `None` where the style does not need it.
    pub explode: Option<bool>,
}

impl<'d> Converter<'d, '_> {
    /// A parameter of a path, query or header, or a reference to one.
    pub(super) fn parameter(&mut self, places: &Places, value: &'d Value) -> Value {
        self.moved(places);
        match value.as_object() {
            Some(_) if is_reference(value) => self.reference(&places.new, value),
            Some(object) => {
                let location = object.get("in").and_then(Value::as_str);
                Value::Object(self.with_schema(places, object, location.unwrap_or_default()))
            }
            None => value.clone(),
        }
    }

    /// A Header Object.
    pub(super) fn header(&mut self, places: &Places, value: &'d Value) -> Value {
        self.moved(places);
        match value.as_object() {
            Some(_) if is_reference(value) => self.reference(&places.new, value),
            Some(object) => Value::Object(self.with_schema(places, object, "header")),
            None => value.clone(),
        }
    }

    /// The object with what says which values it has under `schema`.
    fn with_schema(
        &mut self,
        places: &Places,
        object: &'d Map<String, Value>,
        location: &str,
    ) -> Map<String, Value> {
        let mut new = Map::new();
        // Not of Swagger 2.0, and its meaning is plain.
        if let (Some(schema), false) = (object.get("schema"), object.contains_key("type")) {
            new = object.clone();
            let schema = self.schema(&places.child("schema"), schema);
            new.insert("schema".to_owned(), schema);
            return new;
        }
        let mut schema = self.simple_schema(places, object, is_schema_field);
        for (field, value) in object {
            match field.as_str() {
                "collectionFormat" => {}
                "schema" => {
                    let place = places.new.child(field);
                    let message = "`schema` beside `type` belongs to bodies only";
                    self.report
                        .warning(Code::UnknownField, &place, message)
                        .help("it is ignored");
                }
                field if is_schema_field(field) => {
                    if !schema.is_empty() {
                        let schema = Value::Object(std::mem::take(&mut schema));
                        new.insert("schema".to_owned(), schema);
                    }
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        if let Some(style) = self.style(places, object, location) {
            new.insert("style".to_owned(), style.style.into());
            if let Some(explode) = style.explode {
                new.insert("explode".to_owned(), explode.into());
            }
        }
        new
    }

    /// The schema that the fields of a parameter, header or item make which `belongs` picks.
    pub(super) fn simple_schema(
        &mut self,
        places: &Places,
        object: &'d Map<String, Value>,
        belongs: impl Fn(&str) -> bool,
    ) -> Map<String, Value> {
        let places = places.within_new("schema");
        self.simple_schema_at(&places, object, belongs)
    }

    /// As [`simple_schema`](Self::simple_schema), at a place of the caller's choice.
    pub(super) fn simple_schema_at(
        &mut self,
        places: &Places,
        object: &'d Map<String, Value>,
        belongs: impl Fn(&str) -> bool,
    ) -> Map<String, Value> {
        self.moved(places);
        let mut fields = Map::new();
        for (field, value) in object.iter().filter(|(field, _)| belongs(field)) {
            let value = if field == "items" {
                self.moved(&places.child(field));
                self.without_inner_formats(places, value)
            } else {
                value.clone()
            };
            fields.insert(field.clone(), value);
        }
        self.keywords(places, &fields)
    }

    /// Items without `collectionFormat`, which OpenAPI 3.0 has only for the outermost array.
    fn without_inner_formats(&mut self, places: &Places, items: &Value) -> Value {
        let mut items = items.clone();
        let mut inner = Some(&mut items);
        while let Some(Value::Object(object)) = inner {
            if let Some(format) = object.shift_remove("collectionFormat")
                && is_array(object)
            {
                let message = format!(
                    "`collectionFormat: {}` of an array within an array cannot be said in OpenAPI 3.0",
                    format.as_str().unwrap_or_default()
                );
                self.report
                    .warning(Code::Unsupported, &places.new.child("items"), message)
                    .help("it is ignored");
            }
            inner = object.get_mut("items");
        }
        items
    }

    /// How the array of a parameter is written; `None` where that goes without saying.
    pub(super) fn style(
        &mut self,
        places: &Places,
        object: &Map<String, Value>,
        location: &str,
    ) -> Option<Style> {
        if !is_array(object) {
            return None;
        }
        let format = match object.get("collectionFormat") {
            Some(format) => format.as_str().unwrap_or_default(),
            None => "csv",
        };
        let in_query = matches!(location, "query" | "formData");
        let commas = if in_query {
            Style {
                style: "form",
                explode: Some(false),
            }
        } else {
            Style {
                style: "simple",
                explode: None,
            }
        };
        let style = |style, explode| Style {
            style,
            explode: Some(explode),
        };
        Some(match format {
            "csv" => commas,
            "multi" if in_query => style("form", true),
            "ssv" if in_query => style("spaceDelimited", false),
            "pipes" if in_query => style("pipeDelimited", false),
            other => {
                let message =
                    format!("`collectionFormat: {other}` cannot be said here in OpenAPI 3.0");
                self.report
                    .warning(Code::Unsupported, &places.new, message)
                    .help("the values are separated by commas");
                commas
            }
        })
    }
}

/// Whether a field goes under `schema`. Extensions that name or describe the values go with them.
fn is_schema_field(field: &str) -> bool {
    SCHEMA_FIELDS.contains(&field) || field.starts_with("x-enum")
}

fn is_array(object: &Map<String, Value>) -> bool {
    match object.get("type") {
        Some(Value::String(name)) => name == "array",
        Some(Value::Array(names)) => names.iter().any(|name| name.as_str() == Some("array")),
        _ => false,
    }
}
