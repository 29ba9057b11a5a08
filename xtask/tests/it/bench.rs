//! What speed is measured against: plain types that compile, and synthetic documents that generate.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use bindery::cli::floor;
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::Source;
use bindery::synthetic;

use crate::fixture::{self, Fixture};

/// The models of all fixtures, a module each, checked at once.
#[test]
fn plain_types_of_every_fixture_compile() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("floors");
    let src = root.join("src");
    fs::create_dir_all(&src).unwrap();
    let mut modules = String::new();
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        let (api, _) = fixture.model();
        let text = floor::library(&api.unwrap());
        fs::write(src.join(format!("{}.rs", fixture.name)), text).unwrap();
        modules.push_str(&format!("pub mod {};\n", fixture.name));
    }
    fs::write(src.join("lib.rs"), modules).unwrap();
    let manifest = floor::manifest("floors") + "\n[workspace]\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let lock = fixture::workspace().join("Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline"])
        .current_dir(&root)
        // What fixtures are checked with is built there already.
        .env(
            "CARGO_TARGET_DIR",
            root.with_file_name("fixtures").join("target"),
        )
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
}

#[test]
fn plain_types() {
    let document = r##"
openapi: 3.0.3
info: {title: Plain, version: "1"}
paths: {}
components:
  schemas:
    Pet:
      type: object
      required: [_id, kind]
      properties:
        _id: {type: integer}
        kind: {type: string, enum: [cat, dog]}
        nickname: {type: string, nullable: true}
        friends: {type: array, items: {$ref: "#/components/schemas/Pet"}}
      additionalProperties: {type: boolean}
    Shelter:
      oneOf: [{$ref: "#/components/schemas/Pet"}, {type: string}]
"##;
    let fixture = Fixture::of("plain", document.to_owned());
    let (api, _) = fixture.model();
    insta::assert_snapshot!(floor::library(&api.unwrap()));
}

#[test]
fn synthetic_documents_generate_without_a_problem() {
    let source = Source {
        name: "synthetic.json".to_owned(),
        text: synthetic::document(60),
        ..Source::default()
    };
    let target = Target::of_document("synthetic.json".into(), "out".into(), "large".to_owned());
    let mut report = Report::new();
    assert!(bindery::generate(&source, &target, &mut report).is_some());
    assert!(
        report.diagnostics().is_empty(),
        "{:?}",
        report.diagnostics()
    );
}
