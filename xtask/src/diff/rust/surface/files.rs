//! The files of a crate that its public items are read from, and which of them may tell two crates apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::paths::Paths;
use super::resolve::Aliases;
use super::{Surface, manifest, read_file};
use crate::emit;
use crate::model::{Api, TypeModule};
use crate::source_file::{Contents, SourceFile};

/// The files below `src/`, and the manifest.
pub struct Files<'a> {
    api: &'a Api,
    files: BTreeMap<String, SourceFile<'a>>,
}

/// The file that says what the crate is.
const MANIFEST: &str = "Cargo.toml";

/// The codes of files, by their paths.
type Codes = Vec<(String, String)>;

impl<'a> Files<'a> {
    /// The files of a crate, of its types these alone.
    pub fn of(api: &'a Api, types: &'a [TypeModule]) -> Self {
        let files = emit::emit_types(api, types).into_iter();
        let files = files.filter(|file| {
            let is_code = file.path.starts_with("src/") && file.path.ends_with(".rs");
            is_code || file.path == MANIFEST
        });
        Self {
            api,
            files: files.map(|file| (file.path.clone(), file)).collect(),
        }
    }

    /// The files that are not the same in both crates, or that only one has.
    pub fn differing(&self, other: &Self) -> (Codes, Codes) {
        let paths: BTreeSet<&String> = self.files.keys().chain(other.files.keys()).collect();
        let paths: Vec<&String> = paths.into_iter().collect();
        let next = AtomicUsize::new(0);
        // Most of the work is making the tokens of both versions.
        let work = || {
            let mut found = Vec::new();
            while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                let codes = [self, other].map(|files| files.files.get(*path).map(code));
                if codes[0] != codes[1] {
                    found.push((*path, codes));
                }
            }
            found
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut found = std::thread::scope(|scope| {
            let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut found = work();
            for helper in helpers {
                match helper.join() {
                    Ok(of_helper) => found.extend(of_helper),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            found
        });
        found.sort_by_key(|(path, _)| *path);
        let (mut old, mut new) = (Codes::new(), Codes::new());
        for (path, [of_old, of_new]) in found {
            old.extend(of_old.map(|code| (path.clone(), code)));
            new.extend(of_new.map(|code| (path.clone(), code)));
        }
        (old, new)
    }

    /// The public items of all files.
    pub fn read_all(&self) -> Surface {
        let codes = self.files.iter();
        let codes: Codes = codes
            .map(|(path, file)| (path.clone(), code(file)))
            .collect();
        self.read(&codes)
    }

    /// The public items of some of the files.
    pub fn read(&self, codes: &Codes) -> Surface {
        let indices = self
            .files
            .values()
            .filter(|file| file.path == "src/lib.rs" || file.path.ends_with("/mod.rs"));
        let names =
            Paths::of(indices.map(|file| (file.path.as_str(), parse(&file.path, &code(file)))));
        let names = names.with_files(self.files.keys().map(String::as_str));
        let aliases = Aliases::of(self.api, &names);
        let mut surface = Surface::default();
        for (path, code) in codes {
            if path == MANIFEST {
                manifest::read(code, &mut surface);
            } else {
                read_file(path, &parse(path, code), &names, &aliases, &mut surface);
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

/// The code of a file, as text or as the text of its tokens.
fn code(file: &SourceFile<'_>) -> String {
    match &file.contents {
        Contents::Text(text) => text.clone(),
        Contents::Rust { tokens, .. } => tokens().to_string(),
    }
}

fn parse(path: &str, code: &str) -> syn::File {
    match syn::parse_file(code) {
        Ok(file) => file,
        // Emitted tokens are items by construction, and the files of the runtime are a crate of their own.
        Err(error) => unreachable!("{path} is not a file of Rust: {error}"),
    }
}
