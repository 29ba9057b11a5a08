//! Which documents are compared with which.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Arguments;
use super::beside::{names_of, parsed, settings_of};
use super::git::Git;
use super::side::Side;
use crate::cli::told::Told;
use crate::cli::workspace;
use crate::paths;
use crate::report::Report;
use crate::settings::{SETTINGS_FILE, Settings, Target};
use crate::spec::load::{self, Source};

/// Two versions of a document.
pub struct Pair {
    /// The name of the target; of the document where no settings name it.
    pub target: String,
    /// The older one; `None` where there was no such target.
    pub old: Option<Read>,
    /// The newer one; `None` where there is no such target any longer.
    pub new: Option<Read>,
    /// Where its accepted changes would be, and how messages name the file.
    pub accepted: Option<(PathBuf, String)>,
}

impl Pair {
    /// The version of the crate before the change.
    pub fn crate_version(&self) -> String {
        let read = self.old.as_ref().or(self.new.as_ref());
        let version = read.and_then(|read| read.target.package.version.clone());
        version.unwrap_or_else(|| "0.1.0".to_owned())
    }
}

/// The texts of one side, and its settings.
#[derive(Clone)]
pub struct Read {
    /// What readers know the side by.
    pub label: String,
    /// The texts of the document.
    pub source: Source,
    /// The settings of the target.
    pub target: Target,
    /// The text of the settings.
    pub settings: Option<Source>,
}

/// The pairs that the arguments ask for.
pub fn of(arguments: &Arguments, here: &Path) -> Result<Vec<Pair>, Told> {
    let root = workspace::root_of(here);
    let folder = root.unwrap_or(here);
    if let Some(tag) = &arguments.since_tag {
        return since(tag, arguments, root, folder);
    }
    let side = |text: &Option<String>| {
        let text = text.as_deref();
        text.map(|text| Side::of(text, here)).transpose()
    };
    let (old, new) = (side(&arguments.old)?, side(&arguments.new)?);
    match (old, new) {
        (Some(old), Some(new)) if old.is_document() || new.is_document() => {
            let (old, new) = both_documents(old, new, folder)?;
            documents(&old, &new, root, here)
        }
        // One document is compared with that of the only target.
        (Some(old), None) if old.is_document() => {
            let (_, settings) = settings_of(&Side::Tree, need(root)?)?;
            let [(_, target)] = chosen(&settings, arguments)?[..] else {
                return Err(Told::error(
                    "there are several targets that the document could be a version of",
                    "choose one by `--target`, or name the newer document too",
                ));
            };
            let new = Side::File {
                label: shown(&target.document, folder),
                path: folder.join(&target.document),
            };
            documents(&old, &new, root, here)
        }
        (old, new) => {
            let root = need(root)?;
            let old = old.map_or_else(|| Side::base(root), Ok)?;
            targets(&old, &new.unwrap_or(Side::Tree), arguments, root)
        }
    }
}

fn need(root: Option<&Path>) -> Result<&Path, Told> {
    root.ok_or_else(|| {
        Told::error(
            format!("no `{SETTINGS_FILE}` in this folder or one above it"),
            "run the command within the workspace, or name two documents, the older first",
        )
    })
}

/// Beside a document, a revision stands for the same path in it.
fn both_documents(old: Side, new: Side, workspace: &Path) -> Result<(Side, Side), Told> {
    let path_of = |side: &Side| match side {
        Side::File { path, .. } | Side::Blob { path, .. } => Some(path.clone()),
        Side::Tree | Side::Revision { .. } => None,
    };
    let path = path_of(&old).or_else(|| path_of(&new)).unwrap_or_default();
    let document = |side: Side| match side {
        Side::Revision { label, commit } if commit.has(&path) => Ok(Side::Blob {
            label,
            commit,
            path: path.clone(),
        }),
        Side::Revision { label, .. } => Err(Told::error(
            format!("`{label}` has no file `{}`", shown(&path, workspace)),
            "name it as `REVISION:PATH` where it stood elsewhere",
        )),
        other => Ok(other),
    };
    Ok((document(old)?, document(new)?))
}

/// Two documents, with the settings of the target that one of them belongs to.
fn documents(old: &Side, new: &Side, root: Option<&Path>, here: &Path) -> Result<Vec<Pair>, Told> {
    let known = match root {
        Some(root) => target_of(old, new, root)?,
        None => None,
    };
    let read = |side: &Side| -> Result<Read, Told> {
        let path = match side {
            Side::File { path, .. } | Side::Blob { path, .. } => path.clone(),
            Side::Tree | Side::Revision { .. } => PathBuf::new(),
        };
        let (target, settings) = match &known {
            Some((name, target, settings)) => {
                // A document of a commit has the names that it had there.
                let own = match (side, root) {
                    (Side::Blob { .. }, Some(root)) => names_of(side, root, name)?,
                    _ => None,
                };
                let target = Target {
                    is_of_other_version: true,
                    names: own.or_else(|| target.names.clone()),
                    ..target.clone()
                };
                (target, Some(settings.clone()))
            }
            None => (
                Target::of_document(path.clone(), PathBuf::new(), "document".to_owned()),
                None,
            ),
        };
        read(side, &path, root.unwrap_or(here), target, settings)
    };
    let name = match &known {
        Some((name, ..)) => name.clone(),
        None => name_of(new),
    };
    let folder = root.filter(|_| known.is_some());
    Ok(vec![Pair {
        old: Some(read(old)?),
        new: Some(read(new)?),
        accepted: folder.map(|root| accepted(root, &name)),
        target: name,
    }])
}

/// The name of a document without its folder and end.
fn name_of(side: &Side) -> String {
    let path = match side {
        Side::File { path, .. } | Side::Blob { path, .. } => path.as_path(),
        Side::Tree | Side::Revision { .. } => Path::new(""),
    };
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The target whose document one of the sides is.
fn target_of(
    old: &Side,
    new: &Side,
    root: &Path,
) -> Result<Option<(String, Target, Source)>, Told> {
    let (source, settings) = settings_of(&Side::Tree, root)?;
    let is_of = |side: &Side, target: &Target| match side {
        Side::File { path, .. } | Side::Blob { path, .. } => {
            is_same(path, &root.join(&target.document))
        }
        Side::Tree | Side::Revision { .. } => false,
    };
    let found = settings
        .target
        .into_iter()
        .find(|(_, target)| is_of(new, target) || is_of(old, target));
    let Some((name, target)) = found else {
        return Ok(None);
    };
    let names = names_of(&Side::Tree, root, &name)?;
    Ok(Some((name, Target { names, ..target }, source)))
}

/// All targets of the settings of two sides.
fn targets(old: &Side, new: &Side, arguments: &Arguments, root: &Path) -> Result<Vec<Pair>, Told> {
    let (new_source, of_new) = settings_of(new, root)?;
    // Where the settings were others in those days, they count for the older side: what they rename, for one.
    let (old_source, of_old) = match old.settings(root) {
        Some(text) => parsed(old, text)?,
        None => (Source::default(), Settings::default()),
    };
    let of_both: BTreeSet<&String> = of_new.target.keys().chain(of_old.target.keys()).collect();
    if let Some(unknown) = arguments.target.iter().find(|name| !of_both.contains(name)) {
        return Err(unknown_target(unknown, of_both.iter().copied()));
    }
    let names = of_both
        .into_iter()
        .filter(|name| arguments.target.is_empty() || arguments.target.contains(name));
    let mut pairs = Vec::new();
    for name in names {
        let read = |side: &Side, settings: &Settings, source: &Source| {
            let target = settings.target.get(name);
            target
                .map(|target| {
                    let path = root.join(&target.document);
                    let target = Target {
                        names: names_of(side, root, name)?,
                        ..target.clone()
                    };
                    read(side, &path, root, target, Some(source.clone()))
                })
                .transpose()
        };
        pairs.push(Pair {
            old: read(old, &of_old, &old_source)?,
            new: read(new, &of_new, &new_source)?,
            accepted: Some(accepted(root, name)),
            target: name.clone(),
        });
    }
    Ok(pairs)
}

/// Each tag from one on against the one before, and the working tree against the last; the newest first.
fn since(
    tag: &str,
    arguments: &Arguments,
    root: Option<&Path>,
    workspace: &Path,
) -> Result<Vec<Pair>, Told> {
    let root = need(root)?;
    let no_tag = |error: String| {
        Told::error(
            format!("there is no changelog since `{tag}`: {error}"),
            "`git tag --merged` lists the tags that this branch has",
        )
    };
    let git = Git::of(workspace).map_err(no_tag)?;
    let tags = git.tags_since(tag).map_err(no_tag)?;
    let mut sides = Vec::new();
    for tag in &tags {
        let commit = git
            .commit(tag)
            .ok_or_else(|| no_tag(format!("`{tag}` is no commit")))?;
        sides.push(Side::Revision {
            label: tag.clone(),
            commit,
        });
    }
    sides.push(Side::Tree);
    let mut pairs = Vec::new();
    for two in sides.windows(2).rev() {
        let [old, new] = two else { continue };
        let of_two = targets(old, new, arguments, root)?;
        // A version that changes no document has nothing to tell, and accepted changes are of the present.
        pairs.extend(of_two.into_iter().filter(is_changed).map(|pair| Pair {
            accepted: None,
            ..pair
        }));
    }
    Ok(pairs)
}

fn is_changed(pair: &Pair) -> bool {
    match (&pair.old, &pair.new) {
        (Some(old), Some(new)) => {
            let settings = |read: &Read| read.settings.as_ref().map(|of| of.text.clone());
            old.source.text != new.source.text
                || old.source.files != new.source.files
                || old.source.corrections != new.source.corrections
                || old.target.names != new.target.names
                || settings(old) != settings(new)
        }
        _ => true,
    }
}

/// How messages name a file: from the workspace, where it lies within.
fn shown(path: &Path, root: &Path) -> String {
    let shown = path.strip_prefix(root).unwrap_or(path);
    paths::shown(shown)
}

/// Whether two paths are of one file, however they are written.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    one == other || real(one) == real(other)
}

fn accepted(root: &Path, target: &str) -> (PathBuf, String) {
    let shown = format!("spec/{target}.accepted");
    (root.join(&shown), shown)
}

fn chosen<'s>(
    settings: &'s Settings,
    arguments: &Arguments,
) -> Result<Vec<(&'s String, &'s Target)>, Told> {
    let all = &settings.target;
    if let Some(name) = arguments
        .target
        .iter()
        .find(|name| !all.contains_key(*name))
    {
        return Err(unknown_target(name, all.keys()));
    }
    let chosen = all
        .iter()
        .filter(|(name, _)| arguments.target.is_empty() || arguments.target.contains(name));
    Ok(chosen.collect())
}

fn unknown_target<'n>(name: &str, known: impl Iterator<Item = &'n String>) -> Told {
    let known: Vec<&str> = known.map(String::as_str).collect();
    Told::error(
        format!("no target is named `{name}`"),
        format!("the targets are: {}", known.join(", ")),
    )
}

/// The texts of one side.
fn read(
    side: &Side,
    path: &Path,
    root: &Path,
    target: Target,
    settings: Option<Source>,
) -> Result<Read, Told> {
    let shown = &shown(path, root);
    let mut report = Report::new();
    let mut corrections = target.corrections(root);
    // A commit that is older than a correction has none.
    if target.is_of_other_version && matches!(side, Side::Blob { .. }) {
        corrections.retain(|correction| side.has(&correction.file));
    }
    let source = load::read_corrected(
        side.files(),
        path,
        shown,
        &corrections,
        &target.limits,
        &mut report,
    );
    let read = Read {
        label: side.label(),
        source,
        target,
        settings,
    };
    if report.has_errors() {
        super::tell(&report, &read);
        return Err(Told::error(
            format!("the document of {} cannot be compared", read.label),
            "mend what stands above",
        ));
    }
    Ok(read)
}
