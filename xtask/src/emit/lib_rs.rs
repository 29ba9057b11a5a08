//! `lib.rs`: what the crate offers, and its documentation.

use proc_macro2::TokenStream;
use quote::quote;

use super::{contract, docs, features, flow, ident, text};
use crate::model::operation::Group;
use crate::model::types::TypeKind;
use crate::model::{ALL_TAGS, Api};

/// The file.
pub fn emit(api: &Api) -> TokenStream {
    // The examples use the default transport, so without it they are no tests.
    let guide = quote!(
        #[cfg(any(not(doctest), feature = "reqwest"))]
        pub mod guide;
    );
    let contract = api.has_contract_tests.then(|| {
        let path = text(&format!("../{}", contract::MODULE));
        let condition = features::of_all(api);
        quote!(#[cfg(test)] #condition #[path = #path] mod contract;)
    });
    let doctests = features::of_doctests(api);
    let (about, items) = (about(api), items(api, &guide, contract.as_ref()));
    // The examples of the README use the default transport, so without it they are no tests.
    quote! {
        #![cfg_attr(#doctests, doc = include_str!("../README.md"))]
        #![doc = ""]
        #about
        #items
    }
}

/// The root of a module of another crate.
pub fn emit_module(api: &Api) -> TokenStream {
    let (about, items) = (about(api), items(api, &TokenStream::new(), None));
    quote! {
        #about
        #![allow(dead_code, unused_imports, unused_macros, reason = "who has the module need not use all of it")]
        #items
    }
}

/// What the document says of its API, as documentation.
fn about(api: &Api) -> TokenStream {
    let title = format!("# About the {}", docs::inline(&api.title));
    let description = api
        .description
        .as_deref()
        .map(docs::safe)
        .unwrap_or_default();
    let version = format!("Version {} of the document.", docs::code(&api.version));
    let paragraphs: Vec<String> = [title, description, version]
        .into_iter()
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    docs::inner_attributes(&paragraphs.join("\n\n"))
}

/// The attributes, modules and exports.
fn items(api: &Api, guide: &TokenStream, contract: Option<&TokenStream>) -> TokenStream {
    let deprecated = has_deprecated(api).then(|| quote!(#![allow(deprecated)]));
    // Names are those of the document, in whatever script.
    let scripts = has_other_scripts(api).then(
        || quote!(#![allow(uncommon_codepoints, confusable_idents, mixed_script_confusables)]),
    );
    let server = (!api.servers.is_empty()).then(|| {
        quote!(
            pub use client::Server;
        )
    });
    let choice = api.has_server_choice().then(|| {
        quote!(
            pub use runtime::ServerUrl;
        )
    });
    let oauth2 = api.has_oauth2().then(|| {
        let functions = flow::functions(api);
        quote! {
            #[cfg(feature = "oauth2")]
            pub use client::{#(#functions),*};
            #[cfg(feature = "oauth2")]
            pub use runtime::oauth2;
        }
    });
    // The runtime has what the operations of all tags need.
    let runtime = api.has_tag_features().then(
        || quote!(#[cfg_attr(not(feature = #ALL_TAGS), allow(dead_code, unused_imports, unused_macros))]),
    );
    let by_hand = api.modules.iter().map(|module| {
        let name = ident(&module.ident);
        let visibility = module.is_public.then(|| quote!(pub));
        quote!(#visibility mod #name;)
    });
    let pages = api.is_paginated().then(|| {
        quote!(
            pub use runtime::{Items, PageError, PageToken, Pages};
        )
    });
    // Constructors are handed what a schema requires, however much that is; nothing is a default only
    // because nothing is required today; and a variant is boxed where it must be, not by its size, which
    // changes with every property.
    quote! {
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(clippy::too_many_arguments, clippy::new_without_default, clippy::large_enum_variant)]
        #deprecated
        #scripts

        mod client;
        #contract
        #(#by_hand)*
        #guide
        pub mod operations;
        #runtime
        pub mod runtime;
        pub mod types;

        #server
        #oauth2
        #choice
        pub use http;
        #[cfg(feature = "blocking")]
        pub use runtime::blocking;
        pub use runtime::{
            ApiError, BuildError, Call, Client, ClientBuilder, DecodeError, Error, Response, Transport, TransportError
        };
        #pages
    }
}

/// Whether any text of the document that names come from is not ASCII.
fn has_other_scripts(api: &Api) -> bool {
    let is_other = |ident: &crate::model::ident::Ident| !ident.bare().is_ascii();
    let of_types = api.types.iter().any(|one| {
        let members = match &one.kind {
            TypeKind::Struct(one) => one.fields.iter().any(|field| is_other(&field.ident)),
            TypeKind::StringEnum(one) => one.variants.iter().any(|one| is_other(&one.ident)),
            TypeKind::IntegerEnum(one) => one.variants.iter().any(|one| is_other(&one.ident)),
            TypeKind::Union(one) => one.variants.iter().any(|one| is_other(&one.ident)),
            TypeKind::Alias(_) | TypeKind::Wrapper(_) => false,
        };
        members || is_other(&one.ident)
    });
    let mut operations = api.groups.iter().flat_map(|group| &group.operations);
    let of_operations = operations.any(|one| {
        let parameters = one.parameters.iter().any(|one| is_other(&one.ident));
        parameters || is_other(&one.ident) || is_other(&one.method_ident)
    });
    let of_groups = api.groups.iter().any(|group| {
        let mut former = group.former_types.iter().map(|(old, _)| old);
        let mut methods = group.former_methods.iter().map(|one| &one.ident);
        is_other(&group.ident) || former.any(is_other) || methods.any(is_other)
    }) || api.former_types.iter().any(|one| is_other(&one.ident));
    let of_client = api.credentials.iter().any(|one| is_other(&one.ident))
        || api.servers.iter().any(|one| {
            let choice = one.choice.iter();
            let mut variables = choice.clone().flat_map(|choice| &choice.variables);
            is_other(&one.ident)
                || choice.clone().any(|choice| is_other(&choice.ident))
                || variables.any(|variable| is_other(&variable.ident))
        });
    of_types || of_operations || of_groups || of_client
}

fn has_deprecated(api: &Api) -> bool {
    let has_former =
        |group: &Group| !(group.former_methods.is_empty() && group.former_types.is_empty());
    if !api.former_types.is_empty() || api.groups.iter().any(has_former) {
        return true;
    }
    let types = api.types.iter().any(|one| {
        one.docs.deprecated
            || matches!(&one.kind, TypeKind::Struct(one) if one.fields.iter().any(|field| field.docs.deprecated))
    });
    types
        || api
            .groups
            .iter()
            .flat_map(|group| &group.operations)
            .any(|operation| {
                operation.docs.deprecated
                    || operation
                        .parameters
                        .iter()
                        .any(|parameter| parameter.docs.deprecated)
            })
}
