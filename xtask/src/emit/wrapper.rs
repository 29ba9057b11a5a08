//! A list or map that holds itself: a struct around it.

use proc_macro2::TokenStream;
use quote::quote;

use super::type_ref::{Seen, type_ref};
use super::types::derives;
use super::{deprecated, ident};
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
    quote! {
        #docs
        #deprecated
        #derives
        #[serde(transparent)]
        pub struct #name(pub #inner);

        impl From<#inner> for #name {
            fn from(value: #inner) -> Self {
                Self(value)
            }
        }
    }
}
