//! What stands in the files and folders that codegen reads, to see whether it has changed.

use std::fs;
use std::path::Path;

/// The bytes of a file, or the names in a folder; `None` where there is neither.
pub fn contents(path: &Path) -> Option<Vec<u8>> {
    if !path.is_dir() {
        return fs::read(path).ok();
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(path).ok()? {
        names.push(entry.ok()?.file_name().into_encoded_bytes());
    }
    names.sort();
    Some(names.join(&b'\n'))
}
