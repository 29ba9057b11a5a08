//! Nothing that a document says becomes code: texts that try to leave strings, comments, attributes and tables.

use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::{self, Source};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Map, Value};

use crate::fixture::{self, Fixture};

/// Each would define or call `injected` where it is not quoted as what it stands in.
const PAYLOADS: [&str; 10] = [
    "\"; fn injected() {} \"",
    "*/ fn injected() {} /*",
    "\n fn injected() {} ",
    "\"] fn injected() {} #[doc = \"",
    "\\\"; let x = injected(); //",
    "\"#; fn injected() {} r#\"",
    "\"\n[injected]\nx = \"1",
    "'''\n[injected]\nx = '''",
    "{an injected}",
    "\u{2028}fn injected() {}\r",
];

/// Keys whose values say how the document is read, so that it is none without them.
const STRUCTURE: [&str; 12] = [
    "openapi",
    "swagger",
    "$ref",
    "type",
    "in",
    "style",
    "scheme",
    "format",
    "url",
    "propertyName",
    "mapping",
    "host",
];

#[test]
fn no_text_of_a_document_becomes_code() {
    let mut files = 0;
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        let document =
            load::parse(&fixture.source, &Default::default(), &mut Report::new()).unwrap();
        for (index, payload) in PAYLOADS.iter().enumerate() {
            for in_keys in [false, true] {
                let source = Source {
                    name: format!("{payload}.json"),
                    text: with(&document.root, payload, in_keys, false).to_string(),
                    ..Source::default()
                };
                let mut target =
                    Target::of_document("a.json".into(), "out".into(), "injection".to_owned());
                target.keep_going = true;
                target.contract_tests = index == 0;
                let mut report = Report::new();
                let Some(generated) = bindery::generate(&source, &target, &mut report) else {
                    continue;
                };
                for (path, text) in generated.iter() {
                    let place = format!("{} with {payload:?}: {path}", fixture.name);
                    assert!(!path.contains(".."), "{place}");
                    match path.rsplit('.').next() {
                        Some("rs") if !path.contains("/runtime/") => {
                            let tokens: TokenStream = text
                                .parse()
                                .unwrap_or_else(|error| panic!("{place}: {error}"));
                            assert!(!names(tokens, "injected"), "{place}\n{text}");
                        }
                        Some("toml") => {
                            let manifest: toml::Table = text
                                .parse()
                                .unwrap_or_else(|error| panic!("{place}: {error}"));
                            assert!(!manifest.contains_key("injected"), "{place}\n{text}");
                        }
                        _ => {}
                    }
                    files += 1;
                }
            }
        }
    }
    assert!(files > 10_000, "only {files} files were looked at");
}

/// Whether a stream of tokens holds an identifier.
fn names(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => names(group.stream(), name),
        TokenTree::Literal(_) | TokenTree::Punct(_) => false,
    })
}

/// A tree whose texts hold a payload; and the keys that a document chooses itself, where they are to.
fn with(value: &Value, payload: &str, in_keys: bool, keys_are_names: bool) -> Value {
    match value {
        Value::String(text) => Value::String(format!("{text}{payload}")),
        Value::Array(items) => items
            .iter()
            .map(|item| with(item, payload, in_keys, false))
            .collect(),
        Value::Object(entries) => {
            let changed: Map<String, Value> = entries
                .iter()
                .map(|(key, value)| {
                    // Keywords are no names, and what they hold may be.
                    let holds_names = !keys_are_names
                        && matches!(
                            key.as_str(),
                            "properties"
                                | "schemas"
                                | "securitySchemes"
                                | "examples"
                                | "headers"
                                | "parameters"
                        );
                    let new_key = if keys_are_names && in_keys {
                        format!("{key}{payload}")
                    } else {
                        key.clone()
                    };
                    let is_kept = !keys_are_names && STRUCTURE.contains(&key.as_str());
                    let new_value = if is_kept {
                        value.clone()
                    } else {
                        with(value, payload, in_keys, holds_names)
                    };
                    (new_key, new_value)
                })
                .collect();
            Value::Object(changed)
        }
        other => other.clone(),
    }
}
