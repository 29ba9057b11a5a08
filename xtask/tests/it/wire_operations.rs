//! Small edits of documents, and what is found of them.

mod edits;
mod same;

use bindery::diff::catalogue::example;
use bindery::diff::wire::{self, Finding, options::Options};

use crate::catalogue::version;

fn options() -> Options {
    Options {
        stable_deprecation_days: 30,
        beta_deprecation_days: 10,
        ..Options::on("2026-01-01".parse().unwrap())
    }
}

/// What is found between the two sides of a diff.
fn findings(diff: &str) -> Vec<Finding> {
    let (old, new) = example::sides(diff);
    wire::compare(&version(old), &version(new), &options()).findings
}

/// Code, impact and side of each, sorted.
fn told(findings: &[Finding]) -> Vec<String> {
    let told = findings.iter().map(|finding| {
        let (code, impact, side) = (finding.code, finding.impact, finding.side);
        format!("{} {} {}", code.as_str(), impact.as_str(), side.as_str())
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

/// An operation of `/pets/{id}` as a diff, from its lines at no indentation.
fn operation(diff: &str) -> String {
    below("get:\n  ", &format!("  operationId: pet\n{diff}"))
}

/// The lines of a path item, each with its mark.
fn below(first: &str, diff: &str) -> String {
    let mut text =
        "  openapi: 3.1.0\n  info: {title: Pets, version: '1'}\n  paths:\n    /pets/{id}:\n"
            .to_owned();
    text.push_str(&format!("      {}\n", first.trim_end()));
    for line in diff.lines() {
        let (mark, rest) = line.split_at(line.len().min(2));
        text.push_str(&format!("{mark}      {rest}\n"));
    }
    text
}

#[test]
fn what_several_operations_share_changes_once() {
    let diff = "  openapi: 3.1.0
  info: {title: Pets, version: '1'}
  paths:
    /pets:
      get: &get {parameters: [{$ref: '#/components/parameters/limit'}], responses: {'200': {description: Ok}}}
    /people:
      get: *get
  components:
    parameters:
-     limit: {name: limit, in: query, schema: {type: integer}}
+     limit: {name: limit, in: query, required: true, schema: {type: integer}}
";
    let findings = findings(diff);
    assert_eq!(told(&findings), ["parameter-required breaking request"]);
    assert_eq!(findings[0].subject, "query parameter limit");
    assert_eq!(findings[0].operations.len(), 2);
}

#[test]
fn places_are_nodes_of_the_documents() {
    for code in bindery::diff::catalogue::Code::ALL {
        let (old, new) = example::sides(code.example());
        let (old, new) = (version(old), version(new));
        for finding in wire::compare(&old, &new, &options()).findings {
            let code = finding.code.as_str();
            let (of_old, of_new) = (finding.old.unwrap(), finding.new.unwrap());
            assert!(old.document.find(&of_old).is_some(), "{code}: {of_old}");
            assert!(new.document.find(&of_new).is_some(), "{code}: {of_new}");
            assert!(!finding.subject.is_empty(), "{code}");
            assert!(!finding.message.ends_with('.'), "{code}");
        }
    }
}

#[test]
fn renames_say_how_sure_they_are() {
    let diff = operation(
        "  parameters:
-   - {name: page_size, in: query, schema: {type: integer}}
+   - {name: pageSize, in: query, schema: {type: integer}}
  responses: {'200': {description: Ok}}",
    );
    let findings = findings(&diff);
    assert_eq!(told(&findings), ["parameter-renamed warning request"]);
    let confidence = findings[0].confidence.unwrap();
    assert!((0.7..1.0).contains(&confidence), "{confidence}");
}
