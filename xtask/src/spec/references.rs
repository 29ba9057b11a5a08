//! Reference Objects (OpenAPI 3.0.3, section 4.7.23): from a node to the node that it stands for.

use serde_json::Value;

use super::load::Document;
use super::pointer::Pointer;
use crate::report::{Code, Report};

/// A node with its own address, after all references on the way were followed.
#[derive(Debug, Clone)]
pub struct Node<'d> {
    /// The address of the node itself, not of a reference to it.
    pub place: Pointer,
    /// The node.
    pub value: &'d Value,
}

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
    let mut visited = vec![place.clone()];
    while let Some(reference) = node.value.get("$ref") {
        let place_of_reference = node.place.child("$ref");
        let Some(reference) = reference.as_str() else {
            report.error(Code::Shape, &place_of_reference, "`$ref` must be a string");
            return None;
        };
        if !reference.starts_with('#') {
            report
                .error(
                    Code::ExternalReference,
                    &place_of_reference,
                    format!("`{reference}` refers to another file"),
                )
                .help("references are followed within one document; bundle the files into one");
            return None;
        }
        let target = Pointer::parse(reference)
            .and_then(|pointer| Some((pointer.find(&document.root)?, pointer)));
        let Some((value, pointer)) = target else {
            report.error(
                Code::DanglingReference,
                &place_of_reference,
                format!("`{reference}` refers to nothing"),
            );
            return None;
        };
        if visited.contains(&pointer) {
            report.error(
                Code::CyclicReference,
                &place_of_reference,
                "the references lead only to each other",
            );
            return None;
        }
        visited.push(pointer.clone());
        node = Node {
            place: pointer,
            value,
        };
    }
    Some(node)
}
