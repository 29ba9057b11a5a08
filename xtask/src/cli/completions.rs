//! `cargo xtask completions`: what a shell asks for to complete a command line.

use std::io::Write as _;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Outcome, terminal};

/// Print the completions of a shell, for the binary where it is installed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  bindery completions bash > ~/.local/share/bash-completion/completions/bindery
  bindery completions fish > ~/.config/fish/completions/bindery.fish
  bindery completions zsh > \"${fpath[1]}/_bindery\"")]
pub struct Arguments {
    /// The shell
    shell: Shell,
    /// What the command is called
    #[arg(long, default_value = env!("CARGO_PKG_NAME"))]
    name: String,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let name = arguments.name.as_str();
    let mut command = super::Arguments::command().bin_name(name);
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut text);
    match std::io::stdout().write_all(&text) {
        Ok(()) => Outcome::Done,
        Err(error) => {
            terminal::error(
                &format!("cannot write: {error}"),
                "the standard output was closed",
            );
            Outcome::Unusable
        }
    }
}
