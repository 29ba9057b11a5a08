//! CommonMark of a document to doc comments that rustdoc reads as the document meant them.
//!
//! rustdoc gives meaning to more than CommonMark does: code blocks become tests, brackets become links to
//! items, and tags become HTML. What would be taken so is escaped; the rest stays as it was written.

use std::ops::Range;

use proc_macro2::TokenStream;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use quote::quote;

use super::text;
use crate::model::types::Docs;

/// Doc attributes of a text, a line each.
pub fn attributes(markdown: &str) -> TokenStream {
    let lines = markdown.lines().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        let line = text(&line);
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// Inner doc attributes of a text, a line each.
pub fn inner_attributes(markdown: &str) -> TokenStream {
    let lines = markdown.lines().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        let line = text(&line);
        quote!(#![doc = #line])
    });
    quote!(#(#lines)*)
}

/// The paragraphs of an item: what the document says, and `notes` of our own.
pub fn paragraphs(docs: &Docs, fallback: &str, notes: &[String]) -> String {
    let mut paragraphs = vec![match docs.text.trim() {
        "" => fallback.to_owned(),
        text => safe(text),
    }];
    paragraphs.extend(notes.iter().cloned());
    if let Some(default) = &docs.default {
        paragraphs.push(format!("Default: {}.", code(default)));
    }
    if docs.read_only {
        paragraphs.push("Read-only: only responses hold it.".to_owned());
    }
    if docs.write_only {
        paragraphs.push("Write-only: only requests hold it.".to_owned());
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// A text as inline code, whatever backticks it holds.
pub fn code(value: &str) -> String {
    let value = one_line(value);
    let longest_run = value
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest_run + 1);
    if value.contains('`') {
        format!("{fence} {value} {fence}")
    } else {
        format!("{fence}{value}{fence}")
    }
}

/// A text without line breaks and characters that no one sees.
pub fn one_line(value: &str) -> String {
    visible(value)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// CommonMark that rustdoc reads as it was meant.
pub fn safe(markdown: &str) -> String {
    let markdown = visible(&markdown.replace("\r\n", "\n").replace('\r', "\n"));
    let markdown = trimmed_lines(&markdown);
    let mut edits = edits(&markdown);
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut result = String::with_capacity(markdown.len());
    let mut copied = 0;
    for (range, replacement) in edits {
        if range.start < copied {
            continue;
        }
        result.push_str(&markdown[copied..range.start]);
        result.push_str(&replacement);
        copied = range.end;
    }
    result.push_str(&markdown[copied..]);
    result
}

/// A text as a part of a line, where it begins no block of its own.
pub fn inline(markdown: &str) -> String {
    const BEFORE: &str = "x ";
    let line = safe(&format!("{BEFORE}{}", one_line(markdown)));
    line.strip_prefix(BEFORE).unwrap_or_default().to_owned()
}

/// The lines without white space at their ends, but for the two spaces that break a line.
fn trimmed_lines(markdown: &str) -> String {
    let lines = markdown.trim_matches('\n').lines().map(|line| {
        let trimmed = line.trim_end();
        if trimmed.is_empty() || !line.ends_with("  ") {
            trimmed.to_owned()
        } else {
            format!("{trimmed}  ")
        }
    });
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// Without control characters and those that reorder text, which the compiler refuses in comments.
fn visible(text: &str) -> String {
    let is_hidden = |character: char| {
        (character.is_control() && character != '\n' && character != '\t')
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .filter(|character| !is_hidden(*character))
        .collect()
}

/// What to replace, as ranges of bytes of the text.
fn edits(markdown: &str) -> Vec<(Range<usize>, String)> {
    // The extensions that rustdoc turns on.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    // Answering every broken reference finds the brackets that rustdoc would resolve as paths.
    let broken = |_| Some((CowStr::from(""), CowStr::from("")));
    let parser =
        Parser::new_with_broken_link_callback(markdown, options, Some(broken)).into_offset_iter();
    let mut edits = Vec::new();
    let mut nesting: u32 = 0;
    for (event, range) in parser {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                nesting += 1;
                if let Some(edit) = text_fence(markdown, &range) {
                    edits.push(edit);
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                nesting += 1;
                edits.push(fenced(markdown, range));
            }
            Event::Start(Tag::Link { link_type, .. }) => {
                nesting += 1;
                let unknown = matches!(
                    link_type,
                    LinkType::ReferenceUnknown
                        | LinkType::CollapsedUnknown
                        | LinkType::ShortcutUnknown
                );
                if unknown {
                    edits.push((range.start..range.start + 1, "\\[".to_owned()));
                }
            }
            Event::Start(Tag::Image { .. }) => nesting += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => {
                nesting = nesting.saturating_sub(1)
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let escaped = markdown[range.clone()].replace('<', "\\<");
                edits.push((range, escaped));
            }
            Event::Text(_) if nesting == 0 => edits.extend(bare_urls(markdown, range)),
            _ => {}
        }
    }
    edits
}

/// Opens a fenced block as text: without a language rustdoc would run it, and with one it might.
fn text_fence(markdown: &str, range: &Range<usize>) -> Option<(Range<usize>, String)> {
    let opening = &markdown[range.clone()];
    let fence_end = opening.find(|character| character != '`' && character != '~')?;
    let line_end = opening.find('\n').unwrap_or(opening.len());
    let language = opening[fence_end..line_end].trim();
    let is_known = !language.is_empty()
        && !language.to_lowercase().contains("rust")
        && !is_rustdoc_word(language);
    let start = range.start + fence_end;
    (!is_known).then(|| (start..range.start + line_end, "text".to_owned()))
}

/// The words after a fence that do not stop rustdoc from taking the block for Rust.
fn is_rustdoc_word(language: &str) -> bool {
    let words = [
        "ignore",
        "should_panic",
        "no_run",
        "compile_fail",
        "test_harness",
        "standalone_crate",
        "edition",
    ];
    language
        .split([',', ' '])
        .all(|word| words.iter().any(|known| word.starts_with(known)))
}

/// An indented block as a fenced one of text: indented, rustdoc would run it.
fn fenced(markdown: &str, range: Range<usize>) -> (Range<usize>, String) {
    // The range begins after the indentation of the first line.
    let start = markdown[..range.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let block = markdown[start..range.end].trim_end_matches('\n');
    let lines: Vec<&str> = block
        .lines()
        .map(|line| {
            line.strip_prefix("    ")
                .or(line.strip_prefix('\t'))
                .unwrap_or(line)
        })
        .collect();
    let end = start + block.len();
    (start..end, format!("```text\n{}\n```", lines.join("\n")))
}

/// URLs that stand in a text as they are, made links.
fn bare_urls(markdown: &str, range: Range<usize>) -> Vec<(Range<usize>, String)> {
    let text = &markdown[range.clone()];
    let mut edits = Vec::new();
    let mut from = 0;
    while let Some(found) = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| text[from..].find(scheme))
        .min()
    {
        let start = from + found;
        let length = text[start..]
            .find(|character: char| {
                character.is_whitespace() || "<>\"`|\\^{}[]".contains(character)
            })
            .unwrap_or(text.len() - start);
        let url = text[start..start + length]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_']);
        from = start + url.len().max(1);
        if url.len() > "https://".len() {
            edits.push((
                range.start + start..range.start + start + url.len(),
                format!("<{url}>"),
            ));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustdoc_would_take_for_its_own_is_escaped() {
        let table = [
            ("a [Link] of `[code]`", "a \\[Link] of `[code]`"),
            ("see [docs](https://x.y/z)", "see [docs](https://x.y/z)"),
            ("see https://x.y/z.", "see <https://x.y/z>."),
            (
                "a Vec<String> and <b>bold</b>",
                "a Vec\\<String> and \\<b>bold\\</b>",
            ),
            ("```\nlet x;\n```", "```text\nlet x;\n```"),
            ("```json\n{}\n```", "```json\n{}\n```"),
            (
                "text\n\n    indented\n    code\n\nmore",
                "text\n\n```text\nindented\ncode\n```\n\nmore",
            ),
            ("hidden\u{202e}order\u{0}", "hiddenorder"),
            ("line one  \nline two \n", "line one  \nline two"),
        ];
        for (markdown, expected) in table {
            assert_eq!(safe(markdown), expected);
        }
    }

    #[test]
    fn a_part_of_a_line_begins_no_block() {
        assert_eq!(inline("[a]: http://x.y/z"), "\\[a]: <http://x.y/z>");
        assert_eq!(inline("    two\nlines"), "two lines");
        assert_eq!(inline(""), "");
    }

    #[test]
    fn code_may_hold_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
    }
}
