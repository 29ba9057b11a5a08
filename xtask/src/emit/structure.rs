//! A struct of a schema: its fields, its constructors and its setters.

mod members;
mod multipart;

use proc_macro2::TokenStream;
use quote::quote;

use super::type_ref::{Seen, argument, literal, map_name, type_ref, with_presence};
use super::types::{attributes, derives};
use super::{deprecated, docs, ident};
use crate::model::Api;
use crate::model::types::{
    Additional, Field, Presence, Struct, TypeDef, TypeKind, TypeRef, Variant,
};

/// The items of one struct.
pub fn emit(one: &TypeDef, structure: &Struct, docs: &TokenStream, api: &Api) -> TokenStream {
    let ident = ident(&one.ident);
    let deprecated = deprecated(one.docs.deprecated);
    let derives = derives(one, &["Debug", "Clone", "PartialEq"]);
    let fields = structure.fields.iter().map(|field| self::field(field, api));
    let defaults = structure
        .fields
        .iter()
        .filter_map(|field| members::default(field, api));
    let additional = structure
        .additional
        .as_ref()
        .map(|additional| additional_field(additional, api));
    let building = is_built(one, api).then(|| building(structure, api));
    let defaults: TokenStream = defaults.collect();
    let items = quote!(#building #defaults);
    let implementation = (!items.is_empty()).then(|| quote!(impl #ident { #items }));
    let transfer = if structure.is_multipart {
        multipart::implementation(&ident, structure)
    } else {
        members::table(&ident, structure, api)
    };
    quote! {
        #docs
        #deprecated
        #derives
        #[non_exhaustive]
        pub struct #ident {
            #(#fields,)*
            #additional
        }

        #implementation

        #transfer
    }
}

/// Whether callers make values. Where no request holds them there are no constructors, so that what the API adds
/// to them, required or not, leaves the crate compatible; and a type that requests come to hold only gains some.
/// A document without operations is all about its types.
pub fn is_built(one: &TypeDef, api: &Api) -> bool {
    one.reach.request || (api.groups.is_empty() && api.webhooks.is_empty())
}

/// What callers make values with: the constructors and the setters.
fn building(structure: &Struct, api: &Api) -> TokenStream {
    let new = new(structure, api);
    let constructors = constructors(structure, api);
    let setters = structure
        .fields
        .iter()
        .filter(|field| is_set(field))
        .map(|field| setter(field, api));
    let additional_setter = structure
        .additional
        .as_ref()
        .map(|additional| additional_setter(additional, api));
    quote! {
        #new
        #(#constructors)*
        #(#setters)*
        #additional_setter
    }
}

/// Whether constructors ask for a field.
fn is_argument(field: &Field) -> bool {
    !is_set(field) && field.constant.is_none()
}

/// Whether a field is left out of the constructor and set afterwards.
fn is_set(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    )
}

fn field(field: &Field, api: &Api) -> TokenStream {
    let ident = ident(&field.ident);
    let docs = docs::attributes(&field_docs(field));
    let deprecated = deprecated(field.docs.deprecated);
    let ty = with_presence(type_ref(&field.ty, Seen::FromTypes, api), field.presence);
    let attributes = attributes(&field.attributes);
    quote! {
        #docs
        #deprecated
        #attributes
        pub #ident: #ty
    }
}

fn field_docs(field: &Field) -> String {
    let is_renamed = field.ident.bare() != field.wire;
    let wire = docs::code(&field.wire);
    let notes: Vec<String> = if is_renamed && !field.docs.text.trim().is_empty() {
        vec![format!("{wire} on the wire.")]
    } else {
        Vec::new()
    };
    docs::paragraphs(&field.docs, &format!("The property {wire}."), &notes)
}

/// The constructor that is handed what is required.
fn new(structure: &Struct, api: &Api) -> TokenStream {
    let required: Vec<&Field> = structure
        .fields
        .iter()
        .filter(|field| is_argument(field))
        .collect();
    let arguments = required
        .iter()
        .map(|field| constructor_argument(field, api).0);
    let values = structure.fields.iter().map(|field| {
        let ident = ident(&field.ident);
        if let Some(constant) = &field.constant {
            let value = literal(constant);
            return quote!(#ident: #value);
        }
        match field.presence {
            Presence::Required | Presence::Nullable => {
                let value = constructor_argument(field, api).1;
                initialised(&ident, &value)
            }
            Presence::Optional => quote!(#ident: None),
            Presence::OptionalNullable => quote!(#ident: Maybe::Absent),
        }
    });
    let additional = structure.additional.as_ref().map(|additional| {
        let ident = ident(&additional.ident);
        let map = map_name(api);
        quote!(#ident: #map::new())
    });
    let docs = docs::attributes(if required.is_empty() {
        "A value without any of its properties."
    } else if required.len() == structure.fields.len() {
        "A value of its properties."
    } else {
        "A value of its required properties."
    });
    quote! {
        #docs
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #additional }
        }
    }
}

/// `name: value`, or just `name` where they are the same.
fn initialised(ident: &proc_macro2::Ident, value: &TokenStream) -> TokenStream {
    if *ident == value.to_string() {
        quote!(#ident)
    } else {
        quote!(#ident: #value)
    }
}

/// An argument of a constructor, and the value that the field gets of it.
fn constructor_argument(field: &Field, api: &Api) -> (TokenStream, TokenStream) {
    let ident = ident(&field.ident);
    let (ty, value) = match field.presence {
        Presence::Nullable => {
            let ty = type_ref(&unboxed(&field.ty), Seen::FromTypes, api);
            let boxing = is_boxed(&field.ty).then(|| quote!(.map(Box::new)));
            (
                quote!(impl Into<Option<#ty>>),
                quote!(#ident.into() #boxing),
            )
        }
        _ => argument(&field.ty, &ident, Seen::FromTypes, api),
    };
    (quote!(#ident: #ty), value)
}

fn is_boxed(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Boxed(_))
}

/// A type as callers hand it over: boxing is not theirs.
fn unboxed(ty: &TypeRef) -> TypeRef {
    match ty {
        TypeRef::Boxed(id) => TypeRef::Named(*id),
        other => other.clone(),
    }
}

/// A constructor for each value of the one required enumeration: `PatchOperation::replace(path)`.
fn constructors(structure: &Struct, api: &Api) -> Vec<TokenStream> {
    let Some(index) = structure.constructors_by else {
        return Vec::new();
    };
    let by = &structure.fields[index];
    let TypeRef::Named(id) = by.ty else {
        return Vec::new();
    };
    let enumeration = &api.type_def(id);
    let TypeKind::StringEnum(values) = &enumeration.kind else {
        return Vec::new();
    };
    let type_ident = ident(&enumeration.ident);
    values
        .variants
        .iter()
        .map(|value| constructor(value, by, &type_ident, structure, api))
        .collect()
}

fn constructor(
    value: &Variant,
    by: &Field,
    type_ident: &proc_macro2::Ident,
    structure: &Struct,
    api: &Api,
) -> TokenStream {
    let others: Vec<&Field> = structure
        .fields
        .iter()
        .filter(|field| is_argument(field) && field.ident != by.ident)
        .collect();
    let parameters = others
        .iter()
        .map(|field| constructor_argument(field, api).0);
    let arguments = structure
        .fields
        .iter()
        .filter(|field| is_argument(field))
        .map(|field| {
            let name = ident(&field.ident);
            let variant = ident(&value.ident);
            if field.ident == by.ident {
                quote!(#type_ident::#variant)
            } else {
                quote!(#name)
            }
        });
    let name = ident(&value.constructor);
    let docs = docs::attributes(&format!(
        "A value whose {} is {}.",
        docs::code(&by.wire),
        docs::code(&value.wire)
    ));
    quote! {
        #docs
        pub fn #name(#(#parameters),*) -> Self {
            Self::new(#(#arguments),*)
        }
    }
}

fn setter(field: &Field, api: &Api) -> TokenStream {
    let ident = ident(&field.ident);
    let (ty, value) = match field.presence {
        Presence::OptionalNullable => {
            let ty = type_ref(&unboxed(&field.ty), Seen::FromTypes, api);
            let boxing = is_boxed(&field.ty).then(|| quote!(.map(Box::new)));
            (quote!(impl Into<Maybe<#ty>>), quote!(#ident.into() #boxing))
        }
        _ => {
            let (ty, value) = argument(&field.ty, &ident, Seen::FromTypes, api);
            (ty, quote!(Some(#value)))
        }
    };
    let deprecated = deprecated(field.docs.deprecated);
    let docs = docs::attributes(&format!("Sets {}.", docs::code(&field.wire)));
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #ident(mut self, #ident: #ty) -> Self {
            self.#ident = #value;
            self
        }
    }
}

fn additional_field(additional: &Additional, api: &Api) -> TokenStream {
    let ident = ident(&additional.ident);
    let (map, values) = (
        map_name(api),
        type_ref(&additional.ty, Seen::FromTypes, api),
    );
    quote! {
        /// The properties without a field of their own.
        pub #ident: #map<String, #values>
    }
}

fn additional_setter(additional: &Additional, api: &Api) -> TokenStream {
    let ident = ident(&additional.ident);
    let (map, values) = (
        map_name(api),
        type_ref(&additional.ty, Seen::FromTypes, api),
    );
    quote! {
        /// Sets the properties without a field of their own.
        #[must_use]
        pub fn #ident(mut self, #ident: impl Into<#map<String, #values>>) -> Self {
            self.#ident = #ident.into();
            self
        }
    }
}
