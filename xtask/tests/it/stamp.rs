//! A run that has nothing to do does nothing; whatever changed since the last one, it is seen.

use std::fs;

use crate::folder::Folder;

const SETTINGS: &str = "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"generated\"\n";

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      responses:
        '200': {description: All., content: {application/json: {schema: {$ref: 'schemas.yaml#/Pet'}}}}
components:
  schemas:
    Unused: {type: object, properties: {id: {type: string}}}
";

const SCHEMAS: &str = "Pet: {type: object, properties: {id: {type: string}}}\n";

/// A workspace whose crate is as a run left it.
fn generated() -> Folder {
    let workspace = Folder::with(&[
        ("spec/bindery.toml", SETTINGS),
        ("spec/pets.yaml", DOCUMENT),
        ("spec/schemas.yaml", SCHEMAS),
    ]);
    assert!(!codegen(&workspace, &[]).0);
    workspace
}

/// Whether a run did nothing, and what it said.
fn codegen(workspace: &Folder, arguments: &[&str]) -> (bool, String) {
    let said = workspace.told(&[&["codegen"], arguments].concat(), 0);
    (!said.contains("pets: read "), said)
}

#[test]
fn nothing_is_done_where_nothing_changed() {
    let workspace = generated();
    let (is_idle, said) = codegen(&workspace, &[]);
    assert!(is_idle && said.contains("pets: 0 of "), "{said}");
    // What the document may mean was said, and can be had again.
    assert!(said.contains("`--verbose` tells them"), "{said}");
    assert!(!codegen(&workspace, &["--verbose"]).0);
    assert!(!codegen(&workspace, &["--allow", "B0207"]).0);
    assert_eq!(codegen(&workspace, &["--check"]), (true, String::new()));
    // Time stamps are nothing: the same text is the same.
    workspace.write("spec/pets.yaml", DOCUMENT);
    assert!(codegen(&workspace, &[]).0);
}

#[test]
fn whatever_changed_is_seen() {
    let pet = "generated/src/types/pet.rs";
    type Change<'c> = (&'c str, &'c dyn Fn(&Folder));
    let changes: [Change<'_>; 9] = [
        ("the document", &|one| {
            one.write("spec/pets.yaml", &DOCUMENT.replace("All.", "Every."));
        }),
        ("a file of it", &|one| {
            one.write("spec/schemas.yaml", &SCHEMAS.replace("id:", "ID:"));
        }),
        ("the settings", &|one| {
            one.write("spec/bindery.toml", &format!("{SETTINGS}# more\n"));
        }),
        ("the names", &|one| one.write("spec/pets.names", "")),
        ("no names", &|one| {
            fs::remove_file(one.path("spec/pets.names")).unwrap();
        }),
        ("a file of the crate", &|one| {
            let text = fs::read_to_string(one.path(pet)).unwrap();
            one.write(pet, &text.replace("id", "di"));
        }),
        ("no file of the crate", &|one| {
            fs::remove_file(one.path(pet)).unwrap()
        }),
        ("another file of the crate", &|one| {
            one.write("generated/src/types/other.rs", "");
        }),
        ("the list of files", &|one| {
            fs::remove_file(one.path("generated/.bindery-files")).unwrap();
        }),
    ];
    for (what, change) in changes {
        let workspace = generated();
        assert!(codegen(&workspace, &[]).0, "{what}");
        change(&workspace);
        assert!(!codegen(&workspace, &[]).0, "{what}");
        // A stamp that says nothing is none.
        fs::remove_dir_all(workspace.path("target/bindery")).unwrap();
        assert!(!codegen(&workspace, &[]).0, "{what}");
    }
}

#[test]
fn a_stamp_that_is_none_is_ignored() {
    let workspace = generated();
    for stamp in fs::read_dir(workspace.path("target/bindery")).unwrap() {
        fs::write(stamp.unwrap().path(), "{").unwrap();
    }
    assert!(!codegen(&workspace, &[]).0);
    assert!(codegen(&workspace, &[]).0);
    // Without cargo's folder there is none.
    fs::remove_dir_all(workspace.path("target")).unwrap();
    assert!(!codegen(&workspace, &[]).0);
    assert!(!codegen(&workspace, &[]).0);
    assert!(!workspace.path("target").exists());
}
