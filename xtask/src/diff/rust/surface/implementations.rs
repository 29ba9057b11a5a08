//! Traits, and what is implemented for types: their methods, and traits again.

use syn::visit_mut::VisitMut;

use super::node::{compact, text, without_names};
use super::paths::{Path, is_public};
use super::read::{self, Reader};
use super::resolve::Expansion;
use super::{Attributes, Item, Kind, Node};

impl Reader<'_, '_> {
    pub(super) fn trait_item(&mut self, one: &syn::ItemTrait) {
        let shown = syn::Item::Trait(syn::ItemTrait {
            attrs: read::kept(&one.attrs),
            items: Vec::new(),
            ..one.clone()
        });
        let Some(path) = self.item(Kind::Trait, &one.ident, &one.vis, &one.attrs, shown) else {
            return;
        };
        for item in &one.items {
            let (name, has_default, attrs, shown) = match item {
                syn::TraitItem::Const(one) => (
                    &one.ident,
                    one.default.is_some(),
                    &one.attrs,
                    format!("const {}: {};", one.ident, text(&one.ty)),
                ),
                syn::TraitItem::Fn(one) => (
                    &one.sig.ident,
                    one.default.is_some(),
                    &one.attrs,
                    format!("{};", text(&without_names(&one.sig))),
                ),
                syn::TraitItem::Type(one) => (
                    &one.ident,
                    one.default.is_some(),
                    &one.attrs,
                    format!("type {}: {};", one.ident, text(&one.bounds)),
                ),
                _ => continue,
            };
            let Some(attributes) = read::attributes(attrs) else {
                continue;
            };
            let attributes = Attributes {
                has_default,
                ..attributes
            };
            let node = Node::Text(shown);
            self.add(
                format!("{path}::{name}"),
                Some(&path),
                Kind::TraitItem,
                attributes,
                node,
            );
        }
    }

    /// The table of a struct stands for its `Serialize` and its `Deserialize`.
    pub(super) fn table(&mut self, table: &syn::Macro) {
        let name = table.path.segments.last().map(|last| &last.ident);
        let Some(of) = table.tokens.clone().into_iter().next() else {
            return;
        };
        if name.is_none_or(|name| name != "object") {
            return;
        }
        for of_trait in ["Serialize", "Deserialize<'de>"] {
            let one = syn::parse_str(&format!("impl<'de> serde::{of_trait} for {of} {{}}"));
            if let Ok(one) = one {
                self.implementation(&one);
            }
        }
    }

    pub(super) fn implementation(&mut self, one: &syn::ItemImpl) {
        let Some(attributes) = read::attributes(&one.attrs) else {
            return;
        };
        let mut of = (*one.self_ty).clone();
        self.scope.visit_type_mut(&mut of);
        let Some((path, owner)) = self.owner(&of) else {
            return;
        };
        if let Some((of_trait, _)) = &one.trait_ {
            self.trait_implementation(one, of_trait, &path, &owner, attributes);
            return;
        }
        for item in &one.items {
            match item {
                syn::ImplItem::Fn(method) if is_public(&method.vis) => {
                    let Some(own) = read::attributes(&method.attrs) else {
                        continue;
                    };
                    let path = format!("{path}::{}", method.sig.ident);
                    let signature = without_names(&method.sig);
                    let ty = (*one.self_ty).clone();
                    let node = Node::Method(Box::new((one.generics.clone(), ty, signature)));
                    let own = Attributes {
                        conditions: [attributes.conditions.clone(), own.conditions].concat(),
                        ..own
                    };
                    self.add(path, Some(&owner), Kind::Method, own, node);
                }
                syn::ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let path = format!("{path}::{}", constant.ident);
                    let shown = format!("pub const {}: {};", constant.ident, text(&constant.ty));
                    let (attributes, ty) = (attributes.clone(), constant.ty.clone());
                    self.text(path, Some(&owner), Kind::Constant, attributes, ty, shown);
                }
                _ => {}
            }
        }
    }

    /// The path that what is implemented for a type stands below, and the item that it vanishes with: the
    /// type's own, or that of a request for a call of it.
    fn owner(&self, of: &syn::Type) -> Option<(String, String)> {
        let syn::Type::Path(one) = of else {
            return None;
        };
        let last = one.path.segments.last()?;
        let path = crate_path(&one.path)?;
        if !self.scope.paths().is_public(&path) {
            return None;
        }
        let path = path.join("::");
        if let syn::PathArguments::AngleBracketed(arguments) = &last.arguments {
            let types = arguments.args.iter().filter_map(|argument| match argument {
                syn::GenericArgument::Type(syn::Type::Path(one)) => crate_path(&one.path),
                _ => None,
            });
            if let Some(of) = types.last() {
                let owner = of.join("::");
                return Some((format!("{path}<{owner}>"), owner));
            }
        }
        Some((path.clone(), path))
    }

    fn trait_implementation(
        &mut self,
        one: &syn::ItemImpl,
        of_trait: &syn::Path,
        path: &str,
        owner: &str,
        attributes: Attributes,
    ) {
        let mut of_trait = of_trait.clone();
        self.scope.visit_path_mut(&mut of_trait);
        // A trait that callers cannot name is none to them.
        if crate_path(&of_trait).is_some_and(|path| !self.scope.paths().is_public(&path)) {
            return;
        }
        let Some(last) = of_trait.segments.last_mut() else {
            return;
        };
        if let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments {
            let is_lifetime =
                |one: &syn::GenericArgument| matches!(one, syn::GenericArgument::Lifetime(_));
            arguments.args = arguments
                .args
                .iter()
                .filter(|one| !is_lifetime(one))
                .cloned()
                .collect();
            if arguments.args.is_empty() {
                last.arguments = syn::PathArguments::None;
            }
        }
        let name = compact(&text(last));
        let types = one.items.iter().filter_map(|item| match item {
            syn::ImplItem::Type(one) => Some(one.clone()),
            _ => None,
        });
        let types: Vec<syn::ImplItemType> = types.collect();
        let full = types.iter().map(|one| {
            let mut one = one.clone();
            one.attrs.clear();
            self.scope.visit_impl_item_type_mut(&mut one);
            one
        });
        let full: Vec<syn::ImplItemType> = full.collect();
        let replaced = full.iter().map(|one| {
            let expand = |expansion: &mut Expansion<'_>, one: &mut syn::ImplItemType| {
                expansion.visit_impl_item_type_mut(one);
            };
            self.aliases.replaced(one.clone(), expand)
        });
        let signature: Vec<String> = replaced.map(|one| text(&one)).collect();
        let with_types = |types: Vec<syn::ImplItemType>| {
            Node::Item(Box::new(syn::Item::Impl(syn::ItemImpl {
                attrs: Vec::new(),
                modifiers: one.modifiers.clone(),
                unsafety: one.unsafety,
                impl_token: one.impl_token,
                generics: one.generics.clone(),
                trait_: one.trait_.clone(),
                self_ty: one.self_ty.clone(),
                brace_token: one.brace_token,
                items: types.into_iter().map(syn::ImplItem::Type).collect(),
            })))
        };
        let named: Vec<String> = full.iter().map(text).collect();
        let mut full = with_types(types.clone());
        full.visit(&mut self.scope);
        let item = Item {
            kind: Kind::Implementation,
            owner: Some(owner.to_owned()),
            named: named.join(" "),
            signature: signature.join(" "),
            attributes,
            is_runtime: self.is_runtime(),
            shown: with_types(types),
            full,
            expanded: None,
        };
        self.put(format!("{path}: {name}"), item);
    }
}

fn crate_path(path: &syn::Path) -> Option<Path> {
    let mut names = path.segments.iter().map(|one| one.ident.to_string());
    (names.next()? == "crate").then(|| names.collect())
}
