//! What a target has in place of files that generated crates carry.

use std::collections::BTreeMap;

/// Texts in place of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    /// Files of the runtime by their names, such as `retry.rs`.
    pub runtime: BTreeMap<String, String>,
    /// The README.
    pub readme: Option<String>,
    /// TOML whose tables and keys are added to those of the manifest, or replace them.
    pub manifest: Option<String>,
}
