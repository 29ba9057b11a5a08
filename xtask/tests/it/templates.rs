//! Files of a user's in place of those that generated crates carry.

use std::fs;

use crate::folder::Folder;

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

fn new_workspace(settings: &str) -> Folder {
    Folder::with(&[
        ("spec/bindery.toml", settings),
        ("spec/pets.yaml", DOCUMENT),
    ])
}

fn codegen(workspace: &Folder, code: i32) -> String {
    workspace.told(&["codegen"], code)
}

/// One with a copy of `retry.rs`, made from another version of it, and changed by hand.
fn behind() -> Folder {
    let workspace = new_workspace(SETTINGS);
    workspace.run(&["templates", "--eject", "retry.rs"], 0);
    let ours = workspace.read("own/retry.rs");
    let (first, rest) = ours.split_once('\n').unwrap();
    let older = format!("{first}\n//! Older.\n{rest}");
    workspace.write("own/.ejected/retry.rs", &older);
    workspace.write("own/retry.rs", &format!("{older}\n// By hand.\n"));
    workspace
}

#[test]
fn a_copy_replaces_ours() {
    let workspace = new_workspace(&SETTINGS.replace("templates = \"own\"\n", ""));
    codegen(&workspace, 0);
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
    let said = codegen(&workspace, 0);
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
    let workspace = new_workspace(SETTINGS);
    fs::create_dir(workspace.path("own")).unwrap();
    codegen(&workspace, 0);
    assert!(!codegen(&workspace, 0).contains("read "));
    // A file that is new in the folder.
    workspace.write("own/retry.rs", "// One.\n");
    let (drift, _) = workspace.run(&["codegen", "--check"], 1);
    assert!(
        drift.contains("stale: generated/src/runtime/retry.rs"),
        "{drift}"
    );
    assert!(drift.contains(" +1 @@\n"), "{drift}");
    assert!(codegen(&workspace, 0).contains("pets: 1 of "));
    assert!(!codegen(&workspace, 0).contains("read "));
    workspace.run(&["codegen", "--check"], 0);
    // One that is another now, and one that is gone.
    workspace.write("own/retry.rs", "// Two.\n");
    workspace.run(&["codegen", "--check"], 1);
    assert!(codegen(&workspace, 0).contains("pets: 1 of "));
    fs::remove_file(workspace.path("own/retry.rs")).unwrap();
    workspace.run(&["codegen", "--check"], 1);
    assert!(codegen(&workspace, 0).contains("pets: 1 of "));
    assert!(
        workspace
            .read("generated/src/runtime/retry.rs")
            .contains("RetryPolicy")
    );
    // One that means nothing is seen too; hidden files are none.
    workspace.write("own/.note", "");
    assert!(!codegen(&workspace, 0).contains("error"));
    workspace.write("own/retrys.rs", "");
    codegen(&workspace, 2);
}

#[test]
fn what_replaces_nothing_is_told_before_anything_is_written() {
    let workspace = new_workspace(SETTINGS);
    let said = codegen(&workspace, 2);
    assert!(said.contains("the folder `own` cannot be read"), "{said}");
    workspace.write("own/retyr.rs", "");
    workspace.write("own/mod.rs", "");
    workspace.write("own/deep/retry.rs", "");
    workspace.write("own/Cargo.toml", "[package]\nname = \n");
    fs::write(workspace.path("own/send.rs"), [0xff]).unwrap();
    let said = codegen(&workspace, 2);
    assert!(!workspace.path("generated").exists());
    insta::assert_snapshot!(said);
    // As the message says, the names are listed all the same.
    let (listed, _) = workspace.run(&["templates"], 2);
    assert!(listed.contains("\nretry.rs\n"), "{listed}");
    let (_, said) = workspace.run(&["templates", "--eject", "retyr.rs"], 2);
    assert!(said.contains("did you mean `retry.rs`"), "{said}");
    // What the crate has no file for may be another target's.
    let workspace = new_workspace(SETTINGS);
    workspace.write("own/oauth2.rs", "// Mine.\n");
    let said = codegen(&workspace, 0);
    assert!(
        said.contains("note[B0507]: the crate has no `oauth2.rs`"),
        "{said}"
    );
    workspace.write(
        "spec/bindery.toml",
        &format!("{SETTINGS}levels.B0507 = \"allow\"\n"),
    );
    assert!(!codegen(&workspace, 0).contains("B0507"));
}

#[test]
fn the_manifest_is_merged_and_the_readme_replaced() {
    let workspace = new_workspace(SETTINGS);
    workspace.run(
        &["templates", "--eject", "Cargo.toml", "--eject", "README.md"],
        0,
    );
    codegen(&workspace, 0);
    let manifest = workspace.read("generated/Cargo.toml");
    let readme = workspace.read("generated/README.md");
    assert_eq!(workspace.read("own/README.md"), readme);
    // What only begins a file changes nothing.
    workspace.write(
        "spec/bindery.toml",
        &SETTINGS.replace("templates = \"own\"\n", ""),
    );
    assert!(codegen(&workspace, 0).contains("pets: 0 of "));
    workspace.write("spec/bindery.toml", SETTINGS);
    workspace.write("own/README.md", "# Mine\n");
    workspace.write(
        "own/Cargo.toml",
        "package.links = \"pets\"\n[dependencies]\nreqwest = { features = [\"gzip\"] }\n[lints]\nworkspace = true\n",
    );
    assert!(codegen(&workspace, 0).contains("pets: 2 of "));
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
    let workspace = behind();
    let said = codegen(&workspace, 0);
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
    codegen(&workspace, 2);
    workspace.write("spec/bindery.toml", SETTINGS);
    // The diff does to the copy what was done to ours.
    let (diff, _) = workspace.run(&["templates", "--diff"], 0);
    workspace.write("changes.diff", &diff);
    workspace.git(&["apply", "changes.diff"]);
    let own = workspace.read("own/retry.rs");
    assert!(
        !own.contains("Older.") && own.ends_with("// By hand.\n"),
        "{own}"
    );
    let (_, said) = workspace.run(&["templates", "--accept", "retry.rs"], 0);
    assert_eq!(said, "noted: own/.ejected/retry.rs\n");
    assert_eq!(workspace.run(&["templates", "--diff"], 0).0, "");
    assert!(!codegen(&workspace, 0).contains("B0506"));
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
    let workspace = new_workspace(&format!("{SETTINGS}{other}"));
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
    let workspace = new_workspace(&settings);
    workspace.write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nedition = \"2024\"\n",
    );
    workspace.write("own/object.rs", "// $crate::runtime::Object\n");
    workspace.write("own/README.md", "# Mine\n");
    workspace.write("own/Cargo.toml", "[dependencies]\nbackon = \"1\"\n");
    let said = codegen(&workspace, 0);
    assert_eq!(
        workspace.read("src/api/runtime/object.rs"),
        "// $crate::api::runtime::Object\n"
    );
    assert!(said.contains("the crate has no `README.md`"), "{said}");
    assert!(said.contains("\nbackon = \"1\"\n"), "{said}");
}
