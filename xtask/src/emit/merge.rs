//! A manifest with the tables and keys of another.
//!
//! Tables are merged, however they are written; every other value replaces the one that is there, lists too.

use toml_edit::{DocumentMut, Item, Table, TableLike};

/// The text of a manifest with what stands in another; `None` where one of them is no TOML.
pub fn merged(manifest: &str, other: &str) -> Option<String> {
    let mut manifest: DocumentMut = manifest.parse().ok()?;
    let other: DocumentMut = other.parse().ok()?;
    merge_tables(manifest.as_table_mut(), other.as_table());
    Some(manifest.to_string())
}

fn merge_tables(into: &mut Table, from: &Table) {
    for (name, item) in from.iter() {
        match into.get_mut(name) {
            Some(Item::Table(table)) if item.is_table() => {
                if let Item::Table(from) = item {
                    merge_tables(table, from);
                }
            }
            Some(found) => {
                merge_item(found, item);
                // The space before an equals sign has no place in the header of a table.
                if found.is_table()
                    && let Some(mut key) = into.key_mut(name)
                {
                    key.leaf_decor_mut().clear();
                }
            }
            None => {
                let mut item = item.clone();
                place(&mut item);
                match from.key(name) {
                    Some(key) => into.insert_formatted(key, item),
                    None => into.insert(name, item),
                };
            }
        }
    }
}

/// Merges what is written in two ways, or replaces what is there.
fn merge_item(found: &mut Item, item: &Item) {
    match (found.as_table_like_mut(), item.as_table_like()) {
        (Some(into), Some(from)) => merge_inline(into, from),
        _ => {
            let mut item = item.clone();
            place(&mut item);
            *found = item;
        }
    }
}

/// Merges into a table that may be written on one line, where comments and line ends cannot stand.
fn merge_inline(into: &mut dyn TableLike, from: &dyn TableLike) {
    for (name, item) in from.iter() {
        let both = (into.get_mut(name), item.as_table_like());
        if let (Some(found), Some(from)) = both
            && let Some(into) = found.as_table_like_mut()
        {
            merge_inline(into, from);
        } else if let Ok(mut value) = item.clone().into_value() {
            value.decor_mut().clear();
            into.insert(name, Item::Value(value));
        }
    }
    into.fmt();
}

/// Sets tables of another text behind those that are there, each after a blank line.
fn place(item: &mut Item) {
    match item {
        Item::Table(table) => place_table(table),
        Item::ArrayOfTables(tables) => tables.iter_mut().for_each(place_table),
        Item::Value(_) | Item::None => {}
    }
}

fn place_table(table: &mut Table) {
    // Keys with dots would stand before the comment on top of the manifest.
    if table.is_dotted() {
        table.set_dotted(false);
        table.set_implicit(true);
    }
    table.set_position(None);
    let before = table.decor().prefix().and_then(|text| text.as_str());
    let before = before.unwrap_or_default().trim_start_matches('\n');
    let before = format!("\n{before}");
    table.decor_mut().set_prefix(before);
    for (_, item) in table.iter_mut() {
        place(item);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests end by panicking")]
mod tests {
    use super::*;

    const OURS: &str = "# Generated.

[package]
name = \"pets\"
version = \"1.0.0\"
include = [\"src\"]

[dependencies]
http = \"1\"
reqwest = { version = \"0.12\", optional = true }

[dev-dependencies]
tokio = \"1\"
";

    const BOTH: &str = "# Generated.

[package]
name = \"pets\"
version = \"1.0.0\"
include = [\"src\", \"docs\"]

[package.metadata]
team = \"pets\"

[dependencies]
reqwest = { version = \"0.12\", optional = true, features = [\"gzip\"] }
# For spans.
tracing = \"0.1\"

[dependencies.http]
version = \"1.3\"

[dev-dependencies]
tokio = \"1\"

[lints]
workspace = true # All of it.

[badges.ci]
status = \"good\"

[[bench]]
name = \"calls\"

[[bench]]
name = \"more\"
";

    #[test]
    fn tables_are_merged_and_values_replaced() {
        let theirs = "lints.workspace = true # All of it.

# Who made it.
[package]
include = [\"src\", \"docs\"]
metadata.team = \"pets\"

[badges.ci]
status = \"good\"

[dependencies]
# For spans.
tracing = \"0.1\"
http.version = \"1.3\"

[dependencies.reqwest]
# With compression.
features = [\"gzip\"] # Small.

[[bench]]
name = \"calls\"

[[bench]]
name = \"more\"
";
        let text = merged(OURS, theirs).unwrap();
        assert_eq!(text, BOTH);
        // It means what it says.
        let read: toml::Table = text.parse().unwrap();
        assert_eq!(
            read["dependencies"]["reqwest"]["optional"].as_bool(),
            Some(true)
        );
        assert_eq!(read["bench"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn nothing_changes_nothing() {
        assert_eq!(merged(OURS, "").as_deref(), Some(OURS));
        assert_eq!(merged(OURS, "# A comment.\n").as_deref(), Some(OURS));
        assert_eq!(merged(OURS, "[dependencies"), None);
    }
}
