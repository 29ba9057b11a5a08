//! `spec/bindery.toml`: the hand-made decisions about the documents of a workspace.
//!
//! One table a target; every path is relative to the workspace's root.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::report::{Code, Place, Report};
use crate::spec::load::Source;

/// Where the settings lie, below the workspace's root.
pub const SETTINGS_FILE: &str = "spec/bindery.toml";

/// The settings file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The targets by name.
    #[serde(default)]
    pub target: BTreeMap<String, Target>,
}

/// One document and the crate that is made of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Target {
    /// The OpenAPI document.
    pub document: PathBuf,
    /// The folder of the generated crate.
    pub output: PathBuf,
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
    /// Whether arrays with `uniqueItems` are sets, where their items have an order.
    #[serde(default)]
    pub sets: bool,
    /// Whether optional properties that are absent are decoded as their `default`.
    #[serde(default)]
    pub apply_defaults: bool,
    /// Whether the crate has a test for every example of the document.
    #[serde(default)]
    pub contract_tests: bool,
    /// Whether operations that errors concern are left out, and the rest is written.
    #[serde(skip)]
    pub keep_going: bool,
    /// Rust names by JSON Pointer: of a schema, a property, an operation, a parameter, a tag or a server.
    #[serde(default)]
    pub rename: BTreeMap<String, String>,
    /// What the manifest of the crate says.
    #[serde(default)]
    pub package: Package,
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

impl Target {
    /// A target outside the settings: a document, a folder and a name.
    pub fn of_document(document: PathBuf, output: PathBuf, crate_name: String) -> Self {
        Self {
            document,
            output,
            crate_name: Some(crate_name),
            words: Vec::new(),
            secrets: Vec::new(),
            skip: Vec::new(),
            formats: BTreeMap::new(),
            derives: BTreeMap::new(),
            sets: false,
            apply_defaults: false,
            contract_tests: false,
            keep_going: false,
            rename: BTreeMap::new(),
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
        match toml::from_str::<Self>(text) {
            Ok(mut settings) => {
                for (name, target) in &mut settings.target {
                    target.crate_name.get_or_insert_with(|| name.clone());
                }
                Some(settings)
            }
            Err(error) => {
                let place = error
                    .span()
                    .map_or(Place::File, |span| place_of_offset(text, span.start));
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

fn place_of_offset(text: &str, offset: usize) -> Place {
    let before = &text[..offset.min(text.len())];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place::Text {
        file: String::new(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// Whether a text can be the name of a crate: letters, digits, `-` and `_`, beginning with a letter.
pub fn is_crate_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
}
