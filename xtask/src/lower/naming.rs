//! Names: from the wire to Rust, decided here alone.
//!
//! Two steps. [`Naming`] gives every item the name that a person would give it: words split and cased,
//! symbols spelled out, keywords made raw. [`settle`] looks at all names of one scope and tells those
//! apart that came out equal. Its rule depends on an item's own spelling and place, never on a counter or
//! on order, so that adding an item renames no other one that was spelled as Rust spells it.

use std::collections::{BTreeMap, HashMap, HashSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::model::ident::Ident;
use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;

/// How an item's words are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `fields`, `methods` and `modules`.
    Snake,
    /// `Types` and `Variants`.
    UpperCamel,
}

/// Turns wire names into the spelling of Rust.
#[derive(Debug, Clone)]
pub struct Naming {
    /// Words of the settings with the spelling that splits right: `OAuth` as `Oauth`.
    words: Vec<(String, String)>,
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
        Self { words }
    }

    /// The words of a wire name in a case, not yet a valid identifier: it may be a keyword or begin with a digit.
    pub fn words(&self, wire: &str, case: Case) -> String {
        let mut text = wire.to_owned();
        for (word, spelling) in &self.words {
            text = text.replace(word, spelling);
        }
        let cased = cased(&identifier_characters(&text), case);
        if cased.is_empty() {
            cased_symbols(wire, case)
        } else {
            cased
        }
    }
}

fn cased(text: &str, case: Case) -> String {
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
fn identifier(text: &str) -> Ident {
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

/// Whether a text of the settings can be an identifier as it stands.
fn is_identifier(text: &str) -> bool {
    identifier(text).bare() == text && text.chars().all(unicode_ident::is_xid_continue)
}

/// An item that wants a name in a scope.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The item's place in the document, for diagnostics, renames and telling equal names apart.
    pub place: Pointer,
    /// The spelling on the wire.
    pub wire: String,
    /// The name that it should have.
    pub wanted: String,
    /// Who keeps the name where several want it: the lowest.
    pub rank: Rank,
}

/// Who keeps a name where several items want it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Named by the document itself.
    Named,
    /// Named after the place where it stands.
    Derived,
}

/// A set of names that must differ from each other.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'s> {
    /// How the names are cased.
    pub case: Case,
    /// Names that the scope already has.
    pub reserved: &'s [&'s str],
    /// What is appended to the name of an item that wants a reserved one.
    pub suffix: &'s str,
    /// Whether the names become files, which some systems tell apart by more than their case.
    pub is_files: bool,
}

/// The renames of the settings, and which of them found their place.
#[derive(Debug)]
pub struct Renames<'s> {
    by_place: BTreeMap<Pointer, &'s str>,
    used: HashSet<Pointer>,
}

impl<'s> Renames<'s> {
    /// Takes the names by place; what is no pointer or no identifier is reported.
    pub fn new(settings: &'s BTreeMap<String, String>, report: &mut Report) -> Self {
        let mut by_place = BTreeMap::new();
        for (place, name) in settings {
            let Some(pointer) = Pointer::parse(place) else {
                let message = format!(
                    "the setting `rename.\"{place}\"` is not a JSON Pointer such as `#/components/schemas/Pet`"
                );
                report.error(Code::SettingValue, crate::report::Place::File, message);
                continue;
            };
            if !is_identifier(name) {
                let message = format!(
                    "the setting `rename.\"{place}\"` says `{name}`, which is not a Rust identifier"
                );
                report.error(Code::SettingValue, &pointer, message);
                continue;
            }
            by_place.insert(pointer, name.as_str());
        }
        Self {
            by_place,
            used: HashSet::new(),
        }
    }

    /// No renames.
    pub fn none() -> Self {
        Self {
            by_place: BTreeMap::new(),
            used: HashSet::new(),
        }
    }

    fn name(&mut self, place: &Pointer) -> Option<&'s str> {
        let name = self.by_place.get(place)?;
        self.used.insert(place.clone());
        Some(name)
    }

    /// The places of the settings that no item has.
    pub fn unused(&self) -> impl Iterator<Item = &Pointer> {
        self.by_place
            .keys()
            .filter(|place| !self.used.contains(*place))
    }
}

/// Names every claim of one scope, in the order of the claims.
pub fn settle(
    claims: &[Claim],
    scope: Scope<'_>,
    renames: &mut Renames<'_>,
    report: &mut Report,
) -> Vec<Ident> {
    let wanted: Vec<(String, bool)> = claims
        .iter()
        .map(|claim| match renames.name(&claim.place) {
            Some(name) => (name.to_owned(), true),
            None => (unreserved(&claim.wanted, scope), false),
        })
        .collect();
    let key = |text: &str| {
        if scope.is_files {
            text.to_lowercase()
        } else {
            text.to_owned()
        }
    };
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, (text, _)) in wanted.iter().enumerate() {
        groups.entry(key(text)).or_default().push(index);
    }
    let mut taken: HashSet<String> = groups.keys().cloned().collect();
    claims
        .iter()
        .enumerate()
        .map(|(index, claim)| {
            let (text, is_renamed) = &wanted[index];
            let group = &groups[&key(text)];
            if group.len() == 1 || keeper(group, claims, &wanted) == Some(index) {
                return identifier(text);
            }
            let told_apart = told_apart(text, claim, scope, &mut taken);
            // Only a setting can take a name from another setting.
            if *is_renamed {
                let message = format!("the setting `rename` gives the name `{text}` to more than one item");
                report.error(Code::SettingValue, &claim.place, message);
            } else {
                report
                    .warning(Code::NameCollision, &claim.place, format!("more than one item wants the name `{text}`"))
                    .help(format!("this one is named `{told_apart}`; name it yourself by `rename.\"{}\" = \"…\"`", claim.place));
            }
            told_apart
        })
        .collect()
}

/// The name that an item wants, as an identifier that the scope does not have already.
fn unreserved(wanted: &str, scope: Scope<'_>) -> String {
    let wanted = if scope.is_files {
        ascii(wanted)
    } else {
        wanted.to_owned()
    };
    if scope.reserved.contains(&identifier(&wanted).bare()) {
        format!("{wanted}{}", scope.suffix)
    } else {
        wanted
    }
}

/// The compiler finds no file of a module whose name is not ASCII, so other characters become their numbers.
fn ascii(text: &str) -> String {
    let characters = text.chars().map(|character| {
        if character.is_ascii() {
            character.to_string()
        } else {
            format!("u{:x}", u32::from(character))
        }
    });
    characters.collect()
}

/// Which claim keeps a name that several want.
///
/// One that a setting names, before those that the document names, before those named after their place;
/// then the one whose spelling on the wire is the name itself; then the one with the fewest symbols. So an
/// item that is added renames another only where it has the better claim.
fn keeper(group: &[usize], claims: &[Claim], wanted: &[(String, bool)]) -> Option<usize> {
    group.iter().copied().min_by_key(|index| {
        let (claim, (name, is_renamed)) = (&claims[*index], &wanted[*index]);
        let symbols = claim
            .wire
            .chars()
            .filter(|character| !character.is_alphanumeric())
            .count();
        (
            !is_renamed,
            claim.rank,
            claim.wire != *name,
            symbols,
            &claim.wire,
            &claim.place,
        )
    })
}

/// The name with a mark that is made of the item's spelling, and of its place where that is not enough.
fn told_apart(text: &str, claim: &Claim, scope: Scope<'_>, taken: &mut HashSet<String>) -> Ident {
    let (wire, place) = (
        fnv1a(claim.wire.as_bytes()),
        fnv1a(claim.place.to_string().as_bytes()),
    );
    let hash = format!("{wire:016x}{place:016x}");
    let mut digits = 4;
    loop {
        let mark = &hash[..digits];
        let name = match scope.case {
            Case::Snake => format!("{text}_{mark}"),
            Case::UpperCamel => format!("{text}X{mark}"),
        };
        let key = if scope.is_files {
            name.to_lowercase()
        } else {
            name.clone()
        };
        if taken.insert(key) || digits == hash.len() {
            return identifier(&name);
        }
        digits += 1;
    }
}

/// FNV-1a: small, and the same on every machine for all time.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Scope<'_> = Scope {
        case: Case::Snake,
        reserved: &["new"],
        suffix: "_",
        is_files: false,
    };

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

    fn names(wires: &[&str], rename: &[(&str, &str)]) -> (Vec<String>, Report) {
        let settings = rename
            .iter()
            .map(|(place, name)| ((*place).to_owned(), (*name).to_owned()))
            .collect();
        let mut report = Report::new();
        let claims: Vec<Claim> = wires
            .iter()
            .map(|wire| Claim {
                place: Pointer::root().child(wire),
                wire: (*wire).to_owned(),
                wanted: naming().words(wire, Case::Snake),
                rank: Rank::Named,
            })
            .collect();
        let mut renames = Renames::new(&settings, &mut report);
        let names = settle(&claims, PLAIN, &mut renames, &mut report);
        (names.iter().map(Ident::to_string).collect(), report)
    }

    #[test]
    fn the_item_spelled_as_the_name_keeps_it_whatever_the_order() {
        let (names_one, report) = names(&["_id", "id"], &[]);
        let (names_other, _) = names(&["id", "_id"], &[]);
        assert_eq!(names_one[1], "id");
        assert_eq!(names_one[0], names_other[1]);
        assert!(names_one[0].starts_with("id_"));
        assert_eq!(report.diagnostics().len(), 1);
    }

    #[test]
    fn another_item_changes_no_mark() {
        let (two, _) = names(&["fooBar", "FooBar"], &[]);
        let (three, _) = names(&["foo-bar", "FooBar", "fooBar"], &[]);
        assert_eq!([&two[0], &two[1]], [&three[2], &three[1]]);
    }

    #[test]
    fn a_setting_names_an_item_and_a_reserved_name_is_suffixed() {
        let (names, report) = names(&["fooBar", "new"], &[("#/fooBar", "custom")]);
        assert_eq!(names, ["custom", "new_"]);
        assert!(!report.has_errors());
    }
}
