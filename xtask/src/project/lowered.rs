//! A target from its files to the model of its bindings, with the names that its callers use.

use std::path::{Path, PathBuf};

use super::modules;
use super::names_file::NamesFile;
use super::templates::{self, Folder};
use crate::model::Api;
use crate::names::NameLock;
use crate::report::Report;
use crate::settings::Target;
use crate::spec::load::{self, Disk, Source};

/// What becomes of names whose places are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormerNames {
    /// They stay, and callers who use them are told.
    Kept,
    /// They are dropped.
    Pruned,
}

/// A target at the end of lowering.
pub struct Lowered {
    /// How messages show the document.
    pub shown: String,
    /// Its texts.
    pub source: Source,
    /// The problems of the document and its settings.
    pub report: Report,
    /// The file of names, where the target has one.
    pub names: Option<NamesFile>,
    /// The problems of that file.
    pub of_names: Report,
    /// The files and folders that were read, from the folder that the target's paths start from.
    pub inputs: Vec<PathBuf>,
    /// The model; `None` where any of the problems is an error.
    pub api: Option<Api>,
}

/// Reads the texts of a target's document, with its corrections.
pub fn read(root: &Path, target: &Target, report: &mut Report) -> Source {
    load::read_corrected(
        &Disk,
        &root.join(&target.document),
        &target.shown(),
        &target.corrections(root),
        &target.limits,
        report,
    )
}

/// The files and folders that a target is read from, beside the settings and the names, from the folder that its paths
/// start from.
pub fn inputs(root: &Path, target: &Target, source: &Source) -> Vec<PathBuf> {
    let folder = target.document.parent().unwrap_or(Path::new(""));
    let files = source.files.iter();
    let mut inputs = vec![target.document.clone()];
    inputs.extend(files.map(|file| folder.join(&file.path)));
    inputs.extend(target.corrections.iter().cloned());
    inputs.extend(templates::inputs(root, target));
    inputs
}

/// Reads and lowers a target. `named` is what its file of names is called by; without it there is none.
pub fn lower(root: &Path, named: Option<&str>, target: &Target, former: FormerNames) -> Lowered {
    let mut report = Report::new();
    let source = read(root, target, &mut report);
    let folder = Folder::read(root, target, &mut report);
    let mut of_names = Report::new();
    let file = named.map(|name| NamesFile::read(root, name, &mut of_names));
    let names = file.as_ref().and_then(|file| file.names.clone());
    let target = Target {
        names: match former {
            FormerNames::Kept => names,
            FormerNames::Pruned => names.map(NameLock::without_aliases),
        },
        ..target.clone()
    };
    let mut api = if report.has_errors() {
        None
    } else {
        let api = crate::model_of(&source, &target, &mut report);
        modules::check(&target, root, &mut report);
        api.filter(|_| !report.has_errors())
    };
    if let Some(api) = &mut api {
        folder.tell_unused(api, &target, &mut report);
        report.apply(&target.levels(&mut Report::new()));
        api.templates = folder.templates();
    }
    let mut inputs = inputs(root, &target, &source);
    inputs.extend(file.iter().map(|file| file.source.name.clone().into()));
    Lowered {
        shown: target.shown(),
        source,
        names: file,
        inputs,
        // Without the names that callers use nothing can be named.
        api: api.filter(|_| !of_names.has_errors() && !report.has_errors()),
        report,
        of_names,
    }
}
