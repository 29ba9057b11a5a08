//! What is to be bound: a document that can be, the files to copy, and the crate's name and folder.

use std::path::{Path, PathBuf};

use super::ask::Asks;
use super::names::{default_name, is_reserved};
use super::surroundings::Surroundings;
use crate::cli::terminal;
use crate::cli::told::Told;
use crate::paths;
use crate::project::lowered::{self, FormerNames, Lowered};
use crate::report::formats::Repeated;
use crate::report::{Report, Severity};
use crate::settings::{Target, is_crate_name};
use crate::spec::limits::Limits;
use crate::spec::load;

/// What the arguments say of a document.
pub struct Wanted<'a> {
    /// The document, from the current folder.
    pub document: &'a Path,
    /// The name of its crate.
    pub crate_name: Option<&'a str>,
    /// The folder of its crate, from the current folder.
    pub folder: Option<&'a Path>,
    /// Whether operations that errors concern are left out.
    pub keep_going: bool,
}

/// A target that is to be.
pub struct NewTarget {
    /// The name of its crate, and of its table in the settings.
    pub crate_name: String,
    /// The document, from the workspace's root.
    pub document: PathBuf,
    /// The folder of its crate, from the workspace's root.
    pub output: PathBuf,
    /// The files to write into `spec/`, from the workspace's root; none where the document is in the workspace.
    pub copies: Vec<(PathBuf, String)>,
    /// The operations that are left out.
    pub skip: Vec<String>,
}

impl NewTarget {
    /// Reads a document as it would be generated from, and decides what is open. `None` where a target of the
    /// settings has the document already.
    pub fn read(
        wanted: &Wanted<'_>,
        here: &Path,
        around: &Surroundings,
        others: &[Self],
        asks: &Asks,
    ) -> Result<Option<Self>, Told> {
        refuse_url(wanted.document)?;
        let title = title(&here.join(wanted.document));
        let asked = wanted.crate_name.map(str::to_owned);
        let usual = asked.unwrap_or_else(|| default_name(wanted.document, &title, &is_reserved));
        let (lowered, skip) = lower(wanted, here, &usual)?;
        let is_taken = |path: &Path, crate_name: &str| {
            let mut copies = others.iter().flat_map(|other| &other.copies);
            copies.any(|(copy, _)| copy == path) || around.is_of_another(crate_name, path)
        };
        let place = |crate_name: &str| {
            placed(
                wanted.document,
                here,
                around,
                crate_name,
                &lowered,
                &is_taken,
            )
        };
        let is_bound = |name: &str, document: &Path| {
            let is_bound = around.is_bound(name, document);
            if is_bound {
                let document = paths::shown(document);
                terminal::line(&format!("the target `{name}` has {document} already"));
            }
            is_bound
        };
        if is_bound(&usual, &place(&usual)?.0) {
            return Ok(None);
        }
        let is_taken = |name: &str| {
            around.has_package(name)
                || is_reserved(name)
                || others.iter().any(|other| other.crate_name == name)
        };
        let crate_name = match wanted.crate_name {
            Some(name) => name.to_owned(),
            None => {
                let default = default_name(wanted.document, &title, &is_taken);
                asks.or_default("name of the crate", default)?
            }
        };
        if !is_crate_name(&crate_name) {
            return Err(Told::error(
                format!("`{crate_name}` cannot be the name of a crate"),
                "a name begins with a letter and holds letters, digits, `-` and `_`",
            ));
        }
        // What was answered in a run that was stopped is answered again.
        if is_bound(&crate_name, &place(&crate_name)?.0) {
            return Ok(None);
        }
        if is_taken(&crate_name) {
            return Err(Told::error(
                format!("there is a package or keyword `{crate_name}` already"),
                "choose another by `--crate-name NAME`",
            ));
        }
        let output = match wanted.folder {
            Some(folder) => below(here, folder, &around.root)?,
            None => {
                let default = format!("crates/{crate_name}");
                let answer = asks.or_default("folder of the crate", default)?;
                below(&around.root, Path::new(&answer), &around.root)?
            }
        };
        let folder = around.root.join(&output);
        if folder.join("Cargo.toml").exists() && !folder.join(".bindery-files").exists() {
            return Err(Told::error(
                format!("{} is a crate that is not generated", paths::shown(&output)),
                "choose another folder by `--folder DIR`",
            ));
        }
        let (document, copies) = place(&crate_name)?;
        Ok(Some(Self {
            crate_name,
            document,
            output,
            copies,
            skip,
        }))
    }
}

fn refuse_url(document: &Path) -> Result<(), Told> {
    let document = document.to_string_lossy();
    let mut schemes = ["http://", "https://"].iter();
    match schemes.any(|scheme| document.starts_with(scheme)) {
        false => Ok(()),
        true => Err(Told::error(
            format!("`{document}` is a URL, and a file is needed"),
            format!("download it first, as by `curl --fail --location --remote-name {document}`"),
        )),
    }
}

/// What an API is called; nothing where that cannot be read, which is told when the document is.
fn title(document: &Path) -> String {
    let (limits, mut report) = (Limits::default(), Report::new());
    let source = load::read(document, "", &limits, &mut report);
    let tree = load::trees(&source, &limits, &mut report);
    let title = tree
        .as_ref()
        .and_then(|tree| tree.root.pointer("/info/title")?.as_str());
    title.unwrap_or_default().to_owned()
}

/// Reads a document, and answers which operations are left out so that it can be used. Messages name the target by its
/// name.
fn lower(wanted: &Wanted<'_>, here: &Path, name: &str) -> Result<(Lowered, Vec<String>), Told> {
    let document = wanted.document.to_owned();
    let mut target = Target::of_document(document, PathBuf::new(), name.to_owned());
    loop {
        let lowered = lowered::lower(here, None, &target, FormerNames::Kept);
        if lowered.api.is_some() {
            tell(&lowered.report, &lowered);
            return Ok((lowered, target.skip));
        }
        let concerned = concerned(&lowered.report);
        let is_more = concerned.iter().any(|one| !target.skip.contains(one));
        if !(wanted.keep_going && is_more) {
            tell(&lowered.report.only_errors(), &lowered);
            let help = match is_more {
                true => {
                    "mend what stands above, or leave out the operations that it concerns by `--keep-going`; nothing was \
                     written"
                }
                false => "mend what stands above; nothing was written",
            };
            return Err(Told::error(
                format!("{} cannot be used as it is", lowered.shown),
                help,
            ));
        }
        target.skip.extend(concerned);
        target.skip.sort();
        target.skip.dedup();
    }
}

/// The operations that errors concern.
fn concerned(report: &Report) -> Vec<String> {
    let errors = report.diagnostics().iter();
    errors
        .filter(|one| one.severity == Severity::Error)
        .flat_map(|one| &one.operations)
        .map(ToString::to_string)
        .collect()
}

fn tell(report: &Report, lowered: &Lowered) {
    terminal::report(report, (&lowered.source).into(), Repeated::Folded);
}

/// A folder within the workspace, from its root.
fn below(from: &Path, folder: &Path, root: &Path) -> Result<PathBuf, Told> {
    let from = from.canonicalize().unwrap_or_else(|_| from.to_owned());
    let path = paths::clean(&from.join(folder));
    let below = path.strip_prefix(root).ok().map(Path::to_owned);
    let below = below.filter(|below| !below.as_os_str().is_empty());
    let help = "choose a folder within the workspace by `--folder DIR`";
    let Some(below) = below else {
        return Err(Told::error(
            format!("{} is not within the workspace", folder.display()),
            help,
        ));
    };
    // Members are patterns, in which these have a meaning.
    if paths::shown(&below).contains(['*', '?', '[', ']', '{', '}']) {
        return Err(Told::error(
            format!("{} would be a pattern in `Cargo.toml`", below.display()),
            help,
        ));
    }
    Ok(below)
}

/// Where the document is to lie, and the files to copy there. It keeps its name where no other document has it.
fn placed(
    named: &Path,
    here: &Path,
    around: &Surroundings,
    crate_name: &str,
    lowered: &Lowered,
    is_taken: &dyn Fn(&Path, &str) -> bool,
) -> Result<(PathBuf, Vec<(PathBuf, String)>), Told> {
    let cannot = |error: std::io::Error| {
        Told::error(
            format!("{} cannot be read: {error}", named.display()),
            "nothing was written",
        )
    };
    let path = here.join(named).canonicalize().map_err(cannot)?;
    if let Ok(within) = path.strip_prefix(&around.root) {
        return Ok((within.to_owned(), Vec::new()));
    }
    let folder = path.parent().unwrap_or(&path);
    let others = lowered.source.files.iter();
    let files: Vec<PathBuf> = others
        .map(|file| paths::clean(&folder.join(&file.path)))
        .chain([path.clone()])
        .collect();
    // A document of one file stands in `spec/`; one of several has a folder there, and they lie in it as they did.
    let is_alone = files.len() == 1;
    let base = common(&files);
    let spec = match is_alone {
        true => PathBuf::from("spec"),
        false => Path::new("spec").join(crate_name),
    };
    let place = |file: &Path| {
        let place = spec.join(file.strip_prefix(&base).unwrap_or(file));
        if !(is_alone && is_taken(&place, crate_name)) {
            return place;
        }
        let name = place.file_name().unwrap_or_default();
        spec.join(crate_name).join(name)
    };
    let mut copies = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).map_err(cannot)?;
        copies.push((place(file), text));
    }
    copies.sort();
    Ok((place(&path), copies))
}

/// The deepest folder that all files are in.
fn common(files: &[PathBuf]) -> PathBuf {
    let mut folders = files.iter().filter_map(|file| file.parent());
    let first = folders.next().unwrap_or(Path::new(""));
    let mut common = first.to_owned();
    for folder in folders {
        while !folder.starts_with(&common) {
            common.pop();
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_folder_is_the_deepest() {
        let files = ["/a/b/c.yaml", "/a/b/d/e.yaml"].map(PathBuf::from);
        assert_eq!(common(&files), Path::new("/a/b"));
        let files = ["/a/b/c.yaml", "/a/x/e.yaml"].map(PathBuf::from);
        assert_eq!(common(&files), Path::new("/a"));
    }
}
