//! Which documents a command is about that only reads them: those of the settings, or one beside them.

use std::path::PathBuf;

use clap::Args;

use super::{terminal, workspace};
use crate::project::lowered::{FormerNames, Lowered, lower};
use crate::report::formats::Repeated;
use crate::report::places::Sources;
use crate::settings::Target;
use crate::spec::load::Source;

/// The arguments.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Arguments {
    /// Only the target of this name; may be given more than once
    #[arg(long, value_name = "NAME", conflicts_with = "spec")]
    target: Vec<String>,
    /// A document outside the settings
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// An Overlay or JSON Patch that is applied to it first; may be given more than once
    #[arg(long, value_name = "FILE", requires = "spec")]
    correct: Vec<PathBuf>,
}

/// A target, and what became of it.
pub struct Read {
    /// The target's name.
    pub name: String,
    /// Its settings.
    pub target: Target,
    /// The model and what it was made of.
    pub lowered: Lowered,
    /// The text of the settings, where they are in use.
    pub settings: Option<Source>,
}

/// Reads the targets. Problems are told; `None` where one of them is an error.
pub fn read(arguments: &Arguments) -> Option<Vec<Read>> {
    let here = workspace::here()?;
    let (root, targets, settings) = match &arguments.spec {
        Some(spec) => {
            let name = "crate".to_owned();
            let mut target = Target::of_document(spec.clone(), PathBuf::new(), name.clone());
            target.corrections = arguments.correct.clone();
            (here, vec![(name, target)], None)
        }
        None => {
            let found = workspace::find(&here)?;
            let targets = found.chosen(&arguments.target)?;
            (found.root, targets, Some(found.source))
        }
    };
    let each = targets.into_iter().map(|(name, target)| {
        let target = Target {
            is_explained: true,
            ..target
        };
        let named = settings.as_ref().map(|_| name.as_str());
        let lowered = lower(&root, named, &target, FormerNames::Kept);
        let sources = Sources {
            document: &lowered.source,
            settings: settings.as_ref(),
        };
        if lowered.api.is_none() {
            terminal::report(&lowered.report, sources, Repeated::Folded);
            if let Some(file) = &lowered.names {
                terminal::report(&lowered.of_names, (&file.source).into(), Repeated::Folded);
            }
            return None;
        }
        Some(Read {
            name,
            target,
            lowered,
            settings: settings.clone(),
        })
    });
    each.collect()
}
