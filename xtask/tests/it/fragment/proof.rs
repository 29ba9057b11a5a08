//! The code of the operations of a fragment is that of the whole document.
//!
//! For each tag of real documents, or each path where they have none, which are found beside the repository: the fragment is made, read again and
//! generated, and its operations are compared item by item. `BINDERY_FRAGMENTS` names other documents of the corpus,
//! with spaces between, or `all`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::fragment::{self, Provenance};
use bindery::spec::limits::Limits;
use bindery::spec::load::{self, Source, SourceFile};
use bindery::spec::selection::{Selection, candidates};
use quote::ToTokens;

use crate::fixture;

/// YAML and JSON; OpenAPI 3.0 and 3.1 and Swagger 2.0; of one file and of several; with webhooks, links and groups of
/// tags.
const DOCUMENTS: [&str; 10] = [
    "matrix-sync",
    "ory-hydra",
    "oxide-buildomat",
    "petstore",
    "realworld-conduit",
    "redocly-museum",
    "scalar-galaxy",
    "strimzi-kafka-bridge",
    "swagger2-docker",
    "vonage-voice",
];

/// The items of the files of operations: of an `impl`, each on its own. By the file and the name of the item.
type Items = HashMap<(String, String), String>;

fn items(source: &Source, name: &str) -> Result<Items, String> {
    let mut target = Target::of_document("document".into(), "out".into(), name.to_owned());
    target.keep_going = true;
    let mut report = Report::new();
    let files = bindery::generate(source, &target, &mut report)
        .ok_or_else(|| format!("{:?}", report.only_errors().diagnostics()))?;
    let mut items = Items::new();
    // The list of the files is as long as there are groups.
    let is_of_operations =
        |path: &str| path.starts_with("src/operations/") && !path.ends_with("/mod.rs");
    for (path, text) in files.iter().filter(|(path, _)| is_of_operations(path)) {
        for item in syn::parse_file(text).unwrap().items {
            let mut add = |name: String, item: &dyn ToTokens| {
                let known = items.entry((path.to_owned(), name)).or_default();
                known.push_str(&item.to_token_stream().to_string());
            };
            match item {
                // The call of an operation is one of the methods of its group.
                syn::Item::Impl(all) if all.trait_.is_none() => {
                    let of = all.self_ty.to_token_stream().to_string();
                    for item in &all.items {
                        let syn::ImplItem::Fn(method) = item else {
                            continue;
                        };
                        add(format!("{of}::{}", method.sig.ident), item);
                    }
                }
                syn::Item::Impl(all) => {
                    let of = all.self_ty.to_token_stream();
                    let (ty, _) = all.trait_.as_ref().unwrap();
                    add(format!("{} for {of}", ty.to_token_stream()), &all);
                }
                syn::Item::Struct(item) => add(item.ident.to_string(), &item),
                syn::Item::Enum(item) => add(item.ident.to_string(), &item),
                // What a file imports is as much as its operations need.
                syn::Item::Use(_) => {}
                item => add("other".to_owned(), &item),
            }
        }
    }
    Ok(items)
}

/// What the fragments of a document came to.
#[derive(Default)]
struct Tally {
    tags: usize,
    operations: usize,
    items: usize,
    /// Fragments whose text was written anew.
    anew: Vec<String>,
    differences: Vec<String>,
}

fn prove(name: &str, path: &Path) -> Tally {
    let limits = Limits::default();
    let file_name = path.file_name().unwrap().to_str().unwrap();
    let source = load::read(path, file_name, &limits, &mut Report::new());
    let document = load::trees(&source, &limits, &mut Report::new()).unwrap();
    let mut tally = Tally::default();
    let whole = match items(&source, name) {
        Ok(whole) => whole,
        Err(error) => {
            tally
                .differences
                .push(format!("the whole document: {error}"));
            return tally;
        }
    };
    let all = candidates(&document);
    let tags: BTreeSet<String> = all.iter().flat_map(|one| one.tags.clone()).collect();
    let of_tag = |tag: String| Selection {
        tags: vec![tag],
        ..Selection::default()
    };
    let of_path = |path: String| Selection {
        paths: vec![path],
        ..Selection::default()
    };
    let selections: Vec<Selection> = if tags.is_empty() {
        let paths: BTreeSet<String> = all.iter().map(|one| one.path.clone()).collect();
        paths.into_iter().map(of_path).collect()
    } else {
        tags.into_iter().map(of_tag).collect()
    };
    for selection in selections {
        let tag = selection
            .tags
            .iter()
            .chain(&selection.paths)
            .next()
            .unwrap()
            .clone();
        let (chosen, unmatched) = selection.choose(&document);
        assert!(unmatched.is_empty());
        let fragment = fragment::of(&document, &chosen);
        let provenance = Provenance {
            source: "whole.yaml".to_owned(),
            selection,
            files: Vec::new(),
        };
        let mut texts = fragment
            .texts(&source, &document, &provenance, &limits)
            .into_iter();
        let main = texts.next().unwrap();
        if main.is_anew {
            tally.anew.push(tag.clone());
        }
        let files = texts.map(|text| SourceFile {
            path: text.path,
            text: text.text,
        });
        let part = Source {
            name: source.name.clone(),
            text: main.text,
            files: files.collect(),
            ..Source::default()
        };
        tally.tags += 1;
        tally.operations += fragment.operations.len();
        match items(&part, name) {
            Err(error) => tally.differences.push(format!("{tag}: {error}")),
            Ok(part) => {
                for (key, item) in part {
                    tally.items += 1;
                    if whole.get(&key) != Some(&item) {
                        let is = if whole.contains_key(&key) {
                            "another"
                        } else {
                            "not in the whole"
                        };
                        tally
                            .differences
                            .push(format!("{tag}: {}: {} is {is}", key.0, key.1));
                    }
                }
            }
        }
    }
    tally.differences.sort();
    tally
}

fn corpus() -> PathBuf {
    fixture::workspace().join("../shared/corpus")
}

fn document(name: &str) -> Option<PathBuf> {
    let folder = corpus().join(name);
    let names = [
        "openapi.yaml",
        "openapi.json",
        "api/client-server/openapi.yaml",
    ];
    let mut files = names.iter().map(|file| folder.join(file));
    files.find(|path| path.is_file())
}

#[test]
fn the_operations_of_fragments_are_those_of_the_whole() {
    let names: Vec<String> = match std::env::var("BINDERY_FRAGMENTS") {
        Ok(names) if names == "all" => {
            let entries = corpus().read_dir().into_iter().flatten();
            let mut names: Vec<String> = entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        }
        Ok(names) => names.split_whitespace().map(str::to_owned).collect(),
        Err(_) => DOCUMENTS.map(str::to_owned).to_vec(),
    };
    let mut differences: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in &names {
        let Some(path) = document(name) else {
            println!("{name} is not beside the repository");
            continue;
        };
        let start = Instant::now();
        let tally = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(bindery::STACK);
            let run = thread.spawn_scoped(scope, || prove(name, &path)).unwrap();
            run.join().unwrap()
        });
        println!(
            "{name}: {} tags, {} operations, {} items, {} differences, anew {:?}, {:.1} s",
            tally.tags,
            tally.operations,
            tally.items,
            tally.differences.len(),
            tally.anew,
            start.elapsed().as_secs_f64()
        );
        for difference in tally.differences.iter().take(12) {
            println!("  {difference}");
        }
        if !tally.differences.is_empty() {
            differences.insert(name.clone(), tally.differences);
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}
