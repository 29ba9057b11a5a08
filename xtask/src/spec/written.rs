//! Where the nodes of a corrected document are written: in the document, or in the file that corrects it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::pointer::Pointer;

/// From the nodes of a corrected document to the places in the texts that they come from. Only what corrections
/// wrote or moved is kept; every other node stands where its pointer says.
#[derive(Debug, Clone, Default)]
pub struct Written {
    files: BTreeMap<String, Origin>,
}

/// Where a node comes from, and those below it that come from elsewhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    /// `None` for a node that stands where the way from the one above it leads.
    at: Option<Pointer>,
    below: HashMap<String, Origin>,
}

impl Origin {
    /// Of a node that is written at a place with all that is in it.
    pub(super) fn at(place: Pointer) -> Self {
        Self {
            at: Some(place),
            below: HashMap::new(),
        }
    }

    /// Where the node is written; the root where that is not said.
    pub(super) fn place(&self) -> Pointer {
        self.at.clone().unwrap_or_default()
    }

    /// Of a child of the node.
    pub(super) fn child(&self, token: &str) -> Self {
        let mut child = self.below.get(token).cloned().unwrap_or_default();
        if child.at.is_none() {
            child.at = Some(self.place().child(token));
        }
        child
    }
}

impl Written {
    /// Whether every node stands where its pointer says.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Where a node is written.
    pub fn place<'p>(&self, node: &'p Pointer) -> Cow<'p, Pointer> {
        let mut known = self.files.get(node.file());
        if known.is_none() {
            return Cow::Borrowed(node);
        }
        let mut at = known.and_then(|root| root.at.clone());
        for token in node.tokens() {
            known = known.and_then(|above| above.below.get(&token));
            at = match (known.and_then(|own| own.at.clone()), at) {
                (Some(own), _) => Some(own),
                (None, Some(above)) => Some(above.child(&token)),
                (None, None) => None,
            };
        }
        at.map_or(Cow::Borrowed(node), Cow::Owned)
    }

    /// Where a node and all within it come from.
    pub(super) fn origin(&self, node: &Pointer) -> Origin {
        let root = self.files.get(node.file());
        let known = node
            .tokens()
            .fold(root, |above, token| above?.below.get(&token));
        Origin {
            at: Some(self.place(node).into_owned()),
            ..known.cloned().unwrap_or_default()
        }
    }

    /// Says where a node comes from, and forgets what was known of it.
    pub(super) fn set(&mut self, node: &Pointer, origin: Origin) {
        *self.entry(node) = origin;
    }

    /// Forgets a node. Answers where it came from.
    pub(super) fn take(&mut self, node: &Pointer) -> Origin {
        let origin = self.origin(node);
        if let (Some(above), Some(token)) = (node.parent(), node.last()) {
            self.entry(&above).below.remove(&token);
        }
        origin
    }

    /// Makes room for an item of an array that has so many.
    pub(super) fn make_room(&mut self, array: &Pointer, index: usize, length: usize) {
        for item in (index..length).rev() {
            let origin = self.take(&array.child(item));
            self.set(&array.child(item + 1), origin);
        }
    }

    /// Closes the gap that an item leaves in an array that had so many.
    pub(super) fn close_gap(&mut self, array: &Pointer, index: usize, length: usize) {
        for item in index + 1..length {
            let origin = self.take(&array.child(item));
            self.set(&array.child(item - 1), origin);
        }
    }

    fn entry(&mut self, node: &Pointer) -> &mut Origin {
        let root = self.files.entry(node.file().to_owned()).or_default();
        node.tokens()
            .fold(root, |above, token| above.below.entry(token).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        Pointer::parse(text).unwrap_or_default()
    }

    fn place(written: &Written, node: &str) -> String {
        written.place(&pointer(node)).to_string()
    }

    #[test]
    fn what_is_not_known_stands_where_its_pointer_says() {
        let written = Written::default();
        assert!(written.is_empty());
        assert_eq!(place(&written, "#/a/0"), "#/a/0");
    }

    #[test]
    fn what_is_within_goes_with_a_node_until_something_else_is_said() {
        let mut written = Written::default();
        written.set(
            &pointer("#/a"),
            Origin::at(pointer("o.yaml#/actions/0/update")),
        );
        written.set(&pointer("#/a/b"), Origin::at(pointer("#/old")));
        assert_eq!(place(&written, "#/a/x/y"), "o.yaml#/actions/0/update/x/y");
        assert_eq!(place(&written, "#/a/b/c"), "#/old/c");
        assert_eq!(place(&written, "#/ab"), "#/ab");
        assert_eq!(place(&written, "p.yaml#/a"), "p.yaml#/a");
        let moved = written.take(&pointer("#/a"));
        written.set(&pointer("#/z"), moved);
        assert_eq!(place(&written, "#/z/b/c"), "#/old/c");
        assert_eq!(place(&written, "#/a/b"), "#/a/b");
    }

    #[test]
    fn items_keep_their_places_when_they_move() {
        let mut written = Written::default();
        let list = pointer("#/list");
        written.close_gap(&list, 1, 4);
        assert_eq!(place(&written, "#/list/0"), "#/list/0");
        assert_eq!(place(&written, "#/list/1/x"), "#/list/2/x");
        assert_eq!(place(&written, "#/list/2"), "#/list/3");
        written.make_room(&list, 0, 3);
        written.set(&pointer("#/list/0"), Origin::at(pointer("o.yaml#/0/value")));
        assert_eq!(place(&written, "#/list/0"), "o.yaml#/0/value");
        assert_eq!(place(&written, "#/list/1"), "#/list/0");
        assert_eq!(place(&written, "#/list/2"), "#/list/2");
        assert_eq!(place(&written, "#/list/3"), "#/list/3");
    }
}
