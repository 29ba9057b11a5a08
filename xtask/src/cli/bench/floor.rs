//! The floor of compiling: the models of a document as people write them by hand, and nothing else.
//!
//! Every type derives `Debug`, `Clone`, `PartialEq`, `Serialize` and `Deserialize`, in one file and without prose: no
//! constructors, setters, open enumerations or secrets, and no operation. What values mean is not held to the document
//! either, only their shape; so nothing that decodes them can be less to compile.

use crate::model::Api;
use crate::model::types::{Presence, StringEnum, Struct, TypeDef, TypeKind, TypeRef, Union};

/// Its manifest, as that of a member of a workspace.
pub fn manifest(name: &str) -> String {
    format!(
        "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
    )
}

/// Its only file.
pub fn library(api: &Api) -> String {
    let items: Vec<String> = api.types.iter().map(|one| item(one, api)).collect();
    format!("#![allow(warnings)]\n\n{}", items.join("\n"))
}

/// Names of the standard library are written in full: a document may have a type `String`.
const DERIVES: &str =
    "#[derive(Debug, Clone, PartialEq, ::serde::Serialize, ::serde::Deserialize)]\n";

fn item(def: &TypeDef, api: &Api) -> String {
    let name = &def.ident;
    match &def.kind {
        TypeKind::Struct(one) => format!("{DERIVES}pub struct {name} {{\n{}}}\n", fields(one, api)),
        TypeKind::StringEnum(one) => format!("{DERIVES}pub enum {name} {{\n{}}}\n", values(one)),
        TypeKind::IntegerEnum(_) => {
            // serde derives nothing for variants that are numbers.
            format!("{DERIVES}#[serde(transparent)]\npub struct {name}(pub i64);\n")
        }
        TypeKind::Union(one) => union(def, one, api),
        TypeKind::Alias(ty) => format!("pub type {name} = {};\n", type_of(ty, api)),
        TypeKind::Wrapper(ty) => {
            let ty = type_of(ty, api);
            format!("{DERIVES}#[serde(transparent)]\npub struct {name}(pub {ty});\n")
        }
    }
}

fn fields(one: &Struct, api: &Api) -> String {
    let named = one.fields.iter().map(|field| {
        let mut options = Vec::new();
        if field.ident.bare() != field.wire {
            options.push(format!("rename = {:?}", field.wire));
        }
        let mut ty = type_of(&field.ty, api);
        if field.presence != Presence::Required {
            ty = format!("::std::option::Option<{ty}>");
        }
        if matches!(
            field.presence,
            Presence::Optional | Presence::OptionalNullable
        ) {
            let skip = "skip_serializing_if = \"::std::option::Option::is_none\"";
            options.extend(["default".to_owned(), skip.to_owned()]);
        }
        format!("{}    pub {}: {ty},\n", attribute(&options), field.ident)
    });
    let rest = one.additional.as_ref().map(|additional| {
        let ty = type_of(&additional.ty, api);
        let map = format!("::std::collections::BTreeMap<::std::string::String, {ty}>");
        format!(
            "    #[serde(flatten)]\n    pub {}: {map},\n",
            additional.ident
        )
    });
    named.chain(rest).collect()
}

fn values(one: &StringEnum) -> String {
    let variants = one.variants.iter().map(|variant| {
        let rename = format!("rename = {:?}", variant.wire);
        format!("{}    {},\n", attribute(&[rename]), variant.ident)
    });
    variants.collect()
}

fn union(def: &TypeDef, one: &Union, api: &Api) -> String {
    // serde tells variants apart by a tag where each is a struct, and the tag is always there.
    let is_struct = |ty: &TypeRef| match ty {
        TypeRef::Named(id) | TypeRef::Boxed(id) => {
            matches!(api.type_def(*id).kind, TypeKind::Struct(_))
        }
        _ => false,
    };
    let is_tagged = !one.is_tag_optional
        && one
            .variants
            .iter()
            .all(|variant| is_struct(&variant.ty) && !variant.tags.is_empty());
    let tag = one.tag.as_ref().filter(|_| is_tagged);
    let kind = match tag {
        Some(tag) => format!("#[serde(tag = {:?})]\n", tag),
        None => "#[serde(untagged)]\n".to_owned(),
    };
    let variants: String = one
        .variants
        .iter()
        .map(|variant| {
            let tags = variant.tags.iter().enumerate().map(|(index, value)| {
                let option = if index == 0 { "rename" } else { "alias" };
                format!("{option} = {:?}", value)
            });
            let options: Vec<String> = tags.filter(|_| tag.is_some()).collect();
            let ty = type_of(&variant.ty, api);
            format!("{}    {}({ty}),\n", attribute(&options), variant.ident)
        })
        .collect();
    format!("{DERIVES}{kind}pub enum {} {{\n{variants}}}\n", def.ident)
}

fn attribute(options: &[String]) -> String {
    if options.is_empty() {
        String::new()
    } else {
        format!("    #[serde({})]\n", options.join(", "))
    }
}

fn type_of(ty: &TypeRef, api: &Api) -> String {
    match ty {
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::Integer(integer) => integer.as_str().to_owned(),
        TypeRef::Float64 => "f64".to_owned(),
        TypeRef::String | TypeRef::Secret | TypeRef::Formatted(_) => {
            "::std::string::String".to_owned()
        }
        TypeRef::Json | TypeRef::External(_) => "::serde_json::Value".to_owned(),
        TypeRef::Part => "::std::vec::Vec<u8>".to_owned(),
        TypeRef::List(items) | TypeRef::Set(items) => {
            format!("::std::vec::Vec<{}>", type_of(items, api))
        }
        TypeRef::Tuple(items) => {
            let items: String = items
                .iter()
                .map(|item| format!("{}, ", type_of(item, api)))
                .collect();
            format!("({items})")
        }
        TypeRef::Map(values) => format!(
            "::std::collections::BTreeMap<::std::string::String, {}>",
            type_of(values, api)
        ),
        TypeRef::Nullable(inner) => format!("::std::option::Option<{}>", type_of(inner, api)),
        TypeRef::Named(id) => api.type_def(*id).ident.to_string(),
        TypeRef::Boxed(id) => format!("::std::boxed::Box<{}>", api.type_def(*id).ident),
    }
}
