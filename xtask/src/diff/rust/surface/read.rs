//! The public items of one file.

use syn::visit_mut::VisitMut;

use super::node::{empty_block, text, without_names};
use super::paths::{Path, Paths, conditions, imports, is_of_tags, is_public, joined, module_of};
use super::resolve::{Aliases, Expansion, Scope};
use super::{Attributes, Item, Kind, Node, Surface};

/// Adds the public items of a file.
pub fn read_file(
    file: &str,
    code: &syn::File,
    paths: &Paths,
    aliases: &Aliases,
    surface: &mut Surface,
) {
    read_module(module_of(file), &code.items, paths, aliases, surface);
}

fn read_module(
    module: Path,
    items: &[syn::Item],
    paths: &Paths,
    aliases: &Aliases,
    surface: &mut Surface,
) {
    let conditions = paths.conditions(&module);
    let scope = Scope::of(module, items, paths);
    let mut reader = Reader {
        scope,
        conditions,
        aliases,
        surface,
    };
    for item in items {
        reader.read(item);
    }
}

/// What adds the items of a module to a surface.
pub(super) struct Reader<'p, 's> {
    pub(super) scope: Scope<'p>,
    /// The conditions under which the module is there.
    conditions: Vec<String>,
    pub(super) aliases: &'p Aliases,
    surface: &'s mut Surface,
}

/// The attributes of an item, if callers see it.
pub(super) fn attributes(attrs: &[syn::Attribute]) -> Option<Attributes> {
    let mut found = Attributes::default();
    for attr in attrs {
        let path = attr.path();
        if path.is_ident("deprecated") {
            found.is_deprecated = true;
        } else if path.is_ident("must_use") {
            found.is_must_use = true;
        } else if path.is_ident("non_exhaustive") {
            found.is_non_exhaustive = true;
        } else if path.is_ident("doc")
            && let syn::Meta::List(list) = &attr.meta
            && list.tokens.to_string() == "hidden"
        {
            return None;
        }
    }
    found.conditions = conditions(attrs).collect();
    let is_test = |one: &String| one.replace(' ', "") == "cfg(test)";
    (!found.conditions.iter().any(is_test)).then_some(found)
}

/// The attributes that a reader of the code of a change has a use for.
pub(super) fn kept(attrs: &[syn::Attribute]) -> Vec<syn::Attribute> {
    let names = ["deprecated", "must_use", "non_exhaustive", "cfg", "derive"];
    let attrs = attrs.iter();
    let kept = attrs.filter(|attr| names.iter().any(|name| attr.path().is_ident(name)));
    let kept = kept.filter(|attr| !is_of_tags(attr));
    kept.cloned().collect()
}

impl Reader<'_, '_> {
    fn read(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Mod(one) => self.module(one),
            syn::Item::Use(one) => self.exports(one),
            syn::Item::Struct(one) => self.structure(one),
            syn::Item::Enum(one) => self.enumeration(one),
            syn::Item::Type(one) => {
                let named = &one.ident;
                let shown = syn::Item::Type(syn::ItemType {
                    attrs: kept(&one.attrs),
                    ..one.clone()
                });
                self.item(Kind::Alias, named, &one.vis, &one.attrs, shown);
            }
            syn::Item::Const(one) => {
                // What it is worth is no type.
                let text = format!("pub const {}: {};", one.ident, text(&one.ty));
                self.value(&one.ident, &one.vis, &one.attrs, &one.ty, text);
            }
            syn::Item::Static(one) => {
                let text = format!("pub static {}: {};", one.ident, text(&one.ty));
                self.value(&one.ident, &one.vis, &one.attrs, &one.ty, text);
            }
            syn::Item::Fn(one) => {
                let shown = syn::Item::Fn(syn::ItemFn {
                    attrs: kept(&one.attrs),
                    sig: without_names(&one.sig),
                    block: empty_block(),
                    ..one.clone()
                });
                self.item(Kind::Function, &one.sig.ident, &one.vis, &one.attrs, shown);
            }
            syn::Item::Trait(one) => self.trait_item(one),
            syn::Item::Impl(one) => self.implementation(one),
            syn::Item::Macro(one) => self.table(&one.mac),
            _ => {}
        }
    }

    /// The path of an item of this module, where callers can name it.
    fn public_path(&self, ident: &syn::Ident, visibility: &syn::Visibility) -> Option<String> {
        let path = joined(self.scope.module(), &ident.to_string());
        let path = self.scope.paths().canonical(&path);
        (is_public(visibility) && self.scope.paths().is_public(&path)).then(|| path.join("::"))
    }

    pub(super) fn put(&mut self, path: String, mut item: Item) {
        let of_module = self.conditions.iter().cloned();
        item.attributes.conditions.splice(0..0, of_module);
        self.surface.add(path, item);
    }

    pub(super) fn is_runtime(&self) -> bool {
        self.scope
            .module()
            .first()
            .is_some_and(|first| first == "runtime")
    }

    /// Adds an item, whose code tells what it is.
    pub(super) fn add(
        &mut self,
        path: String,
        owner: Option<&str>,
        kind: Kind,
        attributes: Attributes,
        shown: Node,
    ) {
        let mut full = shown.without_parts();
        full.visit(&mut self.scope);
        let named = full.signature();
        let expanded = self.aliases.are_named_in(&named).then(|| {
            let expand = |expansion: &mut Expansion<'_>, node: &mut Node| node.visit(expansion);
            self.aliases.replaced(full.clone(), expand)
        });
        let signature = expanded.as_ref().map(Node::signature);
        let item = Item {
            kind,
            owner: owner.map(str::to_owned),
            signature: signature.unwrap_or_else(|| named.clone()),
            named,
            attributes,
            is_runtime: self.is_runtime(),
            shown,
            full,
            expanded,
        };
        self.put(path, item);
    }

    /// Adds an item of the module; answers its path.
    pub(super) fn item(
        &mut self,
        kind: Kind,
        ident: &syn::Ident,
        visibility: &syn::Visibility,
        attrs: &[syn::Attribute],
        shown: syn::Item,
    ) -> Option<String> {
        let path = self.public_path(ident, visibility)?;
        let attributes = attributes(attrs)?;
        self.add(
            path.clone(),
            None,
            kind,
            attributes,
            Node::Item(Box::new(shown)),
        );
        Some(path)
    }

    fn value(
        &mut self,
        ident: &syn::Ident,
        visibility: &syn::Visibility,
        attrs: &[syn::Attribute],
        ty: &syn::Type,
        shown: String,
    ) {
        let (Some(path), Some(attributes)) =
            (self.public_path(ident, visibility), attributes(attrs))
        else {
            return;
        };
        self.text(path, None, Kind::Constant, attributes, ty.clone(), shown);
    }

    /// Adds an item that is a value of a type.
    pub(super) fn text(
        &mut self,
        path: String,
        owner: Option<&str>,
        kind: Kind,
        attributes: Attributes,
        mut ty: syn::Type,
        shown: String,
    ) {
        self.scope.visit_type_mut(&mut ty);
        let named = text(&ty);
        let ty = self
            .aliases
            .replaced(ty, |expansion, ty| expansion.visit_type_mut(ty));
        let item = Item {
            kind,
            owner: owner.map(str::to_owned),
            full: Node::Text(named.clone()),
            expanded: None,
            named,
            signature: text(&ty),
            attributes,
            is_runtime: self.is_runtime(),
            shown: Node::Text(shown),
        };
        self.put(path, item);
    }

    fn module(&mut self, one: &syn::ItemMod) {
        let Some(attributes) = attributes(&one.attrs) else {
            return;
        };
        if let Some(path) = self.public_path(&one.ident, &one.vis) {
            let shown = syn::Item::Mod(syn::ItemMod {
                attrs: kept(&one.attrs),
                content: None,
                semi: Some(syn::token::Semi::default()),
                ..one.clone()
            });
            self.add(
                path,
                None,
                Kind::Module,
                attributes,
                Node::Item(Box::new(shown)),
            );
        }
        if let Some((_, items)) = &one.content {
            let module = joined(self.scope.module(), &one.ident.to_string());
            let paths = self.scope.paths();
            read_module(module, items, paths, self.aliases, self.surface);
        }
    }

    /// What the root exports; elsewhere an export is the path of what it names.
    fn exports(&mut self, one: &syn::ItemUse) {
        let Some(attributes) = attributes(&one.attrs) else {
            return;
        };
        if !is_public(&one.vis) || !Paths::is_root(self.scope.module()) {
            return;
        }
        for import in imports(one) {
            let Some(name) = import.name else { continue };
            let shown = format!("pub use {};", import.path.join("::"));
            let item = Item {
                kind: Kind::Export,
                owner: None,
                named: String::new(),
                signature: String::new(),
                attributes: attributes.clone(),
                is_runtime: false,
                full: Node::Text(shown.clone()),
                expanded: None,
                shown: Node::Text(shown),
            };
            self.put(name, item);
        }
    }

    fn structure(&mut self, one: &syn::ItemStruct) {
        let has_private = one.fields.iter().any(|field| !is_public(&field.vis));
        let mut shown = one.clone();
        shown.attrs = kept(&one.attrs);
        for field in &mut shown.fields {
            field.attrs = kept(&field.attrs);
        }
        let shown = Node::Item(Box::new(syn::Item::Struct(shown)));
        let (Some(path), Some(mut attributes)) = (
            self.public_path(&one.ident, &one.vis),
            attributes(&one.attrs),
        ) else {
            return;
        };
        attributes.is_constructible = !has_private && !attributes.is_non_exhaustive;
        self.add(path.clone(), None, Kind::Struct, attributes, shown);
        self.derives(&path, &one.attrs);
        for (index, field) in one.fields.iter().enumerate() {
            let Some(attributes) = self::attributes(&field.attrs) else {
                continue;
            };
            if !is_public(&field.vis) {
                continue;
            }
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| index.to_string(), ToString::to_string);
            let shown = syn::Field {
                attrs: kept(&field.attrs),
                ..field.clone()
            };
            let shown = Node::Field(Box::new(shown));
            self.add(
                format!("{path}::{name}"),
                Some(&path),
                Kind::Field,
                attributes,
                shown,
            );
        }
    }

    fn enumeration(&mut self, one: &syn::ItemEnum) {
        let mut shown = one.clone();
        shown.attrs = kept(&one.attrs);
        for variant in &mut shown.variants {
            variant.attrs = kept(&variant.attrs);
        }
        let variants = shown.variants.clone();
        let shown = syn::Item::Enum(shown);
        let Some(path) = self.item(Kind::Enum, &one.ident, &one.vis, &one.attrs, shown) else {
            return;
        };
        self.derives(&path, &one.attrs);
        for (variant, shown) in one.variants.iter().zip(variants) {
            let Some(attributes) = attributes(&variant.attrs) else {
                continue;
            };
            let path_of_variant = format!("{path}::{}", variant.ident);
            let shown = Node::Variant(Box::new(shown));
            self.add(
                path_of_variant,
                Some(&path),
                Kind::Variant,
                attributes,
                shown,
            );
        }
    }

    fn derives(&mut self, path: &str, attrs: &[syn::Attribute]) {
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
            let _ = attr.parse_nested_meta(|meta| {
                let name = meta.path.segments.last().map(|last| last.ident.to_string());
                if let Some(name) = name {
                    let node = Node::Text(format!("#[derive({name})]"));
                    self.implemented(path, &name, String::new(), Attributes::default(), node);
                }
                Ok(())
            });
        }
    }

    fn implemented(
        &mut self,
        owner: &str,
        name: &str,
        signature: String,
        attributes: Attributes,
        shown: Node,
    ) {
        let item = Item {
            kind: Kind::Implementation,
            owner: Some(owner.to_owned()),
            named: signature.clone(),
            signature,
            attributes,
            is_runtime: self.is_runtime(),
            full: shown.clone(),
            expanded: None,
            shown,
        };
        self.put(format!("{owner}: {name}"), item);
    }
}
