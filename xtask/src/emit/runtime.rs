//! The runtime files: copied from the crate `templates/` as they are, only those that the document needs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{docs, rust};
use crate::model::Api;
use crate::model::types::{Presence, TypeKind, TypeRef};
use crate::source_file::{Contents, SourceFile};

/// The features and dependencies that the runtime needs; those of `templates/Cargo.toml`.
pub const DEPENDENCIES: &str = include_str!("runtime_dependencies.toml");

/// A file of `templates/src/runtime/`.
struct RuntimeFile {
    module: &'static str,
    text: &'static str,
    offers: Offers,
    is_needed: fn(&Api) -> bool,
}

/// What a file offers to the rest of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offers {
    /// Public items, exported by the runtime.
    Items,
    /// Public items, where the crate has a feature.
    ItemsWithFeature(&'static str),
    /// A public module, where the crate has a feature: its items have names that the runtime has already.
    ModuleWithFeature(&'static str),
    /// A module for the rest of the crate alone.
    CrateModule,
    /// Nothing beyond the runtime.
    Nothing,
}

macro_rules! runtime_file {
    ($module:literal, $offers:expr, $is_needed:expr) => {
        RuntimeFile {
            module: $module,
            text: include_str!(concat!("../../../templates/src/runtime/", $module, ".rs")),
            offers: $offers,
            is_needed: $is_needed,
        }
    };
}

/// All files, in the order of their names.
const FILES: &[RuntimeFile] = &[
    runtime_file!("api_error", Offers::Items, always),
    runtime_file!("base64", Offers::Items, needs_base64),
    runtime_file!("base_url", Offers::Items, always),
    runtime_file!("blocking", Offers::ModuleWithFeature("blocking"), always),
    runtime_file!("body", Offers::Items, always),
    runtime_file!("build_error", Offers::Items, always),
    runtime_file!("call", Offers::Items, always),
    runtime_file!("client", Offers::Items, always),
    runtime_file!("client_builder", Offers::Items, always),
    runtime_file!("client_settings", Offers::Nothing, always),
    runtime_file!("credential", Offers::Items, always),
    runtime_file!("decode", Offers::Items, needs_decode),
    runtime_file!("decode_error", Offers::Items, always),
    runtime_file!("error", Offers::Items, always),
    runtime_file!("form", Offers::Nothing, always),
    runtime_file!("formatted", Offers::Items, needs_formatted),
    runtime_file!("header", Offers::Nothing, always),
    runtime_file!("integer_enum", Offers::Items, needs_integer_enum),
    runtime_file!("json", Offers::Nothing, always),
    runtime_file!("link_header", Offers::Nothing, Api::is_paginated),
    runtime_file!("maybe", Offers::Items, needs_maybe),
    runtime_file!("next_page", Offers::Nothing, Api::is_paginated),
    runtime_file!("operation", Offers::Items, always),
    runtime_file!("page_error", Offers::Items, Api::is_paginated),
    runtime_file!("page_request", Offers::Nothing, Api::is_paginated),
    runtime_file!("pages", Offers::Items, Api::is_paginated),
    runtime_file!("pagination", Offers::Items, Api::is_paginated),
    runtime_file!("parameter_style", Offers::Items, always),
    runtime_file!("parameter_value", Offers::Nothing, always),
    runtime_file!("path_template", Offers::Nothing, always),
    runtime_file!("percent_encode", Offers::Nothing, always),
    runtime_file!("request", Offers::Items, always),
    runtime_file!(
        "reqwest_transport",
        Offers::ItemsWithFeature("reqwest"),
        always
    ),
    runtime_file!("response", Offers::Items, always),
    runtime_file!("secret", Offers::Items, always),
    runtime_file!("string_enum", Offers::Items, needs_string_enum),
    runtime_file!("tagged_union", Offers::Items, needs_tagged_union),
    runtime_file!("transport", Offers::Items, always),
    runtime_file!("transport_error", Offers::Items, always),
    runtime_file!("union", Offers::Items, needs_union),
    runtime_file!("unknown_count", Offers::CrateModule, needs_unknown_count),
    runtime_file!("unknown_variant", Offers::Items, needs_unknown_variant),
    runtime_file!("uri_reference", Offers::Nothing, Api::is_paginated),
];

fn always(_: &Api) -> bool {
    true
}

/// `runtime/mod.rs`, and the files that it declares.
pub fn emit(api: &Api) -> Vec<SourceFile<'_>> {
    let needed: Vec<&RuntimeFile> = FILES.iter().filter(|file| (file.is_needed)(api)).collect();
    let index_of = needed.clone();
    let mut files = vec![rust(api, "src/runtime/mod.rs", move || index(&index_of))];
    files.extend(needed.into_iter().map(|file| SourceFile {
        path: format!("src/runtime/{}.rs", file.module),
        contents: Contents::Text(file.text.to_owned()),
    }));
    files
}

fn index(files: &[&RuntimeFile]) -> TokenStream {
    let docs = docs::inner_attributes(
        "What the operations are built on: clients, calls, transports and errors.",
    );
    let modules = files.iter().map(|file| {
        let module = Ident::new(file.module, Span::call_site());
        match file.offers {
            Offers::Items | Offers::Nothing => quote!(mod #module;),
            Offers::CrateModule => quote!(pub(crate) mod #module;),
            Offers::ItemsWithFeature(feature) => quote!(#[cfg(feature = #feature)] mod #module;),
            Offers::ModuleWithFeature(feature) => {
                quote!(#[cfg(feature = #feature)] pub mod #module;)
            }
        }
    });
    let exports = files.iter().filter_map(|file| {
        let module = Ident::new(file.module, Span::call_site());
        match file.offers {
            Offers::Items => Some(quote!(pub use #module::*;)),
            Offers::ItemsWithFeature(feature) => {
                Some(quote!(#[cfg(feature = #feature)] pub use #module::*;))
            }
            Offers::ModuleWithFeature(_) | Offers::CrateModule | Offers::Nothing => None,
        }
    });
    quote! {
        #docs
        #(#modules)*
        #(#exports)*
    }
}

/// Whether a property may be absent, null or a value.
pub fn needs_maybe(api: &Api) -> bool {
    api.types.iter().any(super::types::holds_maybe)
}

/// Whether there is an open enumeration.
pub fn needs_string_enum(api: &Api) -> bool {
    api.types
        .iter()
        .any(|one| matches!(one.kind, TypeKind::StringEnum(_)))
}

/// Whether a field is read by a function of its own: a required one that may be null, or one of any JSON.
fn needs_decode(api: &Api) -> bool {
    api.types.iter().any(|one| match &one.kind {
        TypeKind::Struct(one) => one.fields.iter().any(|field| {
            field.presence == Presence::Nullable
                || (field.presence == Presence::Optional && api.is_json(&field.ty))
        }),
        _ => false,
    })
}

/// Whether there is an open enumeration of integers.
pub fn needs_integer_enum(api: &Api) -> bool {
    api.types
        .iter()
        .any(|one| matches!(one.kind, TypeKind::IntegerEnum(_)))
}

fn needs_tagged_union(api: &Api) -> bool {
    api.types
        .iter()
        .any(|one| matches!(&one.kind, TypeKind::Union(one) if one.tag.is_some()))
}

fn needs_union(api: &Api) -> bool {
    api.types.iter().any(
        |one| matches!(&one.kind, TypeKind::Union(one) if one.tag.is_none() || one.is_tag_optional),
    )
}

/// Whether there is a choice of any kind.
pub fn needs_unknown_variant(api: &Api) -> bool {
    needs_union(api) || needs_tagged_union(api)
}

/// Whether anything keeps values that the document does not list.
pub fn needs_unknown_count(api: &Api) -> bool {
    needs_string_enum(api) || needs_integer_enum(api) || needs_unknown_variant(api)
}

/// Whether strings of a format stand for something.
pub fn needs_formatted(api: &Api) -> bool {
    has_format(api, |_| true)
}

fn needs_base64(api: &Api) -> bool {
    has_format(api, |path| path == "crate::runtime::Base64")
}

fn has_format(api: &Api, question: fn(&str) -> bool) -> bool {
    let is_asked =
        |ty: &TypeRef| ty.any(&|ty| matches!(ty, TypeRef::Formatted(path) if question(path)));
    let mut of_types = api.types.iter().flat_map(|one| one.kind.type_refs());
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    of_types.any(is_asked) || operations.flat_map(|one| one.type_refs()).any(is_asked)
}
