//! By which paths callers name what stands in a file: modules, which of them are public, and `pub use`.

use std::collections::{HashMap, HashSet};

use quote::ToTokens;
use syn::punctuated::Punctuated;

use crate::model;

/// A path from the root of the crate, segment by segment, keywords with their `r#`.
pub type Path = Vec<String>;

/// The modules of a crate, and what they export of each other.
#[derive(Debug, Default)]
pub struct Paths {
    /// Every module.
    modules: HashSet<Path>,
    /// The modules that are not public where they are declared.
    private: HashSet<Path>,
    /// The conditions of the modules that have any.
    conditions: HashMap<Path, Vec<String>>,
    /// `pub use` of one item or module: where it is from, and where it stands too.
    exports: HashMap<Path, Path>,
    /// `pub use` of all of a module.
    globs: HashMap<Path, Path>,
}

/// One item of a `use`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The path as it is written.
    pub path: Path,
    /// The name that it has here; `None` for `*`.
    pub name: Option<String>,
}

impl Paths {
    /// The paths by the files that only declare modules and export.
    pub fn of<'f>(files: impl Iterator<Item = (&'f str, syn::File)>) -> Self {
        let mut paths = Self::default();
        let files: Vec<(Path, syn::File)> =
            files.map(|(path, file)| (module_of(path), file)).collect();
        for (module, file) in &files {
            for item in &file.items {
                if let syn::Item::Mod(one) = item {
                    let child = joined(module, &one.ident.to_string());
                    if !is_public(&one.vis) {
                        paths.private.insert(child.clone());
                    }
                    let conditions: Vec<String> = conditions(&one.attrs).collect();
                    if !conditions.is_empty() {
                        paths.conditions.insert(child.clone(), conditions);
                    }
                    paths.modules.insert(child);
                }
            }
        }
        for (module, file) in &files {
            let uses = file.items.iter().filter_map(|item| match item {
                syn::Item::Use(one) if is_public(&one.vis) => Some(one),
                _ => None,
            });
            for import in uses.flat_map(imports) {
                let Some(from) = paths.absolute(module, &import.path) else {
                    continue;
                };
                match import.name {
                    Some(name) => paths.exports.insert(from, joined(module, &name)),
                    None => paths.globs.insert(from, module.clone()),
                };
            }
        }
        paths
    }

    /// The same with the modules that files are, declared or not.
    pub fn with_files<'f>(mut self, files: impl Iterator<Item = &'f str>) -> Self {
        self.modules.extend(files.map(module_of));
        self
    }

    /// A path within the crate from its root; `None` where it begins in another crate.
    pub fn absolute(&self, module: &[String], path: &[String]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let start = match first.as_str() {
            "crate" => Path::new(),
            "self" => module.to_vec(),
            "super" => {
                let mut above = module.to_vec();
                above.pop();
                // `super::super` goes on from there.
                if rest.first().is_some_and(|next| next == "super") {
                    return self.absolute(&above, rest);
                }
                above
            }
            name => {
                let child = joined(module, name);
                if !self.modules.contains(&child) {
                    return None;
                }
                child
            }
        };
        Some(start.into_iter().chain(rest.iter().cloned()).collect())
    }

    /// The path by which callers name an item best: the one that is exported, closest to the root.
    pub fn canonical(&self, path: &[String]) -> Path {
        let mut path = path.to_vec();
        // The crate exports what an index exports, and an index what is in a file: no chain is longer.
        for _ in 0..4 {
            let step = (1..=path.len()).find_map(|length| {
                let (start, rest) = path.split_at(length);
                let to = match self.exports.get(start) {
                    Some(to) => to,
                    None if rest.is_empty() => return None,
                    None => self.globs.get(start)?,
                };
                Some(to.iter().chain(rest).cloned().collect::<Path>())
            });
            match step {
                Some(next) if next != path => path = next,
                _ => break,
            }
        }
        path
    }

    /// Whether callers can name an item by a canonical path.
    pub fn is_public(&self, path: &[String]) -> bool {
        !(1..=path.len()).any(|length| self.private.contains(&path[..length]))
    }

    /// The conditions under which a module is there.
    pub fn conditions(&self, module: &[String]) -> Vec<String> {
        let modules =
            (1..=module.len()).filter_map(|length| self.conditions.get(&module[..length]));
        modules.flatten().cloned().collect()
    }

    /// What the root exports.
    pub fn is_root(module: &[String]) -> bool {
        module.is_empty()
    }
}

/// The module that a file is: `src/types/pet.rs` is `types::pet`.
pub fn module_of(file: &str) -> Path {
    let file = file.strip_prefix("src/").unwrap_or(file);
    let file = file.strip_suffix(".rs").unwrap_or(file);
    let file = file.strip_suffix("/mod").unwrap_or(file);
    if file == "lib" {
        return Path::new();
    }
    file.split('/').map(segment).collect()
}

/// A name of a file as an identifier.
fn segment(bare: &str) -> String {
    if syn::parse_str::<syn::Ident>(bare).is_ok() {
        bare.to_owned()
    } else {
        format!("r#{bare}")
    }
}

/// A path and one more segment.
pub fn joined(path: &[String], name: &str) -> Path {
    let mut joined = path.to_vec();
    joined.push(name.to_owned());
    joined
}

/// Whether something is public wherever its module is.
pub fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// The conditions of `#[cfg(…)]`, without those on features of tags: which tags reach a type changes with
/// operations that its callers do not call.
pub fn conditions(attrs: &[syn::Attribute]) -> impl Iterator<Item = String> {
    let attrs = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    let attrs = attrs.filter(|attr| !is_of_tags(attr));
    attrs.map(|attr| attr.meta.to_token_stream().to_string())
}

/// Whether an attribute is a condition on features of tags, any of them.
pub fn is_of_tags(attr: &syn::Attribute) -> bool {
    fn asks(meta: &syn::Meta) -> bool {
        match meta {
            syn::Meta::NameValue(one) if one.path.is_ident("feature") => match &one.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(name),
                    ..
                }) => model::is_of_tags(&name.value()),
                _ => false,
            },
            syn::Meta::List(one) if one.path.is_ident("any") => one
                .parse_args_with(Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated)
                .is_ok_and(|all| all.iter().all(asks)),
            _ => false,
        }
    }
    attr.path().is_ident("cfg") && attr.parse_args::<syn::Meta>().is_ok_and(|one| asks(&one))
}

/// The items of a `use`.
pub fn imports(one: &syn::ItemUse) -> Vec<Import> {
    let mut found = Vec::new();
    collect(&one.tree, &mut Path::new(), &mut found);
    found
}

fn collect(tree: &syn::UseTree, above: &mut Path, found: &mut Vec<Import>) {
    match tree {
        syn::UseTree::Path(one) => {
            above.push(one.ident.to_string());
            collect(&one.tree, above, found);
            above.pop();
        }
        syn::UseTree::Group(group) => {
            for one in &group.items {
                collect(one, above, found);
            }
        }
        syn::UseTree::Glob(_) => found.push(Import {
            path: above.clone(),
            name: None,
        }),
        syn::UseTree::Name(one) if one.ident == "self" => found.push(Import {
            path: above.clone(),
            name: above.last().cloned(),
        }),
        syn::UseTree::Name(one) => found.push(Import {
            path: joined(above, &one.ident.to_string()),
            name: Some(one.ident.to_string()),
        }),
        syn::UseTree::Rename(one) => found.push(Import {
            path: joined(above, &one.ident.to_string()),
            name: Some(one.rename.to_string()),
        }),
    }
}
