//! `cargo xtask correct`: a document with its corrections, for reading.

use std::path::{Path, PathBuf};

use clap::Args;

use super::diagnostics;
use super::told::Told;
use super::{Outcome, terminal, workspace};
use crate::output::disk::RealDisk;
use crate::output::write::write_alone;
use crate::project::lowered::{inputs, read};
use crate::report::Report;
use crate::report::formats::Repeated;
use crate::report::places::Sources;
use crate::settings::Target;
use crate::spec::load::{self, Source, Syntax};

/// Print a document with its corrections: the Overlays and JSON Patches of the settings, or those of --correct.
///
/// Exit codes: 0 done, 2 bad document, corrections or usage.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The document; without it, that of spec/bindery.toml with its corrections
    document: Option<PathBuf>,
    /// An Overlay or JSON Patch that is applied to the document; may be given more than once
    #[arg(long, value_name = "FILE", requires = "document")]
    correct: Vec<PathBuf>,
    /// The target of the settings, where there are several
    #[arg(long, value_name = "NAME", conflicts_with = "document")]
    target: Option<String>,
    /// The file to write, in YAML or, where it ends with `.json`, in JSON; without it, the standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    diagnostics: diagnostics::Arguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(here) = workspace::here() else {
        return Outcome::Unusable;
    };
    if arguments.out.is_none() && !arguments.diagnostics.teller(Repeated::Told).is_for_people() {
        terminal::error(
            "problems and the document cannot both go to the standard output",
            "name a file by `--out`",
        );
        return Outcome::Unusable;
    }
    let text = match &arguments.document {
        Some(document) => {
            let mut target =
                Target::of_document(document.clone(), PathBuf::new(), "crate".to_owned());
            target.corrections = arguments.correct.clone();
            corrected(target, &here, None, arguments)
        }
        None => workspace::find(&here).and_then(|workspace| {
            let target = workspace.sole(arguments.target.as_deref())?;
            let settings = Some(&workspace.source);
            corrected(target, &workspace.root, settings, arguments)
        }),
    };
    match text {
        Some(text) => written(&text, arguments.out.as_deref()),
        None => Outcome::Unusable,
    }
}

/// The text of a corrected document. `None` after saying what is wrong.
fn corrected(
    mut target: Target,
    root: &Path,
    settings: Option<&Source>,
    arguments: &Arguments,
) -> Option<String> {
    arguments.diagnostics.set_levels(&mut target);
    let mut report = Report::new();
    let levels = target.levels(&mut report);
    let source = read(root, &target, &mut report);
    let tree = match report.has_errors() {
        true => None,
        false => load::corrected(&source, &target.limits, &mut report),
    };
    report.apply(&levels);
    let mut teller = arguments.diagnostics.teller(Repeated::Told);
    let sources = Sources {
        document: &source,
        settings,
    };
    teller.tell(&report, sources);
    teller.finish();
    let is_json = match &arguments.out {
        Some(out) => out.extension().is_some_and(|end| end == "json"),
        None => source.text.trim_start().starts_with('{'),
    };
    let syntax = match is_json {
        true => Syntax::Json,
        false => Syntax::Yaml,
    };
    let tree = tree.filter(|_| !report.has_errors())?;
    let mut inputs = inputs(root, &target, &source).into_iter();
    if let Some(source) = inputs.find(|path| is_same(arguments.out.as_deref(), &root.join(path))) {
        let message = format!(
            "{} would be written over what it is made of",
            source.display()
        );
        terminal::error(
            &message,
            "name another file by `--out`; nothing was written",
        );
        return None;
    }
    Some(load::text(&tree, syntax))
}

fn is_same(out: Option<&Path>, path: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    out.and_then(real)
        .is_some_and(|out| real(path) == Some(out))
}

fn written(text: &str, out: Option<&Path>) -> Outcome {
    let Some(out) = out else {
        terminal::machine(text);
        return Outcome::Done;
    };
    match write_alone(&RealDisk, out, text) {
        Ok(_) => Outcome::Done,
        Err(error) => {
            Told::unwritten(&error, "the folder must be there and writable");
            Outcome::Unusable
        }
    }
}
