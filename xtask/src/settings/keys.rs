//! The keys of the settings, to say which one a misspelt one could be.

use toml::de::{DeTable, DeValue};

use super::places::text_place;
use crate::report::{Code, Report};
use crate::similar::nearest;

const ROOT: [&str; 2] = ["limits", "target"];

const LIMITS: [&str; 4] = ["bytes", "depth", "files", "nodes"];

const TARGET: [&str; 19] = [
    "apply-defaults",
    "changes",
    "contract-tests",
    "crate-name",
    "derives",
    "document",
    "formats",
    "levels",
    "module",
    "output",
    "package",
    "pagination",
    "rename",
    "secrets",
    "sets",
    "skip",
    "stream-end",
    "tag-features",
    "words",
];

const PAGINATION: [&str; 12] = [
    "cursor",
    "first",
    "items",
    "last-item",
    "limit",
    "more",
    "next",
    "operations",
    "parameter",
    "style",
    "total",
    "total-pages",
];

const PACKAGE: [&str; 9] = [
    "categories",
    "dependencies",
    "description",
    "dev-dependencies",
    "homepage",
    "keywords",
    "license",
    "repository",
    "version",
];

/// Reports every key that is not known. Answers whether there is one.
///
/// A text that is no TOML has no keys; that is said where it is read.
pub(super) fn report_unknown(text: &str, report: &mut Report) -> bool {
    let Ok(root) = DeTable::parse(text) else {
        return false;
    };
    let mut unknown = Unknown {
        text,
        report,
        is_any: false,
    };
    let root = root.get_ref();
    unknown.of_table(root, "the settings file", &ROOT);
    if let Some(limits) = table(root, "limits") {
        unknown.of_table(limits, "`limits`", &LIMITS);
    }
    for target in table(root, "target")
        .into_iter()
        .flat_map(|all| all.values())
    {
        if let DeValue::Table(target) = target.get_ref() {
            unknown.of_table(target, "a target", &TARGET);
            if let Some(package) = table(target, "package") {
                unknown.of_table(package, "`package`", &PACKAGE);
            }
            for pagination in tables(target, "pagination") {
                unknown.of_table(pagination, "`pagination`", &PAGINATION);
            }
        }
    }
    unknown.is_any
}

fn table<'t, 'i>(within: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    match within.get(key)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn tables<'t, 'i>(within: &'t DeTable<'i>, key: &str) -> Vec<&'t DeTable<'i>> {
    let Some(DeValue::Array(items)) = within.get(key).map(|value| value.get_ref()) else {
        return Vec::new();
    };
    let tables = items.iter().filter_map(|item| match item.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

struct Unknown<'t, 'r> {
    text: &'t str,
    report: &'r mut Report,
    is_any: bool,
}

impl Unknown<'_, '_> {
    fn of_table(&mut self, table: &DeTable<'_>, name: &str, keys: &[&str]) {
        for key in table.keys() {
            let text: &str = key.get_ref();
            if keys.contains(&text) {
                continue;
            }
            self.is_any = true;
            let place = text_place(self.text, key.span().start);
            let diagnostic = self.report.error(
                Code::SettingsSyntax,
                place,
                format!("{name} has no key `{text}`"),
            );
            let keys_text = keys.join("`, `");
            match nearest(text, keys.iter().copied()).first() {
                Some(nearest) => diagnostic.help(format!(
                    "did you mean `{nearest}`? The keys are `{keys_text}`"
                )),
                None => diagnostic.help(format!("the keys are `{keys_text}`")),
            };
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "tests end by panicking")]
mod tests {
    use super::*;
    use crate::settings::Settings;

    /// What `serde` says of an unknown field names all that it knows.
    fn known_to_serde<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> Vec<String> {
        let error = toml::from_str::<T>(text).expect_err("an unknown key");
        let message = error.message().to_owned();
        let (_, known) = message.split_once("expected").expect("the known keys");
        let mut known: Vec<String> = known
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        known.sort();
        known
    }

    #[test]
    fn the_tables_are_those_of_the_types() {
        assert_eq!(known_to_serde::<Settings>("no-key = 1"), ROOT);
        assert_eq!(known_to_serde::<Settings>("limits.no-key = 1"), LIMITS);
        assert_eq!(known_to_serde::<Settings>("target.a.no-key = 1"), TARGET);
        assert_eq!(
            known_to_serde::<Settings>("target.a.package.no-key = 1"),
            PACKAGE
        );
        assert_eq!(
            known_to_serde::<Settings>("[[target.a.pagination]]\nno-key = 1"),
            PAGINATION
        );
    }
}
