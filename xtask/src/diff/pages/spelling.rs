//! Numbers and texts as a page may hold them: in one line, short, and without characters that act.

use std::borrow::Cow;

/// A number of things.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}

/// A number with its thousands apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text in one line, with characters spelt out that act on a terminal or turn round
/// what stands beside them.
pub fn visible(text: &str) -> Cow<'_, str> {
    spelt(text, acts)
}

/// The same for a text of many lines: it keeps its line breaks and tabs.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    spelt(text, |character| {
        acts(character) && !matches!(character, '\n' | '\t')
    })
}

fn spelt(text: &str, acts: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&acts) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if acts(character) {
            plain.extend(character.escape_default());
        } else {
            plain.push(character);
        }
    }
    Cow::Owned(plain)
}

/// Control characters, line separators, marks of direction (Unicode Standard Annex 9), marks of no width, and
/// what XML has no place for.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
                | '\u{fffe}'..='\u{ffff}'
        )
}

/// At most so many characters of a text, and how many there are.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let all = grouped(text.chars().count());
            format!("{}… ({all} characters)", &text[..end])
        }
    }
}

/// A text for HTML and XML, in an element or a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = rest
        .bytes()
        .position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\''))
    {
        escaped.push_str(&rest[..at]);
        escaped.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    escaped.push_str(rest);
    escaped
}

#[cfg(test)]
mod tests {
    use super::{grouped, shortened, visible};

    #[test]
    fn texts_are_one_plain_line() {
        assert_eq!(
            visible("a\u{1b}[1m\n\u{202e}b\u{ad}"),
            "a\\u{1b}[1m\\n\\u{202e}b\u{ad}"
        );
        assert_eq!(visible("שלום 👍🏽"), "שלום 👍🏽");
        assert_eq!(shortened("äöü", 3), "äöü");
        assert_eq!(shortened("äöüß", 3), "äöü… (4 characters)");
        assert_eq!(
            ["0", "999", "1,000", "12,345,678"],
            [0, 999, 1000, 12_345_678].map(grouped)
        );
    }
}
