//! Reference Objects (OpenAPI 3.0.3, section 4.7.23): from a node to the node that it stands for.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::load::Document;
use super::pointer::Pointer;
use crate::report::{Code, Report};
use crate::similar::nearest;

/// A node with its own address, after all references on the way were followed.
#[derive(Debug, Clone)]
pub struct Node<'d> {
    /// The address of the node itself, not of a reference to it.
    pub place: Pointer,
    /// The node.
    pub value: &'d Value,
}

/// How many references are shown of a chain: more than a reader follows.
pub const LONGEST_CHAIN: usize = 4;

/// So many references after each other lead nowhere.
const LONGEST: usize = 100;

/// Follows `$ref` from the node at `place` to a node without one.
///
/// `None`, with an error, when the reference leads to nothing, out of the document or back to itself.
pub fn follow<'d>(
    document: &'d Document,
    place: &Pointer,
    value: &'d Value,
    report: &mut Report,
) -> Option<Node<'d>> {
    let mut node = Node {
        place: place.clone(),
        value,
    };
    let mut way = vec![place.clone()];
    let mut visited = HashSet::from([place.clone()]);
    while let Some(reference) = node.value.get("$ref") {
        let place_of_reference = node.place.child("$ref");
        let Some(reference) = reference.as_str() else {
            report.error(Code::Shape, &place_of_reference, "`$ref` must be a string");
            return None;
        };
        let next = step(document, &node.place, reference, report);
        let is_circle = |next: &Node<'_>| {
            visited.contains(&next.place)
                || (way.len() == LONGEST && next.value.get("$ref").is_some())
        };
        if next.as_ref().is_none_or(is_circle) {
            if next.is_some() {
                let message = "the references lead only to each other";
                report.error(Code::CyclicReference, &place_of_reference, message);
            }
            // The references that led here, the last one first.
            if let Some(diagnostic) = report.last_at(&place_of_reference) {
                for earlier in way.iter().rev().skip(1).take(LONGEST_CHAIN) {
                    diagnostic.related(&earlier.child("$ref"), "referenced from here");
                }
            }
            return None;
        }
        node = next?;
        way.push(node.place.clone());
        visited.insert(node.place.clone());
    }
    Some(node)
}

impl Document {
    /// The node that stands for the one at an address, after all references; `None` where there is none.
    pub fn followed(&self, place: &Pointer) -> Option<Node<'_>> {
        follow(self, place, self.find(place)?, &mut Report::new())
    }

    /// Where a node is written: elsewhere, where a reference stands for one above it.
    pub fn written(&self, place: &Pointer) -> Pointer {
        /// How many references a place may lead through.
        const MOST: usize = 8;
        let mut place = place.clone();
        for _ in 0..MOST {
            if self.find(&place).is_some() {
                break;
            }
            let mut above = std::iter::successors(place.parent(), Pointer::parent);
            let target = above
                .find(|above| self.find(above).is_some())
                .and_then(|above| {
                    let node = self.followed(&above)?;
                    Some(node.place.join(place.below(&above)?)).filter(|_| node.place != above)
                });
            match target {
                Some(target) => place = target,
                None => break,
            }
        }
        place
    }
}

/// The node that one reference leads to.
fn step<'d>(
    document: &'d Document,
    from: &Pointer,
    reference: &str,
    report: &mut Report,
) -> Option<Node<'d>> {
    let place = from.child("$ref");
    if is_remote(reference) {
        report
            .error(
                Code::ExternalReference,
                &place,
                format!("`{reference}` refers to another host"),
            )
            .help("nothing is fetched: save the file beside the document, and refer to it by a relative path");
        return None;
    }
    let file = file_of(document, from, reference);
    if document.tree(&file).is_none() {
        report
            .error(
                Code::ExternalReference,
                &place,
                format!("`{reference}` refers to the file `{file}`, which is not there or cannot be read"),
            )
            .help("the path is relative to the file that holds the reference");
        return None;
    }
    let target = address(document, from, reference);
    let target = target.and_then(|pointer| Some((document.find(&pointer)?, pointer)));
    let Some((value, place)) = target else {
        let diagnostic = report.error(
            Code::DanglingReference,
            &place,
            format!("`{reference}` refers to nothing"),
        );
        if let Some(near) = spelled_alike(document, &file, reference) {
            diagnostic.help(format!("did you mean `{near}`?"));
        }
        return None;
    };
    Some(Node { place, value })
}

/// The file that a reference leads to, as pointers name it.
fn file_of(document: &Document, from: &Pointer, reference: &str) -> String {
    let path = reference.split('#').next().unwrap_or_default();
    if path.is_empty() {
        return from.file().to_owned();
    }
    let file = joined(from.file(), path);
    if file == document.name {
        String::new()
    } else {
        file
    }
}

/// The address that a reference leads to, where there is something; what it refers to may be a reference too.
pub fn address(document: &Document, from: &Pointer, reference: &str) -> Option<Pointer> {
    let file = file_of(document, from, reference);
    let tree = document.tree(&file)?;
    let fragment = reference
        .split_once('#')
        .map_or("", |(_, fragment)| fragment);
    let root = Pointer::root_of(&file);
    match root.at(fragment) {
        Some(pointer) => pointer.find(tree).map(|_| pointer),
        // `$anchor` (JSON Schema 2020-12, section 8.2.2).
        None => document.anchors(&file).get(fragment).cloned(),
    }
}

/// A reference to a neighbour of what is missing, whose key is spelled alike.
fn spelled_alike(document: &Document, file: &str, reference: &str) -> Option<String> {
    let (path, fragment) = reference.split_once('#')?;
    let missing = Pointer::root_of(file).at(fragment)?;
    let above = missing.parent()?;
    let neighbours = above.find(document.tree(file)?)?.as_object()?;
    let name = missing.last()?;
    let near = nearest(&name, neighbours.keys().map(String::as_str));
    let near = above.child(near.first()?).to_string();
    let (_, near) = near.split_once('#')?;
    Some(format!("{path}#{near}"))
}

/// Whether a reference leads to another host.
pub(super) fn is_remote(reference: &str) -> bool {
    let scheme = reference.split_once(':').map(|(scheme, _)| scheme);
    reference.starts_with("//")
        || scheme.is_some_and(|scheme| {
            scheme.len() > 1
                && scheme
                    .chars()
                    .all(|one| one.is_ascii_alphanumeric() || "+-.".contains(one))
        })
}

/// Adds the schemas with anchors, as far as schemas stand there and not examples.
pub fn add_anchors(value: &Value, place: &Pointer, anchors: &mut HashMap<String, Pointer>) {
    match value {
        Value::Object(entries) => {
            if let Some(name) = entries.get("$anchor").and_then(Value::as_str) {
                let known = anchors.entry(name.to_owned());
                known.or_insert_with(|| place.clone());
            }
            for (key, value) in entries {
                if !matches!(
                    key.as_str(),
                    "example" | "examples" | "default" | "const" | "enum"
                ) {
                    add_anchors(value, &place.child(key), anchors);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                add_anchors(item, &place.child(index), anchors);
            }
        }
        _ => {}
    }
}

/// A relative path from a file, as a path from the folder of the main file.
pub(super) fn joined(from: &str, path: &str) -> String {
    let path = percent_decode_str(path).decode_utf8_lossy();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The files that a text seems to refer to, as paths from the folder of the main file.
///
/// Read from the text alone, before there is a tree: most documents refer to no file, and need not be read
/// twice to know that.
pub fn named_files(text: &str, file: &str) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for (start, keyword) in text.match_indices("$ref") {
        let rest = &text[start + keyword.len()..];
        let rest = rest.trim_start_matches(['"', '\'']).trim_start();
        let Some(rest) = rest.strip_prefix(':') else {
            continue;
        };
        let rest = rest.trim_start();
        let (rest, ends): (&str, &[char]) = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => (&rest[1..], if quote == '"' { &['"'] } else { &['\''] }),
            _ => (rest, &['\n', '\r', ',', '}', ' ']),
        };
        let end = rest.find(ends).unwrap_or(rest.len());
        let path = rest[..end].split('#').next().unwrap_or_default().trim();
        if path.is_empty() || is_remote(path) {
            continue;
        }
        let path = joined(file, path);
        if !files.contains(&path) {
            files.push(path);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file_that_names_them() {
        assert_eq!(joined("", "./models/pet.yml"), "models/pet.yml");
        assert_eq!(joined("models/pet.yml", "../a%20b.yml"), "a b.yml");
        assert_eq!(joined("models/pet.yml", "../../up.yml"), "../up.yml");
    }

    #[test]
    fn files_are_found_in_yaml_and_in_json() {
        let text = "a: {$ref: 'x.yml#/A'}\nb:\n  $ref: y.yml\nc: {\"$ref\": \"z.json#/C\"}\nd: {$ref: '#/D'}\ne: {$ref: 'https://h/e.yml'}";
        assert_eq!(
            named_files(text, "in/main.yml"),
            ["in/x.yml", "in/y.yml", "in/z.json"]
        );
    }
}
