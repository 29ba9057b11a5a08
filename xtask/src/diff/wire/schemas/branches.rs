//! Which alternative of the old version is which of the new one.

use super::faced::{Faced, Pairs};
use super::view::{self, Choice, View};
use crate::spec::schema::{Schema, SchemaId};

/// How much two alternatives must be alike to stand for each other.
const LEAST: f64 = 0.5;

/// So many pairs of alternatives are looked at for their likeness.
const MOST: usize = 2500;

/// Pairs alternatives: by name, by the value that tells them apart, by title, by what they say, by likeness, and at
/// last by place.
pub fn pair(faced: &Faced<'_, '_>, before: &Choice, after: &Choice) -> Pairs {
    let mut pairs = Pairs {
        pairs: Vec::new(),
        old: before.branches.clone(),
        new: after.branches.clone(),
    };
    let schemas = |old: SchemaId, new: SchemaId| (faced.old_schema(old), faced.new_schema(new));
    let both = |old: Option<String>, new: Option<String>| old.is_some() && old == new;
    pairs.take(|old, new| {
        let (old, new) = schemas(old, new);
        both(view::component(old), view::component(new))
    });
    pairs.take(|old, new| both(value_of(faced.old, old), value_of(faced.new, new)));
    pairs.take(|old, new| {
        let (old, new) = schemas(old, new);
        both(old.title.clone(), new.title.clone())
    });
    pairs.take(|old, new| faced.classes.same(old, new));
    // What has a name of its own on both sides is not what another name means, unless it is much alike.
    by_likeness(faced, &mut pairs);
    let is_unnamed = |schema: &Schema| view::component(schema).is_none() && schema.title.is_none();
    if pairs.old.len() == pairs.new.len() {
        pairs.take(|old, new| {
            let (old, new) = schemas(old, new);
            is_unnamed(old) && is_unnamed(new) && old.ty == new.ty
        });
    }
    pairs
}

fn by_likeness(faced: &Faced<'_, '_>, pairs: &mut Pairs) {
    if pairs.old.len() * pairs.new.len() > MOST {
        return;
    }
    let mut all = Vec::new();
    for old in &pairs.old {
        for new in &pairs.new {
            let likeness = faced.likeness(*old, *new);
            if likeness > LEAST {
                all.push((likeness, *old, *new));
            }
        }
    }
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (_, old, new) in all {
        if pairs.old.contains(&old) && pairs.new.contains(&new) {
            pairs.take(|one, other| one == old && other == new);
        }
    }
}

/// The value of the discriminator's property that stands for an alternative.
fn value_of(view: &View<'_>, id: SchemaId) -> Option<String> {
    let (discriminator, _) = view.discriminator.as_ref()?;
    let mut mapping = discriminator.mapping.iter();
    let (value, _) = mapping.find(|(_, target)| **target == id)?;
    Some(value.clone())
}

/// What readers know an alternative by.
pub fn name(
    faced: &Faced<'_, '_>,
    is_old: bool,
    before: &Choice,
    after: &Choice,
    id: SchemaId,
) -> String {
    let (schema, choice) = if is_old {
        (faced.old_schema(id), before)
    } else {
        (faced.new_schema(id), after)
    };
    view::component(schema)
        .or_else(|| schema.title.clone())
        .unwrap_or_else(|| {
            let index = choice.branches.iter().position(|branch| *branch == id);
            (index.unwrap_or_default() + 1).to_string()
        })
}
