//! All names of one scope, told apart where they come out equal.
//!
//! The rule depends on an item's own spelling and place, never on a counter or on order.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::words::{Case, Naming, cased, identifier, is_identifier};
use crate::model::decision::{Decision, Rule};
use crate::model::ident::Ident;
use crate::report::{Code, Place, Report};
use crate::settings::Target;
use crate::spec::pointer::Pointer;

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
    by_place: BTreeMap<Pointer, Rename<'s>>,
    used: HashSet<Pointer>,
    /// The places of all that could be renamed, where anything is.
    asked: Vec<Pointer>,
    /// What was decided, where that is asked for.
    decisions: Option<Vec<Decision>>,
}

/// A name of the settings.
#[derive(Debug, Clone)]
struct Rename<'s> {
    name: &'s str,
    /// Where it is said.
    setting: Place,
}

impl<'s> Renames<'s> {
    /// Takes the names by place; what is no pointer or no identifier is reported.
    pub fn new(target: &'s Target, report: &mut Report) -> Self {
        let mut by_place = BTreeMap::new();
        for (place, name) in &target.rename {
            let setting = target.setting(&["rename", place]);
            let Some(pointer) = Pointer::parse(place) else {
                let message = format!(
                    "the setting `rename.\"{place}\"` is not a JSON Pointer such as `#/components/schemas/Pet`"
                );
                report.error(Code::SettingValue, setting, message);
                continue;
            };
            if !is_identifier(name) {
                let message = format!(
                    "the setting `rename.\"{place}\"` says `{name}`, which is not a Rust identifier"
                );
                report
                    .error(Code::SettingValue, setting, message)
                    .help("write a name of letters, digits and `_` that is no keyword")
                    .related(&pointer, "to be renamed");
                continue;
            }
            by_place.insert(pointer, Rename { name, setting });
        }
        Self {
            by_place,
            used: HashSet::new(),
            asked: Vec::new(),
            decisions: target.is_explained.then(Vec::new),
        }
    }

    /// No renames.
    pub fn none() -> Self {
        Self {
            by_place: BTreeMap::new(),
            used: HashSet::new(),
            asked: Vec::new(),
            decisions: None,
        }
    }

    /// The renames of items by places that are not those of their claims.
    pub fn of_others<'c>(
        &mut self,
        items: impl Iterator<Item = (&'c Claim, &'c Option<Pointer>)>,
    ) -> Self {
        let mut others = Self::none();
        for (claim, place) in items {
            if let Some(name) = place.as_ref().and_then(|place| self.of(place)) {
                others.by_place.insert(claim.place.clone(), name);
            }
        }
        others
    }

    fn of(&mut self, place: &Pointer) -> Option<Rename<'s>> {
        if !self.by_place.is_empty() {
            self.asked.push(place.clone());
        }
        let rename = self.by_place.get(place)?;
        self.used.insert(place.clone());
        Some(rename.clone())
    }

    fn decide(&mut self, claim: &Claim, right: Right, name: &Ident, keeper: Option<&Pointer>) {
        let Some(decisions) = &mut self.decisions else {
            return;
        };
        decisions.push(Decision {
            place: claim.place.to_string(),
            written: claim.place.to_string(),
            wire: claim.wire.clone(),
            wanted: claim.wanted.clone(),
            name: name.to_string(),
            rule: match (right, claim.rank) {
                (Right::Setting, _) => Rule::Setting,
                (Right::Locked, _) => Rule::Kept,
                (Right::Claim, Rank::Named) => Rule::Spelling,
                (Right::Claim, Rank::Derived) => Rule::Place,
            },
            keeper: keeper.map(Pointer::to_string),
        });
    }

    /// The places of the settings that no item has.
    pub fn unused(&self) -> impl Iterator<Item = &Pointer> {
        self.by_place
            .keys()
            .filter(|place| !self.used.contains(*place))
    }

    /// What was decided, where that was asked for.
    pub fn into_decisions(self) -> Vec<Decision> {
        self.decisions.unwrap_or_default()
    }

    /// The places of all that could be renamed.
    pub fn asked(&self) -> &[Pointer] {
        &self.asked
    }
}

/// By what right an item wants a name: the first has it before the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Right {
    /// A setting says so.
    Setting,
    /// It had the name before.
    Locked,
    /// Its spelling or its place asks for it.
    Claim,
}

/// Names every claim of one scope, in the order of the claims.
pub fn settle(
    claims: &[Claim],
    scope: Scope<'_>,
    renames: &mut Renames<'_>,
    report: &mut Report,
) -> Vec<Ident> {
    settle_locked(claims, &[], scope, renames, report)
}

/// [`settle()`], where some claims have a name already, by their index in `locked`: it stays theirs, whatever
/// the others want. Only a setting can take it.
pub fn settle_locked(
    claims: &[Claim],
    locked: &[Option<&str>],
    scope: Scope<'_>,
    renames: &mut Renames<'_>,
    report: &mut Report,
) -> Vec<Ident> {
    let wanted: Vec<(String, Right)> = claims
        .iter()
        .enumerate()
        .map(|(index, claim)| {
            let locked = locked.get(index).copied().flatten();
            match (renames.of(&claim.place), locked) {
                (Some(rename), _) => (renamed(&rename, claim, scope, report), Right::Setting),
                (None, Some(name)) => (not_taken(ascii_of(name, scope), scope), Right::Locked),
                (None, None) => (unreserved(&claim.wanted, scope), Right::Claim),
            }
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
            let (text, right) = &wanted[index];
            let group = &groups[&key(text)];
            let keeper = keeper(group, claims, &wanted).unwrap_or(index);
            if keeper == index {
                let name = identifier(text);
                renames.decide(claim, *right, &name, None);
                return name;
            }
            let keeper = &claims[keeper].place;
            let told_apart = told_apart(text, claim, scope, &mut taken);
            // Only a setting can take a name from another setting.
            if *right == Right::Setting {
                let message = format!("the setting `rename` gives the name `{text}` to more than one item");
                report
                    .error(Code::SettingValue, &claim.place, message)
                    .related(keeper, "this item has it too");
            } else {
                report
                    .warning(Code::NameCollision, &claim.place, format!("more than one item wants the name `{text}`"))
                    .help(format!("this one is named `{told_apart}`; name it yourself by `rename.\"{}\" = \"…\"`", claim.place))
                    .related(keeper, "this item keeps it");
            }
            renames.decide(claim, *right, &told_apart, Some(keeper));
            told_apart
        })
        .collect()
}

/// A name of the settings, written as the compiler asks for: one place may name a field and its type. A name that
/// generated code needs itself is reported.
fn renamed(rename: &Rename<'_>, claim: &Claim, scope: Scope<'_>, report: &mut Report) -> String {
    let name = match scope.case.is_of(rename.name) {
        true => rename.name.to_owned(),
        false => cased(rename.name, scope.case),
    };
    if scope.reserved.contains(&name.as_str()) {
        report
            .error(
                Code::SettingValue,
                rename.setting.clone(),
                format!("generated code needs the name `{name}` for something else"),
            )
            .help(format!("choose another, as `{name}{}`", scope.suffix))
            .related(&claim.place, "to be renamed");
    }
    ascii_of(&name, scope)
}

/// The name that an item wants, as an identifier that the scope does not have already.
fn unreserved(wanted: &str, scope: Scope<'_>) -> String {
    not_taken(shortened(ascii_of(wanted, scope), scope.case), scope)
}

fn ascii_of(wanted: &str, scope: Scope<'_>) -> String {
    if scope.is_files {
        ascii(wanted)
    } else {
        wanted.to_owned()
    }
}

/// The name with the suffix of the scope, where the scope has it.
fn not_taken(wanted: String, scope: Scope<'_>) -> String {
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

/// Modules and pages of documentation are files, and no file system takes a name of any length.
fn shortened(text: String, case: Case) -> String {
    const LONGEST: usize = 100;
    if text.chars().count() <= LONGEST {
        return text;
    }
    let beginning: String = text.chars().take(LONGEST).collect();
    marked(
        &beginning,
        &format!("{:016x}", fnv1a(text.as_bytes())),
        case,
    )
}

/// A name with a mark behind it.
fn marked(text: &str, mark: &str, case: Case) -> String {
    match case {
        Case::Snake => format!("{}_{mark}", text.trim_end_matches('_')),
        Case::UpperCamel => format!("{text}X{mark}"),
    }
}

/// Which claim keeps a name that several want.
///
/// One that a setting names, before one that had the name already, those that the document names, before
/// those named after their place; then the one whose spelling on the wire is the name itself; then the one
/// with the fewest symbols. So an item that is added renames another only where it has the better claim.
fn keeper(group: &[usize], claims: &[Claim], wanted: &[(String, Right)]) -> Option<usize> {
    group.iter().copied().min_by_key(|index| {
        let (claim, (name, right)) = (&claims[*index], &wanted[*index]);
        let symbols = claim
            .wire
            .chars()
            .filter(|character| !character.is_alphanumeric())
            .count();
        (
            *right,
            claim.rank,
            claim.wire != *name,
            symbols,
            &claim.wire,
            &claim.place,
        )
    })
}

/// The name with the symbols around its spelling written out, as in `minus_name` and `time_less_than`; where
/// that tells nothing apart, with a mark that is made of the spelling, and of the place where that is not
/// enough.
fn told_apart(text: &str, claim: &Claim, scope: Scope<'_>, taken: &mut HashSet<String>) -> Ident {
    if let Some(name) = with_symbols(text, &claim.wire, scope.case)
        && taken.insert(if scope.is_files {
            name.to_lowercase()
        } else {
            name.clone()
        })
    {
        return identifier(&name);
    }
    let (wire, place) = (
        fnv1a(claim.wire.as_bytes()),
        fnv1a(claim.place.to_string().as_bytes()),
    );
    let hash = format!("{wire:016x}{place:016x}");
    let mut digits = 4;
    loop {
        let mark = &hash[..digits];
        let name = marked(text, mark, scope.case);
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

fn with_symbols(text: &str, wire: &str, case: Case) -> Option<String> {
    const LONGEST: usize = 3;
    let is_symbol = |character: char| character.is_ascii_punctuation() && character != '_';
    let before: String = wire.chars().take_while(|one| is_symbol(*one)).collect();
    let behind: String = wire
        .chars()
        .rev()
        .take_while(|one| is_symbol(*one))
        .collect();
    let count = before.chars().count() + behind.chars().count();
    if count == 0 || count > LONGEST || before.len() == wire.len() {
        return None;
    }
    let words = |symbols: &str| -> Vec<String> {
        symbols
            .chars()
            .map(|symbol| Naming::new(&[]).words(&symbol.to_string(), case))
            .collect()
    };
    let behind: String = behind.chars().rev().collect();
    let parts: Vec<String> = words(&before)
        .into_iter()
        .chain([text.to_owned()])
        .chain(words(&behind))
        .collect();
    Some(match case {
        Case::Snake => parts.join("_"),
        Case::UpperCamel => parts.concat(),
    })
}

/// FNV-1a: small, and the same on every machine for all time.
pub(in crate::lower) fn fnv1a(bytes: &[u8]) -> u64 {
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

    fn names(wires: &[&str], rename: &[(&str, &str)]) -> (Vec<String>, Report) {
        let mut target = Target::of_document("a".into(), "b".into(), "c".to_owned());
        target.rename = rename
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
        let mut renames = Renames::new(&target, &mut report);
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
    fn symbols_around_a_name_tell_it_apart() {
        let (names, _) = names(&["time", "time<", "-time", "time>="], &[]);
        assert_eq!(
            names,
            [
                "time",
                "time_less_than",
                "minus_time",
                "time_greater_than_equal"
            ]
        );
    }

    #[test]
    fn a_setting_names_an_item_and_a_reserved_name_is_suffixed() {
        let (names, report) = names(&["fooBar", "new"], &[("#/fooBar", "custom")]);
        assert_eq!(names, ["custom", "new_"]);
        assert!(!report.has_errors());
    }
}
