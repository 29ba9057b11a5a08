//! The trees of a document while they are corrected, with where each node is written.

use indexmap::IndexMap;
use serde_json::Value;

use crate::spec::limits::Limits;
use crate::spec::pointer::Pointer;
use crate::spec::written::{Origin, Written};

/// The trees of a document, to be changed.
#[derive(Debug, Clone)]
pub struct Tree<'l> {
    /// The main file.
    pub root: Value,
    /// The other files by their paths.
    pub files: IndexMap<String, Value>,
    /// Where the nodes are written.
    pub written: Written,
    limits: &'l Limits,
    /// How many nodes there may be at most by now; `None` before the first was added.
    nodes: Option<usize>,
}

/// Why a tree cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing stands there.
    Absent,
    /// What stands above it is neither an object nor an array.
    NoContainer(&'static str),
    /// The array above it has so many items, and the last key is no index of one.
    NoIndex(usize),
    /// The root stays.
    Root,
    /// The document would be beyond a limit.
    Limit(String),
}

impl<'l> Tree<'l> {
    /// The trees of a document, as they were read.
    pub fn of(root: Value, files: IndexMap<String, Value>, limits: &'l Limits) -> Self {
        Self {
            root,
            files,
            written: Written::default(),
            limits,
            nodes: None,
        }
    }

    /// The tree of a file.
    pub fn of_file(&self, file: &str) -> Option<&Value> {
        match file {
            "" => Some(&self.root),
            file => self.files.get(file),
        }
    }

    /// The node at an address.
    pub fn find(&self, place: &Pointer) -> Option<&Value> {
        place.find(self.of_file(place.file())?)
    }

    fn find_mut(&mut self, place: &Pointer) -> Option<&mut Value> {
        let root = match place.file() {
            "" => &mut self.root,
            file => self.files.get_mut(file)?,
        };
        place.find_mut(root)
    }

    /// Puts a value under a key, whatever stands there, or before an item of an array; `-` is behind the last
    /// (RFC 6902, section 4.1). Answers where it is.
    pub fn add(
        &mut self,
        place: &Pointer,
        value: Value,
        origin: Origin,
    ) -> Result<Pointer, Refusal> {
        let (Some(above), Some(token)) = (place.parent(), place.last()) else {
            return self.replace(place, value, origin).map(|()| place.clone());
        };
        self.charge(place, &value)?;
        let place = match self.find_mut(&above) {
            None => return Err(Refusal::Absent),
            Some(Value::Object(entries)) => {
                entries.insert(token, value);
                place.clone()
            }
            Some(Value::Array(items)) => {
                let length = items.len();
                let index = match token.as_str() {
                    "-" => Some(length),
                    token => index(token),
                };
                let index = index.filter(|index| *index <= length);
                let index = index.ok_or(Refusal::NoIndex(length))?;
                items.insert(index, value);
                self.written.make_room(&above, index, length);
                above.child(index)
            }
            Some(other) => return Err(Refusal::NoContainer(kind(other))),
        };
        self.written.set(&place, origin);
        Ok(place)
    }

    /// Puts a value in the place of another.
    pub fn replace(
        &mut self,
        place: &Pointer,
        value: Value,
        origin: Origin,
    ) -> Result<(), Refusal> {
        self.charge(place, &value)?;
        *self.find_mut(place).ok_or(Refusal::Absent)? = value;
        self.written.set(place, origin);
        Ok(())
    }

    /// Takes a node out, and closes the gap in its array.
    pub fn remove(&mut self, place: &Pointer) -> Result<(Value, Origin), Refusal> {
        let (Some(above), Some(token)) = (place.parent(), place.last()) else {
            return Err(Refusal::Root);
        };
        let taken = match self.find_mut(&above) {
            None => return Err(Refusal::Absent),
            Some(Value::Object(entries)) => {
                // The order of what stays is what readers compare.
                let value = entries.shift_remove(&token).ok_or(Refusal::Absent)?;
                (value, self.written.take(place))
            }
            Some(Value::Array(items)) => {
                let length = items.len();
                let index = index(&token).filter(|index| *index < length);
                let index = index.ok_or(Refusal::NoIndex(length))?;
                let value = items.remove(index);
                let origin = self.written.take(place);
                self.written.close_gap(&above, index, length);
                (value, origin)
            }
            Some(other) => return Err(Refusal::NoContainer(kind(other))),
        };
        Ok(taken)
    }

    /// Counts what is added: copies of copies grow without end.
    fn charge(&mut self, place: &Pointer, value: &Value) -> Result<(), Refusal> {
        let beyond = |count: usize, of: &str| {
            Err(Refusal::Limit(format!(
                "the corrected document has more than {count} {of}"
            )))
        };
        let before = self.nodes.unwrap_or_else(|| {
            let trees = self.files.values().chain([&self.root]);
            trees.map(|tree| size(tree).nodes).sum()
        });
        let added = size(value);
        let nodes = before.saturating_add(added.nodes);
        if nodes > self.limits.nodes {
            return beyond(self.limits.nodes, "nodes");
        }
        if place.tokens().count() + added.depth > self.limits.depth {
            return beyond(self.limits.depth, "levels");
        }
        self.nodes = Some(nodes);
        Ok(())
    }
}

struct Size {
    nodes: usize,
    depth: usize,
}

fn size(value: &Value) -> Size {
    fn of<'v>(below: impl Iterator<Item = &'v Value>) -> Size {
        let start = Size { nodes: 1, depth: 1 };
        below.map(size).fold(start, |all, one| Size {
            nodes: all.nodes + one.nodes,
            depth: all.depth.max(one.depth + 1),
        })
    }
    match value {
        Value::Object(entries) => of(entries.values()),
        Value::Array(items) => of(items.iter()),
        _ => Size { nodes: 1, depth: 0 },
    }
}

/// An index as RFC 6901, section 4 writes it: digits without leading zeros.
fn index(token: &str) -> Option<usize> {
    let is_written_so = token == "0" || !token.starts_with(['0', '+']);
    token.parse().ok().filter(|_| is_written_so)
}

/// What a value is, as a message names it.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
