//! The features of a crate's tags, read from its manifest.

use crate::model::is_of_tags;

/// The features of the tags, with that of all of them and that of other types, in the order of their names.
pub fn of_tags(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().unwrap_or_default();
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let names = features.into_iter().flat_map(toml::Table::keys);
    let mut names: Vec<String> = names.filter(|name| is_of_tags(name)).cloned().collect();
    names.sort();
    names
}
