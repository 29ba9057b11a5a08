//! Entries of a YAML text, by the events of a parser that keeps positions.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span, StrInput};

use super::{Collection, Entry, Style};
use crate::spec::fragment::dropped::Dropped;
use crate::spec::positions::yaml::ByteOffsets;

/// The root of a text; `None` where the text cannot be read, or holds several documents.
pub(super) fn of(text: &str, dropped: &Dropped) -> Option<Collection> {
    // The parser wants a space where YAML allows a tab; places are the same with either.
    let without_tabs: Cow<'_, str> = if text.contains('\t') {
        text.replace('\t', " ").into()
    } else {
        text.into()
    };
    let root = root(text, &without_tabs, dropped);
    root.or_else(|| self::root(text, &with_joined_brackets(&without_tabs), dropped))
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

/// The root of a text as the parser is to read it, which has everything at the same place.
fn root(text: &str, read: &str, dropped: &Dropped) -> Option<Collection> {
    let offsets = ByteOffsets::of(text);
    let mut reader = Reader {
        text,
        parser: Parser::new_from_str(read),
        offsets: &offsets,
    };
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(_), _) => {}
            (event, span) => return reader.node(&event, span, Some(dropped), None)?.value,
        }
    }
}

struct Reader<'t, 'o> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    offsets: &'o ByteOffsets,
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

    /// The node that an event begins. `dropped` is what is left out of it; where nothing is, only its end counts.
    fn node(
        &mut self,
        event: &Event<'t>,
        span: Range<usize>,
        dropped: Option<&Dropped>,
        above: Option<Style>,
    ) -> Option<Value> {
        let is_mapping = match event {
            Event::Scalar(..) | Event::Alias(_) => {
                let written = self.text.get(span.clone())?.trim_end();
                return Some(Value {
                    end: (!written.is_empty()).then_some(span.start + written.len()),
                    value: None,
                });
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
        let entries = root.map(|root| root.entries).unwrap_or_default();
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
