//! Servers to the base URLs that callers choose from, and to those that operations have of their own.

use super::Context;
use super::naming::{Case, Claim, Rank, Scope, settle};
use crate::model::{Server, ServerChoice, ServerVariable};
use crate::report::Code;
use crate::spec;
use crate::spec::pointer::Pointer;

/// The functions of a `ServerUrl`, which the names of servers and variables stand beside.
const RESERVED: [&str; 5] = ["clone", "eq", "new", "url", "with"];

/// The servers with absolute URLs, in the order of the document.
pub fn lower(context: &mut Context<'_, '_>) -> Vec<Server> {
    let own = base_url(context);
    let mut servers: Vec<&spec::Server> = context
        .spec
        .servers
        .iter()
        // The settings say what a relative URL leaves open.
        .filter(|server| own.is_none() || !is_relative(server))
        .filter(|server| is_usable(server, context))
        .collect();
    if let Some(own) = &own {
        // The first is the default; the document may have it too.
        let known = servers.iter().position(|server| is_same(server, own));
        match known {
            Some(index) => servers[..=index].rotate_right(1),
            None => servers.insert(0, own),
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
    let mut choices = choices(&servers, context);
    servers
        .into_iter()
        .zip(idents)
        .enumerate()
        .map(|(index, (server, ident))| Server {
            ident,
            url: server.url.clone(),
            description: server.description.clone(),
            choice: choices[index].take(),
        })
        .collect()
}

/// The server that the settings name; what is no base URL is reported.
fn base_url(context: &mut Context<'_, '_>) -> Option<spec::Server> {
    let url = context.target.base_url.clone()?;
    let has_variables = url.contains(['{', '}']);
    let complaint = complaint(&url)
        .or(has_variables.then_some("which has variables, whose values nothing chooses"));
    if let Some(what) = complaint {
        let setting = context.target.setting(&["base-url"]);
        let message = format!("the setting `base-url` says `{url}`, {what}");
        context
            .report
            .error(Code::SettingValue, setting, message)
            .help("write it as `https://example.com/api`");
        return None;
    }
    Some(spec::Server {
        place: Pointer::root().child("servers"),
        template: url.clone(),
        url,
        variables: Vec::new(),
        description: None,
    })
}

/// Why a text is no base URL.
fn complaint(url: &str) -> Option<&'static str> {
    if !is_absolute(url) {
        return Some("which is no absolute URL of HTTP");
    }
    if url.contains(['?', '#']) {
        return Some("which has a query or a fragment");
    }
    let Ok(uri) = url.parse::<http::Uri>() else {
        return Some("which is no URL");
    };
    match uri.authority() {
        Some(authority) if authority.as_str().contains('@') => Some("which has a user name"),
        Some(authority) if !authority.host().is_empty() => None,
        _ => Some("which has no host"),
    }
}

fn is_same(one: &spec::Server, other: &spec::Server) -> bool {
    one.url.trim_end_matches('/') == other.url.trim_end_matches('/')
}

/// The base URL of an operation's own server, where that is not the document's.
pub fn of_operation(operation: &spec::Operation, context: &mut Context<'_, '_>) -> Option<String> {
    let own = operation.servers.first()?;
    let is_default = context
        .spec
        .servers
        .first()
        .is_some_and(|other| is_same(other, own));
    if is_default || !is_usable(own, context) {
        return None;
    }
    Some(own.url.clone())
}

/// The URL that the clients of a document have by default.
pub fn default_url<'c>(context: &'c Context<'_, '_>) -> Option<&'c str> {
    if let Some(own) = &context.target.base_url {
        return Some(own);
    }
    let mut servers = context.spec.servers.iter();
    let usable = servers.find(|one| is_absolute(&one.url) && !one.url.contains('{'));
    usable.map(|server| server.url.as_str())
}

/// Whether calls can go to a server as it stands.
fn is_usable(server: &spec::Server, context: &mut Context<'_, '_>) -> bool {
    if is_absolute(&server.url) && !server.url.contains('{') {
        return true;
    }
    let url = &server.url;
    let (message, help) = if url.contains('{') {
        let message = format!("the server `{url}` has variables that are not declared");
        (message, "it is left out")
    } else if url.contains("://") {
        let message = format!("the server `{url}` is not one of HTTP");
        (message, "it is left out")
    } else {
        (
            format!("the server URL `{url}` is relative"),
            "callers have to say which host serves the API; an absolute URL, or the setting `base-url`, saves them that",
        )
    };
    context
        .report
        .warning(Code::Unsupported, &server.place, message)
        .help(help);
    false
}

/// What callers can choose of each server. Setters are shared by the servers that have a variable of the name.
fn choices(servers: &[&spec::Server], context: &mut Context<'_, '_>) -> Vec<Option<ServerChoice>> {
    let mut claims = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let with_variables = servers.iter().filter(|server| !server.variables.is_empty());
    for variable in with_variables.clone().flat_map(|server| &server.variables) {
        if !names.contains(&variable.name.as_str()) {
            names.push(&variable.name);
            claims.push(Claim {
                place: variable.place.clone(),
                wire: variable.name.clone(),
                wanted: context.naming.words(&variable.name, Case::Snake),
                rank: Rank::Named,
            });
        }
    }
    claims.extend(with_variables.map(|server| {
        Claim {
            place: server.place.child("variables"),
            wire: server.url.clone(),
            wanted: context
                .naming
                .words(&told_apart(server, servers), Case::Snake),
            rank: Rank::Derived,
        }
    }));
    let scope = Scope {
        case: Case::Snake,
        reserved: &RESERVED,
        suffix: "_",
        is_files: false,
    };
    let idents = settle(&claims, scope, &mut context.renames, context.report);
    let (setters, constructors) = idents.split_at(names.len());
    let mut constructors = constructors.iter();
    let mut choice = |server: &spec::Server| {
        if server.variables.is_empty() {
            return None;
        }
        let variables = server.variables.iter().filter_map(|variable| {
            let index = names.iter().position(|name| *name == variable.name)?;
            Some(ServerVariable {
                ident: setters[index].clone(),
                name: variable.name.clone(),
                default: variable.default.clone(),
                values: variable.values.clone(),
                description: variable.description.clone(),
            })
        });
        Some(ServerChoice {
            ident: constructors.next()?.clone(),
            template: server.template.clone(),
            variables: variables.collect(),
        })
    };
    servers.iter().map(|server| choice(server)).collect()
}

fn is_relative(server: &spec::Server) -> bool {
    !server.url.contains('{') && !server.url.contains("://")
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
