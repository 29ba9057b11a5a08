//! The settings, their reference and their schema say the same.

use std::fs;

use bindery::diff::change::Bump;
use bindery::diff::rust::{bump, compare};
use bindery::report::Report;
use bindery::settings::Settings;
use bindery::settings::reference::{self, Setting, Table};
use jsonschema::Validator;
use serde_json::Value;

use crate::fixture::{self, Fixture};
use crate::verdict::version;

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&reference::schema()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// What the schema says of a text of TOML.
fn complaints(text: &str) -> Vec<String> {
    let table: toml::Table = text
        .parse()
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    let value = serde_json::to_value(table).unwrap();
    let validator = validator();
    let errors = validator.iter_errors(&value);
    errors.map(|error| error.to_string()).collect()
}

/// The example of a setting in a whole file: what every target and every pagination must have stands beside it.
fn whole(one: &Setting) -> String {
    let mut target = "[target.petstore]\ndocument = \"a\"\n".to_owned();
    if !one.example.contains("output =") {
        target.push_str("output = \"b\"\n");
    }
    match one.table {
        _ if one.example.contains("document =") => one.lines(),
        Table::Limits => one.lines(),
        Table::Target if one.example.starts_with("output =") => {
            format!("[target.petstore]\ndocument = \"a\"\n{}", one.example)
        }
        Table::Target if !one.example.starts_with('[') => format!("{target}{}", one.example),
        Table::Pagination => {
            let needed = [
                ("operations", "operations = []"),
                ("style", "style = \"cursor\""),
                ("items", "items = \"\""),
            ];
            let needed: Vec<&str> = needed
                .into_iter()
                .filter(|(key, _)| !one.example.contains(&format!("{key} =")))
                .map(|(_, line)| line)
                .collect();
            format!("{target}{}\n{}\n", one.lines(), needed.join("\n"))
        }
        _ => format!("{target}{}", one.lines()),
    }
}

#[test]
fn the_pages_are_what_the_commands_print() {
    let pages = [
        ("docs/settings.md", "", reference::markdown()),
        (
            "xtask/src/settings/bindery.schema.json",
            " --schema",
            reference::schema(),
        ),
    ];
    for (path, option, text) in pages {
        let file = fs::read_to_string(fixture::workspace().join(path)).unwrap_or_default();
        assert!(
            file == text,
            "{path} is stale: `cargo xtask settings{option} > {path}`"
        );
    }
}

#[test]
fn every_example_is_of_its_setting_and_is_read() {
    for one in reference::all() {
        let text = whole(one);
        let mut report = Report::new();
        let settings = Settings::parse(&text, &mut report);
        assert!(settings.is_some(), "{text}\n{:?}", report.diagnostics());
        assert!(!report.has_errors(), "{text}\n{:?}", report.diagnostics());
        assert_eq!(complaints(&text), Vec::<String>::new(), "{text}");
        let named = one.example.contains(one.key);
        assert!(named, "the example of {} does not show it", one.name());
        for sentence in [one.meaning, one.effect] {
            assert!(sentence.ends_with('.'), "{}: {sentence}", one.name());
        }
    }
}

#[test]
fn the_schema_takes_what_is_right_and_nothing_else() {
    let own = fs::read_to_string(fixture::workspace().join("spec/bindery.toml")).unwrap();
    assert_eq!(complaints(&own), Vec::<String>::new());
    let target = "[target.a]\ndocument = \"a\"\noutput = \"b\"\n";
    for wrong in [
        "no-key = 1",
        "skip = \"#/paths/~1a\"",
        "skip = [\"/paths/~1a\"]",
        "maps = \"TreeMap\"",
        "rename = { Pet = \"Animal\" }",
        "types = { \"#/a\" = { with = \"b\" } }",
        "levels = { B0207 = \"none\" }",
        "package = { edition = \"2021\" }",
        "pagination = [{ operations = [] }]",
    ] {
        assert!(
            !complaints(&format!("{target}{wrong}")).is_empty(),
            "{wrong}"
        );
    }
    assert!(!complaints("[target.a]\ndocument = \"a\"").is_empty());
}

#[test]
fn a_setting_is_told_by_its_name_and_a_mistaken_one_by_what_is_near() {
    assert!(
        reference::section("package.version")
            .unwrap()
            .contains("### `package.version`")
    );
    assert!(
        reference::section("version")
            .unwrap()
            .contains("### `package.version`")
    );
    assert_eq!(reference::section("renames").unwrap_err(), ["rename"]);
}

/// Keys are told by a list; each has its part in the page.
#[test]
fn every_key_has_its_part() {
    let page = reference::markdown();
    for table in Table::ALL {
        let keys = table.keys();
        assert!(keys.windows(2).all(|two| two[0] < two[1]), "{keys:?}");
    }
    for one in reference::all() {
        let name = one.name();
        assert_eq!(
            page.matches(&format!("### `{name}`\n")).count(),
            1,
            "{name}"
        );
        assert!(page.contains(&format!("](#{})", name.replace('.', ""))));
    }
}

const CLOSED: &str = "#: closed = [\"#/components/schemas/Way\"]
openapi: 3.0.3
info: {title: Ways, version: '1'}
paths: {}
components:
  schemas:
    Way: {type: string, enum: [left, right]}
";

#[test]
fn a_new_value_breaks_a_closed_enumeration_and_no_other() {
    let bumps = [CLOSED.to_owned(), CLOSED.replace("#: closed", "# closed")].map(|old| {
        let new = old.replace("left, right", "left, right, up");
        let changes = compare(&version(&old, "old"), &version(&new, "new"));
        bump(changes.iter().map(|one| &one.change))
    });
    assert_eq!(bumps, [Bump::Major, Bump::Minor]);
}

#[test]
fn the_manifest_says_what_the_package_does() {
    let document = "#: package = { authors = [\"A <a@example.com>\"], documentation = \"https://example.com/docs\", readme = \"R.md\", rust-version = \"1.90\", publish = [\"own\"], features = { extra = [\"dep:serde_bytes\"], \"a.b\" = [] } }
#: maps = \"IndexMap\"
openapi: 3.0.3
info: {title: Manifest, version: '1'}
paths: {}
components: {schemas: {A: {type: object, additionalProperties: {type: string}}}}
";
    let files = Fixture::of("manifest", document.to_owned()).files();
    let manifest: toml::Table = files.get("Cargo.toml").unwrap().parse().unwrap();
    let package = &manifest["package"];
    assert_eq!(package["authors"][0].as_str(), Some("A <a@example.com>"));
    assert_eq!(
        package["documentation"].as_str(),
        Some("https://example.com/docs")
    );
    assert_eq!(package["readme"].as_str(), Some("R.md"));
    assert_eq!(package["rust-version"].as_str(), Some("1.90"));
    assert_eq!(package["publish"][0].as_str(), Some("own"));
    let included = package["include"].as_array().unwrap();
    assert!(included.contains(&"R.md".into()));
    assert_eq!(
        manifest["features"]["extra"][0].as_str(),
        Some("dep:serde_bytes")
    );
    assert!(manifest["features"]["a.b"].as_array().unwrap().is_empty());
    assert_eq!(
        manifest["dependencies"]["indexmap"]["version"].as_str(),
        Some("2")
    );
    let plain = document.replace(
        "additionalProperties: {type: string}",
        "properties: {a: {type: string}}",
    );
    let files = Fixture::of("manifest", plain).files();
    assert!(!files.get("Cargo.toml").unwrap().contains("indexmap"));
    assert!(files.get("README.md").unwrap().contains("Needs Rust 1.90"));
}

#[test]
fn a_value_of_a_wrong_kind_is_told_what_it_could_be() {
    let told = |setting: &str| {
        let text = format!("[target.pets]\ndocument = \"a\"\noutput = \"b\"\n{setting}\n");
        let mut report = Report::new();
        assert!(Settings::parse(&text, &mut report).is_none());
        let told = report.diagnostics().iter().map(|one| one.message.clone());
        told.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        told("module = 3"),
        "expected true, false, or the path of the module as a string, such as `crate::api`"
    );
    assert_eq!(
        told("types = { \"#/a\" = {} }"),
        "expected the path of a type as a string, or a table with `path`, and perhaps `with` and `traits`"
    );
    assert_eq!(
        told("levels = { B0301 = 3 }"),
        "expected a level as a string, or a table with `at`, and perhaps `level`"
    );
    assert_eq!(
        told("package = { publish = 3 }"),
        "expected true, false, or the names of registries"
    );
}
