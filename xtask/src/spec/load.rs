//! Bytes to [`Document`]: which files, which syntax, which version of OpenAPI.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, OnceLock};

use indexmap::IndexMap;
use serde_json::Value;

use super::corrections::{self, Correction, Named, tree::Tree};
use super::limits::Limits;
use super::pointer::Pointer;
use super::references;
use super::tree::{self, Merges};
use super::written::Written;
use super::{swagger2, yaml};
use crate::report::{Code, Diagnostic, Place, Report, Severity};

/// The texts of a document.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The file's path as messages show it.
    pub name: String,
    /// The text, without a byte-order mark.
    pub text: String,
    /// The other files that the document refers to, directly or through others.
    pub files: Vec<SourceFile>,
    /// The files that correct it, in the order in which they are applied.
    pub corrections: Vec<Correction>,
}

/// A file that a document refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path from the folder of the document.
    pub path: String,
    /// Its text, without a byte-order mark.
    pub text: String,
}

impl Source {
    /// How messages show a file of the document, by its path from the document's folder.
    pub fn name_of(&self, path: &str) -> String {
        let mut corrections = self.corrections.iter();
        if let Some(correction) = corrections.find(|one| one.file.path == path) {
            return correction.name.clone();
        }
        match (path, self.name.rsplit_once('/')) {
            ("", _) => self.name.clone(),
            (path, Some((folder, _))) => format!("{folder}/{path}"),
            (path, None) => path.to_owned(),
        }
    }

    /// The name of the document's file without its folder.
    pub(super) fn file_name(&self) -> &str {
        self.name
            .rsplit_once('/')
            .map_or(self.name.as_str(), |(_, name)| name)
    }
}

/// A document as a tree, of a version that can be resolved.
#[derive(Debug, Clone)]
pub struct Document {
    /// The main file.
    pub root: Value,
    /// The trees of the other files by their paths.
    pub files: IndexMap<String, Value>,
    /// The name of the main file, by which others refer to it.
    pub name: String,
    /// Where nodes stood before the document was converted: from new places to old ones.
    pub origins: Vec<(Pointer, Pointer)>,
    /// Where nodes are written that corrections wrote or moved.
    pub written: Arc<Written>,
    /// The anchors of the files, found when the first is asked for.
    anchors: OnceLock<HashMap<String, HashMap<String, Pointer>>>,
}

impl Document {
    /// The anchors of a file.
    pub(super) fn anchors(&self, file: &str) -> &HashMap<String, Pointer> {
        static NONE: LazyLock<HashMap<String, Pointer>> = LazyLock::new(HashMap::new);
        let all = self.anchors.get_or_init(|| {
            let files = self.files.iter().map(|(path, tree)| (path.as_str(), tree));
            files
                .chain([("", &self.root)])
                .map(|(path, tree)| {
                    let mut anchors = HashMap::new();
                    references::add_anchors(tree, &Pointer::root_of(path), &mut anchors);
                    (path.to_owned(), anchors)
                })
                .collect()
        });
        all.get(file).unwrap_or(&NONE)
    }

    /// The document with other trees.
    pub(super) fn with_trees(&self, root: Value, files: IndexMap<String, Value>) -> Self {
        Self {
            root,
            files,
            name: self.name.clone(),
            origins: self.origins.clone(),
            written: self.written.clone(),
            anchors: OnceLock::new(),
        }
    }

    /// The node at an address.
    pub fn find(&self, pointer: &Pointer) -> Option<&Value> {
        pointer.find(self.tree(pointer.file())?)
    }

    /// The tree of a file.
    pub fn tree(&self, file: &str) -> Option<&Value> {
        if file.is_empty() {
            Some(&self.root)
        } else {
            self.files.get(file)
        }
    }
}

/// Where the files of documents lie: a disk, a revision.
pub trait Files {
    /// The bytes of a file, or why there are none.
    fn bytes(&self, path: &Path, limits: &Limits) -> Result<Vec<u8>, Unreadable>;
}

/// The files of the disk.
#[derive(Debug, Clone, Copy)]
pub struct Disk;

/// Reads a file of the disk and those that it refers to. On failure the source is empty and `report` says why.
pub fn read(path: &Path, name: &str, limits: &Limits, report: &mut Report) -> Source {
    read_from(&Disk, path, name, limits, report)
}

/// Reads a file and those that it refers to. On failure the source is empty and `report` says why.
pub fn read_from(
    files: &dyn Files,
    path: &Path,
    name: &str,
    limits: &Limits,
    report: &mut Report,
) -> Source {
    read_corrected(files, path, name, &[], limits, report)
}

/// Reads a file, those that correct it, and those that any of them refers to. On failure the source is empty and
/// `report` says why.
pub fn read_corrected(
    files: &dyn Files,
    path: &Path,
    name: &str,
    corrections: &[Named],
    limits: &Limits,
    report: &mut Report,
) -> Source {
    let read_text = |path: &Path| files.bytes(path, limits).and_then(decoded);
    let mut source = Source {
        name: name.to_owned(),
        ..Source::default()
    };
    match read_text(path) {
        Ok(text) => source.text = text,
        Err(unreadable) => {
            let message = format!("the document {}", unreadable.message);
            let diagnostic = report.error(unreadable.code, Place::File, message);
            if let Some(help) = unreadable.help {
                diagnostic.help(help);
            }
            return source;
        }
    }
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let mut waiting = references::named_files(&source.text, "");
    for correction in corrections {
        match read_text(&correction.file) {
            Ok(text) => {
                // What a correction refers to is found from the document that it becomes a part of.
                waiting.extend(references::named_files(&text, ""));
                let path = corrections::path_from(name, &correction.name);
                source.corrections.push(Correction {
                    name: correction.name.clone(),
                    file: SourceFile { path, text },
                });
            }
            Err(unreadable) => {
                let message = format!(
                    "the correction `{}` {}",
                    correction.name, unreadable.message
                );
                let place = correction.place.clone();
                let diagnostic = report.error(unreadable.code, place, message);
                if let Some(help) = unreadable.help {
                    diagnostic.help(help);
                }
            }
        }
    }
    while let Some(file) = waiting.pop() {
        let is_known =
            file == source.file_name() || source.files.iter().any(|known| known.path == file);
        // One that is not there, or no text, is reported where a reference needs it.
        if is_known {
            continue;
        }
        if source.files.len() == limits.files {
            let message = format!("the document refers to more than {} files", limits.files);
            report
                .error(Code::Limit, Place::File, message)
                .help("where it is meant so, raise `files` of the table `limits` in the settings");
            break;
        }
        if let Ok(text) = read_text(&folder.join(&file)) {
            waiting.extend(references::named_files(&text, &file));
            source.files.push(SourceFile { path: file, text });
        }
    }
    source.files.sort_by(|one, other| one.path.cmp(&other.path));
    source
}

/// Why a file has no text.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// The kind of problem.
    pub code: Code,
    /// What is wrong with it, as `cannot be read: …`.
    pub message: String,
    /// What to do about it.
    pub help: Option<&'static str>,
}

impl Unreadable {
    /// A file that is not there, or that nobody may read.
    pub fn new(reason: impl std::fmt::Display) -> Self {
        Self {
            code: Code::Unreadable,
            message: format!("cannot be read: {reason}"),
            help: None,
        }
    }

    /// A file of more bytes than there may be.
    pub fn too_large(bytes: u64, limits: &Limits) -> Self {
        Self {
            code: Code::Limit,
            message: format!("has {bytes} bytes, more than {}", limits.bytes),
            help: Some("where it is meant so, raise `bytes` of the table `limits` in the settings"),
        }
    }
}

impl Files for Disk {
    fn bytes(&self, path: &Path, limits: &Limits) -> Result<Vec<u8>, Unreadable> {
        let kind = std::fs::metadata(path).map_err(Unreadable::new)?;
        // Another kind of file, such as a pipe, may never end.
        if !kind.is_file() {
            return Err(Unreadable {
                help: Some("name the file of the document itself"),
                ..Unreadable::new("it is not a file")
            });
        }
        if kind.len() > limits.bytes {
            return Err(Unreadable::too_large(kind.len(), limits));
        }
        std::fs::read(path).map_err(Unreadable::new)
    }
}

/// The text of a file without its byte-order mark, or what is wrong with it.
fn decoded(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let text = String::from_utf8(bytes).map_err(|error| Unreadable {
        code: Code::Unreadable,
        message: format!(
            "is not UTF-8 from byte {} on",
            error.utf8_error().valid_up_to()
        ),
        help: Some("save it in UTF-8, the encoding that JSON and OpenAPI ask for"),
    })?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// Reads texts as a document. `None` when it has no tree, or not one of a known version.
pub fn parse(source: &Source, limits: &Limits, report: &mut Report) -> Option<Document> {
    trees(source, limits, report).and_then(|document| converted(document, report))
}

/// Reads texts as trees, with all corrections, as they are written. `None` when there is none.
pub fn trees(source: &Source, limits: &Limits, report: &mut Report) -> Option<Document> {
    let root = parse_text(&source.text, "", limits, report)?;
    let mut files = IndexMap::new();
    for file in &source.files {
        let mut of_file = Report::new();
        if let Some(tree) = parse_text(&file.text, &file.path, limits, &mut of_file) {
            files.insert(file.path.clone(), tree);
        }
        // Whether a broken file matters is for those to say who refer to it.
        for diagnostic in of_file.diagnostics_mut() {
            diagnostic.severity = Severity::Warning;
        }
        report.append(of_file);
    }
    let tree = Tree::of(root, files, limits);
    let Tree {
        root,
        files,
        written,
        ..
    } = corrections::apply(tree, source, limits, report);
    let written = Arc::new(written);
    report.set_written(&written);
    Some(Document {
        root,
        files,
        name: source.file_name().to_owned(),
        origins: Vec::new(),
        written,
        anchors: OnceLock::new(),
    })
}

/// The tree of the main file with all corrections, as its own version of OpenAPI has it. `None`, with an error, when
/// there is none.
pub fn corrected(source: &Source, limits: &Limits, report: &mut Report) -> Option<Value> {
    trees(source, limits, report).map(|document| document.root)
}

/// Whether a document is of a version that is read; an error where it is not.
pub fn has_version(document: &Document, report: &mut Report) -> bool {
    version(&document.root, report).is_some()
}

/// A document of a version that can be resolved. `None` when it is of no known version.
pub fn converted(document: Document, report: &mut Report) -> Option<Document> {
    Some(match version(&document.root, report)? {
        Version::Three => document,
        Version::Two => {
            let converted = swagger2::convert(&document.root, report);
            Document {
                root: converted.root,
                origins: converted.origins,
                anchors: OnceLock::new(),
                ..document
            }
        }
    })
}

/// Reads the tree of one file.
pub(super) fn parse_text(
    text: &str,
    file: &str,
    limits: &Limits,
    report: &mut Report,
) -> Option<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::parse(text, file, limits, report);
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = tree::read(&mut deserializer, limits, Merges::AreKeys, file)
        .and_then(|tree| deserializer.end().map(|()| tree));
    let error = match tree {
        Ok(tree) => {
            for place in &tree.twice {
                let key = place.last().unwrap_or_default();
                report
                    .warning(
                        Code::Syntax,
                        Place::Again(place.clone()),
                        format!("the key `{key}` is given twice in one object"),
                    )
                    .help("the last one counts; remove the other")
                    .related(place, "first given here");
            }
            return Some(tree.root);
        }
        Err(error) => error,
    };
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    // The library counts bytes.
    let line = text.lines().nth(error.line().saturating_sub(1));
    let bytes = error.column().saturating_sub(1);
    let before = line.and_then(|line| line.get(..bytes));
    let place = Place::Text {
        file: file.to_owned(),
        line: error.line(),
        column: before.map_or(bytes, |before| before.chars().count()) + 1,
    };
    if let Some((code, message)) = tree::code_of(message) {
        report.error(code, place, message);
        return None;
    }
    if message.contains("recursion limit") {
        let message = "the document has more levels than can be read";
        report.error(Code::Limit, place, message);
        return None;
    }
    // Flow collections of YAML begin as JSON does.
    let mut attempt = Report::new();
    if let Some(root) = yaml::parse(text, file, limits, &mut attempt)
        && !attempt.has_errors()
    {
        return Some(root);
    }
    let is_beyond = |diagnostic: &Diagnostic| diagnostic.code == Code::Limit;
    if attempt.diagnostics().iter().any(is_beyond) {
        report.append(attempt);
        return None;
    }
    report.error(Code::Syntax, place, format!("not JSON: {message}"));
    None
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// YAML, of which JSON is a part.
    Yaml,
    /// JSON.
    Json,
}

/// A tree as a text.
pub fn text(tree: &Value, syntax: Syntax) -> String {
    match syntax {
        Syntax::Yaml => yaml::text(tree),
        Syntax::Json => format!("{tree:#}\n"),
    }
}

/// A version that is read.
enum Version {
    /// Swagger 2.0, which is converted.
    Two,
    /// OpenAPI 3.0, 3.1 and 3.2, which differ in what they add.
    Three,
}

/// The `openapi` field (OpenAPI 3.0.3, section 4.7.1): a string that says how to read the rest.
fn version(root: &Value, report: &mut Report) -> Option<Version> {
    const HELP: &str =
        "documents of OpenAPI 3.0, 3.1 and 3.2 and of Swagger 2.0 are read, as `openapi: 3.1.0`";
    let Some(object) = root.as_object() else {
        report.error(
            Code::Version,
            Place::File,
            "an OpenAPI document is an object; this file holds something else",
        );
        return None;
    };
    let found = ["openapi", "swagger"]
        .into_iter()
        .find_map(|field| Some((field, object.get(field)?)));
    let Some((field, version)) = found else {
        report
            .error(
                Code::Version,
                Place::File,
                "the document has no `openapi` field",
            )
            .help("an OpenAPI document begins with its version, as `openapi: 3.0.3`");
        return None;
    };
    let place = Pointer::root().child(field);
    let text = match version {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            report
                .warning(
                    Code::Version,
                    &place,
                    format!("the version {number} is a number, not a string"),
                )
                .help(format!("quote it: '{number}'"));
            number.to_string()
        }
        other => other.to_string(),
    };
    let is_of = |version: &str| {
        text.strip_prefix(version)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if field == "swagger" && is_of("2.0") {
        return Some(Version::Two);
    }
    if field == "openapi" && ["3.0", "3.1", "3.2"].into_iter().any(is_of) {
        return Some(Version::Three);
    }
    report
        .error(
            Code::Version,
            &place,
            format!("`{field}: {version}` is not a version that is read"),
        )
        .help(HELP);
    None
}
