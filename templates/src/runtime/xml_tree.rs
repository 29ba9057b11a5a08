//! XML text to a tree of elements, names resolved to their namespaces.

use std::collections::HashSet;
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// How deep elements may be nested: as deep as `serde_json` reads.
pub(crate) const DEEPEST: usize = 128;

/// How many namespaces an element may declare. Each name is looked up among all that are in scope.
const DECLARATIONS: usize = 16;

/// The namespace of `xsi:nil` (XML Schema Part 1, section 2.6).
pub(crate) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub name: String,
    pub namespace: Namespace,
    /// Without declarations of namespaces, and without those of XML Schema such as `xsi:nil`.
    pub attributes: Vec<Attribute>,
    /// Its own text, that of CDATA sections too.
    pub text: String,
    pub children: Vec<Element>,
    /// `xsi:nil`.
    pub is_nil: bool,
}

/// An attribute.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub name: String,
    pub namespace: Namespace,
    pub value: String,
}

/// What the prefix of a name stands for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// There is no prefix, and no default namespace.
    #[default]
    None,
    /// A namespace.
    Uri(Arc<str>),
    /// The prefix is not declared.
    Undeclared,
}

/// Reads a document of one element.
///
/// # Errors
/// What is wrong, with line and column.
pub(crate) fn parse(xml: &[u8]) -> Result<Element, String> {
    let text =
        std::str::from_utf8(xml).map_err(|error| format!("the body is not UTF-8: {error}"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err("the body is empty".to_owned());
    }
    let mut reader = NsReader::from_str(text);
    reader
        .resolver_mut()
        .set_max_declarations_per_element(DECLARATIONS);
    tree(&mut reader).map_err(|fault| {
        // A fault that the reader does not know of is behind what it read last.
        let position = reader.error_position();
        let position = if position == 0 {
            reader.buffer_position()
        } else {
            position
        };
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        let before = text.get(..position).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|one| *one != '\n').count() + 1;
        format!("the body is not XML: {fault} (line {line}, column {column})")
    })
}

fn tree(reader: &mut NsReader<&[u8]>) -> Result<Element, String> {
    let mut namespaces = Namespaces::default();
    let mut open: Vec<Element> = Vec::new();
    let mut root: Option<Element> = None;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let text = match event {
            Event::Start(start) => {
                if open.len() == DEEPEST {
                    return Err(format!("elements are nested deeper than {DEEPEST}"));
                }
                open.push(element(reader, &start, &mut namespaces)?);
                continue;
            }
            Event::Empty(start) => {
                let element = element(reader, &start, &mut namespaces)?;
                close(element, &mut open, &mut root)?;
                continue;
            }
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    close(element, &mut open, &mut root)?;
                }
                continue;
            }
            Event::Text(text) => text.xml10_content().map(std::borrow::Cow::into_owned),
            Event::CData(text) => text.xml10_content().map(std::borrow::Cow::into_owned),
            Event::GeneralRef(reference) => Ok(resolved(&reference)?),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => continue,
            Event::Eof => break,
        };
        let text = text.map_err(|error| error.to_string())?;
        match open.last_mut() {
            Some(element) => element.text.push_str(&text),
            None if text.trim().is_empty() => {}
            None => return Err("text stands outside of the root element".to_owned()),
        }
    }
    match (open.pop(), root) {
        (Some(element), _) => Err(format!("the element `{}` is not closed", element.name)),
        (None, Some(root)) => Ok(root),
        (None, None) => Err("it has no element".to_owned()),
    }
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) -> Result<(), String> {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None if root.is_none() => *root = Some(element),
        None => return Err("it has more than one root element".to_owned()),
    }
    Ok(())
}

/// An element without what is in it. The reader knows the namespaces that it declares.
fn element(
    reader: &NsReader<&[u8]>,
    start: &BytesStart<'_>,
    namespaces: &mut Namespaces,
) -> Result<Element, String> {
    let resolver = reader.resolver();
    let (namespace, name) = resolver.resolve_element(start.name());
    let mut element = Element {
        name: text_of(name.as_ref())?,
        namespace: namespaces.of(namespace)?,
        ..Element::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute
            .normalized_value(XmlVersion::Explicit1_0)
            .map_err(|error| error.to_string())?;
        let (namespace, name) = resolver.resolve_attribute(attribute.key);
        let namespace = namespaces.of(namespace)?;
        if matches!(&namespace, Namespace::Uri(uri) if **uri == *INSTANCE) {
            let is_true = matches!(value.trim(), "true" | "1");
            element.is_nil |= name.as_ref() == b"nil" && is_true;
            continue;
        }
        element.attributes.push(Attribute {
            name: text_of(name.as_ref())?,
            namespace,
            value: value.into_owned(),
        });
    }
    Ok(element)
}

/// A reference to a character, or to one of the five entities that XML itself has (XML 1.0, section 4.6).
fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = reference
        .resolve_char_ref()
        .map_err(|error| error.to_string())?
    {
        return Ok(character.to_string());
    }
    let name = reference.decode().map_err(|error| error.to_string())?;
    resolve_xml_entity(&name)
        .map(str::to_owned)
        .ok_or_else(|| format!("the entity `&{name};` is none of XML's own"))
}

/// The URIs of the namespaces that were met. They are shared, so that a long one costs a small document little.
#[derive(Default)]
struct Namespaces {
    known: HashSet<Arc<str>>,
}

impl Namespaces {
    fn of(&mut self, resolved: ResolveResult<'_>) -> Result<Namespace, String> {
        Ok(match resolved {
            ResolveResult::Unbound => Namespace::None,
            ResolveResult::Bound(namespace) => {
                let uri = std::str::from_utf8(namespace.into_inner())
                    .map_err(|error| error.to_string())?;
                let known = self.known.get(uri).cloned();
                Namespace::Uri(known.unwrap_or_else(|| {
                    let uri: Arc<str> = uri.into();
                    self.known.insert(Arc::clone(&uri));
                    uri
                }))
            }
            ResolveResult::Unknown(_) => Namespace::Undeclared,
        })
    }
}

fn text_of(bytes: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    Ok(text.to_owned())
}
