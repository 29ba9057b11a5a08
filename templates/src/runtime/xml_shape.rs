//! How values are written in XML: tables that generated code fills in (OpenAPI 3.0.4, XML Object).

/// A node of XML that a value becomes.
#[derive(Debug, Clone, Copy)]
pub struct XmlNode {
    /// What kind of node it is.
    pub kind: XmlNodeKind,
    /// `xml.name`, or the name that the document gives the value.
    pub name: &'static str,
    /// `xml.prefix`.
    pub prefix: Option<&'static str>,
    /// `xml.namespace`.
    pub namespace: Option<&'static str>,
    /// What it holds.
    pub content: XmlContent,
}

impl XmlNode {
    /// An element without a namespace of its own.
    #[must_use]
    pub const fn element(name: &'static str, content: XmlContent) -> Self {
        Self::of(XmlNodeKind::Element, name, content)
    }

    /// An attribute without a namespace.
    #[must_use]
    pub const fn attribute(name: &'static str, content: XmlContent) -> Self {
        Self::of(XmlNodeKind::Attribute, name, content)
    }

    /// A text.
    #[must_use]
    pub const fn text(content: XmlContent) -> Self {
        Self::of(XmlNodeKind::Text, "", content)
    }

    /// A CDATA section.
    #[must_use]
    pub const fn cdata(content: XmlContent) -> Self {
        Self::of(XmlNodeKind::Cdata, "", content)
    }

    const fn of(kind: XmlNodeKind, name: &'static str, content: XmlContent) -> Self {
        Self {
            kind,
            name,
            prefix: None,
            namespace: None,
            content,
        }
    }
}

/// The kind of a node: `xml.nodeType` (OpenAPI 3.2), and `xml.attribute` before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XmlNodeKind {
    /// An element.
    Element,
    /// An attribute of the element around it.
    Attribute,
    /// The text of the element around it.
    Text,
    /// A CDATA section of the element around it; read as text is.
    Cdata,
}

/// What an element or attribute holds.
#[derive(Debug, Clone, Copy)]
pub enum XmlContent {
    /// Anything. An element with nothing but text is a string; any other is an object of its child
    /// elements, its attributes as `@name` and its text as `$text`.
    Any,
    /// A string.
    Text,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`; `1` and `0` are read too.
    Boolean,
    /// A list, each item a node.
    List {
        /// `xml.wrapped`: whether an element stands around the items.
        is_wrapped: bool,
        /// The node of each item; one without a name is called as the list is.
        items: &'static XmlNode,
    },
    /// An object whose properties are not known by name: an element each.
    Map {
        /// What the elements hold.
        values: &'static XmlContent,
    },
    /// An object, by the function of its [`XmlType`].
    Object(fn() -> &'static XmlObject),
}

/// A type whose values are objects in XML.
pub trait XmlType {
    /// The properties. A function, for they may hold values of the type itself.
    fn xml_object() -> &'static XmlObject;
}

/// The properties of an object.
#[derive(Debug, Clone, Copy)]
pub struct XmlObject {
    /// The properties, in the order in which they are written.
    pub properties: &'static [XmlProperty],
    /// What the elements hold that are none of the properties; without it they are not read.
    pub others: Option<XmlContent>,
}

/// A property of an object.
#[derive(Debug, Clone, Copy)]
pub struct XmlProperty {
    /// Its name in JSON.
    pub name: &'static str,
    /// Whether every object has it. Of a list without a wrapper no element at all is the empty list
    /// then, and otherwise no list.
    pub is_required: bool,
    /// Its node.
    pub node: XmlNode,
}

impl XmlProperty {
    /// A property that every object has.
    #[must_use]
    pub const fn required(name: &'static str, node: XmlNode) -> Self {
        Self {
            name,
            is_required: true,
            node,
        }
    }

    /// A property that objects may lack.
    #[must_use]
    pub const fn optional(name: &'static str, node: XmlNode) -> Self {
        Self {
            name,
            is_required: false,
            node,
        }
    }
}
