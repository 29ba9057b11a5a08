//! Security schemes to what callers authenticate with.

use super::Context;
use super::naming::{Case, Claim, Rank, Scope, settle};
use crate::model::{Credential, CredentialKind};
use crate::report::Code;
use crate::spec::{Location, SecuritySchemeKind};

/// The methods of the builder, which the setters of credentials stand beside.
const RESERVED: [&str; 22] = [
    "attempt_timeout",
    "base_url",
    "build",
    "client",
    "clone",
    "connect_timeout",
    "credential",
    "header",
    "headers",
    "idempotency_keys",
    "into_client",
    "into_settings",
    "max_response_size",
    "new",
    "no_timeout",
    "read_timeout",
    "reqwest_client",
    "retry",
    "server",
    "timeout",
    "transport",
    "user_agent",
];

/// The credentials, and the indices of those that `Client::new` asks for.
pub fn lower(context: &mut Context<'_, '_>) -> (Vec<Credential>, Vec<usize>) {
    let mut kinds = Vec::new();
    for (name, scheme) in &context.spec.security_schemes {
        match kind(&scheme.kind) {
            Some(kind) => kinds.push((name, scheme, kind)),
            None => {
                context
                    .report
                    .warning(
                        Code::Unsupported,
                        &scheme.place,
                        format!("the security scheme `{name}` is not read"),
                    )
                    .help("give the client its header by hand");
            }
        }
    }
    let claims: Vec<Claim> = kinds
        .iter()
        .map(|(name, scheme, _)| Claim {
            place: scheme.place.clone(),
            wire: (*name).clone(),
            wanted: context.naming.words(name, Case::Snake),
            rank: Rank::Named,
        })
        .collect();
    let scope = Scope {
        case: Case::Snake,
        reserved: &RESERVED,
        suffix: "_credential",
        is_files: false,
    };
    let idents = settle(&claims, scope, &mut context.renames, context.report);
    let credentials: Vec<Credential> = kinds
        .into_iter()
        .zip(idents)
        .map(|((name, scheme, kind), ident)| Credential {
            scheme: name.clone(),
            ident,
            kind,
            description: scheme.description.clone(),
        })
        .collect();
    let constructor = constructor_credentials(&context.spec.security, &credentials);
    (credentials, constructor)
}

fn kind(kind: &SecuritySchemeKind) -> Option<CredentialKind> {
    match kind {
        SecuritySchemeKind::ApiKey { location, name } => Some(match location {
            Location::Query => CredentialKind::Query(name.clone()),
            Location::Cookie => CredentialKind::Cookie(name.clone()),
            Location::Header | Location::Path => CredentialKind::Header(name.clone()),
        }),
        SecuritySchemeKind::Basic => Some(CredentialKind::Basic),
        SecuritySchemeKind::Bearer => Some(CredentialKind::Bearer),
        SecuritySchemeKind::OtherHttp(_) => None,
    }
}

/// The schemes of the document's own requirement, where it leaves no choice: another operation, with one of its
/// own, must not change what `Client::new` asks for.
fn constructor_credentials(security: &[Vec<String>], credentials: &[Credential]) -> Vec<usize> {
    let [schemes] = security else {
        return Vec::new();
    };
    let indices: Option<Vec<usize>> = schemes
        .iter()
        .map(|scheme| {
            credentials
                .iter()
                .position(|credential| credential.scheme == *scheme)
        })
        .collect();
    indices.unwrap_or_default()
}
