//! One document: generated, compiled, its examples tested.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::super::features::of_tags;
use super::super::figures::Figures;
use super::super::terminal;
use super::Arguments;
use super::documents::Document;
use crate::model::ALL_TAGS;

/// The result of one document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Row {
    /// The name of the document.
    pub name: String,
    /// What the result depends on: the document, the generator, the options.
    pub fingerprint: String,
    /// What the generator measured; `None` where it did not come to its end.
    pub figures: Option<Figures>,
    /// Why it did not come to its end.
    pub failure: Option<String>,
    /// Seconds of generating.
    pub generation: f64,
    /// Lines of Rust below `src`.
    pub lines: usize,
    /// What the compiler said.
    pub check: Option<Check>,
    /// What the compiler said of the crate with each feature of its tags alone.
    #[serde(default)]
    pub features: Option<Features>,
    /// What became of the examples.
    pub examples: Option<Examples>,
}

/// What the compiler said.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Check {
    /// Seconds of `cargo check`.
    pub seconds: f64,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// The first of either.
    pub first: Option<String>,
}

/// What the compiler said of a crate with each feature of its tags alone, and with none.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Features {
    /// How many were checked.
    pub checked: usize,
    /// Those with errors or warnings, each with the first.
    pub failed: Vec<String>,
}

/// What became of the examples.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Examples {
    /// Those that came back as they were.
    pub passed: usize,
    /// The others, each with its place and the reason.
    pub failed: Vec<String>,
}

impl Row {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        let is_generated = self.failure.is_none()
            && self
                .figures
                .as_ref()
                .is_some_and(|figures| figures.errors == 0);
        let compiles = self
            .check
            .as_ref()
            .is_none_or(|check| check.errors == 0 && check.warnings == 0);
        let features = self.features.as_ref();
        is_generated && compiles && features.is_none_or(|features| features.failed.is_empty())
    }
}

/// Runs documents, all into one target folder.
pub struct Runner<'a> {
    work: PathBuf,
    executable: PathBuf,
    of_executable: u64,
    timeout: Duration,
    arguments: &'a Arguments,
}

impl<'a> Runner<'a> {
    /// A runner that works below a folder.
    pub fn new(
        root: &Path,
        work: &Path,
        timeout: Duration,
        arguments: &'a Arguments,
    ) -> io::Result<Self> {
        let crates = work.join("crates");
        fs::create_dir_all(work.join("rows"))?;
        fs::create_dir_all(&crates)?;
        // The versions of the workspace, which are on the machine already.
        fs::copy(root.join("Cargo.lock"), crates.join("Cargo.lock"))?;
        let executable = std::env::current_exe()?;
        Ok(Self {
            // Cargo is called in another folder.
            work: fs::canonicalize(work)?,
            of_executable: fingerprint(&fs::read(&executable)?),
            executable,
            timeout,
            arguments,
        })
    }

    /// The result of an earlier run.
    pub fn known(&self, document: &Document) -> Option<Row> {
        let text = fs::read_to_string(self.row_path(document)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Runs a document, or answers what is known of it where nothing changed since.
    pub fn run(&self, document: &Document, progress: &str) -> io::Result<Row> {
        let of_document = fingerprint(&fs::read(&document.path)?);
        let options = [
            self.arguments.keep_going,
            self.arguments.no_check,
            self.arguments.no_examples,
            self.arguments.each_feature,
        ];
        let print = format!("{of_document:016x}{:016x}{options:?}", self.of_executable);
        if !self.arguments.fresh
            && let Some(row) = self.known(document).filter(|row| row.fingerprint == print)
        {
            terminal::line(&format!("{progress} {}: as before", document.name));
            return Ok(row);
        }
        let mut row = Row {
            name: document.name.clone(),
            fingerprint: print,
            ..Row::default()
        };
        self.generate(document, &mut row)?;
        let operations = row.figures.as_ref().map_or(0, |figures| figures.operations);
        terminal::line(&format!(
            "{progress} {}: {operations} operations in {:.2} s",
            document.name, row.generation
        ));
        let is_generated = row.is_clean();
        if is_generated && !self.arguments.no_check {
            row.check = Some(self.check(document)?);
        }
        if is_generated && self.arguments.each_feature {
            row.features = Some(self.check_features(document)?);
        }
        if is_generated && !self.arguments.no_examples {
            row.examples = self.test_examples(document)?;
        }
        fs::write(self.row_path(document), serde_json::to_string_pretty(&row)?)?;
        Ok(row)
    }

    fn row_path(&self, document: &Document) -> PathBuf {
        self.work
            .join("rows")
            .join(format!("{}.json", document.name))
    }

    fn crate_name(document: &Document) -> String {
        let name = document.name.to_ascii_lowercase();
        let words = name.split(|character: char| !character.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        format!("corpus-{}", words.join("-"))
    }

    fn generate(&self, document: &Document, row: &mut Row) -> io::Result<()> {
        let name = Self::crate_name(document);
        let output = self.work.join("crates").join(&name);
        let figures = self.work.join("figures.json");
        let _ = fs::remove_file(&figures);
        let mut command = Command::new(&self.executable);
        command
            .arg("codegen")
            .arg("--spec")
            .arg(&document.path)
            .arg("--out")
            .arg(&output)
            .args(["--crate-name", &name])
            .arg("--figures")
            .arg(&figures)
            .args(self.arguments.keep_going.then_some("--keep-going"))
            .args((!self.arguments.no_examples).then_some("--contract-tests"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        let mut child = command.spawn()?;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break Some(status);
            }
            if start.elapsed() > self.timeout {
                child.kill()?;
                child.wait()?;
                break None;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        row.generation = start.elapsed().as_secs_f64();
        row.figures = fs::read_to_string(&figures)
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok());
        row.failure = match (status, &row.figures) {
            (None, _) => Some(format!("not done after {} s", self.timeout.as_secs())),
            (Some(_), Some(figures)) if figures.errors > 0 => figures.first_error.clone(),
            (Some(status), _) if !status.success() => Some(status.to_string()),
            (Some(_), None) => Some("no figures were written".to_owned()),
            _ => None,
        };
        row.lines = lines_below(&output.join("src"))?;
        // A workspace of this crate alone, so that no other is read with it.
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [";
        fs::write(
            self.work.join("crates").join("Cargo.toml"),
            format!("{manifest}{name:?}]\n"),
        )
    }

    fn cargo(&self, arguments: &[&str], of_tests: &[&str]) -> io::Result<Output> {
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .args(["--offline", "--no-default-features"])
            .args(of_tests)
            .current_dir(self.work.join("crates"))
            .env("CARGO_TARGET_DIR", self.work.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never")
            .output()
    }

    /// The features of the tags of a crate.
    fn features(&self, package: &str) -> io::Result<Vec<String>> {
        let manifest = self.work.join("crates").join(package).join("Cargo.toml");
        Ok(of_tags(&fs::read_to_string(manifest)?))
    }

    /// The feature of all tags; empty where the crate has none.
    fn all_tags(&self, package: &str) -> io::Result<&'static str> {
        let features = self.features(package)?;
        Ok(match features.iter().any(|name| name == ALL_TAGS) {
            true => ALL_TAGS,
            false => "",
        })
    }

    /// The crate with all tags.
    fn check(&self, document: &Document) -> io::Result<Check> {
        let package = Self::crate_name(document);
        self.check_with(&package, self.all_tags(&package)?)
    }

    /// The crate with each of its tags alone, and with none.
    fn check_features(&self, document: &Document) -> io::Result<Features> {
        let package = Self::crate_name(document);
        let mut features = self.features(&package)?;
        features.retain(|name| name != ALL_TAGS);
        if !features.is_empty() {
            features.insert(0, String::new());
        }
        let mut found = Features {
            checked: features.len(),
            ..Features::default()
        };
        for feature in &features {
            let check = self.check_with(&package, feature)?;
            let first = check.first.map(|first| format!("`{feature}`: {first}"));
            found.failed.extend(first);
        }
        Ok(found)
    }

    fn check_with(&self, package: &str, feature: &str) -> io::Result<Check> {
        let library = self.work.join("crates").join(package);
        let library = library.join("src").join("lib.rs");
        let arguments = [
            "check",
            "-p",
            package,
            "--message-format",
            "short",
            "--features",
            feature,
        ];
        let mut start = Instant::now();
        let mut output = self.touch_and_run(&library, &arguments)?;
        // What crates depend on is not what is measured: once it is built, the crate is checked again.
        let text = String::from_utf8_lossy(&output.stderr);
        let built = text.lines().filter(|line| {
            let line = line.trim_start();
            line.starts_with("Checking ") || line.starts_with("Compiling ")
        });
        if built.count() > 1 {
            start = Instant::now();
            output = self.touch_and_run(&library, &arguments)?;
        }
        let seconds = start.elapsed().as_secs_f64();
        let text = String::from_utf8_lossy(&output.stderr);
        let mut check = Check {
            seconds,
            ..Check::default()
        };
        for line in text.lines() {
            // The compiler's own sum at the end is not one more.
            let is_sum = line.contains("could not compile") || line.contains("generated ");
            let is_error = line.contains(": error") || line.starts_with("error");
            let is_warning = line.contains(": warning") || line.starts_with("warning");
            if is_sum || !(is_error || is_warning) {
                continue;
            }
            check.errors += usize::from(is_error);
            check.warnings += usize::from(is_warning);
            check.first.get_or_insert_with(|| line.to_owned());
        }
        if !output.status.success() && check.errors == 0 {
            check.errors = 1;
            check.first = Some(text.lines().next().unwrap_or("cargo failed").to_owned());
        }
        Ok(check)
    }

    /// Runs cargo on a crate that it takes for changed.
    fn touch_and_run(&self, library: &Path, arguments: &[&str]) -> io::Result<Output> {
        let now = std::time::SystemTime::now();
        fs::File::options()
            .append(true)
            .open(library)?
            .set_modified(now)?;
        self.cargo(arguments, &[])
    }

    fn test_examples(&self, document: &Document) -> io::Result<Option<Examples>> {
        let package = Self::crate_name(document);
        let all = self.all_tags(&package)?;
        // Tests that pass show what they print only on demand.
        let output = self.cargo(
            &[
                "test",
                "-p",
                &package,
                "--lib",
                "--quiet",
                "--features",
                all,
            ],
            &["--", "--nocapture"],
        )?;
        let text = String::from_utf8_lossy(&output.stdout);
        let passed = text.lines().find_map(|line| {
            let (_, counts) = line.split_once("contract: ")?;
            counts.split_whitespace().next()?.parse().ok()
        });
        let mut failed: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix("contract failed: "))
            .map(str::to_owned)
            .collect();
        // The assertion says them again.
        failed.sort();
        failed.dedup();
        Ok(passed.map(|passed| Examples { passed, failed }))
    }
}

/// The lines of all files below a folder.
pub fn lines_below(folder: &Path) -> io::Result<usize> {
    let mut lines = 0;
    let Ok(entries) = folder.read_dir() else {
        return Ok(0);
    };
    for entry in entries {
        let path = entry?.path();
        lines += if path.is_dir() {
            lines_below(&path)?
        } else {
            fs::read(&path)?
                .iter()
                .filter(|byte| **byte == b'\n')
                .count()
        };
    }
    Ok(lines)
}

/// FNV-1a: the same for the same bytes, on every machine.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
