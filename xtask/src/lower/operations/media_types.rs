//! Which of several media types is used, and what a body of it holds.

use crate::lower::Context;
use crate::lower::classify::{Class, resolve};
use crate::lower::types::TypeTable;
use crate::model::ident::Ident;
use crate::model::operation::{Body, FormProperty, Payload, Style};
use crate::model::types::{Docs, TypeRef};
use crate::report::Code;
use crate::spec::schema::SchemaId;
use crate::spec::{self, MediaType, Spec};

pub(super) fn request_body(
    body: &spec::RequestBody,
    ident: Ident,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Option<Body> {
    let media_type = preferred(&body.content, context.spec)?;
    if body.content.len() > 1 {
        let message = format!(
            "of the media types of the body only `{}` is sent",
            media_type.name
        );
        context
            .report
            .warning(Code::Unsupported, &body.place.child("content"), message);
    }
    let is_form = kind(media_type, context.spec) == Kind::Form;
    let payload = match media_type.schema {
        Some(schema) if is_form => json(schema, table, context),
        _ => payload(media_type, table, context),
    };
    Some(Body {
        ident,
        media_type: sent_as(media_type, context.spec),
        payload,
        form: is_form.then(|| media_type.encoding.iter().map(form_property).collect()),
        required: body.required,
        docs: Docs {
            text: body.description.clone().unwrap_or_default(),
            ..Docs::default()
        },
    })
}

fn form_property(encoding: &spec::Encoding) -> FormProperty {
    let is_json_text = encoding.content_type.as_deref().is_some_and(is_json);
    FormProperty {
        wire: encoding.property.clone(),
        style: match encoding.style {
            _ if is_json_text => Style::Json,
            spec::Style::SpaceDelimited => Style::SpaceDelimited,
            spec::Style::PipeDelimited => Style::PipeDelimited,
            spec::Style::DeepObject => Style::DeepObject,
            _ => Style::Form,
        },
        explode: encoding.explode,
    }
}

/// The media type of several that is typed best: JSON, then text, then a form, then the first.
pub fn preferred<'c>(content: &'c [MediaType], spec: &Spec) -> Option<&'c MediaType> {
    let by_kind = |kind: Kind| {
        let mut content = content.iter();
        content.find(|media_type| self::kind(media_type, spec) == kind)
    };
    by_kind(Kind::Json)
        .or_else(|| by_kind(Kind::Text))
        .or_else(|| by_kind(Kind::Form))
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
        (Kind::Bytes | Kind::Form, _) => {
            let message = format!("a body of `{}` is not typed", media_type.name);
            context
                .report
                .warning(Code::RawBody, &media_type.place, message)
                .help("it is bytes in Rust");
            Payload::Bytes
        }
    }
}

/// A value of a schema.
fn json(schema: SchemaId, table: &TypeTable, context: &mut Context<'_, '_>) -> Payload {
    let (ty, nullable) = table.type_ref(schema, context);
    Payload::Json(if nullable {
        TypeRef::Nullable(Box::new(ty))
    } else {
        ty
    })
}

/// `application/json`, and what ends in `+json` (RFC 6839, section 3.1), whatever parameters follow.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    // A stream of JSON texts is no JSON.
    essence != "application/stream+json"
        && (matches!(essence.as_str(), "application/json" | "text/json")
            || essence.ends_with("+json"))
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
