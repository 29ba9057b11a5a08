//! `cargo xtask templates`: the files that a target may replace, copied out, and what became of ours since.

use std::path::{Path, PathBuf};

use clap::Args;

use super::told::Told;
use super::workspace::Workspace;
use super::{Outcome, terminal, workspace};
use crate::emit;
use crate::model::Api;
use crate::output::check::DiffLength;
use crate::output::disk::RealDisk;
use crate::output::write::write_alone;
use crate::paths::shown;
use crate::project::lowered::{FormerNames, lower};
use crate::project::templates::{self, Folder, MANIFEST, README};
use crate::report::Report;
use crate::report::formats::Repeated;
use crate::report::places::Sources;
use crate::settings::Target;

/// List the files of generated crates that a file of one's own may replace, and which targets do.
///
/// Exit codes: 0 done, 2 bad settings, names or usage.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  cargo xtask templates --eject retry.rs")]
pub struct Arguments {
    /// Only the target of this name; may be given more than once
    #[arg(long, value_name = "NAME")]
    target: Vec<String>,
    /// Copy our file of this name into the folder of templates, to be changed there; may be given more than once
    #[arg(long, value_name = "FILE", conflicts_with_all = ["diff", "accept"])]
    eject: Vec<String>,
    /// Print what has changed of ours since it was copied out, as a unified diff that can be applied to the copies
    #[arg(long, conflicts_with = "accept")]
    diff: bool,
    /// Take note that what has changed of ours is done in this file too; may be given more than once
    #[arg(long, value_name = "FILE")]
    accept: Vec<String>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let found = workspace::here().and_then(|here| workspace::find(&here));
    let Some(workspace) = found else {
        return Outcome::Unusable;
    };
    let Some(chosen) = workspace.chosen(&arguments.target) else {
        return Outcome::Unusable;
    };
    let known = templates::names();
    let mut asked = arguments.eject.iter().chain(&arguments.accept);
    if let Some(unknown) = asked.find(|name| !known.contains(name)) {
        let help = templates::other_name(unknown, &known);
        terminal::error(
            &format!("no file is named `{unknown}` that can be replaced"),
            &help,
        );
        return Outcome::Unusable;
    }
    let done = if !arguments.eject.is_empty() {
        eject(&workspace, &chosen, &arguments.eject)
    } else {
        let folders = read(&workspace, &chosen);
        // A mistake says that the names are listed here.
        if folders.is_none() && arguments.accept.is_empty() && !arguments.diff {
            list(&known, &[]);
        }
        folders.and_then(|folders| {
            if !arguments.accept.is_empty() {
                return accept(&workspace, &folders, &arguments.accept);
            }
            match arguments.diff {
                true => diff(&folders),
                false => list(&known, &folders),
            }
            Some(())
        })
    };
    match done {
        Some(()) => Outcome::Done,
        None => Outcome::Unusable,
    }
}

/// A target with its folder.
struct Of<'w> {
    name: &'w str,
    path: Option<&'w Path>,
    folder: Folder,
}

/// Reads the folders of targets. `None` after saying what is wrong with one.
fn read<'w>(workspace: &Workspace, chosen: &'w [(String, Target)]) -> Option<Vec<Of<'w>>> {
    let each = chosen.iter().map(|(name, target)| {
        let mut report = Report::new();
        let folder = Folder::read(&workspace.root, target, &mut report);
        let sources = Sources {
            document: &workspace.source,
            settings: Some(&workspace.source),
        };
        // What has changed of ours is what is asked for here, and no problem.
        let errors = report.only_errors();
        terminal::report(&errors, sources, Repeated::Told);
        let path = target.templates.as_deref();
        (!errors.has_errors()).then_some(Of { name, path, folder })
    });
    each.collect()
}

fn list(known: &[String], folders: &[Of<'_>]) {
    let width = known.iter().map(String::len).max().unwrap_or_default();
    for name in known {
        let having = folders
            .iter()
            .filter(|of| of.folder.files.contains_key(name));
        let having = having.map(|of| {
            let path = format!("{}/{name}", of.folder.shown);
            format!("{}: {path}{}", of.name, state(&of.folder, name))
        });
        let having: Vec<String> = having.collect();
        terminal::output(format!("{name:width$}  {}", having.join("; ")).trim_end());
    }
}

/// How a template stands to ours.
fn state(folder: &Folder, name: &str) -> &'static str {
    if folder.change(name, DiffLength::Full).is_some() {
        ", ours has changed since"
    } else if templates::ours(name).is_some() && !folder.is_noted(name) {
        ", made from an unknown version"
    } else {
        ""
    }
}

fn diff(folders: &[Of<'_>]) {
    let mut told: Vec<&Path> = Vec::new();
    for of in folders {
        // Several targets may have one folder.
        let Some(path) = of.path.filter(|path| !told.contains(path)) else {
            continue;
        };
        told.push(path);
        for name in of.folder.files.keys() {
            if let Some(diff) = of.folder.change(name, DiffLength::Full) {
                terminal::drift(&diff);
            }
        }
    }
}

fn accept(workspace: &Workspace, folders: &[Of<'_>], names: &[String]) -> Option<()> {
    for name in names {
        let mut having = folders
            .iter()
            .filter(|of| of.folder.files.contains_key(name))
            .peekable();
        if having.peek().is_none() {
            terminal::error(
                &format!("no target has a template `{name}`"),
                "`cargo xtask templates` lists which have",
            );
            return None;
        }
        let Some(ours) = templates::ours(name) else {
            terminal::error(
                &format!("of `{name}` nothing is noted"),
                "what ours says of it follows from the document and the settings",
            );
            return None;
        };
        for path in having.filter_map(|of| of.path) {
            let note = templates::note(path, name);
            write(&workspace.root, &note, ours)?;
            terminal::line(&format!("noted: {}", shown(&note)));
        }
    }
    Some(())
}

fn eject(workspace: &Workspace, chosen: &[(String, Target)], names: &[String]) -> Option<()> {
    let (target_name, target) = sole(chosen)?;
    let folder = match &target.templates {
        Some(folder) => folder.clone(),
        None => free_folder(workspace, target_name),
    };
    for name in names {
        let path = folder.join(name);
        if workspace.root.join(&path).exists() {
            terminal::error(
                &format!("`{}` is there already", shown(&path)),
                "delete or move it first: what was written by hand is never overwritten",
            );
            return None;
        }
    }
    for name in names {
        let path = folder.join(name);
        match templates::ours(name) {
            Some(ours) => {
                // The note first: an interrupted run leaves no copy of which nothing is known.
                write(&workspace.root, &templates::note(&folder, name), ours)?;
                write(&workspace.root, &path, ours)?;
            }
            None => write(
                &workspace.root,
                &path,
                &start_of(name, workspace, target_name, target)?,
            )?,
        }
        terminal::line(&format!("new: {}", shown(&path)));
    }
    if target.templates.is_none() {
        let folder = toml::Value::String(shown(&folder));
        terminal::line(&format!(
            "add to `[target.{target_name}]` in {}:\ntemplates = {folder}",
            workspace.source.name
        ));
    }
    Some(())
}

/// The target that files are copied for. `None` after saying that there are several.
fn sole(chosen: &[(String, Target)]) -> Option<(&str, &Target)> {
    let mut targets = chosen.iter();
    let (name, target) = targets.next()?;
    // Targets that have one folder are as good as one.
    let is_same = |other: &Target| other.templates.is_some() && other.templates == target.templates;
    if targets.all(|(_, other)| is_same(other)) {
        return Some((name, target));
    }
    let names: Vec<&str> = chosen.iter().map(|(name, _)| name.as_str()).collect();
    let help = format!("choose one by `--target`: {}", names.join(", "));
    terminal::error("there are several targets", &help);
    None
}

/// A folder for a target that has none, and that no other target has.
fn free_folder(workspace: &Workspace, target: &str) -> PathBuf {
    let usual = Path::new("spec/templates");
    let is_taken = |other: &Target| other.templates.as_deref() == Some(usual);
    match workspace.settings.target.values().any(is_taken) {
        true => PathBuf::from(format!("spec/{target}-templates")),
        false => usual.to_owned(),
    }
}

/// What a README or an addition to the manifest begins with. `None` after saying what keeps it from being made.
fn start_of(name: &str, workspace: &Workspace, of: &str, target: &Target) -> Option<String> {
    if name == MANIFEST {
        return Some(
            "# Tables and keys here are added to those of the manifest, or replace them.\n"
                .to_owned(),
        );
    }
    let target = Target {
        templates: None,
        ..target.clone()
    };
    let lowered = lower(&workspace.root, Some(of), &target, FormerNames::Kept);
    let readme = |api: &Api| emit::readme(api);
    let text = lowered.api.as_ref().map(readme);
    if text.is_none() {
        terminal::error(
            &format!("`{README}` cannot be made: the document of `{of}` cannot be used"),
            "`cargo xtask codegen` tells why",
        );
    }
    text
}

fn write(root: &Path, path: &Path, text: &str) -> Option<()> {
    let written = write_alone(&RealDisk, &root.join(path), text);
    let told = |error| Told::unwritten(&error, "the folder must be writable");
    written.map(|_| ()).map_err(told).ok()
}
