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
    /// The feature without which the file is not compiled.
    feature: Option<&'static str>,
    is_needed: fn(&Api) -> bool,
}

macro_rules! runtime_file {
    ($module:literal, $feature:expr, $is_needed:expr) => {
        RuntimeFile {
            module: $module,
            text: include_str!(concat!("../../../templates/src/runtime/", $module, ".rs")),
            feature: $feature,
            is_needed: $is_needed,
        }
    };
}

fn always(_: &Api) -> bool {
    true
}

/// All files, in the order of their names.
const FILES: &[RuntimeFile] = &[
    runtime_file!("base_url", None, always),
    runtime_file!("blocking", Some("blocking"), always),
    runtime_file!("body", None, always),
    runtime_file!("call", None, always),
    runtime_file!("client", None, always),
    runtime_file!("credential", None, always),
    runtime_file!("decode", None, needs_decode),
    runtime_file!("error", None, always),
    runtime_file!("maybe", None, needs_maybe),
    runtime_file!("operation", None, always),
    runtime_file!("request", None, always),
    runtime_file!("reqwest_transport", Some("reqwest"), always),
    runtime_file!("response", None, always),
    runtime_file!("secret", None, always),
    runtime_file!("string_enum", None, needs_string_enum),
    runtime_file!("transport", None, always),
];

/// `runtime/mod.rs`, and the files that it declares.
pub fn emit(api: &Api) -> Vec<SourceFile> {
    let needed: Vec<&RuntimeFile> = FILES.iter().filter(|file| (file.is_needed)(api)).collect();
    let mut files = vec![rust(api, "src/runtime/mod.rs", index(&needed))];
    files.extend(needed.into_iter().map(|file| SourceFile {
        path: format!("src/runtime/{}.rs", file.module),
        contents: Contents::Text(file.text.to_owned()),
    }));
    files
}

fn index(files: &[&RuntimeFile]) -> TokenStream {
    let docs = docs::inner_attributes("What the operations are built on: clients, calls, transports and errors.");
    let modules = files.iter().map(|file| {
        let module = Ident::new(file.module, Span::call_site());
        let feature = file.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        // `blocking` is a second client with the names of the first, so it stays a module.
        let visibility = (file.module == "blocking").then(|| quote!(pub));
        quote!(#feature #visibility mod #module;)
    });
    let exports = files.iter().filter(|file| file.module != "blocking").map(|file| {
        let module = Ident::new(file.module, Span::call_site());
        let feature = file.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        quote!(#feature pub use #module::*;)
    });
    quote! {
        #docs
        #(#modules)*
        #(#exports)*
    }
}

fn needs_maybe(api: &Api) -> bool {
    api.types.iter().any(super::types::holds_maybe)
}

fn needs_string_enum(api: &Api) -> bool {
    api.types.iter().any(|one| matches!(one.kind, TypeKind::StringEnum(_)))
}

/// Whether a field is read by a function of its own: a required one that may be null, or one of any JSON.
fn needs_decode(api: &Api) -> bool {
    api.types.iter().any(|one| match &one.kind {
        TypeKind::Struct(one) => one.fields.iter().any(|field| {
            field.presence == Presence::Nullable
                || (field.presence == Presence::Optional && field.ty == TypeRef::Json)
        }),
        _ => false,
    })
}
