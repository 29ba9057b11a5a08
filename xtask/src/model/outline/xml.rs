//! How objects are written in XML.

use std::fmt::Write as _;

use crate::model::Api;
use crate::model::xml::{XmlContent, XmlNode, XmlNodeKind, XmlObject};

pub(super) fn write_xml_object(text: &mut String, one: &XmlObject, api: &Api) {
    let _ = writeln!(text, "xml {}", api.type_def(one.ty).ident);
    for property in &one.properties {
        let presence = if property.is_required {
            "required"
        } else {
            "optional"
        };
        let node = xml_node(&property.node, api);
        let _ = writeln!(text, "    {:?} [{presence}] = {node}", property.name);
    }
    if let Some(others) = &one.others {
        let _ = writeln!(text, "    others = {}", xml_content(others, api));
    }
}

pub(super) fn xml_node(node: &XmlNode, api: &Api) -> String {
    let content = xml_content(&node.content, api);
    let prefix = node.prefix.iter().map(|prefix| format!("{prefix}:"));
    let prefix: String = prefix.collect();
    let name = format!("{prefix}{}", node.name);
    let name = match node.kind {
        XmlNodeKind::Element => format!("<{name}>"),
        XmlNodeKind::Attribute => format!("@{name}"),
        XmlNodeKind::Text => "text".to_owned(),
        XmlNodeKind::Cdata => "cdata".to_owned(),
    };
    match &node.namespace {
        Some(namespace) => format!("{name} in {namespace} of {content}"),
        None => format!("{name} of {content}"),
    }
}

fn xml_content(content: &XmlContent, api: &Api) -> String {
    match content {
        XmlContent::Any => "any".to_owned(),
        XmlContent::Text => "text".to_owned(),
        XmlContent::Integer => "integer".to_owned(),
        XmlContent::Number => "number".to_owned(),
        XmlContent::Boolean => "boolean".to_owned(),
        XmlContent::List { is_wrapped, items } => {
            let list = if *is_wrapped { "wrapped list" } else { "list" };
            format!("{list} of {}", xml_node(items, api))
        }
        XmlContent::Map(values) => format!("map of {}", xml_content(values, api)),
        XmlContent::Object(ty) => api.type_def(*ty).ident.to_string(),
    }
}
