//! `cargo xtask verify-semver`: the Rust verdict against cargo-semver-checks and the compiler.
//!
//! For maintainers. Documents are changed in known ways; for each change the crates of both versions are made,
//! and three answer whether callers notice: our verdict, cargo-semver-checks, and the compiler with a
//! [`caller`] of the old crate that uses all of it. The other way round, a caller of the new crate that does
//! not compile against the old one shows that something is new.

mod caller;
mod cases;
mod crates;
mod explained;
mod mutations;
mod random;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

use super::{Outcome, terminal, workspace};
use crate::diff::change::{Bump, RustChange};
use crate::diff::rust::surface::Surface;
use crate::diff::{Version, rust};
use crate::{emit, output};
use cases::{Case, version};
use crates::Workshop;
use explained::Disagreement;

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
    /// List what all agree on as well
    #[arg(long)]
    verbose: bool,
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
    let bases = cases::bases(&workspace.root, arguments.corpus.as_deref())?;
    let cases = cases::cases(&bases, arguments);
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
    Ok(told(&cases, &said, arguments.verbose))
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

/// Prints what disagrees, or everything, and the numbers.
fn told(cases: &[Case], said: &BTreeMap<usize, Result<Said, String>>, is_verbose: bool) -> Outcome {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = |word| *counts.entry(word).or_default() += 1;
    let mut is_clean = true;
    for (number, answer) in said {
        let case = &cases[*number];
        let title = format!("{} of {} at {}", case.kind, case.name, case.place);
        let said = match answer {
            Ok(said) => said,
            Err(message) => {
                is_clean = false;
                count("could not be tried");
                terminal::output(&format!("- {title}: {message}"));
                continue;
            }
        };
        count(said.ours.as_str());
        let is_major = said.ours == Bump::Major;
        if is_major != said.lints.major.is_empty() {
            count("major or not as cargo-semver-checks says");
        }
        if is_major == said.caller.is_some() {
            count("major or not as the compiler says");
        }
        let outcome = match disagreement(said) {
            None => "agreed",
            Some((_, Some(_))) => "explained",
            Some((_, None)) => "disagreed",
        };
        count(outcome);
        is_clean &= outcome != "disagreed";
        if is_verbose || outcome != "agreed" {
            terminal::output(&details(&title, said));
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

/// What all say of a case.
fn details(title: &str, said: &Said) -> String {
    let mut lines = vec![match disagreement(said) {
        Some((found, _)) => format!("- {title}: {found:?}"),
        None => format!("- {title}"),
    }];
    lines.push(format!("  ours: {}", said.ours.as_str()));
    lines.extend(said.changes.iter().map(|one| {
        let (bump, effect) = (one.bump.as_str(), one.effect.as_str());
        format!("    {bump} {effect} {}", one.item)
    }));
    let lints = &said.lints;
    lines.push(format!(
        "  cargo-semver-checks: major {:?}, minor {:?}",
        lints.major, lints.minor
    ));
    for (whose, error) in [("old", &said.caller), ("new", &said.newcomer)] {
        let answer = error.as_deref().unwrap_or("compiles");
        lines.push(format!("  caller of the {whose}: {answer}"));
    }
    if let Some((_, reason)) = disagreement(said) {
        lines.push(format!("  reason: {}", reason.unwrap_or("none is known")));
    }
    lines.join("\n")
}
