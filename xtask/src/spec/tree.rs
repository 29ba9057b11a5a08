//! Any text format to the generic tree, within limits.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::limits::Limits;
use super::pointer::Pointer;
use crate::report::Code;

/// What begins the message about a value that JSON does not have.
const NOT_JSON: &str = "JSON has no ";

/// What begins the message about a document that is beyond a limit.
const BEYOND: &str = "the document has more than ";

/// What `<<` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merges {
    /// The merge key of YAML.
    AreExpanded,
    /// A key as any other.
    AreKeys,
}

/// A tree, and the keys in it that were given twice.
#[derive(Debug)]
pub struct Tree {
    /// The root.
    pub root: Value,
    /// The nodes of keys that were given twice; the last value counts.
    pub twice: Vec<Pointer>,
}

/// Reads the tree that JSON would give: keys become strings (`200:` is `"200"`), merge keys are expanded, tags
/// are ignored.
///
/// # Errors
/// What the deserializer says; and what [`code_of`] knows.
pub fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    limits: &Limits,
    merges: Merges,
    file: &str,
) -> Result<Tree, D::Error> {
    let state = State {
        limits,
        merges,
        nodes: Cell::new(0),
        found_twice: RefCell::new(Vec::new()),
    };
    let root = Node {
        state: &state,
        depth: 0,
    }
    .deserialize(deserializer)?;
    let found = state.found_twice.into_inner().into_iter().map(|keys| {
        let keys = keys.iter().rev();
        keys.fold(Pointer::root_of(file), |pointer, key| pointer.child(key))
    });
    Ok(Tree {
        root,
        twice: found.collect(),
    })
}

/// The code of a message that reading a tree gave, where it is one of its own, and the message from its
/// beginning.
pub fn code_of(message: &str) -> Option<(Code, &str)> {
    [(NOT_JSON, Code::NotJson), (BEYOND, Code::Limit)]
        .into_iter()
        .find_map(|(beginning, code)| Some((code, &message[message.find(beginning)?..])))
}

struct State<'l> {
    limits: &'l Limits,
    merges: Merges,
    nodes: Cell<usize>,
    /// The keys that lead to each, the innermost first.
    found_twice: RefCell<Vec<Vec<String>>>,
}

/// A node to be read.
#[derive(Clone, Copy)]
struct Node<'s> {
    state: &'s State<'s>,
    depth: usize,
}

impl Node<'_> {
    fn child<E: Error>(self) -> Result<Self, E> {
        let limits = self.state.limits;
        let depth = self.depth + 1;
        if depth > limits.depth {
            return Err(E::custom(format!("{BEYOND}{} levels", limits.depth)));
        }
        Ok(Self { depth, ..self })
    }

    /// Counts a node, or a text: a long one, which aliases may repeat, takes the room of many nodes.
    fn charge<E: Error>(self, bytes: usize) -> Result<(), E> {
        const BYTES_OF_NODE: usize = 256;
        let more = if bytes == 0 { 1 } else { bytes / BYTES_OF_NODE };
        let nodes = self.state.nodes.get().saturating_add(more);
        let limit = self.state.limits.nodes;
        if nodes > limit {
            return Err(E::custom(format!("{BEYOND}{limit} nodes")));
        }
        self.state.nodes.set(nodes);
        Ok(())
    }

    /// Adds the key that leads to what was found twice since there were so many.
    fn lead_to_twice(self, since: usize, key: &str) {
        for keys in &mut self.state.found_twice.borrow_mut()[since..] {
            keys.push(key.to_owned());
        }
    }

    fn found_twice(self) -> usize {
        self.state.found_twice.borrow().len()
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.charge(0)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// Beyond 64 bits a number is what JSON parsers make of it: the nearest of double precision.
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom(format!("{NOT_JSON}number `{value}`")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.charge(value.len())?;
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.charge(value.len())?;
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let node = self.child()?;
        let mut values = Vec::new();
        let mut since = self.found_twice();
        while let Some(value) = items.next_element_seed(node)? {
            self.lead_to_twice(since, &values.len().to_string());
            since = self.found_twice();
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let node = self.child()?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            let since = self.found_twice();
            let value = entries.next_value_seed(node)?;
            self.lead_to_twice(since, &key);
            if key == "<<" && self.state.merges == Merges::AreExpanded {
                match value {
                    Value::Array(values) => merged.extend(values),
                    value => merged.push(value),
                }
                continue;
            }
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    // More than anyone reads, and aliases multiply them.
                    const MOST: usize = 1_000;
                    if self.found_twice() < MOST {
                        let mut found = self.state.found_twice.borrow_mut();
                        found.push(vec![entry.key().clone()]);
                    }
                    entry.insert(value);
                }
            }
        }
        // What a mapping says itself comes before what is merged, and the first merged before the next.
        for value in merged {
            let Value::Object(value) = value else {
                return Err(A::Error::custom("`<<` merges mappings only"));
            };
            for (key, value) in value {
                map.entry(key).or_insert(value);
            }
        }
        Ok(Value::Object(map))
    }

    /// A tag means nothing in an OpenAPI document.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (_, contents) = access.variant::<String>()?;
        contents.newtype_variant_seed(self)
    }
}

/// A key as it is written, whatever YAML would take it for.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor).map(Self)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is a string, as all are in JSON")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
