//! Crates that share the crate of a runtime.

use std::fs;
use std::path::Path;

use bindery::Project;
use tempfile::TempDir;

use crate::compile::{self, all_tags};
use crate::fixture::{self, Fixture};
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
    let outside = Outside::new("shared_runtime");
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
        &[
            "doc",
            "--no-deps",
            "-p",
            "shared-runtime",
            "-p",
            "pets",
            "-p",
            "toys",
        ],
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

/// The command does the same as the library.
#[test]
fn the_runtime_comes_before_the_crates_that_need_it() {
    let folder = Folder::with(&[
        ("spec/pets.yaml", PETS),
        ("spec/toys.yaml", "openapi: 3.0.3\n"),
        ("spec/bindery.toml", SETTINGS),
    ]);
    // One of the targets cannot be generated: the other has what it depends on.
    let told = folder.told(&["codegen"], 2);
    assert!(told.contains("nothing was written for `toys`"), "{told}");
    assert!(folder.path("crates/pets/Cargo.toml").exists());
    assert!(folder.path("crates/shared-runtime/Cargo.toml").exists());
    folder.write("spec/toys.yaml", TOYS);
    folder.told(&["codegen"], 0);
    assert_eq!(folder.told(&["codegen", "--check"], 0), "");
    // Where nothing is to be done for the targets, it is looked at all the same.
    folder.write("crates/shared-runtime/src/error.rs", "");
    let (drift, _) = folder.run(&["codegen", "--check", "--target", "toys"], 1);
    assert!(
        drift.starts_with("stale: crates/shared-runtime/src/error.rs"),
        "{drift}"
    );
    let told = folder.told(&["codegen", "--target", "toys"], 0);
    assert!(
        told.contains("changed: crates/shared-runtime/src/error.rs"),
        "{told}"
    );
    assert!(told.contains("changed for `pets` too"), "{told}");
    assert_eq!(folder.told(&["codegen", "--quiet"], 0), "");
    // What it says of itself depends on all that share it, whoever is generated.
    let published = "[target.toys]\npackage = { publish = true }\n";
    folder.write(
        "spec/bindery.toml",
        &SETTINGS.replace("[target.toys]\n", published),
    );
    folder.told(&["codegen", "--target", "pets"], 0);
    let manifest = folder.read("crates/shared-runtime/Cargo.toml");
    assert!(!manifest.contains("publish = false"), "{manifest}");
    assert!(
        !folder
            .read("crates/pets/Cargo.toml")
            .contains("version = \"0.1.0\", path")
    );
    folder.told(&["codegen", "--target", "toys"], 0);
    assert!(
        folder
            .read("toys/Cargo.toml")
            .contains("version = \"0.1.0\", path")
    );
}

#[test]
fn what_somebody_else_wrote_is_left_and_nothing_depends_on_it() {
    let folder = Folder::with(&[
        ("spec/pets.yaml", PETS),
        ("spec/toys.yaml", TOYS),
        ("spec/bindery.toml", SETTINGS),
        ("crates/shared-runtime/src/lib.rs", "// By hand.\n"),
    ]);
    let told = folder.told(&["codegen"], 2);
    for target in ["pets", "toys"] {
        assert!(
            told.contains(&format!("nothing was written for `{target}`")),
            "{told}"
        );
    }
    assert!(!folder.path("crates/pets").exists() && !folder.path("toys").exists());
    assert_eq!(
        folder.read("crates/shared-runtime/src/lib.rs"),
        "// By hand.\n"
    );
    Project::open(folder.root())
        .unwrap()
        .generate()
        .unwrap_err();
    assert!(!folder.path("crates/pets").exists() && !folder.path("toys").exists());
}

/// What generated code adds to types, and the names that it uses, go with any document and any name of the runtime.
#[test]
fn every_fixture_compiles_with_a_shared_runtime() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures-shared");
    let (mut settings, mut members, mut features) = (String::new(), Vec::new(), Vec::new());
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        if fixture.target.is_module() {
            continue;
        }
        let name = &fixture.name;
        write(&root, &format!("{name}.yaml"), &fixture.source.text);
        let names = fixture
            .source
            .text
            .lines()
            .filter_map(|line| line.strip_prefix("#= "));
        write(
            &root,
            &format!("spec/{name}.names"),
            &names.collect::<Vec<_>>().join("\n"),
        );
        let output = format!("output = \"{name}\"\nruntime = \"crates/call\"");
        settings.push_str(
            &fixture
                .settings
                .text
                .replacen("output = \"out\"", &output, 1),
        );
        features.extend(all_tags(&fixture.files()));
        members.push(name.clone());
    }
    members.push("crates/call".to_owned());
    write(&root, "spec/bindery.toml", &settings);
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    write(&root, "Cargo.toml", &manifest);
    let lock = fixture::workspace().join("Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    Project::open(&root).unwrap().generate().unwrap();
    let features = features.join(",");
    let output = compile::cargo(&root, &["check", "--workspace", "--features", &features]);
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !messages.contains("warning"),
        "{messages}"
    );
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
        told.contains("`shared-runtime` and the runtime of `toys` cannot both be"),
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
        told.contains("note[B0507]: `retry.rs` is in the crate `shared-runtime`"),
        "{told}"
    );
    assert!(!told.contains("client.rs` replaces nothing"), "{told}");
    assert_eq!(
        folder.read("crates/pets/src/runtime/client.rs"),
        "// Ours.\n"
    );
}
