//! The headers that the document names for responses, as methods that decode them.

use super::Context;
use super::naming::{Case, Claim, Rank, Scope, settle};
use super::operations::media_types::is_json;
use super::types::{TypeTable, docs};
use crate::model::operation::{Header, Status, Style};
use crate::model::types::{Docs, TypeRef};
use crate::spec::{self, StatusPattern};

/// The headers of all responses of an operation. Where responses differ in the type of one, the first keeps the
/// name, and the status says which another is.
pub fn lower(
    operation: &spec::Operation,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Vec<Header> {
    let mut responses: Vec<&spec::Response> = operation.responses.iter().collect();
    responses.sort_by_key(|response| response.status);
    let mut headers: Vec<(Header, Claim)> = Vec::new();
    for response in responses {
        for header in &response.headers {
            // OpenAPI 3.0.3, section 4.7.17.1: the media types say what this header holds.
            if header.name.eq_ignore_ascii_case("content-type") || !is_name(&header.name) {
                continue;
            }
            add(header, response.status, &mut headers, table, context);
        }
    }
    let claims: Vec<Claim> = headers.iter().map(|(_, claim)| claim.clone()).collect();
    let scope = Scope {
        case: Case::Snake,
        reserved: &["new", "clone", "fmt"],
        suffix: "_header",
        is_files: false,
    };
    let idents = settle(&claims, scope, &mut context.renames, context.report);
    let named = headers.into_iter().zip(idents);
    named
        .map(|((header, _), ident)| Header { ident, ..header })
        .collect()
}

fn add(
    header: &spec::Header,
    status: StatusPattern,
    headers: &mut Vec<(Header, Claim)>,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) {
    let status = match status {
        StatusPattern::Exact(status) => Status::Exact(status),
        StatusPattern::Range(digit) => Status::Range(digit),
        StatusPattern::Default => Status::Default,
    };
    let is_json = header.content.as_deref().is_some_and(is_json);
    let style = if is_json { Style::Json } else { Style::Simple };
    let ty = ty(header, is_json, table, context);
    let mut known = headers.iter_mut().map(|(header, _)| header);
    let is_same_name = |other: &Header| other.wire.eq_ignore_ascii_case(&header.name);
    if let Some(known) = known.find(|known| {
        is_same_name(known)
            && known.ty == ty
            && known.style == style
            && known.explode == header.explode
    }) {
        if !known.statuses.contains(&status) {
            known.statuses.push(status);
        }
        return;
    }
    let is_second = headers.iter().any(|(known, _)| is_same_name(known));
    let wire = if is_second {
        let suffix = match status {
            Status::Exact(status) => status.to_string(),
            Status::Range(digit) => format!("{digit}xx"),
            Status::Default => "default".to_owned(),
        };
        format!("{} {suffix}", header.name)
    } else {
        header.name.clone()
    };
    let claim = Claim {
        place: header.place.clone(),
        wanted: context.naming.words(&wire, Case::Snake),
        wire,
        rank: Rank::Named,
    };
    let schema_docs = header.schema.map(|id| context.spec.schema(id));
    let schema_docs = schema_docs
        .filter(|schema| schema.place.is_within(&header.place))
        .map(docs)
        .unwrap_or_default();
    let lowered = Header {
        ident: crate::model::ident::Ident::new_unchecked("header"),
        wire: header.name.clone(),
        style,
        explode: header.explode,
        ty,
        statuses: vec![status],
        docs: Docs {
            text: header.description.clone().unwrap_or(schema_docs.text),
            deprecated: header.deprecated,
            ..Docs::default()
        },
    };
    headers.push((lowered, claim));
}

/// A header is text, unless its schema says more.
fn ty(
    header: &spec::Header,
    is_json: bool,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> TypeRef {
    let of_schema = header
        .schema
        .map(|schema| table.type_ref(schema, context).0);
    match of_schema {
        Some(ty) if is_json || ty != TypeRef::Json => ty,
        None if is_json => TypeRef::Json,
        _ => TypeRef::String,
    }
}

/// Whether a header can have this name (RFC 9110, section 5.1).
fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}
