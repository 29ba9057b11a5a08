//! An enumeration of integers: the values of the document, and any other that a server may send, unless the settings
//! close it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::string_enum::{CLOSED, unknown, value_docs};
use super::types::{attributes, derives};
use super::{deprecated, docs, ident};
use crate::model::types::{IntegerEnum, TypeDef};

/// The items of one enumeration.
pub fn emit(one: &TypeDef, enumeration: &IntegerEnum, docs: &TokenStream) -> TokenStream {
    let name = ident(&one.ident);
    let deprecated = deprecated(one.docs.deprecated);
    // They hold nothing but integers, open or closed.
    let derives = derives(one, &CLOSED);
    let variants = enumeration.variants.iter().map(|variant| {
        let docs = value_docs(&variant.wire.to_string(), variant.description.as_deref());
        let docs = docs::attributes(&docs);
        let attributes = attributes(&variant.attributes);
        let ident = super::ident(&variant.ident);
        quote!(#docs #attributes #ident)
    });
    let (definition, conversions, decode) = match unknown(enumeration.others) {
        None => {
            let definition = quote! {
                pub enum #name {
                    #(#variants,)*
                }
            };
            (
                definition,
                closed(&name, enumeration),
                quote!(deserialize_closed_integer_enum),
            )
        }
        Some(make) => {
            let definition = quote! {
                #[non_exhaustive]
                pub enum #name {
                    #(#variants,)*
                    /// A value that the document does not list; [`get`](Self::get) tells it.
                    Unknown(crate::runtime::UnknownInteger),
                }
            };
            (
                definition,
                open(&name, &make, enumeration),
                quote!(deserialize_integer_enum),
            )
        }
    };
    quote! {
        #docs
        #deprecated
        #derives
        #definition

        #conversions

        impl std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.get(), formatter)
            }
        }

        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.get())
            }
        }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::#decode(deserializer)
            }
        }
    }
}

/// How any integer becomes a value.
fn open(name: &Ident, make: &Ident, enumeration: &IntegerEnum) -> TokenStream {
    let to_wire = to_wire(enumeration);
    let from_wire = from_wire(enumeration, |value| value);
    quote! {
        impl #name {
            /// The value on the wire.
            pub fn get(&self) -> i64 {
                match self {
                    #(#to_wire,)*
                    Self::Unknown(value) => value.get(),
                }
            }
        }

        impl From<i64> for #name {
            fn from(value: i64) -> Self {
                match value {
                    #(#from_wire,)*
                    other => Self::Unknown(crate::runtime::UnknownInteger::#make(other)),
                }
            }
        }
    }
}

/// How an integer becomes a value, where it is one.
fn closed(name: &Ident, enumeration: &IntegerEnum) -> TokenStream {
    let to_wire = to_wire(enumeration);
    let from_wire = from_wire(enumeration, |value| quote!(Ok(#value)));
    quote! {
        impl #name {
            /// The value on the wire.
            pub const fn get(self) -> i64 {
                match self {
                    #(#to_wire,)*
                }
            }
        }

        impl TryFrom<i64> for #name {
            type Error = crate::runtime::UnlistedValue;
            fn try_from(value: i64) -> Result<Self, crate::runtime::UnlistedValue> {
                match value {
                    #(#from_wire,)*
                    other => Err(crate::runtime::UnlistedValue::new(other)),
                }
            }
        }
    }
}

/// The arms from variants to what they are on the wire.
fn to_wire(enumeration: &IntegerEnum) -> impl Iterator<Item = TokenStream> + '_ {
    enumeration.variants.iter().map(|variant| {
        let (ident, wire) = (ident(&variant.ident), Literal::i64_unsuffixed(variant.wire));
        quote!(Self::#ident => #wire)
    })
}

/// The arms from what is on the wire to variants.
fn from_wire(
    enumeration: &IntegerEnum,
    wrap: fn(TokenStream) -> TokenStream,
) -> impl Iterator<Item = TokenStream> + '_ {
    enumeration.variants.iter().map(move |variant| {
        let (ident, wire) = (ident(&variant.ident), Literal::i64_unsuffixed(variant.wire));
        let value = wrap(quote!(Self::#ident));
        quote!(#wire => #value)
    })
}
