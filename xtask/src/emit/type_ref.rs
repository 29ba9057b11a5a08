//! References to types as tokens.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::Api;
use crate::model::types::{Literal, MapType, Presence, TypeRef};

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
        TypeRef::Integer(integer) => {
            let name = format_ident!("{}", integer.as_str());
            quote!(#name)
        }
        TypeRef::Float64 => quote!(f64),
        TypeRef::String => quote!(String),
        TypeRef::Secret => match seen {
            Seen::FromTypes => quote!(SecretString),
            Seen::FromOutside => quote!(crate::runtime::SecretString),
        },
        TypeRef::Formatted(path) => {
            // A path by the settings' check.
            let path: TokenStream = path.parse().unwrap_or_default();
            quote!(crate::runtime::Formatted<#path>)
        }
        // A path by the settings' check.
        TypeRef::External(external) => external.path.parse().unwrap_or_default(),
        TypeRef::Json => quote!(serde_json::Value),
        TypeRef::Part => quote!(crate::runtime::Part),
        TypeRef::Set(items) => {
            let items = type_ref(items, seen, api);
            quote!(std::collections::BTreeSet<#items>)
        }
        TypeRef::Tuple(items) => {
            let items = items.iter().map(|item| type_ref(item, seen, api));
            quote!((#(#items,)*))
        }
        TypeRef::List(items) => {
            let items = type_ref(items, seen, api);
            quote!(Vec<#items>)
        }
        TypeRef::Map(values) => {
            let values = type_ref(values, seen, api);
            let map = match seen {
                Seen::FromTypes => map_name(api),
                Seen::FromOutside => map_path(api),
            };
            quote!(#map<String, #values>)
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

/// The type of maps, as files of types name it: only the usual one is imported, for a schema may have the name of
/// another.
pub fn map_name(api: &Api) -> TokenStream {
    match api.maps {
        MapType::BTreeMap => quote!(BTreeMap),
        MapType::HashMap | MapType::IndexMap => map_path(api),
    }
}

/// The path of the type of maps.
fn map_path(api: &Api) -> TokenStream {
    match api.maps {
        MapType::BTreeMap => quote!(std::collections::BTreeMap),
        MapType::HashMap => quote!(std::collections::HashMap),
        MapType::IndexMap => quote!(indexmap::IndexMap),
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

/// The numbers of the language that only settings name.
const NUMBERS: [&str; 5] = ["f32", "i128", "isize", "u128", "usize"];

/// How callers hand over a value: the type of the argument, and the expression that makes the value of it.
pub fn argument(ty: &TypeRef, name: &Ident, seen: Seen, api: &Api) -> (TokenStream, TokenStream) {
    let tokens = type_ref(ty, seen, api);
    match ty {
        TypeRef::Bool
        | TypeRef::Integer(_)
        | TypeRef::Tuple(_)
        | TypeRef::Float64
        | TypeRef::Nullable(_) => (tokens, quote!(#name)),
        // Of a literal no conversion to them is found.
        TypeRef::External(external) if NUMBERS.contains(&external.path.as_str()) => {
            (tokens, quote!(#name))
        }
        TypeRef::Boxed(id) => {
            let unboxed = type_ref(&TypeRef::Named(*id), seen, api);
            (quote!(impl Into<#unboxed>), quote!(Box::new(#name.into())))
        }
        _ => (quote!(impl Into<#tokens>), quote!(#name.into())),
    }
}

/// An expression of a literal. The texts of all types that hold one are converted.
pub fn literal(one: &Literal) -> TokenStream {
    match one {
        Literal::Bool(value) => quote!(#value),
        Literal::Integer(value) => {
            let value = proc_macro2::Literal::i64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::EnumInteger(value) => {
            let value = proc_macro2::Literal::i64_unsuffixed(*value);
            quote!((#value).into())
        }
        // The file of the field may not name the enumeration, but an alias of it.
        Literal::Variant { of, variant, .. } => {
            let (of, variant) = (super::ident(of), super::ident(variant));
            quote!(crate::types::#of::#variant)
        }
        Literal::Number(value) => {
            let value = proc_macro2::Literal::f64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::Text(value) => quote!(#value.into()),
        // Only functions that answer with an option have such a literal.
        Literal::Decoded(json) => {
            let json = super::text(json);
            quote!(serde_json::from_str(#json).ok()?)
        }
        Literal::Empty => quote!(Default::default()),
        Literal::List(items) => {
            let items = items.iter().map(literal);
            quote!([#(#items),*].into())
        }
        Literal::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let (key, value) = (super::text(key), literal(value));
                quote!((#key.to_owned(), #value))
            });
            quote!([#(#entries),*].into())
        }
        Literal::Null => quote!(None),
    }
}
