//! The state of an output folder: what a later run compares, to see that it has nothing to do.

use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

use super::manifest::{self, MANIFEST};
use super::plan::found_in_generated_folders;

/// Adds the bytes of all files that codegen wrote into a folder, and of their list. `None` where one cannot be
/// read, or where there are others that should not be there.
pub fn hash(folder: &Path, hasher: &mut impl Hasher) -> Option<()> {
    let owned = manifest::read(folder);
    fs::read(folder.join(MANIFEST)).ok()?.hash(hasher);
    for path in &owned {
        path.hash(hasher);
        fs::read(folder.join(path)).ok()?.hash(hasher);
    }
    let found = found_in_generated_folders(folder, owned.iter().map(String::as_str)).ok()?;
    found.iter().all(|path| owned.contains(path)).then_some(())
}

/// How many files codegen wrote into a folder.
pub fn count(folder: &Path) -> usize {
    manifest::read(folder).len()
}
