//! `consumes` and `produces`: the media types of bodies.

use serde_json::Value;

/// Who names the media types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// Nobody: they are JSON by default.
    Default,
    /// The document, for all operations.
    Document,
    /// The operation itself.
    Operation,
}

/// The media types of an operation's bodies; at least one.
#[derive(Debug, Clone)]
pub(super) struct MediaTypes {
    names: Vec<String>,
    source: Source,
}

impl MediaTypes {
    const JSON: &'static str = "application/json";
    const BYTES: &'static str = "application/octet-stream";

    fn new(names: Vec<String>, source: Source) -> Self {
        if names.is_empty() {
            return Self {
                names: vec![Self::JSON.to_owned()],
                source: Source::Default,
            };
        }
        Self { names, source }
    }

    /// Those that the document names.
    pub(super) fn of_document(field: Option<&Value>) -> Self {
        Self::new(field.and_then(names).unwrap_or_default(), Source::Document)
    }

    /// Those that an operation names, else `inherited`. An empty list takes away what is inherited.
    pub(super) fn of_operation(field: Option<&Value>, inherited: &Self) -> Self {
        match field.and_then(names) {
            Some(names) => Self::new(names, Source::Operation),
            None => inherited.clone(),
        }
    }

    /// Whether both name the same, in the same order.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        self.names == other.names
    }

    /// Whether one of them is the media type `name`, whatever its parameters.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.names.iter().any(|one| essence(one) == name)
    }

    /// The media types of a body.
    pub(super) fn of_body(&self) -> &[String] {
        &self.names
    }

    /// The media types of a response with a schema and examples of these media types.
    pub(super) fn of_response(&self, examples: &[&String]) -> Vec<String> {
        let mut names = match self.source {
            Source::Default if !examples.is_empty() => Vec::new(),
            _ => self.names.clone(),
        };
        for example in examples {
            if !names.contains(*example) {
                names.push((*example).clone());
            }
        }
        names
    }

    /// The media types of a file. JSON that the operation does not name itself is not meant for its files.
    pub(super) fn of_file(&self) -> Vec<String> {
        let is_json = |name: &String| essence(name) == Self::JSON;
        if self.source != Source::Operation && self.names.iter().all(is_json) {
            return vec![Self::BYTES.to_owned()];
        }
        self.names.clone()
    }
}

/// Whether the field is a list of media types.
pub(super) fn is_sound(field: &Value) -> bool {
    names(field).is_some()
}

fn names(field: &Value) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for name in field.as_array()? {
        let name = name.as_str()?;
        if !names.iter().any(|one| one == name) {
            names.push(name.to_owned());
        }
    }
    Some(names)
}

/// The media type without its parameters.
fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
