//! A caller of a crate that uses every public item as callers may: what the compiler says of it against another
//! version is what it would say to them.
//!
//! Functions are called with arguments of just the types and bounds that they ask for, fields and what variants
//! hold are read with their types, and each implementation of a trait is asked for.

use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};

use super::crates::FEATURES;
use crate::diff::rust::surface::{Item, Kind, Node, Surface};

/// The name of the crate that is called.
pub const CRATE: &str = "verified";

/// The code of the caller.
pub fn write(surface: &Surface) -> String {
    let mut code = String::from("#![allow(warnings)]\npub trait Local {}\n");
    for (number, ((path, _), item)) in surface.items.iter().enumerate() {
        if !is_there(item) {
            continue;
        }
        if let Some(text) = uses(number, path, item, surface) {
            code.push_str(&text);
            code.push('\n');
        }
    }
    code
}

/// Whether an item is there with the features that are on.
fn is_there(item: &Item) -> bool {
    item.attributes.conditions.iter().all(|condition| {
        let condition = condition.replace(' ', "");
        let is_on = |name: &&str| condition == format!("cfg(feature=\"{name}\")");
        FEATURES.iter().any(is_on)
            || condition == "cfg(not(target_arch=\"wasm32\"))"
            || condition.starts_with("cfg(any(not(doctest)")
    })
}

fn uses(number: usize, path: &str, item: &Item, surface: &Surface) -> Option<String> {
    let full = format!("{CRATE}::{path}");
    let owner = item.owner.as_deref();
    match item.kind {
        Kind::Module => Some(format!("use {full} as m{number};")),
        Kind::Function | Kind::Trait | Kind::Export => {
            let imported = format!("pub use {full} as x{number};");
            let called = (!item.is_runtime)
                .then(|| function(number, &full, &item.full))
                .flatten();
            Some(imported + &called.unwrap_or_default())
        }
        Kind::Constant if owner.is_none() => Some(format!("pub use {full} as x{number};")),
        Kind::Struct | Kind::Enum => {
            // A type of its own has implementations of its own.
            let is_own = !item.is_runtime && !has_generics(&item.full);
            let local = is_own.then(|| format!("impl Local for {full} {{}}"));
            let literal = literal(number, &full, item);
            Some(
                format!("pub use {full} as x{number};")
                    + &local.unwrap_or_default()
                    + &literal.unwrap_or_default(),
            )
        }
        Kind::Alias if item.is_runtime => Some(format!("pub use {full} as x{number};")),
        Kind::Alias => {
            let Node::Item(node) = &item.full else {
                return None;
            };
            let syn::Item::Type(one) = &**node else {
                return None;
            };
            let ty = text(&*one.ty, None);
            Some(format!("fn f{number}(x: {full}) -> {ty} {{ x }}"))
        }
        _ if item.is_runtime => None,
        Kind::Field => {
            let Node::Field(field) = &item.full else {
                return None;
            };
            let owner = owner.filter(|owner| !is_generic(owner, surface))?;
            let name = path.rsplit("::").next()?;
            let ty = text(&field.ty, None);
            Some(format!(
                "fn f{number}(x: {CRATE}::{owner}) {{ let _: {ty} = x.{name}; }}"
            ))
        }
        Kind::Variant => {
            let Node::Variant(variant) = &item.full else {
                return None;
            };
            let owner = format!("{CRATE}::{}", owner?);
            Some(match &variant.fields {
                syn::Fields::Unit => format!(
                    "fn f{number}(x: {owner}) -> {owner} {{ if let {full} = x {{}} {full} }}"
                ),
                syn::Fields::Unnamed(fields) => {
                    let ty = text(&fields.unnamed.first()?.ty, None);
                    format!(
                        "fn f{number}(x: {owner}, y: {ty}) -> {owner} {{ if let {full}(v) = x {{ let _: {ty} = v; }} {full}(y) }}"
                    )
                }
                syn::Fields::Named(_) => return None,
            })
        }
        Kind::Method => method(number, &item.full),
        Kind::Implementation => implementation(number, &item.shown, &item.full, owner?, surface),
        _ => None,
    }
}

/// A literal of a struct whose fields are all public, where it has no names.
fn literal(number: usize, full: &str, item: &Item) -> Option<String> {
    let Node::Item(node) = &item.full else {
        return None;
    };
    let syn::Item::Struct(one) = &**node else {
        return None;
    };
    let syn::Fields::Unnamed(fields) = &one.fields else {
        return None;
    };
    let field = fields
        .unnamed
        .first()
        .filter(|_| item.attributes.is_constructible)?;
    let ty = text(&field.ty, None);
    Some(format!("fn l{number}(x: {ty}) -> {full} {{ {full}(x) }}"))
}

fn function(number: usize, full: &str, node: &Node) -> Option<String> {
    let Node::Item(node) = node else { return None };
    let syn::Item::Fn(one) = &**node else {
        return None;
    };
    let path: syn::Path = syn::parse_str(full).ok()?;
    call(
        number,
        &syn::Generics::default(),
        None,
        &one.sig,
        &quote!(#path),
    )
}

fn method(number: usize, node: &Node) -> Option<String> {
    let Node::Method(method) = node else {
        return None;
    };
    let (generics, of, signature) = &**method;
    let name = &signature.ident;
    call(number, generics, Some(of), signature, &quote!(<#of>::#name))
}

/// A function with the same signature that calls another.
fn call(
    number: usize,
    generics: &syn::Generics,
    of: Option<&syn::Type>,
    signature: &syn::Signature,
    path: &dyn ToTokens,
) -> Option<String> {
    let mut merged = generics.clone();
    merged.params.extend(signature.generics.params.clone());
    if let Some(where_clause) = &signature.generics.where_clause {
        merged
            .make_where_clause()
            .predicates
            .extend(where_clause.predicates.clone());
    }
    let (_, _, where_clause) = merged.split_for_impl();
    let mut arguments = Vec::new();
    let mut names = Vec::new();
    for (index, input) in signature.inputs.iter().enumerate() {
        let name = quote::format_ident!("a{index}");
        arguments.push(match input {
            syn::FnArg::Receiver(one) => {
                let of = of?;
                match &one.kind {
                    syn::ReceiverKind::Reference(_, lifetime, None) => {
                        quote!(#name: & #lifetime #of)
                    }
                    syn::ReceiverKind::Reference(_, lifetime, Some(_)) => {
                        quote!(#name: & #lifetime mut #of)
                    }
                    syn::ReceiverKind::Value => quote!(#name: #of),
                    _ => return None,
                }
            }
            syn::FnArg::Typed(one) => {
                let ty = &one.ty;
                quote!(#name: #ty)
            }
        });
        names.push(name);
    }
    let function = quote::format_ident!("f{number}");
    let (output, params) = (&signature.output, &merged.params);
    let code = quote! {
        pub fn #function<#params>(#(#arguments),*) #output #where_clause { #path(#(#names),*) }
    };
    let file: syn::File = syn::parse2(code).ok()?;
    Some(text(&file, of))
}

fn implementation(
    number: usize,
    shown: &Node,
    full: &Node,
    owner: &str,
    surface: &Surface,
) -> Option<String> {
    if let Node::Item(node) = full {
        let syn::Item::Impl(one) = &**node else {
            return None;
        };
        let mut of_trait = one.trait_.as_ref()?.0.clone();
        // A bound has no lifetimes to infer.
        Lasting.visit_path_mut(&mut of_trait);
        let of = &one.self_ty;
        let mut generics = one.generics.clone();
        generics
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(#of: #of_trait));
        let (_, _, where_clause) = generics.split_for_impl();
        let params = &generics.params;
        let types = one.items.iter().filter_map(|item| match item {
            syn::ImplItem::Type(one) => {
                let (name, ty) = (&one.ident, &one.ty);
                Some(quote!(let _: fn(<#of as #of_trait>::#name) -> #ty = |x| x;))
            }
            _ => None,
        });
        let function = quote::format_ident!("f{number}");
        let code = quote!(pub fn #function<#params>() #where_clause { #(#types)* });
        let file: syn::File = syn::parse2(code).ok()?;
        return Some(text(&file, Some(of)));
    }
    let Node::Text(derive) = shown else {
        return None;
    };
    if is_generic(owner, surface) {
        return None;
    }
    let name = derive
        .trim_start_matches("#[derive(")
        .trim_end_matches(")]");
    let bound = match name {
        "Debug" => "std::fmt::Debug",
        "Hash" => "std::hash::Hash",
        "Serialize" => "serde::Serialize",
        "Deserialize" => "serde::de::DeserializeOwned",
        "Clone" | "Copy" | "PartialEq" | "Eq" | "PartialOrd" | "Ord" | "Default" => name,
        _ => return None,
    };
    Some(format!(
        "pub fn f{number}() where {CRATE}::{owner}: {bound} {{}}"
    ))
}

fn is_generic(owner: &str, surface: &Surface) -> bool {
    surface
        .type_at(owner)
        .is_none_or(|item| has_generics(&item.full))
}

fn has_generics(node: &Node) -> bool {
    let Node::Item(node) = node else { return false };
    match &**node {
        syn::Item::Struct(one) => !one.generics.params.is_empty(),
        syn::Item::Enum(one) => !one.generics.params.is_empty(),
        _ => false,
    }
}

/// Code as the caller writes it: `crate` by its name, and `Self` by its type.
fn text<T: ToTokens + Clone + Visited>(code: &T, of: Option<&syn::Type>) -> String {
    let mut code = code.clone();
    code.visit(&mut Outside { of });
    code.to_token_stream().to_string()
}

trait Visited {
    fn visit(&mut self, visitor: &mut Outside<'_>);
}

impl Visited for syn::Type {
    fn visit(&mut self, visitor: &mut Outside<'_>) {
        visitor.visit_type_mut(self);
    }
}

impl Visited for syn::File {
    fn visit(&mut self, visitor: &mut Outside<'_>) {
        visitor.visit_file_mut(self);
    }
}

struct Lasting;

impl VisitMut for Lasting {
    fn visit_type_reference_mut(&mut self, one: &mut syn::TypeReference) {
        visit_mut::visit_type_reference_mut(self, one);
        if one.lifetime.is_none() {
            one.lifetime = Some(syn::parse_quote!('static));
        }
    }
}

struct Outside<'t> {
    of: Option<&'t syn::Type>,
}

impl VisitMut for Outside<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if let (syn::Type::Path(path), Some(of)) = (&*ty, self.of)
            && path.qself.is_none()
            && path.path.is_ident("Self")
        {
            *ty = of.clone();
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        if let Some(first) = path.segments.first_mut()
            && first.ident == "crate"
        {
            first.ident = quote::format_ident!("{CRATE}");
        }
    }
}
