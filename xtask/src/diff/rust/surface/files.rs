//! The files of a crate that its public items are read from, and which of them may tell two crates apart.

use std::collections::{BTreeMap, BTreeSet};

use super::part::Part;
use super::paths::Paths;
use super::resolve::Aliases;
use super::{Surface, manifest, read_file};
use crate::emit;
use crate::model::Api;
use crate::parallel;
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
    /// The files of a crate, of its types and operations a part alone.
    pub fn of(api: &'a Api, part: &'a Part) -> Self {
        let files = emit::emit_part(api, &part.types, &part.groups).into_iter();
        let files = files.filter(|file| {
            let is_by_hand = matches!(file.contents, Contents::ByHand);
            let is_code = file.path.starts_with("src/") && file.path.ends_with(".rs");
            (is_code && !is_by_hand) || file.path == MANIFEST
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
        let codes = parallel::map(&paths, |path| {
            [self, other].map(|files| files.files.get(*path).map(code))
        });
        let (mut of_self, mut of_other) = (Codes::new(), Codes::new());
        for (path, [one, other]) in paths.into_iter().zip(codes) {
            if one != other {
                of_self.extend(one.map(|code| (path.clone(), code)));
                of_other.extend(other.map(|code| (path.clone(), code)));
            }
        }
        (of_self, of_other)
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
        Contents::ByHand => String::new(),
        Contents::Rust { items, .. } => items().map(|one| format!("{one}\n")).collect(),
    }
}

fn parse(path: &str, code: &str) -> syn::File {
    match syn::parse_file(code) {
        Ok(file) => file,
        // Emitted tokens are items by construction, and the files of the runtime are a crate of their own.
        Err(error) => unreachable!("{path} is not a file of Rust: {error}"),
    }
}
