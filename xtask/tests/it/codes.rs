//! Every code is given by some input, at its place, from the stage that it belongs to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bindery::report::{Code, Report};
use bindery::settings::Settings;
use bindery::spec::limits::Limits;
use bindery::spec::load;
use tempfile::TempDir;

use crate::fixture::{self, Fixture};

#[test]
fn every_code_is_given() {
    let mut given: BTreeSet<Code> = BTreeSet::new();
    let mut note = |report: &Report| {
        given.extend(report.diagnostics().iter().map(|one| one.code));
    };
    for folder in ["fixtures", "errors", "lint"] {
        for path in documents(folder) {
            let fixture = Fixture::read(&path);
            let mut report = Report::new();
            bindery::lint(&fixture.source, &fixture.target, &mut report);
            note(&report);
        }
    }
    note(&of_files());
    note(&of_settings());
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !given.contains(code))
        .map(|code| code.as_str())
        .collect();
    assert!(missing.is_empty(), "no input gives {missing:?}");
}

fn documents(folder: &str) -> Vec<std::path::PathBuf> {
    let folder = fixture::package().join("tests").join(folder);
    let entries = folder.read_dir().unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// What only files give: one that is not there, and one that is too large.
fn of_files() -> Report {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.yaml");
    let mut report = Report::new();
    let limits = Limits {
        bytes: 10,
        ..Limits::default()
    };
    load::read(&path, "a.yaml", &limits, &mut report);
    fs::write(&path, "openapi: 3.0.3").unwrap();
    load::read(&path, "a.yaml", &limits, &mut report);
    report
}

/// What only settings give.
fn of_settings() -> Report {
    let mut report = Report::new();
    Settings::read(Path::new("no/such/folder"), &mut report);
    Settings::parse("[target.a]\ndocumnt = 1\n", &mut report);
    report
}
