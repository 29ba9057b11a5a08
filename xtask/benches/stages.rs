//! The stages of the pipeline, one by one: the document of this repository, and a synthetic one of medium size.
//!
//! `cargo bench -p bindery`; a name after `--` chooses, as `-- lower`.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "benchmarks end by panicking, and divan writes items"
)]

use std::fs;
use std::path::Path;

use bindery::diff::fold::Given;
use bindery::diff::impacts::Impacts;
use bindery::diff::wire::options::Options;
use bindery::diff::{self, Version};
use bindery::model::Api;
use bindery::report::Report;
use bindery::settings::{Settings, Target};
use bindery::spec::Spec;
use bindery::spec::load::{self, Document, Source};
use bindery::spec::resolve::{Wanted, resolve};
use bindery::{emit, lower, output, synthetic};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The documents, by what they are called in the results.
const DOCUMENTS: [&str; 2] = ["reference", "synthetic"];

/// Operations of the synthetic one.
const OPERATIONS: usize = 250;

fn source(document: &str) -> Source {
    let text = match document {
        "reference" => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
            let (_, settings) = Settings::read(root, &mut Report::new());
            let target = settings.unwrap().target.into_values().next().unwrap();
            fs::read_to_string(root.join(target.document)).unwrap()
        }
        _ => synthetic::document(OPERATIONS),
    };
    Source {
        name: document.to_owned(),
        text,
        ..Source::default()
    }
}

fn target() -> Target {
    Target::of_document("document".into(), "out".into(), "measured".to_owned())
}

fn parsed(source: &Source) -> Document {
    load::parse(source, &target().limits, &mut Report::new()).unwrap()
}

fn resolved(document: &Document) -> Spec {
    let wanted = Wanted {
        skip: Vec::new(),
        keep_going: false,
    };
    resolve(document, &wanted, &mut Report::new())
}

fn lowered(spec: &Spec) -> Api {
    lower::lower(spec, &target(), &mut Report::new())
}

#[divan::bench(args = DOCUMENTS)]
fn parse(bencher: Bencher, document: &str) {
    let source = source(document);
    bencher.bench_local(|| parsed(black_box(&source)));
}

#[divan::bench(name = "resolve", args = DOCUMENTS)]
fn resolving(bencher: Bencher, document: &str) {
    let document = parsed(&source(document));
    bencher.bench_local(|| resolved(black_box(&document)));
}

#[divan::bench(name = "lower", args = DOCUMENTS)]
fn lowering(bencher: Bencher, document: &str) {
    let spec = resolved(&parsed(&source(document)));
    bencher.bench_local(|| lowered(black_box(&spec)));
}

/// Tokens are made when a file is rendered, so that several are made at a time: this is what comes before.
#[divan::bench(name = "emit", args = DOCUMENTS)]
fn emitting(bencher: Bencher, document: &str) {
    let api = lowered(&resolved(&parsed(&source(document))));
    bencher.bench_local(|| emit::emit(black_box(&api)).len());
}

#[divan::bench(name = "render", args = DOCUMENTS)]
fn rendering(bencher: Bencher, document: &str) {
    let api = lowered(&resolved(&parsed(&source(document))));
    bencher
        .with_inputs(|| emit::emit(&api))
        .bench_local_values(output::render::render);
}

/// The document with itself, where one property is required no longer.
#[divan::bench(name = "diff", args = DOCUMENTS)]
fn comparing(bencher: Bencher, document: &str) {
    let version = |source: Source| -> Version {
        bindery::version_of(source, &target(), document, &mut Report::new()).unwrap()
    };
    let old = source(document);
    let mut new = old.clone();
    new.text = new.text.replacen("\"field0\", ", "", 1);
    let (old, new) = (version(old), version(new));
    bencher.bench_local(|| {
        let given = Given {
            target: document.to_owned(),
            crate_version: "1.0.0".to_owned(),
            impacts: Impacts::of(&target(), &mut Report::new()),
            options: Options::on("2026-01-01".parse().unwrap()),
        };
        diff::compare(black_box(&old), black_box(&new), &given)
    });
}
