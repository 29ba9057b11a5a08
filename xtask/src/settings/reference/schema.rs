//! The settings as a JSON Schema, by which editors complete and check them.
//!
//! Editors of TOML know the old drafts best, so it has only what all drafts from the fourth on have.

use serde_json::{Map, Value, json};

use super::{Key, Kind, Setting, Table};

/// What a text that is a JSON Pointer in a fragment begins with (RFC 6901 section 6). It may name a file before.
const POINTER: &str = "^[^#]*#(/.*)?$";

/// The schema of a settings file, as the text of a file.
pub fn schema() -> String {
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "bindery.toml",
        "description": "The decisions about the documents of a workspace.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "target": {
                "description": "A table for each document, by a name.",
                "type": "object",
                "additionalProperties": table(Table::Target),
            },
            "limits": table(Table::Limits),
        },
    });
    format!("{schema:#}\n")
}

fn table(table: Table) -> Value {
    let settings = table.settings();
    let properties: Map<String, Value> = settings
        .iter()
        .map(|one| (one.key.to_owned(), setting(one)))
        .collect();
    let required: Vec<&str> = settings
        .iter()
        .filter(|one| one.default.is_none())
        .map(|one| one.key)
        .collect();
    let mut schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    // Draft 4 has no empty list of what is required.
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn setting(one: &Setting) -> Value {
    let mut schema = kind(one.kind);
    let default = match one.default {
        Some(default) => format!(" Default: {default}."),
        None => String::new(),
    };
    let description = format!("{}{default}", one.meaning);
    schema["description"] = json!(description);
    schema
}

fn kind(kind: Kind) -> Value {
    let text = || json!({"type": "string"});
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    match kind {
        Kind::Text => text(),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::FlagOrText => json!({"type": ["boolean", "string"]}),
        Kind::Count(least) => json!({"type": "integer", "minimum": least}),
        Kind::Texts => texts(),
        Kind::Pointers => {
            json!({"type": "array", "items": {"type": "string", "pattern": POINTER}})
        }
        Kind::Choice(values) => json!({"enum": values}),
        Kind::TextBy(key) => by(key, &text()),
        Kind::TextsBy(key) => by(key, &texts()),
        Kind::ChoiceBy(key, values) => by(key, &json!({"enum": values})),
        Kind::Types => by(
            Key::Pointer,
            &json!({"anyOf": [
                text(),
                {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["path"],
                    "properties": {"path": text(), "with": text(), "traits": texts()},
                },
            ]}),
        ),
        Kind::Levels => {
            let level = json!({"enum": ["allow", "warn", "deny"]});
            by(
                Key::Name("codes"),
                &json!({"anyOf": [
                    level,
                    {
                        "type": "object",
                        "additionalProperties": false,
                        "properties": {"level": level, "at": by(Key::Pointer, &level)},
                    },
                ]}),
            )
        }
        Kind::Publish => json!({"anyOf": [{"type": "boolean"}, texts()]}),
        Kind::Dependencies => by(
            Key::Name("packages"),
            &json!({"anyOf": [text(), {"type": "object"}]}),
        ),
        Kind::Table(of) => table(of),
        Kind::Tables(of) => json!({"type": "array", "items": table(of)}),
    }
}

/// A table whose keys are no words of the settings.
fn by(key: Key, value: &Value) -> Value {
    match key {
        Key::Pointer => json!({
            "type": "object",
            "additionalProperties": false,
            "patternProperties": {POINTER: value},
        }),
        Key::PointerOrAll => json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {"*": value},
            "patternProperties": {POINTER: value},
        }),
        Key::Name(_) => json!({"type": "object", "additionalProperties": value}),
    }
}
