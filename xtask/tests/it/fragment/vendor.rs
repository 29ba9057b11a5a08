//! The document of this repository, against the part of the vendor's that it stands for.

use std::fs;

use bindery::diff::fold::Given;
use bindery::diff::impacts::Impacts;
use bindery::diff::wire::options::Options;
use bindery::diff::{self, Version};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::limits::Limits;
use bindery::spec::load::{self, Source};

use super::{made, of_tag};
use crate::fixture;

fn version(source: Source, label: &str) -> Version {
    let target = Target::of_document("document".into(), "out".into(), "oauth".to_owned());
    let mut report = Report::new();
    bindery::version_of(source, &target, label, &mut report)
        .unwrap_or_else(|| panic!("{label}: {:?}", report.diagnostics()))
}

/// Every difference is explained, and every explanation is of a difference.
#[test]
fn our_document_differs_from_the_vendors_as_is_explained() {
    let vendors = fixture::workspace().join("../shared/corpus/launchdarkly/openapi.yaml");
    if !vendors.is_file() {
        println!("the vendor's document is not beside the repository");
        return;
    }
    let read = |path: &std::path::Path, name: &str| {
        load::read(path, name, &Limits::default(), &mut Report::new())
    };
    let whole = read(&vendors, "vendor.yaml");
    let (fragment, texts) = made(&whole, &of_tag("OAuth2 Clients"));
    assert_eq!(fragment.operations.len(), 5);
    assert!(!texts[0].is_anew);
    let part = Source {
        name: "vendor.yaml".to_owned(),
        text: texts[0].text.clone(),
        files: Vec::new(),
        ..Source::default()
    };
    let spec = fixture::workspace().join("spec");
    let ours = read(&spec.join("launchdarkly-oauth-clients.yaml"), "ours.yaml");
    let given = Given {
        target: "oauth".to_owned(),
        crate_version: "0.1.0".to_owned(),
        impacts: Impacts::of(
            &Target::of_document("document".into(), "out".into(), "oauth".to_owned()),
            &mut Report::new(),
        ),
        options: Options::on("2026-01-01".parse().unwrap()),
    };
    let comparison = diff::compare(&version(part, "vendor"), &version(ours, "ours"), &given);
    let mut found: Vec<String> = comparison
        .changes
        .iter()
        .map(|change| format!("`{}` | {}", change.code.as_str(), change.subject))
        .collect();
    let explained = fs::read_to_string(spec.join("launchdarkly-oauth-clients.md")).unwrap();
    let mut explained: Vec<String> = explained
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_end_matches(" |").split(" | ").collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(cells[2].len() > 10, "no reason: {line}");
            format!("`{} | {}", cells[0], cells[1])
        })
        .collect();
    found.sort();
    explained.sort();
    assert_eq!(found, explained);
}
