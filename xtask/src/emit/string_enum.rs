//! An enumeration of strings: the values of the document, and any other that a server may send, unless the settings
//! close it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::types::{attributes, derives};
use super::{deprecated, docs, ident, text};
use crate::model::types::{Others, StringEnum, TypeDef, Variant};

/// The items of one enumeration.
pub fn emit(one: &TypeDef, enumeration: &StringEnum, docs: &TokenStream) -> TokenStream {
    let name = ident(&one.ident);
    let deprecated = deprecated(one.docs.deprecated);
    let variants = enumeration.variants.iter().map(variant);
    let (definition, conversions, decode) = match unknown(enumeration.others) {
        None => {
            let derives = derives(one, &CLOSED);
            let definition = quote! {
                #derives
                pub enum #name {
                    #(#variants,)*
                }
            };
            (
                definition,
                closed(&name, enumeration),
                quote!(deserialize_closed_string_enum),
            )
        }
        Some(make) => {
            let derives = derives(one, &["Debug", "Clone", "PartialEq", "Eq", "Hash"]);
            let definition = quote! {
                #derives
                #[non_exhaustive]
                pub enum #name {
                    #(#variants,)*
                    /// A value that the document does not list; [`as_str`](Self::as_str) tells it.
                    Unknown(UnknownValue),
                }
            };
            (
                definition,
                open(&name, &make, enumeration),
                quote!(deserialize_string_enum),
            )
        }
    };
    quote! {
        #docs
        #deprecated
        #definition

        #conversions

        impl std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::#decode(deserializer)
            }
        }
    }
}

/// What closed enumerations derive: they hold nothing.
pub const CLOSED: [&str; 6] = ["Debug", "Clone", "Copy", "PartialEq", "Eq", "Hash"];

/// How any text becomes a value.
fn open(name: &Ident, make: &Ident, enumeration: &StringEnum) -> TokenStream {
    let (to_wire, from_wire) = (to_wire(enumeration), from_wire(enumeration, |value| value));
    quote! {
        impl #name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(#to_wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#from_wire,)*
                    other => Self::Unknown(UnknownValue::#make(other)),
                }
            }
        }

        impl From<String> for #name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }
    }
}

/// How a text becomes a value, where it is one.
fn closed(name: &Ident, enumeration: &StringEnum) -> TokenStream {
    let to_wire = to_wire(enumeration);
    let from_wire = from_wire(enumeration, |value| quote!(Ok(#value)));
    quote! {
        impl #name {
            /// The value on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(#to_wire,)*
                }
            }
        }

        impl TryFrom<&str> for #name {
            type Error = crate::runtime::UnlistedValue;
            fn try_from(value: &str) -> Result<Self, crate::runtime::UnlistedValue> {
                match value {
                    #(#from_wire,)*
                    other => Err(crate::runtime::UnlistedValue::new(other)),
                }
            }
        }

        impl std::str::FromStr for #name {
            type Err = crate::runtime::UnlistedValue;
            fn from_str(value: &str) -> Result<Self, crate::runtime::UnlistedValue> {
                Self::try_from(value)
            }
        }
    }
}

/// The arms from variants to what they are on the wire.
fn to_wire(enumeration: &StringEnum) -> impl Iterator<Item = TokenStream> + '_ {
    enumeration.variants.iter().map(|variant| {
        let (ident, wire) = (ident(&variant.ident), text(&variant.wire));
        quote!(Self::#ident => #wire)
    })
}

/// The arms from what is on the wire to variants.
fn from_wire(
    enumeration: &StringEnum,
    wrap: fn(TokenStream) -> TokenStream,
) -> impl Iterator<Item = TokenStream> + '_ {
    enumeration.variants.iter().map(move |variant| {
        let (ident, wire) = (ident(&variant.ident), text(&variant.wire));
        let value = wrap(quote!(Self::#ident));
        quote!(#wire => #value)
    })
}

fn variant(variant: &Variant) -> TokenStream {
    let ident = ident(&variant.ident);
    let docs = docs::attributes(&value_docs(&variant.wire, variant.description.as_deref()));
    let attributes = attributes(&variant.attributes);
    quote! {
        #docs
        #attributes
        #ident
    }
}

/// How a value that is not listed is kept: as one that the document allows, or as one that it does not know;
/// `None` where it is none.
pub fn unknown(others: Others) -> Option<Ident> {
    match others {
        Others::Allowed => Some(format_ident!("allowed")),
        Others::ToCome => Some(format_ident!("new")),
        Others::None => None,
    }
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
