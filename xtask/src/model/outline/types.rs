//! Types, and how they are named in words.

use std::fmt::Write as _;

use crate::model::Api;
use crate::model::types::{Others, Presence, TypeDef, TypeKind, TypeRef};

pub(super) fn write_type(text: &mut String, one: &TypeDef, api: &Api) {
    let reach = match (one.reach.request, one.reach.response) {
        (true, true) => "request, response",
        (true, false) => "request",
        (false, true) => "response",
        (false, false) => "unused",
    };
    let deprecated = if one.docs.deprecated {
        ", deprecated"
    } else {
        ""
    };
    match &one.kind {
        TypeKind::Alias(ty) => {
            let _ = writeln!(
                text,
                "  alias {} = {} [{reach}{deprecated}] {}",
                one.ident,
                type_ref(ty, api),
                one.place
            );
        }
        TypeKind::Wrapper(ty) => {
            let _ = writeln!(
                text,
                "  wrapper {} of {} [{reach}{deprecated}] {}",
                one.ident,
                type_ref(ty, api),
                one.place
            );
        }
        TypeKind::StringEnum(enumeration) => {
            let _ = writeln!(
                text,
                "  string enum {} [{reach}{deprecated}] {}",
                one.ident, one.place
            );
            for variant in &enumeration.variants {
                let _ = writeln!(text, "    {} = {:?}", variant.ident, variant.wire);
            }
            write_others(text, enumeration.others);
        }
        TypeKind::IntegerEnum(enumeration) => {
            let _ = writeln!(
                text,
                "  integer enum {} [{reach}{deprecated}] {}",
                one.ident, one.place
            );
            for variant in &enumeration.variants {
                let _ = writeln!(text, "    {} = {}", variant.ident, variant.wire);
            }
            write_others(text, enumeration.others);
        }
        TypeKind::Union(union) => {
            let by = match &union.tag {
                Some(tag) if union.is_tag_optional => format!("by {tag:?} or shape"),
                Some(tag) => format!("by {tag:?}"),
                None => "by shape".to_owned(),
            };
            let _ = writeln!(
                text,
                "  union {} {by} [{reach}{deprecated}] {}",
                one.ident, one.place
            );
            for variant in &union.variants {
                let tags = if variant.tags.is_empty() {
                    String::new()
                } else {
                    format!(" = {}", variant.tags.join(" | "))
                };
                let added = if variant.adds_tag { ", tag added" } else { "" };
                let _ = writeln!(
                    text,
                    "    {}({}){tags}{added}",
                    variant.ident,
                    type_ref(&variant.ty, api)
                );
            }
        }
        TypeKind::Struct(structure) => {
            let kind = if structure.is_multipart {
                "multipart struct"
            } else {
                "struct"
            };
            let _ = writeln!(
                text,
                "  {kind} {} [{reach}{deprecated}] {}",
                one.ident, one.place
            );
            for (index, field) in structure.fields.iter().enumerate() {
                let presence = presence(field.presence);
                let mark = if structure.constructors_by == Some(index) {
                    ", constructors"
                } else {
                    ""
                };
                let deprecated = if field.docs.deprecated {
                    ", deprecated"
                } else {
                    ""
                };
                let default = match (&field.default, &field.constant) {
                    (_, Some(constant)) => format!(", always {constant}"),
                    (Some(default), None) => format!(", else {default}"),
                    (None, None) => String::new(),
                };
                let ty = type_ref(&field.ty, api);
                let _ = writeln!(
                    text,
                    "    {}: {ty} [{presence}{mark}{deprecated}{default}] = {:?}",
                    field.ident, field.wire
                );
            }
            if let Some(additional) = &structure.additional {
                let _ = writeln!(
                    text,
                    "    {}: …{}",
                    additional.ident,
                    type_ref(&additional.ty, api)
                );
            }
        }
    }
}

fn write_others(text: &mut String, others: Others) {
    match others {
        Others::Allowed => text.push_str("    or any other\n"),
        Others::ToCome => {}
        Others::None => text.push_str("    and no other\n"),
    }
}

/// A presence in words.
pub(in crate::model) const fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::OptionalNullable => "optional nullable",
    }
}

/// A type in words.
pub(in crate::model) fn type_ref(ty: &TypeRef, api: &Api) -> String {
    match ty {
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::Integer(integer) => integer.as_str().to_owned(),
        TypeRef::Float64 => "float64".to_owned(),
        TypeRef::String => "string".to_owned(),
        TypeRef::Secret => "secret".to_owned(),
        TypeRef::Json => "any".to_owned(),
        TypeRef::Part => "part".to_owned(),
        TypeRef::Formatted(path) => format!("string of {path}"),
        TypeRef::External(external) => match &external.with {
            Some(module) => format!("{} by {module}", external.path),
            None => external.path.clone(),
        },
        TypeRef::List(items) => format!("list of {}", type_ref(items, api)),
        TypeRef::Set(items) => format!("set of {}", type_ref(items, api)),
        TypeRef::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| type_ref(item, api)).collect();
            format!("tuple of {}", items.join(", "))
        }
        TypeRef::Map(values) => format!("map of {}", type_ref(values, api)),
        TypeRef::Nullable(inner) => format!("nullable {}", type_ref(inner, api)),
        TypeRef::Named(id) => api.type_def(*id).ident.to_string(),
        TypeRef::Boxed(id) => format!("boxed {}", api.type_def(*id).ident),
    }
}
