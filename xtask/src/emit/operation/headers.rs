//! The headers that the document names for the responses of an operation: a struct that decodes them.

use proc_macro2::TokenStream;
use quote::quote;

use super::status;
use crate::emit::type_ref::{Seen, type_ref};
use crate::emit::{deprecated, docs, ident, text};
use crate::model::Api;
use crate::model::operation::{Header, Operation, Style};

/// The struct, and a method a header.
pub(super) fn headers(one: &Operation, api: &Api) -> Option<TokenStream> {
    if one.headers.is_empty() {
        return None;
    }
    let name = ident(&one.headers_ident);
    let docs = docs::attributes(&format!(
        "The headers that the document names for the responses of {}, decoded when they are asked for. \
         `Debug` shows names only.",
        docs::code(&one.id)
    ));
    let new_docs = docs::attributes("Takes the headers of a response or of an error.");
    let methods = one.headers.iter().map(|header| method(header, api));
    Some(quote! {
        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a>(crate::runtime::HeaderValues<'a>);

        impl<'a> #name<'a> {
            #new_docs
            pub fn new(headers: &'a http::HeaderMap) -> Self {
                Self(crate::runtime::HeaderValues::new(headers))
            }

            #(#methods)*
        }
    })
}

fn method(header: &Header, api: &Api) -> TokenStream {
    let name = ident(&header.ident);
    let ty = type_ref(&header.ty, Seen::FromOutside, api);
    let wire = text(&header.wire);
    let statuses: Vec<String> = header.statuses.iter().map(|one| status(*one)).collect();
    let of = format!("{} of {}.", docs::code(&header.wire), statuses.join(", "));
    let notes = if header.docs.text.trim().is_empty() {
        Vec::new()
    } else {
        vec![of.clone()]
    };
    let docs = docs::attributes(&docs::paragraphs(&header.docs, &of, &notes));
    let deprecated = deprecated(header.docs.deprecated);
    let explode = header.explode;
    let value = match header.style {
        Style::Json => quote!(self.0.json(#wire)),
        _ => quote!(self.0.simple(#wire, #explode)),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(&self) -> Result<Option<#ty>, DecodeFailure> {
            #value
        }
    }
}
