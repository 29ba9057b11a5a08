//! Operations to request values, grouped by tag.

mod encoding;
mod former;
pub mod media_type_names;
pub mod media_types;
mod names;
mod parameters;
pub mod request_bodies;

use super::Context;
use super::naming::{Case, Claim, Home, Rank, Renames, Scope, settle, settle_locked};
use super::response_headers;
use super::responses::{Alternative, Answers};
use super::types::TypeTable;
use super::{responses, servers};
use crate::model::ident::Ident;
use crate::model::operation::{Group, Operation, Parameter, View};
use crate::model::types::Docs;
use crate::names::LockedOperation;
use crate::spec;
use crate::spec::pointer::Pointer;
use names::{Names, names};

/// What the files of operations and `client.rs` name without a path, so that a request or group of the same
/// name would shadow it.
const RESERVED_TYPES: [&str; 41] = [
    "Body",
    "Box",
    "BuildError",
    "C",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Credential",
    "Debug",
    "DecodeFailure",
    "Default",
    "Err",
    "From",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Operation",
    "OperationInfo",
    "Option",
    "Outcome",
    "Paginated",
    "Pagination",
    "PaginationStyle",
    "PartialEq",
    "RawResponse",
    "RequestBuilder",
    "Result",
    "SecretSource",
    "SecretString",
    "Self",
    "Send",
    "Server",
    "ServerUrl",
    "ServerVariable",
    "Some",
    "String",
    "Style",
    "Sync",
    "Vec",
];

/// The methods of a group, which those of operations stand beside.
const RESERVED_METHODS: [&str; 2] = ["new", "clone"];

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

/// Lowers all operations, one group a tag, in the order in which the tags are first used. An operation that
/// the lock knows stays in its group.
pub fn lower(
    operations: &[&spec::Operation],
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Vec<Group> {
    let tags: Vec<Option<&str>> = operations
        .iter()
        .map(|operation| operation.tags.first().map(String::as_str))
        .collect();
    let kept = context.kept.operations(operations);
    let (homes, tag_of) = context.kept.homes(&tags, &kept);
    let mut distinct: Vec<Home<'_>> = Vec::new();
    for home in &homes {
        if !distinct.contains(home) {
            distinct.push(*home);
        }
    }
    let tags = distinct.iter().map(|home| match home {
        Home::Kept(module) => tag_of.get(module).copied().flatten(),
        Home::Tag(tag) => *tag,
    });
    let tags: Vec<Option<&str>> = tags.collect();
    let claims: Vec<Claim> = tags.iter().map(|tag| group_claim(*tag, context)).collect();
    let locked: Vec<Option<&str>> = distinct
        .iter()
        .map(|home| match home {
            Home::Kept(module) => Some(*module),
            Home::Tag(_) => None,
        })
        .collect();
    let scope = Scope {
        case: Case::Snake,
        reserved: &RESERVED_ACCESSORS,
        suffix: "_",
        is_files: true,
    };
    let modules = settle_locked(
        &claims,
        &locked,
        scope,
        &mut context.renames,
        context.report,
    );
    let idents = group_idents(&modules, &locked, context);
    let named = modules.into_iter().zip(idents);
    let named = distinct.iter().zip(tags).zip(named).zip(locked);
    named
        .map(|(((home, tag), (module, ident)), locked)| {
            let all = operations.iter().zip(&kept).zip(&homes);
            let own = all.filter(|(_, other)| *other == home);
            let own: Vec<Known<'_>> = own
                .map(|((operation, line), _)| Known {
                    operation,
                    line: *line,
                })
                .collect();
            let names = GroupNames {
                module,
                ident,
                locked,
            };
            group(tag, names, &own, table, context)
        })
        .collect()
}

/// An operation, and its names in the lock.
#[derive(Clone, Copy)]
struct Known<'a> {
    operation: &'a spec::Operation,
    line: Option<&'a LockedOperation>,
}

/// The names of a group.
struct GroupNames<'a> {
    module: Ident,
    ident: Ident,
    /// The module in the lock.
    locked: Option<&'a str>,
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
fn group_idents(
    modules: &[Ident],
    locked: &[Option<&str>],
    context: &mut Context<'_, '_>,
) -> Vec<Ident> {
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
    let kept = locked.iter().zip(&claims);
    let kept: Vec<Option<&str>> = kept
        .map(|(locked, claim)| locked.map(|_| claim.wanted.as_str()))
        .collect();
    settle_locked(&claims, &kept, scope, &mut Renames::none(), context.report)
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
    group: GroupNames<'_>,
    known: &[Known<'_>],
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Group {
    let answers: Vec<Answers> = known
        .iter()
        .map(|one| responses::lower(one.operation, table, context))
        .collect();
    let names = names(known, &answers, group.ident.bare(), context);
    let operations = known
        .iter()
        .zip(names)
        .zip(answers)
        .map(|((one, names), answers)| lower_operation(*one, names, answers, table, context))
        .collect();
    let declared = context
        .spec
        .tags
        .iter()
        .find(|declared| Some(declared.name.as_str()) == tag);
    let mut lowered = Group {
        ident: group.ident,
        module: group.module,
        tag: tag.map(str::to_owned),
        feature: None,
        description: declared.and_then(|declared| declared.description.clone()),
        operations,
        former_methods: Vec::new(),
        former_types: Vec::new(),
    };
    if let Some(locked) = group.locked {
        let lines: Vec<_> = known.iter().map(|one| one.line).collect();
        former::add(&mut lowered, locked, &lines, &context.kept);
    }
    lowered
}

fn lower_operation(
    Known { operation, line }: Known<'_>,
    names: Names,
    answers: Answers,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Operation {
    let (parameters, body_ident) = parameters::parameters(operation, line, table, context);
    let body = operation.request_body.as_ref().and_then(|body| {
        request_bodies::request_body(body, body_ident, names.body, table, context)
    });
    let views = views(operation, names.views, answers.views, &parameters, context);
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
        responses: answers.responses,
        views,
        headers: response_headers::lower(operation, table, context),
        headers_ident: names.headers,
        security: operation.security.clone(),
        server: servers::of_operation(operation, context),
        // Found when all types are as they will be.
        pagination: None,
    }
}

/// The views with their methods, which stand beside those of calls and the setters of parameters.
fn views(
    operation: &spec::Operation,
    idents: Vec<(Ident, Ident)>,
    alternatives: Vec<Alternative>,
    parameters: &[Parameter],
    context: &mut Context<'_, '_>,
) -> Vec<View> {
    let setters = parameters.iter().map(|parameter| parameter.ident.bare());
    let reserved: Vec<&str> = parameters::RESERVED_SETTERS
        .into_iter()
        .chain(setters)
        .collect();
    let claims: Vec<Claim> = alternatives
        .iter()
        .map(|view| Claim {
            place: operation
                .place
                .child("as")
                .child(&view.words)
                .child("method"),
            wire: view.words.clone(),
            wanted: context
                .naming
                .words(&format!("as {}", view.words), Case::Snake),
            rank: Rank::Derived,
        })
        .collect();
    let scope = Scope {
        case: Case::Snake,
        reserved: &reserved,
        suffix: "_view",
        is_files: false,
    };
    let methods = settle(&claims, scope, &mut context.renames, context.report);
    let named = alternatives.into_iter().zip(idents).zip(methods);
    named
        .map(|((view, (ident, output_ident)), method_ident)| View {
            ident,
            method_ident,
            output_ident,
            media_types: view.media_types,
            responses: view.responses,
        })
        .collect()
}
