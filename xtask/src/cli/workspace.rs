//! Where the workspace is that a command was called in.

use std::path::{Path, PathBuf};

use super::terminal;
use crate::report::Report;
use crate::report::formats::Repeated;
use crate::report::places::Sources;
use crate::settings::{SETTINGS_FILE, Settings, Target};
use crate::spec::load::Source;

/// A workspace with its settings.
pub struct Workspace {
    /// The folder that holds `spec/`.
    pub root: PathBuf,
    /// Its settings.
    pub settings: Settings,
    /// Their text.
    pub source: Source,
}

impl Workspace {
    /// The targets of these names, all where there are none. `None` after saying that there is no such target.
    pub fn chosen(&self, names: &[String]) -> Option<Vec<(String, Target)>> {
        let all = &self.settings.target;
        if let Some(name) = names.iter().find(|name| !all.contains_key(*name)) {
            let known: Vec<&str> = all.keys().map(String::as_str).collect();
            terminal::error(
                &format!("no target is named `{name}`"),
                &format!("the targets are: {}", known.join(", ")),
            );
            return None;
        }
        let chosen: Vec<(String, Target)> = all
            .iter()
            .filter(|(name, _)| names.is_empty() || names.contains(name))
            .map(|(name, target)| (name.clone(), target.clone()))
            .collect();
        if chosen.is_empty() {
            terminal::error(
                "the settings have no target",
                "add a table `[target.NAME]` with `document` and `output`",
            );
            return None;
        }
        Some(chosen)
    }

    /// The target of this name, or the only one. `None` after saying that there is none, or several.
    pub fn sole(&self, name: Option<&str>) -> Option<Target> {
        let names: Vec<String> = name.into_iter().map(str::to_owned).collect();
        let mut chosen = self.chosen(&names)?;
        if chosen.len() > 1 {
            let known: Vec<&str> = chosen.iter().map(|(name, _)| name.as_str()).collect();
            let help = format!("choose one by `--target`: {}", known.join(", "));
            terminal::error("there are several targets", &help);
            return None;
        }
        chosen.pop().map(|(_, target)| target)
    }
}

/// The root of the workspace that a folder is in: the nearest folder that has settings.
pub fn root_of(folder: &Path) -> Option<&Path> {
    let mut folders = folder.ancestors();
    folders.find(|folder| folder.join(SETTINGS_FILE).is_file())
}

/// The current folder. `None` after saying that it cannot be read.
pub fn here() -> Option<PathBuf> {
    let here = std::env::current_dir();
    let said = |error| {
        let message = format!("the current folder cannot be read: {error}");
        terminal::error(&message, "change to another folder");
    };
    here.map_err(said).ok()
}

/// Finds the workspace of a folder, and reads its settings. `None` after saying why there is none.
pub fn find(from: &Path) -> Option<Workspace> {
    let Some(root) = root_of(from) else {
        terminal::error(
            &format!(
                "no `{SETTINGS_FILE}` in {} or a folder above it",
                from.display()
            ),
            "run the command within the workspace, or name a document by `--spec`, `--out` and `--crate-name`",
        );
        return None;
    };
    let mut report = Report::new();
    let (source, settings) = Settings::read(root, &mut report);
    let sources = Sources {
        document: &source,
        settings: Some(&source),
    };
    terminal::report(&report, sources, Repeated::Told);
    Some(Workspace {
        root: root.to_owned(),
        settings: settings.filter(|_| !report.has_errors())?,
        source,
    })
}
