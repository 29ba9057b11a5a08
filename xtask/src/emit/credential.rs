//! Setters of the builder, one a security scheme.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, flow, ident, text};
use crate::model::{Credential, CredentialKind};

/// The setter of the builder for one security scheme.
pub fn setter(credential: &Credential) -> TokenStream {
    let ident = ident(&credential.ident);
    let scheme = text(&credential.scheme);
    let title = format!(
        "Authenticates by the security scheme {}.",
        docs::code(&credential.scheme)
    );
    let description = credential.description.as_deref().map(docs::safe);
    let how = match &credential.kind {
        CredentialKind::Header(name) => format!(
            "The key goes as it is into the header {}.",
            docs::code(name)
        ),
        CredentialKind::Query(name) => format!(
            "The key goes into the query parameter {}.",
            docs::code(name)
        ),
        CredentialKind::Cookie(name) => {
            format!("The key goes into the cookie {}.", docs::code(name))
        }
        CredentialKind::Bearer => {
            "The token goes into the header `Authorization` behind `Bearer`.".to_owned()
        }
        CredentialKind::Basic => "Basic authentication (RFC 7617).".to_owned(),
        CredentialKind::Http(name) => format!(
            "The credentials go into the header `Authorization` behind {}, written as the scheme wants them.",
            docs::code(name)
        ),
    };
    let discovery = credential.discovery_url.as_deref().map(|url| {
        format!(
            "The token is one of OpenID Connect; its provider says at {} how it is had.",
            docs::code(url)
        )
    });
    let mut paragraphs: Vec<String> = [Some(title), description, Some(how), discovery]
        .into_iter()
        .flatten()
        .collect();
    paragraphs.extend(flow::notes(credential));
    let docs = docs::attributes(&paragraphs.join("\n\n"));
    let (parameters, value) = match &credential.kind {
        CredentialKind::Header(name) => {
            let name = text(name);
            (
                quote!(key: impl Into<SecretSource>),
                quote!(Credential::header(#name, key)),
            )
        }
        CredentialKind::Query(name) => {
            let name = text(name);
            (
                quote!(key: impl Into<SecretSource>),
                quote!(Credential::query(#name, key)),
            )
        }
        CredentialKind::Cookie(name) => {
            let name = text(name);
            (
                quote!(key: impl Into<SecretSource>),
                quote!(Credential::cookie(#name, key)),
            )
        }
        CredentialKind::Bearer => (
            quote!(token: impl Into<SecretSource>),
            quote!(Credential::bearer(token)),
        ),
        CredentialKind::Basic => (
            quote!(user: impl Into<SecretString>, password: impl Into<SecretSource>),
            quote!(Credential::basic(user, password)),
        ),
        CredentialKind::Http(name) => {
            let name = text(name);
            (
                quote!(credentials: impl Into<SecretSource>),
                quote!(Credential::http(#name, credentials)),
            )
        }
    };
    quote! {
        #docs
        pub fn #ident(self, #parameters) -> Self {
            self.credential(#scheme, #value)
        }
    }
}
