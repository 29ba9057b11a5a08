//! The table by which a struct is read from a JSON object and written as one.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::type_ref::{Seen, literal, type_ref, with_presence};
use crate::emit::{ident, text};
use crate::model::Api;
use crate::model::types::{Field, Literal, Presence, Struct};

/// The table of a struct, for the runtime's macro `object!`.
pub(super) fn table(name: &Ident, structure: &Struct, api: &Api) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let (presence, wire) = (presence(field, api), text(&field.wire));
        let ident = ident(&field.ident);
        let default = default_value(field).map(|_| {
            let function = default_ident(field);
            quote!(or #function)
        });
        quote!(#presence #ident = #wire #default)
    });
    let rest = structure.additional.as_ref().map(|additional| {
        let ident = ident(&additional.ident);
        quote!(..#ident)
    });
    quote! {
        crate::runtime::object! {
            #name { #(#fields,)* #rest }
        }
    }
}

/// The word for what may stand in place of a value.
fn presence(field: &Field, api: &Api) -> Ident {
    let word = match field.presence {
        Presence::Required | Presence::Nullable => "required",
        // Null is a value of "any JSON", and no absence.
        Presence::Optional if api.is_json(&field.ty) => "optional_json",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional_nullable",
    };
    format_ident!("{word}")
}

/// The function that tells what a field is where its property is not there.
pub(super) fn default(field: &Field, api: &Api) -> Option<TokenStream> {
    let value = default_value(field)?;
    let ident = default_ident(field);
    let ty = type_ref(&field.ty, Seen::FromTypes, api);
    let ty = match field.presence {
        Presence::Required | Presence::Optional => ty,
        Presence::Nullable | Presence::OptionalNullable => with_presence(ty, field.presence),
    };
    Some(quote! {
        fn #ident() -> Option<#ty> {
            Some(#value)
        }
    })
}

/// The value of a field whose property is not there, where that is not the absence itself.
fn default_value(field: &Field) -> Option<TokenStream> {
    let default = field.default.as_ref()?;
    let value = literal(default);
    match (field.presence, default) {
        (Presence::Optional, Literal::Null) => None,
        (Presence::Nullable, Literal::Null) => Some(quote!(None)),
        (Presence::OptionalNullable, Literal::Null) => Some(quote!(Maybe::Null)),
        (Presence::Required | Presence::Optional, _) => Some(value),
        (Presence::Nullable, _) => Some(quote!(Some(#value))),
        (Presence::OptionalNullable, _) => Some(quote!(Maybe::Value(#value))),
    }
}

/// No field has a name that ends so.
fn default_ident(field: &Field) -> Ident {
    format_ident!("default_{}_", field.ident.bare())
}
