//! A disk that fails at every change in turn: each file stays what it was or becomes what it should be, and
//! the next run mends the rest.

use std::cell::Cell;
use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use bindery::output::disk::{Disk, RealDisk};
use bindery::output::file_set::FileSet;
use bindery::output::plan::plan;
use bindery::output::write::{write, write_alone, write_on};
use tempfile::TempDir;

/// How a disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// One change is refused.
    Refused,
    /// No change that needs room is made any more; a file is written by half.
    Full,
    /// The process ends within a change, which is made by half.
    Killed,
}

/// A disk that fails at one change, counted from 0.
struct FailingDisk {
    fault: Fault,
    at: usize,
    changes: Cell<usize>,
}

impl FailingDisk {
    /// Makes a change, unless it is the one that fails. `half` is what is made of it then.
    fn change(
        &self,
        needs_room: bool,
        half: impl FnOnce(),
        whole: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let change = self.changes.replace(self.changes.get() + 1);
        match self.fault {
            Fault::Refused if change == self.at => Err(io::ErrorKind::PermissionDenied.into()),
            Fault::Full if change >= self.at && needs_room => {
                half();
                Err(io::ErrorKind::StorageFull.into())
            }
            Fault::Killed if change == self.at => {
                half();
                std::panic::resume_unwind(Box::new("killed"))
            }
            _ => whole(),
        }
    }
}

impl Disk for FailingDisk {
    fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.change(true, || {}, || RealDisk.create_folders(path))
    }

    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        let half = || drop(RealDisk.write(path, &text[..text.len() / 2]));
        self.change(true, half, || RealDisk.write(path, text))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(false, || {}, || RealDisk.rename(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.change(false, || {}, || RealDisk.remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.change(false, || {}, || RealDisk.remove_folder(path))
    }

    fn write_into(&self, file: &mut File, text: &str) -> io::Result<()> {
        let mut other = file.try_clone()?;
        let half = || drop(RealDisk.write_into(&mut other, &text[..text.len() / 2]));
        self.change(true, half, || RealDisk.write_into(file, text))
    }

    fn cut_off(&self, file: &mut File, length: u64) -> io::Result<()> {
        self.change(false, || {}, || RealDisk.cut_off(file, length))
    }
}

fn files(entries: &[(&str, &str)]) -> FileSet {
    let mut set = FileSet::default();
    for (path, text) in entries {
        set.insert(*path, *text);
    }
    set
}

fn old() -> FileSet {
    files(&[
        ("Cargo.toml", "old manifest"),
        ("src/lib.rs", "old library"),
        ("src/gone/one.rs", "old one"),
        ("src/kept.rs", "kept"),
    ])
}

fn new() -> FileSet {
    files(&[
        ("Cargo.toml", "new manifest"),
        ("src/lib.rs", "new library"),
        ("src/added/two.rs", "new two"),
        ("src/kept.rs", "kept"),
    ])
}

#[test]
fn every_file_is_old_or_new_whenever_the_disk_fails() {
    let mut tried = 0;
    for fault in [Fault::Refused, Fault::Full, Fault::Killed] {
        for at in 0.. {
            let folder = TempDir::new().unwrap();
            write(folder.path(), &old()).unwrap();
            let disk = FailingDisk {
                fault,
                at,
                changes: Cell::new(0),
            };
            let result = catch_unwind(AssertUnwindSafe(|| {
                write_on(&disk, folder.path(), &new()).is_ok()
            }));
            tried += 1;
            each_is_old_or_new(folder.path(), fault, at);
            write(folder.path(), &new()).unwrap();
            assert!(
                plan(folder.path(), &new()).unwrap().is_clean(),
                "{fault:?} at {at}"
            );
            assert_eq!(found(folder.path()), names(&new()), "{fault:?} at {at}");
            let has_failed = disk.changes.get() > at;
            if result.is_ok_and(|is_done| is_done) && !has_failed {
                break;
            }
        }
    }
    assert!(tried > 30, "only {tried} faults were tried");
}

fn each_is_old_or_new(folder: &Path, fault: Fault, at: usize) {
    for path in old().paths().chain(new().paths()) {
        let text = fs::read_to_string(folder.join(path)).ok();
        let is_sound = text.as_deref() == old().get(path) || text.as_deref() == new().get(path);
        assert!(is_sound, "{fault:?} at {at}: {path} holds {text:?}");
    }
}

fn names(files: &FileSet) -> Vec<String> {
    let mut names: Vec<String> = files.paths().map(str::to_owned).collect();
    names.push(".bindery-files".to_owned());
    names.sort();
    names
}

/// All files below a folder.
fn found(folder: &Path) -> Vec<String> {
    fn list(root: &Path, folder: &Path, found: &mut Vec<String>) {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                list(root, &path, found);
            } else {
                let below = path.strip_prefix(root).unwrap();
                found.push(below.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let mut names = Vec::new();
    list(folder, folder, &mut names);
    names.sort();
    names
}

#[test]
fn two_runs_at_once_leave_one_of_the_two_trees() {
    for _ in 0..20 {
        let folder = TempDir::new().unwrap();
        write(folder.path(), &old()).unwrap();
        let other = files(&[("Cargo.toml", "other manifest"), ("src/other.rs", "other")]);
        std::thread::scope(|scope| {
            scope.spawn(|| write(folder.path(), &new()).unwrap());
            scope.spawn(|| write(folder.path(), &other).unwrap());
        });
        let is_one = [new(), other]
            .iter()
            .any(|files| plan(folder.path(), files).unwrap().is_clean());
        assert!(is_one, "{:?}", found(folder.path()));
    }
}

/// A file that stands alone, as that of the names.
#[test]
fn a_file_alone_is_old_or_new_whenever_the_disk_fails() {
    let mut tried = 0;
    for fault in [Fault::Refused, Fault::Full, Fault::Killed] {
        for at in 0.. {
            let folder = TempDir::new().unwrap();
            let path = folder.path().join("pets.names");
            fs::write(&path, "old").unwrap();
            let disk = FailingDisk {
                fault,
                at,
                changes: Cell::new(0),
            };
            let result = catch_unwind(AssertUnwindSafe(|| {
                write_alone(&disk, &path, "new").is_ok()
            }));
            tried += 1;
            let text = fs::read_to_string(&path).unwrap();
            let is_done = result.is_ok_and(|is_done| is_done);
            assert!(
                text == "new" || (text == "old" && !is_done),
                "{fault:?} at {at}: {text}"
            );
            if is_done && disk.changes.get() <= at {
                break;
            }
        }
    }
    assert!(tried > 5, "only {tried} faults were tried");
}
