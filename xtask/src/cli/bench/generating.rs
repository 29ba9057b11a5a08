//! What generating takes, as a child process that writes a whole crate anew; the floor is a bare parse of the document.
//!
//! The floor of YAML is `serde_yaml` into its own tree. `serde_json` is so fast that nothing which writes Rust comes
//! near it, so the floor of JSON is that and `prettyplease` printing what is written, on one processor.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Serialize;

use super::super::corpus::run::lines_below;
use super::super::figures::Figures;
use super::measure::{self, Timing};
use super::subject::Subject;
use crate::synthetic;

/// The figures of one document. Times are in seconds.
#[derive(Debug, Clone, Serialize)]
pub struct Generating {
    /// The document.
    pub document: String,
    /// Its bytes.
    pub bytes: usize,
    /// Its operations.
    pub operations: usize,
    /// The bytes that are written.
    pub written_bytes: usize,
    /// The lines of Rust that are written.
    pub written_lines: usize,
    /// The whole process.
    pub whole: Timing,
    /// A run that has nothing to do.
    pub idle: Timing,
    /// Parsing the document.
    pub parse: Timing,
    /// Printing what is written.
    pub print: Timing,
    /// Whether the document is JSON, so that printing is part of the floor.
    pub is_json: bool,
    /// The most memory that the process held, in bytes.
    pub peak_memory: Option<u64>,
}

impl Generating {
    /// The floor: seconds of wall clock.
    pub fn floor(&self) -> f64 {
        self.parse.wall + if self.is_json { self.print.wall } else { 0.0 }
    }

    /// How many times the floor the whole process takes.
    pub fn ratio(&self) -> f64 {
        self.whole.wall / self.floor()
    }

    /// How many times the bytes of the document the process holds.
    pub fn memory_ratio(&self) -> Option<f64> {
        Some(self.peak_memory? as f64 / self.bytes as f64)
    }
}

/// The sizes of the curve, in operations.
const SIZES: [usize; 5] = [1_250, 2_500, 5_000, 10_000, 20_000];

/// Measures synthetic documents, each twice as large as the one before it.
pub fn linear(work: &Path, runs: usize) -> Result<Vec<Generating>, String> {
    let folder = work.join("synthetic");
    fs::create_dir_all(&folder)
        .map_err(|error| format!("{} cannot be written: {error}", folder.display()))?;
    SIZES
        .iter()
        .map(|operations| {
            let path = folder.join(format!("{operations}.json"));
            fs::write(&path, synthetic::document(*operations))
                .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
            let subject = Subject::read(&format!("{operations} operations"), &path)?;
            measure(&subject, work, runs)
        })
        .collect()
}

/// Measures one document.
pub fn measure(subject: &Subject, work: &Path, runs: usize) -> Result<Generating, String> {
    let of_disk = |error: std::io::Error| format!("{}: {error}", work.display());
    let executable = std::env::current_exe().map_err(of_disk)?;
    let name = subject.crate_name("bench");
    let output = work.join("generated").join(&name);
    let figures_path = work.join("figures.json");
    fs::create_dir_all(work).map_err(of_disk)?;
    let whole = measure::repeated(runs, || {
        let _ = fs::remove_dir_all(&output);
        let mut command = codegen(&executable, &subject.path, &output, &name);
        command.arg("--figures").arg(&figures_path);
        measure::command(&mut command).map(|(timing, _)| timing)
    })?;
    let text = fs::read_to_string(&figures_path).map_err(of_disk)?;
    let figures: Figures = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let is_json = is_json(&subject.source.text);
    Ok(Generating {
        document: subject.name.clone(),
        bytes: subject.bytes(),
        operations: figures.operations,
        written_bytes: bytes_below(&output).map_err(of_disk)?,
        written_lines: lines_below(&output.join("src")).map_err(of_disk)?,
        whole,
        idle: idle(subject, &executable, &work.join("idle"), runs)?,
        parse: measure::repeated(runs, || parse(subject))?,
        print: print(&output, runs)?,
        is_json,
        peak_memory: figures.peak_kilobytes.map(|kilobytes| kilobytes * 1024),
    })
}

/// The command that generates one document.
pub fn codegen(executable: &Path, document: &Path, output: &Path, name: &str) -> Command {
    let mut command = Command::new(executable);
    command.args(["codegen", "--quiet", "--crate-name", name]);
    command.arg("--spec").arg(document).arg("--out").arg(output);
    command
}

/// Runs that find everything as it is to be, which they see by what the first one left in a workspace.
fn idle(
    subject: &Subject,
    executable: &Path,
    folder: &Path,
    runs: usize,
) -> Result<Timing, String> {
    let of_disk = |error: std::io::Error| format!("{}: {error}", folder.display());
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join("spec")).map_err(of_disk)?;
    // Where cargo builds is where a run leaves its stamp.
    fs::create_dir_all(folder.join("target")).map_err(of_disk)?;
    let document = toml::Value::from(subject.path.to_string_lossy().into_owned());
    let settings = format!("[target.idle]\ndocument = {document}\noutput = \"output\"\n");
    fs::write(folder.join("spec").join("bindery.toml"), settings).map_err(of_disk)?;
    let run = || {
        let mut command = Command::new(executable);
        command.args(["codegen", "--quiet"]).current_dir(folder);
        command.env("CARGO_TARGET_DIR", folder.join("target"));
        measure::command(&mut command).map(|(timing, _)| timing)
    };
    run()?;
    measure::repeated(runs, run)
}

/// Whether a text is JSON and no other YAML: JSON of OpenAPI is an object.
fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// The floor: all files of a document into trees, of the parser's own type.
fn parse(subject: &Subject) -> Result<Timing, String> {
    let parse = || -> Result<Vec<Tree>, String> {
        let texts = subject.texts();
        texts.map(Tree::of).collect()
    };
    let (timing, trees) = measure::function(parse);
    trees.map(|_| timing)
}

/// A document as a bare parser has it.
enum Tree {
    Json(#[allow(dead_code, reason = "made to be measured")] serde_json::Value),
    Yaml(#[allow(dead_code, reason = "made to be measured")] serde_yaml::Value),
}

impl Tree {
    fn of(text: &str) -> Result<Self, String> {
        if is_json(text) {
            let tree = serde_json::from_str(text);
            tree.map(Self::Json).map_err(|error| error.to_string())
        } else {
            let tree = serde_yaml::from_str(text);
            tree.map(Self::Yaml).map_err(|error| error.to_string())
        }
    }
}

/// Printing all Rust that is written, by `prettyplease` alone; reading it is not counted.
fn print(folder: &Path, runs: usize) -> Result<Timing, String> {
    let mut paths = Vec::new();
    files_below(folder, &mut paths).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = Vec::new();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
    {
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        files.push(syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    measure::repeated(runs, || {
        let print = || -> usize {
            let texts = files.iter().map(prettyplease::unparse);
            texts.map(|text| text.len()).sum()
        };
        Ok(measure::function(print).0)
    })
}

/// The bytes of all files below a folder.
fn bytes_below(folder: &Path) -> std::io::Result<usize> {
    let mut paths = Vec::new();
    files_below(folder, &mut paths)?;
    let mut bytes = 0;
    for path in paths {
        bytes += fs::read(path)?.len();
    }
    Ok(bytes)
}

fn files_below(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.is_dir() {
            files_below(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
