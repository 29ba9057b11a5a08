//! The files of a crate that its public items are read from, and which of them may tell two crates apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::paths::Paths;
use super::resolve::Aliases;
use super::{Surface, manifest, read_file};
use crate::emit;
use crate::model::Api;
use crate::source_file::{Contents, SourceFile};

/// The files below `src/`, and the manifest.
pub struct Files<'a> {
    api: &'a Api,
    files: BTreeMap<String, SourceFile<'a>>,
}

/// The file that says what the crate is.
const MANIFEST: &str = "Cargo.toml";

impl<'a> Files<'a> {
    /// The files of a crate.
    pub fn of(api: &'a Api) -> Self {
        let files = emit::emit(api).into_iter();
        let files = files.filter(|file| {
            let is_code = file.path.starts_with("src/") && file.path.ends_with(".rs");
            is_code || file.path == MANIFEST
        });
        Self {
            api,
            files: files.map(|file| (file.path.clone(), file)).collect(),
        }
    }

    /// The paths of the files, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The paths of the files that are not the same in both crates, or that only one has.
    pub fn differing(&self, other: &Self) -> Vec<String> {
        let paths: BTreeSet<&str> = self.paths().chain(other.paths()).collect();
        let paths: Vec<&str> = paths.into_iter().collect();
        let next = AtomicUsize::new(0);
        let found = Mutex::new(BTreeSet::new());
        // Most of the work is making the tokens of both versions.
        let work = || {
            while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                if !is_same(self.files.get(*path), other.files.get(*path))
                    && let Ok(mut found) = found.lock()
                {
                    found.insert((*path).to_owned());
                }
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        let found = found.into_inner().unwrap_or_default();
        found.into_iter().collect()
    }

    /// The public items of these files.
    pub fn read(&self, paths: &[String]) -> Surface {
        let names = Paths::of(self.files.values().filter_map(|file| {
            let is_index = file.path == "src/lib.rs" || file.path.ends_with("/mod.rs");
            Some((file.path.as_str(), is_index.then(|| parse(file))?))
        }));
        let names = names.with_files(self.paths());
        let aliases = Aliases::of(self.api, &names);
        let mut surface = Surface::default();
        for file in paths.iter().filter_map(|path| self.files.get(path)) {
            match &file.contents {
                Contents::Text(text) if file.path == MANIFEST => {
                    manifest::read(text, &mut surface);
                }
                _ => read_file(&file.path, &parse(file), &names, &aliases, &mut surface),
            }
        }
        surface
    }
}

/// The public items of a crate of one file.
#[cfg(test)]
pub fn of_code(code: &str) -> Surface {
    let parsed = syn::parse_file(code).unwrap_or_else(|error| unreachable!("{error}"));
    let names = Paths::of([("src/lib.rs", parsed.clone())].into_iter());
    let mut surface = Surface::default();
    read_file(
        "src/lib.rs",
        &parsed,
        &names,
        &Aliases::default(),
        &mut surface,
    );
    surface
}

fn is_same(old: Option<&SourceFile<'_>>, new: Option<&SourceFile<'_>>) -> bool {
    let (Some(old), Some(new)) = (old, new) else {
        return false;
    };
    match (&old.contents, &new.contents) {
        (Contents::Text(old), Contents::Text(new)) => old == new,
        (Contents::Rust { tokens: old, .. }, Contents::Rust { tokens: new, .. }) => {
            old().to_string() == new().to_string()
        }
        _ => false,
    }
}

fn parse(file: &SourceFile<'_>) -> syn::File {
    let parsed = match &file.contents {
        Contents::Text(text) => syn::parse_file(text),
        Contents::Rust { tokens, .. } => syn::parse2(tokens()),
    };
    match parsed {
        Ok(file) => file,
        // Emitted tokens are items by construction, and the files of the runtime are a crate of their own.
        Err(error) => unreachable!("{} is not a file of Rust: {error}", file.path),
    }
}
