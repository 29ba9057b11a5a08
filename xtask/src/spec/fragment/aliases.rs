//! Aliases of YAML (1.2.2, section 7.1) whose anchor is cut: the first that stays becomes the anchored node.

use std::collections::HashSet;
use std::ops::Range;

use super::layout::{Anchored, Layout, Style};

/// What stands instead of aliases, where ranges of a text are cut. A node that cannot be written at another place as it
/// is, such as a block within brackets, is left for the comparison of the trees to find.
pub(super) fn replanted(
    text: &str,
    layout: &Layout,
    cut: &[Range<usize>],
) -> Vec<(Range<usize>, String)> {
    let is_cut = |span: &Range<usize>| {
        let mut around = cut.iter();
        around.any(|range| range.start <= span.start && span.start < range.end)
    };
    let mut planted = HashSet::new();
    let mut edits = Vec::new();
    for alias in &layout.aliases {
        let Some(anchored) = layout.anchored.get(&alias.anchor) else {
            continue;
        };
        if is_cut(&alias.span) || !is_cut(&anchored.span) || !planted.insert(alias.anchor) {
            continue;
        }
        let name = text[alias.span.clone()].trim_start_matches('*');
        let node = match anchored.style {
            Some(Style::Block) if alias.is_in_flow => None,
            Some(Style::Block) => indented(text, anchored, alias.span.start),
            Some(Style::Flow) => Some(format!(" {}", &text[anchored.span.clone()])),
            None => {
                let scalar = &text[anchored.span.clone()];
                (!scalar.contains('\n')).then(|| format!(" {scalar}"))
            }
        };
        if let Some(node) = node {
            edits.push((alias.span.clone(), format!("&{name}{node}")));
        }
    }
    edits
}

/// A block as the value of what stands before a place: its lines, as far in as they have to be there.
fn indented(text: &str, anchored: &Anchored, place: usize) -> Option<String> {
    let line_of = |place: usize| text[..place].rfind('\n').map_or(0, |end| end + 1);
    let start = anchored.span.start;
    let old = start - line_of(start);
    let before = &text[line_of(place)..place];
    let key = before.trim_start_matches([' ', '-']);
    let new = before.len() - key.len() + if key.is_empty() { 0 } else { 2 };
    let mut result = String::new();
    for (index, line) in text[anchored.span.clone()].split('\n').enumerate() {
        result.push('\n');
        let content = if index == 0 || line.trim().is_empty() {
            line.trim_start()
        } else {
            let (indent, content) = line.split_at_checked(old)?;
            indent.trim().is_empty().then_some(content)?
        };
        if !content.is_empty() {
            result.push_str(&" ".repeat(new));
        }
        result.push_str(content);
    }
    Some(result)
}
