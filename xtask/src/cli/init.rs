//! `cargo xtask init`: what a workspace needs to have bindings, written into it, and the first crates generated.
//!
//! All is read and planned before anything is written: [`surroundings`] is what is there, [`document`] what is
//! to be bound, and [`plan`] the files that come of both. What is there is merged with or left alone.

mod ask;
mod dependency;
mod document;
mod manifest;
mod names;
mod plan;
mod surroundings;
mod texts;

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use super::told::Told;
use super::{Outcome, terminal, workspace};
use crate::emit;
use crate::paths;
use crate::project::{FileChange, Project};
use crate::report::Report;
use crate::settings::{SETTINGS_FILE, Settings};
use dependency::Dependency;
use document::{NewTarget, Wanted};
use plan::{Existing, Plan, Stage};
use surroundings::{Surroundings, Xtask};

/// Set up a workspace, or an empty folder, to have bindings, and generate them.
///
/// It asks for what it needs where there is a terminal; elsewhere flags say it, or defaults are taken. Files that
/// are there are merged with, or left alone.
///
/// Exit codes: 0 done, 2 bad document, folder or usage.
#[derive(Debug, Args)]
pub struct Arguments {
    /// An OpenAPI document: copied into spec/, with the files that it refers to, where it lies outside of the
    /// workspace. May be given more than once
    #[arg(long, value_name = "FILE")]
    document: Vec<PathBuf>,
    /// The name of its crate; one for each document, in their order
    #[arg(long, value_name = "NAME", requires = "document")]
    crate_name: Vec<String>,
    /// The folder of its crate; one for each document, in their order
    #[arg(long, value_name = "DIR", requires = "document")]
    folder: Vec<PathBuf>,
    /// Where the new xtask has this generator from: a folder, the URL of a git repository, or a version
    #[arg(long, value_name = "PATH|URL|VERSION")]
    bindery: Option<String>,
    /// Leave out the operations that errors concern, by the setting `skip`
    #[arg(long)]
    keep_going: bool,
    /// Write no workflow of GitHub Actions
    #[arg(long)]
    no_ci: bool,
    /// Do not compile the new crates
    #[arg(long)]
    no_check: bool,
    /// Replace files that are there and differ
    #[arg(long)]
    force: bool,
    /// Ask nothing: take the defaults, and leave files that differ alone
    #[arg(short, long)]
    yes: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(here) = workspace::here() else {
        return Outcome::Unusable;
    };
    match init(arguments, &here) {
        Ok(()) => Outcome::Done,
        Err(Told) => Outcome::Unusable,
    }
}

fn init(arguments: &Arguments, here: &Path) -> Result<(), Told> {
    let asks = ask::Asks::of(arguments.yes);
    let around = Surroundings::of(here)?;
    let mut documents = arguments.document.clone();
    if documents.is_empty() && around.settings.is_none() {
        documents.push(asks.needed("OpenAPI document", "--document FILE")?.into());
    }
    let xtask = around.xtask();
    let dependency = match &xtask {
        Xtask::Ours { .. } => None,
        Xtask::New { .. } => Some(Dependency::of(arguments.bindery.as_deref(), here, &asks)?),
    };
    let mut targets: Vec<NewTarget> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let wanted = Wanted {
            document,
            crate_name: arguments.crate_name.get(index).map(String::as_str),
            folder: arguments.folder.get(index).map(PathBuf::as_path),
            keep_going: arguments.keep_going,
        };
        targets.extend(NewTarget::read(&wanted, here, &around, &targets, &asks)?);
    }
    let too_many = arguments.crate_name.len().max(arguments.folder.len()) > documents.len();
    if too_many {
        return Err(Told::error(
            "there are more names or folders than documents",
            "give each document by a `--document` of its own",
        ));
    }

    let existing = match arguments.force {
        true => Existing::Replaced,
        false => Existing::Kept,
    };
    let mut plan = Plan::new(&around.root);
    planned(
        &mut plan,
        &around,
        &xtask,
        dependency.as_ref(),
        &targets,
        arguments,
    )?;
    plan.settle(existing, &asks)?;
    plan.show();
    if plan.has_changes() && !asks.agreed("Write these files?")? {
        terminal::line("nothing was written");
        return Ok(());
    }
    // Cargo reads nothing of a workspace where a member is missing, and an interrupted run is to be repeated.
    plan.write(Stage::First)?;
    generate(&around)?;
    plan.write(Stage::Last)?;
    let packages: Vec<&str> = targets.iter().map(|one| one.crate_name.as_str()).collect();
    if !(arguments.no_check || packages.is_empty()) {
        check(&around.root, &packages)?;
    }
    told(&around, &xtask, &targets);
    if dependency.is_some_and(|one| one.is_of_machine(&around.top)) {
        terminal::line(
            "- the new xtask has bindery from a folder of this machine. Before others build it, CI among them, name the \
             URL of a git repository or a version in its Cargo.toml; `init --bindery URL` writes it so at once",
        );
    }
    Ok(())
}

/// Plans every file.
fn planned(
    plan: &mut Plan,
    around: &Surroundings,
    xtask: &Xtask,
    dependency: Option<&Dependency>,
    targets: &[NewTarget],
    arguments: &Arguments,
) -> Result<(), Told> {
    let mut members = around.crates();
    members.extend(targets.iter().map(|one| paths::shown(&one.output)));
    if let (Xtask::New { name, .. }, Some(dependency)) = (xtask, dependency) {
        members.push((*name).to_owned());
        let folder = around.root.join(name);
        let text = texts::xtask_manifest(name, &dependency.text(&folder));
        plan.whole(format!("{name}/Cargo.toml"), text);
        plan.whole(
            format!("{name}/src/main.rs"),
            texts::xtask_main(xtask.alias()),
        );
    }
    let text = manifest::with_members(around.manifest.as_deref(), &members);
    plan.merged(
        "Cargo.toml",
        text.map_err(|error| unreadable("Cargo.toml", &error))?,
    );
    plan.put_last("Cargo.toml");
    for target in targets {
        // Else `cargo fmt` would change what codegen wrote.
        let rustfmt = target.output.join("rustfmt.toml");
        plan.whole(paths::shown(&rustfmt), emit::RUSTFMT.to_owned());
        for (path, text) in &target.copies {
            plan.needed(paths::shown(path), text.clone());
        }
    }
    let settings = texts::settings(around.settings.as_deref(), targets);
    plan.merged(SETTINGS_FILE, check_settings(settings?)?);
    if let Xtask::New { name, .. } = xtask {
        let file = around.config_file();
        let text = manifest::with_alias(around.config.as_deref(), xtask.alias(), name);
        plan.merged(file, text.map_err(|error| unreadable(file, &error))?);
    }
    let outputs = targets.iter().map(|one| one.output.as_path());
    let attributes = plan.text(".gitattributes")?;
    plan.merged(
        ".gitattributes",
        texts::git_attributes(&attributes, outputs),
    );
    if around.manifest.is_none() {
        let ignored = plan.text(".gitignore")?;
        plan.merged(".gitignore", texts::git_ignore(&ignored));
    }
    if !arguments.no_ci {
        let below = paths::relative(&around.top, &around.root);
        let folder = paths::relative(&around.root, &around.top);
        let file = folder.join(".github/workflows/bindings.yml");
        plan.whole(
            paths::shown(&file),
            texts::workflow(xtask.alias(), &paths::shown(&below)),
        );
    }
    Ok(())
}

fn unreadable(file: &str, error: &str) -> Told {
    Told::error(
        format!("`{file}` cannot be added to: {error}"),
        "mend it; nothing was written",
    )
}

/// Settings that nobody could read would leave a workspace worse than it was.
fn check_settings(text: String) -> Result<String, Told> {
    let mut report = Report::new();
    Settings::parse(&text, &mut report);
    match report.diagnostics().first() {
        Some(first) => Err(unreadable(SETTINGS_FILE, &first.message)),
        None => Ok(text),
    }
}

/// Writes the crates of all targets.
fn generate(around: &Surroundings) -> Result<(), Told> {
    let written = Project::open(&around.root).and_then(|project| project.generate());
    let written = written.map_err(|error| {
        terminal::problems(&format!("{}\n", error.to_string().trim_end()));
        Told::error(
            "the files above were written but `Cargo.toml`, and the bindings were not",
            "mend what stands above, and run `init` again",
        )
    })?;
    for one in written {
        let count = |change| one.changed.iter().filter(|(_, of)| *of == change).count();
        terminal::line(&format!(
            "{}: {} files new, {} changed in {}",
            one.target,
            count(FileChange::New),
            count(FileChange::Changed),
            paths::shown(&one.output)
        ));
    }
    Ok(())
}

/// Compiles the new crates.
fn check(root: &Path, packages: &[&str]) -> Result<(), Told> {
    let packages = packages.iter().flat_map(|name| ["--package", name]);
    let mut command = Command::new(surroundings::cargo());
    command
        .args(["check", "--quiet"])
        .args(packages)
        .current_dir(root);
    terminal::line("compiling the crates: cargo check …");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Told::error(
            "everything was written, and `cargo check` fails",
            "what it says stands above; `--no-check` leaves it out",
        )),
        Err(error) => Err(Told::error(
            format!("everything was written, and cargo cannot be run: {error}"),
            "install cargo, or leave the check out by `--no-check`",
        )),
    }
}

/// Tells what to do next.
fn told(around: &Surroundings, xtask: &Xtask, targets: &[NewTarget]) {
    let alias = xtask.alias();
    terminal::line("\nNext:");
    terminal::line("- commit what was written; the crates are generated, and committed too");
    terminal::line(&format!(
        "- after a change of a document or of {SETTINGS_FILE}: cargo {alias} codegen"
    ));
    terminal::line(&format!(
        "- what a change means to callers: cargo {alias} diff"
    ));
    for target in targets {
        let (name, folder) = (&target.crate_name, paths::shown(&target.output));
        terminal::line(&format!(
            "- to call the API from a package at the root: {name} = {{ path = \"{folder}\" }}; {folder}/README.md shows how"
        ));
    }
    if let Xtask::New {
        is_beside: true, ..
    } = xtask
    {
        terminal::line(
            "- the workspace had an xtask, so that this one is `bindings-xtask`. Yours can do the same: depend on \
             bindery, and hand `bindery::cli::main_with` the arguments of a subcommand",
        );
    }
    if around.top != around.root && !around.top.join(".github").exists() {
        terminal::line("- check that the workflow stands where your repository begins");
    }
}
