//! The commands beside codegen that people use while they work: `model`, `why`, `watch`, `completions`, `man`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::folder::Folder;

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

fn workspace() -> Folder {
    Folder::with(&[
        ("spec/bindery.toml", SETTINGS),
        ("spec/pets.yaml", DOCUMENT),
    ])
}

/// What a command prints that has nothing to tell.
fn said(folder: &Folder, arguments: &[&str]) -> String {
    let (printed, told) = folder.run(arguments, 0);
    assert_eq!(told, "");
    printed
}

#[test]
fn the_model_is_printed_whole_or_by_name() {
    let folder = workspace();
    let whole = said(&folder, &["model"]);
    assert!(
        whole.contains("types/pet\n  struct Pet [response] #/components/schemas/Pet\n"),
        "{whole}"
    );
    assert!(
        whole.contains("  get_pet() GetPet = \"getPet\": GET /pets/{petId}"),
        "{whole}"
    );
    insta::assert_snapshot!(said(&folder, &["model", "PetKind", "get_pet"]));
    let method = said(&folder, &["model", "get_pet"]);
    for same in ["operations::pets::get_pet", "getPet", "GET /pets/{petId}"] {
        assert_eq!(said(&folder, &["model", same]), method, "{same}");
        assert!(
            said(&folder, &["why", same]).contains("operations::pets::get_pet"),
            "{same}"
        );
    }
    let of_type = said(&folder, &["model", "#/components/schemas/Pet"]);
    assert_eq!(of_type, said(&folder, &["model", "types::Pet"]));
    let error = folder.told(&["model", "PetKynd"], 2);
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
        .map(|item| format!("why {item}\n{}", said(&folder, &["why", item])))
        .collect();
    insta::assert_snapshot!("why_of_a_new_crate", new.join("\n"));
    folder.run(&["codegen", "-q"], 0);
    insta::assert_snapshot!(
        "why_of_a_kept_name",
        said(&folder, &["why", "GetPet::pet_id"])
    );

    let error = folder.told(&["why", "types::Pett::kind"], 2);
    assert!(error.contains("did you mean `types::Pet::kind`"), "{error}");
    let error = folder.told(&["why", "Pett"], 2);
    assert!(error.contains("did you mean `types::Pet`"), "{error}");
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
    folder.write("old.yaml", document);
    let old = ["why", "--spec", "old.yaml"];
    let of = |item: &str| said(&folder, &[&old[..], &[item]].concat());
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
    folder.write("ages.yaml", overlay);
    let corrected = ["--spec", "spec/pets.yaml", "--correct", "ages.yaml"];
    let why = said(
        &folder,
        &[&["why", "Pet::pet_age"], &corrected[..]].concat(),
    );
    assert!(
        why.contains("at ages.yaml:5:14\n     #/components/schemas/Pet/properties/petAge\n"),
        "{why}"
    );
    let model = said(&folder, &[&["model", "Pet"], &corrected[..]].concat());
    assert!(model.contains("pet_age: i64 [optional]"), "{model}");
}

#[test]
fn shells_and_the_manual_know_all_commands() {
    let folder = workspace();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&folder, &["completions", shell]);
        assert!(
            script.contains("bindery") && script.contains("verify-semver"),
            "{shell}: {script}"
        );
    }
    folder.run(&["man", "man"], 0);
    let page = folder.read("man/bindery-codegen.1");
    assert!(page.contains("\\-\\-check"), "{page}");
    folder.write("file", "");
    folder.run(&["man", "file"], 2);
}

/// A process that is ended with the test.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Folder) -> Self {
        let mut child = folder
            .command(&["watch"])
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
    let document = folder.path("spec/pets.yaml");
    let pet = folder.path("generated/src/types/pet.rs");
    let watch = Watch::start(&folder);
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
    let other = folder.path("spec/.pets.yaml.swp");
    fs::write(&other, DOCUMENT.replace("[cat, dog]", "[cat, newt]")).unwrap();
    fs::rename(&other, &document).unwrap();
    let said = watch.until_idle();
    assert!(
        said.contains("changed: generated/src/types/pet.rs"),
        "{said}"
    );

    folder.write(
        "spec/bindery.toml",
        &SETTINGS.replace("Plaything", "Gadget"),
    );
    let said = watch.until_idle();
    assert!(
        said.contains("new: generated/src/types/gadget.rs"),
        "{said}"
    );
}

#[test]
fn a_watch_follows_corrections_what_they_refer_to_and_modules_by_hand() {
    let folder = workspace();
    let write = |path: &str, text: &str| fs::write(folder.path(path), text).unwrap();
    let target = "[target.pets]\ncorrections = [\"spec/fix.yaml\"]\nmodules = [\"ext\"]\n";
    write(
        "spec/bindery.toml",
        &SETTINGS.replace("[target.pets]\n", target),
    );
    let overlay = "overlay: 1.0.0\ninfo: {title: Age, version: '1'}\nactions:\n\
                   - target: $.components.schemas.Pet.properties\n  \
                     update: {age: {$ref: 'age.yaml'}}\n";
    write("spec/fix.yaml", overlay);
    fs::create_dir_all(folder.path("generated/src")).unwrap();
    write("generated/src/ext.rs", "//! By hand.\n");
    let watch = Watch::start(&folder);
    let said = watch.until_idle();
    assert!(
        said.contains("the file `age.yaml`, which is not there"),
        "{said}"
    );

    let pet = || folder.read("generated/src/types/pet.rs");
    write("spec/age.yaml", "type: integer\n");
    watch.until_idle();
    assert!(pet().contains("age: Option<i64>"), "{}", pet());
    write("spec/age.yaml", "type: boolean\n");
    watch.until_idle();
    assert!(pet().contains("age: Option<bool>"), "{}", pet());

    let by_hand = folder.path("generated/src/ext.rs");
    fs::remove_file(&by_hand).unwrap();
    let said = watch.until_idle();
    assert!(said.contains("`ext` has no file"), "{said}");
    fs::write(&by_hand, "").unwrap();
    let said = watch.until_idle();
    assert!(!said.contains("error"), "{said}");
}
