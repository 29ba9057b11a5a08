//! How bodies are written in XML, as plain data.

use super::types::TypeId;

/// A node of XML that a value becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlNode {
    /// What kind of node it is.
    pub kind: XmlNodeKind,
    /// Its name, without a prefix.
    pub name: String,
    /// The prefix of the name.
    pub prefix: Option<String>,
    /// The namespace of the name.
    pub namespace: Option<String>,
    /// What it holds.
    pub content: XmlContent,
}

/// The kind of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XmlNodeKind {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// A text.
    Text,
    /// A CDATA section.
    Cdata,
}

/// What an element or attribute holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlContent {
    /// Anything.
    Any,
    /// A string.
    Text,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// A list.
    List {
        /// Whether an element stands around the items.
        is_wrapped: bool,
        /// The node of each item; one without a name is called as the list is.
        items: Box<XmlNode>,
    },
    /// An object whose properties have no names of their own.
    Map(Box<XmlContent>),
    /// An object, by the [`XmlObject`] of its type.
    Object(TypeId),
}

/// The nodes of the properties of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlObject {
    /// The type: a struct, or a choice of structs.
    pub ty: TypeId,
    /// The properties, in the order of the document.
    pub properties: Vec<XmlProperty>,
    /// What the elements hold that are none of the properties, where the document promises any.
    pub others: Option<XmlContent>,
}

/// The node of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlProperty {
    /// The property's name in JSON.
    pub name: String,
    /// Whether every value has it.
    pub is_required: bool,
    /// Its node.
    pub node: XmlNode,
}
