//! What compiling the crate of a document takes, its dependencies built before; the floor is a crate of its models alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Serialize;

use super::super::corpus::run::lines_below;
use super::floor;
use super::measure::{self, Timing};
use super::subject::Subject;
use crate::emit;
use crate::output::render::render;
use crate::output::write::write;
use crate::report::{Report, Severity};
use crate::settings::Target;

/// The figures of one document. Times are in seconds, sizes in bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Compiling {
    /// The document.
    pub document: String,
    /// Lines of the crate.
    pub lines: usize,
    /// Lines of the floor.
    pub floor_lines: usize,
    /// `cargo check` of the crate, with its default features.
    pub check: Timing,
    /// The same of the floor.
    pub floor_check: Timing,
    /// `cargo build` of the crate.
    pub build: Timing,
    /// The same of the floor.
    pub floor_build: Timing,
    /// A program that calls one operation, built for release and stripped.
    pub size: Option<u64>,
}

impl Compiling {
    /// How many times the floor checking takes.
    pub fn ratio(&self) -> f64 {
        self.check.wall / self.floor_check.wall
    }

    /// How many times the floor building takes.
    pub fn build_ratio(&self) -> f64 {
        self.build.wall / self.floor_build.wall
    }
}

/// Whether a program is built to see how large it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sizes {
    /// It is, which takes a minute for the packages that it depends on.
    Told,
    /// It is not.
    LeftOut,
}

/// Measures one document.
pub fn measure(
    subject: &Subject,
    root: &Path,
    work: &Path,
    runs: usize,
    sizes: Sizes,
) -> Result<Compiling, String> {
    let workshop = Workshop::new(subject, root, &work.join("crates"), sizes)?;
    let (ours, floor) = (&workshop.ours, &workshop.floor);
    let of_disk = |error: std::io::Error| format!("{}: {error}", work.display());
    let lines = |name: &str| lines_below(&workshop.folder.join(name).join("src")).map_err(of_disk);
    let timed = |subcommand: &str, name: &str| {
        // What the packages that it depends on take is not measured.
        workshop.run(subcommand, name)?;
        measure::repeated(runs.max(2), || workshop.run(subcommand, name))
    };
    Ok(Compiling {
        document: subject.name.clone(),
        lines: lines(ours)?,
        floor_lines: lines(floor)?,
        check: timed("check", ours)?,
        floor_check: timed("check", floor)?,
        build: timed("build", ours)?,
        floor_build: timed("build", floor)?,
        size: match sizes {
            Sizes::Told => workshop.size()?,
            Sizes::LeftOut => None,
        },
    })
}

/// A workspace of the crate and its floor.
struct Workshop {
    folder: PathBuf,
    ours: String,
    floor: String,
    /// Whether there is a program that calls an operation.
    has_call: bool,
}

/// The program that calls one operation.
const CALL: &str = "call";

impl Workshop {
    fn new(subject: &Subject, root: &Path, folder: &Path, sizes: Sizes) -> Result<Self, String> {
        let (ours, floor) = (subject.crate_name("bench"), subject.crate_name("floor"));
        let target = Target::of_document(subject.path.clone(), folder.join(&ours), ours.clone());
        let mut report = Report::new();
        let Some((api, probes)) = crate::probes_of(&subject.source, &target, &mut report) else {
            let mut all = report.diagnostics().iter();
            let first = all.find(|one| one.severity == Severity::Error);
            return Err(first.map_or_else(String::new, |one| one.message.clone()));
        };
        let cannot =
            |error: std::io::Error| format!("{} cannot be written: {error}", folder.display());
        fs::create_dir_all(folder.join(&floor).join("src")).map_err(cannot)?;
        // The call that needs least: none where that can be.
        let needs = |probe: &&crate::model::Probe| {
            let operation = &api.groups[probe.group].operations[probe.operation];
            let required = probe.required(operation);
            required.parameters.len() + usize::from(required.body.is_some())
        };
        let probe = probes.iter().min_by_key(needs);
        let probe =
            probe.map(|probe| probe.required(&api.groups[probe.group].operations[probe.operation]));
        let probe: Vec<_> = probe.filter(|_| sizes == Sizes::Told).into_iter().collect();
        let mut files = emit::emit(&api);
        if !probe.is_empty() {
            files.push(emit::probe(&api, &probe, CALL));
        }
        write(&folder.join(&ours), &render(files))
            .map_err(|error| format!("{} cannot be written: {error:?}", folder.display()))?;
        let path = folder.join(&floor);
        fs::write(path.join("Cargo.toml"), floor::manifest(&floor)).map_err(cannot)?;
        fs::write(path.join("src").join("lib.rs"), floor::library(&api)).map_err(cannot)?;
        let members = format!("[workspace]\nresolver = \"3\"\nmembers = [{ours:?}, {floor:?}]\n");
        fs::write(folder.join("Cargo.toml"), members).map_err(cannot)?;
        // The versions of the workspace, which are on the machine already.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(cannot)?;
        Ok(Self {
            folder: folder.to_owned(),
            ours,
            floor,
            has_call: !probe.is_empty(),
        })
    }

    /// Has cargo take a package for changed, and work on it.
    fn run(&self, subcommand: &str, name: &str) -> Result<Timing, String> {
        let library = self.folder.join(name).join("src").join("lib.rs");
        touch(&library).map_err(|error| format!("{}: {error}", library.display()))?;
        let mut command = self.cargo();
        command.args([subcommand, "--offline", "--quiet", "--package", name]);
        measure::command(&mut command).map(|(timing, _)| timing)
    }

    /// The bytes of the program.
    fn size(&self) -> Result<Option<u64>, String> {
        if !self.has_call {
            return Ok(None);
        }
        let mut command = self.cargo();
        command.args(["build", "--release", "--offline", "--quiet", "--package"]);
        command.args([&self.ours, "--example", CALL]);
        command.env("CARGO_PROFILE_RELEASE_STRIP", "true");
        measure::command(&mut command)?;
        let program = format!("{CALL}{}", std::env::consts::EXE_SUFFIX);
        let folder = self.target().join("release").join("examples");
        let path = folder.join(program);
        let metadata =
            fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Some(metadata.len()))
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn cargo(&self) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.target())
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never");
        command
    }
}

fn touch(path: &Path) -> std::io::Result<()> {
    let file = fs::File::options().append(true).open(path)?;
    file.set_modified(std::time::SystemTime::now())
}
