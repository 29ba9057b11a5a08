//! The library as programs use it: a project generated, checked and compared, and its problems as data.

use std::fs;
use std::path::Path;

use bindery::{Error, FileChange, Project, Severity};
use tempfile::TempDir;

use crate::folder::write;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
";

/// A folder with the settings and documents of two targets.
fn workspace(document: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let settings = "[target.pets]\ndocument = 'spec/pets.yaml'\noutput = 'crates/pets'\n\n\
        [target.toys]\ndocument = 'spec/toys.yaml'\noutput = 'crates/toys'\n";
    write(folder.path(), "spec/bindery.toml", settings);
    write(folder.path(), "spec/pets.yaml", document);
    write(
        folder.path(),
        "spec/toys.yaml",
        &DOCUMENT.replace("Pet", "Toy"),
    );
    folder
}

#[test]
fn a_project_is_generated_and_checked() {
    let folder = workspace(DOCUMENT);
    let project = Project::open(folder.path()).unwrap();
    let drifted = project.check().unwrap();
    let names: Vec<&str> = drifted.iter().map(|one| one.target.as_str()).collect();
    assert_eq!(names, ["pets", "toys"]);
    assert!(drifted[0].text.contains("missing: crates/pets/src/lib.rs"));

    let generated = project.generate().unwrap();
    let [pets, toys] = &generated[..] else {
        panic!("{generated:?}");
    };
    assert_eq!((&pets.target[..], &toys.target[..]), ("pets", "toys"));
    let pet = Path::new("crates/pets/src/types/pet.rs").to_owned();
    assert!(pets.changed.contains(&(pet.clone(), FileChange::New)));
    assert!(folder.path().join("crates/toys/src/types/toy.rs").is_file());
    let names = Path::new("spec/pets.names").to_owned();
    assert!(pets.changed.contains(&(names.clone(), FileChange::New)));
    let settings = Path::new("spec/bindery.toml").to_owned();
    let document = Path::new("spec/pets.yaml").to_owned();
    assert_eq!(pets.inputs, [document, names.clone(), settings]);
    assert!(project.check().unwrap().is_empty());
    assert!(project.generate().unwrap()[0].changed.is_empty());

    let renamed = DOCUMENT
        .replace("Pet}", "Cat}")
        .replace("    Pet:", "    Cat:");
    write(
        folder.path(),
        "spec/pets.yaml",
        &renamed.replace("/Pet'", "/Cat'"),
    );
    let only = project.clone().only("pets").unwrap();
    let changed = &only.generate().unwrap()[0].changed;
    assert!(changed.contains(&(names, FileChange::Changed)));
    assert!(changed.contains(&(pet, FileChange::Deleted)), "{changed:?}");
    let unknown = project.only("cats").unwrap_err();
    assert_eq!(unknown.to_string(), "no target is named `cats`");
}

#[test]
fn problems_are_data_and_draw_themselves() {
    let broken = DOCUMENT.replace("schemas/Pet'", "schemas/Cat'");
    let folder = workspace(&broken);
    let project = Project::open(folder.path()).unwrap();
    let error = project.generate().unwrap_err();
    let diagnostics = error.diagnostics();
    let one = diagnostics.iter().last().unwrap();
    assert_eq!(one.severity, Severity::Error);
    assert_eq!(
        (one.code, one.file.as_deref()),
        ("B0202", Some("spec/pets.yaml"))
    );
    assert_eq!((one.line, one.column), (Some(9), Some(76)));
    assert!(one.pointer.as_ref().unwrap().ends_with("/schema/$ref"));
    assert!(one.help.as_ref().unwrap().contains("skip = ["));
    let drawn = one.to_string();
    assert!(
        drawn.contains("--> spec/pets.yaml:9:76") && drawn.contains("^^^^"),
        "{drawn}"
    );
    assert!(error.to_string().contains(&drawn));
    assert!(!folder.path().join("crates").exists());

    let kept = project.keep_going().generate().unwrap();
    let left_out = kept[0].diagnostics.iter().last().unwrap();
    assert_eq!(
        (left_out.code, left_out.severity),
        ("B0202", Severity::Warning)
    );
    let operations = folder.path().join("crates/pets/src/operations");
    assert!(operations.join("mod.rs").is_file());
    assert!(!operations.join("untagged.rs").exists());
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = TempDir::new().unwrap();
    let none = Project::open(folder.path()).unwrap_err();
    assert!(none.to_string().contains("error[B0501]"), "{none}");
    write(folder.path(), "spec/bindery.toml", "");
    let empty = Project::open(folder.path()).unwrap_err();
    assert!(empty.to_string().contains("no target"), "{empty}");
    let settings = "[target.a]\ndocument = 'a.yaml'\noutput = 'a'\ncrate-name = '1a'\n";
    write(folder.path(), "spec/bindery.toml", settings);
    let name = Project::open(folder.path()).unwrap_err();
    assert!(name.to_string().contains("spec/bindery.toml:4"), "{name}");
    let settings = "[target.a]\ndocument = 'a.yaml'\noutput = 'a'\n\n[target.b]\ndocument = 'b.yaml'\noutput = './a'\n";
    write(folder.path(), "spec/bindery.toml", settings);
    let same = Project::open(folder.path()).unwrap_err().to_string();
    assert!(
        same.contains("`a` and `b` write into one folder") && same.contains("spec/bindery.toml:7"),
        "{same}"
    );
    let name = Project::of_document("a.yaml", "a", "b c").unwrap_err();
    assert!(matches!(name, Error::Target(_)), "{name}");
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = workspace(DOCUMENT);
    write(folder.path(), "crates/pets/Cargo.toml", "[package]\n");
    let error = Project::open(folder.path())
        .unwrap()
        .generate()
        .unwrap_err();
    let manifest = folder.path().join("crates/pets/Cargo.toml");
    assert!(
        matches!(&error, Error::InTheWay(paths) if paths[..] == [manifest.clone()]),
        "{error}"
    );
    assert_eq!(fs::read_to_string(manifest).unwrap(), "[package]\n");
}

#[test]
fn two_versions_are_compared() {
    let old = workspace(DOCUMENT);
    let new = workspace(&DOCUMENT.replace("{name: {type: string}}", "{name: {type: integer}}"));
    let (old, new) = (
        Project::open(old.path()).unwrap(),
        Project::open(new.path()).unwrap(),
    );
    let compared = new.diff(&old).unwrap();
    assert_eq!(compared.len(), 2);
    assert_eq!(compared[0].target, "pets");
    assert!(!compared[0].is_empty());
    assert!(compared[1].is_empty());
    assert_eq!(compared[0].crate_version.0, "0.1.0");
}
