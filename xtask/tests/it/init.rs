//! `cargo xtask init` as a process: what it makes of folders of every kind, and what it leaves alone.
//!
//! Nothing is compiled here; that the outcome works is the newcomer's test.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::fixture;
use crate::folder::{read, write};

pub const PETS: &str = "openapi: 3.0.3
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
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
";

/// All files of a folder with their bytes, but for those of generated crates and of cargo.
fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            let shown = path.strip_prefix(root).unwrap().to_str().unwrap();
            if path.is_dir() {
                collect(root, &path, found);
            } else if path.is_file() {
                found.push((shown.replace('\\', "/"), fs::read(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    collect(root, root, &mut found);
    found.sort();
    found
}

fn paths(root: &Path) -> Vec<String> {
    let files = files(root).into_iter().map(|(path, _)| path);
    files.filter(|path| !path.starts_with("crates/")).collect()
}

pub fn init(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["init", "--no-check", "--bindery"])
        .arg(fixture::workspace())
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .unwrap()
}

pub fn text(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}

pub fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = init(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    text(&output)
}

/// Fails, says so, and leaves everything as it was.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let before = files(folder);
    let output = init(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(files(folder) == before, "{}", text(&output));
    text(&output)
}

/// What differs from machine to machine: the way to this checkout.
fn without_way(text: &str) -> String {
    let (before, rest) = text.split_once("path = \"").unwrap();
    let (_, after) = rest.split_once('"').unwrap();
    format!("{before}path = \"…\"{after}")
}

/// Codegen agrees with what init wrote.
fn is_fresh(folder: &Path) -> bool {
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["codegen", "--check"])
        .current_dir(folder)
        .output()
        .unwrap();
    output.status.success()
}

#[test]
fn an_empty_folder_becomes_a_workspace() {
    let outside = TempDir::new().unwrap();
    write(outside.path(), "petstore.yaml", PETS);
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let document = outside.path().join("petstore.yaml");
    let told = done(root, &["--document", document.to_str().unwrap()]);
    assert_eq!(
        paths(root),
        [
            ".cargo/config.toml",
            ".gitattributes",
            ".github/workflows/bindings.yml",
            ".gitignore",
            "Cargo.toml",
            "spec/bindery.toml",
            "spec/petstore.names",
            "spec/petstore.yaml",
            "xtask/Cargo.toml",
            "xtask/src/main.rs",
        ]
    );
    assert!(root.join("crates/petstore/src/types/pet.rs").is_file());
    assert!(is_fresh(root));
    let workflow = read(root, ".github/workflows/bindings.yml");
    let _: serde_yaml::Value = serde_yaml::from_str(&workflow).unwrap();
    insta::assert_snapshot!(
        [
            "Cargo.toml",
            ".cargo/config.toml",
            ".gitattributes",
            ".gitignore",
            "spec/bindery.toml",
            "xtask/src/main.rs",
            ".github/workflows/bindings.yml"
        ]
        .map(|path| format!("== {path}\n{}", read(root, path)))
        .join("\n")
            + "\n== xtask/Cargo.toml\n"
            + &without_way(&read(root, "xtask/Cargo.toml"))
            + "\n== told\n"
            + &told
    );

    // Once more, and there is nothing to do.
    let before = files(root);
    let again = done(root, &[]);
    assert!(files(root) == before, "{again}");
    assert!(again.contains("unchanged: Cargo.toml"), "{again}");

    // A second document, below the root, and from within the workspace: it stays where it is.
    let toys: serde_json::Value = serde_yaml::from_str(&PETS.replace("Pet", "Toy")).unwrap();
    write(root, "apis/toys/toys.json", &toys.to_string());
    let told = done(
        &root.join("apis"),
        &["--document", "toys/toys.json", "--folder", "../libs/toys"],
    );
    assert!(!told.contains("changed: xtask"), "{told}");
    let settings = read(root, "spec/bindery.toml");
    let target = "[target.toys]\ndocument = \"apis/toys/toys.json\"\noutput = \"libs/toys\"\n";
    assert!(settings.contains(target), "{settings}");
    assert!(read(root, "Cargo.toml").contains("\"xtask\", \"libs/toys\"]"));
    assert!(is_fresh(root));
    // The same once more is the same.
    let before = files(root);
    let told = done(root, &["--document", "apis/toys/toys.json"]);
    assert!(files(root) == before, "{told}");
    assert!(told.contains("the target `toys` has apis/toys/toys.json already"));
}

#[test]
fn a_document_of_several_files_is_copied_as_a_whole() {
    let outside = TempDir::new().unwrap();
    let main = PETS.replace("'#/components/schemas/Pet'", "../models/pet.yaml");
    let main = main.split("components:").next().unwrap();
    write(outside.path(), "v1/api/openapi.yaml", main);
    let pet = "type: object\nproperties: {name: {$ref: 'name.json#/Name'}}\n";
    write(outside.path(), "v1/models/pet.yaml", pet);
    write(
        outside.path(),
        "v1/models/name.json",
        r#"{"Name": {"type": "string"}}"#,
    );
    write(outside.path(), "v1/models/unused.yaml", "type: string\n");
    let folder = TempDir::new().unwrap();
    let document = outside.path().join("v1/api/openapi.yaml");
    let arguments = ["--no-ci", "--document", document.to_str().unwrap()];
    done(folder.path(), &arguments);
    let copied: Vec<String> = paths(folder.path())
        .into_iter()
        .filter(|path| path.starts_with("spec/pets/"))
        .collect();
    assert_eq!(
        copied,
        [
            "spec/pets/api/openapi.yaml",
            "spec/pets/models/name.json",
            "spec/pets/models/pet.yaml"
        ]
    );
    assert!(is_fresh(folder.path()));
    assert!(!folder.path().join(".github").exists());
}

#[test]
fn a_workspace_with_an_xtask_gets_another() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let manifest = "# Ours.\n[workspace]\nresolver = \"3\"\nmembers = [\n    \"app\", # the program\n    \"crates/*\",\n    \"xtask\",\n]\n";
    write(root, "Cargo.toml", manifest);
    for name in ["app", "xtask", "crates/lib"] {
        let package = name.rsplit('/').next().unwrap();
        write(
            root,
            &format!("{name}/Cargo.toml"),
            &format!("[package]\nname = \"{package}\"\nedition = \"2024\"\n"),
        );
        write(root, &format!("{name}/src/lib.rs"), "");
    }
    let config = "[build]\njobs = 2 # few\n\n[alias]\nxtask = \"run -p xtask --\"\n";
    write(root, ".cargo/config.toml", config);
    write(root, ".gitattributes", "*.png binary\n");
    write(root, "spec/pets.yaml", PETS);
    fs::create_dir(root.join(".git")).unwrap();
    // From a folder below the root.
    let told = done(
        &root.join("app"),
        &[
            "--document",
            "../spec/pets.yaml",
            "--crate-name",
            "pets-api",
        ],
    );
    assert_eq!(
        read(root, "Cargo.toml"),
        manifest.replace(
            "    \"xtask\",\n",
            "    \"xtask\",\n    \"bindings-xtask\",\n"
        )
    );
    assert_eq!(
        read(root, ".cargo/config.toml"),
        format!("{config}bindings = \"run --quiet --package bindings-xtask --\"\n")
    );
    assert!(read(root, ".gitattributes").starts_with("*.png binary\n\n"));
    assert!(root.join("crates/pets-api/Cargo.toml").is_file());
    assert_eq!(read(root, "xtask/src/lib.rs"), "");
    assert!(told.contains("cargo bindings codegen"), "{told}");
    assert!(told.contains("main_with"), "{told}");
    assert!(
        read(root, ".github/workflows/bindings.yml").contains("cargo bindings codegen --check")
    );
    assert!(is_fresh(root));
    // Cargo agrees that it is a workspace.
    let again = done(root, &[]);
    assert!(
        again.contains("unchanged: .cargo/config.toml") || !again.contains("new:"),
        "{again}"
    );
}

#[test]
fn a_single_crate_becomes_a_workspace() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("my odd [folder] 'é'");
    let manifest = "[package]\nname = \"app\" # mine\nedition = \"2024\"\n\n[dependencies]\n";
    write(&root, "Cargo.toml", manifest);
    write(&root, "src/main.rs", "fn main() {}\n");
    write(&root, "an api/pet store.yaml", PETS);
    done(
        &root,
        &[
            "--document",
            "an api/pet store.yaml",
            "--folder",
            "api clients/pets",
        ],
    );
    assert_eq!(
        read(&root, "Cargo.toml"),
        format!("{manifest}\n[workspace]\nmembers = [\"api clients/pets\", \"xtask\"]\n")
    );
    assert!(read(&root, ".gitattributes").contains("\"api clients/pets/**\" text"));
    assert!(read(&root, "spec/bindery.toml").contains("document = \"an api/pet store.yaml\""));
    assert!(root.join("api clients/pets/Cargo.toml").is_file());
    assert!(is_fresh(&root));
    done(&root, &[]);
}

#[test]
fn a_workspace_within_a_repository_has_its_workflow_on_top() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let root = folder.path().join("rust side");
    write(&root, "spec/pets.yaml", PETS);
    done(&root, &["--document", "spec/pets.yaml"]);
    let workflow = read(folder.path(), ".github/workflows/bindings.yml");
    let workflow: serde_yaml::Value = serde_yaml::from_str(&workflow).unwrap();
    assert_eq!(
        workflow["defaults"]["run"]["working-directory"],
        "rust side"
    );
    assert!(!root.join(".github").exists());
}

#[test]
fn what_is_there_and_differs_is_left_alone_or_replaced() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(root, "spec/pets.yaml", PETS);
    done(root, &["--document", "spec/pets.yaml"]);
    write(
        root,
        "Cargo.toml",
        &read(root, "Cargo.toml").replace("\"xtask\"", "\"xtask\", # mine\n"),
    );
    let mine = "name: mine\n";
    write(root, ".github/workflows/bindings.yml", mine);
    let told = done(root, &["--yes"]);
    assert!(
        told.contains("differs, left alone") && told.contains("-name: mine"),
        "{told}"
    );
    assert_eq!(read(root, ".github/workflows/bindings.yml"), mine);
    done(root, &["--force"]);
    assert!(read(root, ".github/workflows/bindings.yml").contains("name: bindings"));

    // A document that is to be copied does not replace another file.
    let outside = TempDir::new().unwrap();
    write(outside.path(), "free.yaml", PETS);
    write(root, "spec/free.yaml", mine);
    let other = outside.path().join("free.yaml");
    let arguments = ["--document", other.to_str().unwrap()];
    assert!(refused(root, &arguments).contains("spec/free.yaml is there with another text"));
}

#[test]
fn what_cannot_be_set_up_is_said_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    assert!(refused(root, &[]).contains("give it by `--document FILE`"));
    assert!(refused(root, &["--document", "none.yaml"]).contains("error[B0101]"));
    let url = refused(root, &["--document", "https://example.com/api.yaml"]);
    assert!(
        url.contains("is a URL") && url.contains("download it first"),
        "{url}"
    );
    write(root, "pets.yaml", PETS);
    let with =
        |arguments: &[&str]| refused(root, &[&["--document", "pets.yaml"], arguments].concat());
    assert!(with(&["--crate-name", "1a"]).contains("cannot be the name of a crate"));
    assert!(with(&["--crate-name", "serde"]).contains("`serde` already"));
    assert!(with(&["--folder", "../out"]).contains("not within the workspace"));
    assert!(with(&["--folder", "a/[b]"]).contains("a pattern"));
    assert!(with(&["--folder", "."]).contains("not within the workspace"));
    assert!(with(&["--folder", "a", "--folder", "b"]).contains("more names or folders"));
    write(root, "spec/bindery.toml", "[target.a]\ndocumnt = 1\n");
    assert!(with(&[]).contains("has no key `documnt`"));
    write(root, "spec/bindery.toml", "");
    write(root, "mine/Cargo.toml", "[package]\nname = \"mine\"\n");
    assert!(with(&["--folder", "mine"]).contains("is a crate that is not generated"));
    write(root, "Cargo.toml", "[workspace\n");
    assert!(with(&[]).contains("cargo cannot read the workspace"));
    fs::remove_file(root.join("Cargo.toml")).unwrap();
    write(root, ".cargo/config.toml", "alias = 1\n");
    assert!(with(&[]).contains("`.cargo/config.toml` cannot be added to"));
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["init", "--document", "pets.yaml", "--bindery", "nowhere"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(
        text(&output).contains("neither a folder with bindery"),
        "{}",
        text(&output)
    );
}

/// What stands in the way is found only when it is written: a link that leads nowhere.
#[cfg(unix)]
#[test]
fn a_failure_while_writing_puts_everything_back() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(root, "pets.yaml", PETS);
    write(root, "Cargo.toml", "[workspace]\nresolver = \"3\"\n");
    std::os::unix::fs::symlink("nowhere/at/all", root.join(".github")).unwrap();
    let told = refused(root, &["--document", "pets.yaml"]);
    assert!(told.contains("cannot write"), "{told}");
    assert!(told.contains("everything is as it was"), "{told}");
    assert!(!root.join("xtask").exists() && !root.join("spec").exists());
}

#[test]
fn operations_with_errors_are_left_out_when_asked() {
    let folder = TempDir::new().unwrap();
    let broken = PETS.replace(
        "paths:\n",
        "paths:\n  /cats:\n    get:\n      operationId: listCats\n      responses: {'200': {description: Cats., content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}\n",
    );
    write(folder.path(), "pets.yaml", &broken);
    let told = refused(folder.path(), &["--document", "pets.yaml"]);
    assert!(
        told.contains("error[B0202]") && told.contains("--keep-going"),
        "{told}"
    );
    done(folder.path(), &["--document", "pets.yaml", "--keep-going"]);
    let settings = read(folder.path(), "spec/bindery.toml");
    assert!(
        settings.contains("skip = [\"#/paths/~1cats/get\"]"),
        "{settings}"
    );
    assert!(is_fresh(folder.path()));
}
