//! The bindings as plain data: what will be written, decided in full, before any token of Rust.
//!
//! [`Api`] is what `lower` makes and `emit` prints. It knows nothing of YAML, references or tokens, and it
//! has a compact text form ([`outline`]) that reviewers read before the Rust.

pub mod ident;
pub mod operation;
pub mod outline;
pub mod pagination;
pub mod types;

use ident::Ident;
use operation::{Group, Payload};
use types::{TypeDef, TypeId, TypeKind, TypeRef};

/// A crate of bindings.
#[derive(Debug, Clone)]
pub struct Api {
    /// The package.
    pub package: Package,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`, CommonMark.
    pub description: Option<String>,
    /// The document's path, as the headers of the files name it.
    pub document: String,
    /// The servers with absolute URLs; the first is the default.
    pub servers: Vec<Server>,
    /// What callers can authenticate with.
    pub credentials: Vec<Credential>,
    /// The schemes that `Client::new` asks for, as indices of `credentials`: those of the document's
    /// operations where all agree on one.
    pub constructor_credentials: Vec<usize>,
    /// Every type; a [`TypeId`] is an index.
    pub types: Vec<TypeDef>,
    /// The files below `types/`, in the order of their names.
    pub type_modules: Vec<TypeModule>,
    /// The operations by tag.
    pub groups: Vec<Group>,
    /// The bodies that the API sends by itself.
    pub webhooks: Vec<Webhook>,
    /// The schemas whose values are any JSON.
    pub untyped: Vec<Untyped>,
    /// The examples that satisfy their schemas.
    pub examples: Vec<Example>,
    /// How many examples do not satisfy their schemas.
    pub invalid_examples: usize,
    /// Whether decoding changes values: applies defaults, or sorts sets.
    pub is_normalised: bool,
    /// Whether each example becomes a test.
    pub has_contract_tests: bool,
}

/// A value that the document gives as an example.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Where it stands.
    pub place: String,
    /// The type that it is a value of.
    pub ty: TypeRef,
    /// The value, without what no schema names.
    pub value: serde_json::Value,
}

/// A body that the API sends by itself, to a URL of its client's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// What the document calls it.
    pub name: String,
    /// Plain text of one line.
    pub summary: Option<String>,
    /// The media type.
    pub media_type: String,
    /// What it holds.
    pub payload: Payload,
}

/// A schema whose values are any JSON in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untyped {
    /// Where it stands.
    pub place: String,
    /// Why.
    pub reason: String,
}

impl Api {
    /// The type with this id.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// Whether the results of any operation come in pages.
    pub fn is_paginated(&self) -> bool {
        let mut operations = self.groups.iter().flat_map(|group| &group.operations);
        operations.any(|operation| operation.pagination.is_some())
    }

    /// Whether a type is any JSON, under whatever name.
    pub fn is_json(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Json => true,
            TypeRef::Named(id) => match &self.type_def(*id).kind {
                TypeKind::Alias(ty) => self.is_json(ty),
                _ => false,
            },
            _ => false,
        }
    }
}

/// What the manifest of the crate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The name of the crate.
    pub name: String,
    /// The version of the crate.
    pub version: String,
    /// One line.
    pub description: String,
    /// `package.license`, an SPDX expression.
    pub license: Option<String>,
    /// `package.repository`.
    pub repository: Option<String>,
    /// `package.homepage`.
    pub homepage: Option<String>,
    /// `package.keywords`.
    pub keywords: Vec<String>,
    /// `package.categories`.
    pub categories: Vec<String>,
    /// Dependencies beside those of the runtime, by name: what stands behind `name = ` in the manifest.
    pub dependencies: Vec<(String, String)>,
    /// Dependencies of the hand-written tests, by name: what stands behind `name = ` in the manifest.
    pub dev_dependencies: Vec<(String, String)>,
}

/// A base URL to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The variant of `Server`.
    pub ident: Ident,
    /// The absolute URL.
    pub url: String,
    /// CommonMark.
    pub description: Option<String>,
}

/// A security scheme as callers use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The name of the scheme in the document.
    pub scheme: String,
    /// The setter of the builder.
    pub ident: Ident,
    /// How it travels.
    pub kind: CredentialKind,
    /// CommonMark.
    pub description: Option<String>,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialKind {
    /// A raw key in a header of this name.
    Header(String),
    /// A raw key in a query parameter of this name.
    Query(String),
    /// A raw key in a cookie of this name.
    Cookie(String),
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …` of a user name and a password.
    Basic,
}

/// A file below `types/`: a component's type and the types of the schemas within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeModule {
    /// The module.
    pub ident: Ident,
    /// Its types; the first is the component's.
    pub types: Vec<TypeId>,
}
