//! Files to the disk: each at once or not at all, unchanged ones untouched, none that are not ours.

use std::fs;
use std::io;
use std::path::Path;

use super::file_set::FileSet;
use super::manifest::{self, LockedManifest};
use super::plan::{Difference, Plan, PlanError, TEMPORARY, plan};

/// Why the files were not written.
#[derive(Debug)]
pub enum WriteError {
    /// A file or folder could not be read or written.
    Disk(PlanError),
    /// These files stand where codegen writes, and it did not write them.
    InTheWay(Vec<String>),
}

impl From<PlanError> for WriteError {
    fn from(error: PlanError) -> Self {
        Self::Disk(error)
    }
}

/// Makes a folder what it should be, and answers what was changed.
///
/// The list of files grows before files are written and shrinks after others are deleted, and every file
/// is renamed into place. So whenever a run is interrupted, each file is old or new, and the next run
/// knows which are its own.
///
/// # Errors
///
/// When a file cannot be written, or one is in the way that codegen did not write. Then nothing is written.
pub fn write(folder: &Path, files: &FileSet) -> Result<Plan, WriteError> {
    if plan(folder, files)?.is_clean() {
        return Ok(Plan::default());
    }
    fs::create_dir_all(folder).map_err(|error| disk(folder, error))?;
    let mut manifest = LockedManifest::lock(folder)
        .map_err(|error| disk(&folder.join(manifest::MANIFEST), error))?;
    // Another run may have written what this one planned.
    let plan = plan(folder, files)?;
    if !plan.in_the_way.is_empty() {
        return Err(WriteError::InTheWay(plan.in_the_way));
    }
    manifest
        .add(files.paths())
        .map_err(|error| disk(&folder.join(manifest::MANIFEST), error))?;
    for (path, difference) in &plan.differences {
        match difference {
            Difference::Missing | Difference::Stale => {
                if let Some(text) = files.get(path) {
                    write_file(&folder.join(path), text)?;
                }
            }
            Difference::Orphan => delete(folder, path)?,
            Difference::Foreign => {}
        }
    }
    let text = manifest::text(files.paths());
    manifest
        .replace(&text)
        .map_err(|error| disk(&folder.join(manifest::MANIFEST), error))?;
    Ok(plan)
}

fn disk(path: &Path, error: io::Error) -> WriteError {
    WriteError::Disk(PlanError {
        path: path.to_owned(),
        error,
    })
}

fn write_file(path: &Path, text: &str) -> Result<(), WriteError> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| disk(parent, error))?;
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(TEMPORARY);
    let temporary = Path::new(&temporary);
    let written = fs::write(temporary, text).and_then(|()| fs::rename(temporary, path));
    written.map_err(|error| {
        // What is left of it would be found and deleted by the next run too.
        let _ = fs::remove_file(temporary);
        disk(path, error)
    })
}

/// Deletes a file, and the folders that it leaves empty.
fn delete(folder: &Path, path: &str) -> Result<(), WriteError> {
    let path = folder.join(path);
    fs::remove_file(&path).map_err(|error| disk(&path, error))?;
    let parents = path
        .ancestors()
        .skip(1)
        .take_while(|parent| *parent != folder);
    for parent in parents {
        // A folder that still holds something stays.
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}
