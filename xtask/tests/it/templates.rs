//! Files of a user's in place of those that generated crates carry.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: {'204': {description: None.}}
";

const SETTINGS: &str =
    "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"generated\"\ntemplates = \"own\"\n";

struct Workspace(TempDir);

impl Workspace {
    fn new(settings: &str) -> Self {
        let workspace = Self(TempDir::new().unwrap());
        workspace.write("spec/bindery.toml", settings);
        workspace.write("spec/pets.yaml", DOCUMENT);
        fs::create_dir(workspace.path("target")).unwrap();
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// What a command printed, and what it told.
    fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(arguments)
            .env_remove("CARGO_TARGET_DIR")
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{said}");
        (String::from_utf8(output.stdout).unwrap(), said)
    }

    fn codegen(&self, code: i32) -> String {
        self.run(&["codegen"], code).1
    }

    /// One with a copy of `retry.rs`, made from another version of it, and changed by hand.
    fn behind() -> Self {
        let workspace = Self::new(SETTINGS);
        workspace.run(&["templates", "--eject", "retry.rs"], 0);
        let ours = workspace.read("own/retry.rs");
        let (first, rest) = ours.split_once('\n').unwrap();
        let older = format!("{first}\n//! Older.\n{rest}");
        workspace.write("own/.ejected/retry.rs", &older);
        workspace.write("own/retry.rs", &format!("{older}\n// By hand.\n"));
        workspace
    }
}

#[test]
fn a_copy_replaces_ours() {
    let workspace = Workspace::new(&SETTINGS.replace("templates = \"own\"\n", ""));
    workspace.codegen(0);
    let ours = workspace.read("generated/src/runtime/retry.rs");
    let (_, said) = workspace.run(
        &["templates", "--eject", "retry.rs", "--eject", "send.rs"],
        0,
    );
    assert_eq!(
        said,
        "new: spec/templates/retry.rs\nnew: spec/templates/send.rs\n\
         add to `[target.pets]` in spec/bindery.toml:\ntemplates = \"spec/templates\"\n"
    );
    assert_eq!(workspace.read("spec/templates/retry.rs"), ours);
    assert_eq!(workspace.read("spec/templates/.ejected/retry.rs"), ours);
    // It is never overwritten, and of several either all are copied or none.
    workspace.write("spec/templates/retry.rs", "// Mine.\n");
    let both = ["templates", "--eject", "call.rs", "--eject", "retry.rs"];
    let (_, said) = workspace.run(&both, 2);
    assert!(
        said.contains("`spec/templates/retry.rs` is there already"),
        "{said}"
    );
    assert_eq!(workspace.read("spec/templates/retry.rs"), "// Mine.\n");
    assert!(!workspace.path("spec/templates/call.rs").exists());
    let settings = SETTINGS.replace("\"own\"", "\"spec/templates\"");
    workspace.write("spec/bindery.toml", &settings);
    let said = workspace.codegen(0);
    assert!(
        said.contains("changed: generated/src/runtime/retry.rs\n"),
        "{said}"
    );
    assert!(said.contains("pets: 1 of "), "{said}");
    assert_eq!(
        workspace.read("generated/src/runtime/retry.rs"),
        "// Mine.\n"
    );
    let (listed, _) = workspace.run(&["templates"], 0);
    let lines: Vec<&str> = listed.lines().collect();
    assert!(
        lines.contains(&"Cargo.toml") && lines.contains(&"call.rs"),
        "{listed}"
    );
    let having: Vec<&&str> = lines.iter().filter(|line| line.contains(':')).collect();
    let words = having
        .iter()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(
        words.collect::<Vec<_>>(),
        [
            "retry.rs pets: spec/templates/retry.rs",
            "send.rs pets: spec/templates/send.rs"
        ]
    );
}

#[test]
fn every_change_of_the_folder_is_seen() {
    let workspace = Workspace::new(SETTINGS);
    fs::create_dir(workspace.path("own")).unwrap();
    workspace.codegen(0);
    assert!(!workspace.codegen(0).contains("read "));
    // A file that is new in the folder.
    workspace.write("own/retry.rs", "// One.\n");
    let (drift, _) = workspace.run(&["codegen", "--check"], 1);
    assert!(
        drift.contains("stale: generated/src/runtime/retry.rs"),
        "{drift}"
    );
    assert!(drift.contains(" +1 @@\n"), "{drift}");
    assert!(workspace.codegen(0).contains("pets: 1 of "));
    assert!(!workspace.codegen(0).contains("read "));
    workspace.run(&["codegen", "--check"], 0);
    // One that is another now, and one that is gone.
    workspace.write("own/retry.rs", "// Two.\n");
    workspace.run(&["codegen", "--check"], 1);
    assert!(workspace.codegen(0).contains("pets: 1 of "));
    fs::remove_file(workspace.path("own/retry.rs")).unwrap();
    workspace.run(&["codegen", "--check"], 1);
    assert!(workspace.codegen(0).contains("pets: 1 of "));
    assert!(
        workspace
            .read("generated/src/runtime/retry.rs")
            .contains("RetryPolicy")
    );
    // One that means nothing is seen too; hidden files are none.
    workspace.write("own/.note", "");
    assert!(!workspace.codegen(0).contains("error"));
    workspace.write("own/retrys.rs", "");
    workspace.codegen(2);
}

#[test]
fn what_replaces_nothing_is_told_before_anything_is_written() {
    let workspace = Workspace::new(SETTINGS);
    let said = workspace.codegen(2);
    assert!(said.contains("the folder `own` cannot be read"), "{said}");
    workspace.write("own/retyr.rs", "");
    workspace.write("own/mod.rs", "");
    workspace.write("own/deep/retry.rs", "");
    workspace.write("own/Cargo.toml", "[package]\nname = \n");
    fs::write(workspace.path("own/send.rs"), [0xff]).unwrap();
    let said = workspace.codegen(2);
    assert!(!workspace.path("generated").exists());
    insta::assert_snapshot!(said);
    let (_, said) = workspace.run(&["templates", "--eject", "retyr.rs"], 2);
    assert!(said.contains("did you mean `retry.rs`"), "{said}");
    // What the crate has no file for may be another target's.
    let workspace = Workspace::new(SETTINGS);
    workspace.write("own/oauth2.rs", "// Mine.\n");
    let said = workspace.codegen(0);
    assert!(
        said.contains("note[B0507]: the crate has no `oauth2.rs`"),
        "{said}"
    );
    workspace.write(
        "spec/bindery.toml",
        &format!("{SETTINGS}levels.B0507 = \"allow\"\n"),
    );
    assert!(!workspace.codegen(0).contains("B0507"));
}

#[test]
fn the_manifest_is_merged_and_the_readme_replaced() {
    let workspace = Workspace::new(SETTINGS);
    workspace.run(
        &["templates", "--eject", "Cargo.toml", "--eject", "README.md"],
        0,
    );
    workspace.codegen(0);
    let manifest = workspace.read("generated/Cargo.toml");
    let readme = workspace.read("generated/README.md");
    assert_eq!(workspace.read("own/README.md"), readme);
    // What only begins a file changes nothing.
    workspace.write(
        "spec/bindery.toml",
        &SETTINGS.replace("templates = \"own\"\n", ""),
    );
    assert!(workspace.codegen(0).contains("pets: 0 of "));
    workspace.write("spec/bindery.toml", SETTINGS);
    workspace.write("own/README.md", "# Mine\n");
    workspace.write(
        "own/Cargo.toml",
        "package.links = \"pets\"\n[dependencies]\nreqwest = { features = [\"gzip\"] }\n[lints]\nworkspace = true\n",
    );
    assert!(workspace.codegen(0).contains("pets: 2 of "));
    assert_eq!(workspace.read("generated/README.md"), "# Mine\n");
    let merged: toml::Table = workspace.read("generated/Cargo.toml").parse().unwrap();
    let mut expected: toml::Table = manifest.parse().unwrap();
    expected["package"]
        .as_table_mut()
        .unwrap()
        .insert("links".into(), "pets".into());
    let reqwest = expected["dependencies"]["reqwest"].as_table_mut().unwrap();
    reqwest.insert("features".into(), vec!["gzip"].into());
    expected.insert("lints".into(), toml::toml! { workspace = true }.into());
    assert_eq!(merged, expected);
    // Of both nothing is noted: they change with the document.
    let (_, said) = workspace.run(&["templates", "--accept", "README.md"], 2);
    assert!(said.contains("nothing is noted"), "{said}");
}

#[test]
fn what_has_changed_of_ours_is_told_until_it_is_accepted() {
    let workspace = Workspace::behind();
    let said = workspace.codegen(0);
    let (problems, _) = said.split_once("pets: read ").unwrap();
    insta::assert_snapshot!(problems);
    let (listed, _) = workspace.run(&["templates"], 0);
    assert!(
        listed.contains("pets: own/retry.rs, ours has changed since\n"),
        "{listed}"
    );
    workspace.write(
        "spec/bindery.toml",
        &format!("{SETTINGS}levels.B0506 = \"deny\"\n"),
    );
    workspace.codegen(2);
    workspace.write("spec/bindery.toml", SETTINGS);
    // The diff does to the copy what was done to ours.
    let (diff, _) = workspace.run(&["templates", "--diff"], 0);
    workspace.write("changes.diff", &diff);
    let applied = Command::new("git")
        .args(["apply", "changes.diff"])
        .current_dir(workspace.0.path())
        .status();
    assert!(applied.unwrap().success(), "{diff}");
    let own = workspace.read("own/retry.rs");
    assert!(
        !own.contains("Older.") && own.ends_with("// By hand.\n"),
        "{own}"
    );
    let (_, said) = workspace.run(&["templates", "--accept", "retry.rs"], 0);
    assert_eq!(said, "noted: own/.ejected/retry.rs\n");
    assert_eq!(workspace.run(&["templates", "--diff"], 0).0, "");
    assert!(!workspace.codegen(0).contains("B0506"));
    assert_eq!(workspace.read("generated/src/runtime/retry.rs"), own);
    let (_, said) = workspace.run(&["templates", "--accept", "call.rs"], 2);
    assert!(
        said.contains("no target has a template `call.rs`"),
        "{said}"
    );
}

#[test]
fn several_targets_may_have_one_folder() {
    let other = SETTINGS
        .replace("target.pets", "target.toys")
        .replace("generated", "toys");
    let workspace = Workspace::new(&format!("{SETTINGS}{other}"));
    workspace.run(&["templates", "--eject", "retry.rs"], 0);
    let others = other.replace("templates = \"own\"\n", "");
    workspace.write("spec/bindery.toml", &format!("{SETTINGS}{others}"));
    let (_, said) = workspace.run(&["templates", "--eject", "send.rs"], 2);
    assert!(
        said.contains("choose one by `--target`: pets, toys"),
        "{said}"
    );
    workspace.run(&["templates", "--eject", "send.rs", "--target", "toys"], 0);
    assert!(workspace.path("spec/templates/send.rs").exists());
    assert!(!workspace.path("own/send.rs").exists());
}

/// In a module the macros of a file are led to where it stands, as those of ours are.
#[test]
fn a_module_has_them_too() {
    let settings = SETTINGS.replace("\"generated\"", "\"src/api\"\nmodule = true");
    let workspace = Workspace::new(&settings);
    workspace.write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nedition = \"2024\"\n",
    );
    workspace.write("own/object.rs", "// $crate::runtime::Object\n");
    workspace.write("own/README.md", "# Mine\n");
    workspace.write("own/Cargo.toml", "[dependencies]\nbackon = \"1\"\n");
    let said = workspace.codegen(0);
    assert_eq!(
        workspace.read("src/api/runtime/object.rs"),
        "// $crate::api::runtime::Object\n"
    );
    assert!(said.contains("the crate has no `README.md`"), "{said}");
    assert!(said.contains("\nbackon = \"1\"\n"), "{said}");
}
