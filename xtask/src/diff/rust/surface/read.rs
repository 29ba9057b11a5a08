//! The public items of one file.

use quote::ToTokens;
use syn::visit_mut::VisitMut;

use super::paths::{Path, Paths, conditions, imports, is_public, joined, module_of};
use super::resolve::{Aliases, Scope};
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
    let scope = Scope::of(module, items, paths);
    let mut reader = Reader {
        scope,
        aliases,
        surface,
    };
    for item in items {
        reader.read(item);
    }
}

struct Reader<'p, 's> {
    scope: Scope<'p>,
    aliases: &'p Aliases,
    surface: &'s mut Surface,
}

/// The attributes of an item, if callers see it.
fn attributes(attrs: &[syn::Attribute]) -> Option<Attributes> {
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
fn kept(attrs: &[syn::Attribute]) -> Vec<syn::Attribute> {
    let names = ["deprecated", "must_use", "non_exhaustive", "cfg", "derive"];
    let attrs = attrs.iter();
    let kept = attrs.filter(|attr| names.iter().any(|name| attr.path().is_ident(name)));
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
            _ => {}
        }
    }

    /// The path of an item of this module, where callers can name it.
    fn public_path(&self, ident: &syn::Ident, visibility: &syn::Visibility) -> Option<String> {
        let path = joined(self.scope.module(), &ident.to_string());
        let path = self.scope.paths().canonical(&path);
        (is_public(visibility) && self.scope.paths().is_public(&path)).then(|| path.join("::"))
    }

    fn put(&mut self, path: String, mut item: Item) {
        let of_module = self.scope.paths().conditions(self.scope.module());
        item.attributes.conditions.splice(0..0, of_module);
        self.surface.add(path, item);
    }

    fn is_runtime(&self) -> bool {
        self.scope
            .module()
            .first()
            .is_some_and(|first| first == "runtime")
    }

    /// Adds an item, whose code tells what it is.
    fn add(
        &mut self,
        path: String,
        owner: Option<&str>,
        kind: Kind,
        attributes: Attributes,
        shown: Node,
    ) {
        let mut full = shown.clone();
        full.visit(&mut self.scope);
        let named = full.signature();
        let expanded = self
            .aliases
            .replaced(full.clone(), |expansion, node| node.visit(expansion));
        let item = Item {
            kind,
            owner: owner.map(str::to_owned),
            named,
            signature: expanded.signature(),
            attributes,
            is_runtime: self.is_runtime(),
            shown,
            full,
            expanded,
        };
        self.put(path, item);
    }

    /// Adds an item of the module; answers its path.
    fn item(
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
    fn text(
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
            expanded: Node::Text(named.clone()),
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
                expanded: Node::Text(shown.clone()),
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
            expanded: shown.clone(),
            shown,
        };
        self.put(format!("{owner}: {name}"), item);
    }

    fn trait_item(&mut self, one: &syn::ItemTrait) {
        let shown = syn::Item::Trait(syn::ItemTrait {
            attrs: kept(&one.attrs),
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
            let Some(attributes) = attributes(attrs) else {
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

    fn implementation(&mut self, one: &syn::ItemImpl) {
        let Some(attributes) = attributes(&one.attrs) else {
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
                    let Some(own) = self::attributes(&method.attrs) else {
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
            let expand = |expansion: &mut super::resolve::Expansion<'_>,
                          one: &mut syn::ImplItemType| {
                expansion.visit_impl_item_type_mut(one);
            };
            self.aliases.replaced(one.clone(), expand)
        });
        let signature: Vec<String> = replaced.map(|one| text(&one)).collect();
        let with_types = |types: Vec<syn::ImplItemType>| {
            Node::Item(Box::new(syn::Item::Impl(syn::ItemImpl {
                attrs: Vec::new(),
                items: types.into_iter().map(syn::ImplItem::Type).collect(),
                ..one.clone()
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
            expanded: full.clone(),
            full,
        };
        self.put(format!("{path}: {name}"), item);
    }
}

impl Node {
    /// Visits the code.
    pub fn visit(&mut self, visitor: &mut impl VisitMut) {
        match self {
            Self::Item(one) => visitor.visit_item_mut(one),
            Self::Field(one) => visitor.visit_field_mut(one),
            Self::Variant(one) => visitor.visit_variant_mut(one),
            Self::Method(one) => {
                let (generics, ty, signature) = &mut **one;
                visitor.visit_generics_mut(generics);
                visitor.visit_type_mut(ty);
                visitor.visit_signature_mut(signature);
            }
            Self::Text(_) => {}
        }
    }

    /// What callers compile against: of a struct or enum what it is, as its parts have their own.
    fn signature(&self) -> String {
        match self {
            Self::Item(one) => match &**one {
                syn::Item::Struct(one) => {
                    let shape = match &one.fields {
                        syn::Fields::Named(_) => "{}",
                        syn::Fields::Unnamed(_) => "()",
                        syn::Fields::Unit => "",
                    };
                    format!("struct {} {shape}", generics(&one.generics))
                }
                syn::Item::Enum(one) => format!("enum {}", generics(&one.generics)),
                syn::Item::Mod(_) => "mod".to_owned(),
                syn::Item::Type(one) => {
                    format!("type {} = {}", generics(&one.generics), text(&one.ty))
                }
                syn::Item::Fn(one) => text(&by_types(&one.sig)),
                syn::Item::Trait(one) => {
                    format!(
                        "trait {} : {}",
                        generics(&one.generics),
                        text(&one.supertraits)
                    )
                }
                other => text(other),
            },
            Self::Field(one) => text(&one.ty),
            Self::Variant(one) => text(&one.fields),
            Self::Method(one) => {
                let (of_impl, _, signature) = &**one;
                format!("{} {}", generics(of_impl), text(&by_types(signature)))
            }
            Self::Text(text) => text.clone(),
        }
    }
}

fn generics(generics: &syn::Generics) -> String {
    format!("{} {}", text(generics), text(&generics.where_clause))
}

/// A signature without what its body alone knows: the names of arguments stay for those who read, but as
/// plain ones, and a value that is changed is a value.
fn without_names(signature: &syn::Signature) -> syn::Signature {
    let mut signature = signature.clone();
    for input in &mut signature.inputs {
        match input {
            syn::FnArg::Receiver(one) => one.mutability = None,
            syn::FnArg::Typed(one) => {
                if let syn::Pat::Ident(name) = &mut *one.pat {
                    name.mutability = None;
                }
            }
        }
    }
    signature
}

/// A signature by its types alone.
fn by_types(signature: &syn::Signature) -> syn::Signature {
    let mut signature = signature.clone();
    for input in &mut signature.inputs {
        if let syn::FnArg::Typed(one) = input {
            *one.pat = syn::Pat::Verbatim(quote::quote!(_));
        }
    }
    signature
}

fn empty_block() -> Box<syn::Block> {
    Box::new(syn::Block {
        brace_token: syn::token::Brace::default(),
        stmts: Vec::new(),
    })
}

fn crate_path(path: &syn::Path) -> Option<Path> {
    let mut names = path.segments.iter().map(|one| one.ident.to_string());
    (names.next()? == "crate").then(|| names.collect())
}

fn text(code: &impl ToTokens) -> String {
    code.to_token_stream().to_string()
}

/// Tokens as people write a type: without the spaces between them.
fn compact(tokens: &str) -> String {
    tokens
        .replace("crate :: ", "")
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" > ", ">")
        .replace(" >", ">")
        .replace("& ", "&")
        .replace(" , ", ", ")
}
