//! What happened to items, told once each: what comes or goes with its type or operation is not told on its
//! own, and a property is its field and its setter.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::ItemChange;
use super::compare::Happening;
use super::places::Places;
use super::print;
use super::rules::Rule;
use super::surface::{Item, Kind, Space};
use crate::diff::change::{Effect, RustChange};
use crate::spec::pointer::Pointer;

/// The nodes of both versions.
#[derive(Clone, Copy)]
pub struct Both<'p> {
    /// Of the old version.
    pub old: &'p Places,
    /// Of the new version.
    pub new: &'p Places,
}

/// Folds what happened to changes, in the order of their paths.
pub fn fold(mut happenings: Vec<Happening<'_>>, places: Both<'_>) -> Vec<ItemChange> {
    without_exports(&mut happenings);
    without_parts_of_types(&mut happenings, places);
    without_parts_of_operations(&mut happenings, places);
    without_parts_of_groups(&mut happenings, places);
    without_blocking(&mut happenings);
    let (runtime, happenings): (Vec<_>, Vec<_>) = happenings
        .into_iter()
        .partition(Happening::comes_with_the_runtime);
    let properties = properties(&happenings);
    let told = by_property(&happenings).into_values().map(|group| {
        let mut change = change(&group, places);
        if let Some(field) = of_one_property(group[0], &properties) {
            (change.old, change.new) = nodes(field, places);
        }
        change
    });
    let mut told: Vec<ItemChange> = told.collect();
    told.extend(of_runtime(&runtime));
    told.sort_by(|one, other| one.change.item.cmp(&other.change.item));
    told
}

impl Happening<'_> {
    /// The path of what it belongs to.
    fn owner(&self) -> Option<&str> {
        self.item()?.owner.as_deref()
    }

    fn kind(&self) -> Option<Kind> {
        self.item().map(|item| item.kind)
    }

    fn comes_with_the_runtime(&self) -> bool {
        self.effect() != Effect::Changed && self.item().is_some_and(|item| item.is_runtime)
    }

    /// The operation that a path belongs to, in the version that has it.
    fn operation(&self, path: &str, places: Both<'_>) -> Option<(Effect, usize)> {
        let (effect, places) = match self.effect() {
            Effect::Added => (Effect::Added, places.new),
            other => (other, places.old),
        };
        Some((effect, places.operation(path)?))
    }

    fn calls_operation(&self, places: Both<'_>) -> bool {
        self.kind() == Some(Kind::Method) && self.operation(self.path(), places).is_some()
    }
}

/// An export comes and goes with what it exports.
fn without_exports(happenings: &mut Vec<Happening<'_>>) {
    let others = happenings
        .iter()
        .filter(|one| one.kind() != Some(Kind::Export));
    let others: HashSet<(String, Effect)> = others
        .map(|one| (one.path().to_owned(), one.effect()))
        .collect();
    happenings.retain(|one| {
        one.kind() != Some(Kind::Export) || !others.contains(&(one.path().to_owned(), one.effect()))
    });
}

/// Fields, methods and implementations come and go with their type; the methods of operations are told.
fn without_parts_of_types(happenings: &mut Vec<Happening<'_>>, places: Both<'_>) {
    let is_whole = |one: &&Happening<'_>| {
        let is_type = one.kind().is_some_and(|kind| kind.space() == Space::Types);
        is_type && (one.effect() != Effect::Changed || one.rules.contains(&Rule::OtherKind))
    };
    let whole: HashSet<String> = happenings
        .iter()
        .filter(is_whole)
        .map(|one| one.path().to_owned())
        .collect();
    happenings.retain(|one| {
        one.calls_operation(places) || one.owner().is_none_or(|owner| !whole.contains(owner))
    });
}

/// The request, errors and headers of an operation come and go with its method.
fn without_parts_of_operations(happenings: &mut Vec<Happening<'_>>, places: Both<'_>) {
    let mut methods: HashMap<(Effect, usize), Vec<Rule>> = HashMap::new();
    for one in happenings.iter().filter(|one| one.calls_operation(places)) {
        if let Some(key) = one.operation(one.path(), places) {
            methods.insert(key, one.rules.clone());
        }
    }
    happenings.retain(|one| {
        if one.calls_operation(places) {
            return true;
        }
        let path = match one.kind() {
            // The constructor of the request asks for what the method asks for.
            Some(Kind::Method) if one.path().ends_with("::new") => one.owner(),
            Some(kind) if kind.space() == Space::Types => Some(one.path()),
            _ => None,
        };
        let Some(key) = path.and_then(|path| one.operation(path, places)) else {
            return true;
        };
        let Some(rules) = methods.get(&key) else {
            return true;
        };
        one.effect() == Effect::Changed && !one.rules.iter().all(|rule| rules.contains(rule))
    });
}

/// The struct and module of a tag come and go with its accessor.
fn without_parts_of_groups(happenings: &mut Vec<Happening<'_>>, places: Both<'_>) {
    let group = |one: &Happening<'_>| match one.effect() {
        Effect::Added => Some((Effect::Added, places.new.group(one.path())?)),
        effect => Some((effect, places.old.group(one.path())?)),
    };
    let is_accessor = |one: &Happening<'_>| {
        let is_told = one.effect() != Effect::Changed || one.rules.contains(&Rule::Renamed);
        is_told && one.path().starts_with("Client::")
    };
    let accessors = happenings.iter().filter(|one| is_accessor(one));
    let told: HashSet<(Effect, usize)> = accessors.filter_map(group).collect();
    happenings
        .retain(|one| is_accessor(one) || group(one).is_none_or(|group| !told.contains(&group)));
}

/// The blocking client is what the other is.
fn without_blocking(happenings: &mut Vec<Happening<'_>>) {
    let others = happenings
        .iter()
        .map(|one| (one.path().to_owned(), one.rules.clone()));
    let others: HashSet<(String, Vec<Rule>)> = others.collect();
    happenings.retain(|one| {
        let other = one.path().strip_prefix("blocking::");
        other.is_none_or(|path| !others.contains(&(path.to_owned(), one.rules.clone())))
    });
}

/// The fields of each type that something happened to, by the type.
fn properties<'h, 's>(happenings: &'h [Happening<'s>]) -> HashMap<String, Vec<&'h Happening<'s>>> {
    let mut properties: HashMap<String, Vec<&Happening<'_>>> = HashMap::new();
    for one in happenings
        .iter()
        .filter(|one| one.kind() == Some(Kind::Field))
    {
        if let Some(owner) = one.owner() {
            properties.entry(owner.to_owned()).or_default().push(one);
        }
    }
    properties
}

/// The one property for whose sake a constructor asks for something else.
fn of_one_property<'h, 's>(
    happening: &Happening<'s>,
    properties: &HashMap<String, Vec<&'h Happening<'s>>>,
) -> Option<&'h Happening<'s>> {
    let is_other = |rule: &Rule| matches!(rule, Rule::OtherArity | Rule::OtherSignature);
    let is_constructor =
        happening.kind() == Some(Kind::Method) && happening.rules.iter().any(is_other);
    let owner = happening.owner().filter(|_| is_constructor)?;
    match properties.get(owner).map(Vec::as_slice) {
        Some([field]) => Some(field),
        _ => None,
    }
}

/// The happenings by the property that they are of: a field and its setter are one.
fn by_property<'h, 's>(
    happenings: &'h [Happening<'s>],
) -> BTreeMap<(String, Space), Vec<&'h Happening<'s>>> {
    let fields = happenings
        .iter()
        .filter(|one| one.kind() == Some(Kind::Field));
    let fields: HashSet<&str> = fields.map(Happening::path).collect();
    let mut groups: BTreeMap<(String, Space), Vec<&Happening<'_>>> = BTreeMap::new();
    for one in happenings {
        let space = one.kind().map_or(Space::Others, Kind::space);
        let mut key = (one.path().to_owned(), space);
        if one.kind() == Some(Kind::Method)
            && let (Some(owner), Some((_, name))) = (one.owner(), one.path().rsplit_once("::"))
        {
            let field = format!("{owner}::{name}");
            if fields.contains(field.as_str()) {
                key = (field, Space::Parts);
            }
        }
        groups.entry(key).or_default().push(one);
    }
    for group in groups.values_mut() {
        // The field before its setter.
        group.sort_by_key(|one| one.kind());
    }
    groups
}

/// One change of what happened to one item, or to a field and its setter.
fn change(group: &[&Happening<'_>], places: Both<'_>) -> ItemChange {
    let first = group[0];
    let effects: HashSet<Effect> = group.iter().map(|one| one.effect()).collect();
    let effect = if effects.len() == 1 {
        first.effect()
    } else {
        Effect::Changed
    };
    let mut rules: Vec<Rule> = group.iter().flat_map(|one| one.rules.clone()).collect();
    rules.sort();
    rules.dedup();
    let bump = group
        .iter()
        .map(|one| one.bump())
        .max()
        .unwrap_or(first.bump());
    let old_code = code(group.iter().filter_map(|one| one.old));
    let new_code = code(group.iter().filter_map(|one| one.new));
    let (old, new) = nodes(first, places);
    ItemChange {
        change: RustChange {
            item: first.path().to_owned(),
            effect,
            bump,
            note: note(&rules, first),
            old: old_code,
            new: new_code,
            accepted: None,
        },
        old,
        new,
    }
}

/// The code of items, below each other.
fn code<'s>(items: impl Iterator<Item = (&'s str, &'s Item)>) -> Option<String> {
    let lines: Vec<String> = items.map(|(_, item)| print::code(&item.shown)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Why the change asks for what it asks, by the rules that ask most first.
fn note(rules: &[Rule], first: &Happening<'_>) -> String {
    let mut rules: Vec<Rule> = rules.to_vec();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.bump()));
    let whys = rules.iter().map(|rule| match (rule, first.old, first.new) {
        (Rule::Renamed, Some(_), Some((path, _))) => format!("it is `{path}` now"),
        (Rule::RenamedWithAlias, Some(_), Some((path, _))) => {
            format!("it is `{path}` now, and the old name is a deprecated alias")
        }
        (Rule::OtherKind, Some((_, old)), Some((_, new))) => {
            format!(
                "it was {}, and is {} now",
                old.kind.with_article(),
                new.kind.with_article()
            )
        }
        _ => rule.why().to_owned(),
    });
    let whys: Vec<String> = whys.filter(|why| !why.is_empty()).collect();
    whys.join("; ")
}

/// The nodes that an item stands for, in either version.
fn nodes(happening: &Happening<'_>, places: Both<'_>) -> (Option<Pointer>, Option<Pointer>) {
    let node = |side: Option<(&str, &Item)>, places: &Places| {
        let (path, item) = side?;
        let property = item.owner.as_deref().and_then(|owner| {
            let (_, name) = path.rsplit_once("::")?;
            places.own_node(&format!("{owner}::{name}"))
        });
        property
            .or_else(|| places.node(path, item.owner.as_deref()))
            .cloned()
    };
    (
        node(happening.old, places.old),
        node(happening.new, places.new),
    )
}

/// The files of the runtime come and go with the need for them: what they offer is told in a line.
fn of_runtime(happenings: &[Happening<'_>]) -> Vec<ItemChange> {
    let told = [Effect::Removed, Effect::Added]
        .into_iter()
        .filter_map(|effect| {
            let ones = happenings.iter().filter(|one| one.effect() == effect);
            let ones: Vec<&Happening<'_>> = ones.filter(|one| one.owner().is_none()).collect();
            let bump = ones.iter().map(|one| one.bump()).max()?;
            let names: Vec<&str> = ones.iter().map(|one| one.path()).collect();
            let note = match effect {
                Effect::Added => "what the bindings have a use for now",
                _ => "what the bindings have no use for any longer",
            };
            let code = Some(names.join("\n"));
            let (old, new) = match effect {
                Effect::Added => (None, code),
                _ => (code, None),
            };
            let change = RustChange {
                item: "runtime".to_owned(),
                effect,
                bump,
                note: note.to_owned(),
                old,
                new,
                accepted: None,
            };
            Some(ItemChange {
                change,
                old: None,
                new: None,
            })
        });
    told.collect()
}
