//! The files below `types/`.

use std::collections::BTreeSet;
use std::iter::once;

use proc_macro2::TokenStream;
use quote::quote;

use super::runtime::is_open_enum;
use super::type_ref::{Seen, type_ref};
use super::{
    deprecated, docs, features, former, ident, integer_enum, rust, string_enum, structure, union,
    wrapper, xml,
};
use crate::model::ident::Ident;
use crate::model::types::{FormerType, MapType, Presence, TypeDef, TypeId, TypeKind, TypeRef};
use crate::model::{Api, TypeModule};
use crate::source_file::SourceFile;

/// `types/mod.rs`, and a file a module.
pub fn emit<'a>(api: &'a Api, modules: &'a [TypeModule]) -> Vec<SourceFile<'a>> {
    let mut files = vec![rust(api, "src/types/mod.rs", || once(index(api, modules)))];
    files.extend(modules.iter().map(|module| {
        rust(api, format!("src/types/{}.rs", module.ident.bare()), || {
            file(module, api)
        })
    }));
    files
}

fn index(api: &Api, modules: &[TypeModule]) -> TokenStream {
    let docs =
        docs::inner_attributes("The types of the schemas, each in the file of its component.");
    let exports = modules.iter().map(|module| {
        let module_ident = ident(&module.ident);
        let mut types: Vec<_> = module
            .types
            .iter()
            .map(|id| ident(&api.type_def(*id).ident))
            .chain(former_types(module, api).map(|one| ident(&one.ident)))
            .collect();
        types.sort();
        let condition = features::condition(&module.features);
        quote!(#condition pub use #module_ident::{#(#types),*};)
    });
    let modules = modules.iter().map(|module| {
        let (condition, module) = (features::condition(&module.features), ident(&module.ident));
        quote!(#condition mod #module;)
    });
    quote! {
        #docs
        #(#modules)*
        #(#exports)*
    }
}

fn file<'a>(module: &'a TypeModule, api: &'a Api) -> impl Iterator<Item = TokenStream> + 'a {
    let items = module.types.iter().map(|id| {
        let item = item(api.type_def(*id), api);
        let table = xml::table(*id, api);
        quote!(#item #table)
    });
    let former = former_types(module, api).map(|one| {
        let now = &api.type_def(one.now).ident;
        former_type(&one.ident, now, None)
    });
    once(imports(module, api)).chain(items).chain(former)
}

/// The former names of the types of a file.
fn former_types<'a>(module: &'a TypeModule, api: &'a Api) -> impl Iterator<Item = &'a FormerType> {
    let former = api.former_types.iter();
    former.filter(|one| module.types.contains(&one.now))
}

/// A former name of a type, which may have generics.
pub fn former_type(old: &Ident, now: &Ident, generics: Option<TokenStream>) -> TokenStream {
    let docs = docs::attributes(&format!("The former name of [`{}`].", now.bare()));
    let deprecated = former(now.bare());
    let (old, now) = (ident(old), ident(now));
    quote! {
        #docs
        #deprecated
        pub type #old #generics = #now #generics;
    }
}

fn item(one: &TypeDef, api: &Api) -> TokenStream {
    let docs = docs::attributes(&type_docs(one));
    match &one.kind {
        TypeKind::Struct(structure) => structure::emit(one, structure, &docs, api),
        TypeKind::StringEnum(enumeration) => string_enum::emit(one, enumeration, &docs),
        TypeKind::IntegerEnum(enumeration) => integer_enum::emit(one, enumeration, &docs),
        TypeKind::Union(union) => union::emit(one, union, &docs, api),
        TypeKind::Wrapper(ty) => wrapper::emit(one, ty, &docs, api),
        TypeKind::Alias(ty) => {
            let deprecated = deprecated(one.docs.deprecated);
            let ident = ident(&one.ident);
            let ty = type_ref(ty, Seen::FromTypes, api);
            let attributes = attributes(&one.attributes);
            quote! {
                #docs
                #deprecated
                #attributes
                pub type #ident = #ty;
            }
        }
    }
}

fn type_docs(one: &TypeDef) -> String {
    let place = docs::code(&one.place);
    let mut notes = Vec::new();
    if !one.docs.text.trim().is_empty() {
        notes.push(format!("Schema {place}."));
    }
    if matches!(&one.kind, TypeKind::Struct(one) if one.is_multipart) {
        notes.push(
            "Its values are the parts of a body of the type `multipart/form-data`.".to_owned(),
        );
    }
    docs::paragraphs(&one.docs, &format!("The schema {place}."), &notes)
}

/// What the items of a file name without a path.
fn imports(module: &TypeModule, api: &Api) -> TokenStream {
    let types: Vec<&TypeDef> = module.types.iter().map(|id| api.type_def(*id)).collect();
    let refs: Vec<&TypeRef> = types.iter().flat_map(|one| one.kind.type_refs()).collect();
    let names = |question: fn(&TypeRef) -> bool| refs.iter().any(|ty| ty.any(&question));
    let has_map = names(|ty| matches!(ty, TypeRef::Map(_)))
        || types
            .iter()
            .any(|one| matches!(&one.kind, TypeKind::Struct(one) if one.additional.is_some()));
    let has_serde = types.iter().any(|one| match &one.kind {
        // Structs have tables, which name what they need.
        TypeKind::Alias(_) | TypeKind::Struct(_) => false,
        _ => true,
    });
    let map = (has_map && api.maps == MapType::BTreeMap).then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let serde = has_serde.then(|| {
        quote!(
            use serde::{Deserialize, Serialize};
        )
    });
    let mut runtime = Vec::new();
    if types.iter().any(|one| holds_maybe(one)) {
        runtime.push(quote!(Maybe));
    }
    if names(|ty| *ty == TypeRef::Secret) {
        runtime.push(quote!(SecretString));
    }
    if types.iter().any(|one| is_open_enum(one)) {
        runtime.push(quote!(UnknownValue));
    }
    let runtime = (!runtime.is_empty()).then(|| quote!(use crate::runtime::{#(#runtime),*};));
    let mut elsewhere: BTreeSet<TypeId> = BTreeSet::new();
    for ty in refs {
        ty.for_each_named(&mut |id| {
            if !module.types.contains(&id) {
                elsewhere.insert(id);
            }
        });
    }
    let mut elsewhere: Vec<_> = elsewhere
        .into_iter()
        .map(|id| ident(&api.type_def(id).ident))
        .collect();
    elsewhere.sort();
    let elsewhere = (!elsewhere.is_empty()).then(|| quote!(use super::{#(#elsewhere),*};));
    quote! {
        #map
        #serde
        #elsewhere
        #runtime
    }
}

/// The traits that a type derives: the fixed ones, and those of the settings.
pub fn derives(one: &TypeDef, fixed: &[&str]) -> TokenStream {
    let own = one.derives.iter().map(String::as_str);
    let own = own.filter(|name| !fixed.contains(name));
    let paths = fixed.iter().copied().chain(own).map(|path| {
        // A path by the settings' check.
        path.parse::<TokenStream>().unwrap_or_default()
    });
    // Behind the derives, for they may be what these read.
    let attributes = attributes(&one.attributes);
    quote!(#[derive(#(#paths),*)] #attributes)
}

/// Attributes of the settings.
pub fn attributes(texts: &[String]) -> TokenStream {
    // Attributes by the settings' check.
    let attributes = texts
        .iter()
        .map(|text| text.parse::<TokenStream>().unwrap_or_default());
    attributes.collect()
}

/// Whether a struct has a field that may be absent or null.
pub fn holds_maybe(one: &TypeDef) -> bool {
    match &one.kind {
        TypeKind::Struct(one) => one
            .fields
            .iter()
            .any(|field| field.presence == Presence::OptionalNullable),
        _ => false,
    }
}
