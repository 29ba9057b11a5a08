//! Modules of a generated crate that are written by hand.

use crate::fixture::Fixture;
use crate::folder::Folder;
use std::fs;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: {'204': {description: None.}}
";

const SETTINGS: &str = "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"generated\"\n\
                        modules = [\"ext\", \"pub more\"]\n";

fn workspace() -> Folder {
    Folder::with(&[
        ("spec/bindery.toml", SETTINGS),
        ("spec/pets.yaml", DOCUMENT),
    ])
}

fn codegen(workspace: &Folder, arguments: &[&str], code: i32) -> String {
    workspace.told(&[&["codegen"], arguments].concat(), code)
}

#[test]
fn they_are_declared_and_left_alone() {
    let workspace = workspace();
    let said = codegen(&workspace, &[], 2);
    assert!(said.contains("bindery.toml:4:12"), "{said}");
    assert!(
        said.contains("`ext` has no file `generated/src/ext.rs`"),
        "{said}"
    );
    assert!(!workspace.path("generated").exists());
    workspace.write("generated/src/ext.rs", "//! By hand.\nmod inner;\n");
    workspace.write("generated/src/ext/inner.rs", "//! By hand too.\n");
    workspace.write("generated/src/more.rs", "//! For all to see.\n");
    let said = codegen(&workspace, &[], 0);
    assert!(!said.contains("left alone"), "{said}");
    let root = workspace.read("generated/src/lib.rs");
    assert!(
        root.contains("\nmod ext;\n") && root.contains("\npub mod more;\n"),
        "{root}"
    );
    codegen(&workspace, &["--check"], 0);
    assert!(!codegen(&workspace, &[], 0).contains("read "));
    // What is written into them is nothing to codegen, and that they are there is.
    workspace.write("generated/src/ext/inner.rs", "//! Other.\n");
    assert!(!codegen(&workspace, &[], 0).contains("read "));
    fs::remove_file(workspace.path("generated/src/more.rs")).unwrap();
    codegen(&workspace, &["--check"], 2);
    // One that is no longer declared is somebody's file all the same.
    let fewer = SETTINGS.replace(", \"pub more\"", "");
    workspace.write("spec/bindery.toml", &fewer);
    workspace.write("generated/src/more.rs", "//! For all to see.\n");
    assert!(codegen(&workspace, &[], 0).contains("left alone: generated/src/more.rs"));
    assert!(workspace.path("generated/src/more.rs").exists());
    codegen(&workspace, &["--check"], 1);
}

#[test]
fn a_name_that_no_file_can_mend_is_told_as_that() {
    let workspace = workspace();
    let settings = SETTINGS.replace("pub more", "a b");
    workspace.write("spec/bindery.toml", &settings);
    let said = codegen(&workspace, &[], 2);
    assert!(said.contains("`a b` is no module"), "{said}");
    assert!(!said.contains("`a b` has no file"), "{said}");
    assert!(said.contains("`ext` has no file"), "{said}");
}

#[test]
fn what_is_no_module_is_told() {
    let text = "#: modules = [\"a-b\", \"types\", \"ext\", \"pub ext\", \"\", \"type\", \"a/b\"]\n"
        .to_owned();
    let fixture = Fixture::of("modules", text + DOCUMENT);
    let (api, report) = fixture.model();
    assert!(api.is_none());
    let told: Vec<&str> = report
        .diagnostics()
        .iter()
        .filter(|one| one.code.as_str() == "B0504")
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "`a-b` is no module",
            "the module `types` is generated",
            "the module `ext` is named twice",
            "`` is no module",
            "`type` is no module",
            "`a/b` is no module",
        ]
    );
}
