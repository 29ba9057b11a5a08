//! How the results of an operation come in pages.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::type_ref::{Seen, type_ref};
use crate::emit::{ident, text};
use crate::model::Api;
use crate::model::operation::Operation;
use crate::model::pagination::{ItemsPath, Pagination, PaginationStyle};
use crate::model::types::Presence;

/// The implementation of the trait that says it.
pub(super) fn implementation(pagination: &Pagination, one: &Operation, api: &Api) -> TokenStream {
    let request = ident(&one.ident);
    let item = type_ref(&pagination.item, Seen::FromOutside, api);
    let places = places(pagination);
    let items = items(pagination, one);
    let field = |index: Option<usize>| {
        let parameter = index.and_then(|index| one.parameters.get(index));
        parameter.map(|parameter| ident(&parameter.ident))
    };
    let parameter = field(pagination.parameter).map(|field| {
        quote! {
            fn page_parameter(&self) -> Option<serde_json::Value> {
                crate::runtime::page_value(&self.#field)
            }
            fn set_page_parameter(&mut self, value: serde_json::Value) -> Result<(), serde_json::Error> {
                crate::runtime::set_page_value(&mut self.#field, value)
            }
        }
    });
    let limit = field(pagination.limit).map(|field| {
        quote! {
            fn page_limit(&self) -> Option<serde_json::Value> {
                crate::runtime::page_value(&self.#field)
            }
        }
    });
    quote! {
        impl Paginated for #request {
            type Item = #item;
            const PAGINATION: Pagination = #places;
            fn items(output: Self::Output) -> Vec<Self::Item> {
                #items
            }
            #parameter
            #limit
        }
    }
}

fn places(pagination: &Pagination) -> TokenStream {
    let style = match &pagination.style {
        PaginationStyle::NextLink(next) => {
            let next = text(next);
            quote!(PaginationStyle::NextLink { next: #next })
        }
        PaginationStyle::LinkHeader => quote!(PaginationStyle::LinkHeader),
        PaginationStyle::Cursor(next) => {
            let next = text(next);
            quote!(PaginationStyle::Cursor { next: #next })
        }
        PaginationStyle::LastItem(key) => {
            let key = text(key);
            quote!(PaginationStyle::LastItem { key: #key })
        }
        PaginationStyle::Page(first) => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(PaginationStyle::Page { first: #first })
        }
        PaginationStyle::Offset(first) => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(PaginationStyle::Offset { first: #first })
        }
    };
    let items = text(&pagination.items);
    let more = pagination.more.as_deref().map(text);
    let more = more.map(|more| quote!(.more(#more)));
    let total = pagination.total.as_deref().map(text);
    let total = total.map(|total| quote!(.total(#total)));
    let total_pages = pagination.total_pages.as_deref().map(text);
    let total_pages = total_pages.map(|pages| quote!(.total_pages(#pages)));
    quote!(Pagination::new(#items, #style) #more #total #total_pages)
}

/// The items of a success, whichever it is.
fn items(pagination: &Pagination, one: &Operation) -> TokenStream {
    if one.single_output().is_some() {
        let path = pagination.outputs.iter().flatten().next();
        return path.map_or_else(|| quote!(Vec::new()), taken);
    }
    let of = ident(&one.output_ident);
    let arms = one
        .successes()
        .zip(&pagination.outputs)
        .map(|(response, path)| {
            let variant = ident(&response.ident);
            match path {
                Some(path) => {
                    let taken = taken(path);
                    quote!(#of::#variant(output) => #taken,)
                }
                None => quote!(#of::#variant => Vec::new(),),
            }
        });
    quote!(match output { #(#arms)* })
}

/// The items in `output`: a field of a field, and nothing where one of them lacks.
fn taken(path: &ItemsPath) -> TokenStream {
    let mut taken = quote!(output);
    let mut is_option = path.is_nullable;
    for (field, presence) in &path.fields {
        let field = ident(field);
        let of_field = match presence {
            Presence::OptionalNullable => quote!(#field.into_option()),
            _ => quote!(#field),
        };
        taken = match (is_option, presence) {
            (false, _) => quote!(#taken.#of_field),
            (true, Presence::Required) => quote!(#taken.map(|value| value.#of_field)),
            (true, _) => quote!(#taken.and_then(|value| value.#of_field)),
        };
        is_option |= *presence != Presence::Required;
    }
    if is_option {
        taken = quote!(#taken.unwrap_or_default());
    }
    if path.is_set {
        taken = quote!(#taken.into_iter().collect());
    }
    taken
}
