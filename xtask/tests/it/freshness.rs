//! The committed bindings are what codegen writes, and codegen writes the same every time.

use std::fs;

use bindery::names::NameLock;
use bindery::output::check::{DiffLength, check};
use bindery::report::Report;
use bindery::settings::{Settings, names_file};
use bindery::spec::load;

use crate::fixture::{self, Fixture};

#[test]
fn committed_bindings_are_fresh() {
    let mut report = Report::new();
    let settings = Settings::read(fixture::workspace(), &mut report)
        .1
        .expect("settings");
    assert!(!settings.target.is_empty());
    for (name, mut target) in settings.target {
        let names = fixture::workspace().join(names_file(&name));
        let names = fs::read_to_string(names).expect("names");
        target.names = NameLock::parse(&names, &mut report);
        let document = fixture::workspace().join(&target.document);
        let source = load::read(
            &document,
            &target.document.to_string_lossy(),
            &target.limits,
            &mut report,
        );
        let files = bindery::generate(&source, &target, &mut report).expect("bindings");
        let api = bindery::model_of(&source, &target, &mut report).expect("model");
        let fresh = NameLock::of(&api, target.names.as_ref()).render();
        assert!(
            names == fresh,
            "run `cargo xtask codegen` and commit what it changes\n{fresh}"
        );
        let drift = check(
            &fixture::workspace().join(&target.output),
            &name,
            &files,
            DiffLength::Full,
        )
        .unwrap();
        assert!(
            drift.is_empty(),
            "run `cargo xtask codegen` and commit what it changes\n{drift}"
        );
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        assert!(fixture.files() == fixture.files(), "{}", fixture.name);
    }
}
