//! Crates that share the crate of a runtime.

use std::fs;
use std::path::Path;

use bindery::Project;
use tempfile::TempDir;

use crate::folder::{Folder, write};
use crate::init::PETS;
use crate::newcomer::server;
use crate::outside::{Outside, cargo};

/// A document with much of what only some documents need of the runtime.
const TOYS: &str = r##"
openapi: 3.0.3
info: {title: Toys, version: '1'}
servers: [{url: 'https://toys.example.com'}]
security: [{tokens: []}]
paths:
  /toys:
    post:
      operationId: addToy
      parameters: [{name: page, in: query, schema: {type: integer}}]
      requestBody: {content: {application/xml: {schema: {$ref: '#/components/schemas/Toy'}}}}
      responses:
        '200': {description: Toys., content: {application/json: {schema: {$ref: '#/components/schemas/Toys'}}}}
    put:
      operationId: sendToy
      requestBody:
        content:
          multipart/form-data: {schema: {type: object, properties: {image: {type: string, format: binary}}}}
      responses:
        '200': {description: Lines., content: {application/x-ndjson: {schema: {$ref: '#/components/schemas/Choice'}}}}
    get:
      operationId: watchToys
      responses:
        '200': {description: Events., content: {text/event-stream: {schema: {$ref: '#/components/schemas/Toy'}}}}
components:
  securitySchemes:
    tokens:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: 'https://toys.example.com/token', scopes: {}}
        authorizationCode:
          {authorizationUrl: 'https://toys.example.com/authorize', tokenUrl: 'https://toys.example.com/token', scopes: {}}
  schemas:
    Toys: {type: object, required: [data], properties: {data: {type: array, items: {$ref: '#/components/schemas/Toy'}}}}
    Toy:
      type: object
      required: [name]
      properties:
        name: {type: string}
        kind: {type: string, enum: [soft, hard]}
        size: {type: integer, enum: [1, 2]}
        maker: {type: string, nullable: true}
        made: {type: string, format: date-time}
    Choice: {oneOf: [{$ref: '#/components/schemas/Toy'}, {$ref: '#/components/schemas/Toys'}]}
"##;

const SETTINGS: &str = r##"
[target.pets]
document = "spec/pets.yaml"
output = "crates/pets"
runtime = "crates/shared-runtime"

[target.toys]
document = "spec/toys.yaml"
output = "toys"
runtime = "crates/shared-runtime"

[[target.toys.pagination]]
operations = ["addToy"]
style = "page"
items = "/data"
parameter = "page"
"##;

/// One value of a shared type goes from one crate into the other.
const MAIN: &str = r#"
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).unwrap_or_default();
    let client = pets::Client::new(&url)?;
    println!("{}", client.untagged().get_pet("7").await?.name);
    let error: pets::BuildError = toys::Client::builder().base_url("nowhere").build().unwrap_err();
    println!("{error}");
    Ok(())
}
"#;

fn workspace(root: &Path) {
    write(root, "spec/pets.yaml", PETS);
    write(root, "spec/toys.yaml", TOYS);
    write(root, "spec/bindery.toml", SETTINGS);
}

#[test]
fn crates_share_a_runtime() {
    let outside = Outside::new();
    let root = &outside.root();
    workspace(root);
    write(
        root,
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/pets\", \"toys\", \"crates/shared-runtime\", \"app\"]\n",
    );
    let manifest = "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
        pets = { path = \"../crates/pets\" }\ntoys = { path = \"../toys\" }\n\
        tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";
    write(root, "app/Cargo.toml", manifest);
    write(root, "app/src/main.rs", MAIN);
    let project = Project::open(root).unwrap();
    project.generate().unwrap();
    for arguments in [
        &["clippy", "--workspace"][..],
        &["check", "-p", "toys", "--all-features"],
        &["check", "-p", "pets", "--no-default-features"],
        &["doc", "--no-deps", "--offline", "-p", "shared-runtime"],
    ] {
        let told = cargo(root, arguments);
        assert!(!told.contains("warning"), "{arguments:?}: {told}");
    }
    // What formats a workspace leaves the crate as it was written.
    cargo(root, &["fmt", "-p", "shared-runtime"]);
    assert!(project.check().unwrap().is_empty());
    let url = server();
    let told = cargo(root, &["run", "--quiet", "--package", "app", "--", &url]);
    assert!(told.starts_with("asked for /pets/7\n"), "{told}");
}

#[test]
fn a_shared_runtime_is_checked() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    workspace(root);
    let project = Project::open(root).unwrap();
    let generated = project.generate().unwrap();
    let of_runtime = |one: &bindery::Generated| {
        let mut changed = one.changed.iter();
        changed.any(|(path, _)| path.starts_with("crates/shared-runtime"))
    };
    let wrote: Vec<bool> = generated.iter().map(of_runtime).collect();
    assert_eq!(wrote, [true, false]);
    assert!(project.check().unwrap().is_empty());
    let list = fs::read_to_string(root.join("crates/shared-runtime/.bindery-files")).unwrap();
    assert!(list.contains("\nsrc/oauth2_cache.rs\n"), "{list}");
    // What is shared is there once, whatever only one of the documents needs.
    for (path, is_there) in [
        ("crates/shared-runtime/src/xml_read.rs", true),
        ("crates/shared-runtime/src/client.rs", false),
        ("crates/pets/src/runtime/client.rs", true),
        ("crates/pets/src/runtime/error.rs", false),
        ("toys/src/runtime/xml_read.rs", false),
    ] {
        assert_eq!(root.join(path).exists(), is_there, "{path}");
    }

    write(root, "crates/shared-runtime/src/error.rs", "");
    let drifted = project.check().unwrap();
    assert_eq!(drifted.len(), 1);
    let text = &drifted[0].text;
    assert!(
        text.starts_with("stale: crates/shared-runtime/src/error.rs"),
        "{text}"
    );
    // The same where only the other target is asked for.
    let toys = project.clone().only("toys").unwrap();
    assert_eq!(toys.check().unwrap().len(), 1);
    toys.generate().unwrap();
    assert!(project.check().unwrap().is_empty());
}

#[test]
fn targets_that_disagree_are_told() {
    let folder = TempDir::new().unwrap();
    workspace(folder.path());
    let settings = SETTINGS.replacen("crates/shared-runtime", "shared-runtime", 1);
    write(folder.path(), "spec/bindery.toml", &settings);
    let told = Project::open(folder.path()).unwrap_err().to_string();
    assert!(told.contains("error[B0504]"), "{told}");
    assert!(
        told.contains("the crate `shared-runtime` of the runtime has another folder"),
        "{told}"
    );
}

#[test]
fn a_template_of_what_is_shared_is_told() {
    let folder = Folder::with(&[
        ("spec/pets.yaml", PETS),
        ("spec/toys.yaml", TOYS),
        ("spec/bindery.toml", SETTINGS),
        ("templates/retry.rs", "// Ours.\n"),
        ("templates/client.rs", "// Ours.\n"),
    ]);
    let with = "[target.pets]\ntemplates = \"templates\"\n";
    folder.write(
        "spec/bindery.toml",
        &SETTINGS.replace("[target.pets]\n", with),
    );
    let told = folder.told(&["codegen"], 0);
    assert!(
        told.contains("warning[B0507]: `retry.rs` is in the crate `shared-runtime`"),
        "{told}"
    );
    assert!(!told.contains("client.rs` replaces nothing"), "{told}");
    assert_eq!(
        folder.read("crates/pets/src/runtime/client.rs"),
        "// Ours.\n"
    );
}
