//! A run that has nothing to do does nothing; whatever changed since the last one, it is seen.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

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

struct Workspace(TempDir);

impl Workspace {
    /// One whose crate is as a run left it.
    fn generated() -> Self {
        let workspace = Self(TempDir::new().unwrap());
        workspace.write("spec/bindery.toml", SETTINGS);
        workspace.write("spec/pets.yaml", DOCUMENT);
        workspace.write("spec/schemas.yaml", SCHEMAS);
        fs::create_dir(workspace.path("target")).unwrap();
        assert!(!workspace.codegen(&[]).0);
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// Whether a run did nothing, and what it said.
    fn codegen(&self, arguments: &[&str]) -> (bool, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .arg("codegen")
            .args(arguments)
            .env_remove("CARGO_TARGET_DIR")
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        (!said.contains("pets: read "), said)
    }
}

#[test]
fn nothing_is_done_where_nothing_changed() {
    let workspace = Workspace::generated();
    let (is_idle, said) = workspace.codegen(&[]);
    assert!(is_idle && said.contains("pets: 0 of "), "{said}");
    // What the document may mean was said, and can be had again.
    assert!(said.contains("`--verbose` tells them"), "{said}");
    assert!(!workspace.codegen(&["--verbose"]).0);
    assert!(!workspace.codegen(&["--allow", "B0207"]).0);
    assert_eq!(workspace.codegen(&["--check"]), (true, String::new()));
    // Time stamps are nothing: the same text is the same.
    workspace.write("spec/pets.yaml", DOCUMENT);
    assert!(workspace.codegen(&[]).0);
}

#[test]
fn whatever_changed_is_seen() {
    let pet = "generated/src/types/pet.rs";
    type Change<'c> = (&'c str, &'c dyn Fn(&Workspace));
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
        let workspace = Workspace::generated();
        assert!(workspace.codegen(&[]).0, "{what}");
        change(&workspace);
        assert!(!workspace.codegen(&[]).0, "{what}");
        // A stamp that says nothing is none.
        fs::remove_dir_all(workspace.path("target/bindery")).unwrap();
        assert!(!workspace.codegen(&[]).0, "{what}");
    }
}

#[test]
fn a_stamp_that_is_none_is_ignored() {
    let workspace = Workspace::generated();
    for stamp in fs::read_dir(workspace.path("target/bindery")).unwrap() {
        fs::write(stamp.unwrap().path(), "{").unwrap();
    }
    assert!(!workspace.codegen(&[]).0);
    assert!(workspace.codegen(&[]).0);
    // Without cargo's folder there is none.
    fs::remove_dir_all(workspace.path("target")).unwrap();
    assert!(!workspace.codegen(&[]).0);
    assert!(!workspace.codegen(&[]).0);
    assert!(!workspace.path("target").exists());
}
