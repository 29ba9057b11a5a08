//! Values to elements, by the tables of [`XmlNode`].

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde_json::{Map, Value};

use super::xml_read::Place;
use super::xml_text::{escaped, is_name, refused};
use super::xml_tree::{DEEPEST, INSTANCE};
use super::{XmlContent, XmlNode, XmlNodeKind, XmlObject};

/// A document of one element.
///
/// # Errors
/// What is wrong, with its place in the value.
pub(crate) fn document(value: &Value, root: &XmlNode) -> Result<Vec<u8>, String> {
    let mut document = Document {
        writer: Writer::new(Vec::new()),
        declared: Vec::new(),
        depth: 0,
    };
    document.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    document.element(&Name::of(root), value, root.content, &Place::Root)?;
    Ok(document.writer.into_inner())
}

/// The name of an element or attribute.
struct Name<'n> {
    local: &'n str,
    prefix: Option<&'n str>,
    namespace: Option<&'n str>,
}

impl<'n> Name<'n> {
    fn of(node: &XmlNode) -> Self {
        Self {
            local: node.name,
            prefix: node.prefix,
            namespace: node.namespace,
        }
    }

    /// The name of an item; that of the list, where it has none of its own.
    fn or(&self, items: &'n XmlNode) -> Self {
        if items.name.is_empty() {
            Self { ..*self }
        } else {
            Self::of(items)
        }
    }

    fn plain(local: &'n str) -> Self {
        Self {
            local,
            prefix: None,
            namespace: None,
        }
    }

    fn qualified(&self, place: &Place<'_>) -> Result<String, String> {
        for part in self.prefix.iter().chain([&self.local]) {
            if !is_name(part) {
                return Err(at(place, &format!("{part:?} is no name in XML")));
            }
        }
        Ok(match self.prefix {
            Some(prefix) => format!("{prefix}:{}", self.local),
            None => self.local.to_owned(),
        })
    }
}

struct Document {
    writer: Writer<Vec<u8>>,
    /// The prefixes of the open elements and what they stand for; the default namespace has none.
    declared: Vec<(String, String)>,
    depth: usize,
}

impl Document {
    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        self.writer
            .write_event(event)
            .map_err(|error| error.to_string())
    }

    /// A value as one element.
    fn element(
        &mut self,
        name: &Name<'_>,
        value: &Value,
        content: XmlContent,
        place: &Place<'_>,
    ) -> Result<(), String> {
        if self.depth == DEEPEST {
            return Err(format!("it is nested deeper than {DEEPEST}"));
        }
        let qualified = name.qualified(place)?;
        let declared = self.declared.len();
        let mut start = BytesStart::new(qualified.as_str());
        self.declare(name, &mut start, place)?;
        if value.is_null() {
            let nil = Name {
                local: "nil",
                prefix: Some("xsi"),
                namespace: Some(INSTANCE),
            };
            self.attribute(&nil, "true", &mut start, place)?;
            self.declared.truncate(declared);
            return self.event(Event::Empty(start));
        }
        self.attributes(value, content, &mut start, place)?;
        self.event(Event::Start(start))?;
        self.depth += 1;
        self.contents(name, value, content, place)?;
        self.depth -= 1;
        self.declared.truncate(declared);
        self.event(Event::End(BytesEnd::new(qualified)))
    }

    /// Declares the namespace of a name, unless it is in scope.
    fn declare(
        &mut self,
        name: &Name<'_>,
        start: &mut BytesStart<'_>,
        place: &Place<'_>,
    ) -> Result<(), String> {
        let Some(namespace) = name.namespace else {
            return Ok(());
        };
        let prefix = name.prefix.unwrap_or_default();
        let mut declared = self.declared.iter().rev();
        let current = declared.find(|(other, _)| other == prefix);
        if current.is_some_and(|(_, current)| current == namespace) {
            return Ok(());
        }
        let key = match name.prefix {
            Some(prefix) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        };
        let value = text(namespace, place)?;
        start.push_attribute((key.as_bytes(), value.as_bytes()));
        self.declared
            .push((prefix.to_owned(), namespace.to_owned()));
        Ok(())
    }

    fn attribute(
        &mut self,
        name: &Name<'_>,
        text: &str,
        start: &mut BytesStart<'_>,
        place: &Place<'_>,
    ) -> Result<(), String> {
        // The default namespace is none of attributes.
        if name.prefix.is_some() {
            self.declare(name, start, place)?;
        }
        let key = name.qualified(place)?;
        // Readers take other white space in an attribute for spaces (XML 1.0, section 3.3.3).
        let value = self::text(text, place)?
            .replace('\t', "&#9;")
            .replace('\n', "&#10;");
        start.push_attribute((key.as_bytes(), value.as_bytes()));
        Ok(())
    }

    /// The attributes of an object.
    fn attributes(
        &mut self,
        value: &Value,
        content: XmlContent,
        start: &mut BytesStart<'_>,
        place: &Place<'_>,
    ) -> Result<(), String> {
        let Value::Object(properties) = value else {
            return Ok(());
        };
        match content {
            XmlContent::Object(table) => {
                for property in table().properties {
                    if property.node.kind != XmlNodeKind::Attribute {
                        continue;
                    }
                    let place = Place::Property(place, property.name);
                    match properties.get(property.name) {
                        None | Some(Value::Null) => {}
                        Some(value) => {
                            let text = attribute_text(value, &place)?;
                            self.attribute(&Name::of(&property.node), &text, start, &place)?;
                        }
                    }
                }
            }
            XmlContent::Map { .. } => {}
            _ => {
                for (name, value) in properties {
                    let place = Place::Property(place, name);
                    if let Some(name) = name.strip_prefix('@') {
                        let text = attribute_text(value, &place)?;
                        self.attribute(&Name::plain(name), &text, start, &place)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What stands within an element.
    fn contents(
        &mut self,
        name: &Name<'_>,
        value: &Value,
        content: XmlContent,
        place: &Place<'_>,
    ) -> Result<(), String> {
        match (value, content) {
            (Value::Object(properties), XmlContent::Object(table)) => {
                self.object(properties, table(), place)
            }
            (Value::Object(properties), XmlContent::Map { values }) => {
                self.others(properties.iter(), *values, place)
            }
            (Value::Object(properties), _) => {
                let is_text = |name: &str| name == "$text";
                if let Some(text) = properties.get("$text") {
                    self.text(text, XmlNodeKind::Text, place)?;
                }
                let elements = properties.iter();
                let elements =
                    elements.filter(|(name, _)| !is_text(name) && !name.starts_with('@'));
                self.others(elements, XmlContent::Any, place)
            }
            (Value::Array(items), XmlContent::List { items: node, .. }) => {
                self.items(&name.or(node), items, node.content, place)
            }
            // A list within a list of which nothing is known: its items are called as it is.
            (Value::Array(items), _) => self.items(name, items, XmlContent::Any, place),
            (value, _) => self.text(value, XmlNodeKind::Text, place),
        }
    }

    fn object(
        &mut self,
        properties: &Map<String, Value>,
        table: &XmlObject,
        place: &Place<'_>,
    ) -> Result<(), String> {
        for property in table.properties {
            let Some(value) = properties.get(property.name) else {
                continue;
            };
            let place = Place::Property(place, property.name);
            match property.node.kind {
                XmlNodeKind::Attribute => {}
                kind @ (XmlNodeKind::Text | XmlNodeKind::Cdata) => {
                    self.text(value, kind, &place)?
                }
                XmlNodeKind::Element => {
                    let name = Name::of(&property.node);
                    self.member(&name, value, property.node.content, &place)?;
                }
            }
        }
        let is_other = |name: &str| !table.properties.iter().any(|one| one.name == name);
        let others = properties.iter().filter(|(name, _)| is_other(name));
        self.others(others, table.others.unwrap_or(XmlContent::Any), place)
    }

    /// Properties that are elements of their own names.
    fn others<'v>(
        &mut self,
        properties: impl Iterator<Item = (&'v String, &'v Value)>,
        values: XmlContent,
        place: &Place<'_>,
    ) -> Result<(), String> {
        for (name, value) in properties {
            let place = Place::Property(place, name);
            self.member(&Name::plain(name), value, values, &place)?;
        }
        Ok(())
    }

    /// A property as its element, or as one for each item.
    fn member(
        &mut self,
        name: &Name<'_>,
        value: &Value,
        content: XmlContent,
        place: &Place<'_>,
    ) -> Result<(), String> {
        match (value, content) {
            (
                Value::Array(items),
                XmlContent::List {
                    is_wrapped: false,
                    items: node,
                },
            ) => self.items(&name.or(node), items, node.content, place),
            (Value::Array(items), XmlContent::Any) => self.items(name, items, content, place),
            _ => self.element(name, value, content, place),
        }
    }

    fn items(
        &mut self,
        name: &Name<'_>,
        items: &[Value],
        content: XmlContent,
        place: &Place<'_>,
    ) -> Result<(), String> {
        for (index, item) in items.iter().enumerate() {
            self.element(name, item, content, &Place::Item(place, index))?;
        }
        Ok(())
    }

    /// A value as the text of the open element.
    fn text(&mut self, value: &Value, kind: XmlNodeKind, place: &Place<'_>) -> Result<(), String> {
        let text = scalar_text(value, place, "the text of an element")?;
        if kind == XmlNodeKind::Cdata {
            refuse(&text, place)?;
            // A section ends at its first `]]>`, so that a text of it becomes two sections.
            for section in BytesCData::escaped(&text) {
                self.event(Event::CData(section))?;
            }
            return Ok(());
        }
        let text = self::text(&text, place)?;
        self.event(Event::Text(BytesText::from_escaped(text)))
    }
}

/// A value without parts as text, or a list of such: XML Schema separates them by spaces in attributes.
fn attribute_text(value: &Value, place: &Place<'_>) -> Result<String, String> {
    let Value::Array(items) = value else {
        return scalar_text(value, place, "an attribute");
    };
    let texts = items
        .iter()
        .map(|item| scalar_text(item, place, "an attribute"));
    Ok(texts.collect::<Result<Vec<_>, _>>()?.join(" "))
}

fn scalar_text(value: &Value, place: &Place<'_>, what: &str) -> Result<String, String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Bool(value) => Ok(value.to_string()),
        Value::Number(value) => Ok(value.to_string()),
        Value::String(value) => Ok(value.clone()),
        Value::Array(_) => Err(at(place, &format!("a list cannot be {what}"))),
        Value::Object(_) => Err(at(place, &format!("an object cannot be {what}"))),
    }
}

/// A text as markup.
fn text(text: &str, place: &Place<'_>) -> Result<String, String> {
    refuse(text, place)?;
    Ok(escaped(text))
}

fn refuse(text: &str, place: &Place<'_>) -> Result<(), String> {
    match refused(text) {
        None => Ok(()),
        Some(character) => Err(at(
            place,
            &format!(
                "the character U+{:04X} is none of XML",
                u32::from(character)
            ),
        )),
    }
}

fn at(place: &Place<'_>, reason: &str) -> String {
    match place {
        Place::Root => reason.to_owned(),
        place => format!("at `{place}`: {reason}"),
    }
}
