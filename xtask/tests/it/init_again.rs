//! `cargo xtask init` where it ran before, or was stopped.

use std::fs;

use tempfile::TempDir;

use crate::folder::{read, write};
use crate::init::{PETS, done, init, text};

#[test]
fn documents_of_one_name_are_two() {
    let outside = TempDir::new().unwrap();
    let toys = PETS.replace("Pets", "Toys").replace("Pet", "Toy");
    write(outside.path(), "a/openapi.yaml", PETS);
    write(outside.path(), "b/openapi.yaml", &toys);
    let documents = ["a", "b"].map(|name| outside.path().join(name).join("openapi.yaml"));
    let [pets_path, toys_path] = [0, 1].map(|index| documents[index].to_str().unwrap());
    let at_once = TempDir::new().unwrap();
    let both = ["--document", pets_path, "--document", toys_path];
    done(at_once.path(), &both);
    let one_by_one = TempDir::new().unwrap();
    done(one_by_one.path(), &both[..2]);
    done(one_by_one.path(), &both[2..]);
    for folder in [&at_once, &one_by_one] {
        let root = folder.path();
        assert_eq!(read(root, "spec/openapi.yaml"), PETS);
        assert_eq!(read(root, "spec/toys/openapi.yaml"), toys);
        assert!(read(root, "crates/pets/src/types/pet.rs").contains("struct Pet"));
        assert!(read(root, "crates/toys/src/types/toy.rs").contains("struct Toy"));
        // Once more changes nothing.
        let told = done(root, &both);
        assert!(
            told.contains("the target `toys` has spec/toys/openapi.yaml already"),
            "{told}"
        );
    }
}

#[test]
fn what_was_not_finished_is_finished() {
    let whole = TempDir::new().unwrap();
    write(whole.path(), "pets.yaml", PETS);
    done(whole.path(), &["--document", "pets.yaml"]);

    // The crates cannot be written: the workspace can be read all the same.
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(root, "pets.yaml", PETS);
    write(root, "crates/pets/README.md", "By hand.\n");
    let failed = init(root, &["--document", "pets.yaml"]);
    assert_eq!(failed.status.code(), Some(2), "{}", text(&failed));
    assert!(!root.join("Cargo.toml").exists());
    fs::remove_file(root.join("crates/pets/README.md")).unwrap();
    done(root, &["--document", "pets.yaml"]);
    for path in [
        "Cargo.toml",
        ".cargo/config.toml",
        "spec/bindery.toml",
        "crates/pets/Cargo.toml",
    ] {
        assert_eq!(read(root, path), read(whole.path(), path), "{path}");
    }
    assert!(!root.join("bindings-xtask").exists());

    // Stopped at once, before a file of the crate.
    fs::remove_file(root.join("Cargo.toml")).unwrap();
    fs::remove_dir_all(root.join("crates")).unwrap();
    // The settings say what the document is.
    done(root, &["--yes"]);
    assert_eq!(read(root, "Cargo.toml"), read(whole.path(), "Cargo.toml"));
    assert_eq!(
        read(root, "crates/pets/README.md"),
        read(whole.path(), "crates/pets/README.md")
    );
}

#[test]
fn what_is_no_member_stays_none() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(root, "spec/pets.yaml", PETS);
    write(
        root,
        "app/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2024\"\n",
    );
    write(root, "app/src/lib.rs", "");
    write(
        root,
        "Cargo.toml",
        "[workspace]\nmembers = [\"app\"]\nexclude = [\"apart\"]\n",
    );
    let target = |name: &str, rest: &str| {
        format!("[target.{name}]\ndocument = \"spec/pets.yaml\"\noutput = \"{rest}\n")
    };
    let settings = [
        target("module", "app/src/pets\"\nmodule = true"),
        target("apart", "apart/pets\""),
        target("beside", "./crates/beside\""),
    ];
    write(root, "spec/bindery.toml", &settings.concat());
    done(root, &["--yes"]);
    let manifest = read(root, "Cargo.toml");
    assert!(
        manifest.contains("members = [\"app\", \"crates/beside\", \"xtask\"]"),
        "{manifest}"
    );
}
