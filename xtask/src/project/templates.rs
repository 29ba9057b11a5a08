//! The setting `templates`: a folder of files that replace some that generated crates carry.
//!
//! Below [`EJECTED`] in the folder stands what a file of ours was when it was copied out: by that it is seen when ours
//! has changed since. The README and the manifest say what the document and the settings do, and change with them, so
//! they are not noted.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::emit;
use crate::model::Api;
use crate::model::templates::Templates;
use crate::output::check::{DiffLength, Versions};
use crate::paths::shown;
use crate::report::{Code, Report};
use crate::settings::Target;
use crate::similar::nearest;

/// What is added to the manifest.
pub const MANIFEST: &str = "Cargo.toml";
/// What replaces the README.
pub const README: &str = "README.md";
/// The folder of what ours were, within that of the templates.
const EJECTED: &str = ".ejected";

/// Every name that means something in the folder.
pub fn names() -> Vec<String> {
    let own = [MANIFEST, README].map(str::to_owned);
    let runtime = emit::runtime_files().map(|(name, _)| name);
    own.into_iter().chain(runtime).collect()
}

/// Our file of the runtime of this name.
pub fn ours(name: &str) -> Option<&'static str> {
    let mut files = emit::runtime_files();
    files.find_map(|(of, text)| (of == name).then_some(text))
}

/// Where it is noted what a file of ours was.
pub fn note(folder: &Path, name: &str) -> PathBuf {
    folder.join(EJECTED).join(name)
}

/// A folder of templates, as it was read.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// How messages show it.
    pub shown: String,
    /// The texts by name.
    pub files: BTreeMap<String, String>,
    /// What our files were when they were copied out, by name; of those alone that are there.
    notes: BTreeMap<String, String>,
}

impl Folder {
    /// The folder of a target. Whatever is wrong with it goes to `report`.
    pub fn read(root: &Path, target: &Target, report: &mut Report) -> Self {
        let Some(below) = &target.templates else {
            return Self::default();
        };
        let mut folder = Self {
            shown: shown(below),
            ..Self::default()
        };
        let path = root.join(below);
        let error = |report: &mut Report, message: String, help: &str| {
            let place = target.setting(&["templates"]);
            report.error(Code::SettingValue, place, message).help(help);
        };
        let listed = match listed(&path) {
            Ok(listed) => listed,
            Err(problem) => {
                let message = format!("the folder `{}` cannot be read: {problem}", folder.shown);
                let help = "`cargo xtask templates --eject NAME` makes it, with a copy of our file of that name";
                error(report, message, help);
                return folder;
            }
        };
        let known = names();
        for name in listed {
            let shown = format!("{}/{name}", folder.shown);
            if !known.contains(&name) {
                error(
                    report,
                    format!("`{shown}` replaces nothing"),
                    &other_name(&name, &known),
                );
                continue;
            }
            let text = match fs::read_to_string(path.join(&name)) {
                Ok(text) => text,
                Err(problem) => {
                    let help = "let it be a file of text in UTF-8, or take it away";
                    error(report, format!("`{shown}` cannot be read: {problem}"), help);
                    continue;
                }
            };
            if let Some(problem) = not_merged(&name, &text) {
                error(
                    report,
                    format!("`{shown}` {problem}"),
                    "cargo reads manifests as TOML 1.0",
                );
                continue;
            }
            if let Ok(was) = fs::read_to_string(note(&path, &name)) {
                folder.notes.insert(name.clone(), was);
            }
            folder.files.insert(name, text);
        }
        folder.tell_changes(target, report);
        folder
    }

    /// What the model needs to know of it.
    pub fn templates(&self) -> Templates {
        let mut runtime = self.files.clone();
        Templates {
            readme: runtime.remove(README),
            manifest: runtime.remove(MANIFEST),
            runtime,
        }
    }

    /// Whether it is known what a file of ours was when it was copied out.
    pub fn is_noted(&self, name: &str) -> bool {
        self.notes.contains_key(name)
    }

    /// What became of a file of ours since it was copied out, as a unified diff that can be applied to the copy; `None`
    /// where it is the same, or is not known.
    pub fn change(&self, name: &str, length: DiffLength) -> Option<String> {
        // Git may have written other line ends on this machine.
        let was = self.notes.get(name)?.replace("\r\n", "\n");
        let ours = ours(name).filter(|ours| *ours != was)?;
        let path = format!("{}/{name}", self.shown);
        let versions = Versions {
            old: (&format!("a/{path}"), &was),
            new: (&format!("b/{path}"), ours),
        };
        Some(versions.unified_diff(length))
    }

    fn tell_changes(&self, target: &Target, report: &mut Report) {
        for name in self.files.keys() {
            let Some(diff) = self.change(name, DiffLength::Excerpt) else {
                continue;
            };
            let shown = &self.shown;
            report
                .warning(
                    Code::TemplateChanged,
                    target.setting(&["templates"]),
                    format!("ours has changed since `{shown}/{name}` was made from it"),
                )
                .help(format!(
                    "do the same there where it matters, then run `cargo xtask templates --accept {name}`; \
                     `cargo xtask templates --diff` shows all of it:\n{}",
                    diff.trim_end()
                ));
        }
    }

    /// Tells of the files that a crate has no place for.
    pub fn tell_unused(&self, api: &Api, target: &Target, report: &mut Report) {
        for name in self.files.keys().filter(|name| !is_used(name, api, target)) {
            let place = target.setting(&["templates"]);
            let path = format!("{}/{name}", self.shown);
            if let Some(shared) = api
                .shared_runtime
                .as_ref()
                .filter(|_| emit::is_shared(name))
            {
                let message = format!(
                    "`{name}` is in the crate `{}` that the target shares, where `{path}` replaces nothing",
                    shared.name
                );
                report.note(Code::TemplateUnused, place, message).help(
                    "leave `runtime` out, so that the crate has a runtime of its own, or take the file away where no \
                     other target has a use for it",
                );
                continue;
            }
            let message = format!("the crate has no `{name}` that `{path}` could replace");
            report.note(Code::TemplateUnused, place, message).help(
                "take the file away where no other target has a use for it; the crate may have one after a change of \
                 the document",
            );
        }
    }
}

/// Whether a crate has the file of this name. What a module lacks in its manifest is told by codegen.
pub fn is_used(name: &str, api: &Api, target: &Target) -> bool {
    match name {
        MANIFEST => true,
        README => !target.is_module(),
        name => emit::carries(api, name),
    }
}

/// The folders and files that are read, by their paths from the workspace's root. What is added to a folder changes the
/// folder.
pub fn inputs(root: &Path, target: &Target) -> Vec<PathBuf> {
    let Some(folder) = &target.templates else {
        return Vec::new();
    };
    let mut inputs = vec![folder.clone()];
    for name in listed(&root.join(folder)).unwrap_or_default() {
        inputs.push(folder.join(&name));
        // A build script runs each time where one of its inputs is not there.
        let notes = [folder.join(EJECTED), note(folder, &name)];
        inputs.extend(notes.into_iter().filter(|path| root.join(path).exists()));
    }
    inputs
}

/// The names in a folder, without hidden ones, sorted.
fn listed(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// What was likely meant by a name that nothing has.
pub fn other_name(name: &str, known: &[String]) -> String {
    let all = "`cargo xtask templates` lists all names";
    if name == "mod.rs" {
        return format!("each crate declares the files that it has; {all}");
    }
    match nearest(name, known.iter().map(String::as_str)).as_slice() {
        [] => all.to_owned(),
        near => format!("did you mean `{}`? {all}", near.join("` or `")),
    }
}

/// Why a file cannot be added to the manifest, where it is for that.
fn not_merged(name: &str, text: &str) -> Option<String> {
    let error = text
        .parse::<toml_edit::DocumentMut>()
        .err()
        .filter(|_| name == MANIFEST)?;
    let start = error.span().map_or(0, |span| span.start);
    let line = text
        .get(..start)
        .map_or(1, |before| before.matches('\n').count() + 1);
    let why = error.message().replace('\n', " ");
    Some(format!("is no TOML in line {line}: {why}"))
}
