//! `cargo xtask verify-semver`: the Rust verdict against cargo-semver-checks and the compiler.
//!
//! For maintainers. Documents are changed in known ways; for each change the crates of both versions are made,
//! and three answer whether callers notice: our verdict, cargo-semver-checks, and the compiler with a
//! [`caller`] of the old crate that uses all of it. The other way round, a caller of the new crate that does
//! not compile against the old one shows that something is new.

mod caller;
mod crates;
mod explained;
mod mutations;
mod random;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

use super::{Outcome, terminal, workspace};
use crate::diff::catalogue::Code;
use crate::diff::change::{Bump, RustChange};
use crate::diff::rust::surface::Surface;
use crate::diff::{Version, rust};
use crate::report::Report;
use crate::settings::{Settings, Target};
use crate::spec::load::{self, Source};
use crate::{emit, output};
use crates::Workshop;
use explained::Disagreement;
use random::Random;

/// Compare the verdict of `diff` on made-up changes with cargo-semver-checks and the compiler.
///
/// Exit codes: 0 all agree, 1 a disagreement without a known reason, 2 it could not be tried.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Only changes of this kind; may be given more than once
    #[arg(long, value_name = "KIND")]
    only: Vec<String>,
    /// How many changes
    #[arg(long, default_value_t = 320)]
    limit: usize,
    /// Where the choices begin
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many at a time [default: the number of processors]
    #[arg(long)]
    jobs: Option<usize>,
    /// A folder of more documents; those of up to 64 kB are changed as well
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Where crates are made [default: target/verify-semver below the workspace]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    match try_run(arguments) {
        Ok(outcome) => outcome,
        Err(message) => {
            terminal::error(&message, "see `cargo xtask verify-semver --help`");
            Outcome::Unusable
        }
    }
}

/// A document to change.
struct Base {
    name: String,
    target: Target,
    text: String,
}

/// Two versions to compare.
struct Case {
    name: String,
    kind: String,
    place: String,
    target: Target,
    old: String,
    new: String,
    /// The manifests of both.
    manifests: [toml::Table; 2],
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

/// What all say of a case.
struct Said {
    ours: Bump,
    changes: Vec<RustChange>,
    lints: crates::Asked,
    /// Why the caller of the old crate does not compile against the new one.
    caller: Option<String>,
    /// Why the caller of the new crate does not compile against the old one.
    newcomer: Option<String>,
}

fn try_run(arguments: &Arguments) -> Result<Outcome, String> {
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let Some(workspace) = workspace::find(&here) else {
        return Ok(Outcome::Unusable);
    };
    if !crates::has_semver_checks() {
        return Err(
            "`cargo semver-checks` is absent: `cargo install cargo-semver-checks --locked`"
                .to_owned(),
        );
    }
    let bases = bases(&workspace.root, arguments.corpus.as_deref())?;
    let cases = cases(&bases, arguments);
    let work = arguments.work.clone().unwrap_or_else(|| {
        let target = std::env::var_os("CARGO_TARGET_DIR");
        let target = target.map_or_else(|| PathBuf::from("target"), PathBuf::from);
        workspace.root.join(target).join("verify-semver")
    });
    let manifests = cases.iter().flat_map(|case| case.manifests.clone());
    let manifests: Vec<toml::Table> = manifests.collect();
    std::fs::create_dir_all(&work).map_err(|error| error.to_string())?;
    let work = std::fs::canonicalize(&work).map_err(|error| error.to_string())?;
    terminal::line(&format!(
        "verify-semver: {} changes of {} documents",
        cases.len(),
        bases.len()
    ));
    let workshop = Workshop::new(&workspace.root, &work, &manifests)
        .map_err(|error| format!("the packages cannot be built: {error}"))?;
    let said = all(&cases, &workshop, arguments.jobs);
    Ok(told(&cases, &said))
}

/// The documents of the fixtures, and the small ones of a corpus.
fn bases(root: &Path, corpus: Option<&Path>) -> Result<Vec<Base>, String> {
    let folder = root.join("xtask/tests/fixtures");
    let cannot = |error: io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in folder.read_dir().map_err(cannot)? {
        paths.push(entry.map_err(cannot)?.path());
    }
    for document in corpus
        .into_iter()
        .flat_map(|folder| super::corpus::documents::find(folder).unwrap_or_default())
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

fn version(text: &str, target: &Target) -> Option<Version> {
    crate::version_of(source(text), target, "", &mut Report::new())
}

/// The examples of the catalogue, each kind of change once, and then choices up to the number.
fn cases(bases: &[Base], arguments: &Arguments) -> Vec<Case> {
    let is_wanted =
        |kind: &str| arguments.only.is_empty() || arguments.only.iter().any(|one| one == kind);
    let mut cases = Vec::new();
    for code in Code::ALL {
        let (old, new) = sides(code.example());
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

/// The older and newer document of an example of the catalogue.
fn sides(example: &str) -> (String, String) {
    let side = |own: &str| {
        let lines = example.lines().filter_map(|line| match line.get(..2) {
            Some(mark) if mark == "  " || mark == own => line.get(2..),
            _ => None,
        });
        let lines: Vec<&str> = lines.collect();
        if lines.iter().any(|line| line.starts_with("paths:")) {
            return lines.join("\n");
        }
        let schema: Vec<String> = lines.iter().map(|line| format!("      {line}")).collect();
        let content = "{content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}, description: A pet}";
        format!(
            "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /pets:\n    post:\n      operationId: createPet\n      requestBody: {content}\n      responses: {{'200': {content}}}\ncomponents:\n  schemas:\n    Pet:\n{}\n",
            schema.join("\n")
        )
    };
    (side("- "), side("+ "))
}

/// Asks all of all cases, several at a time.
fn all(
    cases: &[Case],
    workshop: &Workshop,
    jobs: Option<usize>,
) -> BTreeMap<usize, Result<Said, String>> {
    let jobs = jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let next = AtomicUsize::new(0);
    let said = Mutex::new(BTreeMap::new());
    let work = || loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(case) = cases.get(number) else { break };
        let answer = ask(case, workshop).unwrap_or_else(|error| Err(error.to_string()));
        let word = match &answer {
            Ok(said) if disagreement(said).is_none() => said.ours.as_str(),
            Ok(_) => "DISAGREE",
            Err(_) => "FAILED",
        };
        terminal::line(&format!(
            "[{}/{}] {} {}: {word}",
            number + 1,
            cases.len(),
            case.kind,
            case.name
        ));
        if let Ok(mut said) = said.lock() {
            said.insert(number, answer);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            // The stack of those who read documents.
            let _ = std::thread::Builder::new()
                .stack_size(64 << 20)
                .spawn_scoped(scope, work);
        }
    });
    said.into_inner().unwrap_or_default()
}

fn ask(case: &Case, workshop: &Workshop) -> io::Result<Result<Said, String>> {
    let (Some(old_version), Some(new_version)) = (
        version(&case.old, &case.target),
        version(&case.new, &case.target),
    ) else {
        return Ok(Err("a document cannot be read".to_owned()));
    };
    let changes: Vec<RustChange> = rust::compare(&old_version, &new_version)
        .into_iter()
        .map(|one| one.change)
        .collect();
    let files = |version: &Version| output::render::render(emit::emit(&version.api));
    let (old, new) = (
        workshop.make(&files(&old_version))?,
        workshop.make(&files(&new_version))?,
    );
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(message), _) | (_, Err(message)) => {
            return Ok(Err(format!("a crate does not compile: {message}")));
        }
    };
    let before = caller::write(&Surface::of(&old_version.api));
    let after = caller::write(&Surface::of(&new_version.api));
    for (caller, made) in [(&before, &old), (&after, &new)] {
        if let Err(message) = workshop.calls(caller, made)? {
            return Ok(Err(format!(
                "the caller does not compile with its own crate: {message}"
            )));
        }
    }
    let lints = match crates::semver_checks(&old, &new)? {
        Ok(lints) => lints,
        Err(message) => return Ok(Err(format!("cargo-semver-checks: {message}"))),
    };
    Ok(Ok(Said {
        ours: rust::bump(&changes),
        changes,
        lints,
        caller: workshop.calls(&before, &new)?.err(),
        newcomer: workshop.calls(&after, &old)?.err(),
    }))
}

/// Where the verdict and the others differ.
fn disagreement(said: &Said) -> Option<(Disagreement, Option<&'static str>)> {
    let is_major = said.caller.is_some() || !said.lints.major.is_empty();
    let is_minor = said.newcomer.is_some() || !said.lints.minor.is_empty();
    let asked = match (is_major, is_minor) {
        (true, _) => Bump::Major,
        (_, true) => Bump::Minor,
        _ => Bump::Patch,
    };
    let found = match said.ours.cmp(&asked) {
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => Disagreement::TooStrict,
        std::cmp::Ordering::Less => Disagreement::TooLax,
    };
    let compiles = said.caller.is_none();
    Some((
        found,
        explained::reason(found, &said.changes, &said.lints.major, compiles),
    ))
}

/// Prints the table, and what disagrees.
fn told(cases: &[Case], said: &BTreeMap<usize, Result<Said, String>>) -> Outcome {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut is_clean = true;
    for (number, answer) in said {
        let case = &cases[*number];
        let title = format!("{} of {} at {}", case.kind, case.name, case.place);
        match answer {
            Err(message) => {
                is_clean = false;
                *counts.entry("could not be tried").or_default() += 1;
                terminal::output(&format!("- {title}: {message}"));
            }
            Ok(said) => {
                *counts.entry(said.ours.as_str()).or_default() += 1;
                let by_lints = !said.lints.major.is_empty();
                if (said.ours == Bump::Major) == by_lints {
                    *counts
                        .entry("major or not as cargo-semver-checks says")
                        .or_default() += 1;
                }
                if (said.ours == Bump::Major) == said.caller.is_some() {
                    *counts
                        .entry("major or not as the compiler says")
                        .or_default() += 1;
                }
                let Some((found, reason)) = disagreement(said) else {
                    *counts.entry("agreed").or_default() += 1;
                    continue;
                };
                if reason.is_some() {
                    *counts.entry("explained").or_default() += 1;
                } else {
                    *counts.entry("disagreed").or_default() += 1;
                    is_clean = false;
                }
                terminal::output(&format!(
                    "- {title}: {found:?}\n  ours: {}\n{}  cargo-semver-checks: major {:?}, minor {:?}\n  caller of the old: {}\n  caller of the new: {}\n  reason: {}",
                    said.ours.as_str(),
                    said.changes
                        .iter()
                        .map(|one| format!(
                            "    {} {} {}\n",
                            one.bump.as_str(),
                            one.effect.as_str(),
                            one.item
                        ))
                        .collect::<String>(),
                    said.lints.major,
                    said.lints.minor,
                    said.caller.as_deref().unwrap_or("compiles"),
                    said.newcomer.as_deref().unwrap_or("compiles"),
                    reason.unwrap_or("none is known")
                ));
            }
        }
    }
    terminal::output(&format!("{} changes", said.len()));
    for (word, count) in counts {
        terminal::output(&format!("{count:5} {word}"));
    }
    if is_clean {
        Outcome::Done
    } else {
        Outcome::Drift
    }
}
