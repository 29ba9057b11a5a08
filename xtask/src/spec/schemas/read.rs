//! One node to one [`Schema`]: brought to the shape of 3.0, typed by the library, and what is newer added.

use std::sync::Arc;

use openapiv3::{ReferenceOr, SchemaKind, Type};
use serde_json::{Map, Value, json};

use super::keywords::{self, Keywords};
use super::{SchemaCollector, enumeration, types, xml};
use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;
use crate::spec::references;
use crate::spec::schema::{
    AdditionalProperties, Discriminator, Example, Schema, SchemaId, SchemaType,
};
use crate::spec::shape::description_of;
use crate::spec::typed::typed_value;

impl<'d> SchemaCollector<'d> {
    /// One schema. One that is none is reported, and read as one without keywords.
    pub(super) fn read(&mut self, place: Pointer, value: &'d Value, report: &mut Report) -> Schema {
        let mut schema = Schema {
            place,
            ..Schema::default()
        };
        let Some(object) = value.as_object() else {
            // `true` and `false` are schemas since 3.1: of anything and of nothing.
            if !value.is_boolean() {
                let message = format!("expected a schema, found {}", description_of(value));
                report
                    .warning(Code::Keyword, &schema.place, message)
                    .help("it is read as a schema of any value");
            }
            return schema;
        };
        let keywords = keywords::sound(object, &schema.place, report);
        let types = types::types(&keywords, &mut schema, report);
        let shallow = self.shape_of_3_0(&keywords, &types, &schema.place, report);
        let Some(typed) =
            typed_value::<openapiv3::Schema>(Value::Object(shallow), &schema.place, report)
        else {
            return schema;
        };
        let data = typed.schema_data;
        schema.nullable |= data.nullable || object.get("x-nullable") == Some(&Value::Bool(true));
        schema.title = data.title;
        schema.description = data.description;
        // The library takes null for absent, and it is a value.
        schema.default = keywords.get("default").map(|value| (*value).clone());
        schema.deprecated = data.deprecated;
        schema.read_only = data.read_only;
        schema.write_only = data.write_only;
        add_kind(&mut schema, typed.schema_kind);
        schema.format = schema.format.or_else(|| types::format(&keywords));
        schema.content_media_type = types::content_media_type(&keywords);
        schema.discriminator = self.discriminator(&keywords, &schema.place, report);
        schema.examples = examples(&keywords, &schema.place).into();
        schema.xml = xml::read(&keywords, &schema.place, report).map(Arc::new);
        self.add_arrays(&keywords, &mut schema, report);
        self.add_patterns(&keywords, &mut schema, report);
        keep_conditional(object, &mut schema);
        if let Some(target) = keywords
            .contains_key("$ref")
            .then(|| self.target(&schema.place, value, report))
        {
            // A reference to nothing was reported.
            schema.all_of.splice(0..0, target);
        }
        enumeration::add(object, &keywords, &mut schema, report);
        types::split(self, &types, &mut schema);
        enumeration::split(self, &mut schema);
        schema
    }

    /// The keywords as 3.0 has them, each subschema replaced by a reference to its id, so that one node can
    /// be typed without those below it.
    fn shape_of_3_0(
        &mut self,
        keywords: &Keywords<'d>,
        types: &[SchemaType],
        place: &Pointer,
        report: &mut Report,
    ) -> Map<String, Value> {
        let mut shallow = Map::new();
        for (keyword, value) in keywords {
            let place = place.child(keyword);
            let replaced = match (*keyword, *value) {
                ("items", Value::Object(_))
                | ("not" | "additionalProperties", Value::Object(_)) => {
                    self.reference(&place, value, report)
                }
                ("additionalProperties", value) => Some(value.clone()),
                ("properties", Value::Object(properties)) => {
                    let properties: Map<String, Value> = properties
                        .iter()
                        // A property that is `false` must not be there.
                        .filter(|(_, value)| **value != Value::Bool(false))
                        .filter_map(|(name, value)| {
                            let id = self.reference(&place.child(name), value, report)?;
                            Some((name.clone(), id))
                        })
                        .collect();
                    Some(Value::Object(properties))
                }
                ("allOf" | "oneOf" | "anyOf", Value::Array(items)) => {
                    let references = items.iter().enumerate().filter_map(|(index, value)| {
                        self.reference(&place.child(index), value, report)
                    });
                    Some(references.collect())
                }
                (
                    "title" | "description" | "format" | "nullable" | "required" | "uniqueItems"
                    | "minItems" | "maxItems" | "default" | "deprecated" | "readOnly" | "writeOnly",
                    value,
                ) => Some(value.clone()),
                _ => None,
            };
            if let Some(replaced) = replaced {
                shallow.insert((*keyword).to_owned(), replaced);
            }
        }
        if let [only] = types
            && *only != SchemaType::Null
        {
            shallow.insert("type".to_owned(), Value::from(types::name(*only)));
        }
        shallow
    }

    fn reference(
        &mut self,
        place: &Pointer,
        value: &'d Value,
        report: &mut Report,
    ) -> Option<Value> {
        let id = self.id(place, value, report)?;
        Some(json!({ "$ref": id.0.to_string() }))
    }

    /// `discriminator`, with the schemas that its mapping means. What means none is reported.
    fn discriminator(
        &mut self,
        keywords: &Keywords<'d>,
        place: &Pointer,
        report: &mut Report,
    ) -> Option<Arc<Discriminator>> {
        let object = keywords.get("discriminator")?;
        let place = place.child("discriminator").child("mapping");
        let targets = object.get("mapping").and_then(Value::as_object);
        let mut mapping = indexmap::IndexMap::new();
        for (value, target) in targets.into_iter().flatten() {
            let id = target
                .as_str()
                .and_then(|target| self.mapped(&place, target, report));
            if let Some(id) = id {
                mapping.insert(value.clone(), id);
            } else {
                report
                    .warning(
                        Code::DanglingReference,
                        &place.child(value),
                        format!("the mapping of `{value}` names no schema"),
                    )
                    .help("values of it are kept as unknown ones; name a component schema, or refer to one");
            }
        }
        Some(Arc::new(Discriminator {
            property: object.get("propertyName")?.as_str()?.to_owned(),
            mapping,
        }))
    }

    /// The schema that a mapping means: a component by its name (3.0.3, section 4.7.25), one by a reference, or
    /// one that a file is named after.
    fn mapped(&mut self, from: &Pointer, target: &str, report: &mut Report) -> Option<SchemaId> {
        let document = self.document;
        let component = |name: &str| {
            let schemas = Pointer::root().child("components").child("schemas");
            Some(schemas.child(name)).filter(|place| document.find(place).is_some())
        };
        let stem = || {
            let file = target.rsplit('/').next().unwrap_or(target);
            let (stem, _) = file.split_once('.')?;
            component(stem)
        };
        let place = component(target)
            .or_else(|| references::address(document, from, target))
            .or_else(stem)
            .filter(|_| !target.is_empty())?;
        let value = document.find(&place)?;
        self.id(&place, value, report)
    }

    /// `prefixItems`, and the array of `items` that stood for it before; `items: false`.
    fn add_arrays(&mut self, keywords: &Keywords<'d>, schema: &mut Schema, report: &mut Report) {
        let prefix = [
            ("prefixItems", keywords.get("prefixItems")),
            ("items", keywords.get("items")),
        ]
        .into_iter()
        .find_map(|(keyword, value)| Some((keyword, value?.as_array()?)));
        if let Some((keyword, items)) = prefix {
            let place = schema.place.child(keyword);
            schema.prefix_items = items
                .iter()
                .enumerate()
                .filter_map(|(index, item)| self.id(&place.child(index), item, report))
                .collect();
        }
        schema.is_closed_array = keywords.get("items") == Some(&&Value::Bool(false));
        let count = |keyword: &str| keywords.get(keyword).and_then(|value| value.as_u64());
        schema.min_items = count("minItems");
        schema.max_items = count("maxItems");
        schema.unique_items = keywords.get("uniqueItems") == Some(&&Value::Bool(true));
    }

    /// `patternProperties` and `unevaluatedProperties`: what the properties without a name of their own hold,
    /// where `additionalProperties` is silent or forbids the rest.
    fn add_patterns(&mut self, keywords: &Keywords<'d>, schema: &mut Schema, report: &mut Report) {
        let patterns = keywords
            .get("patternProperties")
            .and_then(|value| value.as_object());
        let patterns: Vec<(&String, &'d Value)> = patterns.into_iter().flatten().collect();
        match schema.additional_properties {
            AdditionalProperties::Any => return,
            AdditionalProperties::Typed(_) if patterns.is_empty() => return,
            AdditionalProperties::Typed(_) => {
                report
                    .warning(
                        Code::Unsupported,
                        &schema.place.child("patternProperties"),
                        "`patternProperties` beside `additionalProperties` make no types",
                    )
                    .help("the properties that they describe are any JSON in Rust");
                schema.additional_properties = AdditionalProperties::Any;
                return;
            }
            AdditionalProperties::Unsaid | AdditionalProperties::Forbidden => {}
        }
        let place = schema.place.child("patternProperties");
        schema.additional_properties = match patterns.as_slice() {
            [] => match keywords.get("unevaluatedProperties") {
                Some(value @ Value::Object(_)) => self
                    .id(&schema.place.child("unevaluatedProperties"), value, report)
                    .map_or(AdditionalProperties::Any, AdditionalProperties::Typed),
                _ => return,
            },
            [(pattern, value)] => self
                .id(&place.child(pattern), value, report)
                .map_or(AdditionalProperties::Any, AdditionalProperties::Typed),
            _ => {
                report
                    .warning(
                        Code::Unsupported,
                        &place,
                        "several `patternProperties` make no types",
                    )
                    .help("the properties that they describe are any JSON in Rust");
                AdditionalProperties::Any
            }
        };
    }
}

/// Properties that only a condition describes are kept beside the named ones.
fn keep_conditional(object: &Map<String, Value>, schema: &mut Schema) {
    const CONDITIONS: [&str; 4] = ["then", "else", "dependentSchemas", "dependencies"];
    let has_condition = CONDITIONS
        .iter()
        .any(|keyword| object.contains_key(*keyword));
    if has_condition
        && !schema.properties.is_empty()
        && schema.additional_properties == AdditionalProperties::Unsaid
    {
        schema.additional_properties = AdditionalProperties::Any;
    }
}

fn add_kind(schema: &mut Schema, kind: SchemaKind) {
    match kind {
        SchemaKind::Type(Type::Boolean(_)) => schema.ty = Some(SchemaType::Boolean),
        SchemaKind::Type(Type::Integer(integer)) => {
            schema.ty = Some(SchemaType::Integer);
            schema.format = schema.format.take().or(format_text(&integer.format));
        }
        SchemaKind::Type(Type::Number(number)) => {
            schema.ty = Some(SchemaType::Number);
            schema.format = schema.format.take().or(format_text(&number.format));
        }
        SchemaKind::Type(Type::String(string)) => {
            schema.ty = Some(SchemaType::String);
            schema.format = schema.format.take().or(format_text(&string.format));
        }
        SchemaKind::Type(Type::Array(array)) => {
            schema.ty = Some(SchemaType::Array);
            schema.items = array.items.as_ref().and_then(id_of);
        }
        SchemaKind::Type(Type::Object(object)) => {
            schema.ty = Some(SchemaType::Object);
            schema.properties = ids_of(&object.properties);
            schema.required = object.required;
            schema.additional_properties = additional_properties(object.additional_properties);
        }
        SchemaKind::OneOf { one_of } => schema.one_of = one_of.iter().filter_map(id_of).collect(),
        SchemaKind::AllOf { all_of } => schema.all_of = all_of.iter().filter_map(id_of).collect(),
        SchemaKind::AnyOf { any_of } => schema.any_of = any_of.iter().filter_map(id_of).collect(),
        SchemaKind::Not { not } => schema.not = id_of(&not),
        SchemaKind::Any(any) => {
            schema.ty = schema.ty.or(any.typ.as_deref().and_then(types::by_name));
            schema.format = schema.format.take().or(any.format);
            schema.items = any.items.as_ref().and_then(id_of);
            schema.properties = ids_of(&any.properties);
            schema.required = any.required;
            schema.additional_properties = additional_properties(any.additional_properties);
            schema.one_of = any.one_of.iter().filter_map(id_of).collect();
            schema.all_of = any.all_of.iter().filter_map(id_of).collect();
            schema.any_of = any.any_of.iter().filter_map(id_of).collect();
            schema.not = any.not.as_deref().and_then(id_of);
        }
    }
}

/// The text of a format, known to the library or not.
fn format_text<T: serde::Serialize>(
    format: &openapiv3::VariantOrUnknownOrEmpty<T>,
) -> Option<String> {
    match format {
        openapiv3::VariantOrUnknownOrEmpty::Empty => None,
        known_or_unknown => serde_json::to_value(known_or_unknown)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned)),
    }
}

fn ids_of<T>(
    properties: &indexmap::IndexMap<String, ReferenceOr<T>>,
) -> indexmap::IndexMap<String, SchemaId> {
    properties
        .iter()
        .filter_map(|(name, property)| Some((name.clone(), id_of(property)?)))
        .collect()
}

fn additional_properties(typed: Option<openapiv3::AdditionalProperties>) -> AdditionalProperties {
    match typed {
        None => AdditionalProperties::Unsaid,
        Some(openapiv3::AdditionalProperties::Any(false)) => AdditionalProperties::Forbidden,
        Some(openapiv3::AdditionalProperties::Any(true)) => AdditionalProperties::Any,
        Some(openapiv3::AdditionalProperties::Schema(schema)) => {
            id_of(&*schema).map_or(AdditionalProperties::Any, AdditionalProperties::Typed)
        }
    }
}

/// The id that [`SchemaCollector::reference`] wrote.
fn id_of<T>(reference: &ReferenceOr<T>) -> Option<SchemaId> {
    match reference {
        ReferenceOr::Reference { reference } => reference.parse().ok().map(SchemaId),
        ReferenceOr::Item(_) => None,
    }
}

/// `example`, and the `examples` of JSON Schema: an array. An object of Example Objects, which people write
/// there too, is read as what they mean.
fn examples(keywords: &Keywords<'_>, place: &Pointer) -> Vec<Example> {
    let mut examples = Vec::new();
    if let Some(value) = keywords.get("example") {
        examples.push(Example {
            place: place.child("example"),
            value: (*value).clone(),
        });
    }
    let place = place.child("examples");
    match keywords.get("examples") {
        Some(Value::Array(values)) => {
            examples.extend(values.iter().enumerate().map(|(index, value)| Example {
                place: place.child(index),
                value: value.clone(),
            }));
        }
        Some(Value::Object(values)) => {
            examples.extend(values.iter().filter_map(|(name, example)| {
                Some(Example {
                    place: place.child(name).child("value"),
                    value: example.get("value")?.clone(),
                })
            }));
        }
        _ => {}
    }
    examples
}
