//! The commands beside codegen that people use while they work: `model`, `why`, `watch`, `completions`, `man`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tempfile::TempDir;

const SETTINGS: &str = "[target.pets]
document = \"spec/pets.yaml\"
output = \"generated\"

[target.pets.rename]
\"#/components/schemas/Toy\" = \"Plaything\"
";

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{petId}:
    parameters:
      - {name: petId, in: path, required: true, schema: {type: string}}
    get:
      operationId: getPet
      tags: [pets]
      responses:
        '200':
          description: A pet.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet:
      type: object
      required: [petName]
      properties:
        petName: {type: string}
        pet_name: {type: string}
        kind: {type: string, enum: [cat, dog]}
    Toy: {type: object, properties: {id: {type: string}}}
";

fn workspace() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(folder.path().join("spec/bindery.toml"), SETTINGS).unwrap();
    fs::write(folder.path().join("spec/pets.yaml"), DOCUMENT).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(arguments).current_dir(folder);
    command
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_model_is_printed_whole_or_by_name() {
    let folder = workspace();
    let whole = said(folder.path(), &["model"]);
    assert!(
        whole.contains("types/pet\n  struct Pet [response] #/components/schemas/Pet\n"),
        "{whole}"
    );
    assert!(
        whole.contains("  get_pet() GetPet = \"getPet\": GET /pets/{petId}"),
        "{whole}"
    );
    insta::assert_snapshot!(said(folder.path(), &["model", "PetKind", "get_pet"]));
    let unknown = run(folder.path(), &["model", "PetKynd"]);
    assert_eq!(unknown.status.code(), Some(2));
    let error = String::from_utf8(unknown.stderr).unwrap();
    assert!(error.contains("did you mean `PetKind`"), "{error}");
}

#[test]
fn every_name_has_its_place_and_its_rule() {
    let folder = workspace();
    let asked = [
        "types::Pet",
        "Pet::pet_name",
        "Plaything",
        "types::PetKind::Cat",
        "pets::get_pet",
        "GetPet::pet_id",
        "#/components/schemas/Pet/properties/kind",
        "#/components/schemas/Pet/properties/petName",
    ];
    let new: Vec<String> = asked
        .iter()
        .map(|item| format!("why {item}\n{}", said(folder.path(), &["why", item])))
        .collect();
    insta::assert_snapshot!("why_of_a_new_crate", new.join("\n"));
    assert!(run(folder.path(), &["codegen", "-q"]).status.success());
    insta::assert_snapshot!(
        "why_of_a_kept_name",
        said(folder.path(), &["why", "GetPet::pet_id"])
    );

    let unknown = run(folder.path(), &["why", "types::Pett::kind"]);
    assert_eq!(unknown.status.code(), Some(2));
    let error = String::from_utf8(unknown.stderr).unwrap();
    assert!(error.contains("did you mean `types::Pet::kind`"), "{error}");
}

#[test]
fn places_are_those_of_the_document_that_was_written() {
    let folder = workspace();
    let document = "swagger: '2.0'
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {description: Pets., schema: {$ref: '#/definitions/Pet'}}
definitions:
  Pet: {type: object, properties: {petName: {type: string}}}
";
    fs::write(folder.path().join("old.yaml"), document).unwrap();
    let old = ["why", "--spec", "old.yaml"];
    let of = |item: &str| said(folder.path(), &[&old[..], &[item]].concat());
    insta::assert_snapshot!([of("Pet::pet_name"), of("list_pets")].join("\n"));
}

#[test]
fn what_a_correction_wrote_is_explained_at_its_place() {
    let folder = workspace();
    let overlay = "overlay: 1.0.0
info: {title: Ages, version: 1.0.0}
actions:
  - target: $.components.schemas.Pet.properties
    update: {petAge: {type: integer}}
";
    fs::write(folder.path().join("ages.yaml"), overlay).unwrap();
    let corrected = ["--spec", "spec/pets.yaml", "--correct", "ages.yaml"];
    let why = said(
        folder.path(),
        &[&["why", "Pet::pet_age"], &corrected[..]].concat(),
    );
    assert!(
        why.contains("at ages.yaml:5:14\n     #/components/schemas/Pet/properties/petAge\n"),
        "{why}"
    );
    let model = said(folder.path(), &[&["model", "Pet"], &corrected[..]].concat());
    assert!(model.contains("pet_age: i64 [optional]"), "{model}");
}

#[test]
fn shells_and_the_manual_know_all_commands() {
    let folder = workspace();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(folder.path(), &["completions", shell]);
        assert!(
            script.contains("bindery") && script.contains("verify-semver"),
            "{shell}: {script}"
        );
    }
    let written = run(folder.path(), &["man", "man"]);
    assert!(written.status.success(), "{written:?}");
    let page = fs::read_to_string(folder.path().join("man/bindery-codegen.1")).unwrap();
    assert!(page.contains("\\-\\-check"), "{page}");
    fs::write(folder.path().join("file"), "").unwrap();
    assert_eq!(run(folder.path(), &["man", "file"]).status.code(), Some(2));
}

/// A process that is ended with the test.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path) -> Self {
        let mut child = command(folder, &["watch"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// What it says until it waits again.
    fn until_idle(&self) -> String {
        let mut text = String::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(120));
            let line = line.unwrap_or_else(|error| panic!("{error} after:\n{text}"));
            text.push_str(&line);
            text.push('\n');
            if line.starts_with("watching ") {
                return text;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn a_watch_follows_changes_and_survives_broken_documents() {
    let folder = workspace();
    let document = folder.path().join("spec/pets.yaml");
    let pet = folder.path().join("generated/src/types/pet.rs");
    let watch = Watch::start(folder.path());
    assert!(
        watch
            .until_idle()
            .contains("new: generated/src/types/pet.rs")
    );

    fs::write(
        &document,
        DOCUMENT.replace("[cat, dog]", "[cat, dog, ferret]"),
    )
    .unwrap();
    let said = watch.until_idle();
    assert!(
        said.contains("changed: generated/src/types/pet.rs"),
        "{said}"
    );
    let written = fs::read_to_string(&pet).unwrap();
    assert!(written.contains("Ferret"));

    fs::write(&document, "openapi: 3.0.3\npaths: [").unwrap();
    let said = watch.until_idle();
    assert!(said.contains("error"), "{said}");
    assert_eq!(fs::read_to_string(&pet).unwrap(), written);

    // As editors do: another file of the same name.
    let other = folder.path().join("spec/.pets.yaml.swp");
    fs::write(&other, DOCUMENT.replace("[cat, dog]", "[cat, newt]")).unwrap();
    fs::rename(&other, &document).unwrap();
    let said = watch.until_idle();
    assert!(
        said.contains("changed: generated/src/types/pet.rs"),
        "{said}"
    );

    fs::write(
        folder.path().join("spec/bindery.toml"),
        SETTINGS.replace("Plaything", "Gadget"),
    )
    .unwrap();
    let said = watch.until_idle();
    assert!(
        said.contains("new: generated/src/types/gadget.rs"),
        "{said}"
    );
}

#[test]
fn a_watch_follows_corrections_what_they_refer_to_and_modules_by_hand() {
    let folder = workspace();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    let target = "[target.pets]\ncorrections = [\"spec/fix.yaml\"]\nmodules = [\"ext\"]\n";
    write(
        "spec/bindery.toml",
        &SETTINGS.replace("[target.pets]\n", target),
    );
    let overlay = "overlay: 1.0.0\ninfo: {title: Age, version: '1'}\nactions:\n\
                   - target: $.components.schemas.Pet.properties\n  \
                     update: {age: {$ref: 'age.yaml'}}\n";
    write("spec/fix.yaml", overlay);
    fs::create_dir_all(folder.path().join("generated/src")).unwrap();
    write("generated/src/ext.rs", "//! By hand.\n");
    let watch = Watch::start(folder.path());
    let said = watch.until_idle();
    assert!(
        said.contains("the file `age.yaml`, which is not there"),
        "{said}"
    );

    let pet = || fs::read_to_string(folder.path().join("generated/src/types/pet.rs")).unwrap();
    write("spec/age.yaml", "type: integer\n");
    watch.until_idle();
    assert!(pet().contains("age: Option<i64>"), "{}", pet());
    write("spec/age.yaml", "type: boolean\n");
    watch.until_idle();
    assert!(pet().contains("age: Option<bool>"), "{}", pet());

    let by_hand = folder.path().join("generated/src/ext.rs");
    fs::remove_file(&by_hand).unwrap();
    let said = watch.until_idle();
    assert!(said.contains("`ext` has no file"), "{said}");
    fs::write(&by_hand, "").unwrap();
    let said = watch.until_idle();
    assert!(!said.contains("error"), "{said}");
}
