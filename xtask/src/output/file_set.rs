//! The files of a crate as text.

use std::collections::{BTreeMap, BTreeSet};

/// Text by path below the output folder, with `/`, in the order of the paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, String>,
    /// The files of modules that are written by hand.
    by_hand: BTreeSet<String>,
}

impl FileSet {
    /// Adds a file. A path that leaves the folder would be a fault of ours, and is not taken.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        debug_assert!(is_below(&path), "{path}");
        if is_below(&path) {
            self.files.insert(path, text.into());
        }
    }

    /// Names the file of a module that is written by hand.
    pub fn leave_alone(&mut self, path: impl Into<String>) {
        self.by_hand.insert(path.into());
    }

    /// Whether a file is written by hand: that of such a module, or one within it.
    pub fn is_by_hand(&self, path: &str) -> bool {
        self.by_hand.iter().any(|module| is_of_module(path, module))
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The paths with their texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Whether a file is that of a module, or of one within it.
pub fn is_of_module(path: &str, module: &str) -> bool {
    let within = module.strip_suffix(".rs").unwrap_or(module);
    let below = path.strip_prefix(within);
    path == module || below.is_some_and(|below| below.starts_with('/'))
}

/// Whether a path stays below the folder that it is relative to.
pub fn is_below(path: &str) -> bool {
    !path.is_empty()
        && path
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']))
}
