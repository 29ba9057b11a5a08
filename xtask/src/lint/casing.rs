//! How the names of properties are spelled.

use std::collections::BTreeMap;

use super::Subject;
use crate::report::{Code, Report};

/// How a name of several words is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Spelling {
    Camel,
    Kebab,
    Pascal,
    Snake,
}

impl Spelling {
    /// The spelling of a name; `None` where one word, or a mixture, tells nothing.
    fn of(name: &str) -> Option<Self> {
        let has = |is: fn(&char) -> bool| name.chars().any(|one| is(&one));
        let has_upper = has(|one| one.is_uppercase());
        let has_lower = has(|one| one.is_lowercase());
        let begins_upper = name.starts_with(char::is_uppercase);
        let is_plain = name
            .chars()
            .all(|one| one.is_alphanumeric() || matches!(one, '_' | '-'));
        let inner = name.trim_matches('_');
        match (inner.contains('_'), inner.contains('-')) {
            _ if !is_plain => None,
            (true, false) if !has_upper => Some(Self::Snake),
            (false, true) if !has_upper => Some(Self::Kebab),
            (false, false) if has_upper && has_lower && begins_upper => Some(Self::Pascal),
            (false, false) if has_upper && has_lower => Some(Self::Camel),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Kebab => "kebab-case",
            Self::Pascal => "PascalCase",
            Self::Snake => "snake_case",
        }
    }
}

/// Properties that are spelled unlike most others.
pub(super) fn inconsistent(subject: &Subject<'_>, report: &mut Report) {
    /// The share of the names that has to agree, in percent, for the others to be odd.
    const MOST: usize = 60;
    let properties = || {
        let schemas = subject.spec.schemas.iter();
        schemas.flat_map(|schema| {
            let names = schema.properties.keys();
            names.filter_map(move |name| Some((schema, name, Spelling::of(name)?)))
        })
    };
    let mut counts: BTreeMap<Spelling, usize> = BTreeMap::new();
    for (_, _, spelling) in properties() {
        *counts.entry(spelling).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let common = counts
        .iter()
        .find(|(_, count)| **count * 100 >= all * MOST)
        .map(|(spelling, _)| *spelling);
    let Some(common) = common else { return };
    for (schema, name, spelling) in properties().filter(|(_, _, spelling)| *spelling != common) {
        report
            .warning(
                Code::InconsistentCasing,
                &schema.place.child("properties").child(name),
                format!(
                    "the property `{name}` is spelled in {}, most others in {}",
                    spelling.name(),
                    common.name()
                ),
            )
            .help("spell it as the others, while the API is not published");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_several_words_have_a_spelling() {
        let spellings = [
            "userId", "user_id", "user-id", "UserId", "id", "ID", "_links", "a_B", "@id",
        ];
        let names = spellings.map(|name| Spelling::of(name).map(Spelling::name));
        let expected = [
            Some("camelCase"),
            Some("snake_case"),
            Some("kebab-case"),
            Some("PascalCase"),
        ];
        assert_eq!(names[..4], expected);
        assert_eq!(names[4..], [None; 5]);
    }
}
