//! The command line: one file a subcommand.

mod bench;
mod codegen;
mod completions;
mod conformance;
mod corpus;
mod correct;
mod diagnostics;
mod diff;
mod explain;
mod features;
mod figures;
mod fragment;
mod init;
mod inputs;
mod lint;
mod man;
mod model;
mod of_targets;
mod settings;
mod templates;
mod terminal;
mod told;
mod verify_semver;
mod watch;
mod why;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

/// The models of a document as plain types, which a test compiles.
#[doc(hidden)]
pub use bench::floor;
use clap::{Parser, Subcommand};

use crate::parallel;

/// OpenAPI documents to Rust bindings that are committed and reviewed.
#[derive(Debug, Parser)]
#[command(
    name = "bindery",
    version,
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// In the order in which a newcomer needs them, which is that of `--help`.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Codegen(codegen::Arguments),
    Watch(watch::Arguments),
    Diff(diff::Arguments),
    Lint(lint::Arguments),
    Explain(explain::Arguments),
    Settings(settings::Arguments),
    Model(model::Arguments),
    Why(why::Arguments),
    Correct(correct::Arguments),
    Fragment(fragment::Arguments),
    Templates(templates::Arguments),
    Conformance(conformance::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
    Corpus(corpus::Arguments),
    // What is measured is the generator, in its own repository.
    #[command(hide = true)]
    Bench(bench::Arguments),
    #[command(hide = true)]
    VerifySemver(verify_semver::Arguments),
}

/// How a command ended, from the best to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// Runs the command of this process's arguments: the whole of a workspace's own xtask.
///
/// The exit code is 0 for done, 1 for drift, and 2 for arguments, settings, documents or disks that cannot be used.
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     bindery::cli::main()
/// }
/// ```
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    parallel::deep(|| run(&arguments).into())
}

/// Runs the command of these arguments, which stand behind the name of a subcommand: for an xtask that has others
/// too. What [`main`] does otherwise, exit codes included.
pub fn main_with<A: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = A>) -> ExitCode {
    let name = OsString::from("cargo xtask");
    let arguments = arguments.into_iter().map(Into::into);
    let arguments = Arguments::parse_from([name].into_iter().chain(arguments));
    parallel::deep(|| run(&arguments).into())
}

fn run(arguments: &Arguments) -> Outcome {
    match &arguments.command {
        Command::Init(arguments) => init::run(arguments),
        Command::Codegen(arguments) => codegen::run(arguments),
        Command::Watch(arguments) => watch::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Lint(arguments) => lint::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Settings(arguments) => settings::run(arguments),
        Command::Model(arguments) => model::run(arguments),
        Command::Why(arguments) => why::run(arguments),
        Command::Correct(arguments) => correct::run(arguments),
        Command::Fragment(arguments) => fragment::run(arguments),
        Command::Templates(arguments) => templates::run(arguments),
        Command::Conformance(arguments) => conformance::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
        Command::Corpus(arguments) => corpus::run(arguments),
        Command::Bench(arguments) => bench::run(arguments),
        Command::VerifySemver(arguments) => verify_semver::run(arguments),
    }
}
