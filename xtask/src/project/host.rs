//! What a crate needs in its manifest to hold bindings as a module.

use std::path::Path;

use crate::emit;
use crate::model::Api;

/// What the manifest of the crate that a folder lies in lacks, as text to paste into it; `None` where it lacks nothing,
/// or is not there to be read. The path of the manifest comes with it.
pub fn missing(folder: &Path, api: &Api) -> Option<(std::path::PathBuf, String)> {
    let mut manifests = folder.ancestors().map(|above| above.join("Cargo.toml"));
    let path = manifests.find(|path| path.is_file())?;
    let text = missing_in(&std::fs::read_to_string(&path).ok()?, api)?;
    Some((path, text))
}

/// [`missing`] of the text of a manifest.
pub fn missing_in(manifest: &str, api: &Api) -> Option<String> {
    let found: toml::Table = manifest.parse().ok()?;
    // The manifest that the bindings would have as a crate says what they need.
    let mut needed: toml::Table = emit::manifest(api).parse().ok()?;
    adapt_features(&mut needed, &found);
    let mut text = String::new();
    let edition = found
        .get("package")
        .and_then(|package| package.get("edition"));
    if edition.is_none_or(|edition| edition.as_str().is_some_and(|text| text < "2024")) {
        text.push_str("[package]\nedition = \"2024\"\n");
    }
    for section in ["features", "dependencies"] {
        let known = found.get(section).and_then(toml::Value::as_table);
        let needed = needed.get(section).and_then(toml::Value::as_table);
        let lines = lines(known, needed);
        if !lines.is_empty() {
            text.push_str(&format!("[{section}]\n{lines}"));
        }
    }
    let targets = needed.get("target").and_then(toml::Value::as_table);
    for (condition, tables) in targets.into_iter().flatten() {
        let of = |manifest: &toml::Table| {
            let target = manifest.get("target")?.get(condition)?;
            target.get("dependencies")?.as_table().cloned()
        };
        let needed = tables.get("dependencies").and_then(toml::Value::as_table);
        let lines = lines(of(&found).as_ref(), needed);
        if !lines.is_empty() {
            text.push_str(&format!("[target.'{condition}'.dependencies]\n{lines}"));
        }
    }
    (!text.is_empty()).then_some(text)
}

/// A feature cannot turn on a dependency that the crate has anyway: what it says of those is adapted.
fn adapt_features(needed: &mut toml::Table, found: &toml::Table) {
    let dependencies = found.get("dependencies").and_then(toml::Value::as_table);
    let is_anyway = |name: &str| {
        let dependency = dependencies.and_then(|all| all.get(name));
        let optional = dependency.map(|one| one.get("optional"));
        optional.is_some_and(|optional| optional.and_then(toml::Value::as_bool) != Some(true))
    };
    let features = needed
        .get_mut("features")
        .and_then(toml::Value::as_table_mut);
    let lists = features.into_iter().flat_map(|all| all.iter_mut());
    for list in lists.filter_map(|(_, list)| list.as_array_mut()) {
        list.retain(|one| {
            let dependency = one.as_str().and_then(|one| one.strip_prefix("dep:"));
            !dependency.is_some_and(is_anyway)
        });
        for one in list {
            let weak = one.as_str().and_then(|one| one.split_once("?/"));
            if let Some((name, feature)) = weak.filter(|(name, _)| is_anyway(name)) {
                *one = format!("{name}/{feature}").into();
            }
        }
    }
}

/// The entries of a table that another lacks.
fn lines(known: Option<&toml::Table>, needed: Option<&toml::Table>) -> String {
    let needed = needed.into_iter().flatten();
    let missing = needed.filter(|(name, _)| !known.is_some_and(|known| known.contains_key(*name)));
    missing
        .map(|(name, value)| format!("{name} = {value}\n"))
        .collect()
}
