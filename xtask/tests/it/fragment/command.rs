//! The command as a process: what it prints, what it does to the disk.

use super::TOYS;
use crate::folder::Folder;

fn folder() -> Folder {
    Folder::with(&[("vendor/toys.yaml", TOYS)])
}

/// What a run prints and tells, where it ends with a code.
fn said(folder: &Folder, arguments: &[&str], code: i32) -> String {
    let (printed, told) = folder.run(&[&["fragment"], arguments].concat(), code);
    format!("{printed}--- standard error\n{told}")
}

#[test]
fn a_fragment_is_written_and_made_again() {
    let folder = folder();
    let made = said(
        &folder,
        &[
            "vendor/toys.yaml",
            "--operation",
            "listToys",
            "-o",
            "spec/toys.yaml",
        ],
        0,
    );
    let first = folder.read("spec/toys.yaml");
    assert!(
        first.contains("  source: \"../vendor/toys.yaml\"\n"),
        "{first}"
    );
    let same = said(&folder, &["--refresh", "spec/toys.yaml"], 0);
    assert_eq!(folder.read("spec/toys.yaml"), first);
    folder.write(
        "vendor/toys.yaml",
        &TOYS.replace(
            "maker: {$ref",
            "price: {type: number}\n        maker: {$ref",
        ),
    );
    let changed = said(&folder, &["--refresh", "spec/toys.yaml"], 0);
    assert!(
        folder
            .read("spec/toys.yaml")
            .contains("price: {type: number}")
    );
    folder.write(
        "vendor/new.yaml",
        &TOYS.replace("title: Toys", "title: Other toys"),
    );
    let other = said(
        &folder,
        &[
            "--refresh",
            "spec/toys.yaml",
            "vendor/new.yaml",
            "--tag",
            "pets",
        ],
        0,
    );
    let last = folder.read("spec/toys.yaml");
    assert!(
        last.contains("  source: \"../vendor/new.yaml\"\n"),
        "{last}"
    );
    assert!(last.contains("tags: [\"pets\"]"), "{last}");
    insta::assert_snapshot!(
        "refresh",
        format!("made\n{made}\nsame\n{same}\nchanged\n{changed}\nother\n{other}")
    );
}

#[test]
fn nothing_is_written_where_something_is_wrong() {
    let folder = folder();
    folder.write("spec/own.yaml", TOYS);
    folder.write("broken.yaml", "openapi: 4.0.0\npaths: {}\n");
    let toys = "vendor/toys.yaml";
    let told: Vec<String> = [
        &["vendor/toys.yaml", "-o", "spec/a.yaml"][..],
        &[toys, "--tag", "toy", "--path", "/pet", "-o", "spec/a.yaml"],
        &[
            toys,
            "--tag",
            "toys",
            "--except",
            "/toys",
            "-o",
            "spec/a.yaml",
        ],
        &[toys, "--tag", "toys", "-o", toys],
        &["none.yaml", "--tag", "toys", "-o", "spec/a.yaml"],
        &["broken.yaml", "--tag", "toys", "-o", "spec/a.yaml"],
        &["--refresh", "spec/own.yaml"],
    ]
    .iter()
    .map(|arguments| format!("{}\n{}", arguments.join(" "), said(&folder, arguments, 2)))
    .collect();
    assert!(!folder.path("spec/a.yaml").exists());
    assert_eq!(folder.read(toys), TOYS);
    insta::assert_snapshot!("wrong", told.join("\n"));
}

#[test]
fn files_lie_beside_the_fragment_and_never_over_others() {
    let folder = folder();
    folder.write(
        "vendor/api/main.yaml",
        "openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a: {get: {operationId: a, responses: {'200': {$ref: '../shared.yaml#/Fine'}}}}
  /b: {get: {operationId: b, responses: {'200': {$ref: 'other.yaml'}}}}
",
    );
    folder.write(
        "vendor/shared.yaml",
        "Fine: {description: Fine.}\nBad: {description: Bad.}\n",
    );
    folder.write("vendor/api/other.yaml", "description: Fine.\n");
    let main = "vendor/api/main.yaml";
    let above = said(&folder, &[main, "--operation", "a", "-o", "a.yaml"], 2);
    assert!(above.contains("`-o …/api/main.yaml`"), "{above}");
    said(
        &folder,
        &[main, "--path", "/*", "-o", "new/api/part.yaml"],
        0,
    );
    assert_eq!(
        folder.read("new/shared.yaml"),
        "Fine: {description: Fine.}\n"
    );
    assert!(folder.path("new/api/other.yaml").exists());
    // What the fragment needs no longer may be another's.
    let refresh = ["--refresh", "new/api/part.yaml", "--operation", "a"];
    let told = said(&folder, &refresh, 0);
    assert!(told.contains("no longer a part of it"), "{told}");
    assert!(folder.path("new/api/other.yaml").exists());
    // What it needs is made anew, wherever it lies.
    let changed = "Fine: {description: Very fine.}\n";
    folder.write("vendor/shared.yaml", changed);
    let told = said(&folder, &refresh[..2], 0);
    assert!(told.contains("changed with it: new/shared.yaml"), "{told}");
    assert_eq!(folder.read("new/shared.yaml"), changed);
    folder.write("own/shared.yaml", "mine: true\n");
    let in_the_way = said(
        &folder,
        &[main, "--operation", "a", "-o", "own/api/part.yaml"],
        2,
    );
    assert!(
        in_the_way.contains("shared.yaml stands where"),
        "{in_the_way}"
    );
    assert!(!folder.path("own/api/part.yaml").exists());
    assert_eq!(folder.read("own/shared.yaml"), "mine: true\n");
}

#[test]
fn what_a_fragment_records_is_no_leave_to_change_files_elsewhere() {
    let folder = folder();
    let arguments = ["vendor/toys.yaml", "--tag", "toys", "-o", "spec/toys.yaml"];
    said(&folder, &arguments, 0);
    folder.write("mine.yaml", "mine: true\n");
    folder.write("spec/old.yaml", "old: true\n");
    let absolute = folder.path("mine.yaml").display().to_string();
    let files =
        format!("  files: [\"../mine.yaml\", \"{absolute}\", \"old.yaml\", \"toys.yaml\"]\n");
    let made = folder.read("spec/toys.yaml");
    let hostile = made.replacen("  source:", &format!("{files}  source:"), 1);
    assert_ne!(hostile, made);
    folder.write("spec/toys.yaml", &hostile);
    said(&folder, &["--refresh", "spec/toys.yaml"], 0);
    assert_eq!(folder.read("spec/toys.yaml"), made);
    assert_eq!(folder.read("mine.yaml"), "mine: true\n");
    assert_eq!(folder.read("spec/old.yaml"), "old: true\n");
}

#[test]
fn what_is_no_fragment_is_not_written_over() {
    let folder = folder();
    folder.write("mine.yaml", "# By hand.\nopenapi: 3.0.3\n");
    let told = said(
        &folder,
        &["vendor/toys.yaml", "--tag", "toys", "-o", "mine.yaml"],
        2,
    );
    assert!(
        told.contains("mine.yaml is there, and is no fragment"),
        "{told}"
    );
    assert_eq!(folder.read("mine.yaml"), "# By hand.\nopenapi: 3.0.3\n");
    std::fs::write(folder.path("mine.yaml"), [0xff, 0xfe]).unwrap();
    said(
        &folder,
        &["vendor/toys.yaml", "--tag", "toys", "-o", "mine.yaml"],
        2,
    );
}
