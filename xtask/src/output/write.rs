//! Files to the disk: each at once or not at all, unchanged ones untouched, none that are not ours.

use std::io;
use std::path::Path;

use super::disk::{Disk, RealDisk};
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
    write_on(&RealDisk, folder, files)
}

/// [`write()`] on another disk.
///
/// # Errors
///
/// As [`write()`].
pub fn write_on(disk: &dyn Disk, folder: &Path, files: &FileSet) -> Result<Plan, WriteError> {
    if plan(folder, files)?.is_clean() {
        return Ok(Plan::default());
    }
    disk.create_folders(folder)
        .map_err(|error| failed(folder, error))?;
    let mut manifest = LockedManifest::lock(folder)
        .map_err(|error| failed(&folder.join(manifest::MANIFEST), error))?;
    // Another run may have written what this one planned.
    let plan = plan(folder, files)?;
    if !plan.in_the_way.is_empty() {
        return Err(WriteError::InTheWay(plan.in_the_way));
    }
    manifest
        .add(disk, files.paths())
        .map_err(|error| failed(&folder.join(manifest::MANIFEST), error))?;
    for (path, difference) in &plan.differences {
        match difference {
            Difference::Missing | Difference::Stale => {
                if let Some(text) = files.get(path) {
                    write_file(disk, &folder.join(path), text)?;
                }
            }
            Difference::Orphan => delete(disk, folder, path)?,
            Difference::Foreign => {}
        }
    }
    let text = manifest::text(files.paths());
    manifest
        .replace(disk, &text)
        .map_err(|error| failed(&folder.join(manifest::MANIFEST), error))?;
    Ok(plan)
}

/// Makes one file what it should be, in place of an older one at once. Answers whether it was changed.
///
/// # Errors
///
/// When it cannot be read or written; then it is as it was.
pub fn write_alone(disk: &dyn Disk, path: &Path, text: &str) -> Result<bool, PlanError> {
    match std::fs::read(path) {
        Ok(found) if found == text.as_bytes() => return Ok(false),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(path, error)),
    }
    // Nothing is locked, so that each run needs a file of its own.
    let end = format!(".{}{TEMPORARY}", std::process::id());
    write_by_way_of(disk, path, text, &end)?;
    Ok(true)
}

fn failed(path: &Path, error: io::Error) -> PlanError {
    PlanError {
        path: path.to_owned(),
        error,
    }
}

fn write_file(disk: &dyn Disk, path: &Path, text: &str) -> Result<(), PlanError> {
    write_by_way_of(disk, path, text, TEMPORARY)
}

/// Writes a file under a longer name, and gives it its own when it is whole.
fn write_by_way_of(disk: &dyn Disk, path: &Path, text: &str, end: &str) -> Result<(), PlanError> {
    if let Some(parent) = path.parent() {
        disk.create_folders(parent)
            .map_err(|error| failed(parent, error))?;
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(end);
    let temporary = Path::new(&temporary);
    let written = disk
        .write(temporary, text)
        .and_then(|()| disk.rename(temporary, path));
    written.map_err(|error| {
        // What is left of it would be found and deleted by the next run too.
        let _ = disk.remove_file(temporary);
        failed(path, error)
    })
}

/// Deletes a file, and the folders that it leaves empty.
fn delete(disk: &dyn Disk, folder: &Path, path: &str) -> Result<(), WriteError> {
    let path = folder.join(path);
    match disk.remove_file(&path) {
        // What a killed run left of a file was moved to its place since.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        result => result.map_err(|error| failed(&path, error))?,
    }
    let parents = path
        .ancestors()
        .skip(1)
        .take_while(|parent| *parent != folder);
    for parent in parents {
        // A folder that still holds something stays.
        if disk.remove_folder(parent).is_err() {
            break;
        }
    }
    Ok(())
}
