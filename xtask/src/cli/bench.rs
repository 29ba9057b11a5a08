//! `cargo xtask bench`: what generating, compiling and calling take, each beside the least that it could.
//!
//! A figure alone says as much of a machine as of a program. So each is shown as a multiple of a floor that is measured
//! in the same sitting: a bare parse, plain types, a plain request. What is measured is a build with optimisation,
//! whatever the command was started as. `--guard` measures what no machine makes uneven, for CI.

mod baseline;
mod calling;
mod chart;
mod compiling;
pub mod floor;
mod generating;
mod guard;
mod measure;
mod page;
mod peers;
mod results;
mod subject;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, ValueEnum};

use super::workspace::Workspace;
use super::{Outcome, terminal, workspace};
use results::{Machine, Results};
use subject::Subject;

/// Measure generating, compiling and calling, each as a multiple of its floor.
///
/// Exit codes: 0 done, 1 `--guard` found something that is more than its baseline allows, 2 it could not be measured.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Documents, or folders of them [default: those of the targets]
    documents: Vec<PathBuf>,
    /// Only this
    #[arg(long, value_enum, value_name = "GROUP")]
    only: Option<Group>,
    /// How many runs a figure is the median of
    #[arg(long, value_name = "NUMBER", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Generate from synthetic documents of growing size too
    #[arg(long)]
    linear: bool,
    /// Build a program that calls one operation too, to see how large it is
    #[arg(long)]
    sizes: bool,
    /// Write all figures to a file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the tables to a file, as Markdown; of a page with comments `<!-- bench: tables -->` or
    /// `<!-- bench: summary -->` only what stands between them and `<!-- /bench -->`; may be given more than once
    #[arg(long, value_name = "FILE")]
    markdown: Vec<PathBuf>,
    /// Draw the ratios, as SVG
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    /// Where everything is made [default: target/bench below the workspace]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Instead, compare what is written, instructions and allocations with xtask/speed/baseline.tsv
    #[arg(long, conflicts_with_all = ["documents", "only", "linear", "sizes", "json", "markdown", "chart"])]
    guard: bool,
    /// The same, and take what is measured for the baseline
    #[arg(long, conflicts_with_all = ["documents", "only", "linear", "sizes", "json", "markdown", "chart"])]
    update_baseline: bool,
}

/// What is measured together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// From a document to a crate
    Generating,
    /// The crate
    Compiling,
    /// The runtime
    Calling,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    match try_run(arguments) {
        Ok(outcome) => outcome,
        Err(message) => {
            terminal::error(&message, "see `cargo xtask bench --help`");
            Outcome::Unusable
        }
    }
}

fn try_run(arguments: &Arguments) -> Result<Outcome, String> {
    let is_guard = arguments.guard || arguments.update_baseline;
    if cfg!(debug_assertions) && !is_guard {
        return again_with_optimisation();
    }
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let Some(workspace) = workspace::find(&here) else {
        return Ok(Outcome::Unusable);
    };
    let work = arguments.work.clone();
    let work = work.unwrap_or_else(|| workspace.root.join("target").join("bench"));
    std::fs::create_dir_all(&work)
        .and_then(|()| work.canonicalize())
        .map_err(|error| format!("{} cannot be written: {error}", work.display()))
        .and_then(|work| {
            if is_guard {
                let baseline = if arguments.update_baseline {
                    guard::Baseline::Replaced
                } else {
                    guard::Baseline::Kept
                };
                guard::run(&workspace, &work, baseline)
            } else {
                measured(arguments, &workspace, &work)
            }
        })
}

/// Figures of a build without optimisation say nothing.
fn again_with_optimisation() -> Result<Outcome, String> {
    terminal::line("bench: this build is without optimisation; going on in one with it");
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--release", "--quiet", "--bin", "bindery"])
        .arg("--manifest-path")
        .arg(manifest)
        .arg("--")
        .args(std::env::args_os().skip(1))
        .status()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    Ok(match status.code() {
        Some(0) => Outcome::Done,
        Some(1) => Outcome::Drift,
        _ => Outcome::Unusable,
    })
}

fn measured(arguments: &Arguments, workspace: &Workspace, work: &Path) -> Result<Outcome, String> {
    let subjects = subject::find(&arguments.documents, workspace)?;
    let runs = usize::from(arguments.runs);
    let mut results = Results {
        machine: Machine::here(),
        runs,
        generating: Vec::new(),
        linear: Vec::new(),
        compiling: Vec::new(),
        calling: Vec::new(),
        peers: Vec::new(),
        not_run: Vec::new(),
    };
    let is_wanted = |group| arguments.only.is_none_or(|only| only == group);
    for subject in &subjects {
        if is_wanted(Group::Generating) {
            told("generating", subject);
            match generating::measure(subject, work, runs) {
                Ok(figures) => results.generating.push(figures),
                Err(reason) => results.leave_out("generating", &subject.name, &reason),
            }
        }
        if is_wanted(Group::Compiling) {
            told("compiling", subject);
            let sizes = if arguments.sizes {
                compiling::Sizes::Told
            } else {
                compiling::Sizes::LeftOut
            };
            match compiling::measure(subject, &workspace.root, work, runs, sizes) {
                Ok(figures) => {
                    if arguments.sizes && figures.size.is_none() {
                        let reason = "none of its operations can be called with made-up values";
                        results.leave_out("the size of", &subject.name, reason);
                    }
                    results.compiling.push(figures);
                }
                Err(reason) => results.leave_out("compiling", &subject.name, &reason),
            }
        }
        if arguments.only != Some(Group::Calling) {
            let checks = if is_wanted(Group::Compiling) {
                peers::Checks::Made
            } else {
                peers::Checks::LeftOut
            };
            results
                .peers
                .extend(peers::measure(subject, work, runs, checks));
        }
    }
    if arguments.linear && is_wanted(Group::Generating) {
        terminal::line("bench: generating, by size");
        results.linear = generating::linear(work, runs)?;
    }
    if is_wanted(Group::Calling) {
        terminal::line("bench: calling");
        match calling::measure(&workspace.root, calling::Profile::Release) {
            Ok(Some(calls)) => results.calling = calls,
            Ok(None) => {
                let reason = "it is what measures, and is not there";
                results.leave_out("calling:", calling::EXAMPLE, reason);
            }
            Err(reason) => results.leave_out("calling:", calling::EXAMPLE, &reason),
        }
    }
    if arguments.only != Some(Group::Calling) {
        for name in peers::absent() {
            results.leave_out("the generator", name, "it is not on the PATH");
        }
    }
    tell(&results);
    write(arguments, &results)?;
    Ok(Outcome::Done)
}

fn told(what: &str, subject: &Subject) {
    terminal::line(&format!("bench: {what} {}", subject.name));
}

/// Prints the tables, and what is in none.
fn tell(results: &Results) {
    for table in results.tables() {
        terminal::output(&table.text());
    }
    for reason in &results.not_run {
        terminal::output(&format!("NOT RUN: {reason}"));
    }
    let (machine, runs) = (&results.machine, results.runs);
    terminal::output(&format!("Medians of {runs} runs; {machine}."));
}

/// Writes the files that are asked for.
fn write(arguments: &Arguments, results: &Results) -> Result<(), String> {
    let write = |path: &Path, text: String| {
        std::fs::write(path, text)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))
    };
    if let Some(path) = &arguments.json {
        let text = serde_json::to_string_pretty(results);
        write(path, text.map_err(|error| error.to_string())?)?;
    }
    for path in &arguments.markdown {
        let page = std::fs::read_to_string(path).unwrap_or_default();
        let parts = [
            page::Part {
                name: "tables",
                text: results.markdown(),
            },
            page::Part {
                name: "summary",
                text: results.summary(),
            },
        ];
        let text = page::updated(&page, &parts);
        write(path, text.unwrap_or_else(|| results.markdown()))?;
    }
    if let Some(path) = &arguments.chart {
        write(path, chart::svg(&results.panels()))?;
    }
    Ok(())
}
