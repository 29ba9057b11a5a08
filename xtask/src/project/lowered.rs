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
    /// The files and folders of its templates, from the folder that its paths start from.
    templates: Vec<PathBuf>,
    /// The model; `None` where any of the problems is an error.
    pub api: Option<Api>,
}

/// Reads and lowers a target. `named` is what its file of names is called by; without it there is none.
pub fn lower(root: &Path, named: Option<&str>, target: &Target, former: FormerNames) -> Lowered {
    let mut report = Report::new();
    let shown = target.shown();
    let path = root.join(&target.document);
    let corrections = target.corrections(root);
    let limits = &target.limits;
    let source = load::read_corrected(&Disk, &path, &shown, &corrections, limits, &mut report);
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
    Lowered {
        shown,
        source,
        names: file,
        templates: templates::inputs(root, &target),
        // Without the names that callers use nothing can be named.
        api: api.filter(|_| !of_names.has_errors() && !report.has_errors()),
        report,
        of_names,
    }
}

impl Lowered {
    /// The files that were read, from the folder that the target's paths start from.
    pub fn inputs(&self, target: &Target) -> Vec<PathBuf> {
        let folder = target.document.parent().unwrap_or(Path::new(""));
        let files = self.source.files.iter();
        let mut inputs = vec![target.document.clone()];
        inputs.extend(files.map(|file| folder.join(&file.path)));
        inputs.extend(target.corrections.iter().cloned());
        inputs.extend(self.templates.iter().cloned());
        inputs.extend(
            self.names
                .iter()
                .map(|file| file.source.name.clone().into()),
        );
        inputs
    }
}
