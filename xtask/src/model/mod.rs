//! The bindings as plain data: what will be written, decided in full, before any token of Rust.
//!
//! [`Api`] is what `lower` makes and `emit` prints. It knows nothing of YAML, references or tokens, and it
//! has a compact text form ([`outline`]) that reviewers read before the Rust.

pub mod decision;
pub mod ident;
pub mod items;
pub mod operation;
pub mod outline;
pub mod pagination;
pub mod templates;
pub mod type_ref;
pub mod types;
pub mod xml;

use decision::Decision;
use ident::Ident;
use operation::{Group, Payload};
use templates::Templates;
use types::{FormerType, MapType, TypeDef, TypeId, TypeKind, TypeRef};
use xml::XmlObject;

/// The oldest Rust that the generated code compiles with: that of its newest dependency.
pub const RUST_VERSION: &str = "1.85";

/// The feature of what all groups of operations have, where each has a feature.
pub const ALL_TAGS: &str = "all-tags";

/// The feature of the types that no operation reaches, and of all that webhooks hold, where each group of operations has a feature.
pub const OTHER_TYPES: &str = "other-types";

/// What the features of groups begin with.
const TAG: &str = "tag-";

/// The feature of a group with a module of this name.
pub fn tag_feature(module: &Ident) -> String {
    format!("{TAG}{}", module.bare().replace('_', "-"))
}

/// Whether a feature is one of those that crates have for their tags.
pub fn is_of_tags(feature: &str) -> bool {
    feature == ALL_TAGS || feature == OTHER_TYPES || feature.starts_with(TAG)
}

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
    /// The security schemes that ask for a certificate of the client's, by their names.
    pub certificates: Vec<String>,
    /// The schemes that `Client::new` asks for, as indices of `credentials`: those of the document's
    /// operations where all agree on one.
    pub constructor_credentials: Vec<usize>,
    /// Every type; a [`TypeId`] is an index.
    pub types: Vec<TypeDef>,
    /// The former names of types, which callers may still use.
    pub former_types: Vec<FormerType>,
    /// The files below `types/`, in the order of their names.
    pub type_modules: Vec<TypeModule>,
    /// The operations by tag.
    pub groups: Vec<Group>,
    /// The bodies that the API sends by itself.
    pub webhooks: Vec<Webhook>,
    /// How the objects are written that bodies of XML hold, in the order of their types.
    pub xml_objects: Vec<XmlObject>,
    /// The schemas whose values are any JSON.
    pub untyped: Vec<Untyped>,
    /// The examples that satisfy their schemas.
    pub examples: Vec<Example>,
    /// How many examples do not satisfy their schemas.
    pub invalid_examples: usize,
    /// The type of maps.
    pub maps: MapType,
    /// The headers that every request has unless its call says otherwise, by their names in small letters.
    pub headers: Vec<(String, String)>,
    /// The data of the event that ends a stream of events.
    pub stream_end: Option<String>,
    /// Whether decoding changes values: applies defaults, or sorts sets.
    pub is_normalised: bool,
    /// Whether each example becomes a test.
    pub has_contract_tests: bool,
    /// Why items have their names, where that is asked for.
    pub decisions: Vec<Decision>,
    /// The modules that are written by hand.
    pub modules: Vec<HandModule>,
    /// What the target has in place of our files. They are read from the disk, beside the document.
    pub templates: Templates,
    /// The crate of the runtime that the crate shares with others; `None` where it carries its own.
    pub shared_runtime: Option<SharedRuntime>,
}

/// The crate of a runtime that several crates share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRuntime {
    /// Its name.
    pub name: String,
    /// The path to it from the folder of the crate.
    pub path: String,
}

/// A module that is written by hand, below `src/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandModule {
    /// Its name.
    pub ident: Ident,
    /// Whether users of the crate see it.
    pub is_public: bool,
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

/// A request with made-up values, for a server that checks it.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// The index of the group.
    pub group: usize,
    /// The index of the operation in its group.
    pub operation: usize,
    /// Values of parameters, by their indices.
    pub parameters: Vec<(usize, serde_json::Value)>,
    /// A value of the body, and the index of its media type.
    pub body: Option<(usize, serde_json::Value)>,
}

impl Probe {
    /// The same with nothing that is optional.
    pub fn required(&self, operation: &operation::Operation) -> Self {
        let mut required = self.clone();
        required
            .parameters
            .retain(|(index, _)| operation.parameters[*index].required);
        required.body = required
            .body
            .filter(|_| operation.body.as_ref().is_some_and(|body| body.required));
        required
    }
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
    /// Whether any security scheme has a flow of OAuth 2.0 that the runtime goes through.
    pub fn has_oauth2(&self) -> bool {
        let mut flows = self.credentials.iter().flat_map(|one| &one.flows);
        flows.any(|flow| !matches!(flow.kind, FlowKind::ByHand(_)))
    }

    /// Whether the crate has a feature for each group of operations.
    pub fn has_tag_features(&self) -> bool {
        self.groups.iter().any(|group| group.feature.is_some())
    }

    /// Whether any server has variables to choose.
    pub fn has_server_choice(&self) -> bool {
        self.servers.iter().any(|server| server.choice.is_some())
    }

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
    /// The path from the workspace's root by which others depend on it; `None` where it is said to be published, and they
    /// depend on its version.
    pub path: Option<String>,
    /// One line.
    pub description: String,
    /// `package.license`, an SPDX expression.
    pub license: Option<String>,
    /// `package.repository`.
    pub repository: Option<String>,
    /// `package.homepage`.
    pub homepage: Option<String>,
    /// `package.documentation`.
    pub documentation: Option<String>,
    /// `package.authors`.
    pub authors: Vec<String>,
    /// `package.readme`.
    pub readme: String,
    /// `package.rust-version`, where it is newer than what the code needs.
    pub rust_version: Option<String>,
    /// `package.publish`: what stands behind the equals sign.
    pub publish: Option<String>,
    /// `package.keywords`.
    pub keywords: Vec<String>,
    /// `package.categories`.
    pub categories: Vec<String>,
    /// Dependencies beside those of the runtime, by name: what stands behind `name = ` in the manifest.
    pub dependencies: Vec<(String, String)>,
    /// Features beside those of the runtime and of tags, with what each turns on.
    pub features: Vec<(String, Vec<String>)>,
    /// Dependencies of the hand-written tests, by name: what stands behind `name = ` in the manifest.
    pub dev_dependencies: Vec<(String, String)>,
}

/// A base URL to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The variant of `Server`.
    pub ident: Ident,
    /// The absolute URL, its variables replaced by their defaults.
    pub url: String,
    /// CommonMark.
    pub description: Option<String>,
    /// What a caller can choose of it.
    pub choice: Option<ServerChoice>,
}

/// A server whose variables a caller can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerChoice {
    /// The constructor of its `ServerUrl`.
    pub ident: Ident,
    /// The URL with the variables in braces.
    pub template: String,
    /// The variables.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// The setter of `ServerUrl`: one for all servers that have a variable of the name.
    pub ident: Ident,
    /// What stands in braces.
    pub name: String,
    /// The value that it has if nothing is said.
    pub default: String,
    /// The values that it may have; empty where that is open.
    pub values: Vec<String>,
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
    /// How tokens of `oauth2` are had, in the order of the document.
    pub flows: Vec<Flow>,
    /// `openIdConnectUrl`: where the provider of `openIdConnect` says what it offers.
    pub discovery_url: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
}

/// A way to have tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Which one.
    pub kind: FlowKind,
    /// The scopes with what they are for, in the order of the document.
    pub scopes: Vec<(String, String)>,
}

/// The flows of OAuth 2.0, with the absolute URLs that the runtime has a use for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowKind {
    /// `clientCredentials`.
    ClientCredentials {
        /// `tokenUrl`.
        token_url: String,
    },
    /// `authorizationCode`.
    AuthorizationCode {
        /// `authorizationUrl`.
        authorization_url: String,
        /// `tokenUrl`.
        token_url: String,
        /// `refreshUrl`.
        refresh_url: Option<String>,
    },
    /// A flow that the runtime does not go through, by its name: callers bring the token.
    ByHand(String),
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
    /// `Authorization` with another scheme, by its name.
    Http(String),
}

/// A file below `types/`: a component's type and the types of the schemas within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeModule {
    /// The module.
    pub ident: Ident,
    /// Its types; the first is the component's.
    pub types: Vec<TypeId>,
    /// The features that turn it on, each by itself, in the order of their names; empty where it is always there.
    pub features: Vec<String>,
}
