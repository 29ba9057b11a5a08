//! The Schema Object (OpenAPI 3.0.3, section 4.7.24; 3.1, section 4.8.24) with its subschemas as ids.
//!
//! All keywords side by side, as JSON Schema has them: a schema may hold any mixture. What a mixture means
//! in Rust is decided in `lower`.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use super::pointer::Pointer;

/// The index of a schema in [`Spec::schemas`](super::Spec::schemas).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// One schema.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    /// Where it stands.
    pub place: Pointer,
    /// `type`; `None` where it is absent. One of several types is a schema of its own in [`any_of`](Self::any_of).
    pub ty: Option<SchemaType>,
    /// `format`; `byte` and `binary` also by `contentEncoding` and `contentMediaType`.
    pub format: Option<String>,
    /// `contentMediaType`, where no `contentEncoding` makes a text of what is of that type.
    pub content_media_type: Option<String>,
    /// `nullable`, or `null` among several types.
    pub nullable: bool,
    /// `enum`, or the one value of `const`; empty where both are absent.
    pub enumeration: Vec<Value>,
    /// Whether the enumeration is a `const`: no later version of the document can add a value to it.
    pub is_constant: bool,
    /// Whether other values than those of the enumeration are allowed too.
    pub is_open: bool,
    /// Names for values of the enumeration, by the value's JSON: `x-enum-varnames`, or titles of numbers.
    pub value_names: IndexMap<String, String>,
    /// What is said of values of the enumeration, by the value's JSON.
    pub value_descriptions: IndexMap<String, String>,
    /// `properties`, in the order of the document.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`, and what `patternProperties` says of the names that are not listed.
    pub additional_properties: AdditionalProperties,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// Whether no items follow the prefix: `items: false`.
    pub is_closed_array: bool,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `allOf`, and the target of a `$ref` that has siblings.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Arc<Discriminator>>,
    /// `title`.
    pub title: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `default`.
    pub default: Option<Value>,
    /// `example` and `examples`, with their places.
    pub examples: Arc<[Example]>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `xml`.
    pub xml: Option<Arc<Xml>>,
    /// Why its values cannot be typed, where what it says contradicts itself or is out of reach.
    pub untyped: Option<&'static str>,
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
    /// `null`.
    Null,
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

/// The Discriminator Object (3.0.3, section 4.7.25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property: String,
    /// `mapping`: from values of the property to the schemas that they name or refer to.
    pub mapping: IndexMap<String, SchemaId>,
}

/// The XML Object (3.0.3, section 4.7.26): which node of XML a value becomes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Xml {
    /// `nodeType` (3.2); before it `attribute: true` and `wrapped: true`.
    pub node_type: Option<XmlNodeType>,
    /// `name`.
    pub name: Option<String>,
    /// `namespace`.
    pub namespace: Option<String>,
    /// `prefix`.
    pub prefix: Option<String>,
}

/// The kinds of nodes of XML (3.2, XML Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XmlNodeType {
    /// An element; of an array one around the items.
    Element,
    /// An attribute.
    Attribute,
    /// A text.
    Text,
    /// A CDATA section.
    Cdata,
    /// No node: those of its parts stand in its place.
    None,
}

/// A value that the document gives as an example.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Where the value stands.
    pub place: Pointer,
    /// The value.
    pub value: Value,
}

impl Schema {
    /// Whether any keyword limits its values; descriptions, titles and examples do not.
    pub fn says_something(&self) -> bool {
        self.has_type()
            || !self.all_of.is_empty()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
            || !self.required.is_empty()
            || self.untyped.is_some()
    }

    /// Whether a keyword tells what kind of value it is, apart from compositions and `required`.
    pub fn has_type(&self) -> bool {
        self.ty.is_some() || self.has_more_than_type()
    }

    /// Whether a keyword beside `type` does.
    pub fn has_more_than_type(&self) -> bool {
        self.format.is_some()
            || !self.enumeration.is_empty()
            || !self.properties.is_empty()
            || self.additional_properties != AdditionalProperties::Unsaid
            || self.items.is_some()
            || !self.prefix_items.is_empty()
    }
}
