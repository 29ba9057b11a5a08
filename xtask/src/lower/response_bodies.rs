//! How the media types of responses are read, and which of several is.

use super::Context;
use super::classify::{Class, resolve};
use super::operations::media_type_names::{
    is_binary as is_binary_name, is_json_lines, is_json_sequence,
};
use super::operations::media_types::{self, essence};
use super::types::TypeTable;
use super::xml;
use crate::model::operation::Payload;
use crate::model::types::TypeRef;
use crate::report::Code;
use crate::spec::schema::SchemaId;
use crate::spec::{Item, MediaType, Spec};

/// How a body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As a value of its schema.
    Json,
    /// As a value of its schema, by way of XML.
    Xml,
    /// As text.
    Text,
    /// As server-sent events.
    Events,
    /// As JSON texts, one after the other.
    Lines,
    /// As bytes.
    Bytes,
}

/// How a body of a media type is read.
pub fn kind(media_type: &MediaType, spec: &Spec) -> Kind {
    let essence = essence(&media_type.name);
    if essence == "text/event-stream" {
        return Kind::Events;
    }
    if is_json_lines(&essence) || is_json_sequence(&essence) {
        return Kind::Lines;
    }
    match media_types::kind(media_type, spec) {
        media_types::Kind::Json => Kind::Json,
        media_types::Kind::Text => Kind::Text,
        media_types::Kind::Xml => Kind::Xml,
        _ if essence.starts_with("text/") && !is_binary(media_type, spec) => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// The media type of several that is typed best: JSON, then plain text, then XML, then the first.
pub fn preferred<'c>(content: &'c [MediaType], spec: &Spec) -> Option<&'c MediaType> {
    let first = |is_wanted: &dyn Fn(&MediaType) -> bool| content.iter().find(|one| is_wanted(one));
    first(&|one| kind(one, spec) == Kind::Json)
        .or_else(|| first(&|one| media_types::kind(one, spec) == media_types::Kind::Text))
        .or_else(|| first(&|one| kind(one, spec) == Kind::Xml))
        .or_else(|| content.first())
}

/// The schemas that become types, with what is added to the names of those that only their places name: the
/// media type, where the body of the preferred one has the name already. Of an error it is the preferred one.
pub fn typed(content: &[MediaType], is_success: bool, spec: &Spec) -> Vec<(SchemaId, String)> {
    let preferred = preferred(content, spec);
    if !is_success {
        let is_typed = |one: &&MediaType| matches!(kind(one, spec), Kind::Json | Kind::Xml);
        let schema = preferred.filter(is_typed).and_then(|one| one.schema);
        return schema.into_iter().map(|id| (id, String::new())).collect();
    }
    let preferred = preferred.map(|one| &one.place);
    let mut typed: Vec<(SchemaId, String)> = Vec::new();
    for media_type in content {
        match kind(media_type, spec) {
            Kind::Json | Kind::Xml if Some(&media_type.place) == preferred => {
                typed.splice(0..0, media_type.schema.map(|id| (id, String::new())));
            }
            Kind::Json | Kind::Xml => {
                let name = format!("as {}", words(&media_type.name));
                typed.extend(media_type.schema.map(|id| (id, name)));
            }
            Kind::Events => {
                let id = match events(media_type, spec) {
                    Events::Data(id) | Events::Whole(id) => Some(id),
                    Events::Text => None,
                };
                typed.extend(id.map(|id| (id, "event".to_owned())));
            }
            Kind::Lines => {
                typed.extend(item(media_type, spec).map(|id| (id, "line".to_owned())));
            }
            Kind::Text | Kind::Bytes => {}
        }
    }
    typed
}

/// What a body of a media type holds.
pub fn payload(
    media_type: &MediaType,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Payload {
    let spec = context.spec;
    match kind(media_type, spec) {
        Kind::Json => Payload::Json(value(media_type.schema, table, context)),
        Kind::Xml => match media_type.schema {
            Some(schema) => Payload::Xml {
                ty: value(Some(schema), table, context),
                root: xml::root(schema, table, context),
            },
            None => Payload::Bytes,
        },
        Kind::Text => Payload::Text,
        Kind::Events => match events(media_type, spec) {
            Events::Text => Payload::Events(None),
            Events::Data(id) => Payload::Events(Some(value(Some(id), table, context))),
            Events::Whole(id) => Payload::WholeEvents(value(Some(id), table, context)),
        },
        Kind::Lines => Payload::Lines(value(item(media_type, spec), table, context)),
        Kind::Bytes => {
            if !is_binary(media_type, spec) {
                let message = format!("a body of `{}` is not typed", media_type.name);
                context
                    .report
                    .warning(Code::RawBody, &media_type.place, message)
                    .help("it is bytes in Rust");
            }
            Payload::Bytes
        }
    }
}

/// The words of a media type: its type and subtype, and its parameters, but for the charset.
pub fn words(media_type: &str) -> String {
    let mut parts = media_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let parameters = parts.filter(|part| !part.to_ascii_lowercase().starts_with("charset"));
    let essence = if essence == "*/*" { "any" } else { essence };
    let parts = [essence].into_iter().chain(parameters);
    let parts: Vec<String> = parts.map(|part| part.replace(['/', '*'], " ")).collect();
    parts.join(" ").trim().to_owned()
}

/// The schema of a stream's items.
fn item(media_type: &MediaType, spec: &Spec) -> Option<SchemaId> {
    if let Some(Item::Whole(id) | Item::EventData(id)) = media_type.item {
        return Some(id);
    }
    let schema = media_type.schema?;
    // Before 3.2 a stream was described as the list of its items.
    match resolve(spec, schema).class {
        Class::List(items) => items,
        _ => Some(schema),
    }
}

/// What server-sent events are made of.
enum Events {
    /// Data that is text.
    Text,
    /// Data that is JSON of a schema.
    Data(SchemaId),
    /// A choice of events, each with a type and data of its own.
    Whole(SchemaId),
}

fn events(media_type: &MediaType, spec: &Spec) -> Events {
    let Some(item) = item(media_type, spec) else {
        return Events::Text;
    };
    let resolved = resolve(spec, item);
    let is_said = matches!(media_type.item, Some(Item::Whole(_)));
    let data = match &resolved.class {
        Class::Union => {
            let mut variants = spec.schema(resolved.id).one_of.iter();
            if variants.all(|variant| data_of_event(*variant, is_said, spec).is_some()) {
                return Events::Whole(item);
            }
            item
        }
        Class::Struct => data_of_event(item, is_said, spec).unwrap_or(item),
        _ => item,
    };
    match resolve(spec, data).class {
        Class::Text | Class::Scalar(TypeRef::Secret) => Events::Text,
        _ => Events::Data(data),
    }
}

/// The data of an object that is a whole event: what `itemSchema` describes always is (3.2), and before that an
/// object is one that has `data`, and no properties but those of events.
fn data_of_event(id: SchemaId, is_said: bool, spec: &Spec) -> Option<SchemaId> {
    let resolved = resolve(spec, id);
    let properties = &spec.schema(resolved.id).properties;
    let is_of_events = |name: &String| matches!(name.as_str(), "data" | "event" | "id" | "retry");
    let is_event =
        resolved.class == Class::Struct && (is_said || properties.keys().all(is_of_events));
    properties.get("data").copied().filter(|_| is_event)
}

/// Whether there is nothing to type: the document says no more of the body than that it is bytes or text.
fn is_binary(media_type: &MediaType, spec: &Spec) -> bool {
    let essence = essence(&media_type.name);
    let (kind, _) = essence.split_once('/').unwrap_or_default();
    is_binary_name(&media_type.name)
        || media_type.schema.map_or(kind != "text", |schema| {
            let resolved = resolve(spec, schema);
            match resolved.class {
                Class::Text => {
                    kind != "text" || spec.schema(resolved.id).format.as_deref() == Some("binary")
                }
                Class::Any => kind != "text",
                _ => false,
            }
        })
}

/// A value of a schema; any JSON where there is none.
fn value(schema: Option<SchemaId>, table: &TypeTable, context: &mut Context<'_, '_>) -> TypeRef {
    match schema.map(|schema| table.type_ref(schema, context)) {
        None => TypeRef::Json,
        Some((ty, true)) => TypeRef::Nullable(Box::new(ty)),
        Some((ty, false)) => ty,
    }
}
