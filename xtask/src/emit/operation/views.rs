//! The successes of an operation in other media types: a request value a media type, and a method of the call.

use proc_macro2::TokenStream;
use quote::quote;

use super::{output_enum, wire};
use crate::emit::{deprecated, docs, ident, xml};
use crate::model::Api;
use crate::model::operation::{Operation, View};

/// The request of a view, and its successes where they differ in type.
pub(super) fn view(one: &Operation, view: &View, api: &Api) -> TokenStream {
    let (name, request) = (ident(&view.ident), ident(&one.ident));
    let docs = docs::attributes(&format!(
        "The request of the operation {}, which asks for {}.",
        docs::code(&one.id),
        media_types(view)
    ));
    let deprecated = deprecated(one.docs.deprecated);
    let implementation = wire::view(one, view, api);
    let output = output_enum(one, &view.output_ident, &view.responses, api);
    let xml_roots = xml::view_roots(view, api);
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name(pub #request);

        #xml_roots
        #implementation
        #output
    }
}

/// The methods of the call, each of which gives a call of a view.
pub(super) fn methods(one: &Operation) -> Option<TokenStream> {
    let request = ident(&one.ident);
    let methods = one.views.iter().map(|view| {
        let (name, method) = (ident(&view.ident), ident(&view.method_ident));
        let docs = docs::attributes(&format!("Asks for {}.", media_types(view)));
        quote! {
            #docs
            pub fn #method(self) -> Call<C, #name> {
                self.map_operation(#name)
            }
        }
    });
    let methods: Vec<TokenStream> = methods.collect();
    (!methods.is_empty()).then(|| {
        quote! {
            impl<C> Call<C, #request> {
                #(#methods)*
            }
        }
    })
}

fn media_types(view: &View) -> String {
    let names: Vec<String> = view.media_types.iter().map(|one| docs::code(one)).collect();
    names.join(" or ")
}
