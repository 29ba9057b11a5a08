//! Where nodes of a document stand in its text: JSON Pointer to a span of bytes.
//!
//! A second reading of the text, made only when there is something to report, and only of the nodes that are
//! asked for: `json` and `yaml` walk down where a pointer leads, and pass over the rest.

pub(super) mod json;
pub(super) mod yaml;

use std::collections::HashMap;
use std::ops::Range;

use super::pointer::Pointer;

/// The spans of the nodes of one text that were asked for, and of those above them.
#[derive(Debug, Default)]
pub struct Positions {
    wanted: Wanted,
}

/// The nodes that are asked for, as a tree; the first is the root.
#[derive(Debug)]
struct Wanted {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    children: HashMap<String, usize>,
    span: Option<Range<usize>>,
    /// Where the last of several keys of its name stands.
    again: Option<Range<usize>>,
    /// Whether the span is of a node that a merge key of YAML brought; the mapping's own comes before it.
    is_merged: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}

impl Wanted {
    const ROOT: usize = 0;

    fn of(pointers: &[&Pointer]) -> Self {
        let mut wanted = Self::default();
        for pointer in pointers {
            let mut node = Self::ROOT;
            for token in pointer.tokens() {
                let next = wanted.nodes.len();
                let child = *wanted.nodes[node].children.entry(token).or_insert(next);
                if child == next {
                    wanted.nodes.push(Node::default());
                }
                node = child;
            }
        }
        wanted
    }

    fn child(&self, node: usize, token: &str) -> Option<usize> {
        self.nodes[node].children.get(token).copied()
    }

    fn has_children(&self, node: usize) -> bool {
        !self.nodes[node].children.is_empty()
    }

    /// Keeps where a node stands: the first place, or the mapping's own.
    fn set(&mut self, node: usize, span: Range<usize>, is_merged: bool) {
        let node = &mut self.nodes[node];
        if node.span.is_some() && !node.is_merged && !is_merged {
            node.again = Some(span.clone());
        }
        if node.span.is_none() || (node.is_merged && !is_merged) {
            node.span = Some(span);
            node.is_merged = is_merged;
        }
    }
}

impl Positions {
    /// Finds nodes of the text of a file. Where it cannot be read to its end, the nodes before the mistake have
    /// places, and the others none.
    pub fn of(text: &str, pointers: &[&Pointer]) -> Self {
        let mut wanted = Wanted::of(pointers);
        if wanted.has_children(Wanted::ROOT) && !json::find(text, &mut wanted) {
            yaml::find(text, &mut wanted);
        }
        Self { wanted }
    }

    /// The bytes of the last of several keys of one name.
    pub fn last_span(&self, pointer: &Pointer) -> Option<Range<usize>> {
        let mut tokens = pointer.tokens();
        let node = tokens.try_fold(Wanted::ROOT, |node, token| self.wanted.child(node, &token));
        let again = node.and_then(|node| self.wanted.nodes[node].again.clone());
        again.or_else(|| self.span(pointer))
    }

    /// The bytes that stand for a node: its key where it has one, else its value. The nearest node
    /// above it where the node itself is absent.
    pub fn span(&self, pointer: &Pointer) -> Option<Range<usize>> {
        let mut node = Wanted::ROOT;
        let mut found = None;
        for token in pointer.tokens() {
            let Some(child) = self.wanted.child(node, &token) else {
                break;
            };
            node = child;
            match &self.wanted.nodes[node].span {
                Some(span) => found = Some(span.clone()),
                None => break,
            }
        }
        found
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests end by panicking")]
mod tests {
    use super::*;

    fn text_at<'t>(text: &'t str, pointer: &str) -> &'t str {
        let pointer = Pointer::parse(pointer).expect("a pointer");
        &text[Positions::of(text, &[&pointer])
            .span(&pointer)
            .expect("a span")]
    }

    #[test]
    fn block_flow_and_unicode() {
        let text = "ä: ü\nlist:\n  - {x: 1, 'y z': [2, drei]}\n  - 5\n";
        assert_eq!(text_at(text, "/ä"), "ä");
        assert_eq!(text_at(text, "/list/0/y z"), "'y z'");
        assert_eq!(text_at(text, "/list/0/y z/1"), "drei");
        assert_eq!(text_at(text, "/list/1"), "5");
    }

    #[test]
    fn line_ends_of_windows_tabs_and_texts_of_several_lines() {
        let text = "a: |\r\n  one\r\n\r\n  zwö\r\nb:\tx\r\nc: \"two\r\n  lines\"\r\nd: {e: f,\r\n\tg: 1}\r\n";
        assert_eq!(text_at(text, "/b"), "b");
        assert_eq!(text_at(text, "/c"), "c");
        assert_eq!(text_at(text, "/d/g"), "g");
        let text = "- >\r\n  folded\r\n  text\r\n- second\r\n";
        assert_eq!(text_at(text, "/1"), "second");
    }

    #[test]
    fn json() {
        let text = r#"{"paths": {"/a": {"get": true, "g\"e\\": [1, {"x": 2}]}}, "ü": null}"#;
        assert_eq!(text_at(text, "/paths/~1a/get"), "\"get\"");
        assert_eq!(text_at(text, "/paths/~1a/g\"e\\"), r#""g\"e\\""#);
        assert_eq!(text_at(text, "/paths/~1a/g\"e\\/0"), "1");
        assert_eq!(text_at(text, "/paths/~1a/g\"e\\/1/x"), "\"x\"");
        assert_eq!(text_at(text, "/ü"), "\"ü\"");
    }

    #[test]
    fn a_key_that_is_there_twice() {
        for text in ["a: 1\nb: 2\na: 3\n", r#"{"a": 1, "b": 2, "a": 3}"#] {
            let pointer = Pointer::parse("/a").expect("a pointer");
            let positions = Positions::of(text, &[&pointer]);
            let first = positions.span(&pointer).expect("a span").start;
            let last = positions.last_span(&pointer).expect("a span").start;
            assert!(first < text.find('b').expect("a text"));
            assert!(last > text.find('b').expect("a text"));
        }
    }

    #[test]
    fn an_absent_node_stands_at_the_nearest_above_it() {
        assert_eq!(text_at("a:\n  b: 1\n", "/a/c/d"), "a");
        assert_eq!(text_at("{\"a\": {\"b\": 1}}", "/a/c/d"), "\"a\"");
    }

    #[test]
    fn what_an_alias_stands_for_stands_at_its_anchor() {
        let text = "base: &b {x: {y: 1}}\nother: *b\nlist: [*b]\n";
        assert_eq!(
            &text[Positions::of(text, &[&Pointer::parse("/other").expect("a pointer")])
                .span(&Pointer::parse("/other").expect("a pointer"))
                .expect("a span")],
            "other"
        );
        assert_eq!(text_at(text, "/other/x/y"), "y");
        assert_eq!(text_at(text, "/list/0/x"), "x");
        let nested = "a: &a {x: 1}\nb: &b {inner: *a}\nc: {d: *b}\n";
        assert_eq!(text_at(nested, "/c/d/inner/x"), "x");
    }

    #[test]
    fn what_is_merged_stands_where_it_is_written() {
        let text = "base: &b\n  first: 1\n  second: 2\nother:\n  <<: *b\n  first: {z: 3}\n";
        let start = |pointer: &str| {
            let pointer = Pointer::parse(pointer).expect("a pointer");
            Positions::of(text, &[&pointer])
                .span(&pointer)
                .expect("a span")
                .start
        };
        assert_eq!(start("/other/second"), text.find("second").expect("a text"));
        assert_eq!(start("/other/first"), text.rfind("first").expect("a text"));
        let list = "a: &a {x: 1}\nb: &b {y: 2}\nc: {<<: [*a, *b]}\n";
        assert_eq!(text_at(list, "/c/y"), "y");
    }

    #[test]
    fn a_broken_text_has_places_up_to_the_mistake() {
        assert_eq!(text_at("a: {b: 1}\nc: [1\n", "/a/b"), "b");
    }
}
