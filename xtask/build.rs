//! Tells one build of the generator from another, by the sources that it is made of.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let mut files = BTreeMap::new();
    for folder in ["src", "../templates/src"] {
        println!("cargo::rerun-if-changed={folder}");
        read(Path::new(folder), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    // Cargo names the folder by a hash of the dependencies' versions, the features and the profile.
    let folder = env::var_os("OUT_DIR").map(PathBuf::from);
    let folder = folder.as_deref().and_then(Path::parent);
    folder.and_then(Path::file_name).hash(&mut hasher);
    println!(
        "cargo::rustc-env=BINDERY_GENERATOR={:016x}",
        hasher.finish()
    );
    Ok(())
}

fn read(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            read(&entry.path(), files)?;
        } else {
            files.insert(entry.path(), fs::read(entry.path())?);
        }
    }
    Ok(())
}
