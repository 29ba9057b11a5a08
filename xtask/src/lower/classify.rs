//! What kind of Rust type a schema becomes, from its keywords alone, after compositions were resolved.

use serde_json::Value;

use crate::model::types::{IntegerType, TypeRef};
use crate::spec::Spec;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId, SchemaType};

/// The kind of Rust type that a schema becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// An object with named properties.
    Struct,
    /// A string of a list of values.
    StringEnum,
    /// An integer of a list of values.
    IntegerEnum,
    /// A value of one of several schemas.
    Union,
    /// An object without named properties; `None` for any values.
    Map(Option<SchemaId>),
    /// An array; `None` for any items.
    List(Option<SchemaId>),
    /// An array of a fixed length.
    Tuple(Vec<SchemaId>),
    /// A string without a list of values.
    Text,
    /// Another type without parts.
    Scalar(TypeRef),
    /// Just what another schema is, as in `allOf` of one reference.
    Same(SchemaId),
    /// Any JSON, because the document says nothing more.
    Any,
    /// Any JSON, because what the document says cannot be typed; the reason.
    Untyped(&'static str),
}

impl Class {
    /// Whether the type is an item of its own, which needs a name.
    pub fn is_named(&self) -> bool {
        matches!(
            self,
            Self::Struct | Self::StringEnum | Self::IntegerEnum | Self::Union
        )
    }
}

/// Classifies a schema.
pub fn classify(schema: &Schema) -> Class {
    if let [same] = schema.all_of.as_slice() {
        return Class::Same(*same);
    }
    if let Some(reason) = schema.untyped {
        return Class::Untyped(reason);
    }
    if !schema.one_of.is_empty() {
        return Class::Union;
    }
    match schema.ty {
        Some(SchemaType::Object) => object(schema),
        None if !schema.properties.is_empty() => object(schema),
        None if schema.additional_properties != AdditionalProperties::Unsaid => object(schema),
        Some(SchemaType::Array) => array(schema),
        None if schema.items.is_some() || !schema.prefix_items.is_empty() => array(schema),
        Some(SchemaType::String) => string(schema),
        Some(SchemaType::Integer) => integer(schema),
        Some(SchemaType::Boolean) => Class::Scalar(TypeRef::Bool),
        // The registry of formats has int32 and int64 for numbers too.
        Some(SchemaType::Number) if is_format_of_integers(schema) => integer(schema),
        Some(SchemaType::Number) => Class::Scalar(TypeRef::Float64),
        Some(SchemaType::Null) => Class::Any,
        None if is_format_of_strings(schema) => string(schema),
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
        resolved.nullable |= schema.nullable;
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

fn object(schema: &Schema) -> Class {
    if !schema.properties.is_empty() {
        return Class::Struct;
    }
    match schema.additional_properties {
        AdditionalProperties::Typed(values) => Class::Map(Some(values)),
        _ => Class::Map(None),
    }
}

fn array(schema: &Schema) -> Class {
    // The traits of the standard library end at so many.
    const LONGEST: usize = 12;
    let prefix = &schema.prefix_items;
    if prefix.is_empty() {
        return Class::List(schema.items);
    }
    let length = prefix.len() as u64;
    let is_closed = schema.is_closed_array || schema.max_items == Some(length);
    let is_full = schema.min_items.is_some_and(|minimum| minimum >= length);
    let all_are_items = schema
        .items
        .is_none_or(|items| prefix.iter().all(|one| *one == items));
    if is_closed && is_full && prefix.len() <= LONGEST {
        Class::Tuple(prefix.clone())
    } else if all_are_items && prefix.iter().all(|one| *one == prefix[0]) {
        Class::List(Some(prefix[0]))
    } else {
        Class::Untyped("an array whose first items differ and whose length is open")
    }
}

fn string(schema: &Schema) -> Class {
    if !schema.enumeration.is_empty() {
        Class::StringEnum
    } else if schema.format.as_deref() == Some("password") {
        Class::Scalar(TypeRef::Secret)
    } else {
        Class::Text
    }
}

/// `format` tells the width; bounds do not, for a wider bound would be another type.
fn integer(schema: &Schema) -> Class {
    let values = &schema.enumeration;
    if !values.is_empty() && values.iter().all(Value::is_i64) {
        return Class::IntegerEnum;
    }
    // Of values that only 64 bits without a sign hold no enumeration is made.
    if !values.is_empty() && values.iter().all(Value::is_u64) {
        return Class::Scalar(TypeRef::Integer(IntegerType::U64));
    }
    if values.iter().any(|value| !value.is_i64()) {
        return Class::Untyped("an enumeration of integers of more than 64 bits");
    }
    Class::Scalar(TypeRef::Integer(match schema.format.as_deref() {
        Some("int8") => IntegerType::I8,
        Some("int16") => IntegerType::I16,
        Some("int32") => IntegerType::I32,
        Some("uint8") => IntegerType::U8,
        Some("uint16") => IntegerType::U16,
        Some("uint32") => IntegerType::U32,
        Some("uint64" | "uint") => IntegerType::U64,
        _ => IntegerType::I64,
    }))
}

fn is_format_of_integers(schema: &Schema) -> bool {
    let format = schema.format.as_deref().unwrap_or_default();
    let width = format.strip_prefix("uint").or(format.strip_prefix("int"));
    matches!(width, Some("8" | "16" | "32" | "64"))
}

/// Formats that only strings have, where the type is missing.
fn is_format_of_strings(schema: &Schema) -> bool {
    const FORMATS: [&str; 14] = [
        "binary",
        "byte",
        "date",
        "date-time",
        "duration",
        "email",
        "hostname",
        "ipv4",
        "ipv6",
        "password",
        "time",
        "uri",
        "url",
        "uuid",
    ];
    schema
        .format
        .as_deref()
        .is_some_and(|format| FORMATS.contains(&format))
}
