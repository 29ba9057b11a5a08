//! The setting `select`: code of a part of a document, as if the part were all of it.

use bindery::output::file_set::FileSet;
use bindery::report::Report;

use super::{TOYS, made, of_tag, source};
use crate::fixture::Fixture;

/// The types and operations of a crate.
fn code(files: &FileSet) -> Vec<(&str, &str)> {
    let is_code =
        |path: &str| path.starts_with("src/types/") || path.starts_with("src/operations/");
    files.iter().filter(|(path, _)| is_code(path)).collect()
}

fn fixture(settings: &str, text: &str) -> Fixture {
    Fixture::of("toys", format!("{settings}{text}"))
}

#[test]
fn the_code_is_that_of_the_fragment() {
    let (_, texts) = made(&source(TOYS, &[]), &of_tag("toys"));
    let selected = fixture("#: select = { tags = ['toys'] }\n", TOYS).files();
    let fragment = fixture("", &texts[0].text).files();
    assert!(!code(&selected).is_empty());
    assert_eq!(code(&selected), code(&fragment));
    assert!(selected.paths().all(|path| !path.contains("pet")));
}

/// What is wrong with the rest is not told, nor settings that are about it; and what is selected has its problems.
#[test]
fn problems_of_the_rest_are_not_told() {
    let broken = TOYS
        .replace(
            "schema: {$ref: '#/components/schemas/Pet'}",
            "schema: {$ref: '#/components/schemas/None'}",
        )
        .replace(
            "      description: |",
            "      description: one\n      description: |",
        );
    let settings = "#: select = { tags = ['toys'] }
#: skip = ['#/paths/~1pets~1{id}/get']
#: secrets = ['#/components/schemas/Pet/properties/kind']
";
    let (api, report) = fixture(settings, &broken).model();
    assert!(api.is_some(), "{:?}", report.diagnostics());
    assert!(
        report.diagnostics().is_empty(),
        "{:?}",
        report.diagnostics()
    );
    let (api, _) = fixture("", &broken).model();
    assert!(api.is_none());
}

#[test]
fn selectors_that_nothing_fits_are_errors_at_their_place() {
    let settings = "#: select = { tags = ['toys', 'pet'], operations = ['getPets'] }
#: secrets = ['#/components/schemas/None']
";
    let fixture = fixture(settings, TOYS);
    let mut report = Report::new();
    assert!(bindery::generate(&fixture.source, &fixture.target, &mut report).is_none());
    insta::assert_snapshot!("select_unmatched", fixture.plain(&report));
}

/// An operation that something selected refers into is in the trees, and not in the crate.
#[test]
fn only_selected_operations_are_generated() {
    let text = "openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      responses: {'200': {description: Fine., content: {application/json: {schema: {type: string}}}}}
  /b:
    get:
      operationId: getB
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}
";
    let (api, report) = fixture("#: select = { operations = ['getB'] }\n", text).model();
    let groups = api
        .unwrap_or_else(|| panic!("{:?}", report.diagnostics()))
        .groups;
    let operations = groups.iter().flat_map(|group| &group.operations);
    let ids: Vec<&str> = operations.map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["getB"]);
}

#[test]
fn a_selection_of_nothing_is_an_error() {
    let settings = "#: select = { tags = ['toys'], except = ['tag:toys'] }\n";
    let (api, report) = fixture(settings, TOYS).model();
    assert!(api.is_none());
    let [one] = report.diagnostics() else {
        panic!("{:?}", report.diagnostics());
    };
    assert_eq!(one.message, "nothing is left of what is selected");
}
