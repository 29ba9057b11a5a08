//! Comparing two versions takes no longer than reading them.

use std::time::{Duration, Instant};

use bindery::diff::fold::Given;
use bindery::diff::impacts::Impacts;
use bindery::diff::pages::{self, Format};
use bindery::diff::wire::{self, options::Options};
use bindery::diff::{self, Version};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::Source;

use crate::report_time::document;

fn target() -> Target {
    Target::of_document("large.yaml".into(), "out".into(), "large".to_owned())
}

fn version(source: &Source) -> Version {
    bindery::version_of(source.clone(), &target(), "large", &mut Report::new()).unwrap()
}

fn options() -> Options {
    Options::on("2026-01-01".parse().unwrap())
}

/// In megabytes.
fn size(default: f64) -> f64 {
    std::env::var("BINDERY_LARGE").map_or(default, |text| text.parse().unwrap())
}

/// How long reading both took, and comparing them; and how many changes there are.
fn time(old: &Source, new: &Source) -> (Duration, Duration, usize) {
    let start = Instant::now();
    let (old, new) = (version(old), version(new));
    let read = start.elapsed();
    let found = wire::compare(&old, &new, &options()).findings.len();
    (read, start.elapsed() - read, found)
}

#[test]
fn comparing_takes_less_time_than_reading() {
    // 10 shows the same ratio, and takes longer.
    let old = document(true, (size(0.5) * 1e6 / 560.0) as usize, "Other");
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

/// A version of a document as large ones are: an operation has parameters, prose and an example, and answers a
/// component of many properties. Some are in one version alone, and a tenth of the components changes.
fn release(operations: usize, is_new: bool) -> Source {
    const PROSE: &str = "What stands here is as long as what is said of a thing that people have questions about, and says where to [read on](https://example.com/docs) when there are more of them.";
    let is_there = |index: &usize| match index % 40 {
        7 => is_new,
        23 => !is_new,
        _ => true,
    };
    let names: Vec<usize> = (0..operations).filter(is_there).collect();
    let path = |index: &usize| {
        let parameters: Vec<String> = ["per_page", "page", "since", "sort"]
            .iter()
            .map(|name| {
                format!(
                    r#"{{"name": "{name}", "in": "query", "description": "{PROSE}", "schema": {{"type": "string"}}}}"#
                )
            })
            .collect();
        let example: Vec<String> = (0..30)
            .map(|field| {
                format!(
                    r#""field_{field}": "A value of the property {field} of the thing {index}.""#
                )
            })
            .collect();
        format!(
            r##""/things{index}/{{id}}": {{"get": {{"operationId": "things/get-{index}", "tags": ["tag {}"], "summary": "Get the thing {index}", "description": "{PROSE}\n\n{PROSE}\n\n{PROSE}", "parameters": [{{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}}, {}], "responses": {{"200": {{"description": "{PROSE}", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/thing-{index}"}}, "example": {{{}}}}}}}}}, "404": {{"description": "None."}}}}}}}}"##,
            index % 30,
            parameters.join(", "),
            example.join(",\n")
        )
    };
    let schema = |index: &usize| {
        let fields: Vec<String> = (0..30)
            .map(|field| {
                let ty = match (field, index % 10) {
                    (3, 3) if is_new => "integer",
                    _ if field % 4 == 0 => "boolean",
                    _ => "string",
                };
                format!(r#""field_{field}": {{"type": "{ty}", "description": "{PROSE}"}}"#)
            })
            .collect();
        format!(
            r#""thing-{index}": {{"type": "object", "description": "{PROSE}", "required": ["field_0", "field_1"], "properties": {{{}, "details": {{"type": "object", "properties": {{"kind": {{"type": "string", "enum": ["one", "other"]}}, "url": {{"type": "string", "format": "uri"}}}}}}}}}}"#,
            fields.join(",\n")
        )
    };
    let paths: Vec<String> = names.iter().map(path).collect();
    let schemas: Vec<String> = names.iter().map(schema).collect();
    Source {
        name: "large".to_owned(),
        text: format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "Large", "version": "1"}}, "paths": {{{}}}, "components": {{"schemas": {{{}}}}}}}"#,
            paths.join(",\n"),
            schemas.join(",\n")
        ),
        ..Source::default()
    }
}

/// How long reading both took, side by side as the command does it, and how long that and all else took; and how
/// many changes there are.
fn whole(old: &Source, new: &Source) -> (Duration, Duration, usize) {
    let start = Instant::now();
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| version(old));
        let new = version(new);
        (old.join().unwrap(), new)
    });
    let read = start.elapsed();
    let given = Given {
        target: "large".to_owned(),
        crate_version: "1.0.0".to_owned(),
        impacts: Impacts::of(&target(), &mut Report::new()),
        options: options(),
    };
    let mut comparison = diff::compare(&old, &new, &given);
    diff::group(&mut comparison);
    let changes = comparison.changes.len() + comparison.rust_only.len();
    pages::render(&[comparison], Format::Text);
    (read, start.elapsed(), changes)
}

/// The verdict on the crate included, which makes code of what changed. A busy machine makes a run uneven, and no
/// run faster than it is: one that is under the bound is enough.
#[test]
fn all_takes_less_than_twice_the_time_of_reading() {
    let operations = (size(10.0) * 1e6 / 10_600.0) as usize;
    let (old, new) = (release(operations, false), release(operations, true));
    let megabytes = old.text.len() as f64 / 1e6;
    let is_under = (0..3).any(|_| {
        let (read, all, changes) = whole(&old, &new);
        println!("{megabytes:.1} MB twice: read in {read:?}, all in {all:?}, {changes} changes");
        assert!(changes > 0);
        all < 2 * read
    });
    assert!(is_under, "not under twice the time of reading");
}
