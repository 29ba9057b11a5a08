//! `cargo xtask lint`: what is wrong with documents, and what in them hurts their clients.

use std::path::{Path, PathBuf};

use clap::Args;

use super::diagnostics::{self, Teller};
use super::{Outcome, terminal, workspace};
use crate::project::lowered::read;
use crate::report::Report;
use crate::report::formats::Repeated;
use crate::report::places::Sources;
use crate::settings::Target;
use crate::spec::load::Source;

/// Tell what is wrong with documents, and what in them hurts their clients; nothing is written.
///
/// Exit codes: 0 no errors, 2 errors.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The documents; without any, those of spec/bindery.toml with their settings
    documents: Vec<PathBuf>,
    /// An Overlay or JSON Patch that is applied to the documents first; may be given more than once
    #[arg(long, value_name = "FILE", requires = "documents")]
    correct: Vec<PathBuf>,
    #[command(flatten)]
    diagnostics: diagnostics::Arguments,
    /// Tell every problem, and not only the first few of a kind
    #[arg(short, long)]
    verbose: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(here) = workspace::here() else {
        return Outcome::Unusable;
    };
    let mut teller = arguments.diagnostics.teller(if arguments.verbose {
        Repeated::Told
    } else {
        Repeated::Folded
    });
    let mut sum = Sum::default();
    if arguments.documents.is_empty() {
        let Some(workspace) = workspace::find(&here) else {
            return Outcome::Unusable;
        };
        for target in workspace.settings.target.into_values() {
            let settings = Some(&workspace.source);
            sum.lint(target, &workspace.root, settings, arguments, &mut teller);
        }
    }
    for document in &arguments.documents {
        let mut target = Target::of_document(document.clone(), PathBuf::new(), "crate".to_owned());
        target.corrections = arguments.correct.clone();
        sum.lint(target, &here, None, arguments, &mut teller);
    }
    teller.finish();
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        number => format!("{number} {one}s"),
    };
    terminal::line(&format!(
        "{}: {}, {}",
        count(sum.documents, "document"),
        count(sum.errors, "error"),
        count(sum.warnings, "warning")
    ));
    if sum.errors == 0 {
        Outcome::Done
    } else {
        Outcome::Unusable
    }
}

#[derive(Debug, Default)]
struct Sum {
    documents: usize,
    errors: usize,
    warnings: usize,
}

impl Sum {
    fn lint(
        &mut self,
        mut target: Target,
        root: &Path,
        settings: Option<&Source>,
        arguments: &Arguments,
        teller: &mut Teller,
    ) {
        arguments.diagnostics.set_levels(&mut target);
        let mut report = Report::new();
        let source = read(root, &target, &mut report);
        if !report.has_errors() {
            crate::lint(&source, &target, &mut report);
        }
        let sources = Sources {
            document: &source,
            settings,
        };
        teller.tell(&report, sources);
        self.documents += 1;
        self.errors += report.errors();
        self.warnings += report.diagnostics().len() - report.errors();
    }
}
