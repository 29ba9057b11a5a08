//! What callers notice of a manifest: the package's name, the features, and the packages that it depends on.

use super::{Attributes, Item, Kind, Node, Surface};

/// Adds what `Cargo.toml` offers.
pub fn read(text: &str, surface: &mut Surface) {
    let manifest: toml::Table = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => unreachable!("Cargo.toml is not a file of TOML: {error}"),
    };
    let table = |name: &str| manifest.get(name).and_then(toml::Value::as_table);
    if let Some(name) = table("package").and_then(|package| package.get("name")) {
        let name = name.to_string();
        let line = format!("name = {name}");
        add("Cargo.toml package", Kind::Package, name, line, surface);
    }
    for (name, value) in table("features").into_iter().flatten() {
        if name == "default" {
            let names = value.as_array().into_iter().flatten();
            for name in names.filter_map(toml::Value::as_str) {
                let line = format!("default = [{name:?}]");
                let path = format!("Cargo.toml feature {name} by default");
                add(&path, Kind::DefaultFeature, String::new(), line, surface);
            }
        } else {
            let path = feature(name);
            let line = format!("{name} = {value}");
            // What a feature turns on is the crate's own affair.
            add(&path, Kind::Feature, String::new(), line, surface);
        }
    }
    for (name, value) in table("dependencies").into_iter().flatten() {
        let path = format!("Cargo.toml dependency {name}");
        let line = format!("{name} = {value}");
        let version = value.get("version").unwrap_or(value).to_string();
        add(&path, Kind::Dependency, version, line, surface);
    }
}

/// The path of a feature.
pub fn feature(name: &str) -> String {
    format!("Cargo.toml feature {name}")
}

fn add(path: &str, kind: Kind, signature: String, line: String, surface: &mut Surface) {
    let item = Item {
        kind,
        owner: None,
        named: signature.clone(),
        signature,
        attributes: Attributes::default(),
        is_runtime: false,
        shown: Node::Text(line.clone()),
        full: Node::Text(line),
        expanded: None,
    };
    surface.add(path.to_owned(), item);
}
