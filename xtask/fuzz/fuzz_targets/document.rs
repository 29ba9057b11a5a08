//! Bytes to a report or to code: no panic, whatever they are.
//!
//! Begin with the fixtures: `cargo +nightly fuzz run document fuzz/corpus/document tests/fixtures tests/errors`.
#![no_main]

use bindery::report::Report;
use bindery::report::formats::{Repeated, text};
use bindery::settings::Target;
use bindery::spec::load::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = std::str::from_utf8(bytes) else {
        return;
    };
    let source = Source {
        name: "fuzz.yaml".to_owned(),
        text: document.to_owned(),
        ..Source::default()
    };
    let mut target = Target::of_document("fuzz.yaml".into(), "out".into(), "fuzz".to_owned());
    target.keep_going = document.len() % 2 == 0;
    let mut report = Report::new();
    bindery::generate(&source, &target, &mut report);
    text::render(&report, (&source).into(), Repeated::Folded, 100);
});
