//! Schemas to the arena: every subschema and every reference to one becomes an id.

use std::collections::{HashMap, VecDeque};

use openapiv3::{ReferenceOr, SchemaKind, Type};
use serde_json::{Map, Value, json};

use super::load::Document;
use super::pointer::Pointer;
use super::references;
use super::schema::{AdditionalProperties, Schema, SchemaId, SchemaType};
use super::shape;
use super::typed::typed_value;
use crate::report::{Code, Report};

/// Collects the schemas of a document, each once, however many references lead to it.
#[derive(Debug)]
pub struct SchemaCollector<'d> {
    document: &'d Document,
    ids: HashMap<Pointer, SchemaId>,
    waiting: VecDeque<(SchemaId, Pointer, &'d Value)>,
}

impl<'d> SchemaCollector<'d> {
    /// A collector without schemas.
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            ids: HashMap::new(),
            waiting: VecDeque::new(),
        }
    }

    /// The id of the schema at `place`, or of the one that it refers to; read later, by [`finish`](Self::finish).
    ///
    /// `None`, with an error, when it is a reference to nothing.
    pub fn id(
        &mut self,
        place: &Pointer,
        value: &'d Value,
        report: &mut Report,
    ) -> Option<SchemaId> {
        let node = references::follow(self.document, place, value, report)?;
        let next = SchemaId(self.ids.len());
        let id = *self.ids.entry(node.place.clone()).or_insert(next);
        if id == next {
            self.waiting.push_back((id, node.place, node.value));
        }
        Some(id)
    }

    /// Reads every schema that has an id, and those below it. The result is indexed by id.
    pub fn finish(mut self, report: &mut Report) -> Vec<Schema> {
        let mut schemas = Vec::new();
        // Ids are given in the order of the queue, so the list grows in step with them.
        while let Some((_, place, value)) = self.waiting.pop_front() {
            schemas.push(self.read(place, value, report));
        }
        schemas
    }

    /// One schema. One that is not of the right shape is reported, and read as one without keywords.
    fn read(&mut self, place: Pointer, value: &'d Value, report: &mut Report) -> Schema {
        let fallback = Schema {
            place: place.clone(),
            ..Schema::default()
        };
        let sound = shape::SCHEMA.check(value, &place, report);
        let Some(object) = value.as_object() else {
            return fallback;
        };
        // The schemas below a broken one are read all the same: they may be broken too.
        let shallow = self.with_ids_for_subschemas(object, &place, report);
        if !sound {
            return fallback;
        }
        let Some(typed) = typed_value::<openapiv3::Schema>(Value::Object(shallow), &place, report)
        else {
            return fallback;
        };
        let mut schema = Schema {
            place,
            format: object
                .get("format")
                .and_then(Value::as_str)
                .map(str::to_owned),
            enumeration: object
                .get("enum")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default(),
            nullable: typed.schema_data.nullable,
            title: typed.schema_data.title,
            description: typed.schema_data.description,
            default: typed.schema_data.default,
            deprecated: typed.schema_data.deprecated,
            read_only: typed.schema_data.read_only,
            write_only: typed.schema_data.write_only,
            ..Schema::default()
        };
        add_kind(&mut schema, typed.schema_kind, report);
        for name in &schema.required {
            if !schema.properties.contains_key(name) && schema.all_of.is_empty() {
                report
                    .warning(
                        Code::UnknownRequired,
                        &schema.place.child("required"),
                        format!("`required` names `{name}`, which is not among the properties"),
                    )
                    .help("it is ignored; add the property or take the name out");
            }
        }
        schema
    }

    /// The keywords of a schema with each subschema replaced by a reference to its id, so that one node
    /// can be typed without those below it.
    fn with_ids_for_subschemas(
        &mut self,
        object: &'d Map<String, Value>,
        place: &Pointer,
        report: &mut Report,
    ) -> Map<String, Value> {
        let mut shallow = Map::new();
        for (keyword, value) in object {
            let place = place.child(keyword);
            let replaced = match (keyword.as_str(), value) {
                ("items" | "not", value) | ("additionalProperties", value @ Value::Object(_)) => {
                    self.reference(&place, value, report)
                }
                ("properties", Value::Object(properties)) => Some(
                    properties
                        .iter()
                        .filter_map(|(name, value)| {
                            Some((
                                name.clone(),
                                self.reference(&place.child(name), value, report)?,
                            ))
                        })
                        .collect(),
                ),
                ("allOf" | "oneOf" | "anyOf", Value::Array(items)) => Some(
                    items
                        .iter()
                        .enumerate()
                        .filter_map(|(index, value)| {
                            self.reference(&place.child(index), value, report)
                        })
                        .collect(),
                ),
                _ => Some(value.clone()),
            };
            if let Some(replaced) = replaced {
                shallow.insert(keyword.clone(), replaced);
            }
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
}

fn add_kind(schema: &mut Schema, kind: SchemaKind, report: &mut Report) {
    match kind {
        SchemaKind::Type(Type::Boolean(_)) => schema.ty = Some(SchemaType::Boolean),
        SchemaKind::Type(Type::Integer(_)) => schema.ty = Some(SchemaType::Integer),
        SchemaKind::Type(Type::Number(_)) => schema.ty = Some(SchemaType::Number),
        SchemaKind::Type(Type::String(_)) => schema.ty = Some(SchemaType::String),
        SchemaKind::Type(Type::Array(array)) => {
            schema.ty = Some(SchemaType::Array);
            schema.items = array.items.as_ref().and_then(id_of);
        }
        SchemaKind::Type(Type::Object(object)) => {
            schema.ty = Some(SchemaType::Object);
            schema.properties = object
                .properties
                .iter()
                .filter_map(|(name, property)| Some((name.clone(), id_of(property)?)))
                .collect();
            schema.required = object.required;
            schema.additional_properties = additional_properties(object.additional_properties);
        }
        SchemaKind::OneOf { one_of } => schema.one_of = one_of.iter().filter_map(id_of).collect(),
        SchemaKind::AllOf { all_of } => schema.all_of = all_of.iter().filter_map(id_of).collect(),
        SchemaKind::AnyOf { any_of } => schema.any_of = any_of.iter().filter_map(id_of).collect(),
        SchemaKind::Not { not } => schema.not = id_of(&not),
        SchemaKind::Any(any) => {
            schema.ty = any.typ.and_then(|ty| schema_type(&ty, schema, report));
            schema.items = any.items.as_ref().and_then(id_of);
            schema.properties = any
                .properties
                .iter()
                .filter_map(|(name, property)| Some((name.clone(), id_of(property)?)))
                .collect();
            schema.required = any.required;
            schema.additional_properties = additional_properties(any.additional_properties);
            schema.one_of = any.one_of.iter().filter_map(id_of).collect();
            schema.all_of = any.all_of.iter().filter_map(id_of).collect();
            schema.any_of = any.any_of.iter().filter_map(id_of).collect();
            schema.not = any.not.as_deref().and_then(id_of);
        }
    }
}

fn schema_type(name: &str, schema: &Schema, report: &mut Report) -> Option<SchemaType> {
    match name {
        "boolean" => Some(SchemaType::Boolean),
        "integer" => Some(SchemaType::Integer),
        "number" => Some(SchemaType::Number),
        "string" => Some(SchemaType::String),
        "array" => Some(SchemaType::Array),
        "object" => Some(SchemaType::Object),
        other => {
            report
                .error(
                    Code::Shape,
                    &schema.place.child("type"),
                    format!("`{other}` is not a type of OpenAPI"),
                )
                .help("the types are array, boolean, integer, number, object and string");
            None
        }
    }
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
