//! What kind of Rust type a schema becomes, from its keywords alone.

use serde_json::Value;

use crate::model::types::TypeRef;
use crate::spec::Spec;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId, SchemaType};

/// The kind of Rust type that a schema becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// An object with named properties.
    Struct,
    /// A string of a list of values.
    StringEnum,
    /// An object without named properties; `None` for any values.
    Map(Option<SchemaId>),
    /// An array; `None` for any items.
    List(Option<SchemaId>),
    /// A type without parts.
    Scalar(TypeRef),
    /// Just what another schema is, as in `allOf` of one reference.
    Same(SchemaId),
    /// Any JSON, because the document says nothing more.
    Any,
    /// Any JSON, because what the document says cannot be typed; the reason.
    Untyped(&'static str),
}

/// Classifies a schema.
pub fn classify(schema: &Schema) -> Class {
    if let Some(same) = only_subschema(schema) {
        return Class::Same(same);
    }
    if !schema.all_of.is_empty() {
        return Class::Untyped("`allOf` of several schemas");
    }
    if !schema.one_of.is_empty() {
        return Class::Untyped("`oneOf`");
    }
    if !schema.any_of.is_empty() {
        return Class::Untyped("`anyOf`");
    }
    match schema.ty {
        Some(SchemaType::Object) => object(schema),
        None if !schema.properties.is_empty() => object(schema),
        None if schema.additional_properties != AdditionalProperties::Unsaid => object(schema),
        Some(SchemaType::Array) => Class::List(schema.items),
        None if schema.items.is_some() => Class::List(schema.items),
        Some(SchemaType::String) => string(schema),
        None if has_string_values(schema) => Class::StringEnum,
        Some(SchemaType::Boolean) => Class::Scalar(TypeRef::Bool),
        Some(SchemaType::Integer) if schema.format.as_deref() == Some("int32") => {
            Class::Scalar(TypeRef::Int32)
        }
        Some(SchemaType::Integer) => Class::Scalar(TypeRef::Int64),
        Some(SchemaType::Number) => Class::Scalar(TypeRef::Float64),
        None if schema.not.is_some() => Class::Untyped("`not`"),
        None => Class::Any,
    }
}

/// A schema after all that are just the same as another were followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The schema at the end.
    pub id: SchemaId,
    /// Its class; never [`Class::Same`].
    pub class: Class,
    /// Whether null is a value, by the word of any schema on the way.
    pub nullable: bool,
}

/// Follows a schema to the one that it is the same as.
pub fn resolve(spec: &Spec, id: SchemaId) -> Resolved {
    let mut resolved = Resolved {
        id,
        class: Class::Any,
        nullable: false,
    };
    // No document means a chain of so many wrappers, and one that is a circle has no end.
    const LONGEST: usize = 64;
    let mut hops = 0;
    loop {
        let schema = spec.schema(resolved.id);
        // An enumeration that lists null means it, whether or not `nullable` stands beside it.
        resolved.nullable |= schema.nullable || schema.enumeration.contains(&Value::Null);
        match classify(schema) {
            Class::Same(_) if hops == LONGEST => {
                resolved.class = Class::Untyped(
                    "a schema that says nothing but that it is another, without end,",
                );
                return resolved;
            }
            Class::Same(same) => {
                hops += 1;
                resolved.id = same;
            }
            class => {
                resolved.class = class;
                return resolved;
            }
        }
    }
}

/// The one subschema of a schema that says nothing else of its values.
fn only_subschema(schema: &Schema) -> Option<SchemaId> {
    // `type` beside it is common and says nothing that the subschema does not.
    let says_more = !schema.properties.is_empty()
        || !schema.enumeration.is_empty()
        || schema.items.is_some()
        || schema.not.is_some()
        || schema.additional_properties != AdditionalProperties::Unsaid;
    let mut subschemas = schema
        .all_of
        .iter()
        .chain(&schema.one_of)
        .chain(&schema.any_of);
    match (subschemas.next(), subschemas.next(), says_more) {
        (Some(only), None, false) => Some(*only),
        _ => None,
    }
}

fn object(schema: &Schema) -> Class {
    if !schema.properties.is_empty() {
        return Class::Struct;
    }
    match schema.additional_properties {
        AdditionalProperties::Typed(values) => Class::Map(Some(values)),
        _ => Class::Map(None),
    }
}

fn string(schema: &Schema) -> Class {
    if has_string_values(schema) {
        Class::StringEnum
    } else if schema.format.as_deref() == Some("password") {
        Class::Scalar(TypeRef::Secret)
    } else {
        Class::Scalar(TypeRef::String)
    }
}

/// Whether `enum` lists strings, and nothing but strings and null.
fn has_string_values(schema: &Schema) -> bool {
    schema.enumeration.iter().any(Value::is_string)
        && schema
            .enumeration
            .iter()
            .all(|value| value.is_string() || value.is_null())
}
