//! What stands beside the documents of a side: its settings, and the names that its crates have.

use std::path::Path;

use super::side::Side;
use super::terminal;
use crate::cli::told::Told;
use crate::names::NameLock;
use crate::report::Report;
use crate::report::formats::Repeated;
use crate::report::places::Sources;
use crate::settings::{SETTINGS_FILE, Settings, names_file};
use crate::spec::load::Source;

/// The settings of a side, and their text.
pub fn settings_of(side: &Side, root: &Path) -> Result<(Source, Settings), Told> {
    match side.settings(root) {
        Some(text) => parsed(side, text),
        None => Err(Told::error(
            format!("`{}` has no {SETTINGS_FILE}", side.label()),
            "name another revision, or two documents",
        )),
    }
}

pub fn parsed(side: &Side, text: String) -> Result<(Source, Settings), Told> {
    let source = Source {
        name: SETTINGS_FILE.to_owned(),
        text,
        ..Source::default()
    };
    let mut report = Report::new();
    let settings = Settings::parse(&source.text, &mut report);
    match settings.filter(|_| !report.has_errors()) {
        Some(settings) => Ok((source, settings)),
        None => {
            let sources = Sources {
                document: &source,
                settings: Some(&source),
            };
            terminal::report(&report, sources, Repeated::Told);
            Err(Told::error(
                format!("the settings of {} cannot be read", side.label()),
                "mend what stands above, or name two documents instead of revisions",
            ))
        }
    }
}

const MEND_NAMES: &str = "mend it, or take an older one from the history: without it, names that callers use may be lost";

/// The names that the crate of a target has on a side; `None` where no file keeps them.
pub fn names_of(side: &Side, root: &Path, target: &str) -> Result<Option<NameLock>, Told> {
    let name = names_file(target);
    let path = root.join(&name);
    let Some(text) = side.text(&path) else {
        return match side.has(&path) {
            false => Ok(None),
            true => Err(Told::error(
                format!("`{name}` of {} cannot be read as text", side.label()),
                MEND_NAMES,
            )),
        };
    };
    let source = Source {
        name,
        text,
        ..Source::default()
    };
    let mut report = Report::new();
    match NameLock::parse(&source.text, &mut report) {
        Some(names) => Ok(Some(names)),
        None => {
            terminal::report(&report, (&source).into(), Repeated::Told);
            Err(Told::error(
                format!("the names of {} cannot be read", side.label()),
                MEND_NAMES,
            ))
        }
    }
}
