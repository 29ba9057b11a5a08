//! Which of several media types is used, and what a body of it holds.

use crate::lower::Context;
use crate::lower::classify::{Class, resolve};
use crate::lower::types::TypeTable;
use crate::lower::xml;
use crate::model::operation::Payload;
use crate::model::types::TypeRef;
use crate::report::Code;
use crate::spec::schema::SchemaId;
use crate::spec::{MediaType, Spec};

/// The media type of several that is typed best: JSON, then text, then a form, then XML, then the first.
pub fn preferred<'c>(content: &'c [MediaType], spec: &Spec) -> Option<&'c MediaType> {
    let by_kind = |kind: Kind| {
        let mut content = content.iter();
        content.find(|media_type| self::kind(media_type, spec) == kind)
    };
    by_kind(Kind::Json)
        .or_else(|| by_kind(Kind::Text))
        .or_else(|| by_kind(Kind::Form))
        .or_else(|| by_kind(Kind::Xml))
        .or_else(|| content.first())
}

/// How a body is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As a value of its schema.
    Json,
    /// As text.
    Text,
    /// As the properties of its schema, where it is sent.
    Form,
    /// As a value of its schema, by way of XML.
    Xml,
    /// As bytes.
    Bytes,
}

/// How a body of a media type is read. A range such as `*/*` says nothing, so its schema does: what is no text
/// is JSON.
pub fn kind(media_type: &MediaType, spec: &Spec) -> Kind {
    if is_json(&media_type.name) {
        return Kind::Json;
    }
    if is_text(&media_type.name) {
        return Kind::Text;
    }
    if essence(&media_type.name) == "application/x-www-form-urlencoded" {
        let class = media_type.schema.map(|id| resolve(spec, id).class);
        let is_object = matches!(class, Some(Class::Struct | Class::Map(_) | Class::Union));
        return if is_object { Kind::Form } else { Kind::Bytes };
    }
    if is_xml(&media_type.name) {
        let class = media_type.schema.map(|id| resolve(spec, id).class);
        let is_typed = matches!(
            class,
            Some(Class::Struct | Class::Map(Some(_)) | Class::List(Some(_)) | Class::Union)
        );
        return if is_typed { Kind::Xml } else { Kind::Bytes };
    }
    let is_range = matches!(essence(&media_type.name).as_str(), "*/*" | "application/*");
    let Some(id) = media_type.schema.filter(|_| is_range) else {
        return Kind::Bytes;
    };
    let end = resolve(spec, id);
    match end.class {
        Class::Any | Class::Untyped(_) | Class::Same(_) => Kind::Bytes,
        Class::Text if spec.schema(end.id).format.as_deref() == Some("binary") => Kind::Bytes,
        Class::Text => Kind::Text,
        _ => Kind::Json,
    }
}

/// The media type that is named on the wire: a range is none.
pub fn sent_as(media_type: &MediaType, spec: &Spec) -> String {
    let is_range = essence(&media_type.name).ends_with("/*");
    match kind(media_type, spec) {
        Kind::Json if is_range => "application/json".to_owned(),
        Kind::Text if is_range => "text/plain".to_owned(),
        _ => media_type.name.clone(),
    }
}

/// What a body of a media type holds.
pub fn payload(
    media_type: &MediaType,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Payload {
    match (kind(media_type, context.spec), media_type.schema) {
        (Kind::Json, Some(schema)) => json(schema, table, context),
        (Kind::Json, None) => Payload::Json(TypeRef::Json),
        (Kind::Text, _) => Payload::Text,
        (Kind::Xml, Some(schema)) => Payload::Xml {
            ty: whole(schema, table, context),
            root: xml::root(schema, table, context),
        },
        (Kind::Bytes | Kind::Form | Kind::Xml, _) => raw(media_type, context),
    }
}

/// Bytes, because nothing is known of the body, or nothing reads it.
pub fn raw(media_type: &MediaType, context: &mut Context<'_, '_>) -> Payload {
    let message = format!("a body of `{}` is not typed", media_type.name);
    context
        .report
        .warning(Code::RawBody, &media_type.place, message)
        .help("it is bytes in Rust");
    Payload::Bytes
}

/// A value of a schema.
pub(super) fn json(schema: SchemaId, table: &TypeTable, context: &mut Context<'_, '_>) -> Payload {
    Payload::Json(whole(schema, table, context))
}

/// The type of a schema's values, null among them where it is one.
pub(super) fn whole(schema: SchemaId, table: &TypeTable, context: &mut Context<'_, '_>) -> TypeRef {
    let (ty, nullable) = table.type_ref(schema, context);
    if nullable {
        TypeRef::Nullable(Box::new(ty))
    } else {
        ty
    }
}

/// `application/json`, and what ends in `+json` (RFC 6839, section 3.1), whatever parameters follow.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    // A stream of JSON texts is no JSON.
    essence != "application/stream+json"
        && (matches!(essence.as_str(), "application/json" | "text/json")
            || essence.ends_with("+json"))
}

/// `application/xml` and `text/xml`, and what ends in `+xml` (RFC 7303).
fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/xml" | "text/xml") || essence.ends_with("+xml")
}

fn is_text(media_type: &str) -> bool {
    essence(media_type) == "text/plain"
}

/// A media type in lower case, without its parameters.
pub fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}
