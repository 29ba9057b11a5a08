//! The command line: one file a subcommand.

mod bench;
mod codegen;
mod conformance;
mod corpus;
mod diagnostics;
mod diff;
mod explain;
mod features;
mod figures;
mod lint;
mod settings;
mod terminal;
mod verify_semver;
mod workspace;

use std::process::ExitCode;

/// The models of a document as plain types, which a test compiles.
pub use bench::floor;
use clap::{Parser, Subcommand};

/// OpenAPI documents to Rust bindings that are committed and reviewed.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Bench(bench::Arguments),
    Codegen(codegen::Arguments),
    Conformance(conformance::Arguments),
    Corpus(corpus::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Lint(lint::Arguments),
    Settings(settings::Arguments),
    VerifySemver(verify_semver::Arguments),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// What was asked for is done.
    Done,
    /// What is written is not what would be; a server and the bindings disagree; or what was to fail has changed, or
    /// become slower.
    Drift,
    /// The document, the settings or the arguments cannot be used, or the disk cannot be written.
    Unusable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Drift => Self::from(1),
            Outcome::Unusable => Self::from(2),
        }
    }
}

/// Runs the command of this process's arguments. The exit code is 0 for done, 1 for drift, and 2 for
/// arguments, settings, documents or disks that cannot be used.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Bench(arguments) => bench::run(&arguments).into(),
        Command::Codegen(arguments) => codegen::run(&arguments).into(),
        Command::Conformance(arguments) => conformance::run(&arguments).into(),
        Command::Corpus(arguments) => corpus::run(&arguments).into(),
        Command::Diff(arguments) => diff::run(&arguments).into(),
        Command::Explain(arguments) => explain::run(&arguments).into(),
        Command::Lint(arguments) => lint::run(&arguments).into(),
        Command::Settings(arguments) => settings::run(&arguments).into(),
        Command::VerifySemver(arguments) => verify_semver::run(&arguments).into(),
    }
}
