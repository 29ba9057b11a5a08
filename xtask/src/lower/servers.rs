//! Servers to the base URLs that callers choose from.

use super::Context;
use super::naming::{Case, Claim, Rank, Scope, settle};
use crate::model::Server;
use crate::report::Code;
use crate::spec;

/// The servers with absolute URLs, in the order of the document.
pub fn lower(context: &mut Context<'_, '_>) -> Vec<Server> {
    let mut servers: Vec<&spec::Server> = Vec::new();
    for server in &context.spec.servers {
        if server.url.contains('{') {
            let message = format!(
                "the server `{}` has variables that are not declared",
                server.url
            );
            context
                .report
                .warning(Code::Unsupported, &server.place, message)
                .help("it is left out");
        } else if is_absolute(&server.url) {
            servers.push(server);
        } else if server.url.contains("://") {
            let message = format!("the server `{}` is not one of HTTP", server.url);
            context
                .report
                .warning(Code::Unsupported, &server.place, message)
                .help("it is left out");
        } else {
            context
                .report
                .warning(Code::Unsupported, &server.place, format!("the server URL `{}` is relative", server.url))
                .help("callers have to say which host serves the API; write an absolute URL to save them that");
        }
    }
    let claims: Vec<Claim> = servers
        .iter()
        .map(|server| Claim {
            place: server.place.clone(),
            wire: server.url.clone(),
            wanted: context
                .naming
                .words(&told_apart(server, &servers), Case::UpperCamel),
            rank: Rank::Named,
        })
        .collect();
    let scope = Scope {
        case: Case::UpperCamel,
        reserved: &["Self"],
        suffix: "Server",
        is_files: false,
    };
    let idents = settle(&claims, scope, &mut context.renames, context.report);
    servers
        .into_iter()
        .zip(idents)
        .map(|(server, ident)| Server {
            ident,
            url: server.url.clone(),
            description: server.description.clone(),
        })
        .collect()
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The label; with the scheme where it is HTTP without TLS, and the same server speaks both.
fn told_apart(server: &spec::Server, all: &[&spec::Server]) -> String {
    let own = label(server);
    let is_plain = server.url.starts_with("http://");
    let is_told = |other: &&spec::Server| label(other) == own && other.url.starts_with("https://");
    if is_plain && all.iter().any(is_told) {
        format!("{own} http")
    } else {
        own.to_owned()
    }
}

/// The description where it is a label of a few words, else the URL without its scheme.
fn label(server: &spec::Server) -> &str {
    const WORDS: usize = 3;
    let description = server
        .description
        .as_deref()
        .map(str::trim)
        .unwrap_or_default();
    if !description.is_empty() && description.split_whitespace().count() <= WORDS {
        return description;
    }
    server
        .url
        .split_once("://")
        .map_or(server.url.as_str(), |(_, rest)| rest)
}

/// The base URL of an operation's own server, where that is not the document's.
pub fn of_operation(operation: &spec::Operation, context: &mut Context<'_, '_>) -> Option<String> {
    let own = operation.servers.first()?;
    let same =
        |other: &spec::Server| other.url.trim_end_matches('/') == own.url.trim_end_matches('/');
    let is_default = context.spec.servers.first().is_some_and(same);
    let is_usable = is_absolute(&own.url) && !own.url.contains('{');
    if !is_usable {
        context
            .report
            .warning(
                Code::Unsupported,
                &own.place,
                format!("calls cannot go to the server `{}`", own.url),
            )
            .help("they go to the base URL of the client; write an absolute URL of HTTP");
    }
    (is_usable && !is_default).then(|| own.url.clone())
}
