//! Entries of a YAML text, by the events of a parser that keeps positions.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span, StrInput};

use super::{Alias, Anchored, Collection, Entry, Layout, Style};
use crate::spec::fragment::dropped::Dropped;
use crate::spec::positions::yaml::ByteOffsets;

/// The layout of a text; `None` where the text cannot be read, or holds several documents.
pub(super) fn of(text: &str, dropped: &Dropped) -> Option<Layout> {
    // The parser wants a space where YAML allows a tab; places are the same with either.
    let without_tabs: Cow<'_, str> = if text.contains('\t') {
        text.replace('\t', " ").into()
    } else {
        text.into()
    };
    let layout = layout(text, &without_tabs, dropped);
    layout.or_else(|| self::layout(text, &with_joined_brackets(&without_tabs), dropped))
}

/// Puts closing brackets that begin a line at the end of the line before, with as many spaces between: people write
/// them below the key, where the standard (YAML 1.2.2, section 7.4) wants them further in.
fn with_joined_brackets(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let before = joined.trim_end_matches(['\n', '\r']).len();
        let last = joined[..before].rfind('\n').map_or(0, |end| end + 1);
        // Behind a comment it would be a part of it.
        if line.trim_start().starts_with([']', '}']) && !joined[last..].contains('#') {
            let spaces = " ".repeat(joined.len() - before);
            joined.replace_range(before.., &spaces);
        }
        joined.push_str(line);
    }
    joined
}

/// The layout of a text as the parser is to read it, which has everything at the same place.
fn layout(text: &str, read: &str, dropped: &Dropped) -> Option<Layout> {
    let offsets = ByteOffsets::of(text);
    let mut reader = Reader {
        text,
        parser: Parser::new_from_str(read),
        offsets: &offsets,
        aliases: Vec::new(),
        anchored: HashMap::new(),
    };
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(_), _) => {}
            (event, span) => {
                let root = reader.node(&event, span, Some(dropped), None)?.value?;
                return Some(Layout {
                    root,
                    aliases: reader.aliases,
                    anchored: reader.anchored,
                });
            }
        }
    }
}

struct Reader<'t, 'o> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    offsets: &'o ByteOffsets,
    aliases: Vec<Alias>,
    anchored: HashMap<usize, Anchored>,
}

/// A value: where it ends, and what it is.
struct Value {
    /// `None` where it is empty, and has no place.
    end: Option<usize>,
    value: Option<Collection>,
}

impl<'t> Reader<'t, '_> {
    fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, span): (Event<'t>, Span) = self.parser.next()?.ok()?;
        Some((event, self.offsets.range(&span)))
    }

    /// Where a node begins behind its anchor and tag, which its place has too (YAML 1.2.2, section 6.9).
    fn without_properties(&self, start: usize) -> usize {
        let mut rest = &self.text[start..];
        while rest.starts_with(['&', '!']) {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest = rest[end..].trim_start();
        }
        self.text.len() - rest.len()
    }

    /// Where a scalar ends that has a place; the parser counts what follows a block.
    fn written_end(&self, span: &Range<usize>) -> Option<Option<usize>> {
        let written = self.text.get(span.clone())?.trim_end();
        Some((!written.is_empty()).then_some(span.start + written.len()))
    }

    /// Keeps the place of a node that has an anchor; those that have none have the number 0.
    fn note_anchor(&mut self, anchor: usize, span: Range<usize>, style: Option<Style>) {
        if anchor > 0 {
            self.anchored.insert(anchor, Anchored { span, style });
        }
    }

    /// The node that an event begins. `dropped` is what is left out of it; where nothing is, only its end counts.
    fn node(
        &mut self,
        event: &Event<'t>,
        span: Range<usize>,
        dropped: Option<&Dropped>,
        above: Option<Style>,
    ) -> Option<Value> {
        let start = self.without_properties(span.start);
        let span = start..span.end.max(start);
        let is_mapping = match event {
            Event::Scalar(_, _, anchor, _) => {
                let end = self.written_end(&span)?;
                self.note_anchor(*anchor, span.start..end.unwrap_or(span.start), None);
                return Some(Value { end, value: None });
            }
            Event::Alias(anchor) => {
                let end = self.written_end(&span)?;
                self.aliases.push(Alias {
                    span: span.start..end?,
                    anchor: *anchor,
                    is_in_flow: above == Some(Style::Flow),
                });
                return Some(Value { end, value: None });
            }
            Event::MappingStart(..) => true,
            Event::SequenceStart(..) => false,
            _ => return None,
        };
        let bracket = if is_mapping { "{" } else { "[" };
        let style = match above {
            Some(Style::Flow) => Style::Flow,
            _ if self.text.get(span.start..)?.starts_with(bracket) => Style::Flow,
            _ => Style::Block,
        };
        let mut entries = Vec::new();
        let mut end = span.start;
        loop {
            let (event, place) = self.next()?;
            let key = match &event {
                Event::MappingEnd | Event::SequenceEnd => {
                    if style == Style::Flow {
                        end = place.end;
                    }
                    break;
                }
                Event::Scalar(text, ..) if is_mapping => Some((text.to_string(), place.clone())),
                // A key that is no text has no pointer, and its place does not matter here.
                _ if is_mapping => {
                    let key = self.node(&event, place.clone(), None, Some(style))?;
                    let end = key.end.unwrap_or(place.start);
                    Some((String::new(), place.start..end))
                }
                _ => None,
            };
            let (token, key, value) = match key {
                Some((token, key)) => {
                    let below = below(dropped, &token);
                    let (event, place) = self.next()?;
                    let value = self.node(&event, place, below, Some(style))?;
                    (token, key, value)
                }
                None => {
                    let token = entries.len().to_string();
                    let below = below(dropped, &token);
                    let value = self.node(&event, place.clone(), below, Some(style))?;
                    (token, place.start..place.start, value)
                }
            };
            end = value.end.unwrap_or(key.end).max(end);
            entries.push(Entry {
                token,
                key,
                end: value.end.unwrap_or(end),
                value: value.value,
            });
        }
        if let Event::MappingStart(anchor, _) | Event::SequenceStart(anchor, _) = event {
            self.note_anchor(*anchor, span.start..end, Some(style));
        }
        Some(Value {
            end: Some(end),
            value: dropped.is_some().then_some(Collection {
                style,
                span: span.start..end,
                entries,
            }),
        })
    }
}

/// What is left out below a key, where something is.
fn below<'d>(dropped: Option<&'d Dropped>, token: &str) -> Option<&'d Dropped> {
    dropped?.child(token).filter(|below| below.has_below())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_below_their_key() {
        let text = "a:\n  b: [\n    1\n  ]\n  c: { # all\n  }\nd: 1\n";
        let joined = with_joined_brackets(text);
        assert_eq!(joined, "a:\n  b: [\n    1   ]\n  c: { # all\n  }\nd: 1\n");
        let text = "a:\n  b: [\r\n    ü\r\n  ]\n  c: {\n  }\nd: 1\n";
        let root = of(text, &Dropped::default());
        let entries = root.map(|layout| layout.root.entries).unwrap_or_default();
        let texts: Vec<&str> = entries
            .iter()
            .map(|entry| &text[entry.key.start..entry.end])
            .collect();
        assert_eq!(
            texts,
            [
                text.trim_end().strip_suffix("\nd: 1").unwrap_or_default(),
                "d: 1"
            ]
        );
    }
}
