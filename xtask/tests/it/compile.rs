//! Everything that is generated compiles, without a warning, and loses nothing of its document's examples.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::output::file_set::FileSet;
use bindery::output::write::write;

use crate::fixture::{self, Fixture};

/// All fixtures as the crates of one workspace, checked at once.
///
/// Without transports: those are the same in every crate, and the crate of this workspace has them.
#[test]
fn fixtures_compile_without_a_warning_and_their_examples_round_trip() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let mut members = Vec::new();
    let (mut tested, mut features, mut of_tested) = (Vec::new(), Vec::new(), Vec::new());
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        let files = fixture.files();
        features.extend(all_tags(&files));
        if let Err(error) = write(&root.join(&fixture.name), &files) {
            panic!("{}: {error:?}", fixture.name);
        }
        if fixture.target.contract_tests {
            of_tested.extend(all_tags(&files));
            tested.extend([
                "-p".to_owned(),
                fixture.target.crate_name.unwrap_or_default(),
            ]);
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
    let features = features.join(",");
    let output = cargo(&root, &["check", "--workspace", "--features", &features]);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{messages}");
    assert!(!messages.contains("warning"), "{messages}");
    // What only a feature has, and the guide, whose pages differ with what a document has.
    let features = "reqwest,blocking,tower,recording,tracing,fixture-oauth2/oauth2,fixture-xml/xml";
    let mut command = vec!["test", "--doc", "--features", features];
    for package in [
        "fixture-event-stream",
        "fixture-json-lines",
        "fixture-multipart",
        "fixture-oauth2",
        "fixture-pagination",
        "fixture-xml",
    ] {
        command.extend(["-p", package]);
    }
    let output = cargo(&root, &command);
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{stdout}{messages}");
    assert!(!messages.contains("warning"), "{messages}");
    for page in ["credentials", "oauth2", "retries", "streams", "uploads"] {
        assert!(stdout.contains(&format!("guide::{page} ")), "{stdout}");
    }
    let of_tested = of_tested.join(",");
    let mut command = vec!["test", "--lib", "--features", &of_tested];
    command.extend(tested.iter().map(String::as_str));
    let output = cargo(&root, &command);
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{messages}");
    assert!(
        messages.contains("every_example_round_trips ... ok"),
        "{messages}"
    );
    let tests = root.join("former_names/tests");
    fs::create_dir_all(&tests).unwrap();
    fs::write(
        tests.join("former.rs"),
        include_str!("compile/former_names.rs"),
    )
    .unwrap();
    let command = ["test", "-p", "fixture-former-names", "--test", "former"];
    let output = cargo(&root, &command);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{messages}");
    assert!(!messages.contains("warning"), "{messages}");
    for (name, text) in [
        (
            "client_settings",
            include_str!("compile/client_settings.rs"),
        ),
        ("closed", include_str!("compile/closed.rs")),
        ("rust_types", include_str!("compile/rust_types.rs")),
    ] {
        let tests = root.join(name).join("tests");
        fs::create_dir_all(&tests).unwrap();
        fs::write(tests.join("behaviour.rs"), text).unwrap();
        let package = format!("fixture-{}", name.replace('_', "-"));
        let features = format!("{package}/recording");
        let command = [
            "test",
            "-p",
            &package,
            "--features",
            &features,
            "--test",
            "behaviour",
        ];
        let output = cargo(&root, &command);
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{stdout}{messages}");
        assert!(!messages.contains("warning"), "{messages}");
    }
    // Without its feature the crate only says that it lacks it.
    let tests = root.join("xml/tests");
    fs::create_dir_all(&tests).unwrap();
    fs::write(
        tests.join("bodies.rs"),
        include_str!("compile/xml_bodies.rs"),
    )
    .unwrap();
    for features in [&["--features", "xml"][..], &[]] {
        let command = [&["test", "-p", "fixture-xml", "--test", "bodies"], features].concat();
        let output = cargo(&root, &command);
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{stdout}{messages}");
        assert!(!messages.contains("warning"), "{messages}");
    }
}

/// A fixture whose operations have several tags, with each of their features alone, and with none.
#[test]
fn each_tag_compiles_alone() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tag-features");
    let fixture =
        Fixture::read(&fixture::workspace().join("xtask/tests/fixtures/tag_features.yaml"));
    let files = fixture.files();
    if let Err(error) = write(&root.join(&fixture.name), &files) {
        panic!("{error:?}");
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{:?}]\n",
        fixture.name
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(
        fixture::workspace().join("Cargo.lock"),
        root.join("Cargo.lock"),
    )
    .unwrap();
    let manifest: toml::Table = files.get("Cargo.toml").unwrap().parse().unwrap();
    let features = manifest["features"].as_table().unwrap().keys();
    let features = features.filter(|name| name.starts_with("tag-") || *name == "other-types");
    let features: Vec<&str> = features.map(String::as_str).collect();
    assert_eq!(
        features,
        [
            "other-types",
            "tag-pets",
            "tag-shops",
            "tag-staff-roles",
            "tag-untagged"
        ]
    );
    for feature in features.into_iter().chain([""]) {
        // The tests of the library too: they name types of all tags.
        for targets in [&[][..], &["--profile", "test", "--lib"]] {
            let command = [&["check", "--features", feature], targets].concat();
            let output = cargo(&root, &command);
            let messages = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{feature}: {messages}");
            assert!(!messages.contains("warning"), "{feature}: {messages}");
        }
    }
}

/// The feature of all tags of a crate, as a workspace names it.
pub fn all_tags(files: &FileSet) -> Option<String> {
    let manifest: toml::Table = files.get("Cargo.toml")?.parse().ok()?;
    let has_tags = manifest["features"].get("all-tags").is_some();
    let name = manifest["package"]["name"].as_str()?;
    has_tags.then(|| format!("{name}/all-tags"))
}

/// Runs cargo for a workspace of fixtures.
pub fn cargo(root: &Path, command: &[&str]) -> std::process::Output {
    // What the crates depend on is built once.
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fixtures/target");
    Command::new(env!("CARGO"))
        .args(command)
        .args(["--offline", "--no-default-features"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .unwrap()
}
