//! Bindings as a module of another crate: committed, or made by a build script.

use std::fs;
use std::path::Path;

use bindery::Project;
use tempfile::TempDir;

use crate::fixture;
use crate::folder::{Folder, write};
use crate::init::PETS;
use crate::newcomer::server;
use crate::outside::{Outside, cargo, command, text};

const MAIN: &str = r#"
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).unwrap_or_default();
    let client = clients::pets::Client::new(&url)?;
    println!("{}", client.untagged().get_pet("7").await?.name);
    Ok(())
}
"#;

fn package(root: &Path, name: &str, manifest: &str, main: &str) {
    let head = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n");
    write(
        root,
        &format!("{name}/Cargo.toml"),
        &format!("{head}{manifest}"),
    );
    write(root, &format!("{name}/src/main.rs"), main);
}

/// Adds what is lacking to a manifest, as a user pastes it.
fn paste(root: &Path, path: &str, lacking: &str) {
    let text = fs::read_to_string(root.join(path)).unwrap();
    let mut manifest: toml::Table = text.parse().unwrap();
    for (section, added) in lacking.parse::<toml::Table>().unwrap() {
        let empty = toml::Value::Table(toml::Table::new());
        let table = manifest.entry(section).or_insert(empty);
        let table = table.as_table_mut().unwrap();
        table.extend(added.as_table().unwrap().clone());
    }
    write(root, path, &manifest.to_string());
}

#[test]
fn a_module_is_committed_or_made_by_a_build_script() {
    let outside = Outside::new("module");
    let root = &outside.root();
    write(
        root,
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"committed\", \"built\"]\n",
    );
    write(root, "spec/pets.yaml", PETS);
    let settings = "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"committed/src/clients/pets\"\nmodule = true\n";
    write(root, "spec/bindery.toml", settings);
    let main = format!("mod clients {{\n    #[rustfmt::skip]\n    pub mod pets;\n}}\n{MAIN}");
    // One that has a dependency of its own which the bindings have as an optional one.
    let tokio = "[dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\", \"time\"] }\n";
    package(root, "committed", tokio, &main);
    let project = Project::open(root).unwrap();
    let generated = project.generate().unwrap();
    let (manifest, lacking) = generated[0].manifest_lacks.clone().unwrap();
    assert_eq!(manifest, root.join("committed/Cargo.toml"));
    assert!(
        lacking.contains("[features]\n") && lacking.contains("[dependencies]\n"),
        "{lacking}"
    );
    paste(root, "committed/Cargo.toml", &lacking);
    assert_eq!(project.generate().unwrap()[0].manifest_lacks, None);
    assert!(project.check().unwrap().is_empty());
    for none in ["Cargo.toml", "README.md", "lib.rs", "src", "guide"] {
        let path = root.join("committed/src/clients/pets").join(none);
        assert!(!path.exists(), "{none}");
    }
    // What is left of an earlier run, or is not codegen's, is seen there too.
    write(root, "committed/src/clients/pets/types/mine.rs", "");
    let drifted = project.check().unwrap();
    assert!(
        drifted[0]
            .text
            .contains("not generated: committed/src/clients/pets/types/mine.rs")
    );
    fs::remove_file(root.join("committed/src/clients/pets/types/mine.rs")).unwrap();

    let bindery = fixture::package().to_str().unwrap();
    let script = format!("{tokio}\n[build-dependencies]\nbindery = {{ path = '{bindery}' }}\n");
    let main = format!(
        "mod clients {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/pets.rs\"));\n}}\n{MAIN}"
    );
    package(root, "built", &script, &main);
    let build = "fn main() -> std::process::ExitCode {\n    bindery::build::document(\"pets.yaml\", \"crate::clients::pets\")\n}\n";
    write(root, "built/build.rs", build);
    write(root, "built/pets.yaml", PETS);
    paste(root, "built/Cargo.toml", &lacking);
    let told = cargo(root, &["check", "--workspace"]);
    assert!(!told.contains("warning"), "{told}");
    let url = server();
    for package in ["committed", "built"] {
        let told = cargo(root, &["run", "--quiet", "--package", package, "--", &url]);
        assert_eq!(told, "asked for /pets/7\n");
    }

    // The script runs again when the document changes, and ends the build when it cannot be used.
    write(root, "built/pets.yaml", &PETS.replace("getPet", "fetchPet"));
    let check = ["check", "--package", "built"];
    let output = command(env!("CARGO"), root, &check).output().unwrap();
    assert!(
        text(&output).contains("no method named `get_pet`"),
        "{}",
        text(&output)
    );
    write(
        root,
        "built/pets.yaml",
        &PETS.replace("schemas/Pet'", "schemas/Cat'"),
    );
    let output = command(env!("CARGO"), root, &check).output().unwrap();
    let told = text(&output);
    assert!(!output.status.success(), "{told}");
    assert!(
        told.contains("error[B0202]") && told.contains("--> pets.yaml:"),
        "{told}"
    );
}

#[test]
fn a_module_without_a_path_is_said() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "pets.yaml", PETS);
    let settings = |output: &str, module: &str| {
        let text = format!(
            "[target.pets]\ndocument = \"pets.yaml\"\noutput = \"{output}\"\nmodule = {module}\n"
        );
        write(folder.path(), "spec/bindery.toml", &text);
        Project::open(folder.path())
            .unwrap()
            .generate()
            .unwrap_err()
            .to_string()
    };
    for (output, module) in [
        ("src", "true"),
        ("app", "true"),
        ("src/a-b", "true"),
        ("src/a", "\"api\""),
    ] {
        let told = settings(output, module);
        assert!(told.contains("error[B0504]"), "{told}");
        assert!(told.contains("spec/bindery.toml:4"), "{told}");
    }
}

#[test]
fn what_the_manifest_lacks_is_told_until_it_is_there() {
    let folder = Folder::with(&[
        (
            "app/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2024\"\n",
        ),
        ("app/src/lib.rs", "pub mod pets;\n"),
        ("spec/pets.yaml", PETS),
        (
            "spec/bindery.toml",
            "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"app/src/pets\"\nmodule = true\n",
        ),
    ]);
    folder.told(&["codegen", "--quiet"], 0);
    for _ in 0..2 {
        let told = folder.told(&["codegen"], 0);
        let (_, lacking) = told.split_once("Cargo.toml:\n").unwrap();
        assert!(lacking.starts_with("[features]\n"), "{told}");
    }
    let told = folder.told(&["codegen"], 0);
    paste(
        folder.root(),
        "app/Cargo.toml",
        told.split_once("Cargo.toml:\n").unwrap().1,
    );
    for _ in 0..2 {
        let told = folder.told(&["codegen"], 0);
        assert!(!told.contains("Cargo.toml"), "{told}");
    }
}
