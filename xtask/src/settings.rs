//! `spec/bindery.toml`: the hand-made decisions about the documents of a workspace.
//!
//! One table a target; every path is relative to the workspace's root.

mod keys;
mod levels;
pub mod module;
mod modules;
mod package;
pub mod pagination;
mod places;
pub mod reference;
mod runtime;
mod rust_types;
mod target;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::paths::clean;
use crate::report::{Code, Place, Report};
use crate::spec::limits::Limits;
use crate::spec::load::Source;
use crate::spec::pointer::Pointer;
pub use levels::{LevelByPlace, LevelSetting};
pub use modules::{HandModule, hand_module};
pub use package::{Package, Publish};
pub use places::span;
pub use runtime::RuntimeCrate;
pub use rust_types::{Maps, RustType};
pub use target::Target;

/// Where the settings lie, below the workspace's root.
pub const SETTINGS_FILE: &str = "spec/bindery.toml";

/// Where the names of a target's crate lie, below the workspace's root.
pub fn names_file(target: &str) -> String {
    let plain = |one: char| {
        let is_plain = one.is_alphanumeric() || matches!(one, '-' | '_' | '.');
        if is_plain { one } else { '-' }
    };
    let name: String = target.chars().map(plain).collect();
    format!("spec/{name}.names")
}

/// The settings file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The targets by name.
    #[serde(default)]
    pub target: BTreeMap<String, Target>,
    /// How large documents may be.
    #[serde(default)]
    pub limits: Limits,
}

impl Settings {
    /// Reads the settings of a workspace. `None`, with an error in `report`, when they cannot be read.
    ///
    /// The source is the file's text, to draw the report with.
    pub fn read(root: &Path, report: &mut Report) -> (Source, Option<Self>) {
        let mut source = Source {
            name: SETTINGS_FILE.to_owned(),
            ..Source::default()
        };
        match std::fs::read_to_string(root.join(SETTINGS_FILE)) {
            Ok(text) => source.text = text,
            Err(error) => {
                report.error(
                    Code::SettingsUnreadable,
                    Place::File,
                    format!("the settings cannot be read: {error}"),
                );
                return (source, None);
            }
        }
        let settings = Self::parse(&source.text, report);
        (source, settings)
    }

    /// Reads the text of a settings file. `None`, with an error in `report`, when it is not one.
    pub fn parse(text: &str, report: &mut Report) -> Option<Self> {
        // All unknown keys at once, where the deserialisation would end at the first.
        if keys::report_unknown(text, report) {
            return None;
        }
        match toml::from_str::<Self>(text) {
            Ok(mut settings) => {
                for (name, target) in &mut settings.target {
                    target.name = Some(name.clone());
                    target.limits = settings.limits;
                    target.crate_name.get_or_insert_with(|| name.clone());
                }
                settings.limits.check(report);
                runtime::check(&settings.target, report);
                Some(settings)
            }
            Err(error) => {
                let place = error
                    .span()
                    .map_or(Place::File, |span| places::text_place(text, span.start));
                report.error(
                    Code::SettingsSyntax,
                    place,
                    error.message().replace('\n', " "),
                );
                None
            }
        }
    }
}

/// Where a node stands after the document was converted; `None` where it did not move. `origins` is from new
/// places to old ones.
pub fn moved(place: &Pointer, origins: &[(Pointer, Pointer)]) -> Option<Pointer> {
    let above = origins.iter().filter(|(_, old)| place.is_within(old));
    let (new, old) = above.max_by_key(|(_, old)| old.tokens().count())?;
    Some(new.join(place.below(old)?))
}

/// Two targets that would write into one folder, however they spell it, by their names.
pub fn with_shared_output<'t>(
    targets: impl IntoIterator<Item = (&'t String, &'t Target)>,
) -> Option<(&'t str, &'t str)> {
    let mut known: Vec<(&str, PathBuf, Vec<PathBuf>)> = Vec::new();
    let is_in = |output: &Path, own: &[PathBuf]| own.iter().any(|own| output.starts_with(own));
    for (name, target) in targets {
        let (output, own) = (clean(&target.output), target.own_folders());
        let clashes = |(_, other, of_other): &&(&str, PathBuf, Vec<PathBuf>)| {
            output == *other || is_in(&output, of_other) || is_in(other, &own)
        };
        if let Some((other, ..)) = known.iter().find(clashes) {
            return Some((other, name));
        }
        known.push((name, output, own));
    }
    None
}

/// Whether a text can be the name of a crate: letters, digits, `-` and `_`, beginning with a letter.
pub fn is_crate_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
}
