//! Documents of several files: relative references, cycles between files, names after files, and mistakes
//! in a file that is not the main one.

use std::fs;
use std::path::Path;

use bindery::model::outline::outline;
use bindery::report::Report;
use bindery::report::formats::Repeated;
use bindery::report::formats::text::render;
use bindery::settings::Target;
use bindery::spec::limits::Limits;
use bindery::spec::load;
use tempfile::TempDir;

const MAIN: &str = "
openapi: 3.0.3
info: {title: Files, version: '1'}
paths:
  /pets/{id}: {$ref: 'paths/pet.yml'}
  /toys:
    get: {$ref: './paths/toys%20list.yml#/get'}
components:
  schemas:
    Main: {type: object, properties: {pet: {$ref: 'models/pet.yml'}}}
";

const PATH: &str = "
parameters:
  - {$ref: '../parameters.json#/id'}
get:
  operationId: getPet
  responses:
    '200': {description: A pet., content: {application/json: {schema: {$ref: ../models/pet.yml}}}}
";

const TOYS: &str = "
get:
  operationId: listToys
  responses:
    '200':
      description: Toys.
      content: {application/json: {schema: {type: array, items: {$ref: '../models/shared.yml#/toy~1kind'}}}}
";

const PET: &str = "
type: object
properties:
  owner: {$ref: './shared.yml#/Owner'}
  main: {$ref: '../openapi.yaml#/components/schemas/Main'}
  inline: {type: object, properties: {a: {type: string}}}
";

const SHARED: &str = "
Owner: {type: object, properties: {pet: {$ref: pet.yml}}}
toy/kind: {type: string, enum: [ball]}
";

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The outline of a document with its diagnostics.
fn generated(files: &[(&str, &str)]) -> String {
    let folder = TempDir::new().unwrap();
    write(folder.path(), files);
    let path = folder.path().join("openapi.yaml");
    let mut report = Report::new();
    let source = load::read(&path, "openapi.yaml", &Limits::default(), &mut report);
    let target = Target::of_document("openapi.yaml".into(), "out".into(), "files".to_owned());
    let api = bindery::model_of(&source, &target, &mut report);
    let text = render(&report, (&source).into(), Repeated::Told, 140);
    let diagnostics = anstream::adapter::strip_str(&text).to_string();
    format!(
        "{diagnostics}{}",
        api.map(|api| outline(&api)).unwrap_or_default()
    )
}

const PARAMETERS: &str = "\u{feff}{\"id\": {\"name\": \"id\", \"in\": \"path\", \"required\": true, \"schema\": {\"type\": \"string\"}}}";

#[test]
fn files_refer_to_each_other() {
    let outline = generated(&[
        ("openapi.yaml", MAIN),
        ("paths/pet.yml", PATH),
        ("paths/toys list.yml", TOYS),
        ("models/pet.yml", PET),
        ("models/shared.yml", SHARED),
        ("parameters.json", PARAMETERS),
    ]);
    insta::assert_snapshot!(outline);
}

#[test]
fn mistakes_are_shown_in_their_files() {
    let report = generated(&[
        ("openapi.yaml", MAIN),
        (
            "paths/pet.yml",
            &PATH.replace("../models/pet.yml", "../models/cat.yml"),
        ),
        ("paths/toys list.yml", &TOYS.replace("toy~1kind", "nothing")),
        (
            "models/pet.yml",
            "type: object\nproperties: {a: {type: strng}}\n",
        ),
        ("models/shared.yml", SHARED),
        ("parameters.json", PARAMETERS),
    ]);
    insta::assert_snapshot!(report);
}

#[test]
fn a_file_that_is_no_document_is_shown_too() {
    let report = generated(&[
        ("openapi.yaml", MAIN),
        ("paths/pet.yml", "get: [unclosed"),
        ("paths/toys list.yml", TOYS),
        ("models/pet.yml", PET),
        ("models/shared.yml", SHARED),
        ("parameters.json", PARAMETERS),
    ]);
    insta::assert_snapshot!(report);
}
