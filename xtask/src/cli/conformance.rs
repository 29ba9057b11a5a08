//! `cargo xtask conformance`: the generated client against an independent server.

use clap::Args;

use super::Outcome;

/// Run every operation of the generated client against a mock server.
#[derive(Debug, Args)]
pub struct Arguments {}

/// Runs the command.
pub fn run(_arguments: &Arguments) -> Outcome {
    Outcome::Unusable
}
