//! References to types as tokens.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::Api;
use crate::model::types::{Presence, TypeRef};

/// From where a type is named.
#[derive(Debug, Clone, Copy)]
pub enum Seen {
    /// From a file of types, which imports the others.
    FromTypes,
    /// From anywhere else, through the module `types`.
    FromOutside,
}

/// A type, as it stands in a field.
pub fn type_ref(ty: &TypeRef, seen: Seen, api: &Api) -> TokenStream {
    match ty {
        TypeRef::Bool => quote!(bool),
        TypeRef::Int32 => quote!(i32),
        TypeRef::Int64 => quote!(i64),
        TypeRef::Float64 => quote!(f64),
        TypeRef::String => quote!(String),
        TypeRef::Secret => match seen {
            Seen::FromTypes => quote!(SecretString),
            Seen::FromOutside => quote!(crate::runtime::SecretString),
        },
        TypeRef::Json => quote!(serde_json::Value),
        TypeRef::List(items) => {
            let items = type_ref(items, seen, api);
            quote!(Vec<#items>)
        }
        TypeRef::Map(values) => {
            let values = type_ref(values, seen, api);
            match seen {
                Seen::FromTypes => quote!(BTreeMap<String, #values>),
                Seen::FromOutside => quote!(std::collections::BTreeMap<String, #values>),
            }
        }
        TypeRef::Nullable(inner) => {
            let inner = type_ref(inner, seen, api);
            quote!(Option<#inner>)
        }
        TypeRef::Named(id) | TypeRef::Boxed(id) => {
            let ident = super::ident(&api.type_def(*id).ident);
            let named = match seen {
                Seen::FromTypes => quote!(#ident),
                Seen::FromOutside => quote!(types::#ident),
            };
            if matches!(ty, TypeRef::Boxed(_)) {
                quote!(Box<#named>)
            } else {
                named
            }
        }
    }
}

/// A type with what may stand in place of a value.
pub fn with_presence(ty: TokenStream, presence: Presence) -> TokenStream {
    match presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
        Presence::OptionalNullable => quote!(Maybe<#ty>),
    }
}

/// How callers hand over a value: the type of the argument, and the expression that makes the value of it.
pub fn argument(ty: &TypeRef, name: &Ident, seen: Seen, api: &Api) -> (TokenStream, TokenStream) {
    let tokens = type_ref(ty, seen, api);
    match ty {
        TypeRef::Bool
        | TypeRef::Int32
        | TypeRef::Int64
        | TypeRef::Float64
        | TypeRef::Nullable(_) => (tokens, quote!(#name)),
        TypeRef::Boxed(id) => {
            let unboxed = type_ref(&TypeRef::Named(*id), seen, api);
            (quote!(impl Into<#unboxed>), quote!(Box::new(#name.into())))
        }
        _ => (quote!(impl Into<#tokens>), quote!(#name.into())),
    }
}
