//! What writing does to a disk, so that tests can have one that fails.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Every change that writing makes. Each may fail, and leave the change half done.
pub trait Disk {
    /// Makes a folder and those above it.
    ///
    /// # Errors
    /// What the system says; so for all of these.
    fn create_folders(&self, path: &Path) -> io::Result<()>;

    /// Makes or replaces a file.
    fn write(&self, path: &Path, text: &str) -> io::Result<()>;

    /// Moves a file to where another may be, at once.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Deletes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Deletes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Writes into an open file where it stands.
    fn write_into(&self, file: &mut File, text: &str) -> io::Result<()>;

    /// Cuts an open file off.
    fn cut_off(&self, file: &mut File, length: u64) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn create_folders(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        fs::write(path, text)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn write_into(&self, file: &mut File, text: &str) -> io::Result<()> {
        file.write_all(text.as_bytes())?;
        file.flush()
    }

    fn cut_off(&self, file: &mut File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }
}
