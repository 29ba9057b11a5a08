//! A list or map that holds itself, or a type of Rust that another module writes and reads: a struct around it.

use proc_macro2::TokenStream;
use quote::quote;

use super::type_ref::{Seen, type_ref};
use super::types::derives;
use super::{deprecated, ident, text};
use crate::model::Api;
use crate::model::types::{TypeDef, TypeRef};

/// The items of one wrapper.
pub fn emit(one: &TypeDef, ty: &TypeRef, docs: &TokenStream, api: &Api) -> TokenStream {
    let name = ident(&one.ident);
    let deprecated = deprecated(one.docs.deprecated);
    let derives = derives(
        one,
        &["Debug", "Clone", "PartialEq", "Serialize", "Deserialize"],
    );
    let inner = type_ref(ty, Seen::FromTypes, api);
    let with = match ty {
        TypeRef::External(external) => external.with.as_deref().map(|module| {
            let module = text(module);
            quote!(#[serde(with = #module)])
        }),
        _ => None,
    };
    // What stands for a value of the document is asked for as such.
    let back = with.is_some().then(|| {
        quote! {
            impl From<#name> for #inner {
                fn from(value: #name) -> Self {
                    value.0
                }
            }

            impl std::ops::Deref for #name {
                type Target = #inner;
                fn deref(&self) -> &#inner {
                    &self.0
                }
            }
        }
    });
    quote! {
        #docs
        #deprecated
        #derives
        #[serde(transparent)]
        pub struct #name(#with pub #inner);

        impl From<#inner> for #name {
            fn from(value: #inner) -> Self {
                Self(value)
            }
        }

        #back
    }
}
