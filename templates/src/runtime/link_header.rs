//! The `Link` header (RFC 8288 section 3): the target of the relation `next`.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with the relation `next`, as it stands there.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(LINK)
        .iter()
        .find_map(|value| next_of(&String::from_utf8_lossy(value.as_bytes())))
}

/// Reads a header's value as appendix B.2 of RFC 8288 does: what is malformed ends it.
fn next_of(value: &str) -> Option<String> {
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (target, after) = rest.strip_prefix('<')?.split_once('>')?;
        rest = after;
        let mut relation = None;
        let mut has_anchor = false;
        while let Some(after) = rest.trim_start().strip_prefix(';') {
            let (name, value, after) = parameter(after);
            rest = after;
            match name.to_ascii_lowercase().as_str() {
                // Section 3.3: only the first one counts.
                "rel" if relation.is_none() => relation = Some(value),
                // Section 3.2: the link is one of another resource.
                "anchor" => has_anchor = true,
                _ => {}
            }
        }
        let relations = relation.unwrap_or_default();
        let is_next = relations
            .split_ascii_whitespace()
            .any(|relation| relation.eq_ignore_ascii_case("next"));
        if is_next && !has_anchor {
            return Some(target.trim().to_owned());
        }
        // What stands before the next comma is no part of a link.
        rest = &rest[rest.find(',')?..];
    }
}

/// The name and the value of a parameter, and what follows it.
fn parameter(text: &str) -> (&str, String, &str) {
    let text = text.trim_start();
    let end = text.find(['=', ';', ',']).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let Some(value) = after.strip_prefix('=') else {
        return (name.trim_end(), String::new(), after);
    };
    let value = value.trim_start();
    if let Some(quoted) = value.strip_prefix('"') {
        let (value, after) = quoted_string(quoted);
        return (name.trim_end(), value, after);
    }
    let end = value.find([';', ',']).unwrap_or(value.len());
    let (value, after) = value.split_at(end);
    (name.trim_end(), value.trim_end().to_owned(), after)
}

/// RFC 9110 section 5.6.4, behind the first quote. One that is not ended reaches to the end.
fn quoted_string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (value, &text[index + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::next_of;

    #[test]
    fn the_first_next_is_found() {
        let cases = [
            ("</a?page=2>; rel=next", Some("/a?page=2")),
            ("</a>;rel=\"next\"", Some("/a")),
            ("< /a > ; REL = \"Next\" ; title=x", Some("/a")),
            ("</p>; rel=prev, </n,1;2>; rel=next", Some("/n,1;2")),
            ("</l>; rel=last,</n>; rel=\"last next\"", Some("/n")),
            (
                "</p>; rel=prev; title=\"a, <b>; rel=\\\"next\\\"\", </n>; rel=next",
                Some("/n"),
            ),
            ("</p>; rel=prev; rel=next", None),
            ("</p>; rel=nextish", None),
            ("</p>; anchor=\"#x\"; rel=next, </n>; rel=next", Some("/n")),
            ("</p>; rel, </n>; rel=next", Some("/n")),
            (", ,</n>; rel=next,", Some("/n")),
            ("</n>; title=\"never ended; rel=next", None),
            ("</n> stray, </m>; rel=next", Some("/m")),
            ("/n; rel=next", None),
            ("</n", None),
            ("<>; rel=next", Some("")),
            ("", None),
        ];
        for (value, target) in cases {
            assert_eq!(next_of(value).as_deref(), target, "{value}");
        }
    }
}
