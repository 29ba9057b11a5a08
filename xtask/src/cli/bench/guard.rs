//! What a change makes more of, where that can be said of any machine: text that is written, instructions of the
//! generator, allocations of calls. Never wall clock.
//!
//! Instructions are counted by valgrind, of the very binary that runs, so that CI needs no other build than that of its
//! tests. They differ between compilers, so they are compared only where the baseline is of the same one.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::workspace::Workspace;
use super::super::{Outcome, terminal};
use super::baseline::{self, Figure, Unit, Verdict};
use super::results::Machine;
use super::{calling, generating, measure, peers};
use crate::output::file_set::FileSet;
use crate::report::Report;
use crate::settings::Target;
use crate::spec::load;
use crate::synthetic;

/// What becomes of the committed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Baseline {
    /// It is compared with.
    Kept,
    /// It is written anew.
    Replaced,
}

/// The committed file, below the workspace's root.
const FILE: &str = "xtask/speed/baseline.tsv";

/// The documents of one construct each.
const FIXTURES: &str = "xtask/tests/fixtures";

/// A fixture has a line of its own from this many bytes.
const LARGE: u64 = 45_000;

/// The operations of the synthetic document.
const OPERATIONS: usize = 60;

/// What was measured, and what was not.
#[derive(Default)]
struct Measured {
    figures: Vec<Figure>,
    not_run: Vec<String>,
}

impl Measured {
    fn add(&mut self, name: impl Into<String>, value: u64, unit: Unit) {
        self.figures.push(Figure {
            name: name.into(),
            value,
            unit,
        });
    }
}

/// Measures, and compares with the committed file or writes it.
pub fn run(workspace: &Workspace, work: &Path, what: Baseline) -> Result<Outcome, String> {
    let path = workspace.root.join(FILE);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let old = baseline::Baseline::parse(&text).map_err(|reason| format!("{FILE}: {reason}"))?;
    let build = build();
    let mut measured = Measured::default();
    written(workspace, &mut measured)?;
    if what == Baseline::Kept && old.build != build {
        measured.not_run.push(format!(
            "instructions: the baseline is of another build ({}), this one is of {build}",
            old.build
        ));
    } else {
        instructions(workspace, work, &mut measured)?;
    }
    allocations(&workspace.root, &mut measured)?;
    for reason in &measured.not_run {
        terminal::output(&format!("NOT RUN: {reason}"));
    }
    match what {
        Baseline::Kept => Ok(compared(&old, &measured.figures)),
        Baseline::Replaced => {
            // Without valgrind, say, its figures stay as they are.
            let is_kept = |figure: &Figure| {
                let mut all = measured.figures.iter();
                !all.any(|one| one.unit == figure.unit)
            };
            let new = old.updated(&build, &measured.figures, is_kept);
            let folder = path.parent().unwrap_or(&workspace.root);
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(&path, new.render()))
                .map_err(|error| format!("{FILE} cannot be written: {error}"))?;
            terminal::output(&format!("{FILE} has {} figures now", new.lines.len()));
            Ok(Outcome::Done)
        }
    }
}

/// What figures of a build depend on.
fn build() -> String {
    let machine = Machine::here();
    let profile = if cfg!(debug_assertions) {
        "dev"
    } else {
        "release"
    };
    format!("{}; {}; profile {profile}", machine.rustc, machine.system)
}

fn compared(old: &baseline::Baseline, figures: &[Figure]) -> Outcome {
    let (mut more, mut stale) = (0, 0);
    for figure in figures {
        match old.compare(figure) {
            Verdict::Same => {}
            Verdict::More(told) => {
                more += 1;
                terminal::output(&format!("MORE  {told}"));
            }
            Verdict::Less(told) => {
                stale += 1;
                terminal::output(&format!("less  {told}"));
            }
            Verdict::New(told) => {
                stale += 1;
                terminal::output(&format!("new   {told}"));
            }
        }
    }
    terminal::output(&format!(
        "{} figures compared with {FILE}, {more} more than it allows",
        figures.len()
    ));
    if stale > 0 {
        terminal::output(
            "The baseline says less than it could: run `cargo xtask bench --update-baseline`, and commit it.",
        );
    }
    if more == 0 {
        return Outcome::Done;
    }
    terminal::error(
        &format!("{more} figures are more than {FILE} allows"),
        "make them less again; or, where the change is worth it, accept them by `cargo xtask bench --update-baseline` and say why in the commit",
    );
    Outcome::Drift
}

/// What is written for the targets, and for the fixtures together. The runtime, which is the same in every crate, is
/// counted once.
fn written(workspace: &Workspace, measured: &mut Measured) -> Result<(), String> {
    for (name, target) in &workspace.settings.target {
        let files = files(&workspace.root.join(&target.document), target)?;
        measured.add(
            format!("written: {name}"),
            bytes(&files, Part::Own),
            Unit::Bytes,
        );
        measured.add(
            format!("written: {name}"),
            lines(&files, Part::Own),
            Unit::Lines,
        );
        measured.add(
            format!("written: runtime of {name}"),
            bytes(&files, Part::Runtime),
            Unit::Bytes,
        );
    }
    let folder = workspace.root.join(FIXTURES);
    let Ok(entries) = folder.read_dir() else {
        measured.not_run.push(format!(
            "what is written for fixtures: there is no folder {FIXTURES}"
        ));
        return Ok(());
    };
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(
            entry
                .map_err(|error| format!("{FIXTURES}: {error}"))?
                .path(),
        );
    }
    paths.sort();
    let (mut all_bytes, mut all_lines) = (0, 0);
    for path in paths {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let target = Target::of_document(path.clone(), "out".into(), "fixture".to_owned());
        let files = files(&path, &target)?;
        let bytes = bytes(&files, Part::Own);
        all_bytes += bytes;
        all_lines += lines(&files, Part::Own);
        if bytes >= LARGE {
            measured.add(format!("written: fixture {name}"), bytes, Unit::Bytes);
        }
    }
    measured.add("written: all fixtures", all_bytes, Unit::Bytes);
    measured.add("written: all fixtures", all_lines, Unit::Lines);
    Ok(())
}

fn files(path: &Path, target: &Target) -> Result<FileSet, String> {
    let mut report = Report::new();
    let shown = target.shown();
    // Headers name the document, and its folder is that of the machine.
    let shown = shown.rsplit('/').next().unwrap_or_default();
    let source = load::read(path, shown, &target.limits, &mut report);
    crate::generate(&source, target, &mut report).ok_or_else(|| {
        let first = report
            .diagnostics()
            .iter()
            .find(|one| one.severity == crate::report::Severity::Error);
        let reason = first.map(|one| one.message.as_str()).unwrap_or_default();
        format!("{} does not generate: {reason}", path.display())
    })
}

/// Files of a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Those of its document.
    Own,
    /// Those that every crate carries.
    Runtime,
}

fn texts(files: &FileSet, part: Part) -> impl Iterator<Item = &str> {
    let of_part = move |path: &str| match part {
        Part::Own => !path.starts_with("src/runtime/"),
        Part::Runtime => path.starts_with("src/runtime/"),
    };
    files
        .iter()
        .filter(move |(path, _)| of_part(path))
        .map(|(_, text)| text)
}

fn bytes(files: &FileSet, part: Part) -> u64 {
    texts(files, part).map(|text| text.len() as u64).sum()
}

fn lines(files: &FileSet, part: Part) -> u64 {
    texts(files, part)
        .map(|text| text.lines().count() as u64)
        .sum()
}

/// The instructions of generating from the targets' documents, and from a synthetic one.
fn instructions(workspace: &Workspace, work: &Path, measured: &mut Measured) -> Result<(), String> {
    let Some(valgrind) = peers::on_path("valgrind") else {
        measured
            .not_run
            .push("instructions: valgrind is not on the PATH".to_owned());
        return Ok(());
    };
    let synthetic = work.join("guard.json");
    fs::write(&synthetic, synthetic::document(OPERATIONS))
        .map_err(|error| format!("{} cannot be written: {error}", synthetic.display()))?;
    let targets = workspace.settings.target.iter();
    let targets =
        targets.map(|(name, target)| (name.clone(), workspace.root.join(&target.document)));
    for (name, document) in
        targets.chain([(format!("{OPERATIONS} synthetic operations"), synthetic)])
    {
        terminal::line(&format!(
            "bench: counting instructions of generating {name}"
        ));
        let count = count(&valgrind, &document, work)?;
        measured.add(format!("generating: {name}"), count, Unit::Instructions);
    }
    Ok(())
}

fn count(valgrind: &Path, document: &Path, work: &Path) -> Result<u64, String> {
    let executable = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = work.join("guard");
    let _ = fs::remove_dir_all(&output);
    let mut command = Command::new(valgrind);
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    let generator = generating::codegen(&executable, document, &output, "guard");
    command
        .arg(generator.get_program())
        .args(generator.get_args());
    let (_, output) = measure::command(&mut command)?;
    let said = String::from_utf8_lossy(&output.stderr);
    collected(&said).ok_or_else(|| format!("valgrind counted nothing: {said}"))
}

/// The sum that callgrind prints at its end.
fn collected(said: &str) -> Option<u64> {
    let (_, rest) = said.split_once("Collected : ")?;
    rest.split_whitespace().next()?.parse().ok()
}

/// The allocations of calls.
fn allocations(root: &Path, measured: &mut Measured) -> Result<(), String> {
    let Some(calls) = calling::measure(root, calling::Profile::Dev)? else {
        measured
            .not_run
            .push(format!("allocations: there is no {}", calling::EXAMPLE));
        return Ok(());
    };
    for call in calls {
        measured.add(
            format!("calling: {}", call.name),
            call.ours_allocations,
            Unit::Allocations,
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_sum_of_callgrind_is_read() {
        let said = "==7== Events    : Ir\n==7== Collected : 2176391\n==7== \n==7== I   refs:      2,176,391\n";
        assert_eq!(collected(said), Some(2_176_391));
        assert_eq!(collected("==7== nothing"), None);
    }
}
