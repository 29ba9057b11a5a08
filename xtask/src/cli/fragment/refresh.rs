//! `--refresh`: a fragment made again of a newer document, and what changed.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Arguments;
use super::made::{Made, Wish, read, relative};
use crate::cli::told::Told;
use crate::cli::{terminal, workspace};
use crate::diff::fold::Given;
use crate::diff::impacts::Impacts;
use crate::diff::pages::{self, Format};
use crate::diff::wire::options::Options;
use crate::diff::{self, Version};
use crate::paths::shown;
use crate::report::Report;
use crate::settings::{Settings, Target};
use crate::spec::fragment::{EXTENSION, Provenance};
use crate::spec::load::Source;

/// Makes the fragment of a file again, writes it, and tells what changed.
pub fn run(
    arguments: &Arguments,
    file: &Path,
    document: Option<&Path>,
    here: &Path,
) -> Result<(), Told> {
    let (old, tree) = read(file)?;
    let provenance = match Provenance::of(&tree.root) {
        Some(Ok(provenance)) => provenance,
        Some(Err(error)) => {
            return Err(Told::error(
                format!(
                    "`{EXTENSION}` of {} cannot be read: {error}",
                    file.display()
                ),
                "make the fragment anew, without `--refresh`",
            ));
        }
        None => {
            return Err(Told::error(
                format!("{} does not say what it is a fragment of", file.display()),
                format!("make it by this command, so that it has `{EXTENSION}`"),
            ));
        }
    };
    let folder = file.parent().unwrap_or_else(|| Path::new(""));
    let recorded = folder.join(&provenance.source);
    let newer = match document {
        Some(document) => document,
        None if recorded.is_file() => &recorded,
        None => {
            return Err(Told::error(
                format!("the recorded document, {}, is no file", provenance.source),
                "name the newer document behind the fragment",
            ));
        }
    };
    // A source that is no file is a name that the user gave.
    let source = match document {
        Some(document) if recorded.is_file() => relative(document, file),
        _ => provenance.source.clone(),
    };
    let selection = Some(arguments.selection()).filter(|selection| !selection.is_empty());
    let made = Made::of(Wish {
        document: newer,
        selection: selection.unwrap_or(provenance.selection),
        output: Some(file),
        source: Some(arguments.source.clone().unwrap_or(source)),
    })?;
    let new = made.source(&old.name);
    let told = told(&old, &new, file, here);
    made.write(file)?;
    match told {
        Some(text) => terminal::machine(&text),
        None => terminal::line(
            "the two cannot be compared, for one of them has mistakes: `cargo xtask lint` tells them",
        ),
    }
    made.tell(file);
    Ok(())
}

/// What changed; `None` where one of the two cannot be generated from.
fn told(old: &Source, new: &Source, file: &Path, here: &Path) -> Option<String> {
    let target = target_of(file, here);
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let given = Given {
        target: file.file_stem()?.to_string_lossy().into_owned(),
        crate_version: target
            .package
            .version
            .clone()
            .unwrap_or_else(|| "0.1.0".to_owned()),
        impacts: Impacts::of(&target, &mut Report::new()),
        options: Options::on(today),
    };
    let version = |source: &Source, label: &str| -> Option<Version> {
        crate::version_of(source.clone(), &target, label, &mut Report::new())
    };
    let (old, new) = (version(old, "before")?, version(new, "now")?);
    let mut comparison = diff::compare(&old, &new, &given);
    diff::group(&mut comparison);
    Some(pages::render(&[comparison], Format::Text))
}

/// The settings of the target whose document a file is; those of none where there is no such target.
fn target_of(file: &Path, here: &Path) -> Target {
    let root = workspace::root_of(here);
    let known = root.and_then(|root| {
        let settings = Settings::read(root, &mut Report::new()).1?;
        let own = std::fs::canonicalize(file).ok()?;
        let mut targets = settings.target.into_values();
        targets.find(|target| {
            std::fs::canonicalize(root.join(&target.document)).is_ok_and(|path| path == own)
        })
    });
    let of_file = || {
        Target::of_document(
            PathBuf::from(shown(file)),
            PathBuf::new(),
            "document".to_owned(),
        )
    };
    let mut target = known.unwrap_or_else(of_file);
    // What matters to those who generate does not to those who compare, and places may be gone.
    target.levels.clear();
    target.is_of_other_version = true;
    target
}
