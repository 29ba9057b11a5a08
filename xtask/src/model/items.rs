//! What callers can name in a crate, by its path in Rust, with the node of the document that each stands for.

use super::Api;
use super::operation::{Group, Operation};
use super::outline::{presence, type_ref};
use super::types::{TypeDef, TypeKind};

/// Something that callers can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The path below the crate, as `types::Pet::name`.
    pub path: String,
    /// What it is, with its type and presence.
    pub kind: String,
    /// The identifier.
    pub ident: String,
    /// What is sent by that name; empty where nothing is.
    pub wire: String,
    /// The node that it belongs to: itself, or that which holds it.
    pub owner: String,
}

/// All items of a crate, in the order of its files.
pub fn items(api: &Api) -> Vec<Item> {
    let mut items = Items {
        api,
        all: Vec::new(),
    };
    for server in &api.servers {
        items.add("Server", &server.ident, "server", &server.url, "#/servers");
    }
    for one in &api.credentials {
        let owner = "#/components/securitySchemes";
        items.add(
            "ClientBuilder",
            &one.ident,
            "credential",
            &one.scheme,
            owner,
        );
    }
    for one in &api.types {
        items.of_type(one);
    }
    for group in &api.groups {
        items.of_group(group);
    }
    items.all
}

struct Items<'a> {
    api: &'a Api,
    all: Vec<Item>,
}

impl Items<'_> {
    fn add(
        &mut self,
        above: &str,
        ident: impl std::fmt::Display,
        kind: impl Into<String>,
        wire: &str,
        owner: &str,
    ) {
        let ident = ident.to_string();
        self.all.push(Item {
            path: format!("{above}::{ident}"),
            kind: kind.into(),
            ident,
            wire: wire.to_owned(),
            owner: owner.to_owned(),
        });
    }

    fn of_type(&mut self, one: &TypeDef) {
        let (api, owner) = (self.api, one.place.as_str());
        let kind = match &one.kind {
            TypeKind::Struct(_) => "struct".to_owned(),
            TypeKind::StringEnum(_) => "enumeration of strings".to_owned(),
            TypeKind::IntegerEnum(_) => "enumeration of integers".to_owned(),
            TypeKind::Union(union) => match &union.tag {
                Some(tag) => format!("union, told apart by `{tag}`"),
                None => "union, told apart by shape".to_owned(),
            },
            TypeKind::Alias(ty) => format!("another name for {}", type_ref(ty, api)),
            TypeKind::Wrapper(ty) => format!("wrapper of {}", type_ref(ty, api)),
        };
        self.add("types", &one.ident, kind, "", owner);
        let above = format!("types::{}", one.ident);
        match &one.kind {
            TypeKind::Struct(structure) => {
                for field in &structure.fields {
                    let ty = type_ref(&field.ty, api);
                    let kind = format!("field, {} {ty}", presence(field.presence));
                    self.add(&above, &field.ident, kind, &field.wire, owner);
                }
                if let Some(rest) = &structure.additional {
                    let kind =
                        format!("map of the other properties to {}", type_ref(&rest.ty, api));
                    self.add(&above, &rest.ident, kind, "", owner);
                }
            }
            TypeKind::StringEnum(enumeration) => {
                for one in &enumeration.variants {
                    self.add(&above, &one.ident, "value", &one.wire, owner);
                }
            }
            TypeKind::IntegerEnum(enumeration) => {
                for one in &enumeration.variants {
                    self.add(&above, &one.ident, "value", &one.wire.to_string(), owner);
                }
            }
            TypeKind::Union(union) => {
                for one in &union.variants {
                    let kind = format!("variant of {}", type_ref(&one.ty, api));
                    self.add(&above, &one.ident, kind, "", owner);
                }
            }
            TypeKind::Alias(_) | TypeKind::Wrapper(_) => {}
        }
    }

    fn of_group(&mut self, group: &Group) {
        let tag = group.tag.as_deref().unwrap_or_default();
        self.add("operations", &group.module, "operations of a tag", tag, "");
        let above = format!("operations::{}", group.module.bare());
        for one in &group.operations {
            self.of_operation(one, &above);
        }
    }

    fn of_operation(&mut self, one: &Operation, above: &str) {
        let (api, owner) = (self.api, one.place.as_str());
        let call = format!("{} {}", one.method, one.path);
        self.add(
            above,
            &one.method_ident,
            format!("method, {call}"),
            &one.id,
            owner,
        );
        self.add(
            above,
            &one.ident,
            format!("request, {call}"),
            &one.id,
            owner,
        );
        self.add(
            above,
            &one.error_ident,
            format!("errors of {call}"),
            &one.id,
            owner,
        );
        let request = format!("{above}::{}", one.ident);
        for parameter in &one.parameters {
            let presence = if parameter.required {
                "required"
            } else {
                "optional"
            };
            let location = format!("{:?}", parameter.location).to_lowercase();
            let ty = type_ref(&parameter.ty, api);
            let kind = format!("parameter in the {location}, {presence} {ty}");
            self.add(&request, &parameter.ident, kind, &parameter.wire, owner);
        }
        if let Some(body) = &one.body {
            self.add(&request, &body.ident, "body", "", owner);
        }
        let headers = format!("{above}::{}", one.headers_ident);
        for header in &one.headers {
            let kind = format!("header of a response, {}", type_ref(&header.ty, api));
            self.add(&headers, &header.ident, kind, &header.wire, owner);
        }
    }
}
