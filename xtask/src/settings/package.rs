//! The table `package` of a target: what the manifest of its crate says.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What the manifest of a generated crate says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
pub struct Package {
    /// The version of the crate; 0.1.0 where it is absent.
    pub version: Option<String>,
    /// One line; made from the document's title where it is absent.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: Option<String>,
    /// A URL.
    pub repository: Option<String>,
    /// A URL.
    pub homepage: Option<String>,
    /// A URL; that of docs.rs where it is absent.
    pub documentation: Option<String>,
    /// Names, with addresses of mail in angle brackets.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The file of the page that the registry shows, below the output folder; the README where it is absent.
    pub readme: Option<String>,
    /// The oldest Rust that the crate is for, where that is newer than the one it compiles with.
    pub rust_version: Option<String>,
    /// Whether the crate may be published, or the registries that it may be published in.
    pub publish: Option<Publish>,
    /// At most five, as the registry asks.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Of the registry's list.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Dependencies beside those that codegen adds: the packages of types in `formats` and of `derives`.
    #[serde(default)]
    pub dependencies: BTreeMap<String, toml::Value>,
    /// Features beside those that codegen adds, with what each turns on.
    #[serde(default)]
    pub features: BTreeMap<String, Vec<String>>,
    /// Dependencies of the tests that are written by hand below the output folder.
    #[serde(default)]
    pub dev_dependencies: BTreeMap<String, toml::Value>,
}

impl Package {
    /// Whether it is said that the crate is published somewhere.
    pub fn is_published(&self) -> bool {
        match &self.publish {
            None => false,
            Some(Publish::Anywhere(is_published)) => *is_published,
            Some(Publish::In(registries)) => !registries.is_empty(),
        }
    }
}

/// Where a crate may be published.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected true, false, or the names of registries"
)]
pub enum Publish {
    /// Everywhere or nowhere.
    Anywhere(bool),
    /// In these registries.
    In(Vec<String>),
}
