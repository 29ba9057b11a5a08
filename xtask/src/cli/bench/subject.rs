//! The documents that are measured.

use std::path::{Path, PathBuf};

use super::super::corpus::documents;
use super::super::workspace::Workspace;
use crate::report::Report;
use crate::settings::Target;
use crate::spec::load::{self, Source};

/// A document that is measured.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What it is called in tables.
    pub name: String,
    /// Its file, absolute: commands are called in other folders.
    pub path: PathBuf,
    /// Its text, with that of the files that it refers to.
    pub source: Source,
}

impl Subject {
    /// Reads a document.
    pub fn read(name: &str, path: &Path) -> Result<Self, String> {
        let cannot = |error| format!("{} cannot be read: {error}", path.display());
        let path = path.canonicalize().map_err(cannot)?;
        let mut report = Report::new();
        let shown = crate::paths::shown(&path);
        let target = Target::of_document(path.clone(), PathBuf::new(), String::new());
        let source = load::read(&path, &shown, &target.limits, &mut report);
        let problem = report.diagnostics().first();
        match problem.filter(|_| report.has_errors()) {
            Some(problem) => Err(format!("{}: {}", path.display(), problem.message)),
            None => Ok(Self {
                name: name.to_owned(),
                path,
                source,
            }),
        }
    }

    /// The texts of all its files.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let others = self.source.files.iter().map(|file| file.text.as_str());
        others.chain([self.source.text.as_str()])
    }

    /// The bytes of all its files.
    pub fn bytes(&self) -> usize {
        self.texts().map(str::len).sum()
    }

    /// The name of a crate of it.
    pub fn crate_name(&self, prefix: &str) -> String {
        let name = self.name.to_ascii_lowercase();
        let words = name.split(|character: char| !character.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        format!("{prefix}-{}", words.join("-"))
    }
}

/// The documents that the arguments name; without any, those of the workspace's targets.
pub fn find(arguments: &[PathBuf], workspace: &Workspace) -> Result<Vec<Subject>, String> {
    if arguments.is_empty() {
        let targets = workspace.settings.target.iter();
        return targets
            .map(|(name, target)| Subject::read(name, &workspace.root.join(&target.document)))
            .collect();
    }
    let mut subjects = Vec::new();
    for path in arguments {
        let named = named_by(path)?;
        if named.is_empty() {
            return Err(format!("no OpenAPI document below {}", path.display()));
        }
        for (name, path) in named {
            subjects.push(Subject::read(&name, &path)?);
        }
    }
    Ok(subjects)
}

/// The documents that one argument names: a file, the folder of one document, or a folder of such folders.
fn named_by(path: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let cannot = |error| format!("{} cannot be read: {error}", path.display());
    if !path.is_dir() {
        return Ok(vec![(name_of(path), path.to_owned())]);
    }
    if let Some(path) = documents::directly_in(path) {
        return Ok(vec![(name_of(&path), path)]);
    }
    let found = documents::find(path).map_err(cannot)?;
    let named = found.into_iter().map(|one| (one.name, one.path));
    Ok(named.collect())
}

fn is_nameless(stem: &str) -> bool {
    matches!(stem, "openapi" | "swagger")
}

/// The name of a file, or of its folder where all such files have the same name.
fn name_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = path.parent().and_then(Path::file_name);
    match folder.filter(|_| is_nameless(&stem)) {
        Some(folder) => folder.to_string_lossy().into_owned(),
        None => stem.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(
            name_of(Path::new("corpus/petstore/openapi.yaml")),
            "petstore"
        );
        assert_eq!(name_of(Path::new("spec/petstore.yaml")), "petstore");
    }
}
