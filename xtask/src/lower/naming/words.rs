//! One name from the wire to the spelling of Rust: words split and cased, symbols spelled out, keywords raw.

use std::cell::RefCell;
use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use crate::model::ident::Ident;

/// How an item's words are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `fields`, `methods` and `modules`.
    Snake,
    /// `Types` and `Variants`.
    UpperCamel,
}

impl Case {
    /// Whether the compiler takes a name to be written so (the lints `non_snake_case` and `non_camel_case_types`).
    pub fn is_of(self, name: &str) -> bool {
        let name = name.trim_matches('_');
        if name.contains("__") {
            return false;
        }
        let has_case = |one: char| one.is_lowercase() || one.is_uppercase();
        let mut pairs = name.chars().zip(name.chars().skip(1));
        match self {
            Self::Snake => !name.chars().any(char::is_uppercase),
            Self::UpperCamel => {
                let is_apart = |(one, other)| {
                    (one == '_' && has_case(other)) || (other == '_' && has_case(one))
                };
                !name.starts_with(char::is_lowercase) && !pairs.any(is_apart)
            }
        }
    }
}

/// Turns wire names into the spelling of Rust.
#[derive(Debug, Clone)]
pub struct Naming {
    /// Words of the settings with the spelling that splits right: `OAuth` as `Oauth`.
    words: Vec<(String, String)>,
    /// Which of them were met.
    met: RefCell<HashSet<String>>,
}

impl Naming {
    /// Takes the words that are one word each, whatever their capitals say.
    pub fn new(words: &[String]) -> Self {
        let mut words: Vec<(String, String)> = words
            .iter()
            .filter(|word| !word.is_empty())
            .map(|word| (word.clone(), capitalised(&word.to_lowercase())))
            .collect();
        // The longest first, so that a word within another does not break it up.
        words.sort_by(|one, other| {
            other
                .0
                .len()
                .cmp(&one.0.len())
                .then_with(|| one.0.cmp(&other.0))
        });
        Self {
            words,
            met: RefCell::default(),
        }
    }

    /// Whether a word of the settings is in any name so far.
    pub fn has_met(&self, word: &str) -> bool {
        self.met.borrow().contains(word)
    }

    /// The words of a wire name in a case, not yet a valid identifier: it may be a keyword or begin with a digit.
    pub fn words(&self, wire: &str, case: Case) -> String {
        // One letter however it is written: `é` of one or two characters, and `ﬁ` for `fi`.
        let mut text: String = if wire.is_ascii() {
            wire.to_owned()
        } else {
            wire.nfkc().collect()
        };
        for (word, spelling) in &self.words {
            if text.contains(word) {
                self.met.borrow_mut().insert(word.clone());
                text = text.replace(word, spelling);
            }
        }
        let cased = cased(&identifier_characters(&text), case);
        if cased.is_empty() {
            cased_symbols(wire, case)
        } else {
            cased
        }
    }
}

pub(super) fn cased(text: &str, case: Case) -> String {
    match case {
        Case::Snake => text.to_snake_case(),
        Case::UpperCamel => text.to_upper_camel_case(),
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The text with everything that no identifier may hold replaced by a space, a sign before a digit spelled out.
fn identifier_characters(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let before_digit = characters.peek().is_some_and(char::is_ascii_digit);
        match character {
            '+' if result.is_empty() && before_digit => result.push_str("plus "),
            '-' if result.is_empty() && before_digit => result.push_str("minus "),
            _ if unicode_ident::is_xid_continue(character) => result.push(character),
            _ => result.push(' '),
        }
    }
    result
}

/// A name for a text that holds no letter or digit, such as `>=`.
fn cased_symbols(text: &str, case: Case) -> String {
    if text.is_empty() {
        return cased("empty", case);
    }
    let words: Vec<String> = text.chars().map(symbol_name).collect();
    cased(&words.join(" "), case)
}

fn symbol_name(symbol: char) -> String {
    let name = match symbol {
        ' ' => "space",
        '!' => "exclamation",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "ampersand",
        '\'' => "apostrophe",
        '(' => "open parenthesis",
        ')' => "close parenthesis",
        '*' => "asterisk",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less than",
        '=' => "equal",
        '>' => "greater than",
        '?' => "question",
        '@' => "at",
        '[' => "open bracket",
        '\\' => "backslash",
        ']' => "close bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open brace",
        '|' => "bar",
        '}' => "close brace",
        '~' => "tilde",
        other => return format!("u{:x}", u32::from(other)),
    };
    name.to_owned()
}

/// The keywords of the 2024 edition, strict and reserved.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The keywords that cannot be raw identifiers.
const NEVER_RAW: [&str; 4] = ["self", "Self", "super", "crate"];

/// Makes a cased text a valid identifier.
pub(super) fn identifier(text: &str) -> Ident {
    let text = match text.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) || (first == '_' && text.len() > 1) => {
            text.to_owned()
        }
        _ => format!("_{text}"),
    };
    if NEVER_RAW.contains(&text.as_str()) {
        return Ident::new_unchecked(format!("{text}_"));
    }
    if KEYWORDS.contains(&text.as_str()) {
        return Ident::new_unchecked(format!("r#{text}"));
    }
    Ident::new_unchecked(text)
}

/// The identifier that a text of the settings is; `None` where it is none.
pub fn named(text: &str) -> Option<Ident> {
    (is_identifier(text) && !text.is_empty()).then(|| identifier(text))
}

/// Whether a text of the settings can be an identifier as it stands.
pub(super) fn is_identifier(text: &str) -> bool {
    identifier(text).bare() == text && text.chars().all(unicode_ident::is_xid_continue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_a_case_as_the_compiler_sees_it() {
        for name in ["pet", "_pet", "pet_2", "größe", "日本"] {
            assert!(Case::Snake.is_of(name), "{name}");
        }
        for name in ["Pet", "petName", "pet__name"] {
            assert!(!Case::Snake.is_of(name), "{name}");
        }
        for name in ["Pet", "HTTPServer", "V1_2", "_Pet", "日_本"] {
            assert!(Case::UpperCamel.is_of(name), "{name}");
        }
        for name in ["pet", "Pet_Name", "Pet__2", "V_a1"] {
            assert!(!Case::UpperCamel.is_of(name), "{name}");
        }
    }

    fn naming() -> Naming {
        Naming::new(&["OAuth".to_owned()])
    }

    #[test]
    fn words_are_split_as_people_write_them() {
        let table = [
            (
                "getOAuthClientById",
                "get_oauth_client_by_id",
                "GetOauthClientById",
            ),
            (
                "createOAuth2Client",
                "create_oauth2_client",
                "CreateOauth2Client",
            ),
            ("OAuth2 Clients", "oauth2_clients", "Oauth2Clients"),
            ("oauthClientPost", "oauth_client_post", "OauthClientPost"),
            ("JSONPatch", "json_patch", "JsonPatch"),
            ("_links", "links", "Links"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            (">=", "greater_than_equal", "GreaterThanEqual"),
            ("", "empty", "Empty"),
            ("$ref", "ref", "Ref"),
            ("größe", "größe", "Größe"),
            ("名前", "名前", "名前"),
        ];
        for (wire, snake, camel) in table {
            assert_eq!(naming().words(wire, Case::Snake), snake, "{wire}");
            assert_eq!(naming().words(wire, Case::UpperCamel), camel, "{wire}");
        }
    }

    #[test]
    fn every_text_becomes_an_identifier() {
        let table = [
            ("type", "r#type"),
            ("self", "self_"),
            ("Self", "Self_"),
            ("200", "_200"),
            ("_", "__"),
            ("gen", "r#gen"),
        ];
        for (text, expected) in table {
            assert_eq!(identifier(text).as_str(), expected);
        }
        for keyword in KEYWORDS {
            let identifier = identifier(keyword);
            assert!(
                syn::parse_str::<syn::Ident>(identifier.as_str()).is_ok(),
                "{identifier}"
            );
        }
    }
}
