//! The XML Object of a schema.

use serde_json::Value;

use super::keywords::Keywords;
use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;
use crate::spec::schema::{Xml, XmlNodeType};
use crate::spec::shape::{description_of, spelling_help};

const FIELDS: [&str; 6] = [
    "name",
    "namespace",
    "prefix",
    "attribute",
    "wrapped",
    "nodeType",
];

/// `xml`, where it says anything. What is no field of it, or holds what it must not, is reported.
pub(super) fn read(keywords: &Keywords<'_>, place: &Pointer, report: &mut Report) -> Option<Xml> {
    let place = place.child("xml");
    let mut xml = Xml::default();
    for (field, value) in keywords.get("xml")?.as_object()? {
        let is_sound = match (field.as_str(), value) {
            ("name", Value::String(text)) => set(&mut xml.name, text),
            ("namespace", Value::String(text)) => set(&mut xml.namespace, text),
            ("prefix", Value::String(text)) => set(&mut xml.prefix, text),
            ("attribute" | "wrapped", Value::Bool(false)) => true,
            // 3.2 has `nodeType` for both, which says more than they do.
            ("attribute", Value::Bool(true)) => {
                xml.node_type.get_or_insert(XmlNodeType::Attribute);
                true
            }
            ("wrapped", Value::Bool(true)) => {
                xml.node_type.get_or_insert(XmlNodeType::Element);
                true
            }
            ("nodeType", Value::String(text)) => {
                let node_type = node_type(text);
                xml.node_type = node_type.or(xml.node_type);
                node_type.is_some()
            }
            (name, _) if FIELDS.contains(&name) => false,
            (name, _) if name.starts_with("x-") => true,
            (name, _) => {
                let message = format!("the XML Object has no field `{name}`");
                report
                    .warning(Code::UnknownField, &place.child(name), message)
                    .help(spelling_help(name, FIELDS.into_iter()));
                true
            }
        };
        if !is_sound {
            let message = format!(
                "`{field}` of an XML Object must be {}, found {}",
                expected(field),
                description_of(value)
            );
            report
                .warning(Code::Keyword, &place.child(field), message)
                .help("it is ignored; correct it or take it out");
        }
    }
    (xml != Xml::default()).then_some(xml)
}

/// A text that is empty says nothing.
fn set(field: &mut Option<String>, text: &str) -> bool {
    *field = Some(text.to_owned()).filter(|text| !text.is_empty());
    true
}

fn node_type(text: &str) -> Option<XmlNodeType> {
    Some(match text {
        "element" => XmlNodeType::Element,
        "attribute" => XmlNodeType::Attribute,
        "text" => XmlNodeType::Text,
        "cdata" => XmlNodeType::Cdata,
        "none" => XmlNodeType::None,
        _ => return None,
    })
}

fn expected(field: &str) -> &'static str {
    match field {
        "attribute" | "wrapped" => "a boolean",
        "nodeType" => "`element`, `attribute`, `text`, `cdata` or `none`",
        _ => "a string",
    }
}
