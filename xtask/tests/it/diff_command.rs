//! `cargo xtask diff` as a process: which versions it compares, what it tells, and how it ends.

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::folder::Folder;

const SETTINGS: &str = "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"generated\"\n\
                        package.version = \"0.3.1\"\n";

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: {'204': {description: None.}}
    delete:
      operationId: deletePets
      tags: [pets]
      responses: {'204': {description: None.}}
";

/// A repository with a workspace in it.
struct Repository(Folder);

impl Deref for Repository {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.0
    }
}

impl Repository {
    /// One whose default branch has the document.
    fn new() -> Self {
        let repository = Self(Folder::with(&[
            ("spec/bindery.toml", SETTINGS),
            ("spec/pets.yaml", DOCUMENT),
        ]));
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit("Describe pets");
        repository
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    fn diff(&self, arguments: &[&str]) -> Output {
        diff_in(self.root(), arguments)
    }

    /// What it tells, where it ends well.
    fn told(&self, arguments: &[&str]) -> String {
        let output = self.diff(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    /// The codes of the changes that it tells.
    fn codes(&self, arguments: &[&str]) -> Vec<String> {
        let json = [arguments, &["--format", "json"]].concat();
        codes_of(&self.told(&json))
    }
}

fn codes_of(json: &str) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let comparisons = json["targets"].as_array().unwrap();
    let changes = comparisons
        .iter()
        .flat_map(|comparison| comparison["changes"].as_array().unwrap());
    changes
        .map(|change| change["code"].as_str().unwrap().to_owned())
        .collect()
}

fn diff_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .arg("diff")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The document without its second operation.
fn without_delete() -> String {
    let (rest, _) = DOCUMENT.split_once("    delete:").unwrap();
    rest.to_owned()
}

/// The document with a third operation.
fn with_post() -> String {
    format!(
        "{DOCUMENT}    post:\n      operationId: addPet\n      responses: {{'204': {{description: None.}}}}\n"
    )
}

#[test]
fn without_arguments_the_branch_is_compared_with_the_default_branch() {
    let repository = Repository::new();
    assert_eq!(repository.codes(&[]), [""; 0]);
    repository.git(&["switch", "--quiet", "--create", "work"]);
    repository.write("spec/pets.yaml", &without_delete());
    assert_eq!(repository.codes(&[]), ["operation-removed"]);
    repository.commit("Remove an operation");
    assert_eq!(repository.codes(&[]), ["operation-removed"]);
    // What happens on the default branch meanwhile is none of the branch's changes.
    repository.git(&["switch", "--quiet", "main"]);
    repository.write("spec/pets.yaml", &with_post());
    repository.commit("Add an operation");
    repository.git(&["switch", "--quiet", "work"]);
    assert_eq!(repository.codes(&[]), ["operation-removed"]);
    let both = ["operation-removed", "operation-removed"];
    assert_eq!(repository.codes(&["main"]), both);
    assert_eq!(repository.codes(&["work", "main"]), ["operation-added"; 2]);
}

#[test]
fn a_side_is_a_file_a_revision_or_a_file_of_one() {
    let repository = Repository::new();
    repository.write("spec/pets.yaml", &without_delete());
    repository.write("old.yaml", DOCUMENT);
    let removed = ["operation-removed"];
    assert_eq!(repository.codes(&["old.yaml", "spec/pets.yaml"]), removed);
    // Of one document the other version is that of the target.
    assert_eq!(repository.codes(&["old.yaml"]), removed);
    assert_eq!(repository.codes(&["HEAD:spec/pets.yaml"]), removed);
    assert_eq!(repository.codes(&["HEAD", "spec/pets.yaml"]), removed);
    assert_eq!(repository.codes(&["HEAD"]), removed);
    assert_eq!(
        repository.codes(&["spec/pets.yaml", "HEAD:spec/pets.yaml"]),
        ["operation-added"]
    );
    repository.commit("Remove an operation");
    assert_eq!(repository.codes(&["HEAD~1", "HEAD"]), removed);
    assert_eq!(
        repository.codes(&["HEAD~1:spec/pets.yaml", "HEAD:./spec/pets.yaml"]),
        removed
    );
    // From any folder of the workspace.
    let output = diff_in(
        &repository.root().join("spec"),
        &["HEAD~1", "pets.yaml", "--format", "json"],
    );
    assert_eq!(codes_of(&text(&output.stdout)), removed);
}

#[test]
fn a_document_of_several_files_is_read_from_a_revision() {
    let repository = Repository::new();
    let document = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets: {$ref: parts/pets.yaml}\n";
    let part = "get:\n  operationId: listPets\n  responses: {'204': {description: None.}}\n";
    repository.write("spec/pets.yaml", document);
    repository.write("spec/parts/pets.yaml", part);
    repository.commit("Split the document");
    repository.write(
        "spec/parts/pets.yaml",
        &format!(
            "{part}{}",
            part.replace("get", "head").replace("listPets", "headPets")
        ),
    );
    assert_eq!(repository.codes(&["HEAD"]), ["operation-added"]);
    let told = repository.told(&["HEAD", "--format", "json"]);
    assert!(told.contains("\"spec/parts/pets.yaml\""), "{told}");
}

#[test]
fn it_fails_on_what_it_is_told_to() {
    let repository = Repository::new();
    let code = |arguments: &[&str]| repository.diff(arguments).status.code();
    assert_eq!(code(&["--fail-on", "any"]), Some(0));
    repository.write("spec/pets.yaml", &with_post());
    assert_eq!(code(&["--fail-on", "any"]), Some(1));
    assert_eq!(code(&["--fail-on", "breaking"]), Some(0));
    assert_eq!(code(&["--fail-on", "rust-major"]), Some(0));
    repository.write("spec/pets.yaml", &without_delete());
    assert_eq!(code(&["--fail-on", "breaking"]), Some(1));
    assert_eq!(code(&["--fail-on", "rust-major"]), Some(1));
    assert_eq!(code(&["--fail-on", "never"]), Some(0));
    assert_eq!(code(&[]), Some(0));
    // Another name is nothing on the wire, and another method in Rust.
    let renamed = DOCUMENT.replace("operationId: listPets", "operationId: allPets");
    repository.write("spec/pets.yaml", &renamed);
    assert_eq!(code(&["--fail-on", "breaking"]), Some(0));
    assert_eq!(code(&["--fail-on", "rust-major"]), Some(1));
}

#[test]
fn the_release_follows_from_what_changed() {
    let repository = Repository::new();
    let version = |document: &str| {
        repository.write("spec/pets.yaml", document);
        let json = repository.told(&["--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let target = &json["targets"][0];
        let (before, next) = (
            &target["crateVersion"]["before"],
            &target["crateVersion"]["next"],
        );
        format!("{} {before} {next}", target["bump"]).replace('"', "")
    };
    assert_eq!(version(DOCUMENT), "patch 0.3.1 0.3.1");
    assert_eq!(version(&with_post()), "minor 0.3.1 0.3.2");
    assert_eq!(version(&without_delete()), "major 0.3.1 0.4.0");
}

/// The names of the older crate live on where its file of names says which they are.
#[test]
fn names_that_are_kept_are_compared() {
    let repository = Repository::new();
    let codegen = || {
        let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(["codegen", "--quiet"])
            .current_dir(repository.root())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    let bump = |arguments: &[&str]| {
        let json = repository.told(&[arguments, &["--format", "json"]].concat());
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        json["targets"][0]["bump"].as_str().unwrap().to_owned()
    };
    let renamed = DOCUMENT.replace("operationId: listPets", "operationId: allPets");
    repository.write("spec/pets.yaml", &renamed);
    assert_eq!(bump(&[]), "major");
    repository.write("spec/pets.yaml", DOCUMENT);
    codegen();
    repository.commit("Generate");
    repository.git(&["checkout", "--quiet", "-b", "renamed"]);
    repository.write("spec/pets.yaml", &renamed);
    // Before and after the crate is generated anew.
    assert_eq!(bump(&[]), "minor");
    assert_eq!(bump(&["main:spec/pets.yaml", "spec/pets.yaml"]), "minor");
    codegen();
    assert_eq!(bump(&[]), "minor");
    assert_eq!(bump(&["main:spec/pets.yaml", "spec/pets.yaml"]), "minor");
    let told = repository.told(&[]);
    assert!(told.contains("deprecated alias"), "{told}");
    // A file that none can read is said with its place.
    repository.write("spec/pets.names", "type = Pet\n");
    let output = repository.diff(&[]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.contains("spec/pets.names:1:1"), "{told}");
    fs::write(repository.root().join("spec/pets.names"), b"\xff\n").unwrap();
    let output = repository.diff(&[]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.contains("cannot be read as text"), "{told}");
}

#[test]
fn what_is_told_can_be_chosen() {
    let repository = Repository::new();
    let changed = without_delete()
        + "  /toys:\n    get:\n      operationId: listToys\n      tags: [toys]\n      responses: {'204': {description: None.}}\n";
    repository.write("spec/pets.yaml", &changed);
    let (added, removed) = (
        ["operation-added"].as_slice(),
        ["operation-removed"].as_slice(),
    );
    assert_eq!(
        repository.codes(&[]),
        ["operation-removed", "operation-added"]
    );
    for (pattern, told) in [
        ("operation-added", added),
        ("code:*-removed", removed),
        ("/toys", added),
        ("/pets*", removed),
        ("tag:toys", added),
        ("GET /toys", added),
        ("operation:deletePets", removed),
    ] {
        assert_eq!(repository.codes(&["--only", pattern]), told, "{pattern}");
        let others = if told == added { removed } else { added };
        assert_eq!(
            repository.codes(&["--ignore", pattern]),
            others,
            "{pattern}"
        );
    }
    let misspelt = repository.diff(&["--only", "code:operation-remove"]);
    assert_eq!(misspelt.status.code(), Some(2));
    // What is not told does not fail, and the release is that of all changes.
    let ignoring = ["--ignore", "operation-removed", "--fail-on", "breaking"];
    assert_eq!(repository.diff(&ignoring).status.code(), Some(0));
}

#[test]
fn settings_say_how_much_a_change_matters() {
    let repository = Repository::new();
    repository.write("spec/pets.yaml", &without_delete());
    let set = |impact: &str| {
        let table = format!("{SETTINGS}[target.pets.changes]\noperation-removed = \"{impact}\"\n");
        repository.write("spec/bindery.toml", &table);
        repository.diff(&["--format", "json", "--fail-on", "breaking"])
    };
    assert_eq!(set("warning").status.code(), Some(0));
    assert!(text(&set("warning").stdout).contains("\"impact\": \"warning\""));
    assert_eq!(set("breaking").status.code(), Some(1));
    assert_eq!(codes_of(&text(&set("ignore").stdout)), [""; 0]);
    let unknown = set("harmless");
    assert_eq!(unknown.status.code(), Some(2));
    let problem = text(&unknown.stderr);
    assert!(problem.contains("spec/bindery.toml:6:"), "{problem}");
    assert!(
        problem.contains("`breaking`, `warning`, `info` or `ignore`"),
        "{problem}"
    );
    let misspelt = format!("{SETTINGS}[target.pets.changes]\noperation-remove = \"info\"\n");
    repository.write("spec/bindery.toml", &misspelt);
    let problem = text(&repository.diff(&[]).stderr);
    assert!(
        problem.contains("did you mean `operation-removed`"),
        "{problem}"
    );
}

#[test]
fn accepted_changes_do_not_fail_until_their_day() {
    let repository = Repository::new();
    repository.write("spec/pets.yaml", &without_delete());
    let subject = {
        let json = repository.told(&["--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        json["targets"][0]["changes"][0]["subject"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let line = format!(
        "# agreed with all callers\noperation-removed | {subject} | 2030-06-30 | nobody calls it\n"
    );
    repository.write("spec/pets.accepted", &line);
    let on = |day: &str| repository.diff(&["--fail-on", "breaking", "--today", day]);
    assert_eq!(on("2030-06-30").status.code(), Some(0));
    assert!(text(&on("2030-06-30").stdout).contains("nobody calls it"));
    let late = on("2030-07-01");
    assert_eq!(late.status.code(), Some(1));
    assert!(
        text(&late.stdout).contains("spec/pets.accepted:2"),
        "{}",
        text(&late.stdout)
    );
    // What is accepted on the wire is accepted in Rust.
    let major = repository.diff(&["--fail-on", "rust-major", "--today", "2030-06-30"]);
    assert_eq!(major.status.code(), Some(0), "{}", text(&major.stdout));
    // A line that nothing needs is told.
    repository.write("spec/pets.yaml", DOCUMENT);
    let stale = text(&on("2030-06-30").stdout);
    assert!(
        stale.contains("spec/pets.accepted:2") && stale.contains("take the line out"),
        "{stale}"
    );
    // So is one that is none, with its line.
    repository.write(
        "spec/pets.accepted",
        "operation-removed | GET /pets | soon | because\nx | y | 2030-01-01 | z\n",
    );
    let malformed = on("2030-06-30");
    assert_eq!(malformed.status.code(), Some(2));
    let problems = text(&malformed.stderr);
    assert!(
        problems.contains("spec/pets.accepted:1: `soon` is not a day"),
        "{problems}"
    );
    assert!(
        problems.contains("spec/pets.accepted:2: no change has the code `x`"),
        "{problems}"
    );
}

#[test]
fn a_changelog_goes_from_tag_to_tag() {
    let repository = Repository::new();
    repository.git(&["tag", "v0.1.0"]);
    repository.write("spec/pets.yaml", &with_post());
    repository.commit("Add an operation");
    repository.git(&["tag", "v0.2.0"]);
    repository.commit("Nothing of the document");
    repository.git(&["tag", "v0.2.1"]);
    repository.write("spec/pets.yaml", DOCUMENT);
    repository.commit("Remove it again");
    repository.git(&["tag", "v0.10.0"]);
    let told = repository.codes(&["--since-tag", "v0.1.0"]);
    assert_eq!(told, ["operation-removed", "operation-added"]);
    let json = repository.told(&["--since-tag", "v0.1.0", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let labels = json["targets"].as_array().unwrap().iter();
    let labels: Vec<String> = labels
        .map(|one| format!("{} {}", one["old"]["label"], one["new"]["label"]).replace('"', ""))
        .collect();
    assert_eq!(labels, ["v0.2.1 v0.10.0", "v0.1.0 v0.2.0"]);
    let unknown = repository.diff(&["--since-tag", "v9"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let outside = TempDir::new().unwrap();
    let fails = |folder: &Path, arguments: &[&str], says: &str| {
        let output = diff_in(folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let problem = text(&output.stderr);
        assert!(problem.contains(says), "{arguments:?}: {problem}");
        assert!(problem.contains("help: "), "{problem}");
        assert!(output.stdout.is_empty());
    };
    fails(outside.path(), &[], "no `spec/bindery.toml`");
    fails(outside.path(), &["a.yaml", "b.yaml"], "`a.yaml` is no file");
    let repository = Repository::new();
    let root = repository.root();
    fails(
        root,
        &["nowhere"],
        "`nowhere` is neither a file nor a revision",
    );
    fails(root, &["HEAD:no.yaml"], "`HEAD` has no file `no.yaml`");
    fails(root, &["--target", "cats"], "no target is named `cats`");
    repository.write("broken.yaml", "openapi: 3.0.3\ninfo: [\n");
    fails(root, &["broken.yaml", "spec/pets.yaml"], "broken.yaml");
    let wrong = DOCUMENT.replace("'204': {description: None.}", "'204': {$ref: '#/none'}");
    repository.write("wrong.yaml", &wrong);
    fails(root, &["wrong.yaml", "spec/pets.yaml"], "wrong.yaml:8:");
    let going = repository.diff(&["wrong.yaml", "spec/pets.yaml", "--keep-going"]);
    assert_eq!(going.status.code(), Some(0), "{}", text(&going.stderr));
    repository.git(&["branch", "--move", "other"]);
    fails(root, &[], "no default branch");
}

#[test]
fn a_target_of_one_side_only_is_said() {
    let repository = Repository::new();
    let settings =
        format!("{SETTINGS}[target.toys]\ndocument = \"spec/toys.yaml\"\noutput = \"toys\"\n");
    repository.write("spec/bindery.toml", &settings);
    repository.write("spec/toys.yaml", DOCUMENT);
    let output = repository.diff(&[]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stderr);
    assert!(
        said.contains("toys: a target of working tree only"),
        "{said}"
    );
}
