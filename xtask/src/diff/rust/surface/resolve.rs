//! Names in a file as full paths, and aliases as what they stand for: the same type is the same text, wherever
//! it is named.

use std::collections::HashMap;

use quote::format_ident;
use syn::visit_mut::{self, VisitMut};

use super::paths::{Path, Paths, imports, joined};
use crate::emit;
use crate::model::Api;
use crate::model::types::TypeKind;

/// What the names of a file stand for.
pub struct Scope<'p> {
    paths: &'p Paths,
    module: Path,
    names: HashMap<String, Target>,
    /// The full paths of those that were met, for types have many fields of few types.
    met: HashMap<Path, Option<Path>>,
}

/// What a name stands for.
#[derive(Debug, Clone)]
enum Target {
    /// An item of the crate.
    Crate(Path),
    /// An item of another.
    Other(Path),
}

impl<'p> Scope<'p> {
    /// The scope of a module.
    pub fn of(module: Path, items: &[syn::Item], paths: &'p Paths) -> Self {
        let mut names = HashMap::new();
        for item in items {
            if let syn::Item::Use(one) = item {
                for import in imports(one) {
                    let Some(name) = import.name else { continue };
                    let target = match paths.absolute(&module, &import.path) {
                        Some(path) => Target::Crate(path),
                        None => Target::Other(import.path),
                    };
                    names.insert(name, target);
                }
            } else if let Some(name) = name_of(item) {
                names.insert(name.clone(), Target::Crate(joined(&module, &name)));
            }
        }
        Self {
            paths,
            module,
            names,
            met: HashMap::new(),
        }
    }

    /// The module.
    pub fn module(&self) -> &[String] {
        &self.module
    }

    /// The paths of the crate.
    pub fn paths(&self) -> &'p Paths {
        self.paths
    }

    /// The full path of what is named, and whether it is in this crate; `None` where nothing here says.
    fn target(&self, path: &[String]) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        match self.names.get(first) {
            Some(Target::Crate(start)) => {
                Some(Target::Crate(start.iter().chain(rest).cloned().collect()))
            }
            Some(Target::Other(start)) => {
                Some(Target::Other(start.iter().chain(rest).cloned().collect()))
            }
            None => self.paths.absolute(&self.module, path).map(Target::Crate),
        }
    }

    /// The full path as code names it; `None` where nothing here says.
    fn full(&mut self, path: Path) -> Option<&Path> {
        if !self.met.contains_key(&path) {
            let full = self.target(&path).map(|target| match target {
                Target::Crate(full) => joined_front("crate", &self.paths.canonical(&full)),
                Target::Other(full) => full,
            });
            self.met.insert(path.clone(), full);
        }
        self.met.get(&path)?.as_ref()
    }
}

impl VisitMut for Scope<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let names: Path = path
            .segments
            .iter()
            .map(|one| one.ident.to_string())
            .collect();
        let Some(full) = self.full(names) else {
            return;
        };
        let full = full
            .iter()
            .map(|name| syn::PathSegment::from(format_ident!("{name}")));
        // Only the last segment of a path to a type has arguments.
        let arguments = path.segments.pop().map(|last| last.arguments);
        path.segments = full.collect();
        if let (Some(last), Some(arguments)) = (path.segments.last_mut(), arguments) {
            last.arguments = arguments;
        }
    }

    fn visit_expr_mut(&mut self, _: &mut syn::Expr) {}

    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}

    fn visit_qself_mut(&mut self, _: &mut syn::QSelf) {}

    fn visit_visibility_mut(&mut self, _: &mut syn::Visibility) {}
}

fn joined_front(first: &str, rest: &[String]) -> Path {
    std::iter::once(first.to_owned())
        .chain(rest.iter().cloned())
        .collect()
}

fn name_of(item: &syn::Item) -> Option<String> {
    let ident = match item {
        syn::Item::Const(one) => &one.ident,
        syn::Item::Enum(one) => &one.ident,
        syn::Item::Fn(one) => &one.sig.ident,
        syn::Item::Mod(one) => &one.ident,
        syn::Item::Static(one) => &one.ident,
        syn::Item::Struct(one) => &one.ident,
        syn::Item::Trait(one) => &one.ident,
        syn::Item::Type(one) => &one.ident,
        syn::Item::Union(one) => &one.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// What the aliases of the schemas stand for.
#[derive(Default)]
pub struct Aliases {
    /// By the path as it stands in code with full paths.
    types: HashMap<String, syn::Type>,
}

/// More than any signature that a person reads.
const MOST: usize = 10_000;

impl Aliases {
    /// The aliases of a crate.
    pub fn of(api: &Api, paths: &Paths) -> Self {
        let scope = &mut Scope::of(Path::new(), &[], paths);
        let mut types = HashMap::new();
        for one in &api.types {
            let TypeKind::Alias(ty) = &one.kind else {
                continue;
            };
            let Ok(mut ty) = syn::parse2::<syn::Type>(emit::type_tokens(ty, api)) else {
                continue;
            };
            scope.visit_type_mut(&mut ty);
            types.insert(format!("crate::types::{}", one.ident), ty);
        }
        Self { types }
    }

    /// Whether the text of a piece of code with full paths names an alias.
    pub fn are_named_in(&self, tokens: &str) -> bool {
        let named = tokens.split("crate :: types :: ").skip(1);
        let mut names = named.filter_map(|rest| rest.split(' ').next());
        !self.types.is_empty()
            && names.any(|name| self.types.contains_key(&format!("crate::types::{name}")))
    }

    /// A piece of code with the types that aliases stand for.
    pub fn replaced<T>(&self, mut code: T, visit: impl FnOnce(&mut Expansion<'_>, &mut T)) -> T {
        if !self.types.is_empty() {
            let mut expansion = Expansion {
                aliases: self,
                left: MOST,
            };
            visit(&mut expansion, &mut code);
        }
        code
    }
}

/// The replacement of the aliases of one signature.
pub struct Expansion<'a> {
    aliases: &'a Aliases,
    left: usize,
}

impl VisitMut for Expansion<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        while let syn::Type::Path(one) = &*ty
            && let None = one.qself
            && let Some(meant) = self.aliases.types.get(&text_of(&one.path))
            && self.left > 0
        {
            self.left -= 1;
            *ty = meant.clone();
        }
        visit_mut::visit_type_mut(self, ty);
    }
}

fn text_of(path: &syn::Path) -> String {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|one| one.ident.to_string())
        .collect();
    names.join("::")
}
