//! The state of an output folder: what a later run compares, to see that it has nothing to do.

use std::fs;
use std::hash::{BuildHasher, Hash, Hasher};
use std::path::Path;

use super::file_set::is_of_module;
use super::manifest::{self, MANIFEST};
use super::plan::found_in_generated_folders;
use crate::parallel;

/// Adds the bytes of all files that codegen wrote into a folder, and of their list. `None` where one cannot be
/// read, where the file of a module that is written by hand is not there, or where there are others that should not
/// be there.
///
/// Each file is hashed by itself, with hashers of `build`, so that several are at a time.
pub fn hash<B: BuildHasher + Sync>(
    folder: &Path,
    by_hand: &[String],
    build: &B,
    hasher: &mut B::Hasher,
) -> Option<()> {
    let owned = manifest::read(folder);
    fs::read(folder.join(MANIFEST)).ok()?.hash(hasher);
    let paths: Vec<&String> = owned.iter().collect();
    let hashes = parallel::map(&paths, |path| {
        let bytes = fs::read(folder.join(path)).ok()?;
        Some(build.hash_one((path, bytes)))
    });
    for hash in hashes {
        hasher.write_u64(hash?);
    }
    let found = found_in_generated_folders(folder, owned.iter().map(String::as_str)).ok()?;
    let is_by_hand = |path: &str| by_hand.iter().any(|module| is_of_module(path, module));
    let is_known = |path: &String| owned.contains(path) || is_by_hand(path);
    let stand = by_hand.iter().all(|module| found.contains(module));
    (stand && found.iter().all(is_known)).then_some(())
}

/// How many files codegen wrote into a folder.
pub fn count(folder: &Path) -> usize {
    manifest::read(folder).len()
}
