//! A fragment that is made and not yet written, and how it is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::terminal;
use crate::cli::told::Told;
use crate::output::disk::RealDisk;
use crate::output::write::write_alone;
use crate::paths::{self, absolute, clean, shown};
use crate::report::Report;
use crate::report::formats::Repeated;
use crate::settings::Target;
use crate::spec::fragment::{self, Provenance, Text};
use crate::spec::limits::Limits;
use crate::spec::load::{self, Document, Source, SourceFile};
use crate::spec::selection::{Selection, candidates};

/// What is asked for.
pub struct Wish<'a> {
    /// The document.
    pub document: &'a Path,
    /// What of it.
    pub selection: Selection,
    /// Where the fragment is to lie.
    pub output: Option<&'a Path>,
    /// What it records as its source, where that is not the way to the document.
    pub source: Option<String>,
}

/// A fragment.
pub struct Made {
    /// The files, the main one first.
    texts: Vec<Text>,
    /// What the user is to know of it.
    notes: Vec<String>,
    /// The other files of the fragment that is replaced.
    own: BTreeSet<String>,
}

impl Made {
    /// Makes a fragment. Nothing is written.
    pub fn of(wish: Wish<'_>) -> Result<Self, Told> {
        let (source, document) = read(wish.document)?;
        let (chosen, unmatched) = wish.selection.choose(&document);
        if !unmatched.is_empty() {
            for one in &unmatched {
                terminal::error(&one.message(), &one.help());
            }
            return Err(Told);
        }
        if chosen.operations.is_empty() && chosen.webhooks.is_empty() {
            return Err(Told::error(
                "nothing is left of what is chosen",
                "`--except` leaves out all of it",
            ));
        }
        let fragment = fragment::of(&document, &chosen);
        let recorded = match wish.output {
            Some(output) => relative(wish.document, output),
            None => shown(wish.document),
        };
        let provenance = Provenance {
            source: wish.source.unwrap_or(recorded),
            selection: wish.selection,
            files: fragment.other_files().map(str::to_owned).collect(),
        };
        let own = match wish.output {
            Some(output) => {
                check_place(wish.document, output, &provenance.files)?;
                owned(output)?
            }
            None => BTreeSet::new(),
        };
        let texts = fragment.texts(&source, &document, &provenance, &Limits::default());
        let pruned = fragment.prune(&document);
        let counts = [
            (
                fragment.operations.len(),
                candidates(&document).len(),
                "operations",
            ),
            (webhooks(&pruned), webhooks(&document), "webhooks"),
            (schemas(&pruned), schemas(&document), "schemas"),
        ];
        let counts = counts.into_iter().filter(|(_, of, _)| *of > 0);
        let counts = counts.map(|(part, of, what)| format!("{part} of {of} {what}"));
        let mut notes = vec![counts.collect::<Vec<_>>().join(", ")];
        for place in &fragment.extra {
            notes.push(format!(
                "not chosen, and needed all the same, for something refers into it: {place}"
            ));
        }
        for place in &fragment.links {
            notes.push(format!("left out, for its operation is: the link {place}"));
        }
        for text in texts.iter().filter(|text| text.is_anew) {
            let name = source.name_of(&text.path);
            notes.push(format!(
                "{name} could not be cut as it is written, so that comments and formatting are lost"
            ));
        }
        let mut made = Self { texts, notes, own };
        made.count_errors();
        Ok(made)
    }

    /// What is wrong with what was chosen is wrong with the fragment too.
    fn count_errors(&mut self) {
        let target = Target::of_document(PathBuf::new(), PathBuf::new(), "fragment".to_owned());
        let mut report = Report::new();
        crate::model_of(&self.source("fragment"), &target, &mut report);
        if report.has_errors() {
            self.notes.push(format!(
                "what is chosen has mistakes, {} in number, and so has the fragment: `cargo xtask lint` tells them",
                report.errors()
            ));
        }
    }

    /// The fragment as a document is read.
    pub fn source(&self, name: &str) -> Source {
        let mut texts = self.texts.iter();
        let main = texts.next().map(|main| main.text.clone());
        Source {
            name: name.to_owned(),
            text: main.unwrap_or_default(),
            files: texts
                .map(|text| SourceFile {
                    path: text.path.clone(),
                    text: text.text.clone(),
                })
                .collect(),
            ..Source::default()
        }
    }

    /// Prints it to the standard output.
    pub fn print(&self) -> Result<(), Told> {
        let [main] = &self.texts[..] else {
            return Err(Told::error(
                "the fragment has several files, which the standard output cannot hold",
                "name the main one by `-o FILE`; the others are written beside it",
            ));
        };
        terminal::machine(&main.text);
        self.tell_notes();
        Ok(())
    }

    /// Writes it: the main file last, each file at once or not at all.
    pub fn write(&self, output: &Path) -> Result<(), Told> {
        let folder = output.parent().unwrap_or_else(|| Path::new(""));
        let others = self.texts.iter().filter(|text| !text.path.is_empty());
        let mut changed = Vec::new();
        for text in others.clone() {
            let path = beside(folder, &text.path);
            let found = std::fs::read(&path).ok();
            let is_other = found.is_some_and(|found| found != text.text.as_bytes());
            if is_other && self.own.contains(&text.path) {
                changed.push(path);
            } else if is_other {
                return Err(Told::error(
                    format!(
                        "{} stands where a file of the fragment belongs",
                        path.display()
                    ),
                    "move it, or write the fragment into another folder; nothing was written",
                ));
            }
        }
        let main = self.texts.iter().filter(|text| text.path.is_empty());
        for text in others.clone().chain(main) {
            let path = if text.path.is_empty() {
                output.to_owned()
            } else {
                beside(folder, &text.path)
            };
            write_alone(&RealDisk, &path, &text.text).map_err(|error| {
                let help = "the folder must be writable; each file is either old or new";
                Told::unwritten(&error, help)
            })?;
        }
        // Another fragment may be made of these too.
        for path in changed {
            terminal::line(&format!("  changed with it: {}", path.display()));
        }
        let staying: BTreeSet<&str> = others.map(|text| text.path.as_str()).collect();
        for path in self
            .own
            .iter()
            .filter(|path| !staying.contains(path.as_str()))
        {
            terminal::line(&format!(
                "  no longer a part of it, and left where it is: {}",
                beside(folder, path).display()
            ));
        }
        Ok(())
    }

    /// Says what was made.
    pub fn tell(&self, output: &Path) {
        terminal::line(&format!("{}:", output.display()));
        self.tell_notes();
    }

    fn tell_notes(&self) {
        /// More than anyone reads.
        const MOST: usize = 20;
        for note in self.notes.iter().take(MOST) {
            terminal::line(&format!("  {note}"));
        }
        if let Some(more) = self.notes.len().checked_sub(MOST).filter(|more| *more > 0) {
            terminal::line(&format!("  and {more} more of these"));
        }
    }
}

/// Reads a document as it is written.
pub fn read(path: &Path) -> Result<(Source, Document), Told> {
    let mut report = Report::new();
    let limits = Limits::default();
    let source = load::read(path, &shown(path), &limits, &mut report);
    let document = if report.has_errors() {
        None
    } else {
        load::trees(&source, &limits, &mut report)
    };
    // What is wrong with its version is told, and nothing else yet.
    let document = document.filter(|document| load::has_version(document, &mut report));
    if report.has_errors() {
        terminal::report(&report.only_errors(), (&source).into(), Repeated::Folded);
    }
    document
        .filter(|_| !report.has_errors())
        .map(|document| (source, document))
        .ok_or(Told)
}

/// The other files that are a fragment's own, which may be replaced; none where nothing is there. What it records is not
/// enough, for it may come from anyone and record anything: it must be made of them too. What is no fragment is refused.
fn owned(output: &Path) -> Result<BTreeSet<String>, Told> {
    if !output.exists() {
        return Ok(BTreeSet::new());
    }
    let (limits, mut report) = (Limits::default(), Report::new());
    let source = load::read(output, "", &limits, &mut report);
    // Whatever is wrong with the others, the main file says what it is.
    let main = Source {
        text: source.text,
        ..Source::default()
    };
    let document = load::trees(&main, &limits, &mut report);
    let Some(provenance) = document.and_then(|document| Provenance::of(&document.root)) else {
        return Err(Told::error(
            format!("{} is there, and is no fragment", output.display()),
            "move it, or name another file by `-o`; nothing was written",
        ));
    };
    let recorded = provenance.map(|one| one.files).unwrap_or_default();
    let files = source.files.into_iter().map(|file| file.path);
    Ok(files.filter(|path| recorded.contains(path)).collect())
}

/// Refuses to write over the document, and files above the folder that a user can have meant.
fn check_place(document: &Path, output: &Path, files: &[String]) -> Result<(), Told> {
    let same = std::fs::canonicalize(document).ok();
    if same.is_some() && same == std::fs::canonicalize(output).ok() {
        return Err(Told::error(
            "the fragment would be written over the document",
            "name another file by `-o`",
        ));
    }
    let climbs = |path: &String| path.split('/').take_while(|part| *part == "..").count();
    let above = files.iter().map(climbs).max().unwrap_or_default();
    let folders = |path: &Path| -> Vec<PathBuf> {
        let path = absolute(path);
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        let parts = folder.components().rev().take(above);
        parts.map(|part| PathBuf::from(part.as_os_str())).collect()
    };
    let wanted = folders(document);
    if folders(output) == wanted {
        return Ok(());
    }
    let way: PathBuf = wanted.iter().rev().collect();
    Err(Told::error(
        format!("files of the fragment lie {above} folders above the document"),
        format!(
            "give the fragment as many folders of the same names: `-o …/{}`",
            shown(&way.join(document.file_name().unwrap_or_default()))
        ),
    ))
}

fn schemas(document: &Document) -> usize {
    entries(document, &["/components/schemas", "/definitions"])
}

fn webhooks(document: &Document) -> usize {
    entries(document, &["/webhooks", "/x-webhooks"])
}

/// How many entries the objects at these places have, of those that are there.
fn entries(document: &Document, places: &[&str]) -> usize {
    places
        .iter()
        .filter_map(|place| document.root.pointer(place).and_then(Value::as_object))
        .map(serde_json::Map::len)
        .sum()
}

/// The way from the folder of one file to another file.
pub fn relative(file: &Path, from: &Path) -> String {
    let (file, from) = (absolute(file), absolute(from));
    let folder = from.parent().unwrap_or_else(|| Path::new(""));
    shown(&paths::relative(folder, &file))
}

/// A file by its way from a folder, which need not be there.
fn beside(folder: &Path, path: &str) -> PathBuf {
    clean(&folder.join(path))
}
