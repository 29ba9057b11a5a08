//! The file of names beside the settings: read before anything is named, and written when all else is.

use std::io;
use std::path::{Path, PathBuf};

use crate::model::Api;
use crate::names::NameLock;
use crate::output::check::{DiffLength, check_alone};
use crate::output::disk::RealDisk;
use crate::output::plan::PlanError;
use crate::output::write::write_alone;
use crate::report::{Code, Place, Report};
use crate::settings::names_file;
use crate::spec::load::Source;

/// The file of names of a target.
pub struct NamesFile {
    path: PathBuf,
    /// Its name in messages, and its text.
    pub source: Source,
    /// The names that it holds; `None` where there is no file, or one that is none.
    pub names: Option<NameLock>,
}

impl NamesFile {
    /// Reads the file of a target. What is wrong with it goes to `report`.
    pub fn read(root: &Path, target: &str, report: &mut Report) -> Self {
        let name = names_file(target);
        let mut file = Self {
            path: root.join(&name),
            source: Source {
                name,
                ..Source::default()
            },
            names: None,
        };
        match std::fs::read_to_string(&file.path) {
            Ok(text) => {
                file.names = NameLock::parse(&text, report);
                file.source.text = text;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let message = format!("the names cannot be read: {error}");
                report.error(Code::Names, Place::File, message);
            }
        }
        file
    }

    /// The text that it should have. What is gone is kept, unless it is to be dropped.
    pub fn text(&self, api: &Api, is_pruned: bool) -> String {
        let before = self.names.as_ref().filter(|_| !is_pruned);
        NameLock::of(api, before).render()
    }

    /// What differs from the text that it should have; empty where nothing does.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn check(&self, text: &str, length: DiffLength) -> Result<String, PlanError> {
        check_alone(&self.path, &self.source.name, text, length)
    }

    /// Writes the file. Answers the word for what was done.
    ///
    /// # Errors
    /// When it cannot be written; then it is as it was.
    pub fn write(&self, text: &str) -> Result<&'static str, PlanError> {
        let is_changed = write_alone(&RealDisk, &self.path, text)?;
        Ok(match is_changed {
            false => "unchanged",
            true if self.source.text.is_empty() => "new",
            true => "changed",
        })
    }
}
