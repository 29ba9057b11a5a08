//! The runtime files: copied from the crate `templates/` as they are, only those that the document needs.

use std::iter::once;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{docs, rust, shared_runtime, xml};
use crate::model::operation::{Format, Payload};
use crate::model::types::{Others, TypeDef, TypeKind, TypeRef};
use crate::model::{ALL_TAGS, Api};
use crate::source_file::{Contents, SourceFile};

/// The features of every crate, without the default ones; those of `templates/Cargo.toml`.
const FEATURES: &str = include_str!("runtime_features.toml");

/// The dependencies of every crate; those of `templates/Cargo.toml`.
const DEPENDENCIES: &str = include_str!("runtime_dependencies.toml");

/// The section of the dependencies on wasm32 alone; that of `templates/Cargo.toml`.
pub const WASM_DEPENDENCIES: &str = include_str!("runtime_wasm_dependencies.toml");

/// A feature of the crates that need it, and the dependency that it turns on.
struct Feature {
    name: &'static str,
    is_default: bool,
    docs: &'static str,
    dependency: &'static str,
    requirement: &'static str,
    is_needed: fn(&Api) -> bool,
}

impl Feature {
    /// Its line in a manifest.
    fn line(&self) -> String {
        format!("{} = [\"dep:{}\"]", self.name, self.dependency)
    }
}

/// The features that only some crates have; those of `templates/Cargo.toml` too.
const OWN_FEATURES: &[Feature] = &[
    Feature {
        name: "oauth2",
        is_default: false,
        docs: "tokens of OAuth 2.0, fetched and renewed",
        dependency: "sha2",
        requirement: r#"{ version = "0.11", optional = true, default-features = false }"#,
        is_needed: Api::has_oauth2,
    },
    Feature {
        name: "xml",
        is_default: true,
        docs: "bodies of XML",
        dependency: "quick-xml",
        requirement: r#"{ version = "0.41", optional = true, default-features = false }"#,
        is_needed: xml::is_needed,
    },
];

fn own_features(api: &Api) -> impl Iterator<Item = &'static Feature> {
    OWN_FEATURES.iter().filter(|one| (one.is_needed)(api))
}

/// The features that are on where nothing is said.
pub fn default_features(api: &Api) -> Vec<&'static str> {
    let names = ["reqwest", "rustls"].into_iter();
    let own = own_features(api).filter(|one| one.is_default);
    let tags = api.has_tag_features().then_some(ALL_TAGS);
    names.chain(own.map(|one| one.name)).chain(tags).collect()
}

/// The section `features` of the manifest, by lines.
pub fn features(api: &Api) -> Vec<String> {
    let names = default_features(api).into_iter();
    let names: Vec<String> = names.map(|name| format!("{name:?}")).collect();
    let mut lines = vec![
        "[features]".to_owned(),
        format!("default = [{}]", names.join(", ")),
    ];
    let own = own_features(api);
    let own = own.flat_map(|one| [format!("# For {}.", one.docs), one.line()]);
    let all = FEATURES.lines().map(str::to_owned).chain(own);
    lines.extend(match api.shared_runtime {
        Some(_) => all
            .map(|line| shared_runtime::forwarded(&line, api))
            .collect(),
        None => all.collect::<Vec<_>>(),
    });
    lines.extend(super::features::manifest(api));
    lines
}

/// The section `dependencies` of the manifest, by lines, without those of the document's types.
pub fn dependencies(api: &Api) -> Vec<String> {
    let mut lines = dependency_lines(own_features(api));
    if let Some(shared) = &api.shared_runtime {
        lines.retain(|line| !shared_runtime::is_elsewhere(line, api));
        lines.push(shared_runtime::dependency(shared));
        lines.sort();
    }
    lines.insert(0, "[dependencies]".to_owned());
    lines
}

/// The dependencies of all crates and of these features, by lines in their order.
fn dependency_lines<'f>(features: impl Iterator<Item = &'f Feature>) -> Vec<String> {
    let own = features.map(|one| format!("{} = {}", one.dependency, one.requirement));
    let mut lines: Vec<String> = DEPENDENCIES.lines().map(str::to_owned).chain(own).collect();
    lines.sort();
    lines
}

/// The section of the dependencies on wasm32 alone, by lines.
pub fn wasm_dependencies(api: &Api) -> Vec<String> {
    let is_here = |line: &&str| !shared_runtime::is_elsewhere(line, api);
    let lines = WASM_DEPENDENCIES.lines().filter(is_here);
    lines.map(str::to_owned).chain([String::new()]).collect()
}

/// The lines of all features that a runtime can have, without what is said of them.
pub fn all_features() -> impl Iterator<Item = String> {
    let of_all = FEATURES.lines().filter(|line| !line.starts_with('#'));
    let own = OWN_FEATURES.iter().map(Feature::line);
    of_all.map(str::to_owned).chain(own)
}

/// The dependencies of all that a runtime can have, by lines.
pub fn all_dependencies() -> Vec<String> {
    dependency_lines(OWN_FEATURES.iter())
}

/// Whether the runtime depends on a package.
pub fn depends_on(name: &str, api: &Api) -> bool {
    let is_name = |line: &String| line.split(" = ").next() == Some(name);
    dependencies(api).iter().any(is_name)
}

/// What the README says of the features that only some crates have, by lines.
pub fn feature_docs(api: &Api) -> Vec<String> {
    own_features(api)
        .map(|one| {
            let default = if one.is_default { " (default)" } else { "" };
            format!("- `{}`{default}: {}.", one.name, one.docs)
        })
        .collect()
}

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

impl RuntimeFile {
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
        let module = Ident::new(file.module, Span::call_site());
        match file.offers {
            Offers::Items | Offers::CrateItems | Offers::Nothing => quote!(mod #module;),
            Offers::CrateModule => quote!(pub(crate) mod #module;),
            Offers::NativeOnly => quote!(#[cfg(not(target_arch = "wasm32"))] mod #module;),
            Offers::ItemsWithFeature(feature) | Offers::NothingWithFeature(feature) => {
                quote!(#[cfg(feature = #feature)] mod #module;)
            }
            Offers::ModuleWithFeature(feature) => {
                quote!(#[cfg(feature = #feature)] pub mod #module;)
            }
        }
    });
    let exports = files.iter().filter_map(|file| {
        let module = Ident::new(file.module, Span::call_site());
        match file.offers {
            Offers::Items => Some(quote!(pub use #module::*;)),
            // Not every crate has a use for them.
            Offers::CrateItems => Some(quote!(#[allow(unused_imports)] pub(crate) use #module::*;)),
            Offers::ItemsWithFeature(feature) => {
                Some(quote!(#[cfg(feature = #feature)] pub use #module::*;))
            }
            Offers::ModuleWithFeature(_)
            | Offers::CrateModule
            | Offers::Nothing
            | Offers::NothingWithFeature(_)
            | Offers::NativeOnly => None,
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
