//! Which documents are changed, and how: the cases.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::super::corpus;
use super::random::Random;
use super::{Arguments, mutations};
use crate::diff::Version;
use crate::diff::catalogue::{Code, example};
use crate::report::Report;
use crate::settings::{Settings, Target};
use crate::spec::load::{self, Source};
use crate::{emit, output};

/// A document to change.
pub struct Base {
    name: String,
    target: Target,
    text: String,
}

/// Two versions to compare.
pub struct Case {
    /// The name of the document.
    pub name: String,
    /// The kind of the change.
    pub kind: String,
    /// Where it is.
    pub place: String,
    /// The settings of both.
    pub target: Target,
    /// The older text.
    pub old: String,
    /// The newer text.
    pub new: String,
    /// The manifests of both.
    pub manifests: [toml::Table; 2],
}

impl Case {
    /// Two texts as a case, where both are documents.
    fn of(
        name: &str,
        kind: &str,
        place: String,
        target: &Target,
        old: String,
        new: String,
    ) -> Option<Self> {
        let manifest = |text: &str| {
            let version = version(text, target)?;
            let files = emit::emit(&version.api).into_iter();
            let manifest = files.filter(|file| file.path == "Cargo.toml").collect();
            output::render::render(manifest)
                .get("Cargo.toml")?
                .parse()
                .ok()
        };
        Some(Self {
            manifests: [manifest(&old)?, manifest(&new)?],
            name: name.to_owned(),
            kind: kind.to_owned(),
            place,
            target: target.clone(),
            old,
            new,
        })
    }
}

/// The documents of the fixtures, and the small ones of a corpus.
pub fn bases(root: &Path, corpus: Option<&Path>) -> Result<Vec<Base>, String> {
    let folder = root.join("xtask/tests/fixtures");
    let cannot = |error: io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in folder.read_dir().map_err(cannot)? {
        paths.push(entry.map_err(cannot)?.path());
    }
    for document in corpus
        .into_iter()
        .flat_map(|folder| corpus::documents::find(folder).unwrap_or_default())
    {
        if document
            .path
            .metadata()
            .is_ok_and(|of| of.len() <= 64 << 10)
        {
            paths.push(document.path);
        }
    }
    paths.sort();
    let mut bases = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(cannot)?;
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = match stem.as_str() {
            "openapi" | "swagger" => {
                let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
                folder.to_string_lossy().into_owned()
            }
            _ => stem,
        };
        let Some(target) = target(&text) else {
            continue;
        };
        // As JSON, so that it is a tree to change.
        let source = source(&text);
        let Some(document) = load::parse(&source, &target.limits, &mut Report::new()) else {
            continue;
        };
        bases.push(Base {
            name,
            target,
            text: document.root.to_string(),
        });
    }
    Ok(bases)
}

fn source(text: &str) -> Source {
    Source {
        name: "verified.yaml".to_owned(),
        text: text.to_owned(),
        ..Source::default()
    }
}

/// The settings of a document: those of its lines that begin with `#:`.
fn target(text: &str) -> Option<Target> {
    let mut settings = "[target.verified]\ndocument = \"verified.yaml\"\noutput = \"out\"\ncrate-name = \"verified\"\n".to_owned();
    for line in text.lines().filter_map(|line| line.strip_prefix("#:")) {
        settings.push_str(&line.trim().replace("[rename]", "[target.verified.rename]"));
        settings.push('\n');
    }
    let mut target = Settings::parse(&settings, &mut Report::new())?
        .target
        .remove("verified")?;
    // Examples are tests, and none of what callers see.
    target.contract_tests = false;
    // A place that a change takes away is no reason to stop.
    target.levels.clear();
    Some(target)
}

/// A text as a version, where it is a document without a fault.
pub fn version(text: &str, target: &Target) -> Option<Version> {
    crate::version_of(source(text), target, "", &mut Report::new())
}

/// The examples of the catalogue, each kind of change once, and then choices up to the number.
pub fn cases(bases: &[Base], arguments: &Arguments) -> Vec<Case> {
    let is_wanted =
        |kind: &str| arguments.only.is_empty() || arguments.only.iter().any(|one| one == kind);
    let mut cases = Vec::new();
    for code in Code::ALL {
        let (old, new) = example::sides(code.example());
        if !is_wanted(code.as_str()) {
            continue;
        }
        let target = target("");
        cases.extend(target.and_then(|target| {
            Case::of("catalogue", code.as_str(), String::new(), &target, old, new)
        }));
    }
    let kinds: Vec<(&str, mutations::Change)> = mutations::kinds()
        .filter(|(kind, _)| is_wanted(kind))
        .collect();
    let mut random = Random::new(arguments.seed);
    let mut known = BTreeSet::new();
    let mut turn = 0;
    // Most changes fit some document; those that never do are given up.
    while cases.len() < arguments.limit && !kinds.is_empty() && turn < arguments.limit * 40 {
        let (kind, change) = kinds[turn % kinds.len()];
        turn += 1;
        let Some(base) = random.choose(bases) else {
            break;
        };
        let Ok(mut root) = serde_json::from_str(&base.text) else {
            continue;
        };
        let Some(place) = change(&mut root, &mut random) else {
            continue;
        };
        let text = root.to_string();
        if text == base.text || !known.insert((base.name.clone(), text.clone())) {
            continue;
        }
        let (old, target) = (base.text.clone(), &base.target);
        cases.extend(Case::of(&base.name, kind, place, target, old, text));
    }
    cases
}
