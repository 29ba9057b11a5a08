//! The runtime files: copied from the crate `templates/` as they are, only those that the document needs.

use std::iter::once;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{docs, rust, shared_runtime, xml};
use crate::model::Api;
use crate::model::operation::{Format, Payload};
use crate::model::types::{Others, TypeDef, TypeKind, TypeRef};
use crate::source_file::{Contents, SourceFile};

/// A file of `templates/src/runtime/`.
pub struct RuntimeFile {
    pub module: &'static str,
    pub text: &'static str,
    pub offers: Offers,
    is_needed: fn(&Api) -> bool,
    /// Whether each crate has it for itself, even where crates share a runtime.
    pub is_of_crate: bool,
}

/// What a file offers to the rest of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offers {
    /// Public items, exported by the runtime.
    Items,
    /// Public items, where the crate has a feature.
    ItemsWithFeature(&'static str),
    /// A public module, where the crate has a feature: its items have names that the runtime has already.
    ModuleWithFeature(&'static str),
    /// Items for the rest of the crate alone.
    CrateItems,
    /// A module for the rest of the crate alone.
    CrateModule,
    /// Nothing beyond the runtime.
    Nothing,
    /// Nothing beyond the runtime, and not even that on wasm32, which has no threads and files.
    NativeOnly,
    /// Nothing beyond the runtime, and that only where the crate has a feature.
    NothingWithFeature(&'static str),
}

impl Offers {
    /// Where the file is a part of the crate; nothing where it always is.
    pub fn condition(self) -> Option<TokenStream> {
        match self {
            Self::ItemsWithFeature(feature)
            | Self::ModuleWithFeature(feature)
            | Self::NothingWithFeature(feature) => Some(quote!(#[cfg(feature = #feature)])),
            Self::NativeOnly => Some(quote!(#[cfg(not(target_arch = "wasm32"))])),
            Self::Items | Self::CrateItems | Self::CrateModule | Self::Nothing => None,
        }
    }

    /// Whether the runtime names the items of the file as its own.
    pub fn is_exported(self) -> bool {
        matches!(
            self,
            Self::Items | Self::CrateItems | Self::ItemsWithFeature(_)
        )
    }
}

impl RuntimeFile {
    /// Its module.
    pub fn ident(&self) -> Ident {
        Ident::new(self.module, Span::call_site())
    }

    /// A file that cannot be shared: generated code adds methods to its types, which Rust allows in the crate of a type
    /// alone (E0116); or it names the crate, as the user agent; or it is built on such files.
    const fn of_crate(self) -> Self {
        Self {
            is_of_crate: true,
            ..self
        }
    }

    /// Its name below `src/runtime/`.
    fn name(&self) -> String {
        format!("{}.rs", self.module)
    }

    /// Its text in a crate: ours, or what the target has in place of it.
    fn text_in<'a>(&self, api: &'a Api) -> &'a str {
        let template = api.templates.runtime.get(&self.name());
        template.map_or(self.text, String::as_str)
    }
}

macro_rules! runtime_file {
    ($module:literal, $offers:expr, $is_needed:expr) => {
        RuntimeFile {
            module: $module,
            text: include_str!(concat!("../../../templates/src/runtime/", $module, ".rs")),
            offers: $offers,
            is_needed: $is_needed,
            is_of_crate: false,
        }
    };
}

/// All files, in the order of their names.
pub const FILES: &[RuntimeFile] = &[
    runtime_file!("api_error", Offers::Items, always),
    runtime_file!("base64", Offers::Items, needs_base64),
    runtime_file!("base_url", Offers::Items, always),
    runtime_file!("blocking", Offers::ModuleWithFeature("blocking"), always).of_crate(),
    runtime_file!("body", Offers::Items, always),
    runtime_file!("body_read", Offers::Nothing, always),
    runtime_file!("body_source", Offers::Nothing, always),
    runtime_file!("build_error", Offers::Items, always),
    runtime_file!("call", Offers::Items, always).of_crate(),
    runtime_file!("client", Offers::Items, always).of_crate(),
    runtime_file!("client_builder", Offers::Items, always).of_crate(),
    runtime_file!("client_settings", Offers::Nothing, always).of_crate(),
    runtime_file!("closed_enum", Offers::Items, needs_closed_enum),
    runtime_file!("credential", Offers::Items, always),
    runtime_file!("credential_provider", Offers::Items, always),
    runtime_file!("decode_error", Offers::Items, always),
    runtime_file!("error", Offers::Items, always),
    runtime_file!("event_parser", Offers::Nothing, needs_events),
    runtime_file!("event_stream", Offers::Items, needs_events),
    runtime_file!("form", Offers::Nothing, always),
    runtime_file!("formatted", Offers::Items, needs_formatted),
    runtime_file!("header", Offers::Nothing, always),
    runtime_file!("header_value", Offers::Items, needs_header_values),
    runtime_file!("integer_enum", Offers::Items, needs_integer_enum),
    runtime_file!("json", Offers::Nothing, always),
    runtime_file!("json_items", Offers::Nothing, needs_json_items),
    runtime_file!("json_lines", Offers::Items, needs_lines),
    runtime_file!("json_path", Offers::Nothing, always),
    runtime_file!("json_text", Offers::Nothing, needs_unknown_variant),
    runtime_file!("line_parser", Offers::Nothing, needs_lines),
    runtime_file!("link_header", Offers::Nothing, Api::is_paginated),
    runtime_file!("maybe", Offers::Items, needs_maybe),
    runtime_file!("media_type", Offers::Nothing, always),
    runtime_file!("multipart", Offers::Items, needs_multipart),
    runtime_file!("next_page", Offers::Nothing, Api::is_paginated),
    runtime_file!(
        "oauth2",
        Offers::ModuleWithFeature("oauth2"),
        Api::has_oauth2
    )
    .of_crate(),
    runtime_file!(
        "oauth2_authorization",
        Offers::NothingWithFeature("oauth2"),
        Api::has_oauth2
    )
    .of_crate(),
    runtime_file!(
        "oauth2_cache",
        Offers::NothingWithFeature("oauth2"),
        Api::has_oauth2
    ),
    runtime_file!(
        "oauth2_client_credentials",
        Offers::NothingWithFeature("oauth2"),
        Api::has_oauth2
    )
    .of_crate(),
    runtime_file!(
        "oauth2_endpoint",
        Offers::NothingWithFeature("oauth2"),
        Api::has_oauth2
    )
    .of_crate(),
    runtime_file!(
        "oauth2_error",
        Offers::NothingWithFeature("oauth2"),
        Api::has_oauth2
    ),
    runtime_file!(
        "oauth2_refreshing_token",
        Offers::NothingWithFeature("oauth2"),
        Api::has_oauth2
    )
    .of_crate(),
    runtime_file!(
        "oauth2_tokens",
        Offers::NothingWithFeature("oauth2"),
        Api::has_oauth2
    ),
    runtime_file!("object", Offers::CrateItems, always),
    runtime_file!("operation", Offers::Items, always),
    runtime_file!("page_error", Offers::Items, Api::is_paginated),
    runtime_file!("page_request", Offers::Nothing, Api::is_paginated).of_crate(),
    runtime_file!("pages", Offers::Items, Api::is_paginated).of_crate(),
    runtime_file!("pagination", Offers::Items, Api::is_paginated),
    runtime_file!("parameter_style", Offers::Items, always),
    runtime_file!("parameter_value", Offers::Nothing, always),
    runtime_file!("part", Offers::Items, needs_multipart),
    runtime_file!("path_template", Offers::Nothing, always),
    runtime_file!("percent_encode", Offers::Nothing, always),
    runtime_file!("race", Offers::Nothing, always),
    runtime_file!("random", Offers::Nothing, always),
    runtime_file!("raw_body", Offers::Items, needs_raw_body),
    runtime_file!("reader_thread", Offers::NativeOnly, always),
    runtime_file!("recording", Offers::ItemsWithFeature("recording"), always),
    runtime_file!("request", Offers::Items, always),
    runtime_file!(
        "reqwest_transport",
        Offers::ItemsWithFeature("reqwest"),
        always
    )
    .of_crate(),
    runtime_file!("response", Offers::Items, always),
    runtime_file!("retry", Offers::Items, always),
    runtime_file!("retry_after", Offers::Nothing, always),
    runtime_file!("secret", Offers::Items, always),
    runtime_file!("send", Offers::Nothing, always).of_crate(),
    runtime_file!("server_url", Offers::Items, Api::has_server_choice).of_crate(),
    runtime_file!("stream_error", Offers::Items, needs_streams),
    runtime_file!("string_enum", Offers::Items, needs_string_enum),
    runtime_file!("tagged_union", Offers::Items, needs_tagged_union),
    runtime_file!("timer", Offers::Nothing, always),
    runtime_file!("tower_transport", Offers::ItemsWithFeature("tower"), always),
    runtime_file!("trace", Offers::Nothing, always),
    runtime_file!("transport", Offers::Items, always),
    runtime_file!("transport_error", Offers::Items, always),
    runtime_file!("union", Offers::Items, needs_union),
    runtime_file!("unknown_count", Offers::CrateModule, needs_unknown_count),
    runtime_file!("unknown_variant", Offers::Items, needs_unknown_variant),
    runtime_file!("uri_reference", Offers::Nothing, Api::is_paginated),
    runtime_file!("xml", Offers::Items, xml::is_needed),
    runtime_file!(
        "xml_read",
        Offers::NothingWithFeature("xml"),
        xml::is_needed
    ),
    runtime_file!("xml_shape", Offers::Items, xml::is_needed),
    runtime_file!(
        "xml_text",
        Offers::NothingWithFeature("xml"),
        xml::is_needed
    ),
    runtime_file!(
        "xml_tree",
        Offers::NothingWithFeature("xml"),
        xml::is_needed
    ),
    runtime_file!(
        "xml_write",
        Offers::NothingWithFeature("xml"),
        xml::is_needed
    ),
];

fn always(_: &Api) -> bool {
    true
}

/// The names and our texts of all files that a target may replace, in the order of their names.
pub fn runtime_files() -> impl Iterator<Item = (String, &'static str)> {
    FILES.iter().map(|file| (file.name(), file.text))
}

/// Whether a crate has the file of the runtime of this name for itself.
pub fn carries(api: &Api, name: &str) -> bool {
    files(api).any(|file| file.name() == name)
}

/// The files that a crate has for itself.
fn files(api: &Api) -> impl Iterator<Item = &'static RuntimeFile> {
    let needed = FILES.iter().filter(|file| (file.is_needed)(api));
    needed.filter(|file| api.shared_runtime.is_none() || file.is_of_crate)
}

/// Whether a file of this name is in the crate of a shared runtime.
pub fn is_shared(name: &str) -> bool {
    let mut files = FILES.iter().filter(|file| file.name() == name);
    files.any(|file| !file.is_of_crate)
}

/// `runtime/mod.rs`, and the files that it declares.
pub fn emit(api: &Api) -> Vec<SourceFile<'_>> {
    let needed: Vec<&RuntimeFile> = files(api).collect();
    let index_of = needed.clone();
    let mut files = vec![rust(api, "src/runtime/mod.rs", move || {
        once(index(&index_of, api))
    })];
    files.extend(needed.into_iter().map(|file| SourceFile {
        path: format!("src/runtime/{}.rs", file.module),
        contents: Contents::Text(file.text_in(api).to_owned()),
    }));
    files
}

fn index(files: &[&RuntimeFile], api: &Api) -> TokenStream {
    let docs = docs::inner_attributes(
        "What the operations are built on: clients, calls, transports and errors.",
    );
    let modules = files.iter().map(|file| {
        let (condition, module) = (file.offers.condition(), file.ident());
        let visibility = match file.offers {
            Offers::CrateModule => Some(quote!(pub(crate))),
            Offers::ModuleWithFeature(_) => Some(quote!(pub)),
            _ => None,
        };
        quote!(#condition #visibility mod #module;)
    });
    let exports = files.iter().filter(|file| file.offers.is_exported());
    let exports = exports.map(|file| {
        let (condition, module) = (file.offers.condition(), file.ident());
        match file.offers {
            // Not every crate has a use for them.
            Offers::CrateItems => quote!(#[allow(unused_imports)] pub(crate) use #module::*;),
            _ => quote!(#condition pub use #module::*;),
        }
    });
    let shared = api.shared_runtime.as_ref();
    let shared = shared.map(|_| shared_runtime::export());
    quote! {
        #docs
        #(#modules)*
        #(#exports)*
        #shared
    }
}

/// Whether a property may be absent, null or a value.
pub fn needs_maybe(api: &Api) -> bool {
    api.types.iter().any(super::types::holds_maybe)
}

/// Whether there is an open enumeration.
pub fn needs_string_enum(api: &Api) -> bool {
    api.types.iter().any(is_open_enum)
}

/// Whether a type is an open enumeration of strings.
pub fn is_open_enum(one: &TypeDef) -> bool {
    matches!(&one.kind, TypeKind::StringEnum(one) if one.others != Others::None)
}

/// Whether there is an enumeration that the settings close.
fn needs_closed_enum(api: &Api) -> bool {
    api.types.iter().any(|one| match &one.kind {
        TypeKind::StringEnum(one) => one.others == Others::None,
        TypeKind::IntegerEnum(one) => one.others == Others::None,
        _ => false,
    })
}

/// Whether there is an open enumeration of integers.
pub fn needs_integer_enum(api: &Api) -> bool {
    api.types
        .iter()
        .any(|one| matches!(&one.kind, TypeKind::IntegerEnum(one) if one.others != Others::None))
}

fn needs_events(api: &Api) -> bool {
    answers(api, Payload::is_events)
}

fn needs_lines(api: &Api) -> bool {
    answers(api, |payload| matches!(payload, Payload::Lines(_)))
}

/// Whether a response is read item by item.
pub fn needs_streams(api: &Api) -> bool {
    answers(api, Payload::is_stream)
}

fn answers(api: &Api, is_asked: fn(&Payload) -> bool) -> bool {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut responses = operations.flat_map(|operation| operation.all_responses());
    responses.any(|response| is_asked(&response.payload))
}

fn needs_header_values(api: &Api) -> bool {
    let mut operations = api.groups.iter().flat_map(|group| &group.operations);
    operations.any(|operation| !operation.headers.is_empty())
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

/// Whether a request sends the parts of a form.
fn needs_multipart(api: &Api) -> bool {
    sends(api, |format| matches!(format, Format::Multipart(..)))
}

/// Whether a request sends several values of JSON one after the other.
fn needs_json_items(api: &Api) -> bool {
    sends(api, |format| {
        matches!(format, Format::JsonLines | Format::JsonSequence)
    })
}

/// Whether callers name the media type of a body.
fn needs_raw_body(api: &Api) -> bool {
    sends(api, |format| *format == Format::Named)
}

fn sends(api: &Api, question: fn(&Format) -> bool) -> bool {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let bodies = operations.filter_map(|operation| operation.body.as_ref());
    let mut contents = bodies.flat_map(|body| &body.contents);
    contents.any(|content| question(&content.format))
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
