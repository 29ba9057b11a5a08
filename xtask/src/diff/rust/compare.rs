//! Two surfaces to what happened to each item, and by which rule.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::places::Places;
use super::renames::Renames;
use super::rules::Rule;
use super::surface::{Item, Kind, Node, Space, Surface, manifest};
use crate::diff::change::{Bump, Effect};
use crate::model::ALL_TAGS;

/// What happened to an item.
#[derive(Clone)]
pub struct Happening<'s> {
    /// The path and item of the old version.
    pub old: Option<(&'s str, &'s Item)>,
    /// The path and item of the new version.
    pub new: Option<(&'s str, &'s Item)>,
    /// By which rules; never empty.
    pub rules: Vec<Rule>,
}

impl Happening<'_> {
    /// What happens to the item.
    pub fn effect(&self) -> Effect {
        match (self.old, self.new) {
            (None, _) => Effect::Added,
            (_, None) => Effect::Removed,
            _ => Effect::Changed,
        }
    }

    /// What a release with it must be.
    pub fn bump(&self) -> Bump {
        let bumps = self.rules.iter().map(|rule| rule.bump());
        bumps.max().unwrap_or(Bump::Patch)
    }

    /// The path: the old one where the item is renamed.
    pub fn path(&self) -> &str {
        let either = self.old.or(self.new);
        either.map(|(path, _)| path).unwrap_or_default()
    }

    /// The item, in the version that has it.
    pub fn item(&self) -> Option<&Item> {
        self.old.or(self.new).map(|(_, item)| item)
    }
}

/// Compares two surfaces, in the order of the paths.
pub fn compare<'s>(
    old: &'s Surface,
    new: &'s Surface,
    renames: &Renames,
    places: (&Places, &Places),
) -> Vec<Happening<'s>> {
    let mut happenings = Vec::new();
    let mut met: HashSet<(String, Space)> = HashSet::new();
    for ((path, space), item) in &old.items {
        let path_now = renames.path(path, item);
        let key = (path_now, *space);
        let found = new.items.get_key_value(&key);
        met.insert(key);
        let Some(((path_now, _), now)) = found else {
            happenings.push(Happening {
                old: Some((path, item)),
                new: None,
                rules: vec![removed(item.kind)],
            });
            continue;
        };
        let mut rules = changed(item, now, renames);
        if renames.is_renamed(path, *space) {
            // An alias of a tuple struct is no constructor.
            let is_tuple = old
                .items
                .contains_key(&(format!("{path}::0"), Space::Parts));
            let is_aliased = *space == Space::Types && renames.is_aliased(path) && !is_tuple;
            let rule = if is_aliased {
                met.insert((path.clone(), *space));
                Rule::RenamedWithAlias
            } else {
                Rule::Renamed
            };
            rules.insert(0, rule);
        }
        if places.1.is_taken_over(path_now, places.0, path) {
            rules.insert(0, Rule::TakenOver);
        }
        if !rules.is_empty() {
            happenings.push(Happening {
                old: Some((path, item)),
                new: Some((path_now, now)),
                rules,
            });
        }
    }
    let added = new.items.iter().filter(|(key, _)| !met.contains(*key));
    happenings.extend(added.map(|((path, _), item)| Happening {
        old: None,
        new: Some((path, item)),
        rules: vec![added_to(path, item, old, new, renames)],
    }));
    happenings.sort_by(|one, other| one.path().cmp(other.path()));
    happenings
}

const fn removed(kind: Kind) -> Rule {
    match kind {
        Kind::Implementation => Rule::ImplementationRemoved,
        Kind::Export => Rule::ExportRemoved,
        Kind::Feature => Rule::FeatureRemoved,
        Kind::DefaultFeature => Rule::DefaultRemoved,
        Kind::Dependency => Rule::DependencyRemoved,
        Kind::Package => Rule::PackageRenamed,
        _ => Rule::Removed,
    }
}

/// The rule of a new item, which depends on what it is added to.
fn added_to(path: &str, item: &Item, old: &Surface, new: &Surface, renames: &Renames) -> Rule {
    let owner = || {
        let owner = item.owner.as_deref()?;
        // A new type has no callers yet.
        old.type_at(renames.path_before(owner))?;
        new.type_at(owner)
            .and_then(|_| old.type_at(renames.path_before(owner)))
    };
    match item.kind {
        Kind::Field if owner().is_some_and(|of| of.attributes.is_constructible) => {
            Rule::FieldOfLiteral
        }
        Kind::Variant if owner().is_some_and(|of| !of.attributes.is_non_exhaustive) => {
            Rule::VariantOfMatch
        }
        Kind::TraitItem if owner().is_some() && !item.attributes.has_default => {
            Rule::RequiredTraitItem
        }
        Kind::Implementation => Rule::ImplementationAdded,
        Kind::Feature if path == manifest::feature(ALL_TAGS) => Rule::TagFeatures,
        Kind::Feature | Kind::DefaultFeature => Rule::FeatureAdded,
        Kind::Dependency => Rule::DependencyAdded,
        _ => Rule::Added,
    }
}

/// By which rules an item is another; empty where callers do not notice.
fn changed(old: &Item, new: &Item, renames: &Renames) -> Vec<Rule> {
    if old.kind != new.kind {
        return vec![Rule::OtherKind];
    }
    let mut rules = Vec::new();
    // A type that is another by its own name is a change of that type, not of all that name it.
    let is_same = old.signature == new.signature
        || old.named == new.named
        || renames.applied(&old.named) == new.named
        || renames.applied(&old.signature) == new.signature;
    if !is_same {
        rules.push(signature(old, new));
    }
    let (before, after) = (&old.attributes, &new.attributes);
    let mut rule = |is_so: bool, rule: Rule| {
        if is_so {
            rules.push(rule);
        }
    };
    let marked = !before.is_non_exhaustive && after.is_non_exhaustive;
    rule(marked, Rule::MarkedNonExhaustive);
    rule(
        before.is_non_exhaustive && !after.is_non_exhaustive,
        Rule::NoLongerNonExhaustive,
    );
    rule(
        before.is_constructible && !after.is_constructible && !marked,
        Rule::NoLiteral,
    );
    if before.conditions != after.conditions {
        rule(after.conditions.is_empty(), Rule::NoCondition);
        rule(!after.conditions.is_empty(), Rule::OtherCondition);
    }
    rule(
        !before.is_deprecated && after.is_deprecated,
        Rule::Deprecated,
    );
    rule(
        before.is_deprecated && !after.is_deprecated,
        Rule::NoLongerDeprecated,
    );
    rule(!before.is_must_use && after.is_must_use, Rule::MustUse);
    rule(
        before.is_must_use && !after.is_must_use,
        Rule::NoLongerMustUse,
    );
    rules
}

/// The rule of an item whose type or signature is another.
fn signature(old: &Item, new: &Item) -> Rule {
    match old.kind {
        Kind::Struct | Kind::Enum | Kind::Trait | Kind::Module => Rule::OtherShape,
        Kind::Implementation => Rule::OtherAssociatedType,
        Kind::Dependency => Rule::OtherRequirement,
        Kind::Package => Rule::PackageRenamed,
        Kind::Function | Kind::Method => of_function(old.expanded(), new.expanded()),
        _ => of_type(&old.signature, &new.signature),
    }
}

fn of_type(old: &str, new: &str) -> Rule {
    let lacking = |inner: &str| {
        [
            format!("Option < {inner} >"),
            format!("crate :: runtime :: Maybe < {inner} >"),
        ]
    };
    if lacking(old).iter().any(|one| one == new) {
        Rule::BecameOptional
    } else if lacking(new).iter().any(|one| one == old) {
        Rule::BecameRequired
    } else if unboxed(old) == unboxed(new) {
        Rule::OtherBoxing
    } else {
        Rule::OtherType
    }
}

/// The tokens of a type without its boxes, and without what closes them.
fn unboxed(tokens: &str) -> String {
    tokens.replace("Box <", "").replace([' ', '>'], "")
}

fn of_function(old: &Node, new: &Node) -> Rule {
    let (Some(before), Some(after)) = (signature_of(old), signature_of(new)) else {
        return Rule::OtherSignature;
    };
    if before.inputs.len() != after.inputs.len() {
        return Rule::OtherArity;
    }
    let text = |code: &dyn quote::ToTokens| code.to_token_stream().to_string();
    let is_same_but_inputs = text(&before.output) == text(&after.output)
        && text(&before.generics) == text(&after.generics);
    let is_more = |(old, new): (&syn::FnArg, &syn::FnArg)| match (old, new) {
        (syn::FnArg::Typed(old), syn::FnArg::Typed(new)) => {
            let (old, new) = (text(&old.ty), text(&new.ty));
            old == new || new == format!("impl Into < {old} >")
        }
        (old, new) => text(old) == text(new),
    };
    if is_same_but_inputs && before.inputs.iter().zip(&after.inputs).all(is_more) {
        Rule::Generalised
    } else {
        Rule::OtherSignature
    }
}

fn signature_of(node: &Node) -> Option<&syn::Signature> {
    match node {
        Node::Method(method) => Some(&method.2),
        Node::Item(item) => match &**item {
            syn::Item::Fn(one) => Some(&one.sig),
            _ => None,
        },
        _ => None,
    }
}
