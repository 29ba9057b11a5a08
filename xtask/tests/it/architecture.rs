//! Who may import whom: the lines that keep the stages apart.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fixture::{self, Fixture};

/// What a folder or file of the library may name, beside itself and the report.
const ALLOWED: [(&str, &[&str]); 17] = [
    ("spec", &["similar", "spec", "wildcard"]),
    ("model", &["model"]),
    // A lock is made of a model, and asked by `lower`; it knows neither documents nor how names are made.
    ("names", &["model", "names"]),
    (
        "lower",
        &[
            "lower", "model", "names", "paths", "settings", "similar", "spec",
        ],
    ),
    ("lint", &["spec"]),
    ("emit", &["emit", "model", "source_file"]),
    (
        "diff/rust",
        &[
            "diff",
            "emit",
            "model",
            "names",
            "parallel",
            "source_file",
            "spec",
        ],
    ),
    ("output", &["output", "parallel", "source_file"]),
    ("report", &["settings", "spec"]),
    (
        "settings",
        &["names", "paths", "settings", "similar", "spec"],
    ),
    ("parallel.rs", &["STACK"]),
    // The pipeline from end to end, without a terminal.
    (
        "project",
        &[
            "diff",
            "emit",
            "model",
            "files_of",
            "model_of",
            "names",
            "output",
            "parallel",
            "paths",
            "project",
            "settings",
            "similar",
            "spec",
            "version_of",
        ],
    ),
    ("paths.rs", &[]),
    ("similar.rs", &[]),
    ("source_file.rs", &[]),
    ("synthetic.rs", &[]),
    ("wildcard.rs", &[]),
];

/// The crates that only some folders may use.
const CRATES: [(&str, &[&str]); 7] = [
    ("openapiv3", &["spec"]),
    // The floor of generating is what these two take by themselves.
    ("serde_yaml", &["cli/bench/generating.rs", "spec/yaml.rs"]),
    // The verdict reads the code that callers compile against, and its proof writes such callers.
    ("quote", &["diff/rust", "emit", "cli/verify_semver"]),
    ("proc_macro2", &["emit", "output", "source_file.rs"]),
    (
        "prettyplease",
        &[
            "cli/bench/generating.rs",
            "diff/rust/print.rs",
            "output/render.rs",
        ],
    ),
    ("heck", &["lower/naming"]),
    ("serde_json_path", &["spec/corrections/targets.rs"]),
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

/// Generated crates have the features and dependencies that their runtime is tested with, those that only some
/// documents have a use for with the documents that do.
#[test]
fn manifests_agree() {
    let own = fs::read_to_string(fixture::workspace().join("templates/Cargo.toml")).unwrap();
    let own: toml::Table = own.parse().unwrap();
    let manifest = |name: &str| -> toml::Table {
        let path = fixture::package().join(format!("tests/fixtures/{name}.yaml"));
        let files = Fixture::read(&path).files();
        let (_, manifest) = files
            .iter()
            .find(|(path, _)| *path == "Cargo.toml")
            .unwrap();
        manifest.parse().unwrap()
    };
    let (plain, xml, oauth2) = (manifest("presence"), manifest("xml"), manifest("oauth2"));
    for (section, of_xml, of_oauth2) in [
        ("features", "xml", "oauth2"),
        ("dependencies", "quick-xml", "sha2"),
    ] {
        let table = |manifest: &toml::Table| {
            let mut table = manifest[section].as_table().unwrap().clone();
            // That is for the types of a document.
            table.remove("jiff");
            table
        };
        let mut expected = table(&own);
        assert_eq!(table(&plain).get(of_xml), None);
        assert_eq!(table(&plain).get(of_oauth2), None);
        let mut all = table(&xml);
        all.extend([(of_oauth2.to_owned(), table(&oauth2)[of_oauth2].clone())]);
        assert_eq!(all, expected);
        for name in [of_xml, of_oauth2] {
            expected.remove(name);
        }
        expected.remove("default");
        let mut rest = table(&plain);
        rest.remove("default");
        assert_eq!(rest, expected);
    }
    assert_eq!(own["target"], plain["target"]);
}
