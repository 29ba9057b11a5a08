//! Which of several media types is used, and what a body of it holds.

use crate::lower::Context;
use crate::lower::types::TypeTable;
use crate::model::ident::Ident;
use crate::model::operation::{Body, Payload};
use crate::model::types::{Docs, TypeRef};
use crate::report::Code;
use crate::spec::{self, MediaType};

pub(super) fn request_body(
    body: &spec::RequestBody,
    ident: Ident,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Option<Body> {
    let media_type = preferred(&body.content)?;
    if body.content.len() > 1 {
        let message = format!(
            "of the media types of the body only `{}` is sent",
            media_type.name
        );
        context
            .report
            .warning(Code::Unsupported, &body.place.child("content"), message);
    }
    Some(Body {
        ident,
        media_type: media_type.name.clone(),
        payload: payload(media_type, table, context),
        required: body.required,
        docs: Docs {
            text: body.description.clone().unwrap_or_default(),
            ..Docs::default()
        },
    })
}

/// The media type of several that is typed best: JSON, then text, then the first.
pub fn preferred(content: &[MediaType]) -> Option<&MediaType> {
    let json = content.iter().find(|media_type| is_json(&media_type.name));
    json.or_else(|| content.iter().find(|media_type| is_text(&media_type.name)))
        .or_else(|| content.first())
}

/// What a body of a media type holds.
pub fn payload(
    media_type: &MediaType,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Payload {
    match media_type.schema {
        Some(schema) if is_json(&media_type.name) => {
            let (ty, nullable) = table.type_ref(schema, context);
            Payload::Json(if nullable {
                TypeRef::Nullable(Box::new(ty))
            } else {
                ty
            })
        }
        None if is_json(&media_type.name) => Payload::Json(TypeRef::Json),
        _ if is_text(&media_type.name) => Payload::Text,
        _ => {
            let message = format!("a body of `{}` is not typed", media_type.name);
            context
                .report
                .warning(Code::RawBody, &media_type.place, message)
                .help("it is bytes in Rust");
            Payload::Bytes
        }
    }
}

/// `application/json`, and what ends in `+json` (RFC 6839, section 3.1), whatever parameters follow.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

fn is_text(media_type: &str) -> bool {
    essence(media_type) == "text/plain"
}

fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}
