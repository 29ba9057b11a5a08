//! `cargo xtask settings`: what the settings mean.

use clap::Args;

use super::{Outcome, terminal};
use crate::settings::reference;

/// Tell what a setting means, such as `rename` or `package.version`; without one, the reference of all.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The setting
    key: Option<String>,
    /// Print a JSON Schema of the settings, for editors
    #[arg(long, conflicts_with = "key")]
    schema: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(key) = &arguments.key else {
        let text = if arguments.schema {
            reference::schema()
        } else {
            reference::markdown()
        };
        terminal::output(text.trim_end());
        return Outcome::Done;
    };
    match reference::section(key) {
        Ok(part) => {
            terminal::output(part.trim_end());
            Outcome::Done
        }
        Err(near) => {
            let all = "`cargo xtask settings` tells of all";
            let help = match near.as_slice() {
                [] => all.to_owned(),
                near => format!("is it `{}`? {all}", near.join("` or `")),
            };
            terminal::error(&format!("there is no setting `{key}`"), &help);
            Outcome::Unusable
        }
    }
}
