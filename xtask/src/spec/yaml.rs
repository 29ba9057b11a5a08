//! YAML text to the generic tree. The only file that uses `serde_yaml`.

use serde_json::Value;

use super::limits::Limits;
use super::tree::{self, Merges};
use crate::report::{Code, Place, Report};

/// Reads one YAML document; anchors and merge keys are expanded.
pub fn parse(text: &str, file: &str, limits: &Limits, report: &mut Report) -> Option<Value> {
    if is_nested_too_deep(text) {
        let message = format!("the document has more than {} levels", limits.depth);
        report.error(Code::Limit, Place::File, message);
        return None;
    }
    let deserializer = serde_yaml::Deserializer::from_str(text);
    match tree::read(deserializer, limits, Merges::AreExpanded, file) {
        Ok(tree) => {
            for pointer in tree.twice {
                let key = pointer.last().unwrap_or_default();
                let message = format!("the key `{key}` is given twice in one mapping");
                report
                    .error(Code::Syntax, Place::Again(pointer.clone()), message)
                    .help("keep one of the two: YAML allows a key once")
                    .related(&pointer, "first given here");
            }
            Some(tree.root)
        }
        Err(error) => {
            let place = error
                .location()
                .map_or(Place::File, |location| Place::Text {
                    file: file.to_owned(),
                    line: location.line(),
                    column: location.column(),
                });
            let (code, message) = message_of(&error);
            let diagnostic = report.error(code, place, message);
            if code == Code::Syntax
                && let Some(location) = error.location()
                && let Some((line, column)) = open_quote(text, location.line())
            {
                let place = Place::Text {
                    file: file.to_owned(),
                    line,
                    column,
                };
                diagnostic.related(place, "a quote is opened here, and not closed on its line");
            }
            None
        }
    }
}

/// A tree as the text of a YAML document.
pub fn text(tree: &Value) -> String {
    // A tree has nothing that YAML does not.
    serde_yaml::to_string(tree).unwrap_or_default()
}

/// The line and column, from 1, of the last quote above a line that its own line does not close: what follows it
/// was read as text, up to an apostrophe further down or the end.
fn open_quote(text: &str, line: usize) -> Option<(usize, usize)> {
    /// No quoted text is longer.
    const LINES: usize = 200;
    let lines: Vec<&str> = text.lines().take(line).collect();
    let above = lines.iter().enumerate().rev().take(LINES);
    above.into_iter().find_map(|(index, line)| {
        let value = match line.split_once(": ") {
            Some((_, value)) => value,
            None => line.trim_start().strip_prefix("- ")?,
        };
        let value = value.trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|quote| matches!(quote, '\'' | '"'))?;
        let is_closed = value[1..].contains(quote);
        let column = line[..line.len() - value.len()].chars().count() + 1;
        (!is_closed).then_some((index + 1, column))
    })
}

/// The message without the place at its end, which the report draws.
fn message_of(error: &serde_yaml::Error) -> (Code, String) {
    let message = error.to_string();
    let message = match message.find(" at line ") {
        Some(end) => &message[..end],
        None => &message,
    };
    match tree::code_of(message) {
        Some((code, message)) => (code, message.to_owned()),
        None if message.contains("recursion limit") || message.contains("repetition limit") => (
            Code::Limit,
            "the document has more levels, or aliases of aliases, than can be read".to_owned(),
        ),
        None => (Code::Syntax, format!("not YAML: {message}")),
    }
}

/// Whether brackets are open far beyond the limit: the parser takes time by the square of their number, before
/// it says so. Brackets in texts are counted too, and many texts hold one that is not closed, as `[0, 1)`.
fn is_nested_too_deep(text: &str) -> bool {
    // What is less is found, with its place, while it is read, and takes little time.
    let most = 10_000;
    let mut open = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > most
    })
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests end by panicking")]
mod tests {
    use serde_json::json;

    use super::*;

    fn tree(text: &str) -> Value {
        parse(text, "", &Limits::default(), &mut Report::new()).expect("a tree")
    }

    fn code(text: &str, limits: &Limits) -> Code {
        let mut report = Report::new();
        assert_eq!(parse(text, "", limits, &mut report), None);
        report.diagnostics()[0].code
    }

    #[test]
    fn keys_are_text_and_merges_are_expanded() {
        assert_eq!(
            tree("base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3}\n200: a\non: b\n1.10: c\n"),
            json!({"base": {"x": 1, "y": 2}, "other": {"y": 3, "x": 1}, "200": "a", "on": "b", "1.10": "c"})
        );
        assert_eq!(tree("<<: [{a: 1}, {a: 2, b: 3}]"), json!({"a": 1, "b": 3}));
    }

    #[test]
    fn numbers_may_be_beyond_64_bits() {
        assert_eq!(
            tree("[-9223372036854776000, 18446744073709551616, 1.5, !tag x]"),
            json!([-9223372036854776000.0, 18446744073709551616.0, 1.5, "x"])
        );
    }

    #[test]
    fn what_json_has_not_is_refused() {
        assert_eq!(code("a: .nan", &Limits::default()), Code::NotJson);
    }

    #[test]
    fn what_is_beyond_a_limit_is_refused() {
        let few = Limits {
            nodes: 5,
            depth: 3,
            ..Limits::default()
        };
        assert_eq!(code("[1, 2, 3, 4, 5]", &few), Code::Limit);
        assert_eq!(code("[[[[1]]]]", &few), Code::Limit);
        let all = Limits::default();
        assert_eq!(code(&"[".repeat(100_000), &all), Code::Limit);
        assert_eq!(code(&"- ".repeat(100_000), &all), Code::Limit);
        let lines: Vec<String> = (0..500)
            .map(|depth| format!("{}a:", " ".repeat(depth)))
            .collect();
        assert_eq!(code(&lines.join("\n"), &all), Code::Limit);
        let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let below = format!("*a{}", level - 1);
            laughs.push_str(&format!(
                "a{level}: &a{level} [{}]\n",
                [below.as_str(); 10].join(", ")
            ));
        }
        assert_eq!(code(&laughs, &all), Code::Limit);
    }
}
