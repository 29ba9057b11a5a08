//! Names that outlive the document: the names of Rust that a crate has, and the places that they stand for.
//!
//! The file beside the settings holds a line a name, which `lower` asks before it makes a name anew. So a
//! schema that moves, a tag that is spelled in another way or a newcomer that wants the same name change no
//! name that callers use; and what the document itself calls something else keeps its old name as a
//! deprecated alias.
//!
//! ```text
//! text ──parse──▶ NameLock ──lower──▶ Api ──NameLock::of──▶ NameLock ──render──▶ text
//! ```
//!
//! Each line stands for itself and the file is sorted, so that git merges it line by line. Nothing here knows
//! how a name is made, and nothing touches the disk.

mod parse;
mod render;
mod update;

use std::collections::BTreeSet;

pub use parse::is_ident;

/// The names of a crate, and what they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameLock {
    /// The types of the schemas; their owner is empty.
    pub types: Vec<Placed>,
    /// The variants of choices, by the type that owns them.
    pub variants: Vec<Placed>,
    /// The fields and values whose names are not just their own spelling in another case.
    pub members: Vec<Member>,
    /// The groups of operations.
    pub groups: Vec<LockedGroup>,
    /// The operations.
    pub operations: Vec<LockedOperation>,
    /// The types of operations whose names are not just that of the request with a word behind it.
    pub items: Vec<LockedItem>,
    /// The former names.
    pub aliases: Vec<Alias>,
}

/// The name of a schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placed {
    /// The type that has the variant; empty for types.
    pub owner: String,
    /// The name.
    pub name: String,
    /// The place of the schema.
    pub place: String,
    /// What the schema looked like; several where two branches changed it.
    pub shapes: BTreeSet<u32>,
}

/// The name of a property or of a value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Whether it is a property.
    pub is_field: bool,
    /// The type that has it.
    pub owner: String,
    /// The name.
    pub name: String,
    /// The spelling on the wire.
    pub wire: String,
}

/// The name of a group of operations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LockedGroup {
    /// The module, and the accessor of the client.
    pub module: String,
    /// The tag; `None` for the operations without one.
    pub tag: Option<String>,
}

/// The names of an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LockedOperation {
    /// The module of the group.
    pub module: String,
    /// The method of the group.
    pub name: String,
    /// The request value.
    pub request: String,
    /// `operationId`, or what stands for it.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path template, its parameters by their names in Rust: on the wire they have none.
    pub path: String,
}

/// The name of a type that belongs to an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LockedItem {
    /// The module of the group.
    pub module: String,
    /// The name.
    pub name: String,
    /// What it is to the operation.
    pub role: Role,
    /// The operation, by its method of the group.
    pub operation: String,
}

/// A former name: of a type as `Pet`, of a method or type of a group as `pets.get_pet` or `pets.GetPet`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// The former name.
    pub old: String,
    /// The name now.
    pub now: String,
}

/// What a type is to an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The enum of the media types of its body.
    Body,
    /// The enum of its errors.
    Error,
    /// The struct of its headers.
    Headers,
    /// The enum of its successes.
    Output,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Body, Self::Error, Self::Headers, Self::Output];

    /// The word in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Error => "error",
            Self::Headers => "headers",
            Self::Output => "output",
        }
    }

    /// The word behind the name of the request.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Body => "Body",
            Self::Error => "Error",
            Self::Headers => "Headers",
            Self::Output => "Output",
        }
    }
}

impl NameLock {
    /// The same without the former names: callers had their time.
    pub fn without_aliases(self) -> Self {
        Self {
            aliases: Vec::new(),
            ..self
        }
    }
}

/// What two spellings of a place have in common: the names of path parameters may change.
pub fn place_key(place: &str) -> String {
    if !place.starts_with("#/paths/") {
        return place.to_owned();
    }
    path_key(place)
}

/// A path template without the names of its parameters.
pub fn path_key(path: &str) -> String {
    with_parameters(path, |_| String::new())
}

/// The names of the parameters of a path template, in their order.
pub fn path_parameters(path: &str) -> Vec<String> {
    let mut names = Vec::new();
    with_parameters(path, |name| {
        names.push(name.to_owned());
        String::new()
    });
    names
}

/// A path template with other names for its parameters.
pub fn with_parameters(path: &str, mut other: impl FnMut(&str) -> String) -> String {
    let mut result = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('{')
        && let Some((name, after)) = behind.split_once('}')
    {
        result.push_str(before);
        result.push_str(&format!("{{{}}}", other(name)));
        rest = after;
    }
    result.push_str(rest);
    result
}
