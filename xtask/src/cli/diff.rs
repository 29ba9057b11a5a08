//! `cargo xtask diff`: what changed between two versions of documents, on the wire and in Rust.

mod beside;
mod git;
mod pairs;
mod side;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::told::Told;
use super::{Outcome, terminal, workspace};
use crate::diff::accepted::AcceptedChanges;
use crate::diff::change::{Bump, Comparison, Impact};
use crate::diff::filter::{Filter, Pattern};
use crate::diff::fold::Given;
use crate::diff::impacts::Impacts;
use crate::diff::pages;
use crate::diff::wire::options::Options;
use crate::diff::{self, Version};
use crate::parallel;
use crate::report::Report;
use crate::report::formats::Repeated;
use crate::report::places::Sources;
use pairs::{Pair, Read};

/// Tell what changed between two versions of documents: on the wire, and in Rust.
///
/// OLD and NEW are each a file, a git revision, or `REVISION:PATH`. Without them, the documents of
/// spec/bindery.toml are compared: as they were where this branch left the default branch, and as they are in
/// the working tree.
///
/// Exit codes: 0 done, 1 what --fail-on names was found, 2 bad document, settings or usage.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The older version; without it, where this branch left the default branch
    old: Option<String>,
    /// The newer version; without it, the working tree
    new: Option<String>,
    /// Only the target of this name; may be given more than once
    #[arg(long, value_name = "NAME")]
    target: Vec<String>,
    /// How changes are told
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// What ends the command with exit code 1; accepted changes do not
    #[arg(long, value_enum, default_value_t = FailOn::Never, value_name = "WHAT")]
    fail_on: FailOn,
    /// Only what is about a code, an operation (`GET /pets` or an operationId), a path or `tag:NAME`; `*` stands
    /// for anything
    #[arg(long, value_name = "WHAT", value_parser = Pattern::parse)]
    only: Vec<Pattern>,
    /// Nothing that is about a code, an operation, a path or `tag:NAME`
    #[arg(long, value_name = "WHAT", value_parser = Pattern::parse)]
    ignore: Vec<Pattern>,
    /// The accepted changes, instead of spec/TARGET.accepted
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    /// A changelog: from this tag on, version by version, each tag against the one before
    #[arg(long, value_name = "TAG", conflicts_with_all = ["old", "new"])]
    since_tag: Option<String>,
    /// The day that sunsets and accepted changes are judged on, instead of this one in UTC
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
    /// Days that must lie between the deprecation of a stable operation and its sunset
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    deprecation_days: u32,
    /// The same of an operation whose `x-stability-level` is `beta`
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    beta_deprecation_days: u32,
    /// Leave out the operations that errors concern, and compare the rest
    #[arg(long)]
    keep_going: bool,
}

/// How changes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a comment on a pull request
    Markdown,
    /// For programs
    Json,
    /// One page that needs nothing else
    Html,
    /// Annotations of GitHub Actions
    Github,
    /// A test report
    Junit,
}

impl From<Format> for pages::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Markdown => Self::Markdown,
            Format::Json => Self::Json,
            Format::Html => Self::Html,
            Format::Github => Self::Github,
            Format::Junit => Self::Junit,
        }
    }
}

/// What ends the command with an exit code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A change that breaks clients on the wire
    Breaking,
    /// A change that breaks code which uses the crate
    RustMajor,
    /// Any change
    Any,
    /// Nothing
    Never,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "expected a day such as `2026-12-31`".to_owned())
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(here) = workspace::here() else {
        return Outcome::Unusable;
    };
    match comparisons(arguments, &here) {
        Ok(comparisons) => {
            terminal::machine(&pages::render(&comparisons, arguments.format.into()));
            if comparisons.iter().any(|one| fails(one, arguments.fail_on)) {
                Outcome::Drift
            } else {
                Outcome::Done
            }
        }
        Err(Told) => Outcome::Unusable,
    }
}

/// Compares what the arguments ask for.
fn comparisons(arguments: &Arguments, here: &Path) -> Result<Vec<Comparison>, Told> {
    let today = arguments
        .today
        .unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
    let options = Options {
        stable_deprecation_days: arguments.deprecation_days,
        beta_deprecation_days: arguments.beta_deprecation_days,
        ..Options::on(today)
    };
    let pairs = pairs::of(arguments, here)?;
    let mut told = Vec::new();
    for pair in pairs {
        let Some(mut comparison) = compare(&pair, options, arguments)? else {
            continue;
        };
        if let Some(accepted) = accepted(&pair, arguments)? {
            accepted.apply(&mut comparison, today);
        }
        let filter = Filter {
            only: arguments.only.clone(),
            ignore: arguments.ignore.clone(),
        };
        filter.apply(&mut comparison);
        diff::group(&mut comparison);
        told.push(comparison);
    }
    Ok(told)
}

/// Compares a pair; `None` after saying that one of its sides has no such target.
fn compare(
    pair: &Pair,
    options: Options,
    arguments: &Arguments,
) -> Result<Option<Comparison>, Told> {
    let (old, new) = match (&pair.old, &pair.new) {
        (Some(old), Some(new)) => (old, new),
        (Some(old), None) => {
            let target = &pair.target;
            terminal::line(&format!("{target}: a target of {} only", old.label));
            return Ok(None);
        }
        (None, Some(new)) => {
            let target = &pair.target;
            terminal::line(&format!("{target}: a target of {} only", new.label));
            return Ok(None);
        }
        (None, None) => return Ok(None),
    };
    let mut report = Report::new();
    let given = Given {
        target: pair.target.clone(),
        crate_version: pair.crate_version(),
        impacts: Impacts::of(&new.target, &mut report),
        options,
    };
    if report.has_errors() {
        tell(&report, new);
        return Err(Told);
    }
    // Reading takes most of the time, and two can be read side by side.
    let (old, new) = parallel::both(
        || version(old, arguments.keep_going),
        || version(new, arguments.keep_going),
    );
    match (old, new) {
        (Ok(old), Ok(new)) => Ok(Some(diff::compare(&old, &new, &given))),
        (old, new) => {
            for (result, read) in [(old, &pair.old), (new, &pair.new)] {
                if let (Err(report), Some(read)) = (result, read) {
                    tell(&report, read);
                    terminal::error(
                        &format!("the document of {} cannot be compared", read.label),
                        "mend what stands above, or leave out the operations that it concerns by `--keep-going`",
                    );
                }
            }
            Err(Told)
        }
    }
}

/// A side at every stage that is compared.
fn version(read: &Read, keep_going: bool) -> Result<Version, Box<Report>> {
    let mut target = read.target.clone();
    // What matters to those who generate does not to those who compare.
    target.levels.clear();
    target.keep_going = keep_going;
    let mut report = Report::new();
    crate::version_of(read.source.clone(), &target, &read.label, &mut report)
        .ok_or_else(|| Box::new(report))
}

/// Tells the errors of a side; its warnings were told when it was generated.
fn tell(report: &Report, read: &Read) {
    let errors = report.only_errors();
    let sources = Sources {
        document: &read.source,
        settings: read.settings.as_ref(),
    };
    terminal::report(&errors, sources, Repeated::Folded);
}

/// The accepted changes of a pair, where there is a file of them.
fn accepted(pair: &Pair, arguments: &Arguments) -> Result<Option<AcceptedChanges>, Told> {
    let (path, shown) = match (&arguments.accepted, &pair.accepted) {
        (Some(path), _) => (path.clone(), path.display().to_string()),
        (None, Some((path, shown))) if path.is_file() => (path.clone(), shown.clone()),
        (None, _) => return Ok(None),
    };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Told::error(
            format!("{shown} cannot be read: {error}"),
            "name a file of accepted changes",
        )
    })?;
    AcceptedChanges::parse(&shown, &text)
        .map(Some)
        .map_err(|malformed| {
            for one in malformed {
                terminal::error(
                    &format!("{shown}:{}: {}", one.line, one.message),
                    "a line is the code of a change, what it is about, the last day and the reason, with `|` between",
                );
            }
            Told
        })
}

/// Whether a comparison holds what the command is to end by.
fn fails(comparison: &Comparison, on: FailOn) -> bool {
    let changes = || {
        let changes = comparison.changes.iter();
        changes.filter(|change| change.accepted.is_none())
    };
    match on {
        FailOn::Never => false,
        FailOn::Breaking => changes().any(|change| change.impact == Impact::Breaking),
        FailOn::Any => {
            changes().next().is_some()
                || comparison
                    .rust_only
                    .iter()
                    .any(|item| item.accepted.is_none())
        }
        FailOn::RustMajor => {
            let of_changes = changes().flat_map(|change| &change.rust);
            let mut items = of_changes.chain(&comparison.rust_only);
            items.any(|item| item.bump == Bump::Major && item.accepted.is_none())
        }
    }
}
