//! Drift: what differs between an output folder and what codegen would write, for people to read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use similar::TextDiff;

use super::file_set::FileSet;
use super::plan::{Difference, PlanError, plan};

/// How long the diff of a file may be before it is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffLength {
    /// The first lines, to see what it is about.
    Excerpt,
    /// So many lines that a terminal is not flooded.
    Short,
    /// All of it.
    Full,
}

impl DiffLength {
    /// How many lines are shown, and what shows the others.
    const fn most(self) -> Option<(usize, &'static str)> {
        match self {
            Self::Excerpt => Some((16, "")),
            Self::Short => Some((80, "; `-v` shows them")),
            Self::Full => None,
        }
    }
}

/// What differs, as text; empty where nothing does.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn check(
    folder: &Path,
    name: &str,
    files: &FileSet,
    length: DiffLength,
) -> Result<String, PlanError> {
    let plan = plan(folder, files)?;
    let mut text = String::new();
    for (path, difference) in &plan.differences {
        let _ = writeln!(text, "{}: {name}/{path}", difference.as_str());
    }
    if plan.differences.is_empty() && plan.is_manifest_stale {
        let _ = writeln!(
            text,
            "{}: {name}/{}",
            Difference::Stale.as_str(),
            super::manifest::MANIFEST
        );
    }
    for (path, difference) in &plan.differences {
        if *difference == Difference::Stale {
            let found = fs::read(folder.join(path)).map_err(|error| PlanError {
                path: folder.join(path),
                error,
            })?;
            let expected = files.get(path).unwrap_or_default();
            text.push('\n');
            text.push_str(&unified_diff(
                &format!("{name}/{path}"),
                &String::from_utf8_lossy(&found),
                expected,
                length,
            ));
        }
    }
    Ok(text)
}

/// What differs in one file, as text; empty where nothing does.
///
/// # Errors
///
/// When the file cannot be read.
pub fn check_alone(
    path: &Path,
    name: &str,
    expected: &str,
    length: DiffLength,
) -> Result<String, PlanError> {
    let found = match fs::read(path) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(format!("{}: {name}\n", Difference::Missing.as_str()));
        }
        Err(error) => {
            return Err(PlanError {
                path: path.to_owned(),
                error,
            });
        }
    };
    if found == expected.as_bytes() {
        return Ok(String::new());
    }
    let found = String::from_utf8_lossy(&found);
    Ok(format!(
        "{}: {name}\n\n{}",
        Difference::Stale.as_str(),
        unified_diff(name, &found, expected, length)
    ))
}

fn unified_diff(path: &str, found: &str, expected: &str, length: DiffLength) -> String {
    let versions = Versions {
        old: (path, found),
        new: (&format!("{path} (as codegen writes it)"), expected),
    };
    versions.unified_diff(length)
}

/// Two texts, each behind its name.
#[derive(Debug, Clone, Copy)]
pub struct Versions<'t> {
    /// The text that lines are taken from.
    pub old: (&'t str, &'t str),
    /// The text that lines are added to.
    pub new: (&'t str, &'t str),
}

impl Versions<'_> {
    /// What differs, line by line.
    pub fn unified_diff(&self, length: DiffLength) -> String {
        let diff = TextDiff::from_lines(self.old.1, self.new.1);
        let diff = diff
            .unified_diff()
            .context_radius(3)
            .header(self.old.0, self.new.0)
            .to_string();
        let lines = diff.lines().count();
        let Some((most, others)) = length.most().filter(|(most, _)| lines > *most) else {
            return diff;
        };
        let mut short: String = diff.split_inclusive('\n').take(most).collect();
        let _ = writeln!(short, "… {} more lines{others}", lines - most);
        short
    }
}
