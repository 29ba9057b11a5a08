//! What a crate is called where nobody says it.

use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How many words of a title make a name.
const WORDS: usize = 4;

/// Words that say nothing of an API.
const SAYS_NOTHING: [&str; 10] = [
    "definition",
    "description",
    "documentation",
    "index",
    "main",
    "official",
    "openapi",
    "schema",
    "spec",
    "specification",
];

/// Words that end no name.
const JOINS: [&str; 10] = [
    "a", "and", "by", "for", "from", "in", "of", "the", "to", "with",
];

/// A name for the crate: that of the file, where it says something; else that of the API.
pub fn default_name(document: &Path, title: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let stem = words(&stem);
    let says_nothing = |word: &String| {
        SAYS_NOTHING.contains(&word.as_str()) || matches!(word.as_str(), "api" | "swagger")
    };
    let name = if stem.iter().all(says_nothing) {
        shortened(words(title))
    } else {
        stem
    };
    let mut name = name.join("-");
    if name.is_empty() {
        "api".clone_into(&mut name);
    }
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        name.insert_str(0, "api-");
    }
    while is_taken(&name) {
        name.push_str("-client");
    }
    name
}

/// The first words of a title that say something.
fn shortened(words: Vec<String>) -> Vec<String> {
    let says = |word: &String| !SAYS_NOTHING.contains(&word.as_str());
    let mut words: Vec<String> = words.into_iter().filter(says).take(WORDS).collect();
    while words
        .pop_if(|last| JOINS.contains(&last.as_str()))
        .is_some()
    {}
    words
}

/// The words of a text, in small letters of ASCII and digits.
fn words(text: &str) -> Vec<String> {
    // Letters without their marks, as `e` for `é`; and what belongs to someone.
    let plain: String = text.nfkd().filter(|one| !is_combining_mark(*one)).collect();
    let plain = plain.replace('\u{2019}', "'").replace("'s ", " ");
    let is_word = |one: char| one.is_ascii_alphanumeric();
    let words = plain.split(|one| !is_word(one));
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect()
}

/// Names that a crate cannot have, or would take from one that every generated crate needs.
pub fn is_reserved(name: &str) -> bool {
    const TAKEN: [&str; 20] = [
        "alloc",
        "bytes",
        "core",
        "http",
        "http-body",
        "httpdate",
        "proc-macro",
        "quick-xml",
        "reqwest",
        "serde",
        "serde-json",
        "serde_json",
        "sha2",
        "std",
        "test",
        "tokio",
        "tower-service",
        "tracing",
        "xtask",
        "jiff",
    ];
    let is_keyword = syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err();
    is_keyword || TAKEN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_named_by_what_says_something() {
        let name = |file: &str, title: &str| default_name(Path::new(file), title, &is_reserved);
        assert_eq!(name("a/petstore.v1.yaml", "x"), "petstore-v1");
        assert_eq!(name("api.yaml", "Pets of the World"), "pets-of-the-world");
        assert_eq!(name("openapi.json", "日本"), "api");
        assert_eq!(name("日本.json", "2 Pets"), "api-2-pets");
        assert_eq!(name("serde.yaml", ""), "serde-client");
        assert_eq!(name("match.yaml", ""), "match-client");
        assert_eq!(name("Über API (v2).yaml", ""), "uber-api-v2");
    }

    #[test]
    fn a_title_is_shortened() {
        let name = |title: &str| default_name(Path::new("openapi.yaml"), title, &is_reserved);
        for (title, expected) in [
            ("Swagger Pets - OpenAPI 3.0", "swagger-pets-3-0"),
            ("PétAPI", "petapi"),
            (
                "Pet Shop's official OpenAPI spec + toys extension",
                "pet-shop-toys-extension",
            ),
            ("Pets Web API with fixes and improvements", "pets-web-api"),
            ("Documentation", "api"),
        ] {
            assert_eq!(name(title), expected);
        }
    }
}
