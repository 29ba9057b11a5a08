//! The committed bindings are what codegen writes, and codegen writes the same every time.

use bindery::output::check::{DiffLength, check};
use bindery::report::Report;
use bindery::settings::Settings;
use bindery::spec::load;

use crate::fixture::{self, Fixture};

#[test]
fn committed_bindings_are_fresh() {
    let mut report = Report::new();
    let settings = Settings::read(fixture::workspace(), &mut report)
        .1
        .expect("settings");
    assert!(!settings.target.is_empty());
    for (name, target) in settings.target {
        let document = fixture::workspace().join(&target.document);
        let source = load::read(
            &document,
            &target.document.to_string_lossy(),
            &target.limits,
            &mut report,
        );
        let files = bindery::generate(&source, &target, &mut report).expect("bindings");
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
