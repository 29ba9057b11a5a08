//! An open enumeration of integers: the values of the document, and any other that a server may send.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::string_enum::{unknown, value_docs};
use super::types::derives;
use super::{deprecated, docs, ident};
use crate::model::types::{IntegerEnum, TypeDef};

/// The items of one enumeration.
pub fn emit(one: &TypeDef, enumeration: &IntegerEnum, docs: &TokenStream) -> TokenStream {
    let ident = ident(&one.ident);
    let deprecated = deprecated(one.docs.deprecated);
    let make = unknown(enumeration.is_open);
    let derives = derives(one, &["Debug", "Clone", "Copy", "PartialEq", "Eq", "Hash"]);
    let variants = enumeration.variants.iter().map(|variant| {
        let docs = value_docs(&variant.wire.to_string(), variant.description.as_deref());
        let docs = docs::attributes(&docs);
        let ident = super::ident(&variant.ident);
        quote!(#docs #ident)
    });
    let values: Vec<(proc_macro2::Ident, Literal)> = enumeration
        .variants
        .iter()
        .map(|variant| {
            (
                super::ident(&variant.ident),
                Literal::i64_unsuffixed(variant.wire),
            )
        })
        .collect();
    let to_wire = values
        .iter()
        .map(|(ident, wire)| quote!(Self::#ident => #wire));
    let from_wire = values
        .iter()
        .map(|(ident, wire)| quote!(#wire => Self::#ident));
    quote! {
        #docs
        #deprecated
        #derives
        #[non_exhaustive]
        pub enum #ident {
            #(#variants,)*
            /// A value that the document does not list; [`get`](Self::get) tells it.
            Unknown(crate::runtime::UnknownInteger),
        }

        impl #ident {
            /// The value on the wire.
            pub fn get(&self) -> i64 {
                match self {
                    #(#to_wire,)*
                    Self::Unknown(value) => value.get(),
                }
            }
        }

        impl From<i64> for #ident {
            fn from(value: i64) -> Self {
                match value {
                    #(#from_wire,)*
                    other => Self::Unknown(crate::runtime::UnknownInteger::#make(other)),
                }
            }
        }

        impl std::fmt::Display for #ident {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.get(), formatter)
            }
        }

        impl Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.get())
            }
        }

        impl<'de> Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::deserialize_integer_enum(deserializer)
            }
        }
    }
}
