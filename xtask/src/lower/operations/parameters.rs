//! Parameters, and the name of the body beside them.

use std::collections::BTreeSet;

use super::media_types::is_json;
use crate::lower::Context;
use crate::lower::naming::{Case, Claim, Rank, Scope, settle_locked};
use crate::lower::types::{TypeTable, docs};
use crate::model::ident::Ident;
use crate::model::operation::{Location, Parameter, Style};
use crate::model::types::Docs;
use crate::names::{LockedOperation, is_ident, path_parameters};
use crate::report::Code;
use crate::spec;

/// The methods of a call, which the setters of optional parameters stand beside.
pub(super) const RESERVED_SETTERS: [&str; 26] = [
    "new",
    "send",
    "send_streaming",
    "timeout",
    "no_timeout",
    "attempt_timeout",
    "retry",
    "assume_idempotent",
    "idempotency_key",
    "max_response_size",
    "header",
    "headers",
    "operation",
    "operation_mut",
    "into_operation",
    "map_operation",
    "into_future",
    "into_parts",
    "into_async",
    "client",
    "execute",
    "pages",
    "pages_from",
    "items",
    "items_from",
    "clone",
];

/// The parameters, and the name of the body beside them. Those in the path keep the names that they have in
/// `line`.
pub(super) fn parameters(
    operation: &spec::Operation,
    line: Option<&LockedOperation>,
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
            wire: parameter.name.clone(),
            wanted: wanted(parameter, &declared, context),
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
    let kept = kept_names(&declared, operation, line);
    let kept: Vec<Option<&str>> = kept.iter().map(Option::as_deref).collect();
    let mut idents = settle_locked(&claims, &kept, scope, &mut context.renames, context.report);
    let body_ident = idents.pop().unwrap_or_else(|| Ident::new_unchecked("body"));
    let parameters = declared
        .into_iter()
        .zip(idents)
        .map(|(parameter, ident)| lower_parameter(parameter, ident, table, context))
        .collect();
    (parameters, body_ident)
}

/// The names that the parameters in the path have already: those of the same positions.
fn kept_names(
    declared: &[&spec::Parameter],
    operation: &spec::Operation,
    line: Option<&LockedOperation>,
) -> Vec<Option<String>> {
    let now = path_parameters(&operation.path);
    let before = line.map(|line| path_parameters(&line.path));
    let before = before.filter(|before| before.len() == now.len());
    let kept = declared.iter().map(|parameter| {
        let position = now.iter().position(|name| *name == parameter.name);
        let name = before.as_ref()?.get(position?)?;
        (parameter.location == spec::Location::Path && is_ident(name)).then(|| name.clone())
    });
    kept.collect()
}

/// The name of a parameter. Of two that share it and travel differently, the one that is less part of the
/// address says how it travels: `id` in the path, and `id_query`.
fn wanted(
    parameter: &spec::Parameter,
    all: &[&spec::Parameter],
    context: &Context<'_, '_>,
) -> String {
    let order = |location: spec::Location| match location {
        spec::Location::Path => 0,
        spec::Location::Query => 1,
        spec::Location::Header => 2,
        spec::Location::Cookie => 3,
    };
    let name = |one: &spec::Parameter| context.naming.words(&one.name, Case::Snake);
    let own = name(parameter);
    let is_second = all
        .iter()
        .any(|other| order(other.location) < order(parameter.location) && name(other) == own);
    if is_second {
        format!("{own}_{}", parameter.location.as_str())
    } else {
        own
    }
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
        docs(schema)
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
            _ if parameter.content.as_deref().is_some_and(is_json) => Style::Json,
            spec::Style::Simple => Style::Simple,
            spec::Style::Label => Style::Label,
            spec::Style::Matrix => Style::Matrix,
            spec::Style::Form => Style::Form,
            spec::Style::SpaceDelimited => Style::SpaceDelimited,
            spec::Style::PipeDelimited => Style::PipeDelimited,
            spec::Style::DeepObject => Style::DeepObject,
        },
        explode: parameter.explode,
        allows_reserved: parameter.allows_reserved,
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
