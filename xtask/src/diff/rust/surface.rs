//! What a crate offers to its callers: its public items, read from the code that codegen writes.
//!
//! Everything that a caller can name or call has a path: fields and variants, methods, implementations of
//! traits (derived or written), modules, and what the manifest offers. Docs, bodies, private items and what is
//! `#[doc(hidden)]` are none of it. Of two versions only what may tell them apart is read.

mod alike;
mod files;
mod implementations;
pub mod manifest;
mod node;
mod part;
mod paths;
mod read;
mod resolve;

use std::collections::BTreeMap;

use crate::model::Api;
use files::Files;
#[cfg(test)]
pub use files::of_code;
use part::Part;
pub use read::read_file;

/// The public items of a crate, by path. A type and a method, or a field and a method, may share one.
#[derive(Default)]
pub struct Surface {
    /// The items.
    pub items: BTreeMap<(String, Space), Item>,
}

/// What tells items of one path apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Types, traits and modules.
    Types,
    /// Fields and variants.
    Parts,
    /// Functions, methods and constants.
    Values,
    /// Implementations, exports and lines of the manifest.
    Others,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `pub mod`.
    Module,
    /// `pub struct`.
    Struct,
    /// `pub enum`.
    Enum,
    /// `pub type`.
    Alias,
    /// `pub trait`.
    Trait,
    /// `pub fn` of a module.
    Function,
    /// `pub const` or `pub static`, of a module or of a type.
    Constant,
    /// A public field.
    Field,
    /// A variant of an enum.
    Variant,
    /// `pub fn` of a type.
    Method,
    /// What a trait asks for.
    TraitItem,
    /// A trait that a type implements.
    Implementation,
    /// `pub use` in the root of the crate.
    Export,
    /// A feature of the manifest.
    Feature,
    /// A feature that is on where nothing is said.
    DefaultFeature,
    /// A dependency of the manifest.
    Dependency,
    /// The package's name.
    Package,
}

impl Kind {
    /// The word that notes use, with its article.
    pub fn with_article(self) -> String {
        let word = self.as_str();
        let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {word}")
    }

    /// Where its name stands among others of the same path.
    pub const fn space(self) -> Space {
        match self {
            Self::Module | Self::Struct | Self::Enum | Self::Alias | Self::Trait => Space::Types,
            Self::Field | Self::Variant => Space::Parts,
            Self::Function | Self::Constant | Self::Method | Self::TraitItem => Space::Values,
            Self::Implementation
            | Self::Export
            | Self::Feature
            | Self::DefaultFeature
            | Self::Dependency
            | Self::Package => Space::Others,
        }
    }

    /// The word that notes use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Alias => "alias",
            Self::Trait => "trait",
            Self::Function => "function",
            Self::Constant => "constant",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Method => "method",
            Self::TraitItem => "item of a trait",
            Self::Implementation => "implementation",
            Self::Export => "export",
            Self::Feature | Self::DefaultFeature => "feature",
            Self::Dependency => "dependency",
            Self::Package => "package",
        }
    }
}

/// A public item.
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// The path of the type, trait or module that it vanishes with; `None` where it stands for itself.
    pub owner: Option<String>,
    /// What callers compile against, with full paths, by the names of aliases.
    pub named: String,
    /// The same with the types that aliases stand for.
    pub signature: String,
    /// The attributes that callers notice.
    pub attributes: Attributes,
    /// Whether it is of the runtime, whose files come and go with the need for them.
    pub is_runtime: bool,
    /// The code as it stands in its file.
    pub shown: Node,
    /// The code with full paths, without the parts that have their own.
    pub full: Node,
    /// The same with the types that aliases stand for, where it names any.
    pub expanded: Option<Node>,
}

impl Item {
    /// The code with full paths, and with the types that aliases stand for.
    pub fn expanded(&self) -> &Node {
        self.expanded.as_ref().unwrap_or(&self.full)
    }
}

/// The attributes that callers notice, and what else is true or not of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    /// `#[deprecated]`.
    pub is_deprecated: bool,
    /// `#[must_use]`.
    pub is_must_use: bool,
    /// `#[non_exhaustive]`.
    pub is_non_exhaustive: bool,
    /// Whether callers can write the struct as a literal: all fields are public, and there will be no others.
    pub is_constructible: bool,
    /// Whether who implements the trait may leave the item out.
    pub has_default: bool,
    /// The conditions of `#[cfg(…)]`.
    pub conditions: Vec<String>,
}

/// A piece of code, without docs and bodies.
#[derive(Clone)]
pub enum Node {
    /// A whole item.
    Item(Box<syn::Item>),
    /// A field.
    Field(Box<syn::Field>),
    /// A variant.
    Variant(Box<syn::Variant>),
    /// A method, with the generics of its `impl` and the type that it is a method of.
    Method(Box<(syn::Generics, syn::Type, syn::Signature)>),
    /// A constant of a type, or an item of a trait.
    Text(String),
}

impl Surface {
    /// The public items of a crate.
    pub fn of(api: &Api) -> Self {
        Files::of(api, &Part::whole(api)).read_all()
    }

    /// The public items of two crates, without those that both have alike: as far as the models tell, and the
    /// files.
    pub fn of_both(old: &Api, new: &Api) -> (Self, Self) {
        let (of_old, of_new) = Part::of_both(old, new);
        let (old, new) = (Files::of(old, &of_old), Files::of(new, &of_new));
        let (of_old, of_new) = old.differing(&new);
        (old.read(&of_old), new.read(&of_new))
    }

    /// Adds an item; where one is there already, such as the other half of a `#[cfg]`, that one stays.
    pub fn add(&mut self, path: String, item: Item) {
        let key = (path, item.kind.space());
        self.items.entry(key).or_insert(item);
    }

    /// The type, trait or module of a path.
    pub fn type_at(&self, path: &str) -> Option<&Item> {
        self.items.get(&(path.to_owned(), Space::Types))
    }
}
