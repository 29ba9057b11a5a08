//! What a request sends: a body of each media type that the document lists.

use super::encoding::{form_property, part_properties};
use super::media_type_names::{
    is_binary, is_form_data, is_json_lines, is_json_sequence, label, proper_name,
};
use super::media_types::{Kind, essence, json, kind, sent_as, whole};
use crate::lower::Context;
use crate::lower::classify::{Class, resolve};
use crate::lower::naming::{Case, Claim, Rank, Scope, settle};
use crate::lower::types::TypeTable;
use crate::lower::xml;
use crate::model::ident::Ident;
use crate::model::operation::{Body, Content, Form, Format, Payload};
use crate::model::types::{Docs, TypeRef};
use crate::report::Code;
use crate::spec::schema::SchemaId;
use crate::spec::{self, MediaType, Spec};

/// The body of a request. `choice` is the name of the enum of its media types, should it have several.
pub(super) fn request_body(
    body: &spec::RequestBody,
    ident: Ident,
    choice: Option<Ident>,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Option<Body> {
    let mut distinct: Vec<(&MediaType, Content)> = Vec::new();
    for media_type in &body.content {
        let content = content(media_type, table, context);
        // Spellings of one type, or types of which another is the proper name.
        let is_known = distinct.iter().any(|(_, other)| {
            proper_name(&other.media_type) == proper_name(&content.media_type)
                && other.payload == content.payload
                && other.format == content.format
        });
        if !is_known {
            distinct.push((media_type, content));
        }
    }
    let has_choice = distinct.len() > 1;
    let idents = variants(&distinct, context);
    let mut contents: Vec<Content> = distinct
        .into_iter()
        .zip(idents)
        .map(|((_, content), ident)| Content { ident, ..content })
        .collect();
    // What a payload alone is sent as is no matter of the order in the document.
    let mut ranked: Vec<&mut Content> = contents.iter_mut().collect();
    ranked.sort_by_key(|content| rank(content));
    let mut known: Vec<String> = Vec::new();
    for content in ranked {
        let ty = rust_type(content, table);
        content.converts = has_choice && !known.contains(&ty);
        known.push(ty);
    }
    (!contents.is_empty()).then(|| Body {
        ident,
        choice: choice.filter(|_| has_choice),
        contents,
        required: body.required,
        docs: Docs {
            text: body.description.clone().unwrap_or_default(),
            ..Docs::default()
        },
    })
}

/// Which media type a payload is sent as where callers name none: JSON before all others.
fn rank(content: &Content) -> u8 {
    match (&content.format, &content.payload) {
        (Format::Plain, Payload::Json(_)) => 0,
        (Format::Form(_) | Format::Multipart(..), _) => 1,
        (Format::Plain, Payload::Xml { .. }) => 2,
        _ => 3,
    }
}

/// The names of the variants, after the media types.
fn variants(contents: &[(&MediaType, Content)], context: &mut Context<'_, '_>) -> Vec<Ident> {
    const SCOPE: Scope<'_> = Scope {
        case: Case::UpperCamel,
        reserved: &["Self"],
        suffix: "Body",
        is_files: false,
    };
    let claims: Vec<Claim> = contents
        .iter()
        .map(|(media_type, _)| Claim {
            place: media_type.place.clone(),
            wire: media_type.name.clone(),
            wanted: context
                .naming
                .words(&label(&media_type.name), Case::UpperCamel),
            rank: Rank::Named,
        })
        .collect();
    if claims.len() < 2 {
        return vec![Ident::new_unchecked("Body"); claims.len()];
    }
    settle(&claims, SCOPE, &mut context.renames, context.report)
}

/// The type of Rust that a body is made of, to compare with others. Names for a type are the type.
fn rust_type(content: &Content, table: &TypeTable) -> String {
    match (&content.payload, &content.format) {
        (_, Format::Multipart(Form::Open, _)) => "parts".to_owned(),
        (_, Format::Named) => "named bytes".to_owned(),
        (Payload::Json(ty) | Payload::Xml { ty, .. }, _) => {
            format!("{:?}", table.without_names(ty))
        }
        (Payload::Text, _) => format!("{:?}", TypeRef::String),
        // Streams of items are never sent.
        _ => "bytes".to_owned(),
    }
}

/// How a body of a media type is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    /// As a value of its schema.
    Json,
    /// As a value of its schema, by way of XML.
    Xml,
    /// As text.
    Text,
    /// As the properties of its schema.
    Form,
    /// As the parts of `multipart/form-data`.
    Multipart,
    /// As a value a line.
    JsonLines,
    /// As a value a record of a JSON text sequence.
    JsonSequence,
    /// As bytes of a type that the caller names.
    Named,
    /// As bytes.
    Bytes,
}

fn sent(media_type: &MediaType, spec: &Spec) -> Sent {
    let essence = essence(&media_type.name);
    if is_form_data(media_type) {
        return Sent::Multipart;
    }
    if is_json_lines(&essence) {
        return Sent::JsonLines;
    }
    if is_json_sequence(&essence) {
        return Sent::JsonSequence;
    }
    match kind(media_type, spec) {
        Kind::Json => Sent::Json,
        Kind::Text => Sent::Text,
        Kind::Xml => Sent::Xml,
        Kind::Form => Sent::Form,
        Kind::Bytes if essence.ends_with("/*") || essence.starts_with("multipart/") => Sent::Named,
        Kind::Bytes if essence.starts_with("text/") && !essence.ends_with("xml") => Sent::Text,
        Kind::Bytes => Sent::Bytes,
    }
}

/// The schemas of a body that become types of JSON.
pub fn typed(body: &spec::RequestBody, context: &Context<'_, '_>) -> Vec<SchemaId> {
    let schemas = body.content.iter().filter_map(|media_type| {
        match sent(media_type, context.spec) {
            Sent::Json | Sent::Form | Sent::Xml => media_type.schema,
            // An object of parts is declared as such.
            Sent::Multipart => media_type
                .schema
                .filter(|id| multipart_form(*id, context) == Form::Values),
            Sent::JsonLines | Sent::JsonSequence => media_type.item_schema().or(media_type.schema),
            Sent::Text | Sent::Named | Sent::Bytes => None,
        }
    });
    schemas.collect()
}

fn multipart_form(schema: SchemaId, context: &Context<'_, '_>) -> Form {
    let schemas = context.schemas();
    if schemas.form(schema).is_some() {
        return Form::Typed;
    }
    match resolve(context.spec, schema).class {
        Class::Union if schemas.is_choice_of_forms(schema) => Form::Open,
        Class::Map(Some(values)) if schemas.part(values).is_some() => Form::Open,
        Class::Struct | Class::Map(Some(_)) | Class::Union => Form::Values,
        _ => Form::Open,
    }
}

fn content(media_type: &MediaType, table: &TypeTable, context: &mut Context<'_, '_>) -> Content {
    let spec = context.spec;
    let sent = sent(media_type, spec);
    let (payload, format) = match (sent, media_type.schema) {
        (Sent::Json, Some(schema)) => (json(schema, table, context), Format::Plain),
        (Sent::Json, None) => (Payload::Json(TypeRef::Json), Format::Plain),
        (Sent::Xml, Some(schema)) => {
            xml::report_unnamed_root(media_type, context);
            let payload = Payload::Xml {
                ty: whole(schema, table, context),
                root: xml::root(schema, table, context),
            };
            (payload, Format::Plain)
        }
        (Sent::Text, _) => (Payload::Text, Format::Plain),
        (Sent::Form, Some(schema)) => {
            let properties = media_type.encoding.iter().map(form_property).collect();
            (json(schema, table, context), Format::Form(properties))
        }
        (Sent::JsonLines, _) => (items(media_type, table, context), Format::JsonLines),
        (Sent::JsonSequence, _) => (items(media_type, table, context), Format::JsonSequence),
        (Sent::Multipart, schema) => {
            let form = schema.map_or(Form::Open, |schema| multipart_form(schema, context));
            let payload = match (form, schema) {
                (Form::Typed, Some(schema)) => table.form(schema, context),
                (Form::Values, Some(schema)) => Some(json(schema, table, context)),
                _ => None,
            };
            let form = if payload.is_some() { form } else { Form::Open };
            if form == Form::Open && is_structured(media_type, context) {
                report_raw(media_type, "its parts are added one by one", context);
            }
            let parts = part_properties(media_type, context);
            (
                payload.unwrap_or(Payload::Bytes),
                Format::Multipart(form, parts),
            )
        }
        (Sent::Named, _) => {
            if essence(&media_type.name).starts_with("multipart/") {
                report_raw(
                    media_type,
                    "it is bytes in Rust, whose media type the caller gives with its boundary",
                    context,
                );
            }
            (Payload::Bytes, Format::Named)
        }
        (Sent::Bytes | Sent::Form | Sent::Xml, _) => {
            if !is_binary(&media_type.name) && is_structured(media_type, context) {
                report_raw(media_type, "it is bytes in Rust", context);
            }
            (Payload::Bytes, Format::Plain)
        }
    };
    Content {
        ident: Ident::new_unchecked("Body"),
        media_type: match essence(&media_type.name).as_str() {
            "application/*+json" => "application/json".to_owned(),
            _ => sent_as(media_type, spec),
        },
        payload,
        format,
        converts: false,
    }
}

fn report_raw(media_type: &MediaType, help: &str, context: &mut Context<'_, '_>) {
    let message = format!("a body of `{}` is not typed", media_type.name);
    context
        .report
        .warning(Code::RawBody, &media_type.place, message)
        .help(help);
}

/// Whether the document says more of a body than that it is bytes or text.
fn is_structured(media_type: &MediaType, context: &Context<'_, '_>) -> bool {
    let class = media_type.schema.map(|id| resolve(context.spec, id).class);
    match class {
        None | Some(Class::Any | Class::Text | Class::Map(None) | Class::Same(_)) => false,
        Some(_) => true,
    }
}

/// The values of a body that has several: those of `itemSchema` (3.2), the items of an array, else of the schema.
fn items(media_type: &MediaType, table: &TypeTable, context: &mut Context<'_, '_>) -> Payload {
    let of_array = media_type
        .schema
        .map(|schema| (schema, resolve(context.spec, schema).class));
    let item = match (media_type.item_schema(), of_array) {
        (Some(item), _) | (None, Some((_, Class::List(Some(item))))) => Some(item),
        (None, Some((_, Class::List(None)))) | (None, None) => None,
        (None, Some((schema, _))) => Some(schema),
    };
    let item = match item.map(|item| json(item, table, context)) {
        Some(Payload::Json(ty)) => ty,
        _ => TypeRef::Json,
    };
    Payload::Json(TypeRef::List(Box::new(item)))
}
