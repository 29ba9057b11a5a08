//! One table `target.NAME`: a document and the crate that is made of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::levels::LevelSetting;
use super::module::Module;
use super::moved;
use super::package::Package;
use super::pagination::Pagination;
use super::rust_types::{Maps, RustType};
use crate::names::NameLock;
use crate::paths::shown;
use crate::report::Place;
use crate::report::levels::Level;
use crate::spec::corrections::Named;
use crate::spec::limits::Limits;
use crate::spec::pointer::Pointer;
use crate::spec::selection::Selection;

/// One document and the crate that is made of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
pub struct Target {
    /// The key of its table, where it stands in the settings.
    #[serde(skip)]
    pub name: Option<String>,
    /// The OpenAPI document.
    pub document: PathBuf,
    /// Overlays and JSON Patches of the document, applied in this order before anything else is read of it.
    #[serde(default)]
    pub corrections: Vec<PathBuf>,
    /// The folder of the generated crate.
    pub output: PathBuf,
    /// Whether the bindings are a module of another crate, or the path of that module.
    #[serde(default)]
    pub module: Option<Module>,
    /// The folder of the crate of the runtime, where several crates share one.
    #[serde(default)]
    pub runtime: Option<PathBuf>,
    /// The name of the generated crate; the target's where it is absent.
    pub crate_name: Option<String>,
    /// Spellings that are one word each, such as `OAuth`: `getOAuthToken` then is `get_oauth_token`.
    #[serde(default)]
    pub words: Vec<String>,
    /// Modules of the crate that are written by hand, such as `ext` or `pub ext`.
    #[serde(default)]
    pub modules: Vec<String>,
    /// The folder of the files that replace some that generated crates carry.
    #[serde(default)]
    pub templates: Option<PathBuf>,
    /// JSON Pointers of string schemas whose values are never printed.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// JSON Pointers of operations that are left out.
    #[serde(default)]
    pub skip: Vec<String>,
    /// The part of the document that code is made of; all of it where nothing is selected.
    #[serde(default)]
    pub select: Selection,
    /// Types of Rust by the `format` of strings, such as `date-time = "jiff::Timestamp"`; `"String"` for a
    /// plain string.
    #[serde(default)]
    pub formats: BTreeMap<String, String>,
    /// Traits that types derive beside the fixed ones, by JSON Pointer of the schema; `"*"` for all types.
    #[serde(default)]
    pub derives: BTreeMap<String, Vec<String>>,
    /// Attributes that items have beside their own, by JSON Pointer of a schema, a property or a value.
    #[serde(default)]
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Types of Rust that stand for schemas, by JSON Pointer.
    #[serde(default)]
    pub types: BTreeMap<String, RustType>,
    /// The type of maps.
    #[serde(default)]
    pub maps: Maps,
    /// JSON Pointers of properties and variants whose values are on the heap.
    #[serde(default)]
    pub boxed: Vec<String>,
    /// JSON Pointers of enumerations that have no place for other values.
    #[serde(default)]
    pub closed: Vec<String>,
    /// Headers of every request.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Where the API is, whatever the document says.
    pub base_url: Option<String>,
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
    /// Whether the model tells why items have their names.
    #[serde(skip)]
    pub is_explained: bool,
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

    /// The text that a setting of this target names a place by: a key, or an item of a list.
    pub fn text_of<'t>(&'t self, keys: &'t [String]) -> Option<&'t str> {
        let keys: Vec<&str> = keys.iter().skip(2).map(String::as_str).collect();
        let item = |list: &'t [String], index: &str| -> Option<&'t str> {
            list.get(index.parse::<usize>().ok()?).map(String::as_str)
        };
        match keys[..] {
            ["skip", index] => item(&self.skip, index),
            ["secrets", index] => item(&self.secrets, index),
            ["closed", index] => item(&self.closed, index),
            ["boxed", index] => item(&self.boxed, index),
            ["rename" | "derives" | "types" | "attributes", place] | ["levels", _, "at", place] => {
                Some(place)
            }
            ["pagination", table, "operations", index] => {
                let table = self.pagination.get(table.parse::<usize>().ok()?)?;
                item(&table.operations, index)
            }
            _ => None,
        }
    }

    /// The document as messages show it.
    pub fn shown(&self) -> String {
        shown(&self.document)
    }

    /// The document as generated files name it: by its name alone where its path is that of one machine.
    pub fn recorded(&self) -> String {
        let name = self
            .document
            .file_name()
            .filter(|_| self.document.is_absolute());
        name.map_or_else(|| self.shown(), |name| name.to_string_lossy().into_owned())
    }

    /// The files that correct the document, below the folder that paths start from.
    pub fn corrections(&self, root: &Path) -> Vec<Named> {
        let files = self.corrections.iter().enumerate();
        let named = files.map(|(index, file)| Named {
            file: root.join(file),
            name: shown(file),
            place: self.setting(&["corrections", &index.to_string()]),
        });
        named.collect()
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
        for list in [
            &mut target.skip,
            &mut target.secrets,
            &mut target.boxed,
            &mut target.closed,
        ] {
            *list = list.iter().map(moved).collect();
        }
        target.rename = keys_moved(&self.rename, moved);
        target.derives = keys_moved(&self.derives, moved);
        target.attributes = keys_moved(&self.attributes, moved);
        target.types = keys_moved(&self.types, moved);
        for pagination in &mut target.pagination {
            pagination.operations = pagination.operations.iter().map(moved).collect();
        }
        Cow::Owned(target)
    }

    /// A target outside the settings: a document, a folder and a name.
    pub fn of_document(document: PathBuf, output: PathBuf, crate_name: String) -> Self {
        Self {
            name: None,
            document,
            corrections: Vec::new(),
            output,
            module: None,
            runtime: None,
            crate_name: Some(crate_name),
            words: Vec::new(),
            modules: Vec::new(),
            templates: None,
            secrets: Vec::new(),
            skip: Vec::new(),
            select: Selection::default(),
            formats: BTreeMap::new(),
            derives: BTreeMap::new(),
            attributes: BTreeMap::new(),
            types: BTreeMap::new(),
            maps: Maps::default(),
            boxed: Vec::new(),
            closed: Vec::new(),
            headers: BTreeMap::new(),
            base_url: None,
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
            is_explained: false,
            names: None,
            rename: BTreeMap::new(),
            pagination: Vec::new(),
            package: Package::default(),
        }
    }
}

fn keys_moved<T: Clone>(
    table: &BTreeMap<String, T>,
    moved: impl Fn(&String) -> String,
) -> BTreeMap<String, T> {
    let entries = table.iter();
    entries
        .map(|(place, value)| (moved(place), value.clone()))
        .collect()
}
