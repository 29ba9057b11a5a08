//! The table `package` of a target: what the manifest of its crate says.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What the manifest of a generated crate says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
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
    /// At most five, as the registry asks.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Of the registry's list.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Dependencies beside those that codegen adds: the packages of types in `formats` and of `derives`.
    #[serde(default)]
    pub dependencies: BTreeMap<String, toml::Value>,
    /// Dependencies of the tests that are written by hand below the output folder.
    #[serde(default)]
    pub dev_dependencies: BTreeMap<String, toml::Value>,
}
