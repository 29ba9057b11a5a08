//! `spec/bindery.toml`: the hand-made decisions about the documents of a workspace.
//!
//! One table a target; every path is relative to the workspace's root.

mod keys;
pub mod module;
pub mod pagination;
mod places;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::names::NameLock;
use crate::report::levels::{Level, Levels, WARNINGS};
use crate::report::{Code, Place, Report};
use crate::spec::limits::Limits;
use crate::spec::load::Source;
use crate::spec::pointer::Pointer;
use module::Module;
use pagination::Pagination;
pub use places::span;

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

/// One document and the crate that is made of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Target {
    /// The key of its table, where it stands in the settings.
    #[serde(skip)]
    pub name: Option<String>,
    /// The OpenAPI document.
    pub document: PathBuf,
    /// The folder of the generated crate.
    pub output: PathBuf,
    /// Whether the bindings are a module of another crate, or the path of that module.
    #[serde(default)]
    pub module: Option<Module>,
    /// The name of the generated crate; the target's where it is absent.
    pub crate_name: Option<String>,
    /// Spellings that are one word each, such as `OAuth`: `getOAuthToken` then is `get_oauth_token`.
    #[serde(default)]
    pub words: Vec<String>,
    /// JSON Pointers of string schemas whose values are never printed.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// JSON Pointers of operations that are left out.
    #[serde(default)]
    pub skip: Vec<String>,
    /// Types of Rust by the `format` of strings, such as `date-time = "jiff::Timestamp"`; `"String"` for a
    /// plain string.
    #[serde(default)]
    pub formats: BTreeMap<String, String>,
    /// Traits that types derive beside the fixed ones, by JSON Pointer of the schema; `"*"` for all types.
    #[serde(default)]
    pub derives: BTreeMap<String, Vec<String>>,
    /// The data of the event that ends a stream of events, such as `[DONE]`.
    #[serde(default)]
    pub stream_end: Option<String>,
    /// Whether arrays with `uniqueItems` are sets, where their items have an order.
    #[serde(default)]
    pub sets: bool,
    /// Whether optional properties that are absent are decoded as their `default`.
    #[serde(default)]
    pub apply_defaults: bool,
    /// Whether the crate has a test for every example of the document.
    #[serde(default)]
    pub contract_tests: bool,
    /// Whether the crate has a feature for each tag, where there are several.
    #[serde(default = "yes")]
    pub tag_features: bool,
    /// How much warnings matter: `allow`, `warn` or `deny`, by code or for all `warnings`.
    #[serde(default)]
    pub levels: BTreeMap<String, LevelSetting>,
    /// How much kinds of changes matter to `diff`: `breaking`, `warning`, `info` or `ignore`, by code.
    #[serde(default)]
    pub changes: BTreeMap<String, String>,
    /// The levels that were asked for on the command line, which count before the others.
    #[serde(skip)]
    pub asked_levels: Vec<(String, Level)>,
    /// How large the document may be.
    #[serde(skip)]
    pub limits: Limits,
    /// Whether operations that errors concern are left out, and the rest is written.
    #[serde(skip)]
    pub keep_going: bool,
    /// Whether the settings are of another version of the document, so that their pointers may lead nowhere.
    #[serde(skip)]
    pub is_of_other_version: bool,
    /// The names that the crate has already.
    #[serde(skip)]
    pub names: Option<NameLock>,
    /// Rust names by JSON Pointer: of a schema, a property, an operation, a parameter, a tag or a server.
    #[serde(default)]
    pub rename: BTreeMap<String, String>,
    /// How the results of operations come in pages.
    #[serde(default)]
    pub pagination: Vec<Pagination>,
    /// What the manifest of the crate says.
    #[serde(default)]
    pub package: Package,
}

const fn yes() -> bool {
    true
}

/// What the manifest of a generated crate says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Package {
    /// The version of the crate; 0.1.0 where it is absent.
    pub version: Option<String>,
    /// One line; made from the document's title where it is absent.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: Option<String>,
    /// A URL.
    pub repository: Option<String>,
    /// A URL.
    pub homepage: Option<String>,
    /// At most five, as the registry asks.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Of the registry's list.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Dependencies beside those that codegen adds: the packages of types in `formats` and of `derives`.
    #[serde(default)]
    pub dependencies: BTreeMap<String, toml::Value>,
    /// Dependencies of the tests that are written by hand below the output folder.
    #[serde(default)]
    pub dev_dependencies: BTreeMap<String, toml::Value>,
}

/// The level of a code, and those at places.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum LevelSetting {
    /// Everywhere.
    Everywhere(String),
    /// By JSON Pointer, for the node and what is within it.
    ByPlace(LevelByPlace),
}

/// A level everywhere and at places.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelByPlace {
    /// Everywhere else.
    level: Option<String>,
    /// By JSON Pointer.
    #[serde(default)]
    at: BTreeMap<String, String>,
}

impl Target {
    /// The place of a setting of this target.
    pub fn setting(&self, keys: &[&str]) -> Place {
        match &self.name {
            Some(name) => {
                let table = ["target", name].into_iter();
                Place::Setting(
                    table
                        .chain(keys.iter().copied())
                        .map(str::to_owned)
                        .collect(),
                )
            }
            None => Place::File,
        }
    }

    /// The settings with their pointers where the nodes stand after the document was converted. `origins` is from
    /// new places to old ones.
    pub fn moved(&self, origins: &[(Pointer, Pointer)]) -> Cow<'_, Self> {
        if origins.is_empty() {
            return Cow::Borrowed(self);
        }
        let moved = |text: &String| {
            let place = Pointer::parse(text).and_then(|place| moved(&place, origins));
            place.map_or_else(|| text.clone(), |place| place.to_string())
        };
        let mut target = self.clone();
        target.skip = self.skip.iter().map(moved).collect();
        target.secrets = self.secrets.iter().map(moved).collect();
        let renames = self.rename.iter();
        target.rename = renames
            .map(|(place, name)| (moved(place), name.clone()))
            .collect();
        let derives = self.derives.iter();
        target.derives = derives
            .map(|(place, traits)| (moved(place), traits.clone()))
            .collect();
        for pagination in &mut target.pagination {
            pagination.operations = pagination.operations.iter().map(moved).collect();
        }
        Cow::Owned(target)
    }

    /// Reports the places of `levels` that the document does not have. `has` tells which it has.
    pub fn check_level_places(&self, has: &dyn Fn(&Pointer) -> bool, report: &mut Report) {
        for (name, setting) in &self.levels {
            let LevelSetting::ByPlace(by_place) = setting else {
                continue;
            };
            for place in by_place.at.keys() {
                if Pointer::parse(place).is_some_and(|pointer| !has(&pointer)) {
                    let message = format!(
                        "the setting `levels` names `{place}`, where the document has nothing"
                    );
                    let setting = self.setting(&["levels", name, "at", place]);
                    report
                        .error(Code::SettingWithoutPlace, setting, message)
                        .help("remove it, or correct the pointer");
                }
            }
        }
    }

    /// The levels of the settings and of the command line. What is none is reported.
    pub fn levels(&self, report: &mut Report) -> Levels {
        let mut levels = Levels::default();
        let mut add = |name: &str, keys: &[&str], text: &str, place: Option<&str>| {
            let Some(level) = Level::by_name(text) else {
                report
                    .error(
                        Code::SettingValue,
                        self.setting(keys),
                        format!("`{text}` is no level"),
                    )
                    .help("the levels are `allow`, `warn` and `deny`");
                return;
            };
            if Code::by_name(name).is_none() && name != WARNINGS {
                report
                    .error(
                        Code::SettingValue,
                        self.setting(&keys[..keys.len().min(2)]),
                        format!("`{name}` is no code"),
                    )
                    .help(
                        "`cargo xtask explain` lists the codes; `warnings` stands for all of them",
                    );
                return;
            }
            match place.map(|place| (place, Pointer::parse(place))) {
                None => {
                    levels.set(name, level);
                }
                Some((_, Some(pointer))) => levels.set_at(name, pointer, level),
                Some((place, None)) => {
                    let message = format!("`{place}` is not a JSON Pointer");
                    report.error(Code::SettingValue, self.setting(keys), message);
                }
            }
        };
        for (name, setting) in &self.levels {
            match setting {
                LevelSetting::Everywhere(level) => add(name, &["levels", name], level, None),
                LevelSetting::ByPlace(by_place) => {
                    if let Some(level) = &by_place.level {
                        add(name, &["levels", name, "level"], level, None);
                    }
                    for (place, level) in &by_place.at {
                        add(name, &["levels", name, "at", place], level, Some(place));
                    }
                }
            }
        }
        for (name, level) in &self.asked_levels {
            levels.ask(name, *level);
        }
        levels
    }

    /// A target outside the settings: a document, a folder and a name.
    pub fn of_document(document: PathBuf, output: PathBuf, crate_name: String) -> Self {
        Self {
            name: None,
            document,
            output,
            module: None,
            crate_name: Some(crate_name),
            words: Vec::new(),
            secrets: Vec::new(),
            skip: Vec::new(),
            formats: BTreeMap::new(),
            derives: BTreeMap::new(),
            stream_end: None,
            sets: false,
            apply_defaults: false,
            contract_tests: false,
            tag_features: true,
            levels: BTreeMap::new(),
            changes: BTreeMap::new(),
            asked_levels: Vec::new(),
            limits: Limits::default(),
            keep_going: false,
            is_of_other_version: false,
            names: None,
            rename: BTreeMap::new(),
            pagination: Vec::new(),
            package: Package::default(),
        }
    }
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

/// Whether a text can be the name of a crate: letters, digits, `-` and `_`, beginning with a letter.
pub fn is_crate_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
}
