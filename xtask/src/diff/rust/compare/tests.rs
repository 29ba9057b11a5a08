//! Every rule on hand-written code, also those that generated code never meets.

use super::*;
use crate::diff::rust::surface::of_code;

/// The rules of what happens from one code to another, with the items.
fn rules(old: &str, new: &str) -> Vec<(String, Rule)> {
    let (old, new) = (of_code(old), of_code(new));
    let happenings = compare(
        &old,
        &new,
        &Renames::default(),
        (&Places::default(), &Places::default()),
    );
    let rules = happenings
        .iter()
        .flat_map(|one| one.rules.iter().map(|rule| (one.path().to_owned(), *rule)));
    rules.collect()
}

#[test]
fn each_rule_is_met_where_it_is_due() {
    const PET: &str = "pub struct Pet { pub name: String }";
    for (old, new, item, rule) in [
        (PET, "", "Pet", Rule::Removed),
        ("", PET, "Pet", Rule::Added),
        (
            PET,
            "pub struct Pet { pub name: String, pub age: u8 }",
            "Pet::age",
            Rule::FieldOfLiteral,
        ),
        (
            PET,
            "pub struct Pet { pub name: String, age: u8 }",
            "Pet",
            Rule::NoLiteral,
        ),
        (
            PET,
            "#[non_exhaustive] pub struct Pet { pub name: String }",
            "Pet",
            Rule::MarkedNonExhaustive,
        ),
        (PET, "pub enum Pet { Name }", "Pet", Rule::OtherKind),
        (
            PET,
            "pub struct Pet { pub name: Option<String> }",
            "Pet::name",
            Rule::BecameOptional,
        ),
        (
            PET,
            "pub struct Pet { pub name: Box<String> }",
            "Pet::name",
            Rule::OtherBoxing,
        ),
        (
            PET,
            "pub struct Pet { pub name: u8 }",
            "Pet::name",
            Rule::OtherType,
        ),
        (
            PET,
            "pub struct Pet<T> { pub name: T }",
            "Pet",
            Rule::OtherShape,
        ),
        (
            PET,
            "#[derive(Clone)] pub struct Pet { pub name: String }",
            "Pet: Clone",
            Rule::ImplementationAdded,
        ),
        (
            PET,
            "pub struct Pet { #[deprecated] pub name: String }",
            "Pet::name",
            Rule::Deprecated,
        ),
        (
            PET,
            "#[cfg(feature = \"pets\")] pub struct Pet { pub name: String }",
            "Pet",
            Rule::OtherCondition,
        ),
        (
            "pub enum A { B }",
            "pub enum A { B, C }",
            "A::C",
            Rule::VariantOfMatch,
        ),
        (
            "#[non_exhaustive] pub enum A { B }",
            "#[non_exhaustive] pub enum A { B, C }",
            "A::C",
            Rule::Added,
        ),
        (
            "#[non_exhaustive] pub enum A { B }",
            "pub enum A { B }",
            "A",
            Rule::NoLongerNonExhaustive,
        ),
        (
            "pub trait A {}",
            "pub trait A { fn b(); }",
            "A::b",
            Rule::RequiredTraitItem,
        ),
        (
            "pub trait A {}",
            "pub trait A { fn b() {} }",
            "A::b",
            Rule::Added,
        ),
        (
            "pub fn a(b: u8) {}",
            "pub fn a(b: impl Into<u8>) {}",
            "a",
            Rule::Generalised,
        ),
        (
            "pub fn a(b: impl Into<u8>) {}",
            "pub fn a(b: u8) {}",
            "a",
            Rule::OtherSignature,
        ),
        ("pub fn a(b: u8) {}", "pub fn a() {}", "a", Rule::OtherArity),
        (
            "pub fn a() {}",
            "#[must_use] pub fn a() {}",
            "a",
            Rule::MustUse,
        ),
        (
            "pub const A: u8 = 1;",
            "pub const A: u16 = 1;",
            "A",
            Rule::OtherType,
        ),
        (
            "pub struct A;",
            "#[cfg(any(feature = \"b\", feature = \"tag-a\"))] pub struct A;",
            "A",
            Rule::OtherCondition,
        ),
        (
            "pub struct A; impl Iterator for A { type Item = u8; }",
            "pub struct A; impl Iterator for A { type Item = u16; }",
            "A: Iterator",
            Rule::OtherAssociatedType,
        ),
    ] {
        let found = rules(old, new);
        assert!(
            found.contains(&(item.to_owned(), rule)),
            "{old} -> {new}: {found:?}"
        );
    }
}

#[test]
fn what_callers_do_not_see_is_nothing() {
    for (old, new) in [
        ("/// One.\npub struct A;", "/// Two.\npub struct A;"),
        ("pub fn a(mut b: u8) {}", "pub fn a(c: u8) { drop(c) }"),
        ("pub const A: u8 = 1;", "pub const A: u8 = 2;"),
        ("struct A;", ""),
        ("#[doc(hidden)] pub struct A;", ""),
        ("pub struct A; impl A { fn b() {} }", "pub struct A;"),
        ("#[cfg(test)] pub mod tests { pub struct A; }", ""),
        ("mod a { pub struct A; }", ""),
        ("pub struct A;", "#[cfg(feature = \"tag-a\")] pub struct A;"),
        (
            "#[cfg(any(feature = \"other-types\", feature = \"tag-a\"))] pub struct A;",
            "#[cfg(feature = \"tag-b\")] pub struct A;",
        ),
        (
            "pub struct A; impl A { #[cfg(feature = \"all-tags\")] pub fn a() {} }",
            "pub struct A; impl A { pub fn a() {} }",
        ),
        (
            "pub struct A { #[serde(rename = \"b\")] pub a: u8 }",
            "pub struct A { pub a: u8 }",
        ),
        (
            "use std::collections::BTreeMap; pub type A = BTreeMap<u8, u8>;",
            "pub type A = std::collections::BTreeMap<u8, u8>;",
        ),
    ] {
        assert_eq!(rules(old, new), [], "{old} -> {new}");
    }
}
