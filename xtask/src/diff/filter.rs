//! Which changes are told.

use super::catalogue::Code;
use super::change::{Change, Comparison, OperationName};
use crate::wildcard::fits;

/// What is asked for, and what is not wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Where there are any, only what one of them is about is told.
    pub only: Vec<Pattern>,
    /// What one of them is about is not told.
    pub ignore: Vec<Pattern>,
}

/// What a change may be about: a text with `*` for anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// The code of a change; `rust` stands for what no change of the document explains.
    Code(String),
    /// `operationId`, or the method and the path.
    Operation(String),
    /// A path template.
    Path(String),
    /// A tag of an operation.
    Tag(String),
}

impl Pattern {
    /// A pattern as users write it: `code:…`, `operation:…`, `path:…` or `tag:…`. Without a kind, what begins with
    /// `/` is a path, what is the code of a change is one, and all else is an operation.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some((kind, rest)) = text.split_once(':') {
            let rest = rest.trim().to_owned();
            match kind {
                "code" => return Self::code(rest),
                "operation" => return Ok(Self::Operation(rest)),
                "path" => return Ok(Self::Path(rest)),
                "tag" => return Ok(Self::Tag(rest)),
                _ => {}
            }
        }
        if text.is_empty() {
            return Err("expected a code, an operation, a path or a tag".to_owned());
        }
        if text.starts_with('/') {
            return Ok(Self::Path(text.to_owned()));
        }
        if Code::by_name(text).is_some() || text == "rust" {
            return Ok(Self::Code(text.to_owned()));
        }
        Ok(Self::Operation(text.to_owned()))
    }

    fn code(text: String) -> Result<Self, String> {
        let mut names = Code::ALL.iter().map(|code| code.as_str()).chain(["rust"]);
        if names.any(|name| fits(&text, name)) {
            Ok(Self::Code(text))
        } else {
            Err(format!(
                "no change has the code `{text}`; `cargo xtask explain` lists them"
            ))
        }
    }

    fn is_of(&self, change: &Change) -> bool {
        match self {
            Self::Code(pattern) => fits(pattern, change.code.as_str()),
            _ => change
                .operations
                .iter()
                .any(|one| self.is_of_operation(one)),
        }
    }

    fn is_of_operation(&self, operation: &OperationName) -> bool {
        match self {
            Self::Code(_) => false,
            Self::Operation(pattern) => {
                let whole = format!("{} {}", operation.method, operation.path);
                fits(pattern, &operation.id) || fits(pattern, &whole)
            }
            Self::Path(pattern) => fits(pattern, &operation.path),
            Self::Tag(pattern) => operation.tags.iter().any(|tag| fits(pattern, tag)),
        }
    }

    fn is_of_rust(&self) -> bool {
        matches!(self, Self::Code(pattern) if fits(pattern, "rust"))
    }
}

impl Filter {
    /// Takes out of a comparison what is not told. The verdict on the release stays that of all changes.
    pub fn apply(&self, comparison: &mut Comparison) {
        let is_wanted = |is_of: &dyn Fn(&Pattern) -> bool| {
            (self.only.is_empty() || self.only.iter().any(is_of)) && !self.ignore.iter().any(is_of)
        };
        comparison
            .changes
            .retain(|change| is_wanted(&|pattern| pattern.is_of(change)));
        comparison
            .rust_only
            .retain(|_| is_wanted(&Pattern::is_of_rust));
    }
}
