//! `cargo xtask codegen`: documents to crates, or whether the crates are what they should be.

mod output;
mod shared;
mod stamp;

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::diagnostics::{self, Teller};
use super::figures::Figures;
use super::{Outcome, terminal, workspace};
use crate::output::state::count;
use crate::project::lowered::{self, FormerNames};
use crate::project::shared::Shared;
use crate::report::formats::Repeated;
use crate::report::places::Sources;
use crate::settings::{Target, hand_module, is_crate_name, with_shared_output};
use crate::spec::load::Source;
use output::{Output, told};
use shared::SharedRuntimes;
use stamp::Stamp;

/// Write the bindings of the documents in spec/bindery.toml.
///
/// Exit codes: 0 done, 1 drift (with --check), 2 bad document, settings or usage.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Write nothing; fail when a generated file is missing, stale or orphaned
    #[arg(long)]
    check: bool,
    /// Only the target of this name; may be given more than once
    #[arg(long, value_name = "NAME", conflicts_with = "spec")]
    target: Vec<String>,
    /// A document outside the settings
    #[arg(long, value_name = "FILE", requires = "out", requires = "crate_name")]
    spec: Option<PathBuf>,
    /// An Overlay or JSON Patch that is applied to it first; may be given more than once
    #[arg(long, value_name = "FILE", requires = "spec")]
    correct: Vec<PathBuf>,
    /// The folder of its crate
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The name of its crate
    #[arg(long, value_name = "NAME", requires = "spec")]
    crate_name: Option<String>,
    /// Leave out the operations that errors concern, and write the rest
    #[arg(long)]
    keep_going: bool,
    /// Drop the former names, and the lines of the file of names whose places are gone
    #[arg(long, conflicts_with_all = ["spec", "check"])]
    prune_names: bool,
    /// Print the schemas whose values are any JSON in Rust, with the reasons
    #[arg(long)]
    report_untyped: bool,
    /// Write what was measured to a file, as JSON
    #[arg(long, value_name = "FILE", hide = true)]
    figures: Option<PathBuf>,
    /// Have a test for every example of the document, whatever the settings say
    #[arg(long, hide = true)]
    contract_tests: bool,
    #[command(flatten)]
    diagnostics: diagnostics::Arguments,
    /// Print nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Print every problem, every file, and whole diffs
    #[arg(short, long)]
    verbose: bool,
}

impl Arguments {
    /// The document outside the settings, as a target.
    pub fn outside_settings(&self) -> Option<Target> {
        let (spec, out) = (self.spec.clone()?, self.out.clone()?);
        let mut target = Target::of_document(spec, out, self.crate_name.clone()?);
        target.corrections = self.correct.clone();
        Some(target)
    }

    /// Whether a target of the settings is asked for.
    pub fn chooses(&self, name: &str) -> bool {
        self.target.is_empty() || self.target.iter().any(|one| one == name)
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(here) = workspace::here() else {
        return Outcome::Unusable;
    };
    let Some(run) = targets(arguments, &here) else {
        return Outcome::Unusable;
    };
    let mut teller = arguments.diagnostics.teller(if arguments.verbose {
        Repeated::Told
    } else {
        Repeated::Folded
    });
    let mut shared = SharedRuntimes::of(&run, arguments, teller.is_for_people());
    let mut outcome = Outcome::Done;
    for (name, target) in &run.targets {
        let mut target = Target {
            keep_going: arguments.keep_going,
            contract_tests: target.contract_tests || arguments.contract_tests,
            ..target.clone()
        };
        arguments.diagnostics.set_levels(&mut target);
        let of_target = run.target(name, &target, arguments, &mut teller, &mut shared);
        outcome = outcome.max(of_target);
    }
    teller.finish();
    outcome
}

/// What is to be done.
struct Run {
    /// The folder that paths start from.
    root: PathBuf,
    /// The targets by name.
    targets: Vec<(String, Target)>,
    /// The runtimes that all targets of the settings share.
    shared: Vec<Shared>,
    /// The text of the settings, where they are in use.
    settings: Option<Source>,
}

/// The targets that the arguments ask for.
fn targets(arguments: &Arguments, here: &Path) -> Option<Run> {
    if let Some(target) = arguments.outside_settings() {
        let name = target.crate_name.clone().unwrap_or_default();
        return has_usable_name(&target).then(|| Run {
            root: here.to_owned(),
            targets: vec![(name, target)],
            shared: Vec::new(),
            settings: None,
        });
    }
    let workspace = workspace::find(here)?;
    let chosen = workspace.chosen(&arguments.target)?;
    if let Some((one, other)) = with_shared_output(&workspace.settings.target) {
        terminal::error(
            &format!("the targets `{one}` and `{other}` write into one folder"),
            "give each a folder of its own",
        );
        return None;
    }
    chosen
        .iter()
        .all(|(_, target)| has_usable_name(target))
        .then_some(Run {
            root: workspace.root,
            targets: chosen,
            shared: Shared::all(&workspace.settings.target),
            settings: Some(workspace.source),
        })
}

fn nothing_written(name: &str, help: &str) -> Outcome {
    terminal::error(&format!("nothing was written for `{name}`"), help);
    Outcome::Unusable
}

fn has_usable_name(target: &Target) -> bool {
    let name = target.crate_name.as_deref().unwrap_or_default();
    let is_usable = is_crate_name(name);
    if !is_usable {
        terminal::error(
            &format!("`{name}` cannot be the name of a crate"),
            "a name begins with a letter and holds letters, digits, `-` and `_`",
        );
    }
    is_usable
}

impl Run {
    /// The stamp of a target; `None` where more is asked for than the crate.
    fn stamp(&self, name: &str, target: &Target, arguments: &Arguments) -> Option<Stamp<'_>> {
        let is_plain = !arguments.verbose
            && !arguments.prune_names
            && !arguments.report_untyped
            && !arguments.keep_going
            && !arguments.contract_tests
            && arguments.figures.is_none()
            && arguments.diagnostics.is_plain();
        let settings = self.settings.as_ref().filter(|_| is_plain)?;
        let output = self.root.join(&target.output);
        let modules = target.modules.iter();
        let by_hand = modules.map(|text| hand_module(text).path(target)).collect();
        Some(Stamp::of(&self.root, name, &settings.text, output, by_hand))
    }

    fn target(
        &self,
        name: &str,
        target: &Target,
        arguments: &Arguments,
        teller: &mut Teller,
        shared: &mut SharedRuntimes<'_>,
    ) -> Outcome {
        let start = Instant::now();
        let stamp = self.stamp(name, target, arguments);
        if let Some(left) = stamp.as_ref().and_then(Stamp::fresh) {
            if !(arguments.quiet || arguments.check) {
                let folder = &target.output;
                let total = count(&self.root.join(folder));
                told(name, 0, total, &folder.display().to_string(), start);
                if left.problems > 0 {
                    let problems = left.problems;
                    terminal::line(&format!(
                        "{name}: problems as before: {problems}; `--verbose` tells them"
                    ));
                }
            }
            return shared.settle(name);
        }
        let former = if arguments.prune_names {
            FormerNames::Pruned
        } else {
            FormerNames::Kept
        };
        let named = self.settings.as_ref().map(|_| name);
        let lowered = lowered::lower(&self.root, named, target, former);
        let lowered::Lowered {
            shown,
            source,
            report,
            names: names_file,
            of_names,
            inputs,
            api,
        } = lowered;
        if let Some(file) = names_file.as_ref().filter(|_| of_names.has_errors()) {
            teller.tell(&of_names, (&file.source).into());
        }
        // A check is silent where all is well; what a document may mean was said when it was generated.
        if report.has_errors() || !(arguments.quiet || arguments.check) {
            let sources = Sources {
                document: &source,
                settings: self.settings.as_ref(),
            };
            teller.tell(&report, sources);
        }
        if let Some(api) = api.as_ref().filter(|_| arguments.report_untyped) {
            for untyped in &api.untyped {
                terminal::output(&format!("{}: {}", untyped.place, untyped.reason));
            }
            let count = api.untyped.len();
            terminal::line(&format!("{name}: {count} schemas are any JSON"));
        }
        let outcome = match &api {
            None => nothing_written(name, "mend what stands above"),
            Some(api) => {
                let names = names_file.map(|file| {
                    let text = file.text(api, arguments.prune_names);
                    (file, text)
                });
                let output = Output {
                    name,
                    names,
                    folder: self.root.join(&target.output),
                    shown: target.output.display().to_string(),
                    files: crate::files_of(api, target),
                };
                let runtime = shared.settle(name);
                if arguments.check {
                    runtime.max(output.check(arguments, teller.is_for_people()))
                } else if runtime != Outcome::Done {
                    nothing_written(name, "its runtime comes first")
                } else {
                    let outcome = output.write(api, &shown, start, arguments);
                    // What is lacking is told by each run until it is there.
                    if outcome == Outcome::Done
                        && output.fits_host(api, target, arguments)
                        && let Some(stamp) = stamp
                    {
                        stamp.write(inputs, report.diagnostics().len());
                    }
                    outcome
                }
            }
        };
        if let Some(path) = &arguments.figures
            && let Err(error) = Figures::of(api.as_ref(), &report).write(path)
        {
            terminal::error(
                &format!("cannot write {}: {error}", path.display()),
                "the folder must be writable",
            );
        }
        outcome
    }
}
