//! `cargo xtask watch`: codegen whenever what it reads has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use clap::Args;
use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{Debouncer, new_debouncer};

use super::{Outcome, codegen, inputs, terminal, workspace};
use crate::project::lowered;
use crate::report::Report;
use crate::settings::{SETTINGS_FILE, Settings, Target, hand_module, names_file};

/// How long nothing may happen before codegen runs: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(150);

/// Write the bindings now, and again whenever a document or the settings change, until it is interrupted.
///
/// What cannot be used is told, and what was written before stays until it can.
#[derive(Debug, Args)]
#[group(skip)]
#[command(after_help = "Example:
  cargo xtask watch --target petstore")]
pub struct Arguments {
    #[command(flatten)]
    codegen: codegen::Arguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(here) = workspace::here() else {
        return Outcome::Unusable;
    };
    match watch(&arguments.codegen, &here) {
        Ok(outcome) => outcome,
        Err(error) => {
            terminal::error(
                &format!("cannot watch files: {error}"),
                "run `cargo xtask codegen` after each change",
            );
            Outcome::Unusable
        }
    }
}

fn watch(
    codegen: &codegen::Arguments,
    here: &Path,
) -> Result<Outcome, notify_debouncer_mini::notify::Error> {
    let (sender, events) = mpsc::channel();
    let mut folders = Folders {
        debouncer: new_debouncer(QUIET, sender)?,
        watched: BTreeSet::new(),
    };
    let root = workspace::root_of(here).unwrap_or(here);
    let mut inputs = BTreeSet::new();
    let hasher = RandomState::new();
    loop {
        // What is broken refers to less than it will when it is mended, so what was read before is still of interest.
        inputs.extend(inputs_of(codegen, root, here));
        folders.watch(&inputs)?;
        let read = contents(&inputs, &hasher);
        // The outcome was told; a document that is broken now is mended later.
        let _: Outcome = codegen::run(codegen);
        let after = contents(&inputs, &hasher);
        let names = |path: &PathBuf| path.extension().is_some_and(|end| end == "names");
        let is_own = inputs
            .iter()
            .filter(|path| read.get(*path) != after.get(*path))
            .all(names);
        if is_own {
            let count = inputs.len();
            terminal::line(&format!("watching {count} files; interrupt to end\n"));
            let mut known = after;
            // Codegen writes too, and a file may be touched without being changed.
            loop {
                if events.recv().is_err() {
                    return Ok(Outcome::Done);
                }
                // A file that was missing is read from now on.
                inputs.extend(inputs_of(codegen, root, here));
                let now = contents(&inputs, &hasher);
                if now != known {
                    settle(now, &inputs, &hasher);
                    break;
                }
                known = now;
            }
        }
    }
}

/// Waits until files stay as they are: the event that told of a change may be one of an earlier write, and this one
/// half done.
fn settle(
    mut now: BTreeMap<PathBuf, Option<u64>>,
    inputs: &BTreeSet<PathBuf>,
    hasher: &RandomState,
) {
    loop {
        std::thread::sleep(QUIET / 2);
        let after = contents(inputs, hasher);
        if after == now {
            return;
        }
        now = after;
    }
}

/// The folders of files, of which the system tells what happens in them. A file that an editor replaces is another one,
/// but in the same folder.
struct Folders {
    debouncer: Debouncer<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    fn watch(
        &mut self,
        files: &BTreeSet<PathBuf>,
    ) -> Result<(), notify_debouncer_mini::notify::Error> {
        let parents = files.iter().filter_map(|file| file.parent());
        // A folder of templates may be empty, and then is that of no file.
        let own = files.iter().map(PathBuf::as_path);
        let folders: BTreeSet<&Path> = parents.chain(own).collect();
        for folder in folders {
            if folder.is_dir() && self.watched.insert(folder.to_owned()) {
                let watcher = self.debouncer.watcher();
                watcher.watch(folder, RecursiveMode::NonRecursive)?;
            }
        }
        Ok(())
    }
}

/// The files that codegen reads, as far as they can be told.
fn inputs_of(codegen: &codegen::Arguments, root: &Path, here: &Path) -> Vec<PathBuf> {
    if let Some(target) = codegen.outside_settings() {
        return files_of(&target, here);
    }
    let mut inputs = vec![root.join(SETTINGS_FILE)];
    let (_, settings) = Settings::read(root, &mut Report::new());
    for (name, target) in settings.unwrap_or_default().target {
        if codegen.chooses(&name) {
            inputs.push(root.join(names_file(&name)));
            inputs.extend(files_of(&target, root));
        }
    }
    inputs
}

/// What a target is read from, and the modules that are written by hand.
fn files_of(target: &Target, root: &Path) -> Vec<PathBuf> {
    let source = lowered::read(root, target, &mut Report::new());
    let by_hand = target.modules.iter().map(|text| hand_module(text));
    let by_hand = by_hand.map(|module| target.output.join(module.path(target)));
    let inputs = lowered::inputs(root, target, &source).into_iter();
    inputs.chain(by_hand).map(|file| root.join(file)).collect()
}

/// What stands in files, so that one which is written anew as it was is no change.
fn contents(files: &BTreeSet<PathBuf>, hasher: &RandomState) -> BTreeMap<PathBuf, Option<u64>> {
    let each = files.iter().map(|path| {
        let contents = inputs::contents(path);
        (path.clone(), contents.map(|bytes| hasher.hash_one(bytes)))
    });
    each.collect()
}
