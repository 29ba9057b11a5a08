//! Properties that hold for the comparison of any two documents.
//!
//! `BINDERY_PAIRS` says how many pairs of documents with mistakes are compared (500 without it).

mod chains;
mod edits;
mod same;

use bindery::diff::Version;
use bindery::diff::wire::{self, Finding, options::Options};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::{self, Source};
use serde_json::Value;

use crate::fixture::{self, Fixture};
use crate::mutants;
use crate::random::Random;
use crate::report_time::block_style;

/// The largest document that takes part, in bytes.
const LARGEST: u64 = 300_000;

/// A document with its settings.
struct Subject {
    name: String,
    source: Source,
    root: Value,
    target: Target,
}

impl Subject {
    fn version(&self) -> Version {
        self.of(self.source.clone()).unwrap()
    }

    fn of(&self, source: Source) -> Result<Version, String> {
        let mut report = Report::new();
        let version = bindery::version_of(source, &self.target, &self.name, &mut report);
        version.ok_or_else(|| format!("{}: {:?}", self.name, report.diagnostics()))
    }

    fn of_root(&self, root: &Value) -> Result<Version, String> {
        self.of(Source {
            name: self.source.name.clone(),
            text: root.to_string(),
            files: self.source.files.clone(),
            ..Source::default()
        })
    }
}

/// The fixtures, and small real documents where they lie beside the repository.
fn subjects() -> Vec<Subject> {
    let fixtures = fixture::all();
    let fixtures = fixtures.iter().map(|path| Fixture::read(path));
    let mut all: Vec<(String, Source, Target)> = fixtures
        .map(|fixture| (fixture.name, fixture.source, fixture.target))
        .collect();
    let corpus = fixture::workspace().join("../shared/corpus");
    let mut folders: Vec<_> = corpus
        .read_dir()
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    for folder in folders {
        let files = ["openapi.yaml", "openapi.json"].map(|file| folder.join(file));
        let Some(path) = files.into_iter().find(|path| path.is_file()) else {
            continue;
        };
        if path.metadata().unwrap().len() < LARGEST {
            let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
            let mut target = Target::of_document(path.clone(), "out".into(), name.clone());
            target.keep_going = true;
            let source = load::read(&path, "document.yaml", &target.limits, &mut Report::new());
            all.push((name, source, target));
        }
    }
    let subject = |(name, source, mut target): (String, Source, Target)| {
        // They are named by places, which a property may leave; none of them is about the wire.
        target.secrets.clear();
        target.closed.clear();
        target.boxed.clear();
        target.types.clear();
        target.attributes.clear();
        target.derives.clear();
        let root = load::parse(&source, &target.limits, &mut Report::new())?.root;
        Some(Subject {
            name,
            source,
            root,
            target,
        })
    };
    all.into_iter().filter_map(subject).collect()
}

fn options() -> Options {
    Options::on("2026-01-01".parse().unwrap())
}

fn compare(old: &Version, new: &Version) -> Vec<Finding> {
    wire::compare(old, new, &options()).findings
}

/// Fails where the other way to write a document differs from it, whichever is the older.
fn assert_same(what: &str, least: usize, other: impl Fn(&Subject) -> Vec<Source>) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for subject in subjects() {
        let version = subject.version();
        for source in other(&subject) {
            count += 1;
            let other = match subject.of(source) {
                Ok(other) => other,
                Err(error) => {
                    wrong.push(error);
                    continue;
                }
            };
            for findings in [compare(&version, &other), compare(&other, &version)] {
                let some = findings.iter().take(4);
                wrong.extend(some.map(|finding| {
                    format!(
                        "{}: {} {} {}: {}",
                        subject.name,
                        finding.code.as_str(),
                        finding.side.as_str(),
                        finding.subject,
                        finding.message
                    )
                }));
            }
        }
    }
    println!("{what}: {count} documents");
    assert!(wrong.is_empty(), "{what}: {wrong:#?}");
    assert!(count >= least, "{what}: only {count} documents");
}

fn source(subject: &Subject, text: String) -> Source {
    Source {
        name: subject.source.name.clone(),
        text,
        files: subject.source.files.clone(),
        ..Source::default()
    }
}

#[test]
fn a_document_is_the_same_as_itself() {
    assert_same("itself", 40, |subject| vec![subject.source.clone()]);
}

#[test]
fn order_is_no_change() {
    assert_same("reordered", 80, |subject| {
        let orders = (1..3).map(|seed| same::reordered(&subject.root, seed));
        orders
            .map(|root| source(subject, root.to_string()))
            .collect()
    });
}

#[test]
fn format_is_no_change() {
    assert_same("reformatted", 80, |subject| {
        let pretty = serde_json::to_string_pretty(&subject.root).unwrap();
        // An empty list or map has no block style.
        let yaml = block_style(&subject.root, 0);
        let is_whole = serde_json::to_string(&subject.root).is_ok_and(|text| {
            !text.contains("{}") && !text.contains("[]") && !text.contains(":null")
        });
        let texts = [Some(pretty), Some(yaml).filter(|_| is_whole)];
        texts
            .into_iter()
            .flatten()
            .map(|text| source(subject, text))
            .collect()
    });
}

#[test]
fn a_copy_of_a_component_is_no_change() {
    assert_same("inlined", 20, |subject| {
        let root = same::inlined(&subject.root);
        root.map(|root| source(subject, root.to_string()))
            .into_iter()
            .collect()
    });
}

#[test]
fn a_new_component_is_no_change() {
    assert_same("extracted", 20, |subject| {
        let root = same::extracted(&subject.root);
        root.map(|root| source(subject, root.to_string()))
            .into_iter()
            .collect()
    });
}

#[test]
fn another_version_of_the_standard_is_no_change() {
    assert_same("converted", 20, |subject| {
        // The tree of a document of Swagger 2 is one of OpenAPI 3.
        let is_swagger = subject.source.text.contains("swagger:");
        let converted = is_swagger.then(|| subject.root.clone());
        let roots = [converted, same::as_3_1(&subject.root)];
        roots
            .into_iter()
            .flatten()
            .map(|root| source(subject, root.to_string()))
            .collect()
    });
}

#[test]
fn documents_with_mistakes_are_compared() {
    let count: usize = std::env::var("BINDERY_PAIRS").map_or(500, |text| text.parse().unwrap());
    let seeds = mutants::seeds();
    let mut target = Target::of_document("mutant.json".into(), "out".into(), "mutant".to_owned());
    target.keep_going = true;
    let version = |root: &Value| {
        let source = Source {
            name: "mutant.json".to_owned(),
            text: root.to_string(),
            ..Source::default()
        };
        bindery::version_of(source, &target, "mutant", &mut Report::new())
    };
    let mut random = Random(5);
    let mut compared = 0;
    for _ in 0..count {
        let seed = &seeds[random.below(seeds.len())];
        let one = mutants::mistaken(seed.clone(), &mut random);
        let other = if random.below(2) == 0 {
            seed.clone()
        } else {
            mutants::mistaken(one.clone(), &mut random)
        };
        let (Some(one), Some(other)) = (version(&one), version(&other)) else {
            continue;
        };
        compared += 1;
        for (old, new) in [(&one, &other), (&other, &one)] {
            let findings = compare(old, new);
            assert!(findings.iter().all(|finding| !finding.message.is_empty()));
        }
        assert_eq!(compare(&one, &one), []);
    }
    println!("{compared} of {count} pairs were compared");
    assert!(compared > count / 10, "{compared}");
}
