//! `cargo xtask codegen` as a process: exit codes, what it prints, what it does to the disk.

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::process::{Command, Output};
use std::thread;

use tempfile::TempDir;

use crate::folder::Folder;

const SETTINGS: &str = "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"generated\"\n";

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses: {'204': {description: None.}}
components:
  schemas:
    Pet: {type: object, properties: {id: {type: string}}}
    Toy: {type: object, properties: {id: {type: string}}}
";

/// A workspace with a document, in a folder of its own.
struct Workspace(Folder);

impl Deref for Workspace {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.0
    }
}

impl Workspace {
    fn new() -> Self {
        Self(Folder::with(&[
            ("spec/bindery.toml", SETTINGS),
            ("spec/pets.yaml", DOCUMENT),
        ]))
    }

    fn generated() -> Self {
        let workspace = Self::new();
        assert_eq!(workspace.codegen(&[]), 0);
        workspace
    }

    fn run(&self, arguments: &[&str]) -> Output {
        run_in(self.root(), arguments)
    }

    fn codegen(&self, arguments: &[&str]) -> i32 {
        let output = self.run(arguments);
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        output.status.code().unwrap()
    }

    fn is_clean(&self) -> bool {
        let output = self.run(&["--check"]);
        output.status.success() && output.stdout.is_empty() && output.stderr.is_empty()
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .arg("codegen")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn what_it_wrote_is_clean_from_any_folder() {
    let workspace = Workspace::generated();
    assert!(workspace.is_clean());
    let output = run_in(&workspace.path("generated/src"), &["--check"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn it_says_what_it_did() {
    let workspace = Workspace::new();
    let first = text(&workspace.run(&[]));
    assert!(
        first.contains("pets: read spec/pets.yaml: 1 operations, 2 types"),
        "{first}"
    );
    assert!(first.contains("new: generated/src/types/pet.rs"), "{first}");
    let second = text(&workspace.run(&[]));
    assert!(second.contains("pets: 0 of"), "{second}");
    assert!(text(&workspace.run(&["-v"])).contains("unchanged: generated/src/types/pet.rs"));
    assert_eq!(text(&workspace.run(&["-q"])), "");
    assert!(!second.contains('\u{1b}'), "colour without a terminal");
}

#[test]
fn no_two_targets_write_into_one_folder() {
    let workspace = Workspace::new();
    let other = SETTINGS
        .replace("target.pets", "target.more")
        .replace("\"generated", "\"./generated");
    workspace.write("spec/bindery.toml", &format!("{SETTINGS}{other}"));
    let output = workspace.run(&[]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output);
    assert!(
        said.contains("`more` and `pets` write into one folder"),
        "{said}"
    );
    assert!(!workspace.path("generated").exists());
    // Nor one into what another writes.
    let within = other.replace("./generated", "generated/src/more");
    workspace.write("spec/bindery.toml", &format!("{SETTINGS}{within}"));
    let said = text(&workspace.run(&[]));
    assert!(
        said.contains("`more` and `pets` write into one folder"),
        "{said}"
    );
    // Beside the sources of a crate there is room.
    let beside = other.replace("./generated", "generated/more");
    workspace.write("spec/bindery.toml", &format!("{SETTINGS}{beside}"));
    for arguments in [&[][..], &["--check"]] {
        let output = workspace.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    }
}

#[test]
fn a_check_finds_every_kind_of_drift() {
    let workspace = Workspace::generated();
    let pet = workspace.read("generated/src/types/pet.rs");

    workspace.write(
        "generated/src/types/pet.rs",
        &pet.replace("pub struct Pet", "pub struct Cat"),
    );
    let output = workspace.run(&["--check"]);
    assert_eq!(output.status.code(), Some(1));
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(
        stdout.contains("stale: generated/src/types/pet.rs"),
        "{stdout}"
    );
    assert!(
        stdout.contains("-pub struct Cat {\n+pub struct Pet {"),
        "{stdout}"
    );
    assert!(text(&output).contains("run `cargo xtask codegen`"));

    fs::remove_file(workspace.path("generated/src/types/pet.rs")).unwrap();
    assert!(text(&workspace.run(&["--check"])).contains("missing: generated/src/types/pet.rs"));
    workspace.write("generated/src/types/pet.rs", &pet);

    workspace.write("generated/src/types/mine.rs", "// mine\n");
    let output = workspace.run(&["--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("not generated: generated/src/types/mine.rs"));
    fs::remove_file(workspace.path("generated/src/types/mine.rs")).unwrap();

    workspace.write(
        "spec/pets.yaml",
        &DOCUMENT.replace(
            "    Toy: {type: object, properties: {id: {type: string}}}\n",
            "",
        ),
    );
    let output = workspace.run(&["--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("orphaned: generated/src/types/toy.rs"));
    assert_eq!(workspace.codegen(&[]), 0);
    assert!(!workspace.path("generated/src/types/toy.rs").exists());
    assert!(workspace.is_clean());
}

#[test]
fn names_are_kept_beside_the_settings() {
    let workspace = Workspace::generated();
    let names = workspace.read("spec/pets.names");
    assert!(names.contains("type Toy = "), "{names}");
    let renamed = DOCUMENT.replace("operationId: getPet", "operationId: fetchPet");
    workspace.write("spec/pets.yaml", &renamed);
    let output = workspace.run(&["--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output).contains("stale: spec/pets.names"),
        "{}",
        text(&output)
    );
    let output = workspace.run(&[]);
    assert!(
        text(&output).contains("changed: spec/pets.names"),
        "{}",
        text(&output)
    );
    assert!(workspace.is_clean());
    let operations = "generated/src/operations/untagged.rs";
    assert!(workspace.read(operations).contains("pub fn get_pet(&self"));
    assert_eq!(workspace.codegen(&["--prune-names"]), 0);
    assert!(workspace.is_clean());
    assert!(!workspace.read(operations).contains("pub fn get_pet(&self"));

    fs::remove_file(workspace.path("spec/pets.names")).unwrap();
    assert!(text(&workspace.run(&["--check"])).contains("missing: spec/pets.names"));
    // Outside of the settings there is none.
    let arguments = [
        "--spec",
        "spec/pets.yaml",
        "--out",
        "other",
        "--crate-name",
        "other",
    ];
    assert_eq!(workspace.codegen(&arguments), 0);
    assert_eq!(workspace.path("spec").read_dir().unwrap().count(), 2);
}

#[test]
fn nothing_is_written_where_the_names_cannot_be_read() {
    let workspace = Workspace::generated();
    let names = workspace.read("spec/pets.names");
    workspace.write("spec/pets.names", &format!("{names}<<<<<<< ours\n"));
    workspace.write("spec/pets.yaml", &DOCUMENT.replace("    Toy:", "    Ball:"));
    for arguments in [&[][..], &["--check"]] {
        let output = workspace.run(arguments);
        assert_eq!(output.status.code(), Some(2));
        let line = names.lines().count() + 1;
        let told = text(&output);
        assert!(told.contains("error[B0505]"), "{told}");
        assert!(
            told.contains(&format!("spec/pets.names:{line}:1")),
            "{told}"
        );
    }
    assert!(!workspace.path("generated/src/types/ball.rs").exists());
    fs::remove_file(workspace.path("spec/pets.names")).unwrap();
    fs::create_dir(workspace.path("spec/pets.names")).unwrap();
    assert_eq!(workspace.codegen(&[]), 2);
}

#[test]
fn every_byte_counts() {
    let workspace = Workspace::generated();
    for path in [
        "generated/src/lib.rs",
        "generated/src/runtime/call.rs",
        "generated/Cargo.toml",
        "generated/README.md",
    ] {
        let text = workspace.read(path);
        workspace.write(path, &format!("{text} "));
        assert_eq!(workspace.codegen(&["--check"]), 1, "{path}");
        assert_eq!(workspace.codegen(&[]), 0);
        assert_eq!(workspace.read(path), text);
    }
}

#[test]
fn files_of_others_are_never_deleted_or_overwritten() {
    let workspace = Workspace::generated();
    workspace.write("generated/tests/mine.rs", "// mine\n");
    workspace.write("generated/src/mine.rs", "// mine\n");
    let copy = workspace.read("generated/src/types/pet.rs");
    workspace.write("generated/src/types/copy.rs", &copy);
    assert_eq!(workspace.codegen(&[]), 0);
    assert_eq!(workspace.read("generated/tests/mine.rs"), "// mine\n");
    assert_eq!(workspace.read("generated/src/mine.rs"), "// mine\n");
    assert_eq!(workspace.read("generated/src/types/copy.rs"), copy);

    let other = Workspace::new();
    other.write("generated/src/lib.rs", "// a crate of my own\n");
    let output = other.run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output).contains("generated/src/lib.rs"),
        "{}",
        text(&output)
    );
    assert_eq!(other.read("generated/src/lib.rs"), "// a crate of my own\n");
    assert!(!other.path("generated/Cargo.toml").exists());
}

#[test]
fn an_unchanged_file_keeps_its_time_stamp() {
    let workspace = Workspace::generated();
    let modified = |path: &str| {
        fs::metadata(workspace.path(path))
            .unwrap()
            .modified()
            .unwrap()
    };
    let (toy, pet) = (
        modified("generated/src/types/toy.rs"),
        modified("generated/src/types/pet.rs"),
    );
    thread::sleep(std::time::Duration::from_millis(20));
    workspace.write(
        "spec/pets.yaml",
        &DOCUMENT.replace(
            "Pet: {type: object, ",
            "Pet: {type: object, description: Changed., ",
        ),
    );
    assert_eq!(workspace.codegen(&[]), 0);
    assert_eq!(modified("generated/src/types/toy.rs"), toy);
    assert_ne!(modified("generated/src/types/pet.rs"), pet);
}

#[test]
fn the_next_run_mends_an_interrupted_one() {
    let workspace = Workspace::generated();
    // As a run leaves it that was killed while it wrote: a temporary file, a file not yet written, a new
    // file already on the list, and a list that was cut in the middle of a line.
    workspace.write("generated/src/types/pet.rs.bindery-tmp", "half a fi");
    fs::remove_file(workspace.path("generated/src/types/toy.rs")).unwrap();
    workspace.write(
        "generated/src/types/new.rs",
        "// from a document that was reverted\n",
    );
    let list = workspace.read("generated/.bindery-files");
    workspace.write(
        "generated/.bindery-files",
        &format!("{list}src/types/new.rs\nsrc/types/ne"),
    );
    assert_eq!(workspace.codegen(&["--check"]), 1);
    assert_eq!(workspace.codegen(&[]), 0);
    assert!(workspace.is_clean());
    assert!(!workspace.path("generated/src/types/new.rs").exists());
    assert!(
        !workspace
            .path("generated/src/types/pet.rs.bindery-tmp")
            .exists()
    );
}

#[test]
fn a_list_cannot_lead_out_of_the_folder() {
    let workspace = Workspace::generated();
    let list = workspace.read("generated/.bindery-files");
    workspace.write(
        "generated/.bindery-files",
        &format!("{list}../spec/pets.yaml\n/etc/hostname\n"),
    );
    assert_eq!(workspace.codegen(&[]), 0);
    assert!(workspace.path("spec/pets.yaml").exists());
    assert!(workspace.is_clean());
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let workspace = Workspace::new();
    for round in 0..3 {
        if round > 0 {
            fs::remove_dir_all(workspace.path("generated")).unwrap();
        }
        thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| assert_eq!(workspace.codegen(&[]), 0));
            }
        });
        assert!(workspace.is_clean());
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let workspace = Workspace::new();
    workspace.write("generated", "a file where the folder should be");
    let output = workspace.run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("generated"), "{}", text(&output));
    assert!(
        text(&output).contains("must be writable"),
        "{}",
        text(&output)
    );
}

#[test]
fn nothing_is_written_of_a_bad_document() {
    let workspace = Workspace::generated();
    let before = workspace.read("generated/src/types/pet.rs");
    workspace.write(
        "spec/pets.yaml",
        &DOCUMENT.replace(
            "responses: {'204': {description: None.}}",
            &format!("responses: {{{BROKEN}}}"),
        ),
    );
    let output = workspace.run(&[]);
    assert_eq!(output.status.code(), Some(2));
    let text = text(&output);
    assert!(
        text.contains("error[B0202]: `#/nowhere` refers to nothing"),
        "{text}"
    );
    assert!(text.contains("spec/pets.yaml:9:"), "{text}");
    assert!(
        text.contains("skip = [\"#/paths/~1pets~1{id}/get\"]"),
        "{text}"
    );
    assert!(text.contains("nothing was written for `pets`"), "{text}");
    assert_eq!(workspace.read("generated/src/types/pet.rs"), before);
}

/// A response whose schema refers to nothing.
const BROKEN: &str =
    "'200': {description: One., content: {application/json: {schema: {$ref: '#/nowhere'}}}}";

#[test]
fn keep_going_leaves_out_just_the_operation_that_is_broken() {
    let workspace = Workspace::new();
    let other = "  /toys: {get: {operationId: getToys, responses: {'204': {description: None.}}}}\ncomponents:";
    workspace.write(
        "spec/pets.yaml",
        &DOCUMENT
            .replace(
                "responses: {'204': {description: None.}}",
                &format!("responses: {{{BROKEN}}}"),
            )
            .replace("components:", other),
    );
    let output = workspace.run(&["--keep-going"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("left out: \"#/paths/~1pets~1{id}/get\""));
    let operations = workspace.read("generated/src/operations/untagged.rs");
    assert!(operations.contains("GetToys") && !operations.contains("GetPet"));
}

#[test]
fn what_is_any_json_is_listed_with_the_reason() {
    let workspace = Workspace::new();
    workspace.write(
        "spec/pets.yaml",
        &DOCUMENT.replace("Toy: {type: object", "Any: {}\n    Toy: {type: object"),
    );
    let output = workspace.run(&["--report-untyped"]);
    assert!(text(&output).contains("1 schemas are any JSON"));
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(
        listed,
        "#/components/schemas/Any: a value of which the document says nothing\n"
    );
}

#[test]
fn usage_and_settings_that_cannot_be_used_end_with_2() {
    let workspace = Workspace::new();
    assert_eq!(workspace.codegen(&["--target", "cats"]), 2);
    assert_eq!(workspace.codegen(&["--no-such-flag"]), 2);
    assert_eq!(workspace.codegen(&["--spec", "spec/pets.yaml"]), 2);
    assert_eq!(
        workspace.codegen(&[
            "--spec",
            "spec/none.yaml",
            "--out",
            "out",
            "--crate-name",
            "out"
        ]),
        2
    );
    assert_eq!(
        workspace.codegen(&["--spec", "spec", "--out", "out", "--crate-name", "out"]),
        2
    );
    assert_eq!(
        workspace.codegen(&[
            "--spec",
            "spec/pets.yaml",
            "--out",
            "out",
            "--crate-name",
            "../out"
        ]),
        2
    );
    assert!(!workspace.path("out").exists());

    workspace.write(
        "spec/bindery.toml",
        "[target.pets]\ndocument = \"spec/pets.yaml\"\noutputs = \"x\"\n",
    );
    let output = workspace.run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output).contains("spec/bindery.toml:3:1"),
        "{}",
        text(&output)
    );

    let nowhere = TempDir::new().unwrap();
    let output = run_in(nowhere.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("spec/bindery.toml"));
}

#[test]
fn a_document_outside_the_settings() {
    let workspace = Workspace::new();
    let arguments = [
        "--spec",
        "spec/pets.yaml",
        "--out",
        "elsewhere/pets",
        "--crate-name",
        "my-pets",
    ];
    assert_eq!(workspace.codegen(&arguments), 0);
    assert!(
        workspace
            .read("elsewhere/pets/Cargo.toml")
            .contains("name = \"my-pets\"")
    );
    assert_eq!(
        workspace.codegen(&[&arguments[..], &["--check"]].concat()),
        0
    );
    // Where both lie is nothing that a file of the crate knows.
    let paths = ["spec/pets.yaml", "anywhere"].map(|path| workspace.path(path));
    let [spec, out] = paths.each_ref().map(|path| path.to_str().unwrap());
    let absolute = ["--spec", spec, "--out", out, "--crate-name", "my-pets"];
    assert_eq!(workspace.codegen(&absolute), 0);
    let manifest = workspace.read("anywhere/Cargo.toml");
    assert!(
        manifest.starts_with("# @generated by bindery from pets.yaml.\n"),
        "{manifest}"
    );
    let readme = workspace.read("anywhere/README.md");
    assert!(
        readme.contains("\nmy-pets = { path = \"path/to/my-pets\" }"),
        "{readme}"
    );
}
