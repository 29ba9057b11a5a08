//! Who may import whom: the lines that keep the stages apart.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fixture;

/// What a folder or file of the library may name, beside itself and the report.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("spec", &["similar", "spec"]),
    ("model", &["model"]),
    ("lower", &["lower", "model", "settings", "similar", "spec"]),
    ("lint", &["spec"]),
    ("emit", &["emit", "model", "source_file"]),
    ("output", &["output", "source_file"]),
    ("report", &["settings", "spec"]),
    ("settings", &["settings", "similar", "spec"]),
    ("similar.rs", &[]),
    ("source_file.rs", &[]),
];

/// The crates that only some folders may use.
const CRATES: [(&str, &[&str]); 6] = [
    ("openapiv3", &["spec"]),
    ("serde_yaml", &["spec/yaml.rs"]),
    ("quote", &["emit"]),
    ("proc_macro2", &["emit", "output", "source_file.rs"]),
    ("prettyplease", &["output/render.rs"]),
    ("heck", &["lower/naming"]),
];

#[test]
fn stages_name_only_what_they_may() {
    for (part, allowed) in ALLOWED {
        for (path, text) in sources(part) {
            for name in named_modules(&text) {
                assert!(
                    name == "report" || allowed.contains(&name.as_str()),
                    "{} names `crate::{name}`; {part} may name {allowed:?}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn crates_stay_in_their_folders() {
    let root = fixture::package().join("src");
    for (name, folders) in CRATES {
        for (path, text) in sources("") {
            let below = path
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            let is_allowed = folders
                .iter()
                .any(|folder| below == *folder || below.starts_with(&format!("{folder}/")));
            let is_used = code_lines(&text).any(|line| names_crate(line, name));
            assert!(
                !is_used || is_allowed,
                "{below} uses `{name}`, which belongs to {folders:?}"
            );
        }
    }
}

/// The runtime files that codegen copies are all there are, and it declares them as their crate does.
#[test]
fn every_runtime_file_is_known() {
    let runtime = fixture::workspace().join("templates/src/runtime");
    let emitted = fs::read_to_string(fixture::package().join("src/emit/runtime.rs")).unwrap();
    let emitted: String = emitted.split_whitespace().collect();
    for entry in runtime.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            module == "mod" || emitted.contains(&format!("runtime_file!(\"{module}\"")),
            "codegen does not know the runtime file {module}.rs"
        );
    }
}

fn sources(part: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(&fixture::package().join("src").join(part), &mut found);
    if !part.is_empty() && !part.ends_with(".rs") {
        let beside = fixture::package().join("src").join(format!("{part}.rs"));
        if beside.exists() {
            collect(&beside, &mut found);
        }
    }
    assert!(!found.is_empty(), "no sources of {part}");
    found
}

fn collect(path: &Path, found: &mut Vec<(PathBuf, String)>) {
    if path.is_dir() {
        for entry in path.read_dir().unwrap() {
            collect(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push((path.to_owned(), fs::read_to_string(path).unwrap()));
    }
}

/// The modules of the library that a file names, as `crate::module`.
fn named_modules(text: &str) -> Vec<String> {
    code_lines(text)
        // What stands in a string or in quoted tokens is about the generated crate.
        .filter(|line| !line.contains("quote!") && !line.contains('"') && !line.contains('#'))
        .flat_map(|line| {
            line.match_indices("crate::")
                .map(|(start, _)| &line[start + 7..])
                .collect::<Vec<_>>()
        })
        .map(|rest| {
            rest.split(|character: char| !character.is_alphanumeric() && character != '_')
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .filter(|name| !matches!(name.as_str(), "" | "runtime" | "types" | "operations"))
        .collect()
}

/// Whether a line names a crate, and not something whose name ends as the crate's does.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}::")).any(|(start, _)| {
        !line[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    })
}

fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

/// Generated crates have the features and dependencies that their runtime is tested with.
#[test]
fn manifests_agree() {
    let read = |path: &str| -> toml::Table {
        let text = fs::read_to_string(fixture::workspace().join(path)).unwrap();
        text.parse().unwrap()
    };
    let own = read("templates/Cargo.toml");
    let emitted = read("xtask/src/emit/runtime_dependencies.toml");
    assert!(emitted.contains_key("dependencies"));
    for (key, value) in &emitted {
        assert_eq!(Some(value), own.get(key), "{key}");
    }
}

/// A feature of the runtime goes with the documents that have a use for it.
#[test]
fn features_by_need() {
    let manifest = |name: &str| -> toml::Table {
        let path = fixture::package().join(format!("tests/fixtures/{name}.yaml"));
        let files = fixture::Fixture::read(&path).files();
        files.get("Cargo.toml").unwrap().parse().unwrap()
    };
    let (with, without) = (manifest("oauth2"), manifest("client"));
    assert!(with["features"].get("oauth2").is_some());
    assert!(with["dependencies"].get("sha2").is_some());
    assert!(without["features"].get("oauth2").is_none());
    assert!(without["dependencies"].get("sha2").is_none());
    // Nothing else differs.
    let count = |table: &toml::Table, key: &str| table[key].as_table().unwrap().len();
    for key in ["features", "dependencies"] {
        assert_eq!(count(&with, key), count(&without, key) + 1, "{key}");
    }
}
