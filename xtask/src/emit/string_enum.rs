//! An open enumeration of strings: the values of the document, and any other that a server may send.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::derives;
use super::{deprecated, docs, ident, text};
use crate::model::types::{StringEnum, TypeDef, Variant};

/// The items of one enumeration.
pub fn emit(one: &TypeDef, enumeration: &StringEnum, docs: &TokenStream) -> TokenStream {
    let ident = ident(&one.ident);
    let deprecated = deprecated(one.docs.deprecated);
    let make = unknown(enumeration.is_open);
    let derives = derives(one, &["Debug", "Clone", "PartialEq", "Eq", "Hash"]);
    let variants = enumeration.variants.iter().map(variant);
    let to_wire = enumeration.variants.iter().map(|variant| {
        let (ident, wire) = (super::ident(&variant.ident), text(&variant.wire));
        quote!(Self::#ident => #wire)
    });
    let from_wire = enumeration.variants.iter().map(|variant| {
        let (ident, wire) = (super::ident(&variant.ident), text(&variant.wire));
        quote!(#wire => Self::#ident)
    });
    quote! {
        #docs
        #deprecated
        #derives
        #[non_exhaustive]
        pub enum #ident {
            #(#variants,)*
            /// A value that the document does not list; [`as_str`](Self::as_str) tells it.
            Unknown(UnknownValue),
        }

        impl #ident {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(#to_wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl From<&str> for #ident {
            fn from(value: &str) -> Self {
                match value {
                    #(#from_wire,)*
                    other => Self::Unknown(UnknownValue::#make(other)),
                }
            }
        }

        impl From<String> for #ident {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl std::fmt::Display for #ident {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::deserialize_string_enum(deserializer)
            }
        }
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let ident = ident(&variant.ident);
    let docs = docs::attributes(&value_docs(&variant.wire, variant.description.as_deref()));
    quote! {
        #docs
        #ident
    }
}

/// How a value that is not listed is kept: as one that the document allows, or as one that it does not know.
pub fn unknown(is_open: bool) -> proc_macro2::Ident {
    format_ident!("{}", if is_open { "allowed" } else { "new" })
}

/// The value, and what the document says of it.
pub fn value_docs(wire: &str, description: Option<&str>) -> String {
    let description = description.map(docs::safe).unwrap_or_default();
    if description.is_empty() {
        docs::code(wire)
    } else {
        format!("{description}\n\n{}", docs::code(wire))
    }
}
