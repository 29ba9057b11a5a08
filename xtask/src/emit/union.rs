//! A choice between types: an enum that is told apart by a tag or by the shape of the value, and that keeps
//! a value which is none of them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::string_enum::value_docs;
use super::type_ref::{Seen, type_ref};
use super::types::derives;
use super::{deprecated, docs, ident, text};
use crate::model::Api;
use crate::model::types::{Presence, TypeDef, TypeKind, TypeRef, Union, UnionVariant};

/// The items of one union.
pub fn emit(one: &TypeDef, union: &Union, docs: &TokenStream, api: &Api) -> TokenStream {
    let name = ident(&one.ident);
    let deprecated = deprecated(one.docs.deprecated);
    let derives = derives(one, &["Debug", "Clone", "PartialEq"]);
    let variants = union
        .variants
        .iter()
        .map(|variant| self::variant(variant, api));
    let conversions = conversions(&name, union, api);
    let encoding = encoding(&name, union);
    let decoding = match &union.tag {
        Some(tag) => tagged(&name, tag, union, api),
        None => by_shape(&name, union, api),
    };
    quote! {
        #docs
        #deprecated
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that is none of those that the document lists.
            Unknown(crate::runtime::UnknownVariant),
        }

        #(#conversions)*
        #encoding
        #decoding
    }
}

fn variant(variant: &UnionVariant, api: &Api) -> TokenStream {
    let docs = match (&variant.description, variant.tags.first()) {
        (description, Some(tag)) => value_docs(tag, description.as_deref()),
        (Some(description), None) => docs::safe(description),
        (None, None) => String::new(),
    };
    let docs = if docs.trim().is_empty() {
        docs::attributes(&format!("{}.", docs::code(variant.ident.bare())))
    } else {
        docs::attributes(&docs)
    };
    let (name, ty) = (
        ident(&variant.ident),
        type_ref(&variant.ty, Seen::FromTypes, api),
    );
    quote!(#docs #name(#ty))
}

/// `From` for each type that only one variant holds.
fn conversions(name: &Ident, union: &Union, api: &Api) -> Vec<TokenStream> {
    let ends: Vec<TypeRef> = union
        .variants
        .iter()
        .map(|variant| end(&variant.ty, api))
        .collect();
    let mut conversions = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let is_only = ends.iter().filter(|end| **end == ends[index]).count() == 1;
        let is_plain = matches!(
            ends[index],
            TypeRef::Named(_)
                | TypeRef::Boxed(_)
                | TypeRef::Bool
                | TypeRef::Integer(_)
                | TypeRef::Float64
                | TypeRef::String
        );
        if !is_only || !is_plain {
            continue;
        }
        let variant_name = ident(&variant.ident);
        let (ty, value) = match &variant.ty {
            TypeRef::Boxed(id) => (
                type_ref(&TypeRef::Named(*id), Seen::FromTypes, api),
                quote!(Box::new(value)),
            ),
            ty => (type_ref(ty, Seen::FromTypes, api), quote!(value)),
        };
        conversions.push(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant_name(#value)
                }
            }
        });
        if ends[index] == TypeRef::String {
            conversions.push(quote! {
                impl From<&str> for #name {
                    fn from(value: &str) -> Self {
                        Self::#variant_name(value.to_owned())
                    }
                }
            });
        }
    }
    conversions
}

/// The type behind aliases and boxes, which are all one type to the compiler or to a caller.
fn end(ty: &TypeRef, api: &Api) -> TypeRef {
    match ty {
        TypeRef::Named(id) | TypeRef::Boxed(id) => match &api.type_def(*id).kind {
            TypeKind::Alias(ty) => end(ty, api),
            _ => TypeRef::Named(*id),
        },
        other => other.clone(),
    }
}

fn encoding(name: &Ident, union: &Union) -> TokenStream {
    let arms = union.variants.iter().map(|variant| {
        let ident = ident(&variant.ident);
        match &union.tag {
            Some(tag) if variant.adds_tag && !variant.tags.is_empty() => {
                let tag = text(tag);
                let values = variant.tags.iter().map(|value| text(value));
                quote!(Self::#ident(value) => crate::runtime::serialize_with_tag(serializer, #tag, &[#(#values),*], value))
            }
            _ => quote!(Self::#ident(value) => value.serialize(serializer)),
        }
    });
    quote! {
        impl Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms,)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }
    }
}

/// A try of each variant.
fn attempts(union: &Union) -> impl Iterator<Item = TokenStream> + '_ {
    union.variants.iter().map(|variant| {
        let ident = ident(&variant.ident);
        quote!(union.attempt(Self::#ident);)
    })
}

/// The names of the variants and what their values look like.
fn shapes(union: &Union, api: &Api) -> TokenStream {
    let variants = union.variants.iter().map(|variant| {
        let label = text(variant.ident.bare());
        let shape = shape(&variant.ty, api);
        quote!((#label, crate::runtime::Shape::#shape))
    });
    quote!(&[#(#variants),*])
}

/// What every value looks like that decodes as a type.
fn shape(ty: &TypeRef, api: &Api) -> TokenStream {
    match ty {
        TypeRef::Bool => quote!(Boolean),
        TypeRef::Integer(_) | TypeRef::Float64 => quote!(Number),
        TypeRef::String | TypeRef::Secret | TypeRef::Formatted(_) => quote!(Text),
        TypeRef::List(_) | TypeRef::Set(_) | TypeRef::Tuple(_) => quote!(List),
        TypeRef::Map(_) => quote!(Object(&[])),
        TypeRef::Json | TypeRef::Part | TypeRef::Nullable(_) | TypeRef::External(_) => quote!(Any),
        TypeRef::Named(id) | TypeRef::Boxed(id) => match &api.type_def(*id).kind {
            TypeKind::Struct(one) => {
                let required = one.fields.iter().filter(|field| {
                    matches!(field.presence, Presence::Required | Presence::Nullable)
                        && field.default.is_none()
                });
                let required = required.map(|field| text(&field.wire));
                quote!(Object(&[#(#required),*]))
            }
            TypeKind::StringEnum(_) => quote!(Text),
            TypeKind::IntegerEnum(_) => quote!(Number),
            TypeKind::Alias(ty) | TypeKind::Wrapper(ty) => shape(ty, api),
            TypeKind::Union(_) => quote!(Any),
        },
    }
}

fn by_shape(name: &Ident, union: &Union, api: &Api) -> TokenStream {
    let (shapes, attempts) = (shapes(union, api), attempts(union));
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut union = crate::runtime::UnionDecoder::new(deserializer, #shapes)?;
                #(#attempts)*
                Ok(union.finish(Self::Unknown))
            }
        }
    }
}

fn tagged(name: &Ident, tag: &str, union: &Union, api: &Api) -> TokenStream {
    let tag = text(tag);
    let arms = union.variants.iter().map(|variant| {
        let ident = ident(&variant.ident);
        let tags = variant.tags.iter().map(|tag| text(tag));
        quote!(#(#tags)|* => fields.decode().map(Self::#ident))
    });
    let without_tag = union.is_tag_optional.then(|| {
        let (shapes, attempts) = (shapes(union, api), attempts(union));
        quote! {
            fn without_tag(value: serde_json::Value) -> Self {
                let mut union = crate::runtime::UnionDecoder::of(&value, #shapes);
                #(#attempts)*
                union.finish(Self::Unknown)
            }
        }
    });
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::deserialize_tagged(deserializer)
            }
        }

        impl crate::runtime::Tagged for #name {
            const TAG: &'static str = #tag;
            fn from_fields<'de, A: serde::de::MapAccess<'de>>(
                tag: &str,
                fields: crate::runtime::TaggedFields<'de, A>,
            ) -> Result<Self, A::Error> {
                match tag {
                    #(#arms,)*
                    _ => fields.unknown().map(Self::Unknown),
                }
            }
            fn unknown(value: crate::runtime::UnknownVariant) -> Self {
                Self::Unknown(value)
            }
            #without_tag
        }
    }
}
