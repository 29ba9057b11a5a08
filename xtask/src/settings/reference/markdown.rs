//! The reference as a page.

use std::fmt::Write;

use super::{Key, Kind, Setting, Table, all};
use crate::similar::nearest;

const INTRODUCTION: &str = "\
# Settings

`spec/bindery.toml` holds the decisions that documents leave open: a table for each document, `[target.NAME]`.
Paths start from the workspace's root. Places in a document are JSON Pointers as in a URL, such as
`#/components/schemas/Pet/properties/name`; a `/` within a name is `~1` there, and a `~` is `~0`. A schema that is
referred to is named where it stands. A pointer that leads nowhere is an error, with the nearest that leads somewhere.

`cargo xtask settings` prints this page, and `cargo xtask settings KEY` a part of it. `cargo xtask settings --schema`
prints a JSON Schema for editors: a first line `#:schema PATH` in the settings names a file that has it.
";

/// The whole reference, as the text of a file.
pub fn markdown() -> String {
    let mut text = INTRODUCTION.to_owned();
    for table in Table::ALL {
        let _ = write!(text, "\n## {}\n\n{}\n\n", title(table), introduction(table));
        let links = table.settings().iter().map(link);
        let links: Vec<String> = links.collect();
        let _ = writeln!(text, "{}", links.join(" · "));
        for one in table.settings() {
            let _ = write!(text, "\n{}", part(one));
        }
    }
    text
}

/// The part on a setting, by its name or its key; else the names that are like it.
///
/// # Errors
/// When no setting has the name.
pub fn section(name: &str) -> Result<String, Vec<String>> {
    let found: Vec<&Setting> = all()
        .filter(|one| one.name() == name || one.key == name)
        .collect();
    // `limits.files` is meant by `files` too, as long as no target has such a key.
    let exact = found.iter().find(|one| one.name() == name);
    match exact.or(found.first()) {
        Some(one) => Ok(part(one)),
        None => {
            let names: Vec<String> = all().map(Setting::name).collect();
            let near = nearest(name, names.iter().map(String::as_str));
            Err(near.into_iter().map(str::to_owned).collect())
        }
    }
}

fn title(table: Table) -> &'static str {
    match table {
        Table::Root => "The file",
        Table::Limits => "`[limits]`",
        Table::Target => "`[target.NAME]`",
        Table::Select => "`[target.NAME.select]`",
        Table::Package => "`[target.NAME.package]`",
        Table::Pagination => "`[[target.NAME.pagination]]`",
    }
}

fn introduction(table: Table) -> &'static str {
    match table {
        Table::Root => "",
        Table::Limits => {
            "How much a document may ask of the machine; for all targets. What is beyond a limit is refused."
        }
        Table::Target => "A document, and the crate that is made of it.",
        Table::Select => {
            "The part of the document that code is made of: what is chosen, and all that it reaches. The rest has neither \
             types nor problems. A selector that matches nothing is an error, with the nearest that does."
        }
        Table::Package => {
            "What the manifest of the crate says. Versions and features that cargo would refuse are errors, and so are more keywords or categories than the registry takes."
        }
        Table::Pagination => {
            "Operations whose results come in pages, all in one way. Places are JSON Pointers into the response, such as \
             `/meta/next`."
        }
    }
}

/// A link to the part on a setting, as pages on the web make anchors of headings.
fn link(one: &Setting) -> String {
    let name = one.name();
    format!("[`{name}`](#{})", name.replace('.', ""))
}

fn part(one: &Setting) -> String {
    let default = match one.default {
        Some(default) => format!("default: {default}"),
        None => "required".to_owned(),
    };
    format!(
        "### `{}`\n\n{}\n\n- Value: {}; {default}.\n- In the code: {}\n\n```toml\n{}\n```\n",
        one.name(),
        one.meaning,
        value(one.kind),
        one.effect,
        one.lines()
    )
}

fn value(kind: Kind) -> String {
    let one_of = |values: &[&str]| {
        let values: Vec<String> = values.iter().map(|value| format!("`{value:?}`")).collect();
        values.join(", ")
    };
    let by = |what: &str, key: Key| match key {
        Key::Pointer => format!("a table of {what} by JSON Pointer"),
        Key::PointerOrAll => format!("a table of {what} by JSON Pointer, or for `\"*\"`"),
        Key::Name(names) => format!("a table of {what} by {names}"),
    };
    match kind {
        Kind::Text => "a text".to_owned(),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::FlagOrText => "`true`, `false` or a text".to_owned(),
        Kind::Count(0) => "a number".to_owned(),
        Kind::Count(least) => format!("a number from {least}"),
        Kind::Texts => "a list of texts".to_owned(),
        Kind::Pointers => "a list of JSON Pointers".to_owned(),
        Kind::Choice(values) => format!("one of {}", one_of(values)),
        Kind::TextBy(key) => by("texts", key),
        Kind::TextsBy(key) => by("lists of texts", key),
        Kind::ChoiceBy(key, values) => {
            format!("{}, each one of {}", by("texts", key), one_of(values))
        }
        Kind::Types => by(
            "paths, or of tables with `path`, `with` and `traits`,",
            Key::Pointer,
        ),
        Kind::Levels => format!(
            "{}, each one of {}, or a table with a `level` and a table `at` of levels by JSON Pointer",
            by("levels", Key::Name("codes")),
            one_of(&["allow", "warn", "deny"])
        ),
        Kind::Publish => "`true`, `false` or a list of registries".to_owned(),
        Kind::Dependencies => "a table of dependencies, as a manifest has it".to_owned(),
        Kind::Table(_) => "a table, below".to_owned(),
        Kind::Tables(_) => "tables, below".to_owned(),
    }
}
