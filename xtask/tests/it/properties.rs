//! Properties that hold for every document: the same input gives the same bytes, the order of components is
//! nothing, and a change touches only the files that it concerns.
//!
//! The documents are the fixtures and the one of this workspace, changed at random with fixed seeds.

use std::collections::BTreeSet;

use bindery::output::file_set::FileSet;
use bindery::report::Report;
use bindery::settings::{Settings, Target};
use bindery::spec::limits::Limits;
use bindery::spec::load::{self, Source};
use serde_json::{Map, Value, json};

use crate::fixture::{self, Fixture};
use crate::random::Random;

const SEEDS: u64 = 3;

/// A document as a tree, with its settings.
struct Tree {
    name: String,
    root: Value,
    target: Target,
}

impl Tree {
    fn files(&self) -> FileSet {
        self.files_of(&self.root)
    }

    fn files_of(&self, root: &Value) -> FileSet {
        let source = Source {
            name: format!("{}.yaml", self.name),
            text: root.to_string(),
            ..Source::default()
        };
        let mut report = Report::new();
        bindery::generate(&source, &self.target, &mut report)
            .unwrap_or_else(|| panic!("{}: {:?}", self.name, report.diagnostics()))
    }
}

fn documents() -> Vec<Tree> {
    let tree = |name: String, source: &Source, target: Target| {
        let document = load::parse(source, &Limits::default(), &mut Report::new()).unwrap();
        Tree {
            name,
            root: document.root,
            target,
        }
    };
    let mut trees: Vec<Tree> = fixture::all()
        .iter()
        .map(|path| Fixture::read(path))
        .map(|fixture| tree(fixture.name, &fixture.source, fixture.target))
        .collect();
    let (_, settings) = Settings::read(fixture::workspace(), &mut Report::new());
    for (name, target) in settings.unwrap().target {
        let path = fixture::workspace().join(&target.document);
        let source = load::read(
            &path,
            "document.yaml",
            &Limits::default(),
            &mut Report::new(),
        );
        trees.push(tree(name, &source, target));
    }
    trees
}

/// The paths of the files that differ.
fn differing(one: &FileSet, other: &FileSet) -> BTreeSet<String> {
    one.paths()
        .chain(other.paths())
        .filter(|path| one.get(path) != other.get(path))
        .map(str::to_owned)
        .collect()
}

fn schemas(root: &Value) -> Map<String, Value> {
    let schemas = root.pointer("/components/schemas");
    schemas
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}

/// The components that name one, directly or through others, and that one.
fn dependents(root: &Value, name: &str) -> BTreeSet<String> {
    let schemas = schemas(root);
    let mut found = BTreeSet::from([name.to_owned()]);
    loop {
        let before = found.len();
        for (other, schema) in &schemas {
            let text = schema.to_string();
            let names = |known: &String| {
                text.contains(&format!("#/components/schemas/{known}\""))
                    || text.contains(&format!("#/components/schemas/{known}/"))
                    || text.contains(&format!("\"{known}\""))
            };
            if found.iter().any(names) {
                found.insert(other.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// The files that hold the types of components: those that name their places.
fn files_of_components(files: &FileSet, components: &BTreeSet<String>) -> BTreeSet<String> {
    let holds = |text: &str| {
        components.iter().any(|name| {
            let place = format!(
                "#/components/schemas/{}",
                name.replace('~', "~0").replace('/', "~1")
            );
            text.contains(&format!("{place}`")) || text.contains(&format!("{place}/"))
        })
    };
    files
        .iter()
        .filter(|(path, text)| path.starts_with("src/types/") && holds(text))
        .map(|(path, _)| path.to_owned())
        .collect()
}

/// What a change may touch anywhere: examples of calls, and tests of examples.
fn is_summary(path: &str) -> bool {
    path == "README.md" || path.starts_with("src/guide/") || path.starts_with("tests/contract/")
}

fn assert_only(
    tree: &Tree,
    what: &str,
    new: &Value,
    is_allowed: impl Fn(&str, &FileSet, &FileSet) -> bool,
) {
    let (before, after) = (tree.files(), tree.files_of(new));
    let unexpected: Vec<String> = differing(&before, &after)
        .into_iter()
        .filter(|path| !is_summary(path) && !is_allowed(path, &before, &after))
        .collect();
    assert!(
        unexpected.is_empty(),
        "{}: {what} touches {unexpected:?}",
        tree.name
    );
    // Taking it back gives the old bytes: nothing is remembered between runs.
    assert_eq!(differing(&before, &tree.files()), BTreeSet::new());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for tree in documents() {
        let one = tree.files();
        // Another thread has other seeds for its hashes.
        let other = std::thread::scope(|scope| scope.spawn(|| tree.files()).join().unwrap());
        assert_eq!(differing(&one, &other), BTreeSet::new(), "{}", tree.name);
    }
}

#[test]
fn the_order_of_components_is_nothing() {
    for tree in documents() {
        let before = tree.files();
        for seed in 0..SEEDS {
            let mut random = Random(seed);
            let mut root = tree.root.clone();
            let sections = root.get_mut("components").and_then(Value::as_object_mut);
            for (_, section) in sections.into_iter().flatten() {
                let Some(entries) = section.as_object_mut() else {
                    continue;
                };
                let mut shuffled: Vec<(String, Value)> =
                    std::mem::take(entries).into_iter().collect();
                random.shuffle(&mut shuffled);
                entries.extend(shuffled);
            }
            let differing: Vec<String> = differing(&before, &tree.files_of(&root))
                .into_iter()
                // Credentials are in the order of the document.
                .filter(|path| !is_summary(path) && path != "src/client.rs")
                .collect();
            assert!(
                differing.is_empty(),
                "{}, seed {seed}: {differing:?}",
                tree.name
            );
        }
    }
}

#[test]
fn a_new_component_touches_its_own_file() {
    for tree in documents() {
        let mut root = tree.root.clone();
        if root.get("components").is_none() {
            root["components"] = json!({ "schemas": {} });
        }
        if root["components"].get("schemas").is_none() {
            root["components"]["schemas"] = json!({});
        }
        root["components"]["schemas"]["ZzqFresh"] = json!({
            "type": "object",
            "properties": { "a": { "type": "string", "enum": ["x"] }, "b": { "type": "object", "properties": { "c": { "type": "integer" } } } }
        });
        assert_only(&tree, "a component", &root, |path, before, _| {
            // The first enumeration of a document brings its part of the runtime.
            let is_runtime = path.starts_with("src/runtime/")
                && (before.get(path).is_none() || path == "src/runtime/mod.rs");
            is_runtime || matches!(path, "src/types/mod.rs" | "src/types/zzq_fresh.rs")
        });
    }
}

#[test]
fn a_new_property_touches_the_types_that_hold_it() {
    for tree in documents() {
        for seed in 0..SEEDS {
            let objects: Vec<String> = schemas(&tree.root)
                .into_iter()
                .filter(|(_, schema)| schema.get("properties").is_some_and(Value::is_object))
                .map(|(name, _)| name)
                .collect();
            if objects.is_empty() {
                continue;
            }
            let name = &objects[Random(seed).below(objects.len())];
            let mut root = tree.root.clone();
            root["components"]["schemas"][name]["properties"]["zzq_fresh"] =
                json!({ "type": "string" });
            let dependents = dependents(&tree.root, name);
            assert_only(
                &tree,
                &format!("a property of {name}"),
                &root,
                |path, _, after| files_of_components(after, &dependents).contains(path),
            );
        }
    }
}

#[test]
fn a_new_value_touches_the_types_that_hold_it() {
    for tree in documents() {
        for seed in 0..SEEDS {
            let lists: Vec<String> = schemas(&tree.root)
                .into_iter()
                .filter(|(_, schema)| {
                    let values = schema.get("enum").and_then(Value::as_array);
                    schema.get("type") == Some(&json!("string"))
                        && values.is_some_and(|values| values.iter().all(Value::is_string))
                })
                .map(|(name, _)| name)
                .collect();
            if lists.is_empty() {
                continue;
            }
            let name = &lists[Random(seed).below(lists.len())];
            let mut root = tree.root.clone();
            let values = root["components"]["schemas"][name]["enum"]
                .as_array_mut()
                .unwrap();
            values.push(json!("zzq fresh"));
            let dependents = dependents(&tree.root, name);
            assert_only(
                &tree,
                &format!("a value of {name}"),
                &root,
                |path, _, after| files_of_components(after, &dependents).contains(path),
            );
        }
    }
}

#[test]
fn a_new_operation_touches_its_tag() {
    for tree in documents() {
        let mut root = tree.root.clone();
        if !root.get("paths").is_some_and(Value::is_object) {
            continue;
        }
        root["paths"]["/zzq-fresh"] = json!({ "get": {
            "operationId": "zzqFresh",
            "tags": ["zzq fresh"],
            "responses": { "200": { "description": "Fresh.", "content": { "application/json": { "schema": {
                "type": "object", "properties": { "a": { "type": "string" } }
            } } } } }
        } });
        // A document without operations is all about its types, which have constructors for all who come. The first
        // operation makes it one of an API, where requests alone decide who has some.
        let is_first = !tree.root["paths"].to_string().contains("\"responses\"");
        // A second tag makes a feature of each, which a new one adds itself to.
        let has_features = |files: &FileSet| {
            let manifest = files.iter().find(|(path, _)| *path == "Cargo.toml");
            manifest.is_some_and(|(_, text)| text.contains("all-tags"))
        };
        assert_only(&tree, "an operation", &root, |path, before, after| {
            let is_second = !has_features(before) && has_features(after);
            (is_first && path.starts_with("src/types/"))
                || (is_second && matches!(path, "src/lib.rs" | "src/guide.rs"))
                || (has_features(after) && path == "Cargo.toml")
                || matches!(
                    path,
                    "src/client.rs"
                        | "src/operations/mod.rs"
                        | "src/operations/zzq_fresh.rs"
                        | "src/types/mod.rs"
                        | "src/types/zzq_fresh.rs"
                )
        });
    }
}

/// The addresses of all nodes.
fn places(node: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match node {
        Value::Object(entries) => {
            for (key, value) in entries {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_value_of_another_kind_anywhere_is_no_panic() {
    const PLACES: usize = 40;
    let odd = [
        json!(null),
        json!(5),
        json!(true),
        json!("odd ` \" */ \n"),
        json!([]),
        json!([[1]]),
        json!({}),
        json!({ "$ref": "#" }),
        json!({ "type": ["string", "object"], "allOf": [{ "$ref": "#/components/schemas/Pet" }] }),
    ];
    for tree in documents() {
        let mut all = Vec::new();
        places(&tree.root, "", &mut all);
        let mut random = Random(7);
        for _ in 0..PLACES {
            let place = &all[random.below(all.len())];
            let value = &odd[random.below(odd.len())];
            let mut root = tree.root.clone();
            *root.pointer_mut(place).unwrap() = value.clone();
            let source = Source {
                name: "odd.yaml".to_owned(),
                text: root.to_string(),
                ..Source::default()
            };
            for keep_going in [false, true] {
                let target = Target {
                    keep_going,
                    ..tree.target.clone()
                };
                let mut report = Report::new();
                let files = bindery::generate(&source, &target, &mut report);
                assert_eq!(
                    files.is_none(),
                    report.has_errors(),
                    "{}: {place} = {value}",
                    tree.name
                );
            }
        }
    }
}
