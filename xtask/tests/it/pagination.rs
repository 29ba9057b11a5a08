//! What the hints say can be pasted.

use bindery::report::{Code, Report, Severity};

use crate::fixture::{self, Fixture};

fn hints(report: &Report) -> Vec<String> {
    let all = report.diagnostics().iter();
    let hints = all.filter(|one| one.code == Code::UnsaidPagination);
    hints
        .map(|one| {
            assert_eq!(one.severity, Severity::Note);
            let help = one.help.as_deref().unwrap();
            help.split_once("\n\n").unwrap().1.to_owned()
        })
        .collect()
}

#[test]
fn pasted_hints_are_settings_and_end_the_hints() {
    let path = fixture::package().join("tests/fixtures/pagination_hints.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let fixture = Fixture::of("pagination_hints", text.clone());
    let (api, report) = fixture.model();
    assert!(api.is_some_and(|api| !api.is_paginated()));
    let pasted = hints(&report);
    assert_eq!(pasted.len(), 5, "a hint a style");

    let pasted = pasted.join("\n");
    let settings: String = pasted.lines().map(|line| format!("#: {line}\n")).collect();
    let fixture = Fixture::of("pagination_hints", settings + &text);
    let (api, report) = fixture.model();
    let api = api.unwrap_or_else(|| panic!("{}", fixture.plain(&report)));
    assert!(hints(&report).is_empty(), "{}", fixture.plain(&report));
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let paginated = operations.filter(|one| one.pagination.is_some()).count();
    assert_eq!(paginated, 7);
}
