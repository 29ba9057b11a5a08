//! Changes of known kinds, made to the tree of a document.

mod operations;
mod schemas;

use serde_json::{Map, Value};

use super::random::Random;

/// Changes a document somewhere, and answers where; `None` where it has nothing of the kind.
pub type Change = fn(&mut Value, &mut Random) -> Option<String>;

/// The kinds, by their names.
pub fn kinds() -> impl Iterator<Item = (&'static str, Change)> {
    schemas::KINDS.iter().chain(operations::KINDS).copied()
}

/// The pointers of all nodes that satisfy a question, in the order of the document; what only looks like a
/// node, such as an example, is none.
fn find(root: &Value, question: &dyn Fn(&str, &Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), root)];
    while let Some((pointer, node)) = open.pop() {
        if question(&pointer, node) {
            found.push(pointer.clone());
        }
        match node {
            Value::Object(map) => {
                let children = map.iter().rev().filter(|(key, _)| {
                    !matches!(
                        key.as_str(),
                        "example" | "examples" | "default" | "enum" | "const"
                    ) || pointer.ends_with("/properties")
                });
                open.extend(
                    children.map(|(key, child)| (format!("{pointer}/{}", escaped(key)), child)),
                );
            }
            Value::Array(items) => {
                let children = items.iter().enumerate().rev();
                open.extend(children.map(|(index, child)| (format!("{pointer}/{index}"), child)));
            }
            _ => {}
        }
    }
    found
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn last(pointer: &str) -> String {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    last.replace("~1", "/").replace("~0", "~")
}

/// Whether a node is a schema.
fn is_schema(pointer: &str, node: &Value) -> bool {
    let parts: Vec<&str> = pointer.rsplitn(3, '/').collect();
    let (own, above) = (parts.first().copied(), parts.get(1).copied());
    let is_placed = matches!(own, Some("schema" | "items"))
        || matches!(above, Some("properties" | "oneOf" | "anyOf" | "allOf"))
        || (above == Some("schemas") && pointer.starts_with("/components/"));
    is_placed && node.is_object() && own != Some("properties")
}

/// The schemas that satisfy a question.
fn schemas(root: &Value, question: &dyn Fn(&Map<String, Value>) -> bool) -> Vec<String> {
    find(root, &|pointer, node| {
        is_schema(pointer, node) && node.as_object().is_some_and(question)
    })
}

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// The operations that satisfy a question.
fn operations(root: &Value, question: &dyn Fn(&Map<String, Value>) -> bool) -> Vec<String> {
    find(root, &|pointer, node| {
        let parts: Vec<&str> = pointer.split('/').collect();
        parts.len() == 4
            && parts[1] == "paths"
            && METHODS.contains(&parts[3])
            && node.as_object().is_some_and(question)
    })
}

/// One of the places, and the node there.
fn chosen<'v>(
    root: &'v mut Value,
    places: &[String],
    random: &mut Random,
) -> Option<(String, &'v mut Map<String, Value>)> {
    let place = random.choose(places)?.clone();
    let node = root.pointer_mut(&place)?.as_object_mut()?;
    Some((place, node))
}

/// Sets a key of a node, at one of the places.
fn set(
    root: &mut Value,
    places: &[String],
    random: &mut Random,
    key: &str,
    value: Value,
) -> Option<String> {
    let (place, node) = chosen(root, places, random)?;
    node.insert(key.to_owned(), value);
    Some(place)
}

/// Takes out a key of a node, at one of the places.
fn unset(root: &mut Value, places: &[String], random: &mut Random, key: &str) -> Option<String> {
    let (place, node) = chosen(root, places, random)?;
    node.shift_remove(key)?;
    Some(place)
}

/// Takes out one of the entries of an object or list, at one of the places.
fn take_out(root: &mut Value, places: &[String], random: &mut Random, key: &str) -> Option<String> {
    let place = random.choose(places)?.clone();
    match root.pointer_mut(&place)?.get_mut(key)? {
        Value::Object(map) => {
            let index = random.below(map.len());
            let name = map.keys().nth(index)?.clone();
            map.shift_remove(&name)?;
            Some(format!("{place}/{key}/{}", escaped(&name)))
        }
        Value::Array(items) if !items.is_empty() => {
            let index = random.below(items.len());
            items.remove(index);
            Some(format!("{place}/{key}/{index}"))
        }
        _ => None,
    }
}

/// Names an entry of an object otherwise, where it stands.
fn rename(map: &mut Map<String, Value>, old: &str, new: &str) {
    let entries = std::mem::take(map).into_iter();
    map.extend(entries.map(|(key, value)| {
        if key == old {
            (new.to_owned(), value)
        } else {
            (key, value)
        }
    }));
}
