//! The files to write, and what becomes of those that are there. Nothing is written before all is known.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::ask::Asks;
use crate::cli::terminal;
use crate::cli::told::Told;
use crate::output::disk::RealDisk;
use crate::output::write::write_alone;

/// What becomes of a file that is there with another text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, unless a person says otherwise.
    Kept,
    /// It is replaced.
    Replaced,
}

/// How a text is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Making {
    /// Of what is there, with additions.
    Merged,
    /// Of nothing; what is there is as good.
    Whole,
    /// Of nothing, and all else needs it.
    Needed,
}

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    New,
    Change,
    Nothing,
    /// It differs, and is left alone.
    Keep,
}

struct Planned {
    path: String,
    text: String,
    before: Option<Vec<u8>>,
    making: Making,
    act: Act,
    is_last: bool,
}

/// When files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before the crates.
    First,
    /// When all else is there.
    Last,
}

/// The files to write.
pub struct Plan {
    root: PathBuf,
    files: Vec<Planned>,
    problem: Option<(String, io::Error)>,
}

impl Plan {
    /// A plan without files, in a folder.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            files: Vec::new(),
            problem: None,
        }
    }

    /// The text of a file that is added to; empty where there is none.
    pub fn text(&self, path: &str) -> Result<String, Told> {
        match fs::read_to_string(self.root.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unreadable(path, &error)),
            text => Ok(text.unwrap_or_default()),
        }
    }

    /// A file made of the one that is there.
    pub fn merged(&mut self, path: impl Into<String>, text: String) {
        self.add(path.into(), text, Making::Merged);
    }

    /// A file that users may have changed.
    pub fn whole(&mut self, path: impl Into<String>, text: String) {
        self.add(path.into(), text, Making::Whole);
    }

    /// A file that has to be as it is.
    pub fn needed(&mut self, path: impl Into<String>, text: String) {
        self.add(path.into(), text, Making::Needed);
    }

    fn add(&mut self, path: String, text: String, making: Making) {
        let before = match fs::read(self.root.join(&path)) {
            Ok(before) => Some(before),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                self.problem.get_or_insert((path, error));
                return;
            }
        };
        self.files.push(Planned {
            path,
            text,
            before,
            making,
            act: Act::Nothing,
            is_last: false,
        });
    }

    /// Has a file written when all else is there.
    pub fn put_last(&mut self, path: &str) {
        let files = self.files.iter_mut();
        files
            .filter(|file| file.path == path)
            .for_each(|file| file.is_last = true);
    }

    /// Decides what is done with each file.
    pub fn settle(&mut self, existing: Existing, asks: &Asks) -> Result<(), Told> {
        if let Some((path, error)) = &self.problem {
            return Err(unreadable(path, error));
        }
        for file in &mut self.files {
            file.act = match &file.before {
                None => Act::New,
                Some(before) if before == file.text.as_bytes() => Act::Nothing,
                Some(_) if file.making == Making::Merged => Act::Change,
                Some(before) => {
                    let question = format!("{} differs. Replace it?", file.path);
                    terminal::drift(&diff(&file.path, before, &file.text));
                    let is_replaced = existing == Existing::Replaced || asks.insisted(&question)?;
                    if is_replaced { Act::Change } else { Act::Keep }
                }
            };
            if (file.act, file.making) == (Act::Keep, Making::Needed) {
                return Err(Told::error(
                    format!("{} is there with another text", file.path),
                    "move it, or replace it by `--force`; nothing was written",
                ));
            }
        }
        Ok(())
    }

    /// Whether anything is written.
    pub fn has_changes(&self) -> bool {
        let mut files = self.files.iter();
        files.any(|file| matches!(file.act, Act::New | Act::Change))
    }

    /// Tells what is done with each file, and how those change that are there.
    pub fn show(&self) {
        /// How many copies of the files of documents anyone wants to read of.
        const MOST: usize = 10;
        let is_copy = |file: &&Planned| (file.making, file.act) == (Making::Needed, Act::New);
        let copies = self.files.iter().filter(is_copy).count();
        let mut told = 0;
        for file in &self.files {
            if is_copy(&file) && copies > MOST {
                told += 1;
                if told == MOST {
                    let more = copies - told + 1;
                    terminal::line(&format!("  new: {more} more files of the documents"));
                }
                if told >= MOST {
                    continue;
                }
            }
            let word = match file.act {
                Act::New => "new",
                Act::Change => "changed",
                Act::Nothing => "unchanged",
                Act::Keep => "differs, left alone; `--force` replaces it",
            };
            terminal::line(&format!("  {word}: {}", file.path));
            if let (Act::Change, Making::Merged, Some(before)) =
                (file.act, file.making, &file.before)
            {
                terminal::line(&diff(&file.path, before, &file.text));
            }
        }
    }

    /// Writes the files of a stage, each as a whole. When one cannot be written, those before it are put back.
    pub fn write(&self, stage: Stage) -> Result<(), Told> {
        let mut written: Vec<&Planned> = Vec::new();
        let files = self
            .files
            .iter()
            .filter(|file| file.is_last == (stage == Stage::Last));
        for file in files.filter(|file| matches!(file.act, Act::New | Act::Change)) {
            let path = self.root.join(&file.path);
            match write_alone(&RealDisk, &path, &file.text) {
                Ok(_) => written.push(file),
                Err(error) => {
                    let left: Vec<&str> = written
                        .iter()
                        .rev()
                        .filter(|file| self.put_back(file).is_err())
                        .map(|file| file.path.as_str())
                        .collect();
                    self.remove_empty_folders(&file.path);
                    let help = match left.is_empty() {
                        true if stage == Stage::Last => {
                            "all else was written; make it writable, and run `init` again"
                                .to_owned()
                        }
                        true => "the folder must be writable; everything is as it was".to_owned(),
                        false => format!(
                            "these were written, and cannot be put back: {}",
                            left.join(", ")
                        ),
                    };
                    return Err(Told::unwritten(&error, &help));
                }
            }
        }
        Ok(())
    }

    fn put_back(&self, file: &Planned) -> io::Result<()> {
        let path = self.root.join(&file.path);
        match &file.before {
            Some(before) => fs::write(path, before),
            None => {
                fs::remove_file(&path)?;
                self.remove_empty_folders(&file.path);
                Ok(())
            }
        }
    }

    /// Deletes the folders above a file that are empty, as those are that were made for it.
    fn remove_empty_folders(&self, path: &str) {
        for folder in Path::new(path).ancestors().skip(1) {
            if folder.as_os_str().is_empty() || fs::remove_dir(self.root.join(folder)).is_err() {
                break;
            }
        }
    }
}

fn unreadable(path: &str, error: &io::Error) -> Told {
    Told::error(
        format!("`{path}` cannot be read: {error}"),
        "mend it; nothing was written",
    )
}

fn diff(path: &str, before: &[u8], text: &str) -> String {
    let before = String::from_utf8_lossy(before);
    TextDiff::from_lines(&*before, text)
        .unified_diff()
        .context_radius(2)
        .header(path, path)
        .to_string()
}
