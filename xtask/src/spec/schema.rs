//! The Schema Object (OpenAPI 3.0.3, section 4.7.24) with its subschemas as ids.
//!
//! All keywords side by side, as JSON Schema has them: a schema may hold any mixture. What a mixture means
//! in Rust is decided in `lower`.

use indexmap::IndexMap;
use serde_json::Value;

use super::pointer::Pointer;

/// The index of a schema in [`Spec::schemas`](super::Spec::schemas).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// One schema.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Where it stands.
    pub place: Pointer,
    /// `type`; `None` where it is absent.
    pub ty: Option<SchemaType>,
    /// `format`.
    pub format: Option<String>,
    /// `nullable`.
    pub nullable: bool,
    /// `enum`; empty where it is absent.
    pub enumeration: Vec<Value>,
    /// `properties`, in the order of the document.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional_properties: AdditionalProperties,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `title`.
    pub title: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `default`.
    pub default: Option<Value>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
}

/// The values of `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaType {
    /// `boolean`.
    Boolean,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `string`.
    String,
    /// `array`.
    Array,
    /// `object`.
    Object,
}

/// What may stand beside the named properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AdditionalProperties {
    /// The keyword is absent: anything may stand there, and nothing is promised.
    #[default]
    Unsaid,
    /// `false`.
    Forbidden,
    /// `true`, or a schema without keywords.
    Any,
    /// Values of a schema.
    Typed(SchemaId),
}
