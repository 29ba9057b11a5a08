//! How a command tells the problems of its documents: the arguments that all such commands have, and the form.

use clap::{Args, ValueEnum};

use super::terminal;
use crate::report::Code;
use crate::report::Report;
use crate::report::formats::{Repeated, github, json, sarif};
use crate::report::levels::{Level, WARNINGS};
use crate::report::places::Sources;
use crate::settings::Target;

/// The arguments.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Arguments {
    /// How problems are told
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Make errors of a kind of warnings, or of all `warnings`
    #[arg(short = 'D', long, value_name = "CODE", value_parser = level_name)]
    deny: Vec<String>,
    /// Only warn of what the settings deny or allow
    #[arg(short = 'W', long, value_name = "CODE", value_parser = level_name)]
    warn: Vec<String>,
    /// Say nothing of a kind of warnings
    #[arg(short = 'A', long, value_name = "CODE", value_parser = level_name)]
    allow: Vec<String>,
}

/// How problems are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines of the source, to the standard error
    Text,
    /// One JSON object a line, to the standard output
    Json,
    /// Workflow commands of GitHub Actions, to the standard output
    Github,
    /// A log of SARIF 2.1.0, to the standard output
    Sarif,
}

fn level_name(text: &str) -> Result<String, String> {
    if text == WARNINGS {
        return Ok(text.to_owned());
    }
    Code::by_name(text)
        .map(|code| code.as_str().to_owned())
        .ok_or_else(|| "neither a code, such as `B0207`, nor `warnings`".to_owned())
}

impl Arguments {
    /// Whether nothing is asked for that settings do not say.
    pub fn is_plain(&self) -> bool {
        let levels = [&self.deny, &self.warn, &self.allow];
        self.format == Format::Text && levels.iter().all(|names| names.is_empty())
    }

    /// Gives a target the levels that were asked for: the more lenient later, as they are said of less.
    pub fn set_levels(&self, target: &mut Target) {
        let asked = [
            (&self.deny, Level::Deny),
            (&self.warn, Level::Warn),
            (&self.allow, Level::Allow),
        ];
        for (names, level) in asked {
            let levels = names.iter().map(|name| (name.clone(), level));
            target.asked_levels.extend(levels);
        }
    }

    /// One that tells the problems of one report after another.
    pub fn teller(&self, repeated: Repeated) -> Teller {
        Teller {
            format: self.format,
            repeated,
            sarif: Vec::new(),
        }
    }
}

/// Tells the problems of one report after another.
pub struct Teller {
    format: Format,
    repeated: Repeated,
    /// What is told at the end: a log is one document.
    sarif: Vec<serde_json::Value>,
}

impl Teller {
    /// Whether people read what is told, and no program the standard output.
    pub fn is_for_people(&self) -> bool {
        self.format == Format::Text
    }

    /// Tells the problems of a report.
    pub fn tell(&mut self, report: &Report, sources: Sources<'_>) {
        match self.format {
            Format::Text => terminal::report(report, sources, self.repeated),
            Format::Json => terminal::machine(&json::render(report, sources)),
            Format::Github => terminal::machine(&github::render(report, sources, self.repeated)),
            Format::Sarif => self.sarif.extend(sarif::results(report, sources)),
        }
    }

    /// Tells what is told at the end.
    pub fn finish(self) {
        if self.format == Format::Sarif {
            terminal::machine(&sarif::log(self.sarif));
        }
    }
}
