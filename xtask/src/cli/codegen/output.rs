//! The files of a crate: written or checked, and what is told of it.

use std::path::PathBuf;
use std::time::Instant;

use super::Arguments;
use crate::cli::told::Told;
use crate::cli::{Outcome, terminal};
use crate::model::Api;
use crate::output::check::{DiffLength, check};
use crate::output::file_set::FileSet;
use crate::output::plan::{Difference, Plan};
use crate::output::write::{WriteError, write};
use crate::project::host;
use crate::project::names_file::NamesFile;
use crate::report::Report;
use crate::settings::Target;

/// The files of a target, and where they belong.
pub(super) struct Output<'n> {
    pub(super) name: &'n str,
    /// The file of names, and the text that it should have.
    pub(super) names: Option<(NamesFile, String)>,
    pub(super) folder: PathBuf,
    pub(super) shown: String,
    pub(super) files: FileSet,
}

impl Output<'_> {
    pub(super) fn check(&self, arguments: &Arguments, is_for_people: bool) -> Outcome {
        let length = if arguments.verbose {
            DiffLength::Full
        } else {
            DiffLength::Short
        };
        let checked = check(&self.folder, &self.shown, &self.files, length);
        let checked = checked.and_then(|text| {
            let names = self.names.iter();
            let mut names = names.map(|(file, expected)| file.check(expected, length));
            Ok(text + &names.next().transpose()?.unwrap_or_default())
        });
        match checked {
            Ok(text) if text.is_empty() => Outcome::Done,
            Ok(text) => {
                match (arguments.quiet, is_for_people) {
                    (true, _) => {}
                    (false, true) => terminal::drift(&text),
                    // The standard output is the program's.
                    (false, false) => terminal::line(&text),
                }
                terminal::error(
                    &format!(
                        "{} is not what codegen writes for `{}`",
                        self.shown, self.name
                    ),
                    "run `cargo xtask codegen` and commit what it changes; what is not generated belongs elsewhere",
                );
                Outcome::Drift
            }
            Err(error) => {
                terminal::error(
                    &format!("cannot read {error}"),
                    "the folder must be readable",
                );
                Outcome::Unusable
            }
        }
    }

    /// Whether the crate that the bindings are a module of has all that they need in its manifest; what it lacks is
    /// told.
    pub(super) fn fits_host(&self, api: &Api, target: &Target, arguments: &Arguments) -> bool {
        if target.module_path(&mut Report::new()).is_none() {
            return true;
        }
        let Some((manifest, lacking)) = host::missing(&self.folder, api) else {
            return true;
        };
        if !arguments.quiet {
            let manifest = manifest.display();
            terminal::line(&format!("{}: add to {manifest}:\n{lacking}", self.name));
        }
        false
    }

    /// Writes the files. The outcome after saying why they cannot be written.
    pub(super) fn written(&self) -> Result<Plan, Outcome> {
        match write(&self.folder, &self.files) {
            Ok(plan) => Ok(plan),
            Err(WriteError::Disk(error)) => {
                let help =
                    "the output folder must be writable; each file in it is either old or new";
                Told::unwritten(&error, help);
                Err(Outcome::Unusable)
            }
            Err(WriteError::InTheWay(paths)) => {
                let paths: Vec<String> = paths
                    .iter()
                    .map(|path| format!("{}/{path}", self.shown))
                    .collect();
                terminal::error(
                    &format!(
                        "codegen did not write these files, and would overwrite them: {}",
                        paths.join(", ")
                    ),
                    "move or delete them, or choose another output folder; nothing was written",
                );
                Err(Outcome::Unusable)
            }
        }
    }

    pub(super) fn write(
        &self,
        api: &Api,
        document: &str,
        start: Instant,
        arguments: &Arguments,
    ) -> Outcome {
        let plan = match self.written() {
            Ok(plan) => plan,
            Err(outcome) => return outcome,
        };
        let named = self.names.as_ref();
        let written = named.map(|(file, text)| file.write(text).map(|word| (file, word)));
        let named = match written.transpose() {
            Ok(named) => named,
            Err(error) => {
                let help = "the folder of the settings must be writable; the file is as it was";
                Told::unwritten(&error, help);
                return Outcome::Unusable;
            }
        };
        if arguments.quiet {
            return Outcome::Done;
        }
        let operations: usize = api.groups.iter().map(|group| group.operations.len()).sum();
        terminal::line(&format!(
            "{}: read {document}: {operations} operations, {} types",
            self.name,
            api.types.len()
        ));
        self.tell_changes(&plan, arguments.verbose);
        if let Some((file, word)) = named
            && (arguments.verbose || word != "unchanged")
        {
            terminal::line(&format!("  {word}: {}", file.source.name));
        }
        self.tell_total(&plan, start);
        Outcome::Done
    }

    /// Tells how many files are others than before, those among them that are there no longer.
    pub(super) fn tell_total(&self, plan: &Plan, start: Instant) {
        let total = self.files.paths().count() + plan.count(Difference::Orphan);
        told(self.name, plan.changed(), total, &self.shown, start);
    }

    /// Tells of the files that differed, and where it is asked for of the others.
    pub(super) fn tell_changes(&self, plan: &Plan, with_others: bool) {
        for (path, difference) in &plan.differences {
            let word = match difference {
                Difference::Missing => "new",
                Difference::Stale => "changed",
                Difference::Orphan => "deleted",
                Difference::Foreign => "not generated, left alone",
            };
            terminal::line(&format!("  {word}: {}/{path}", self.shown));
        }
        let differs = |path: &str| plan.differences.iter().any(|(one, _)| one == path);
        for path in self
            .files
            .paths()
            .filter(|path| with_others && !differs(path))
        {
            terminal::line(&format!("  unchanged: {}/{path}", self.shown));
        }
    }
}

/// Tells how many files are others than before.
pub(super) fn told(name: &str, changed: usize, total: usize, folder: &str, start: Instant) {
    let time = start.elapsed().as_millis();
    terminal::line(&format!(
        "{name}: {changed} of {total} files changed in {folder}, {time} ms"
    ));
}
