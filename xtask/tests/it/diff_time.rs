//! Comparing two versions takes no longer than reading them.

use std::time::{Duration, Instant};

use bindery::diff::wire::{self, options::Options};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::Source;

use crate::report_time::document;

/// How long reading both took, and comparing them; and how many changes there are.
fn time(old: &Source, new: &Source) -> (Duration, Duration, usize) {
    let target = Target::of_document("large.yaml".into(), "out".into(), "large".to_owned());
    let start = Instant::now();
    let version = |source: &Source| {
        bindery::version_of(source.clone(), &target, "large", &mut Report::new()).unwrap()
    };
    let (old, new) = (version(old), version(new));
    let read = start.elapsed();
    let options = Options::on("2026-01-01".parse().unwrap());
    let found = wire::compare(&old, &new, &options).findings.len();
    (read, start.elapsed() - read, found)
}

#[test]
fn comparing_takes_less_time_than_reading() {
    // In megabytes; 10 shows the same ratio, and takes longer.
    let size: f64 = std::env::var("BINDERY_LARGE").map_or(0.5, |text| text.parse().unwrap());
    let old = document(true, (size * 1e6 / 560.0) as usize, "Other");
    let mut new = old.clone();
    // A property of every tenth operation is another.
    new.text = old
        .text
        .split("\"name\": {\"type\": \"string\"}")
        .enumerate()
        .map(|(index, part)| match index {
            0 => part.to_owned(),
            _ if index % 10 == 0 => format!("\"name\": {{\"type\": \"integer\"}}{part}"),
            _ => format!("\"name\": {{\"type\": \"string\"}}{part}"),
        })
        .collect();
    let runs: Vec<_> = (0..3).map(|_| time(&old, &new)).collect();
    let read = runs.iter().map(|run| run.0).min().unwrap();
    let compared = runs.iter().map(|run| run.1).min().unwrap();
    let megabytes = old.text.len() as f64 / 1e6;
    println!(
        "{megabytes:.1} MB twice: read in {read:?}, compared in {compared:?}, {} changes",
        runs[0].2
    );
    assert!(runs[0].2 > 0);
    assert!(
        compared < read,
        "{compared:?} is not under the {read:?} of reading"
    );
}
