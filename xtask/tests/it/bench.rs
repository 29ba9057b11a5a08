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

/// A workspace of one document and a baseline in which one figure is far too small and another far too large.
#[test]
fn the_guard_names_what_is_more_than_its_baseline() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("spec")).unwrap();
    fs::create_dir_all(root.join("xtask/speed")).unwrap();
    let document = fixture::package().join("tests/fixtures/lists.yaml");
    fs::copy(document, root.join("spec/lists.yaml")).unwrap();
    let settings = "[target.lists]\ndocument = \"spec/lists.yaml\"\noutput = \"lists\"\n";
    fs::write(root.join("spec/bindery.toml"), settings).unwrap();
    let baseline = root.join("xtask/speed/baseline.tsv");
    let lines = "# build: rustc of another machine\nwritten: lists\t10\tbytes\t2\nwritten: lists\t999999\tlines\t2\n";
    fs::write(&baseline, lines).unwrap();
    let guard = |argument: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        // Without valgrind, which takes seconds.
        command
            .args(["bench", argument])
            .current_dir(root)
            .env("PATH", "");
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    };
    let (code, said) = guard("--guard");
    assert_eq!(code, Some(1), "{said}");
    for part in [
        "MORE  written: lists: ",
        " bytes, was 10: ",
        " % more, 2 % are allowed",
        "less  written: lists: ",
        "new   written: runtime of lists: ",
        "NOT RUN: instructions: the baseline is of another build (rustc of another machine)",
        "NOT RUN: allocations: there is no templates/examples/call_cost.rs",
        "cargo xtask bench --update-baseline",
    ] {
        assert!(said.contains(part), "no `{part}` in: {said}");
    }
    let (code, said) = guard("--update-baseline");
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("NOT RUN: instructions: valgrind is not on the PATH"),
        "{said}"
    );
    let (code, said) = guard("--guard");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("3 figures compared"), "{said}");
    fs::write(&baseline, "written: lists\tmany\tbytes\t2\n").unwrap();
    let (code, said) = guard("--guard");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("line 1 is no figure"), "{said}");
}
