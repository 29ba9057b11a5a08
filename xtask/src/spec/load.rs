//! Bytes to [`Document`]: which syntax, which version of OpenAPI.

use std::path::Path;

use serde_json::Value;

use super::pointer::Pointer;
use super::yaml;
use crate::report::{Code, Place, Report};

/// The text of a document.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's path as messages show it.
    pub name: String,
    /// The text, without a byte-order mark.
    pub text: String,
}

/// A document as a tree, of a version that can be resolved.
#[derive(Debug, Clone)]
pub struct Document {
    /// The whole document.
    pub root: Value,
}

/// Reads a file as UTF-8. On failure the source is empty and `report` says why.
pub fn read(path: &Path, name: &str, report: &mut Report) -> Source {
    let mut source = Source {
        name: name.to_owned(),
        text: String::new(),
    };
    match std::fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => {
                source.text = text
                    .strip_prefix('\u{feff}')
                    .map(str::to_owned)
                    .unwrap_or(text)
            }
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                report
                    .error(
                        Code::Unreadable,
                        Place::File,
                        format!("the document is not UTF-8 from byte {offset} on"),
                    )
                    .help("save it in UTF-8, the encoding that JSON and OpenAPI ask for");
            }
        },
        Err(error) => {
            report.error(
                Code::Unreadable,
                Place::File,
                format!("the document cannot be read: {error}"),
            );
        }
    }
    source
}

/// Reads a text as a document. `None` when it has no tree, or not one of a known version.
pub fn parse(source: &Source, report: &mut Report) -> Option<Document> {
    let root = if source.text.trim_start().starts_with('{') {
        parse_json(&source.text, report)?
    } else {
        yaml::parse(&source.text, report)?
    };
    has_known_version(&root, report).then_some(Document { root })
}

fn parse_json(text: &str, report: &mut Report) -> Option<Value> {
    match serde_json::from_str(text) {
        Ok(root) => Some(root),
        Err(error) => {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message);
            let place = Place::Text {
                line: error.line(),
                column: error.column(),
            };
            report.error(Code::Syntax, place, format!("not JSON: {message}"));
            None
        }
    }
}

/// The `openapi` field (OpenAPI 3.0.3, section 4.7.1): a string that says how to read the rest.
fn has_known_version(root: &Value, report: &mut Report) -> bool {
    let Some(object) = root.as_object() else {
        report.error(
            Code::Version,
            Place::File,
            "an OpenAPI document is an object; this file holds something else",
        );
        return false;
    };
    let place = Pointer::root().child("openapi");
    match object.get("openapi") {
        Some(Value::String(version)) if version.starts_with("3.0.") || version == "3.0" => true,
        Some(version) => {
            report
                .error(
                    Code::Version,
                    &place,
                    format!("`openapi: {version}` is not a version that is read"),
                )
                .help("documents of OpenAPI 3.0 are read, as `openapi: 3.0.3`");
            false
        }
        None if object.contains_key("swagger") => {
            report
                .error(
                    Code::Version,
                    &Pointer::root().child("swagger"),
                    "OpenAPI 2.0 is not read",
                )
                .help("convert the document to OpenAPI 3.0");
            false
        }
        None => {
            report
                .error(
                    Code::Version,
                    Place::File,
                    "the document has no `openapi` field",
                )
                .help("an OpenAPI document begins with its version, as `openapi: 3.0.3`");
            false
        }
    }
}
