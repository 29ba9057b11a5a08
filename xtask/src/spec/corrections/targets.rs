//! JSONPath (RFC 9535): which nodes an action of an overlay means, and which it may have meant.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::similar::nearest;
use crate::spec::pointer::Pointer;

/// A query that is no JSONPath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPath {
    /// What is wrong with it.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// Reads a query.
pub fn parse(text: &str) -> Result<JsonPath, NoPath> {
    /// Nobody nests filters and functions deeper, and the parser's time grows with each level.
    const DEEPEST: usize = 12;
    /// Nobody writes longer ones.
    const LONGEST: usize = 10_000;
    const HELP: &str = "a path begins with `$`, as `$.paths['/pets'].get` does (RFC 9535)";
    if text.len() > LONGEST || depth(text) > DEEPEST {
        return Err(NoPath {
            message: format!(
                "a path is at most {LONGEST} bytes long, and its brackets at most {DEEPEST} levels deep"
            ),
            help: "make several actions of it".to_owned(),
        });
    }
    JsonPath::parse(text).map_err(|error| {
        // The library counts the bytes that it could read.
        let end = (0..=error.position().min(text.len()))
            .rev()
            .find(|end| text.is_char_boundary(*end))
            .unwrap_or_default();
        let (read, rest) = text.split_at(end);
        let message = match (read, rest) {
            ("", _) => format!("`{text}` is no JSONPath"),
            (_, "") => format!("`{text}` is no JSONPath: something is missing at its end"),
            (read, _) => format!("`{text}` is no JSONPath: it can be read as far as `{read}`"),
        };
        // Of functions the library knows more.
        let message = match error.message().split_once("function ") {
            Some((_, of_function)) => format!("{message}: function {of_function}"),
            None => message,
        };
        let help = match (rest.starts_with('-'), text.starts_with('$')) {
            (true, _) => {
                "a name that holds anything but letters, digits and `_` is written in brackets, as `['x-name']`"
            }
            (false, false) => HELP,
            (false, true) => {
                "RFC 9535 says what a path may be: names as `.get` or `['/pets']`, indices as `[0]`, and filters as \
                 `[?@.name == 'x']`"
            }
        };
        NoPath {
            message,
            help: help.to_owned(),
        }
    })
}

/// How deep brackets stand in each other, outside of quoted names.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(one) = characters.next() {
        match (quote, one) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(end), one) if end == one => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(one),
            (None, '(' | '[') => open += 1,
            (None, ')' | ']') => open = open.saturating_sub(1),
            (None, _) => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// The nodes that a query means in a file, each once, items in the order of their array.
pub fn select(path: &JsonPath, tree: &Value, file: &str) -> Vec<Pointer> {
    let located = path.query_located(tree);
    let mut found: Vec<Vec<&PathElement<'_>>> = located
        .locations()
        .map(|location| location.iter().collect())
        .collect();
    let is_before = |one: &[&PathElement<'_>], other: &[&PathElement<'_>]| {
        let key = |elements: &[&PathElement<'_>]| -> Vec<(usize, String)> {
            let keys = elements.iter().map(|element| match element {
                PathElement::Name(name) => (0, (*name).to_owned()),
                PathElement::Index(index) => (*index, String::new()),
            });
            keys.collect()
        };
        key(one).cmp(&key(other))
    };
    found.sort_by(|one, other| is_before(one, other));
    found.dedup();
    let pointers = found.into_iter().map(|elements| {
        let root = Pointer::root_of(file);
        elements
            .into_iter()
            .fold(root, |above, element| match element {
                PathElement::Name(name) => above.child(name),
                PathElement::Index(index) => above.child(index),
            })
    });
    pointers.collect()
}

/// What is there instead of what a query that means nothing asks for.
pub fn near_misses(text: &str, tree: &Value) -> String {
    let mut ends: Vec<usize> = text
        .char_indices()
        .filter(|(_, one)| matches!(one, '.' | '['))
        .map(|(start, _)| start)
        .collect();
    ends.dedup();
    let beginning = ends.into_iter().rev().find_map(|end| {
        let path = JsonPath::parse(text[..end].trim_end_matches('.')).ok()?;
        let nodes = path.query(tree).all();
        (!nodes.is_empty()).then_some((end, nodes))
    });
    let Some((end, nodes)) = beginning else {
        return "the document is empty".to_owned();
    };
    let (path, rest) = text.split_at(end);
    let path = path.trim_end_matches('.');
    let mut keys: Vec<&str> = Vec::new();
    for key in nodes
        .iter()
        .filter_map(|node| node.as_object())
        .flat_map(|entries| entries.keys())
    {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let there = standing(&keys, &nodes);
    let wanted = first_name(rest);
    let near = wanted.map(|name| nearest(&name, keys.iter().copied()));
    match near.as_deref().and_then(|near| near.first()) {
        Some(near) => {
            format!("did you mean `{near}`? The path matches as far as `{path}`, {there}")
        }
        None => format!("the path matches as far as `{path}`, {there}"),
    }
}

/// What stands in some nodes.
fn standing(keys: &[&str], nodes: &[&Value]) -> String {
    /// How many keys are worth reading.
    const MOST: usize = 8;
    if keys.is_empty() {
        return match nodes.iter().find_map(|node| node.as_array()) {
            Some(items) => format!("an array of {}", items.len()),
            None => "which has no keys".to_owned(),
        };
    }
    let named = keys[..keys.len().min(MOST)].join("`, `");
    match keys.len().saturating_sub(MOST) {
        0 => format!("whose keys are `{named}`"),
        more => format!("whose keys are `{named}` and {more} more"),
    }
}

/// The name that a path goes on with, where it goes on with one.
fn first_name(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches(['.', '[']).trim_start();
    let quote = rest.chars().next()?;
    let name = match quote {
        '\'' | '"' => rest[1..].split(quote).next()?,
        '?' | '*' => return None,
        _ => rest.split(['.', '[', ']']).next()?,
    };
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests end by panicking")]
mod tests {
    use std::time::{Duration, Instant};

    use serde_json::json;

    use super::*;

    fn selected(text: &str, tree: &Value) -> Vec<String> {
        let path = parse(text).expect("a path");
        let found = select(&path, tree, "");
        found.iter().map(Pointer::to_string).collect()
    }

    fn help(text: &str) -> String {
        parse(text).expect_err("no path").help
    }

    #[test]
    fn nodes_are_found_once_and_in_order() {
        let tree = json!({"a": {"x/y": [{"n": 1}, {"n": 2}, {"n": 2}]}});
        assert_eq!(
            selected("$.a['x/y'][?@.n == 2]", &tree),
            ["#/a/x~1y/1", "#/a/x~1y/2"]
        );
        assert_eq!(
            selected("$.a['x/y'][2, 0, 2]", &tree),
            ["#/a/x~1y/0", "#/a/x~1y/2"]
        );
        assert_eq!(selected("$..n", &tree).len(), 3);
        assert_eq!(selected("$", &tree), ["#"]);
    }

    #[test]
    fn a_text_that_is_no_path_is_told_with_its_way_out() {
        assert!(help("paths.a").contains("begins with `$`"));
        assert!(help("$.x-name").contains("in brackets"));
        let message = |text: &str| parse(text).expect_err("no path").message;
        assert_eq!(
            message("$.a["),
            "`$.a[` is no JSONPath: it can be read as far as `$.a`"
        );
        assert_eq!(
            message("$.a['b'"),
            "`$.a['b'` is no JSONPath: something is missing at its end"
        );
        assert!(message("$.a[?foo(@)]").ends_with("function name 'foo' is not defined"));
        assert!(message("$.ä.x-y").contains("as far as `$.ä.x`"));
    }

    #[test]
    fn no_text_takes_long_to_read() {
        let deep = |of: &str, levels| format!("$[?{}1{}]", of.repeat(levels), ")".repeat(levels));
        for levels in [2, 8, 11, 12, 500, 100_000] {
            for of in ["(", "!(", "count(", "length(", "length(@.a[?", "match(@,"] {
                let start = Instant::now();
                let _ = parse(&deep(of, levels));
                assert!(
                    start.elapsed() < Duration::from_secs(5),
                    "{levels} of `{of}`"
                );
            }
        }
    }

    #[test]
    fn near_misses_name_what_is_there() {
        let tree = json!({"paths": {"/pets": {"get": {}, "post": {}}, "/toys": {"put": {}}}});
        assert_eq!(
            near_misses("$.paths['/pet'].get", &tree),
            "did you mean `/pets`? The path matches as far as `$.paths`, whose keys are `/pets`, `/toys`"
        );
        assert_eq!(
            near_misses("$.paths.*.gett.x", &tree),
            "did you mean `get`? The path matches as far as `$.paths.*`, whose keys are `get`, `post`, `put`"
        );
        assert_eq!(
            near_misses("$.paths[?@.delete]", &tree),
            "the path matches as far as `$.paths`, whose keys are `/pets`, `/toys`"
        );
        assert_eq!(
            near_misses("$..parameters", &tree),
            "the path matches as far as `$`, whose keys are `paths`"
        );
    }
}
