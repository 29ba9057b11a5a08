//! Where each node of a document stands in its text: JSON Pointer to a span of bytes.
//!
//! A second, tolerant reading of the text by a parser that keeps positions; made only when there is
//! something to report. JSON is read by the same parser, being a subset of YAML. Where the text cannot be
//! read to its end, the nodes before the mistake have places, and the others none.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::pointer::Pointer;

/// The spans of the nodes of one text.
#[derive(Debug, Default)]
pub struct Positions {
    spans: HashMap<Pointer, Range<usize>>,
}

/// A collection that has begun and not ended, while the text is read.
enum Open {
    Sequence {
        pointer: Pointer,
        next: usize,
    },
    Mapping {
        pointer: Pointer,
        key: Option<(Pointer, Span)>,
    },
}

impl Positions {
    /// Reads the text of a file, which is named as pointers name it.
    pub fn of(text: &str, file: &str) -> Self {
        let byte_offsets = ByteOffsets::of(text);
        let mut positions = Self::default();
        let mut open: Vec<Open> = Vec::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            match event {
                Event::Scalar(value, ..) => {
                    if let Some(Open::Mapping {
                        pointer,
                        key: key @ None,
                    }) = open.last_mut()
                    {
                        *key = Some((pointer.child(value), span));
                        continue;
                    }
                    positions.note(&mut open, span, file, &byte_offsets);
                }
                Event::Alias(_) => {
                    positions.note(&mut open, span, file, &byte_offsets);
                }
                Event::SequenceStart(..) => {
                    let pointer = positions.note(&mut open, span, file, &byte_offsets);
                    open.push(Open::Sequence { pointer, next: 0 });
                }
                Event::MappingStart(..) => {
                    let pointer = positions.note(&mut open, span, file, &byte_offsets);
                    open.push(Open::Mapping { pointer, key: None });
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    open.pop();
                }
                _ => {}
            }
        }
        positions
    }

    /// The bytes that stand for a node: its key where it has one, else its value. The nearest node
    /// above it where the node itself is absent.
    pub fn span(&self, pointer: &Pointer) -> Option<Range<usize>> {
        let mut pointer = pointer.clone();
        loop {
            if let Some(span) = self.spans.get(&pointer) {
                return Some(span.clone());
            }
            pointer = pointer.parent()?;
        }
    }

    /// Keeps the place of the value that begins at `span`, and says which node it is.
    fn note(
        &mut self,
        open: &mut [Open],
        span: Span,
        file: &str,
        byte_offsets: &ByteOffsets,
    ) -> Pointer {
        let (pointer, span) = match open.last_mut() {
            None => (Pointer::root_of(file), span),
            Some(Open::Sequence { pointer, next }) => {
                let item = pointer.child(*next);
                *next += 1;
                (item, span)
            }
            // A key that is itself a collection has no pointer; its value is filed under the mapping.
            Some(Open::Mapping { pointer, key }) => key.take().unwrap_or((pointer.clone(), span)),
        };
        let start = byte_offsets.of_character(span.start.index());
        let end = byte_offsets.of_character(span.end.index());
        self.spans.entry(pointer.clone()).or_insert(start..end);
        pointer
    }
}

/// Turns the parser's character offsets into byte offsets.
enum ByteOffsets {
    Same,
    Table(Vec<usize>),
}

impl ByteOffsets {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Same;
        }
        Self::Table(
            text.char_indices()
                .map(|(offset, _)| offset)
                .chain([text.len()])
                .collect(),
        )
    }

    fn of_character(&self, index: usize) -> usize {
        match self {
            Self::Same => index,
            Self::Table(offsets) => offsets.get(index).or(offsets.last()).copied().unwrap_or(0),
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests end by panicking")]
mod tests {
    use super::*;

    fn text_at<'t>(text: &'t str, pointer: &str) -> &'t str {
        let pointer = Pointer::parse(pointer).expect("a pointer");
        &text[Positions::of(text, "").span(&pointer).expect("a span")]
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
    fn json() {
        let text = r#"{"paths": {"/a": {"get": true}}}"#;
        assert_eq!(text_at(text, "/paths/~1a/get"), "\"get\"");
    }

    #[test]
    fn an_absent_node_stands_at_the_nearest_above_it() {
        assert_eq!(text_at("a:\n  b: 1\n", "/a/c/d"), "a");
    }
}
