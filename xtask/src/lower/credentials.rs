//! Security schemes to what callers authenticate with.

use super::naming::{Case, Claim, Rank, Scope, settle};
use super::{Context, flows, servers};
use crate::model::{Credential, CredentialKind};
use crate::report::Code;
use crate::spec::{Location, SecuritySchemeKind, Spec};

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

/// The authentication schemes that IANA registers, besides `Basic` and `Bearer`.
const HTTP_SCHEMES: [&str; 11] = [
    "Concealed",
    "Digest",
    "DPoP",
    "GNAP",
    "HOBA",
    "Mutual",
    "Negotiate",
    "OAuth",
    "PrivateToken",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
];

/// The credentials, and the indices of those that `Client::new` asks for.
pub fn lower(context: &mut Context<'_, '_>) -> (Vec<Credential>, Vec<usize>) {
    let mut kinds = Vec::new();
    for (name, scheme) in &context.spec.security_schemes {
        let (message, help) = match kind(&scheme.kind) {
            Some(kind) => {
                kinds.push((name, scheme, kind));
                continue;
            }
            None if scheme.kind == SecuritySchemeKind::MutualTls => (
                format!("the security scheme `{name}` is a certificate of the client's"),
                "nothing is sent for it: give the client a `reqwest::Client` of yours that has the certificate, \
                 by `ClientBuilder::reqwest_client`",
            ),
            None => (
                format!("the security scheme `{name}` is not read"),
                "give the client its header by hand",
            ),
        };
        context
            .report
            .warning(Code::Unsupported, &scheme.place, message)
            .help(help);
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
    let base = servers::default_url(context).map(str::to_owned);
    let credentials: Vec<Credential> = kinds
        .into_iter()
        .zip(idents)
        .map(|((name, scheme, kind), ident)| Credential {
            scheme: name.clone(),
            kind,
            flows: flows::lower(scheme, base.as_deref(), context.report),
            ident,
            discovery_url: scheme.discovery_url.clone(),
            description: scheme.description.clone(),
        })
        .collect();
    let constructor = constructor_credentials(context.spec, &credentials);
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
        SecuritySchemeKind::OtherHttp(scheme) => {
            // A server takes any casing (RFC 9110 section 11.1); people know them by that of the registry.
            let mut known = HTTP_SCHEMES.into_iter();
            let known = known.find(|known| known.eq_ignore_ascii_case(scheme));
            Some(CredentialKind::Http(known.unwrap_or(scheme).to_owned()))
        }
        SecuritySchemeKind::MutualTls | SecuritySchemeKind::Unknown(_) => None,
    }
}

/// The security schemes that ask for a certificate of the client's, which its transport has.
pub fn certificates(spec: &Spec) -> Vec<String> {
    let schemes = spec.security_schemes.iter();
    schemes
        .filter(|(_, scheme)| scheme.kind == SecuritySchemeKind::MutualTls)
        .map(|(name, _)| name.clone())
        .collect()
}

/// The schemes of the document's own requirement, where it leaves no choice: another operation, with one of its
/// own, must not change what `Client::new` asks for.
fn constructor_credentials(spec: &Spec, credentials: &[Credential]) -> Vec<usize> {
    let [schemes] = spec.security.as_slice() else {
        return Vec::new();
    };
    let certificates = certificates(spec);
    let indices: Option<Vec<usize>> = schemes
        .iter()
        .filter(|scheme| !certificates.contains(scheme))
        .map(|scheme| {
            credentials
                .iter()
                .position(|credential| credential.scheme == *scheme)
        })
        .collect();
    indices.unwrap_or_default()
}
