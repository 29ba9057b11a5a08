//! Operations to request values, grouped by tag.

use std::collections::BTreeSet;

use super::Context;
use super::naming::{Case, Claim, Rank, Renames, Scope, settle};
use super::responses;
use super::types::TypeTable;
use crate::model::ident::Ident;
use crate::model::operation::{Body, Group, Location, Operation, Parameter, Payload, Style};
use crate::model::types::Docs;
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::{self, MediaType};

/// What the files of operations name without a path, so that a request of the same name would shadow it.
const RESERVED_TYPES: [&str; 22] = [
    "Body",
    "BuildError",
    "Call",
    "Clone",
    "Debug",
    "DecodeFailure",
    "Default",
    "Err",
    "From",
    "Into",
    "None",
    "Ok",
    "Operation",
    "OperationInfo",
    "Option",
    "Outcome",
    "RawResponse",
    "RequestBuilder",
    "Result",
    "Some",
    "String",
    "Style",
];

/// The methods of a call, which the setters of optional parameters stand beside.
const RESERVED_SETTERS: [&str; 12] = [
    "new",
    "send",
    "timeout",
    "no_timeout",
    "header",
    "headers",
    "operation",
    "operation_mut",
    "into_operation",
    "into_future",
    "client",
    "execute",
];

/// The methods of a client, which the accessors stand beside.
const RESERVED_ACCESSORS: [&str; 9] = [
    "new",
    "builder",
    "execute",
    "clone",
    "send",
    "prepare",
    "settings",
    "transport",
    "mod",
];

/// Lowers all operations, one group a tag, in the order in which the tags are first used.
pub fn lower(
    operations: &[&spec::Operation],
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Vec<Group> {
    let tags: Vec<Option<&str>> = operations
        .iter()
        .map(|operation| operation.tags.first().map(String::as_str))
        .collect();
    let mut distinct: Vec<Option<&str>> = Vec::new();
    for tag in &tags {
        if !distinct.contains(tag) {
            distinct.push(*tag);
        }
    }
    let claims: Vec<Claim> = distinct
        .iter()
        .map(|tag| group_claim(*tag, context))
        .collect();
    let scope = Scope {
        case: Case::Snake,
        reserved: &RESERVED_ACCESSORS,
        suffix: "_",
        is_files: true,
    };
    let modules = settle(&claims, scope, &mut context.renames, context.report);
    let idents = group_idents(&modules, context);
    distinct
        .into_iter()
        .zip(modules.into_iter().zip(idents))
        .map(|(tag, names)| {
            let own: Vec<&spec::Operation> = operations
                .iter()
                .zip(&tags)
                .filter(|(_, other)| **other == tag)
                .map(|(operation, _)| *operation)
                .collect();
            group(tag, names, &own, table, context)
        })
        .collect()
}

fn group_claim(tag: Option<&str>, context: &Context<'_, '_>) -> Claim {
    let wire = tag.unwrap_or("untagged");
    Claim {
        place: tag_place(tag, context),
        wire: wire.to_owned(),
        wanted: context.naming.words(wire, Case::Snake),
        rank: if tag.is_some() {
            Rank::Named
        } else {
            Rank::Derived
        },
    }
}

/// The structs of the groups: named as their modules, which stand in the same namespace.
fn group_idents(modules: &[Ident], context: &mut Context<'_, '_>) -> Vec<Ident> {
    let claims: Vec<Claim> = modules
        .iter()
        .map(|module| {
            let wanted = context.naming.words(module.bare(), Case::UpperCamel);
            let is_exact = context.naming.words(&wanted, Case::Snake) == module.bare();
            let wire = if is_exact {
                wanted.clone()
            } else {
                module.bare().to_owned()
            };
            Claim {
                place: Pointer::root(),
                wire,
                wanted,
                rank: Rank::Named,
            }
        })
        .collect();
    let reserved: Vec<&str> = RESERVED_TYPES
        .iter()
        .copied()
        .chain(modules.iter().map(Ident::bare))
        .collect();
    let scope = Scope {
        case: Case::UpperCamel,
        reserved: &reserved,
        suffix: "Operations",
        is_files: false,
    };
    settle(&claims, scope, &mut Renames::none(), context.report)
}

/// Where the document declares a tag; a place of its own where it only uses it.
fn tag_place(tag: Option<&str>, context: &Context<'_, '_>) -> Pointer {
    let index = context
        .spec
        .tags
        .iter()
        .position(|declared| Some(declared.name.as_str()) == tag);
    let tags = Pointer::root().child("tags");
    index.map_or_else(
        || tags.child(tag.unwrap_or("untagged")),
        |index| tags.child(index),
    )
}

fn group(
    tag: Option<&str>,
    (module, ident): (Ident, Ident),
    operations: &[&spec::Operation],
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Group {
    let names = names(operations, ident.bare(), context);
    let operations = operations
        .iter()
        .zip(names)
        .map(|(operation, names)| lower_operation(operation, names, table, context))
        .collect();
    let declared = context
        .spec
        .tags
        .iter()
        .find(|declared| Some(declared.name.as_str()) == tag);
    Group {
        ident,
        module,
        tag: tag.map(str::to_owned),
        description: declared.and_then(|declared| declared.description.clone()),
        operations,
    }
}

/// The names of one operation.
struct Names {
    request: Ident,
    method: Ident,
    error: Ident,
    output: Ident,
}

fn names(
    operations: &[&spec::Operation],
    group: &str,
    context: &mut Context<'_, '_>,
) -> Vec<Names> {
    let mut types = Vec::new();
    let mut methods = Vec::new();
    for operation in operations {
        let camel = context.naming.words(&operation.id, Case::UpperCamel);
        let claim = |place: Pointer, wanted: String, rank: Rank| Claim {
            place,
            wire: operation.id.clone(),
            wanted,
            rank,
        };
        types.push(claim(operation.place.clone(), camel.clone(), Rank::Named));
        types.push(claim(
            operation.place.child("error"),
            format!("{camel}Error"),
            Rank::Derived,
        ));
        types.push(claim(
            operation.place.child("output"),
            format!("{camel}Output"),
            Rank::Derived,
        ));
        let snake = context.naming.words(&operation.id, Case::Snake);
        methods.push(claim(
            operation.place.child("operationId"),
            snake,
            Rank::Named,
        ));
    }
    let reserved: Vec<&str> = RESERVED_TYPES.iter().copied().chain([group]).collect();
    let type_scope = Scope {
        case: Case::UpperCamel,
        reserved: &reserved,
        suffix: "Request",
        is_files: false,
    };
    let method_scope = Scope {
        case: Case::Snake,
        reserved: &["new", "clone"],
        suffix: "_",
        is_files: false,
    };
    let types = settle(&types, type_scope, &mut context.renames, context.report);
    let methods = settle(&methods, method_scope, &mut context.renames, context.report);
    types
        .chunks_exact(3)
        .zip(methods)
        .map(|(types, method)| Names {
            request: types[0].clone(),
            error: types[1].clone(),
            output: types[2].clone(),
            method,
        })
        .collect()
}

fn lower_operation(
    operation: &spec::Operation,
    names: Names,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Operation {
    let (parameters, body_ident) = parameters(operation, table, context);
    let body = operation
        .request_body
        .as_ref()
        .and_then(|body| request_body(body, body_ident, table, context));
    Operation {
        ident: names.request,
        method_ident: names.method,
        error_ident: names.error,
        output_ident: names.output,
        id: operation.id.clone(),
        method: operation.method.clone(),
        path: operation.path.clone(),
        place: operation.place.to_string(),
        docs: Docs {
            text: operation.description.clone().unwrap_or_default(),
            deprecated: operation.deprecated,
            ..Docs::default()
        },
        summary: operation.summary.clone(),
        parameters,
        body,
        responses: responses::lower(operation, table, context),
        security: operation.security.clone(),
    }
}

/// The parameters, and the name of the body beside them.
fn parameters(
    operation: &spec::Operation,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> (Vec<Parameter>, Ident) {
    let declared: Vec<&spec::Parameter> = operation
        .parameters
        .iter()
        .filter(|one| is_sent(one, context))
        .collect();
    let mut claims: Vec<Claim> = declared
        .iter()
        .map(|parameter| Claim {
            place: parameter.place.clone(),
            // Two parameters of one name differ in where they travel.
            wire: parameter.name.clone(),
            wanted: context.naming.words(&parameter.name, Case::Snake),
            rank: Rank::Named,
        })
        .collect();
    let names: BTreeSet<&str> = claims.iter().map(|claim| claim.wanted.as_str()).collect();
    let body = if names.contains("body") {
        "request_body"
    } else {
        "body"
    };
    claims.push(Claim {
        place: operation.place.child("requestBody"),
        wire: String::new(),
        wanted: body.to_owned(),
        rank: Rank::Derived,
    });
    let scope = Scope {
        case: Case::Snake,
        reserved: &RESERVED_SETTERS,
        suffix: "_parameter",
        is_files: false,
    };
    let mut idents = settle(&claims, scope, &mut context.renames, context.report);
    let body_ident = idents.pop().unwrap_or_else(|| Ident::new_unchecked("body"));
    let parameters = declared
        .into_iter()
        .zip(idents)
        .map(|(parameter, ident)| lower_parameter(parameter, ident, table, context))
        .collect();
    (parameters, body_ident)
}

/// Section 4.7.12.1: header parameters named Accept, Content-Type and Authorization are ignored.
fn is_sent(parameter: &spec::Parameter, context: &mut Context<'_, '_>) -> bool {
    const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];
    let ignored = parameter.location == spec::Location::Header
        && IGNORED.contains(&parameter.name.to_ascii_lowercase().as_str());
    if ignored {
        let message = format!(
            "the header parameter `{}` is ignored, as the standard says",
            parameter.name
        );
        context
            .report
            .warning(Code::Unsupported, &parameter.place, message)
            .help("bodies, responses and security schemes say what these headers hold");
    }
    !ignored
}

fn lower_parameter(
    parameter: &spec::Parameter,
    ident: Ident,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Parameter {
    let (ty, _) = table.type_ref(parameter.schema, context);
    let schema = context.spec.schema(parameter.schema);
    let schema_docs = if schema.place.is_within(&parameter.place) {
        super::types::docs(schema)
    } else {
        Docs::default()
    };
    Parameter {
        ident,
        wire: parameter.name.clone(),
        location: match parameter.location {
            spec::Location::Path => Location::Path,
            spec::Location::Query => Location::Query,
            spec::Location::Header => Location::Header,
            spec::Location::Cookie => Location::Cookie,
        },
        style: match parameter.style {
            spec::Style::Simple => Style::Simple,
            spec::Style::Label => Style::Label,
            spec::Style::Matrix => Style::Matrix,
            spec::Style::Form => Style::Form,
            spec::Style::SpaceDelimited => Style::SpaceDelimited,
            spec::Style::PipeDelimited => Style::PipeDelimited,
            spec::Style::DeepObject => Style::DeepObject,
        },
        explode: parameter.explode,
        ty,
        required: parameter.required,
        docs: Docs {
            text: parameter.description.clone().unwrap_or(schema_docs.text),
            deprecated: parameter.deprecated,
            default: schema_docs.default,
            ..Docs::default()
        },
    }
}

fn request_body(
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
                crate::model::types::TypeRef::Nullable(Box::new(ty))
            } else {
                ty
            })
        }
        None if is_json(&media_type.name) => Payload::Json(crate::model::types::TypeRef::Json),
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
fn is_json(media_type: &str) -> bool {
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
