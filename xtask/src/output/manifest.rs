//! The list of the files that codegen wrote into a folder, kept in the folder itself.
//!
//! It says which files codegen may overwrite or delete: what is not on it belongs to someone else. Being
//! locked while a run writes, it also keeps two runs from writing at once.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use super::disk::Disk;
use super::file_set::is_below;

/// The name of the list.
pub const MANIFEST: &str = ".bindery-files";

const HEADER: &str =
    "# The files that `cargo xtask codegen` wrote here, and may overwrite or delete.";

/// The text of a list.
pub fn text<'p>(paths: impl Iterator<Item = &'p str>) -> String {
    let paths: BTreeSet<&str> = paths.collect();
    let lines = [HEADER].into_iter().chain(paths);
    lines.map(|line| format!("{line}\n")).collect()
}

/// The paths of a list; none where there is no list. What leaves the folder is not taken.
pub fn read(folder: &Path) -> BTreeSet<String> {
    std::fs::read_to_string(folder.join(MANIFEST))
        .map(|text| parse(&text))
        .unwrap_or_default()
}

fn parse(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| !line.starts_with('#') && is_below(line))
        .map(str::to_owned)
        .collect()
}

/// A list that no other run can change as long as this value lives.
pub struct LockedManifest {
    file: File,
}

impl LockedManifest {
    /// Opens the list, making it where there is none, and waits for another run to end.
    pub fn lock(folder: &Path) -> std::io::Result<Self> {
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join(MANIFEST))?;
        file.lock()?;
        Ok(Self { file })
    }

    /// Adds paths before their files are written, so that an interrupted run leaves no file without an owner.
    pub fn add<'p>(
        &mut self,
        disk: &dyn Disk,
        paths: impl Iterator<Item = &'p str>,
    ) -> std::io::Result<()> {
        let mut text = String::new();
        self.file.rewind()?;
        self.file.read_to_string(&mut text)?;
        let known = parse(&text);
        let added: String = paths
            .filter(|path| !known.contains(*path))
            .map(|path| format!("{path}\n"))
            .collect();
        // The end of the file is where the reading stopped. A line that a killed run cut short is ended.
        let separator = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        disk.write_into(&mut self.file, &format!("{separator}{added}"))
    }

    /// Replaces the list when the files are as it says. An equal list is left alone.
    pub fn replace(&mut self, disk: &dyn Disk, text: &str) -> std::io::Result<()> {
        let mut old = String::new();
        self.file.rewind()?;
        self.file.read_to_string(&mut old)?;
        if old == text {
            return Ok(());
        }
        self.file.rewind()?;
        disk.write_into(&mut self.file, text)?;
        disk.cut_off(&mut self.file, text.len() as u64)
    }
}
