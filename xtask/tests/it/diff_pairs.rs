//! What changed between two documents of anyone, to be read: `BINDERY_OLD` and `BINDERY_NEW` name them.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use bindery::diff::Version;
use bindery::diff::wire::{self, options::Options};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load;

fn version(path: &str) -> Version {
    let mut target = Target::of_document(path.into(), "out".into(), "pair".to_owned());
    target.keep_going = true;
    let mut report = Report::new();
    let source = load::read(Path::new(path), path, &target.limits, &mut report);
    bindery::version_of(source, &target, path, &mut report)
        .unwrap_or_else(|| panic!("{:#?}", report.diagnostics()))
}

#[test]
#[ignore = "prints what two files differ in"]
fn changes_of_a_pair() {
    let file = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let start = Instant::now();
    let (old, new) = (version(&file("BINDERY_OLD")), version(&file("BINDERY_NEW")));
    let read = start.elapsed();
    let compared = wire::compare(&old, &new, &Options::on("2026-01-01".parse().unwrap()));
    println!("read in {read:?}, compared in {:?}", start.elapsed() - read);
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    let mut findings: Vec<_> = compared.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.impact));
    for finding in findings {
        *counts
            .entry((finding.impact, finding.code.as_str(), finding.side))
            .or_default() += 1;
        println!(
            "{:8} {:8} {} | {} | {} | {} operations{}",
            finding.impact.as_str(),
            finding.side.as_str(),
            finding.code.as_str(),
            finding.subject,
            finding.message,
            finding.operations.len(),
            finding
                .confidence
                .map(|sure| format!(" | {sure:.2}"))
                .unwrap_or_default()
        );
    }
    for ((impact, code, side), count) in counts.iter().rev() {
        println!(
            "# {count:5} {:8} {:8} {code}",
            impact.as_str(),
            side.as_str()
        );
    }
}
