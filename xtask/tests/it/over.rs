//! Documents that are corrected by Overlays and JSON Patches: what becomes of them, and what is said.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::Folder;
use bindery::report::Report;
use bindery::report::formats::text::render;
use bindery::report::formats::{Repeated, json};
use bindery::settings::Target;
use bindery::spec::corrections::Correction;
use bindery::spec::load::{self, Disk, Source, SourceFile, Syntax};

use crate::fixture;
use crate::mutants::mistaken;
use crate::random::Random;

/// A document and its corrections: parts of one text that begin with `#~` and a name.
pub fn case(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let mut parts = text.split("#~ ");
    let mut source = Source {
        name: "spec/pets.yaml".to_owned(),
        text: parts.next().unwrap().to_owned(),
        ..Source::default()
    };
    source.corrections = parts
        .map(|part| {
            let (name, text) = part.split_once('\n').unwrap();
            Correction {
                name: format!("spec/{name}"),
                file: SourceFile {
                    path: name.to_owned(),
                    text: text.to_owned(),
                },
            }
        })
        .collect();
    assert!(!source.corrections.is_empty());
    source
}

fn target() -> Target {
    Target::of_document("spec/pets.yaml".into(), "out".into(), "pets".to_owned())
}

fn plain(report: &Report, source: &Source) -> String {
    let text = render(report, source.into(), Repeated::Told, 120);
    anstream::adapter::strip_str(&text).to_string()
}

/// What is said of a document with its corrections, and what it is with them.
#[test]
fn corrections() {
    insta::glob!("..", "corrections/*.yaml", |path| {
        let source = case(path);
        let mut report = Report::new();
        bindery::lint(&source, &target(), &mut report);
        let limits = target().limits;
        let corrected = load::corrected(&source, &limits, &mut Report::new()).unwrap();
        let said = plain(&report, &source);
        insta::assert_snapshot!(said + &load::text(&corrected, Syntax::Yaml));
    });
}

/// Corrections with random mistakes, and those of other documents, end in a report whose places are in a file.
#[test]
fn mistaken_corrections_end_in_a_report() {
    let folder = fixture::package().join("tests/corrections");
    let mut paths: Vec<PathBuf> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let sources: Vec<Source> = paths.iter().map(|path| case(path)).collect();
    let mut random = Random(1);
    let limits = target().limits;
    let mut refused = 0;
    for index in 0..400 {
        let mut source = sources[index % sources.len()].clone();
        let other = &sources[random.below(sources.len())];
        source.corrections.extend(other.corrections.iter().cloned());
        for (number, correction) in source.corrections.iter_mut().enumerate() {
            correction.name = format!("spec/{number}.yaml");
            correction.file.path = format!("{number}.yaml");
            let read = Source {
                text: correction.file.text.clone(),
                ..Source::default()
            };
            if let Some(tree) = load::corrected(&read, &limits, &mut Report::new()) {
                correction.file.text = mistaken(tree, &mut random).to_string();
            }
        }
        let mut report = Report::new();
        bindery::lint(&source, &target(), &mut report);
        refused += usize::from(report.has_errors());
        for line in json::render(&report, (&source).into()).lines() {
            let told: serde_json::Value = serde_json::from_str(line).unwrap();
            let file = told["file"].as_str().unwrap();
            assert!(file.starts_with("spec/"), "{told}");
        }
    }
    assert!((100..400).contains(&refused), "{refused}");
}

const SETTINGS: &str = "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"generated\"\n\
                        corrections = [\"spec/pets.overlay.yaml\"]\n";

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: list
      tags: [pets]
      responses: {'204': {description: None.}}
";

const OVERLAY: &str = "overlay: 1.0.0
info: {title: Names, version: 1.0.0}
actions:
  - target: $.paths['/pets'].get
    update: {operationId: listPets}
";

/// A workspace whose document is corrected.
fn workspace() -> Folder {
    Folder::with(&[
        ("spec/bindery.toml", SETTINGS),
        ("spec/pets.yaml", DOCUMENT),
        ("spec/pets.overlay.yaml", OVERLAY),
    ])
}

#[test]
fn a_changed_correction_is_seen() {
    let workspace = workspace();
    workspace.told(&["codegen"], 0);
    let operations = workspace.path("generated/src/operations/pets.rs");
    let generated = || fs::read_to_string(&operations).unwrap();
    assert!(generated().contains("list_pets"), "{}", generated());
    assert!(!workspace.told(&["codegen"], 0).contains("read "));
    workspace.told(&["codegen", "--check"], 0);
    let renamed = OVERLAY.replace("listPets", "allPets");
    workspace.write("spec/pets.overlay.yaml", &renamed);
    workspace.told(&["codegen", "--check"], 1);
    assert!(workspace.told(&["codegen"], 0).contains("read "));
    assert!(generated().contains("all_pets"), "{}", generated());
    fs::remove_file(workspace.path("spec/pets.overlay.yaml")).unwrap();
    let said = workspace.told(&["codegen"], 2);
    assert!(
        said.contains("error[B0101]") && said.contains("bindery.toml:4:16"),
        "{said}"
    );
}

#[test]
fn corrections_are_named_on_the_command_line() {
    let workspace = workspace();
    let patch = r#"[{"op": "replace", "path": "/info/title", "value": "Toys"}]"#;
    workspace.write("title.json", patch);
    let printed = workspace.printed(&["correct"]);
    assert_eq!(
        printed,
        DOCUMENT
            .replace(
                "{title: Pets, version: '1'}",
                "\n  title: Pets\n  version: '1'"
            )
            .replace("info: \n", "info:\n")
            .replace("operationId: list", "operationId: listPets")
            .replace("[pets]", "\n      - pets")
            .replace("tags: \n", "tags:\n")
            .replace(
                "{'204': {description: None.}}",
                "\n        '204':\n          description: None."
            )
            .replace("responses: \n", "responses:\n")
    );
    workspace.printed(&[
        "correct",
        "spec/pets.yaml",
        "--correct",
        "spec/pets.overlay.yaml",
        "--correct",
        "title.json",
        "--out",
        "all.json",
    ]);
    let over = [
        "correct",
        "spec/pets.yaml",
        "--correct",
        "title.json",
        "--out",
    ];
    for own in ["spec/pets.yaml", "title.json"] {
        let said = workspace.told(&[&over[..], &[own]].concat(), 2);
        assert!(
            said.contains(&format!("{own} would be written over")),
            "{said}"
        );
    }
    assert_eq!(workspace.read("title.json"), patch);
    let all = workspace.read("all.json");
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["info"]["title"], "Toys");
    assert_eq!(all["paths"]["/pets"]["get"]["operationId"], "listPets");
    workspace.write("title.json", &patch.replace("title", "titel"));
    let arguments = ["lint", "spec/pets.yaml", "--correct", "title.json"];
    let said = workspace.told(&arguments, 2);
    assert!(said.contains("did you mean `/info/title`?"), "{said}");
    assert!(said.contains("--> title.json:1:"), "{said}");
    let lenient = [&arguments[..], &["--warn", "B0107"]].concat();
    workspace.told(&lenient, 0);
    let arguments = ["codegen", "--spec", "spec/pets.yaml", "--out", "o"];
    let named = ["--crate-name", "o", "--correct", "spec/pets.overlay.yaml"];
    workspace.told(&[&arguments[..], &named].concat(), 0);
    let generated = workspace.read("o/src/operations/pets.rs");
    assert!(generated.contains("list_pets"), "{generated}");
}

/// Each revision is read with the corrections that it has.
#[test]
fn versions_are_compared_as_they_are_corrected() {
    let workspace = workspace();
    workspace.git(&["init", "--quiet", "--initial-branch=main"]);
    let commit = |message: &str| {
        workspace.git(&["add", "--all"]);
        workspace.git(&["commit", "--quiet", "--message", message]);
    };
    commit("Correct pets");
    let more = format!(
        "{OVERLAY}  - target: $.paths['/pets'].get\n    update:\n      parameters:\n        - {{name: limit, in: query, required: true, schema: {{type: integer}}}}\n"
    );
    workspace.write("spec/pets.overlay.yaml", &more);
    let told = workspace.printed(&["diff", "HEAD"]);
    assert!(told.contains("breaking"), "{told}");
    assert!(told.contains("spec/pets.overlay.yaml:9:11"), "{told}");
    commit("Say how many");
    assert!(!workspace.printed(&["diff", "HEAD"]).contains("breaking"));
    let told = workspace.printed(&["diff", "HEAD~1", "HEAD"]);
    assert!(told.contains("breaking"), "{told}");
    // An older document is read with the corrections that were there and mean something in it.
    let without = DOCUMENT.replace("/pets:", "/animals:");
    workspace.write("old.yaml", &without);
    let told = workspace.printed(&["diff", "old.yaml", "spec/pets.yaml"]);
    assert!(told.contains("GET /animals"), "{told}");
}

/// What a reference of an overlay leads to is found from the document; an overlay may be for another of its files.
#[test]
fn files_are_found_from_the_document() {
    let workspace = workspace();
    workspace.write(
        "spec/models/pet.yaml",
        "{type: object, properties: {id: {type: string}}}",
    );
    let overlay = OVERLAY.replace(
        "{operationId: listPets}",
        "{responses: {'200': {description: One., content: {application/json: {schema: {$ref: models/pet.yaml}}}}}}",
    );
    workspace.write("fixes/pets.overlay.yaml", &overlay);
    let of_model = "overlay: 1.1.0\ninfo: {title: a, version: '1'}\nextends: ../spec/models/pet.yaml\nactions:\n  - {target: $.properties.id.type, update: integer}\n";
    workspace.write("fixes/pet.overlay.yaml", of_model);
    let mut target = target();
    target.corrections = vec![
        "fixes/pets.overlay.yaml".into(),
        "fixes/pet.overlay.yaml".into(),
    ];
    let mut report = Report::new();
    let source = load::read_corrected(
        &Disk,
        &workspace.path("spec/pets.yaml"),
        "spec/pets.yaml",
        &target.corrections(workspace.root()),
        &target.limits,
        &mut report,
    );
    let files = bindery::generate(&source, &target, &mut report);
    assert!(
        report.diagnostics().is_empty(),
        "{}",
        plain(&report, &source)
    );
    let files = files.unwrap();
    let pet = files
        .paths()
        .find(|path| path.ends_with("types/pet.rs"))
        .unwrap();
    let pet = files.get(pet).unwrap();
    assert!(pet.contains("i64"), "{pet}");
}
