//! What begins the flows of OAuth 2.0 that a document has: functions that know its URLs.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{docs, text};
use crate::model::{Api, Credential, Flow, FlowKind};

/// A function a flow.
pub fn emit(api: &Api) -> Option<TokenStream> {
    let functions: Vec<TokenStream> = flows(api)
        .map(|(credential, flow, function)| emit_flow(credential, flow, &function))
        .collect();
    (!functions.is_empty()).then(|| quote!(#(#functions)*))
}

/// The names of the functions, for the crate to export.
pub fn functions(api: &Api) -> Vec<Ident> {
    flows(api).map(|(_, _, function)| function).collect()
}

/// The flows that have a function.
fn flows(api: &Api) -> impl Iterator<Item = (&Credential, &Flow, Ident)> {
    api.credentials.iter().flat_map(|credential| {
        let flows = credential.flows.iter();
        flows.filter_map(move |flow| Some((credential, flow, function(credential, flow)?)))
    })
}

fn function(credential: &Credential, flow: &Flow) -> Option<Ident> {
    let suffix = match &flow.kind {
        FlowKind::ClientCredentials { .. } => "client_credentials",
        FlowKind::AuthorizationCode { .. } => "authorization_code",
        FlowKind::ByHand(_) => return None,
    };
    Some(format_ident!("{}_{suffix}", credential.ident.bare()))
}

fn emit_flow(credential: &Credential, flow: &Flow, function: &Ident) -> TokenStream {
    let setter = docs::code(&format!(".{}(…)", credential.ident));
    let (title, signature, value) = match &flow.kind {
        FlowKind::ClientCredentials { token_url } => {
            let url = text(token_url);
            (
                format!(
                    "Tokens for a program that acts on its own behalf, for the setter {setter} of the builder."
                ),
                quote!((
                    client_id: impl Into<String>,
                    client_secret: impl Into<SecretString>,
                ) -> oauth2::ClientCredentials),
                quote!(oauth2::ClientCredentials::new(#url, client_id, client_secret)),
            )
        }
        FlowKind::AuthorizationCode {
            authorization_url,
            token_url,
            refresh_url,
        } => {
            let (authorization, token) = (text(authorization_url), text(token_url));
            let refresh = refresh_url.as_deref().map(text);
            let refresh = refresh.map(|url| quote!(.refresh_url(#url)));
            (
                format!(
                    "Tokens that a user grants, for the setter {setter} of the builder: where to lead the user, and \
                     what to do when the user is back."
                ),
                quote!((
                    client_id: impl Into<String>,
                    redirect_uri: impl Into<String>,
                ) -> oauth2::AuthorizationCode),
                quote!(oauth2::AuthorizationCode::new(#authorization, #token, client_id, redirect_uri) #refresh),
            )
        }
        FlowKind::ByHand(_) => return TokenStream::new(),
    };
    let paragraphs: Vec<String> = [Some(title), scopes(flow)].into_iter().flatten().collect();
    let docs = docs::attributes(&paragraphs.join("\n\n"));
    quote! {
        #docs
        #[cfg(feature = "oauth2")]
        pub fn #function #signature {
            #value
        }
    }
}

/// What the setter of a scheme says of its flows.
pub fn notes(credential: &Credential) -> Option<String> {
    let (mut by_function, mut by_hand) = (Vec::new(), Vec::new());
    for flow in &credential.flows {
        match (function(credential, flow), &flow.kind) {
            (Some(function), _) => by_function.push(docs::code(&function.to_string())),
            (None, FlowKind::ByHand(name)) => by_hand.push(docs::code(name)),
            (None, _) => {}
        }
    }
    let mut sentences = Vec::new();
    if !by_function.is_empty() {
        let functions = by_function.join(" or ");
        sentences.push(format!(
            "With the feature `oauth2`, {functions} begins what fetches and renews the token."
        ));
    }
    if !by_hand.is_empty() {
        let flows = by_hand.join(" and ");
        let noun = if by_hand.len() == 1 { "flow" } else { "flows" };
        sentences.push(format!(
            "The {noun} {flows} must be gone through by other means, and the token given here."
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The scopes as a list.
fn scopes(flow: &Flow) -> Option<String> {
    let lines = flow.scopes.iter().map(|(scope, what)| {
        let what = docs::inline(what);
        let separator = if what.is_empty() { "" } else { ": " };
        format!("- {}{separator}{what}", docs::code(scope))
    });
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| format!("Scopes:\n\n{}", lines.join("\n")))
}
