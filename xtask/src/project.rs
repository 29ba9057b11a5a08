//! The library for programs: the documents of a workspace, generated, checked and compared without a terminal.
//!
//! What the commands print is data here. The pipeline runs on a thread with a stack of its own, whatever the
//! caller has.

mod error;
pub(crate) mod host;
pub(crate) mod lowered;
mod modules;
pub(crate) mod names_file;
mod problems;
pub(crate) mod shared;
pub(crate) mod templates;

use std::path::{Path, PathBuf};

pub use error::Error;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use lowered::{FormerNames, Lowered};
use names_file::NamesFile;
pub use problems::{Diagnostic, Diagnostics};
use shared::Shared;

use crate::diff::change::Comparison;
use crate::diff::fold::Given;
use crate::diff::impacts::Impacts;
use crate::diff::wire::options::Options;
use crate::diff::{self, Version};
use crate::output::check::{DiffLength, check};
use crate::output::file_set::FileSet;
use crate::output::plan::Difference;
use crate::output::write::write;
use crate::parallel;
use crate::paths::shown;
use crate::report::places::Sources;
use crate::report::{Code, Place, Report};
use crate::settings::module::Module;
use crate::settings::{SETTINGS_FILE, Settings, Target, is_crate_name, with_shared_output};
use crate::spec::load::Source;

/// Documents, and the crates that are made of them.
///
/// ```
/// use bindery::Project;
///
/// # let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// let project = Project::open(root)?;
/// for drift in project.check()? {
///     eprintln!("{} is not what its document says:\n{}", drift.target, drift.text);
///     # panic!();
/// }
/// # Ok::<(), bindery::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    targets: Vec<(String, Target)>,
    /// The runtimes that all targets of the settings share.
    shared: Vec<Shared>,
    /// The text of the settings; `None` where there are none, and then no file of names either.
    settings: Option<Source>,
    /// The package that holds the bindings as a module made by its build script, which writes nothing beside them.
    host: Option<PathBuf>,
}

/// What generating a target did.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Generated {
    /// The target.
    pub target: String,
    /// The folder of the crate.
    pub output: PathBuf,
    /// The files that were written or deleted, by their paths from the project's root; none where nothing changed. Those
    /// of a runtime that several targets share are of the first of them.
    pub changed: Vec<(PathBuf, FileChange)>,
    /// The files that were read, by their paths from the project's root.
    pub inputs: Vec<PathBuf>,
    /// The warnings and notes.
    pub diagnostics: Diagnostics,
    /// The manifest of the crate that holds the bindings as a module, and what to add to it: the features and
    /// dependencies that it lacks.
    pub manifest_lacks: Option<(PathBuf, String)>,
}

/// What was done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileChange {
    /// It was not there.
    New,
    /// It had another text.
    Changed,
    /// Nothing needs it any longer.
    Deleted,
}

/// How a folder differs from what generating would write.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Drift {
    /// The target.
    pub target: String,
    /// A line for each file that differs, and the whole diff of each. The files of a runtime that several targets share
    /// are of the first of them.
    pub text: String,
}

impl Project {
    /// The targets of a workspace, by the settings in its `spec/bindery.toml`.
    ///
    /// # Errors
    ///
    /// When the settings cannot be read or used.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, Error> {
        let root = root.into();
        let mut report = Report::new();
        let (source, settings) = Settings::read(&root, &mut report);
        let settings = settings.unwrap_or_default();
        for target in settings.target.values() {
            check_crate_name(target, &mut report);
        }
        let same = with_shared_output(&settings.target);
        let same = same.and_then(|(one, other)| Some((one, other, settings.target.get(other)?)));
        if let Some((one, other, target)) = same {
            let place = target.setting(&["output"]);
            let message = format!("the targets `{one}` and `{other}` write into one folder");
            report
                .error(Code::SettingValue, place, message)
                .help("give each a folder of its own");
        }
        if settings.target.is_empty() && !report.has_errors() {
            let message = "the settings have no target";
            report
                .error(Code::SettingsSyntax, Place::File, message)
                .help("add a table `[target.NAME]` with `document` and `output`");
        }
        if report.has_errors() {
            let sources = Sources {
                document: &source,
                settings: Some(&source),
            };
            return Err(Error::Unusable(Diagnostics::of(&report, sources)));
        }
        Ok(Self {
            root,
            shared: Shared::all(&settings.target),
            targets: settings.target.into_iter().collect(),
            settings: Some(source),
            host: None,
        })
    }

    /// One document without settings, and the folder and name of its crate. Relative paths start from the current
    /// folder. No file keeps its names.
    ///
    /// # Errors
    ///
    /// When the name cannot be that of a crate.
    pub fn of_document(
        document: impl Into<PathBuf>,
        output: impl Into<PathBuf>,
        crate_name: impl Into<String>,
    ) -> Result<Self, Error> {
        let name = crate_name.into();
        if !is_crate_name(&name) {
            return Err(Error::Target(format!(
                "`{name}` cannot be the name of a crate"
            )));
        }
        let target = Target::of_document(document.into(), output.into(), name.clone());
        Ok(Self {
            root: PathBuf::new(),
            targets: vec![(name, target)],
            shared: Vec::new(),
            settings: None,
            host: None,
        })
    }

    /// The targets by name, each with the document and the folder of its crate.
    pub fn targets(&self) -> impl Iterator<Item = (&str, &Path, &Path)> {
        let targets = self.targets.iter();
        targets.map(|(name, target)| {
            let (document, output) = (target.document.as_path(), target.output.as_path());
            (name.as_str(), document, output)
        })
    }

    /// Only the target of this name.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn only(mut self, name: &str) -> Result<Self, Error> {
        self.targets.retain(|(of, _)| of == name);
        match self.targets.is_empty() {
            false => Ok(self),
            true => Err(Error::Target(format!("no target is named `{name}`"))),
        }
    }

    /// Leaves out the operations that errors concern, instead of failing by them. The errors are warnings then.
    #[must_use]
    pub fn keep_going(mut self) -> Self {
        for (_, target) in &mut self.targets {
            target.keep_going = true;
        }
        self
    }

    /// Writes the crates, as `cargo xtask codegen` does: whole files, only those that differ, and none that codegen
    /// did not write.
    ///
    /// # Errors
    ///
    /// When a document cannot be used, or a file cannot be written. Crates of targets before it were written.
    pub fn generate(&self) -> Result<Vec<Generated>, Error> {
        parallel::deep(|| {
            let mut generated = Vec::new();
            for (name, target) in &self.targets {
                let runtime = self.runtime_with(name);
                generated.push(self.write(name, target, runtime)?);
            }
            Ok(generated)
        })
    }

    /// What generating would change; nothing is written. Empty where all crates are what they should be.
    ///
    /// # Errors
    ///
    /// When a document cannot be used, or a folder cannot be read.
    pub fn check(&self) -> Result<Vec<Drift>, Error> {
        parallel::deep(|| {
            let each = self.targets.iter();
            let checked = each.map(|(name, target)| self.drift(name, target));
            checked.filter_map(Result::transpose).collect()
        })
    }

    /// What changed from an older version of the project to this one, by target, on the wire and in Rust. Targets
    /// that only one of them has are left out; where each has just one, their names do not matter.
    ///
    /// # Errors
    ///
    /// When a document cannot be used.
    pub fn diff(&self, older: &Self) -> Result<Vec<Comparison>, Error> {
        parallel::deep(|| {
            let mut comparisons = Vec::new();
            for (name, target) in &self.targets {
                let named = older.targets.iter().find(|(of, _)| of == name);
                let sole = match (&self.targets[..], &older.targets[..]) {
                    ([_], [sole]) => Some(sole),
                    _ => None,
                };
                if let Some((old_name, old_target)) = named.or(sole) {
                    let old = older.version(old_name, old_target)?;
                    let new = self.version(name, target)?;
                    comparisons.push(compare(&old, &new, name, old_target, target)?);
                }
            }
            Ok(comparisons)
        })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The same as a module of a package, written into a folder of its build script.
    pub(crate) fn into_module(mut self, output: PathBuf, module: &str, host: PathBuf) -> Self {
        for (_, target) in &mut self.targets {
            target.output = output.clone();
            target.module = Some(Module::Path(module.to_owned()));
            target.runtime = None;
        }
        self.shared.clear();
        self.host = Some(host);
        self
    }

    fn lowered(&self, name: &str, target: &Target) -> Result<(Lowered, Diagnostics), Error> {
        let named = self.settings.as_ref().map(|_| name);
        let lowered = lowered::lower(&self.root, named, target, FormerNames::Kept);
        let mut diagnostics = self.diagnostics(&lowered.report, &lowered.source);
        if let Some(file) = &lowered.names {
            diagnostics.append(Diagnostics::of(&lowered.of_names, (&file.source).into()));
        }
        match &lowered.api {
            Some(_) => Ok((lowered, diagnostics)),
            None => Err(Error::Unusable(diagnostics)),
        }
    }

    fn diagnostics(&self, report: &Report, document: &Source) -> Diagnostics {
        let sources = Sources {
            document,
            settings: self.settings.as_ref(),
        };
        Diagnostics::of(report, sources)
    }

    /// The runtime that goes with a target: one that no target before it shares.
    fn runtime_with(&self, name: &str) -> Option<&Shared> {
        let shared = self.shared.iter().find(|one| one.is_of(name))?;
        let first = self
            .targets
            .iter()
            .find(|(target, _)| shared.is_of(target))?;
        (first.0 == name).then_some(shared)
    }

    fn write(
        &self,
        name: &str,
        target: &Target,
        runtime: Option<&Shared>,
    ) -> Result<Generated, Error> {
        let (lowered, diagnostics) = self.lowered(name, target)?;
        let folder = self.root.join(&target.output);
        let api = lowered.api.as_ref();
        let files = api.map(|api| crate::files_of(api, target));
        let files = files.unwrap_or_default();
        let mut changed = Vec::new();
        // First what the crate depends on: cargo reads nothing of a workspace where a part of it is missing.
        if let Some(shared) = runtime {
            let folder = self.root.join(shared.path());
            changed.extend(written(&folder, &shared.files(), shared.path())?);
        }
        changed.extend(written(&folder, &files, &target.output)?);
        let names = lowered.names.as_ref().filter(|_| self.host.is_none());
        if let (Some(file), Some(api)) = (names, api) {
            let done = file.write(&file.text(api, false));
            let change = match done? {
                "new" => Some(FileChange::New),
                "changed" => Some(FileChange::Changed),
                _ => None,
            };
            changed.extend(change.map(|change| (PathBuf::from(&file.source.name), change)));
        }
        let mut inputs = lowered.inputs;
        inputs.extend(self.settings.iter().map(|_| PathBuf::from(SETTINGS_FILE)));
        let host = self.host.as_ref().unwrap_or(&folder);
        let lacks = api.filter(|_| target.module_path(&mut Report::new()).is_some());
        let manifest_lacks = lacks.and_then(|api| host::missing(host, api));
        Ok(Generated {
            manifest_lacks,
            target: name.to_owned(),
            output: target.output.clone(),
            changed,
            inputs,
            diagnostics,
        })
    }

    fn drift(&self, name: &str, target: &Target) -> Result<Option<Drift>, Error> {
        let (lowered, _) = self.lowered(name, target)?;
        let Some(api) = &lowered.api else {
            return Ok(None);
        };
        let shown = shown(&target.output);
        let folder = self.root.join(&target.output);
        let files = crate::files_of(api, target);
        let mut text = check(&folder, &shown, &files, DiffLength::Full)?;
        if let Some(file) = &lowered.names {
            text.push_str(&file.check(&file.text(api, false), DiffLength::Full)?);
        }
        if let Some(shared) = self.runtime_with(name) {
            let folder = self.root.join(shared.path());
            text.push_str(&check(
                &folder,
                &shared.folder,
                &shared.files(),
                DiffLength::Full,
            )?);
        }
        let target = name.to_owned();
        Ok((!text.is_empty()).then_some(Drift { target, text }))
    }

    fn version(&self, name: &str, target: &Target) -> Result<Version, Error> {
        let (mut report, mut of_names) = (Report::new(), Report::new());
        let source = lowered::read(&self.root, target, &mut report);
        let file = self.settings.as_ref();
        let file = file.map(|_| NamesFile::read(&self.root, name, &mut of_names));
        if let Some(file) = file.as_ref().filter(|_| of_names.has_errors()) {
            let diagnostics = Diagnostics::of(&of_names, (&file.source).into());
            return Err(Error::Unusable(diagnostics));
        }
        let target = Target {
            names: file.and_then(|file| file.names),
            // What matters to those who generate does not to those who compare.
            levels: Default::default(),
            ..target.clone()
        };
        let version = match report.has_errors() {
            true => None,
            false => crate::version_of(source.clone(), &target, &target.shown(), &mut report),
        };
        version.ok_or_else(|| Error::Unusable(self.diagnostics(&report, &source)))
    }
}

fn compare(
    old: &Version,
    new: &Version,
    name: &str,
    old_target: &Target,
    target: &Target,
) -> Result<Comparison, Error> {
    let mut report = Report::new();
    let version = old_target.package.version.clone();
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let given = Given {
        target: name.to_owned(),
        crate_version: version.unwrap_or_else(|| "0.1.0".to_owned()),
        impacts: Impacts::of(target, &mut report),
        options: Options::on(today),
    };
    if report.has_errors() {
        let diagnostics = Diagnostics::of(&report, (&new.source).into());
        return Err(Error::Unusable(diagnostics));
    }
    let mut comparison = diff::compare(old, new, &given);
    diff::group(&mut comparison);
    Ok(comparison)
}

/// Writes the files of a folder. Answers what was done with each.
fn written(
    folder: &Path,
    files: &FileSet,
    output: &Path,
) -> Result<Vec<(PathBuf, FileChange)>, Error> {
    let plan = write(folder, files).map_err(|error| Error::of_writing(error, folder))?;
    let changes = plan.differences.iter().filter_map(|(path, difference)| {
        let change = match difference {
            Difference::Missing => FileChange::New,
            Difference::Stale => FileChange::Changed,
            Difference::Orphan => FileChange::Deleted,
            Difference::Foreign => return None,
        };
        Some((output.join(path), change))
    });
    Ok(changes.collect())
}

/// Reports a target whose crate cannot be named so.
fn check_crate_name(target: &Target, report: &mut Report) {
    let name = target.crate_name.as_deref().unwrap_or_default();
    if !is_crate_name(name) {
        let message = format!("`{name}` cannot be the name of a crate");
        report
            .error(Code::SettingValue, target.setting(&["crate-name"]), message)
            .help("a name begins with a letter and holds letters, digits, `-` and `_`");
    }
}
