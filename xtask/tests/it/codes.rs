//! Every code is given by some input, at its place, from the stage that it belongs to.

use std::collections::BTreeSet;
use std::fs;

use bindery::Project;
use bindery::names::NameLock;
use bindery::report::formats::Repeated;
use bindery::report::formats::text::render;
use bindery::report::{Code, Report};
use bindery::settings::Settings;
use bindery::spec::limits::Limits;
use bindery::spec::load::{self, Source};
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
    note(&of_settings_text());
    note(&of_names());
    note(&of_corrections());
    given.extend(of_templates());
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

/// What only files give: a folder, and a file that is too large.
fn of_files() -> Report {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.yaml");
    let mut report = Report::new();
    let limits = Limits {
        bytes: 10,
        ..Limits::default()
    };
    load::read(folder.path(), "a.yaml", &limits, &mut report);
    fs::write(&path, "openapi: 3.0.3").unwrap();
    load::read(&path, "a.yaml", &limits, &mut report);
    report
}

/// What only a folder of templates gives: one made from another version, and one that replaces nothing.
fn of_templates() -> Vec<Code> {
    let folder = TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "spec/bindery.toml",
        "[target.a]\ndocument = 'a.yaml'\noutput = 'b'\ntemplates = 'c'\n",
    );
    write(
        "a.yaml",
        "{openapi: 3.0.3, info: {title: A, version: '1'}, paths: {}}",
    );
    write("c/retry.rs", "");
    write("c/.ejected/retry.rs", "");
    write("c/oauth2.rs", "");
    let project = Project::open(folder.path()).unwrap();
    let generated = project.generate().unwrap();
    let told = generated.iter().flat_map(|one| one.diagnostics.iter());
    told.filter_map(|one| Code::by_name(one.code)).collect()
}

/// What only corrections give.
fn of_corrections() -> Report {
    let mut report = Report::new();
    let folder = fixture::package().join("tests/corrections");
    for name in ["mistakes.yaml", "near_misses.yaml"] {
        let source = crate::over::case(&folder.join(name));
        load::corrected(&source, &Limits::default(), &mut report);
    }
    report
}

/// What only settings give: a file that is no text.
fn of_settings() -> Report {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(folder.path().join("spec/bindery.toml"), [0xff]).unwrap();
    let mut report = Report::new();
    Settings::read(folder.path(), &mut report);
    report
}

const SETTINGS: &str = "[target.a]\ndocumnt = 'a.yaml'\noutput = 'b'\n\n[limit]\nbytes = 1\n";

fn of_settings_text() -> Report {
    let mut report = Report::new();
    Settings::parse(SETTINGS, &mut report);
    report
}

/// What only files of names give.
fn of_names() -> Report {
    let mut report = Report::new();
    NameLock::parse("type Pet\n", &mut report);
    report
}

/// What no document of the fixtures shows.
#[test]
fn reports_of_files_and_settings() {
    let source = |name: &str, text: &str| Source {
        name: name.to_owned(),
        text: text.to_owned(),
        ..Source::default()
    };
    let drawn = |report: &Report, source: &Source| {
        let text = render(report, source.into(), Repeated::Told, 140);
        anstream::adapter::strip_str(&text).to_string()
    };
    let document = source("a.yaml", "");
    let settings = source("spec/bindery.toml", SETTINGS);
    insta::assert_snapshot!(format!(
        "{}{}{}",
        drawn(&of_files(), &document),
        drawn(&of_settings(), &settings),
        drawn(&of_settings_text(), &settings)
    ));
}
