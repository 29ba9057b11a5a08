//! Every kind of change has an example, and the example has that change.

use std::collections::BTreeSet;
use std::path::PathBuf;

use bindery::diff::Version;
use bindery::diff::catalogue::{Code, example};
use bindery::diff::wire::{self, options::Options};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::Source;

pub fn version(text: String) -> Version {
    let target = Target::of_document(
        PathBuf::from("pets.yaml"),
        PathBuf::new(),
        "pets".to_owned(),
    );
    let source = Source {
        name: "pets.yaml".to_owned(),
        text,
        ..Source::default()
    };
    let mut report = Report::new();
    let version = bindery::version_of(source, &target, "pets.yaml", &mut report);
    version.unwrap_or_else(|| panic!("{:#?}", report.diagnostics()))
}

#[test]
fn examples_have_their_change() {
    let options = Options {
        stable_deprecation_days: 30,
        ..Options::on("2026-01-01".parse().unwrap())
    };
    let mut lacking = Vec::new();
    for code in Code::ALL {
        let (old, new) = example::sides(code.example());
        let (old, new) = (version(old), version(new));
        let compared = wire::compare(&old, &new, &options);
        let found: BTreeSet<&str> = compared
            .findings
            .iter()
            .map(|finding| finding.code.as_str())
            .collect();
        if !found.contains(code.as_str()) {
            lacking.push(format!("{}: found {found:?}", code.as_str()));
        }
        let same = wire::compare(&new, &new, &options);
        assert!(
            same.findings.is_empty(),
            "{}: {:#?}",
            code.as_str(),
            same.findings
        );
    }
    assert!(lacking.is_empty(), "{lacking:#?}");
}

#[test]
fn codes_are_names_of_their_own() {
    let mut names = BTreeSet::new();
    for code in Code::ALL {
        let name = code.as_str();
        assert!(names.insert(name), "{name} is given twice");
        assert!(
            name.split('-').all(|word| !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())),
            "{name}"
        );
        for text in [code.title(), code.why(), code.advice()] {
            assert!(!text.is_empty() && !text.contains('\n'), "{name}: {text}");
        }
        assert!(
            !code.why().ends_with('.') && !code.advice().ends_with('.'),
            "{name}"
        );
    }
}
