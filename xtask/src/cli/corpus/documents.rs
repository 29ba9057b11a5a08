//! Which files below a folder are documents, and what they are called.

use std::io;
use std::path::{Path, PathBuf};

/// A document of a corpus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// The name of its folder.
    pub name: String,
    /// The file.
    pub path: PathBuf,
}

const NAMES: [&str; 6] = [
    "openapi.yaml",
    "openapi.yml",
    "openapi.json",
    "swagger.yaml",
    "swagger.yml",
    "swagger.json",
];

/// The documents below a folder, by name: one for each folder in it, and each file in it that is one.
pub fn find(folder: &Path) -> io::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default();
        let name = stem.to_string_lossy().into_owned();
        if path.is_dir() {
            documents.extend(root_of(&path).map(|path| Document { name, path }));
        } else if is_document(&path) {
            documents.push(Document { name, path });
        }
    }
    documents.sort();
    Ok(documents)
}

/// The document of a folder: the one that lies least deep; the other files are its parts.
fn root_of(folder: &Path) -> Option<PathBuf> {
    let mut level = vec![folder.to_owned()];
    while !level.is_empty() {
        let found = level.iter().find_map(|folder| directly_in(folder));
        if found.is_some() {
            return found;
        }
        level = level
            .iter()
            .filter_map(|folder| folder.read_dir().ok())
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_dir())
            .collect();
        level.sort();
    }
    None
}

/// The document that lies in a folder itself, by its name.
pub fn directly_in(folder: &Path) -> Option<PathBuf> {
    let mut paths = NAMES.iter().map(|name| folder.join(name));
    paths.find(|path| path.is_file())
}

/// Whether a file begins as a document does.
fn is_document(path: &Path) -> bool {
    const BEGINNING: usize = 4_096;
    let is_named_so = path
        .extension()
        .is_some_and(|extension| matches!(extension.to_str(), Some("yaml" | "yml" | "json")));
    let Some(bytes) = is_named_so.then(|| std::fs::read(path).ok()).flatten() else {
        return false;
    };
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(BEGINNING)]).into_owned();
    ["openapi", "swagger"].iter().any(|field| {
        beginning.contains(&format!("{field}:")) || beginning.contains(&format!("\"{field}\""))
    })
}
