//! Comparing two versions of a large document, all that the command does, takes less than twice the time of reading
//! them. What this takes of a machine would be in the way of other tests, so it runs by itself.
//!
//! Reading is what every command does with a document before it does anything else: load, resolve and lower. Both
//! versions are read side by side, as the command reads them, so that a second processor is in both times.
//!
//! `BINDERY_LARGE` says how many megabytes each version has (10 without it).
#![allow(clippy::unwrap_used, reason = "tests end by panicking")]

use std::time::{Duration, Instant};

use bindery::diff::fold::Given;
use bindery::diff::impacts::Impacts;
use bindery::diff::pages::{self, Format};
use bindery::diff::wire::options::Options;
use bindery::diff::{self, Version};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::Source;

fn target() -> Target {
    Target::of_document("large.json".into(), "out".into(), "large".to_owned())
}

fn version(source: &Source) -> Version {
    bindery::version_of(source.clone(), &target(), "large", &mut Report::new()).unwrap()
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

/// How long reading both took, and how long that and all else took; and how many changes there are.
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
        options: Options::on("2026-01-01".parse().unwrap()),
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
    let megabytes: f64 = std::env::var("BINDERY_LARGE").map_or(10.0, |text| text.parse().unwrap());
    let operations = (megabytes * 1e6 / 10_600.0).ceil() as usize;
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
