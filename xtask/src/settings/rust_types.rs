//! What types of Rust stand for what the document says: the settings `types` and `maps`.

use serde::Deserialize;

/// A type of Rust that stands for a schema.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected the path of a type as a string, or a table with `path`, and perhaps `with` and `traits`"
)]
pub enum RustType {
    /// Its path.
    Path(String),
    /// Its path, and what is to know of it.
    Table(RustTypeTable),
}

/// A type of Rust, and what is to know of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RustTypeTable {
    /// Its path.
    path: String,
    /// The module whose functions `serialize` and `deserialize` write and read its values.
    with: Option<String>,
    /// The traits that it implements beside those that every type has; unsaid, any that it is asked for.
    traits: Option<Vec<String>>,
}

impl RustType {
    /// Its path.
    pub fn path(&self) -> &str {
        match self {
            Self::Path(path) => path,
            Self::Table(table) => &table.path,
        }
    }

    /// The module that writes and reads its values, where it does not do so itself.
    pub fn with(&self) -> Option<&str> {
        match self {
            Self::Path(_) => None,
            Self::Table(table) => table.with.as_deref(),
        }
    }

    /// The traits that it implements beside those that every type has, where that is said.
    pub fn traits(&self) -> Option<&[String]> {
        match self {
            Self::Path(_) => None,
            Self::Table(table) => table.traits.as_deref(),
        }
    }
}

/// The type of maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Maps {
    /// That of the standard library, sorted by key.
    #[default]
    BTreeMap,
    /// That of the standard library, in no order.
    HashMap,
    /// That of the package `indexmap`, in the order in which the entries came.
    IndexMap,
}
