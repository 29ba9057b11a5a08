//! `cargo xtask conformance`: the generated client against a server that someone else wrote.
//!
//! Stoplight's Prism serves the document: it checks every request against it, and answers with its
//! examples. What is sent to it stands in the crate's own `examples/conformance.rs`, or is made up for any
//! document; here is what starts and ends the two.

mod prism;
mod probe;

use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use super::{Outcome, terminal, workspace};
use crate::settings::Target;
use prism::Prism;

/// Run every operation of a generated client against a mock server of its document.
///
/// Needs Node.js and npm. Exit codes: 0 all agree, 1 something disagrees, 2 it could not be tried.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The target of this name; needed where the settings have several with an example `conformance`
    #[arg(long, value_name = "NAME")]
    target: Option<String>,
    /// Instead, send requests with made-up values of this document; may be given more than once
    #[arg(long, value_name = "FILE", conflicts_with = "target")]
    probe: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    match try_run(arguments) {
        Ok(outcome) => outcome,
        Err(Failure { message, help }) => {
            terminal::error(&message, &help);
            Outcome::Unusable
        }
    }
}

/// Why it could not be tried, and the way on.
struct Failure {
    message: String,
    help: String,
}

fn failure(message: impl Into<String>, help: impl Into<String>) -> Failure {
    Failure {
        message: message.into(),
        help: help.into(),
    }
}

fn try_run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let here = std::env::current_dir().map_err(|error| {
        failure(
            format!("the current folder cannot be read: {error}"),
            "change to another folder",
        )
    })?;
    let Some(workspace) = workspace::find(&here) else {
        return Ok(Outcome::Unusable);
    };
    if !arguments.probe.is_empty() {
        return probe::run(&arguments.probe, &workspace.root);
    }
    let target = target(arguments, &workspace)?;
    let folder = prism::install(&workspace.root)?;
    let server = Prism::start(&folder, &workspace.root.join(&target.document))?;
    let crate_name = target.crate_name.as_deref().unwrap_or_default();
    terminal::line(&format!(
        "conformance: {crate_name} against Prism on {}",
        &server.url
    ));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            crate_name,
            "--features",
            "blocking",
            "--example",
            "conformance",
            "--",
        ])
        .arg(&server.url)
        .current_dir(&workspace.root)
        .status()
        .map_err(|error| failure(format!("cargo cannot be run: {error}"), "install cargo"))?;
    if status.success() {
        return Ok(Outcome::Done);
    }
    terminal::line(&format!(
        "conformance: what Prism said is in {}",
        server.log.display()
    ));
    Ok(Outcome::Drift)
}

/// The target that is meant: the only one that has the example.
fn target(arguments: &Arguments, workspace: &workspace::Workspace) -> Result<Target, Failure> {
    let mut targets: Vec<(&String, &Target)> = workspace
        .settings
        .target
        .iter()
        .filter(|(name, _)| {
            arguments
                .target
                .as_ref()
                .is_none_or(|wanted| wanted == *name)
        })
        .filter(|(_, target)| {
            workspace
                .root
                .join(&target.output)
                .join("examples/conformance.rs")
                .is_file()
        })
        .collect();
    match (targets.pop(), targets.is_empty()) {
        (Some((_, target)), true) => Ok(target.clone()),
        (Some(_), false) => Err(failure(
            "several targets have an example `conformance`",
            "choose one by `--target NAME`",
        )),
        (None, _) => Err(failure(
            "no such target has an example `conformance`",
            "write `examples/conformance.rs` beside its generated files; it is called with the server's URL",
        )),
    }
}
