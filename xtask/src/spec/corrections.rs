//! Files that correct a document without editing it: Overlays and JSON Patches.
//!
//! In goes the tree of a document as it was read, before its version is looked at; out comes the corrected tree,
//! with where each of its nodes is [`written`](super::written). A file is known by what it holds: an array is a
//! patch, an object an overlay.

mod actions;
mod overlay;
mod patch;
mod targets;
pub(super) mod tree;

use std::path::PathBuf;

use serde_json::Value;

use super::limits::Limits;
use super::load::{Source, SourceFile, parse_text};
use super::pointer::Pointer;
use super::references::{is_remote, joined};
use crate::report::{Code, Place, Report};
use tree::{Tree, kind};

/// A file that corrects a document, to be read.
#[derive(Debug, Clone)]
pub struct Named {
    /// Where it lies.
    pub file: PathBuf,
    /// Its path as messages show it.
    pub name: String,
    /// Where it is named.
    pub place: Place,
}

/// The text of a file that corrects a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its path as messages show it.
    pub name: String,
    /// Its text, by its path from the folder of the document.
    pub file: SourceFile,
}

/// The path of a file from the folder of a document, where both are named from one folder.
pub fn path_from(document: &str, name: &str) -> String {
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut folders = folder.split('/').filter(|part| !part.is_empty()).peekable();
    let mut parts = name.trim_start_matches('/').split('/').peekable();
    let is_above = |part: &str| part == "..";
    if document.starts_with('/') != name.starts_with('/') || folder.split('/').any(is_above) {
        return name.to_owned();
    }
    while folders.peek().is_some() && folders.peek() == parts.peek() {
        folders.next();
        parts.next();
    }
    let ups = folders.map(|_| "..");
    ups.chain(parts).collect::<Vec<_>>().join("/")
}

/// Corrects a document, file by file. What is wrong with a file is reported at its place in it.
pub(super) fn apply<'l>(
    mut tree: Tree<'l>,
    source: &Source,
    limits: &Limits,
    report: &mut Report,
) -> Tree<'l> {
    for correction in &source.corrections {
        let path = &correction.file.path;
        let root = Pointer::root_of(path);
        let mut of_file = Report::new();
        let value = parse_text(&correction.file.text, path, limits, &mut of_file);
        // What is said of a file as a whole is said of this one, and not of the document.
        for diagnostic in of_file.diagnostics_mut() {
            if diagnostic.place == Place::File {
                diagnostic.place = Place::from(&root);
            }
        }
        report.append(of_file);
        match value {
            None => {}
            Some(Value::Array(operations)) if operations.is_empty() => {
                let message = "the patch has no operation, and corrects nothing";
                let help = "leave the file out of `corrections`, or write what it is to correct";
                report.warning(Code::Correction, &root, message).help(help);
            }
            Some(Value::Array(operations)) => patch::apply(&operations, &root, &mut tree, report),
            Some(Value::Object(entries)) => {
                let Some(overlay) = overlay::read(&entries, &root, report) else {
                    continue;
                };
                let extended = overlay.extends.map(|text| {
                    let place = root.child("extends");
                    extended(text, &correction.name, &place, source, &tree, report)
                });
                let file = extended.unwrap_or_default();
                actions::apply(&overlay, &file, &mut tree, report);
            }
            Some(other) => {
                let message = format!("the file holds {}, and no correction", kind(&other));
                report.error(Code::Correction, &root, message).help(
                    "an overlay is an object with `overlay: 1.0.0`, a JSON Patch an array of operations",
                );
            }
        }
    }
    tree
}

/// The file of the document that an overlay is for, by its `extends`; the main one where that is elsewhere, as the
/// URL that the document was copied from.
fn extended(
    text: &str,
    overlay: &str,
    place: &Pointer,
    source: &Source,
    tree: &Tree<'_>,
    report: &mut Report,
) -> String {
    if is_remote(text) {
        return String::new();
    }
    let named = joined(overlay, text);
    let is_named = |file: &&str| joined("", &source.name_of(file)) == named;
    let files = source.files.iter().map(|file| file.path.as_str());
    if let Some(file) = files.chain([""]).find(is_named) {
        if tree.of_file(file).is_some() {
            return file.to_owned();
        }
    } else {
        let message = format!("the overlay extends `{text}`, which is no file of the document");
        report
            .warning(Code::Correction, place, message)
            .help("the path is relative to the overlay; the overlay is applied to the document's main file");
    }
    String::new()
}

#[cfg(test)]
mod tests;
