//! Elements to values, by the tables of [`XmlNode`].

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use super::xml_tree::{Element, Namespace};
use super::{DecodeFailure, XmlContent, XmlNode, XmlNodeKind, XmlObject, XmlProperty, json_path};

/// Decodes the root element of a document.
pub(crate) fn decode<T: DeserializeOwned>(
    root: &Element,
    node: &XmlNode,
) -> Result<T, DecodeFailure> {
    let value = element(root, node.content, &Place::Root)?;
    // Many documents name their roots otherwise than their servers do, so another name alone is no
    // failure; but a page of HTML is no empty object.
    if root.name != node.name && is_empty(&value) {
        let message = format!("the root element is `{}`, not `{}`", root.name, node.name);
        return Err(DecodeFailure::new(message));
    }
    // By way of its text, as bodies of JSON are decoded: so a type is decoded from one source alone.
    let text = value.to_string();
    serde_json::from_str(&text).map_err(|error| json_path::failure(&text, &error))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(properties) => properties.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A place in the value, for failures.
pub(crate) enum Place<'p> {
    Root,
    Property(&'p Place<'p>, &'p str),
    Item(&'p Place<'p>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Property(Self::Root, name) => f.write_str(name),
            Self::Property(parent, name) => write!(f, "{parent}.{name}"),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

impl Place<'_> {
    fn failure(&self, message: String) -> DecodeFailure {
        DecodeFailure::new(message).at(self.to_string())
    }
}

/// The value of one element.
fn element(one: &Element, content: XmlContent, place: &Place<'_>) -> Result<Value, DecodeFailure> {
    if one.is_nil {
        return Ok(Value::Null);
    }
    match content {
        XmlContent::Any => Ok(any(one)),
        XmlContent::Text | XmlContent::Integer | XmlContent::Number | XmlContent::Boolean => {
            scalar(&one.text, content, place)
        }
        XmlContent::List { items, .. } => {
            let named = matching(one, items);
            // A wrapper holds items and nothing else, so of another name they are items too.
            let items_of: Vec<&Element> = if named.is_empty() {
                one.children.iter().collect()
            } else {
                named
                    .into_iter()
                    .map(|index| &one.children[index])
                    .collect()
            };
            list(&items_of, items.content, place)
        }
        XmlContent::Map { values } => {
            let children = one.children.iter().collect::<Vec<_>>();
            Ok(Value::Object(by_name(&children, *values, place)?))
        }
        XmlContent::Object(table) => object(one, table(), place),
    }
}

fn object(one: &Element, table: &XmlObject, place: &Place<'_>) -> Result<Value, DecodeFailure> {
    let mut properties = Map::new();
    let mut is_read = vec![false; one.children.len()];
    for property in table.properties {
        let place = Place::Property(place, property.name);
        let value = match property.node.kind {
            XmlNodeKind::Attribute => attribute(one, &property.node, &place)?,
            XmlNodeKind::Text | XmlNodeKind::Cdata => text(one, property, &place)?,
            XmlNodeKind::Element => {
                let node = element_of(property);
                let found = matching(one, node);
                found.iter().for_each(|index| is_read[*index] = true);
                let found: Vec<&Element> = found
                    .into_iter()
                    .map(|index| &one.children[index])
                    .collect();
                // No element may be an empty list, which every object has.
                let is_list = matches!(
                    property.node.content,
                    XmlContent::List {
                        is_wrapped: false,
                        ..
                    }
                );
                if found.is_empty() && !(is_list && property.is_required) {
                    None
                } else {
                    Some(elements(&found, property.node.content, &place)?)
                }
            }
        };
        if let Some(value) = value {
            properties.insert(property.name.to_owned(), value);
        }
    }
    if let Some(others) = table.others {
        let children = one.children.iter().zip(is_read);
        let children: Vec<&Element> = children
            .filter(|(_, is_read)| !is_read)
            .map(|(child, _)| child)
            .collect();
        let others = by_name(&children, others, place)?;
        for (name, value) in others {
            properties.entry(name).or_insert(value);
        }
    }
    Ok(Value::Object(properties))
}

/// The node of the elements that a property becomes: those of the items, where nothing is around them.
pub(crate) fn element_of(property: &XmlProperty) -> &XmlNode {
    match &property.node.content {
        XmlContent::List {
            is_wrapped: false,
            items,
        } => items,
        _ => &property.node,
    }
}

/// The value of a property from all its elements.
fn elements(
    all: &[&Element],
    content: XmlContent,
    place: &Place<'_>,
) -> Result<Value, DecodeFailure> {
    match (content, all) {
        (
            XmlContent::List {
                is_wrapped: false,
                items,
            },
            _,
        ) => list(all, items.content, place),
        (_, [one]) => element(one, content, place),
        (XmlContent::Any, _) => list(all, content, place),
        _ => Err(place.failure(format!("expected one element, found {}", all.len()))),
    }
}

fn list(all: &[&Element], items: XmlContent, place: &Place<'_>) -> Result<Value, DecodeFailure> {
    let items = all
        .iter()
        .enumerate()
        .map(|(index, one)| element(one, items, &Place::Item(place, index)));
    items.collect::<Result<_, _>>().map(Value::Array)
}

/// Elements as the properties that they are named after.
fn by_name(
    all: &[&Element],
    values: XmlContent,
    place: &Place<'_>,
) -> Result<Map<String, Value>, DecodeFailure> {
    let mut named: std::collections::BTreeMap<&str, Vec<&Element>> = Default::default();
    for one in all {
        named.entry(&one.name).or_default().push(one);
    }
    let mut properties = Map::new();
    for (name, all) in named {
        let value = elements(&all, values, &Place::Property(place, name))?;
        properties.insert(name.to_owned(), value);
    }
    Ok(properties)
}

fn attribute(
    one: &Element,
    node: &XmlNode,
    place: &Place<'_>,
) -> Result<Option<Value>, DecodeFailure> {
    let named = || {
        one.attributes
            .iter()
            .filter(|attribute| attribute.name == node.name)
    };
    // Without a prefix an attribute is in no namespace, whatever the default is.
    let found = named()
        .find(|attribute| match (&attribute.namespace, node.namespace) {
            (Namespace::Uri(uri), Some(namespace)) => **uri == *namespace,
            (Namespace::None, None) => true,
            _ => false,
        })
        .or_else(|| named().find(|attribute| is_loose(&attribute.namespace, node)));
    let Some(found) = found else {
        return Ok(None);
    };
    match node.content {
        // XML Schema writes lists in attributes so (Part 2, section 2.4.1.2).
        XmlContent::List { items, .. } => {
            let texts = found.value.split_whitespace().enumerate();
            let values =
                texts.map(|(index, text)| scalar(text, items.content, &Place::Item(place, index)));
            let values = values.collect::<Result<_, _>>()?;
            Ok(Some(Value::Array(values)))
        }
        content => scalar(&found.value, content, place).map(Some),
    }
}

fn text(
    one: &Element,
    property: &XmlProperty,
    place: &Place<'_>,
) -> Result<Option<Value>, DecodeFailure> {
    // Between elements stands white space that is no part of a text.
    let text = if one.children.is_empty() {
        one.text.as_str()
    } else {
        one.text.trim()
    };
    if text.is_empty() && !property.is_required {
        return Ok(None);
    }
    scalar(text, property.node.content, place).map(Some)
}

/// The indices of the children that a node is for: those of its name and namespace, or, where there are
/// none, those that may be meant.
fn matching(parent: &Element, node: &XmlNode) -> Vec<usize> {
    let indices = |question: &dyn Fn(&Element) -> bool| {
        let children = parent.children.iter().enumerate();
        children
            .filter(|(_, child)| child.name == node.name && question(child))
            .map(|(index, _)| index)
            .collect::<Vec<_>>()
    };
    // A node without a namespace of its own is in that of its parent, by the default namespace.
    let exact = indices(&|child| match (&child.namespace, node.namespace) {
        (Namespace::Uri(uri), Some(namespace)) => **uri == *namespace,
        (Namespace::None, None) => true,
        (namespace, None) => *namespace == parent.namespace,
        _ => false,
    });
    if exact.is_empty() {
        indices(&|child| is_loose(&child.namespace, node))
    } else {
        exact
    }
}

/// Whether a name may be meant although its namespace is another: servers leave them out, and so do
/// documents.
fn is_loose(found: &Namespace, node: &XmlNode) -> bool {
    match found {
        Namespace::None | Namespace::Undeclared => true,
        Namespace::Uri(_) => node.namespace.is_none(),
    }
}

/// A value without parts. Null is the empty text of what is no text.
fn scalar(text: &str, content: XmlContent, place: &Place<'_>) -> Result<Value, DecodeFailure> {
    let trimmed = text.trim();
    let expected = match content {
        XmlContent::Integer => "an integer",
        XmlContent::Number => "a number",
        XmlContent::Boolean => "true or false",
        _ => return Ok(Value::String(text.to_owned())),
    };
    if trimmed.is_empty() {
        return Ok(Value::Null);
    }
    let value = match content {
        XmlContent::Boolean => match trimmed {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        _ => integer(trimmed).map(Value::Number).or_else(|| {
            let number = trimmed.parse::<f64>().ok();
            let number = number.filter(|_| matches!(content, XmlContent::Number));
            number.and_then(Number::from_f64).map(Value::Number)
        }),
    };
    value.ok_or_else(|| place.failure(format!("expected {expected}, found {trimmed:?}")))
}

fn integer(text: &str) -> Option<Number> {
    let signed = text.parse::<i64>().ok().map(Number::from);
    signed.or_else(|| text.parse::<u64>().ok().map(Number::from))
}

/// An element of which nothing is known.
fn any(one: &Element) -> Value {
    if one.is_nil {
        return Value::Null;
    }
    if one.attributes.is_empty() && one.children.is_empty() {
        return Value::String(one.text.clone());
    }
    let mut properties = Map::new();
    for attribute in &one.attributes {
        let value = Value::String(attribute.value.clone());
        properties.insert(format!("@{}", attribute.name), value);
    }
    let text = one.text.trim();
    if !text.is_empty() {
        properties.insert("$text".to_owned(), Value::String(text.to_owned()));
    }
    for child in &one.children {
        let value = any(child);
        match properties.get_mut(&child.name) {
            None => {
                properties.insert(child.name.clone(), value);
            }
            Some(Value::Array(items)) => items.push(value),
            Some(first) => {
                let first_value = first.take();
                *first = Value::Array(vec![first_value, value]);
            }
        }
    }
    Value::Object(properties)
}
