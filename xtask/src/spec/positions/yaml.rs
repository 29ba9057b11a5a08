//! Nodes of a YAML text, by the events of a tolerant parser that keeps positions.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::Wanted;

/// How many aliases may stand for nodes that hold aliases in their turn.
const DEEPEST_ALIASES: usize = 16;

/// A wanted node, and whether a merge key brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Attached {
    node: usize,
    is_merged: bool,
}

/// A collection that has begun and not ended, with the wanted nodes that it is.
enum Open {
    Sequence {
        nodes: Vec<Attached>,
        next: usize,
        /// Whether its items are merged into a mapping.
        is_merge: bool,
    },
    Mapping {
        nodes: Vec<Attached>,
        key: Option<Key>,
    },
}

/// A key whose value is still to come.
struct Key {
    text: String,
    span: Span,
}

/// What a node that begins now is: wanted nodes, and the key that stands for them, if any.
struct Beginning {
    nodes: Vec<Attached>,
    is_merge: bool,
    span: Span,
}

/// Finds the wanted nodes, as far as the text can be read.
pub(super) fn find(text: &str, wanted: &mut Wanted) {
    let offsets = ByteOffsets::of(text);
    // The parser wants a space where YAML allows a tab; places are the same with either.
    let text: Cow<'_, str> = if text.contains('\t') {
        text.replace('\t', " ").into()
    } else {
        text.into()
    };
    // The nodes that aliases stand for, by the anchors that they name.
    let mut attached: HashMap<usize, HashSet<Attached>> = HashMap::new();
    for _ in 0..DEEPEST_ALIASES {
        let before: usize = attached.values().map(HashSet::len).sum();
        walk(&text, wanted, &offsets, &mut attached);
        if attached.values().map(HashSet::len).sum::<usize>() == before {
            break;
        }
    }
}

fn walk(
    text: &str,
    wanted: &mut Wanted,
    offsets: &ByteOffsets,
    attached: &mut HashMap<usize, HashSet<Attached>>,
) {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        match event {
            Event::Scalar(value, ..) => {
                if let Some(Open::Mapping {
                    nodes,
                    key: key @ None,
                }) = open.last_mut()
                {
                    // Of a mapping that nobody asked for only the number of its keys counts.
                    let text = if nodes.is_empty() {
                        String::new()
                    } else {
                        value.into_owned()
                    };
                    *key = Some(Key { text, span });
                    continue;
                }
                let beginning = begin(&mut open, span, wanted);
                note(&beginning, wanted, offsets);
            }
            Event::Alias(anchor) => {
                let beginning = begin(&mut open, span, wanted);
                note(&beginning, wanted, offsets);
                let with_children = beginning
                    .nodes
                    .into_iter()
                    .filter(|one| wanted.has_children(one.node));
                attached.entry(anchor).or_default().extend(with_children);
            }
            Event::SequenceStart(anchor, _) => {
                let beginning = begin(&mut open, span, wanted);
                note(&beginning, wanted, offsets);
                open.push(Open::Sequence {
                    is_merge: beginning.is_merge,
                    nodes: with_aliases(beginning.nodes, anchor, attached),
                    next: 0,
                });
            }
            Event::MappingStart(anchor, _) => {
                let beginning = begin(&mut open, span, wanted);
                note(&beginning, wanted, offsets);
                open.push(Open::Mapping {
                    nodes: with_aliases(beginning.nodes, anchor, attached),
                    key: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
            }
            _ => {}
        }
    }
}

/// The wanted nodes that an anchored node is, with those that aliases of it are.
fn with_aliases(
    own: Vec<Attached>,
    anchor: usize,
    attached: &HashMap<usize, HashSet<Attached>>,
) -> Vec<Attached> {
    let mut nodes = own;
    nodes.extend(attached.get(&anchor).into_iter().flatten());
    nodes
}

/// Which wanted nodes a value is that begins now.
fn begin(open: &mut [Open], span: Span, wanted: &Wanted) -> Beginning {
    let children = |nodes: &[Attached], token: &str| {
        nodes
            .iter()
            .filter_map(|one| {
                Some(Attached {
                    node: wanted.child(one.node, token)?,
                    is_merged: one.is_merged,
                })
            })
            .collect()
    };
    match open.last_mut() {
        None => Beginning {
            nodes: vec![Attached {
                node: Wanted::ROOT,
                is_merged: false,
            }],
            is_merge: false,
            span,
        },
        Some(Open::Sequence {
            nodes,
            next,
            is_merge,
        }) => {
            let index = next.to_string();
            *next += 1;
            Beginning {
                nodes: if *is_merge {
                    nodes.clone()
                } else {
                    children(nodes, &index)
                },
                is_merge: *is_merge,
                span,
            }
        }
        // A key that is itself a collection has no pointer.
        Some(Open::Mapping { nodes, key }) => match key.take() {
            None => Beginning {
                nodes: Vec::new(),
                is_merge: false,
                span,
            },
            Some(key) if key.text == "<<" => Beginning {
                nodes: nodes
                    .iter()
                    .map(|one| Attached {
                        is_merged: true,
                        ..*one
                    })
                    .collect(),
                is_merge: true,
                span: key.span,
            },
            Some(key) => Beginning {
                nodes: children(nodes, &key.text),
                is_merge: false,
                span: key.span,
            },
        },
    }
}

/// Keeps the place of the nodes that begin. What is merged is the mapping around it, which has its place.
fn note(beginning: &Beginning, wanted: &mut Wanted, offsets: &ByteOffsets) {
    if beginning.is_merge {
        return;
    }
    for one in &beginning.nodes {
        wanted.set(one.node, offsets.range(&beginning.span), one.is_merged);
    }
}

/// Turns the parser's character offsets into byte offsets.
pub(in crate::spec) enum ByteOffsets {
    Same,
    /// The byte of every character, and the end.
    Table(Vec<usize>),
}

impl ByteOffsets {
    pub(in crate::spec) fn of(text: &str) -> Self {
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

    pub(in crate::spec) fn range(&self, span: &Span) -> Range<usize> {
        self.of_character(span.start.index())..self.of_character(span.end.index())
    }
}
