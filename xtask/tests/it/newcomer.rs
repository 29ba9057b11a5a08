//! A newcomer with a script: workspaces outside of this repository, from `init` to an answered call, with nothing but
//! what users have.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use tempfile::TempDir;

use crate::fixture;
use crate::folder::{read, write};
use crate::init::PETS;
use crate::outside::{Outside, cargo, command, done, text};

fn git(folder: &Path, arguments: &[&str]) {
    let user = ["-c", "user.name=n", "-c", "user.email=n@example.com"];
    done(&mut command(
        "git",
        folder,
        &[&user[..], arguments].concat(),
    ));
}

fn init(folder: &Path, arguments: &[&str]) -> String {
    let bindery = env!("CARGO_BIN_EXE_bindery");
    let from = fixture::workspace().to_str().unwrap();
    done(command(bindery, folder, &["init", "--bindery", from]).args(arguments))
}

/// Answers every request on one connection after another with a pet, and each path to whoever asks.
pub fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.map(answer);
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut line = first.clone();
    while line.trim_end() != "" {
        line.clear();
        reader.read_line(&mut line)?;
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let body = format!(r#"{{"name": "asked for {path}"}}"#);
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )?;
    stream.flush()?;
    let _ = stream.read(&mut [0; 1]);
    Ok(())
}

const APP: &str = "[package]
name = \"app\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
petstore = { path = \"../crates/petstore\" }
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }
";

const APP_MAIN: &str = r#"#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).unwrap_or_default();
    let client = petstore::Client::new(&url)?;
    println!("{}", client.untagged().get_pet("7").await?.name);
    Ok(())
}
"#;

const NOTES: &str = "openapi: 3.1.0
info: {title: Notes, version: '1'}
paths:
  /notes:
    get:
      operationId: listNotes
      responses:
        '200': {description: Notes., content: {application/json: {schema: {type: array, items: {$ref: models/note.yaml}}}}}
";

#[test]
fn three_documents_in_an_empty_folder() {
    let elsewhere = TempDir::new().unwrap();
    write(elsewhere.path(), "petstore.yaml", PETS);
    let toys: serde_json::Value = serde_yaml::from_str(&PETS.replace("Pet", "Toy")).unwrap();
    write(elsewhere.path(), "toys.json", &toys.to_string());
    write(elsewhere.path(), "notes/openapi.yaml", NOTES);
    let note = "type: object\nproperties: {text: {type: [string, 'null']}}\n";
    write(elsewhere.path(), "notes/models/note.yaml", note);

    let outside = Outside::new("three_documents");
    let root = &outside.root();
    let paths = ["petstore.yaml", "toys.json", "notes/openapi.yaml"]
        .map(|name| elsewhere.path().join(name).to_str().unwrap().to_owned());
    let documents = paths.iter().flat_map(|path| ["--document", path]);
    // Compiles the three crates too.
    let told = init(root, &documents.collect::<Vec<_>>());
    for name in ["petstore", "toys", "notes"] {
        assert!(root.join("crates").join(name).is_dir(), "{told}");
    }
    git(root, &["init", "--quiet", "--initial-branch", "main"]);
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message", "Bindings"]);

    // By the alias, as a newcomer does, and from a folder below.
    let told = cargo(&root.join("spec"), &["xtask", "codegen", "--check"]);
    assert_eq!(told, "");

    write(root, "app/Cargo.toml", APP);
    write(root, "app/src/main.rs", APP_MAIN);
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let manifest = manifest.replace("members = [", "members = [\"app\", ");
    write(root, "Cargo.toml", &manifest);
    let url = server();
    let told = cargo(root, &["run", "--quiet", "--package", "app", "--", &url]);
    assert_eq!(told, "asked for /pets/7\n");

    // The document changes: what does it mean?
    let changed = PETS.replace(
        "{name: {type: string}}",
        "{name: {type: string}, age: {type: integer}}",
    );
    write(root, "spec/petstore.yaml", &changed);
    let check = command(env!("CARGO"), root, &["xtask", "codegen", "--check"])
        .output()
        .unwrap();
    assert_eq!(check.status.code(), Some(1), "{}", text(&check));
    let told = cargo(root, &["xtask", "diff", "HEAD"]);
    assert!(
        told.contains("`age`") && told.contains("petstore"),
        "{told}"
    );
    let told = cargo(root, &["xtask", "codegen"]);
    assert!(
        told.contains("changed: crates/petstore/src/types/pet.rs"),
        "{told}"
    );
    let told = cargo(root, &["run", "--quiet", "--package", "app", "--", &url]);
    assert_eq!(told, "asked for /pets/7\n");

    // A file of the runtime becomes one of their own.
    let eject = ["templates", "--target", "petstore", "--eject", "retry.rs"];
    cargo(root, &[&["xtask"], &eject[..]].concat());
    let ours = read(root, "spec/templates/retry.rs");
    let theirs = format!("{ours}\n/// Of their own.\npub const THEIRS: u8 = 7;\n");
    write(root, "spec/templates/retry.rs", &theirs);
    let settings = read(root, "spec/bindery.toml");
    let table = "[target.petstore]\n";
    assert!(settings.contains(table), "{settings}");
    let with = format!("{table}templates = \"spec/templates\"\n");
    write(root, "spec/bindery.toml", &settings.replace(table, &with));
    cargo(root, &["xtask", "codegen"]);
    let main = APP_MAIN.replace(
        "name);",
        "name);\n    println!(\"{}\", petstore::runtime::THEIRS);",
    );
    write(root, "app/src/main.rs", &main);
    let told = cargo(root, &["run", "--quiet", "--package", "app", "--", &url]);
    assert_eq!(told, "asked for /pets/7\n7\n");
}

/// An xtask of a workspace's own, which does the same by a subcommand, and more by the library.
const OWN_XTASK: &str = r#"use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("bindings") => bindery::cli::main_with(arguments),
        Some("fresh") => fresh().unwrap_or_else(|error| {
            eprintln!("{error}");
            ExitCode::FAILURE
        }),
        _ => {
            println!("an xtask of its own");
            ExitCode::SUCCESS
        }
    }
}

fn fresh() -> Result<ExitCode, bindery::Error> {
    let drifted = bindery::Project::open(".")?.check()?;
    println!("{} of the crates differ", drifted.len());
    Ok(ExitCode::from(u8::from(!drifted.is_empty())))
}
"#;

#[test]
fn a_workspace_with_its_own_xtask() {
    let outside = Outside::new("own_xtask");
    let root = &outside.root();
    write(
        root,
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"tools/*\"]\n",
    );
    let manifest =
        "[package]\nname = \"xtask\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n";
    write(root, "tools/xtask/Cargo.toml", manifest);
    write(
        root,
        "tools/xtask/src/main.rs",
        "fn main() { println!(\"an xtask of its own\"); }\n",
    );
    write(
        root,
        ".cargo/config.toml",
        "[alias]\nxtask = \"run --quiet --package xtask --\"\n",
    );
    write(root, "api/petstore.yaml", PETS);
    init(root, &["--no-check", "--document", "api/petstore.yaml"]);
    assert_eq!(cargo(root, &["xtask"]), "an xtask of its own\n");
    assert_eq!(cargo(root, &["bindings", "codegen", "--check"]), "");

    // As it is told: the xtask of the workspace does it itself.
    let bindery = fixture::package().to_str().unwrap();
    write(
        root,
        "tools/xtask/Cargo.toml",
        &format!("{manifest}bindery = {{ path = '{bindery}' }}\n"),
    );
    write(root, "tools/xtask/src/main.rs", OWN_XTASK);
    assert_eq!(cargo(root, &["xtask"]), "an xtask of its own\n");
    assert_eq!(
        cargo(root, &["xtask", "bindings", "codegen", "--check"]),
        ""
    );
    assert_eq!(cargo(root, &["xtask", "fresh"]), "0 of the crates differ\n");
    write(
        root,
        "api/petstore.yaml",
        &PETS.replace("age", "years").replace("name", "title"),
    );
    let stale = command(env!("CARGO"), root, &["xtask", "fresh"])
        .output()
        .unwrap();
    assert_eq!(stale.status.code(), Some(1), "{}", text(&stale));
}
