//! Finding the places of problems reads a text again: that takes no longer than reading it once.

use std::time::{Duration, Instant};

use bindery::report::Report;
use bindery::report::formats::{Repeated, text};
use bindery::spec::load::{self, Source};
use bindery::spec::resolve::{Wanted, resolve};

/// Reads a document as far as references go, and draws the report. Answers how long each took.
fn read(source: &Source) -> (Duration, Duration, Report) {
    let start = Instant::now();
    let mut report = Report::new();
    let document = load::parse(source, &Default::default(), &mut report).unwrap();
    resolve(&document, &Wanted::default(), &mut report);
    let loaded = start.elapsed();
    let drawn = text::render(&report, source.into(), Repeated::Folded, 140);
    assert_eq!(drawn.is_empty(), report.diagnostics().is_empty());
    (loaded, start.elapsed(), report)
}

/// A document of some size; the mistake stands at its end.
pub fn document(is_json: bool, operations: usize, last: &str) -> Source {
    let schema = r##"{"type": "object", "description": "What stands here is long enough to be a text.", "properties": {"name": {"type": "string"}, "other": {"$ref": "#/components/schemas/Other"}}}"##;
    let operation = |index: usize, reference: &str| {
        format!(
            r##""/path{index}/{{id}}": {{"get": {{"operationId": "get{index}", "parameters": [{{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}}], "responses": {{"200": {{"description": "A thing.", "content": {{"application/json": {{"schema": {schema}}}}}}}, "404": {{"description": "None.", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/{reference}"}}}}}}}}}}}}}}"##
        )
    };
    let mut paths: Vec<String> = (0..operations)
        .map(|index| operation(index, "Other"))
        .collect();
    paths.push(operation(operations, last));
    let json = format!(
        r##"{{"openapi": "3.0.3", "info": {{"title": "Large", "version": "1"}}, "paths": {{{}}}, "components": {{"schemas": {{"Other": {{"type": "object", "properties": {{"a": {{"type": "integer"}}}}}}}}}}}}"##,
        paths.join(",\n")
    );
    Source {
        name: "large".to_owned(),
        text: if is_json {
            json
        } else {
            block_style(&serde_json::from_str(&json).unwrap(), 0)
        },
        ..Source::default()
    }
}

/// A tree as YAML in block style.
pub fn block_style(value: &serde_json::Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match value {
        serde_json::Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| format!("\n{indent}{key:?}: {}", block_style(value, depth + 1)))
            .collect(),
        serde_json::Value::Array(items) => items
            .iter()
            .map(|item| format!("\n{indent}- {}", block_style(item, depth + 1)))
            .collect(),
        other => other.to_string(),
    }
}

#[test]
fn a_report_takes_less_than_twice_the_time_of_reading() {
    // In megabytes; 10 shows the same ratio, and takes longer.
    let size: f64 = std::env::var("BINDERY_LARGE").map_or(0.5, |text| text.parse().unwrap());
    let operations = (size * 1e6 / 560.0) as usize;
    for is_json in [true, false] {
        let whole = document(is_json, operations, "Other");
        let broken = document(is_json, operations, "Othr");
        let best = |source: &Source, time: fn(&(Duration, Duration, Report)) -> Duration| {
            (0..3).map(|_| time(&read(source))).min().unwrap()
        };
        assert!(read(&whole).2.diagnostics().is_empty());
        assert!(read(&broken).2.has_errors());
        let (load, report) = (best(&whole, |one| one.0), best(&broken, |one| one.1));
        let megabytes = whole.text.len() as f64 / 1e6;
        println!("json {is_json}, {megabytes:.1} MB: read {load:?}, read and reported {report:?}");
        assert!(report < 2 * load, "{report:?} is not under twice {load:?}");
    }
}
