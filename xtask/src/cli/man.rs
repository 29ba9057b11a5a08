//! `cargo xtask man`: the help of all commands as pages of the manual.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};

use super::{Outcome, terminal};

/// Write a page of the manual for each command, for the binary where it is installed.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  bindery man ~/.local/share/man/man1")]
pub struct Arguments {
    /// The folder of the pages; made where it is missing
    folder: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let name = env!("CARGO_PKG_NAME");
    let command = super::Arguments::command().name(name).bin_name(name);
    let folder = &arguments.folder;
    let written =
        std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    match written {
        Ok(()) => {
            terminal::line(&format!(
                "written to {}: the pages of {name}",
                folder.display()
            ));
            Outcome::Done
        }
        Err(error) => {
            let message = format!("cannot write to {}: {error}", folder.display());
            terminal::error(&message, "the folder must be writable");
            Outcome::Unusable
        }
    }
}
