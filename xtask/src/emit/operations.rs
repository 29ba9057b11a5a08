//! The files below `operations/`: a struct of methods a tag, and the requests of its operations.

use std::cmp::Reverse;
use std::iter::once;

use proc_macro2::TokenStream;
use quote::quote;

use super::type_ref::{Seen, argument};
use super::{deprecated, docs, features, ident, operation, rust, types};
use crate::model::Api;
use crate::model::operation::{FormerMethod, Group, Operation};
use crate::source_file::SourceFile;

/// `operations/mod.rs`, and a file a tag; the largest first.
pub fn emit<'a>(api: &'a Api, groups: &'a [Group]) -> Vec<SourceFile<'a>> {
    let mut files = vec![rust(api, "src/operations/mod.rs", || once(index(groups)))];
    let mut by_size: Vec<&Group> = groups.iter().collect();
    by_size.sort_by_key(|group| Reverse(group.operations.len()));
    files.extend(by_size.into_iter().map(|group| {
        rust(
            api,
            format!("src/operations/{}.rs", group.module.bare()),
            || file(group, api),
        )
    }));
    files
}

fn index(groups: &[Group]) -> TokenStream {
    let docs = docs::inner_attributes("The operations as plain values, by tag.");
    let modules = groups.iter().map(|group| {
        let (condition, module) = (features::of_group(group), ident(&group.module));
        quote!(#condition pub mod #module;)
    });
    let exports = groups.iter().map(|group| {
        let condition = features::of_group(group);
        let (module, group) = (ident(&group.module), ident(&group.ident));
        quote!(#condition pub use #module::#group;)
    });
    quote! {
        #docs
        #(#modules)*
        #(#exports)*
    }
}

fn file<'a>(group: &'a Group, api: &'a Api) -> impl Iterator<Item = TokenStream> + 'a {
    let docs = docs::inner_attributes(&match &group.tag {
        Some(tag) => format!("Operations of the tag {}.", docs::code(tag)),
        None => "Operations without a tag.".to_owned(),
    });
    let imports = imports(group);
    let group_item = group_item(group, api);
    let operations = group.operations.iter().map(|one| operation::emit(one, api));
    let former = group.former_types.iter().map(|(old, now)| {
        // The headers are borrowed from the response.
        let mut operations = group.operations.iter();
        let is_borrowed = operations.any(|one| one.headers_ident == *now);
        types::former_type(old, now, is_borrowed.then(|| quote!(<'a>)))
    });
    once(quote!(#docs #imports #group_item))
        .chain(operations)
        .chain(former)
}

fn imports(group: &Group) -> TokenStream {
    let parameters = || {
        group
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters)
    };
    let bodies = || group.operations.iter().filter_map(|one| one.body.as_ref());
    let has_styled_form = bodies().any(operation::body::names_style);
    let is_paginated = group.operations.iter().any(|one| one.pagination.is_some());
    let pages = is_paginated.then(|| quote!(Paginated, Pagination, PaginationStyle,));
    let style = (has_styled_form || parameters().next().is_some()).then(|| quote!(, Style));
    let mut named = group.operations.iter().flat_map(Operation::type_refs);
    let types = named.any(names_type).then(|| {
        quote!(
            use crate::types;
        )
    });
    quote! {
        use crate::runtime::{
            Body, BuildError, Call, DecodeFailure, Operation, OperationInfo, Outcome, #pages RawResponse, RequestBuilder #style
        };
        #types
    }
}

fn names_type(ty: &crate::model::types::TypeRef) -> bool {
    let mut names = false;
    ty.for_each_named(&mut |_| names = true);
    names
}

/// The struct that the client's accessor answers, with a method an operation.
fn group_item(group: &Group, api: &Api) -> TokenStream {
    let ident = ident(&group.ident);
    let title = match &group.tag {
        Some(tag) => format!("The operations of the tag {}.", docs::code(tag)),
        None => "The operations without a tag.".to_owned(),
    };
    let description = group.description.as_deref().map(docs::safe);
    let docs = docs::attributes(
        &[title]
            .into_iter()
            .chain(description)
            .collect::<Vec<_>>()
            .join("\n\n"),
    );
    let methods = group.operations.iter().map(|one| method(one, api));
    let former = group.former_methods.iter();
    let former = former.map(|one| former_method(one, group, api));
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #ident<C> {
            client: C,
        }

        impl<C: Clone> #ident<C> {
            pub(crate) fn new(client: C) -> Self {
                Self { client }
            }

            #(#methods)*
            #(#former)*
        }
    }
}

/// A former name of a method, which calls it.
fn former_method(former: &FormerMethod, group: &Group, api: &Api) -> TokenStream {
    let one = &group.operations[former.operation];
    let now = one.method_ident.bare();
    let docs = docs::attributes(&format!("The former name of [`{now}`](Self::{now})."));
    let deprecated = super::former(now);
    let (old, now, request) = (
        ident(&former.ident),
        ident(&one.method_ident),
        ident(&one.ident),
    );
    let (parameters, values) = operation::required_arguments(one, api, |ty, name| {
        argument(ty, name, Seen::FromOutside, api).0
    });
    quote! {
        #docs
        #deprecated
        pub fn #old(&self, #(#parameters),*) -> Call<C, #request> {
            self.#now(#(#values),*)
        }
    }
}

/// The method of the group that makes a call of an operation.
pub fn method(one: &Operation, api: &Api) -> TokenStream {
    let name = ident(&one.method_ident);
    let request = ident(&one.ident);
    let docs = docs::attributes(&method_docs(one));
    let deprecated = deprecated(one.docs.deprecated);
    let (parameters, values) = operation::required_arguments(one, api, |ty, name| {
        argument(ty, name, Seen::FromOutside, api).0
    });
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#parameters),*) -> Call<C, #request> {
            Call::new(self.client.clone(), #request::new(#(#values),*))
        }
    }
}

/// Summary, description, what goes on the wire, and which errors to expect.
fn method_docs(one: &Operation) -> String {
    let mut paragraphs = Vec::new();
    paragraphs.extend(
        one.summary
            .as_deref()
            .map(|summary| docs::safe(&docs::one_line(summary))),
    );
    if !one.docs.text.trim().is_empty() {
        paragraphs.push(docs::safe(&one.docs.text));
    }
    paragraphs.push(docs::code(&format!("{} {}", one.method, one.path)));
    if one.pagination.is_some() {
        let text = "Comes in pages: `pages()` and `items()` of the call go through them.";
        paragraphs.push(text.to_owned());
    }
    let optional = optional_setters(one);
    if !optional.is_empty() {
        paragraphs.push(format!(
            "Optional, set on the call: {}.",
            optional.join(", ")
        ));
    }
    if !one.views.is_empty() {
        let views = one.views.iter().map(|view| {
            let names: Vec<String> = view.media_types.iter().map(|one| docs::code(one)).collect();
            format!(
                "{} by {}",
                names.join(" or "),
                docs::code(view.method_ident.bare())
            )
        });
        let views: Vec<String> = views.collect();
        paragraphs.push(format!(
            "Other media types, asked for on the call: {}.",
            views.join(", ")
        ));
    }
    if !one.headers.is_empty() {
        let headers = one.headers.iter().map(|header| docs::code(&header.wire));
        let mut distinct: Vec<String> = Vec::new();
        for header in headers {
            if !distinct.contains(&header) {
                distinct.push(header);
            }
        }
        paragraphs.push(format!(
            "Headers of the response, decoded by [`{}`]: {}.",
            one.headers_ident.bare(),
            distinct.join(", ")
        ));
    }
    paragraphs.join("\n\n")
}

fn optional_setters(one: &Operation) -> Vec<String> {
    let parameters = one
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|one| &one.ident);
    let body = one
        .body
        .iter()
        .filter(|body| !body.required)
        .map(|body| &body.ident);
    parameters
        .chain(body)
        .map(|ident| docs::code(ident.bare()))
        .collect()
}
