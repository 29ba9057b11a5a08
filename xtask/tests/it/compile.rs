//! Everything that is generated compiles, without a warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::output::write::write;

use crate::fixture::{self, Fixture};

/// All fixtures as the crates of one workspace, checked at once.
///
/// Without transports: those are the same in every crate, and the crate of this workspace has them.
#[test]
fn fixtures_compile_without_a_warning() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let mut members = Vec::new();
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        if let Err(error) = write(&root.join(&fixture.name), &fixture.files()) {
            panic!("{}: {error:?}", fixture.name);
        }
        members.push(fixture.name);
    }
    let members: Vec<String> = members.iter().map(|name| format!("{name:?}")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    // The versions of this workspace, which are on the machine already.
    fs::copy(
        fixture::workspace().join("Cargo.lock"),
        root.join("Cargo.lock"),
    )
    .unwrap();
    let output = check(&root);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{messages}");
    assert!(!messages.contains("warning"), "{messages}");
}

fn check(root: &Path) -> std::process::Output {
    Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--offline", "--no-default-features"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .unwrap()
}
