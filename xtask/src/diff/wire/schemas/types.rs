//! The types of values, and null.

use serde_json::{Map, Value};

use super::super::Root;
use super::faced::{Faced, Told};
use super::view::{self, Types, View, word};
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::spec::schema::{Schema, SchemaId};

/// How deep alternatives are followed for their types.
const DEEPEST: usize = 8;

/// What stands in a URL or header as its text.
const SCALARS: [&str; 4] = ["boolean", "integer", "number", "string"];

/// Compares which types values may have.
pub fn compare(faced: &Faced<'_, '_>, told: &mut Told) {
    let met = faced.met;
    let before = implied(faced.old_version(), faced.old);
    let after = implied(faced.new_version(), faced.new);
    let is_unknown = |view: &View<'_>, types: &Option<Types>| {
        types.is_none() && (!view.choices.is_empty() || !view.required.is_empty())
    };
    if !is_unknown(faced.old, &before) && !is_unknown(faced.new, &after) {
        of_types(faced, before.as_ref(), after.as_ref(), told);
    }
    // Where no type is said, null is as good as any value.
    if faced.old.types.is_none() != faced.new.types.is_none() {
        return;
    }
    if faced.old.is_any() || faced.new.is_any() {
        return;
    }
    match (faced.old.nullable, faced.new.nullable) {
        (false, true) => {
            let message = "the value may be null now";
            told.findings
                .push(met.finding(Code::BecameNullable, message));
        }
        (true, false) => {
            let message = "the value may not be null any longer";
            told.findings
                .push(met.finding(Code::BecameNotNullable, message));
        }
        _ => {}
    }
}

fn of_types(faced: &Faced<'_, '_>, before: Option<&Types>, after: Option<&Types>, told: &mut Told) {
    let met = faced.met;
    let is_text = met.root.is_some_and(Root::is_text);
    if met.root.is_some_and(is_repeated) && is_list_of(faced, before, after) {
        let message = "several values may be sent now";
        told.findings
            .push(met.keyword("type", Code::TypeWidened, message));
        return;
    }
    let code = match (
        covers(before, after, is_text),
        covers(after, before, is_text),
    ) {
        (true, true) => return,
        (false, true) => Code::TypeWidened,
        (true, false) => Code::TypeNarrowed,
        (false, false) => Code::TypeChanged,
    };
    let (before, after) = (view::name(before), view::name(after));
    let message = format!("the type is `{after}` now, and was `{before}`");
    let finding = met.keyword("type", code, message);
    told.findings
        .push(finding.values(Some(before), Some(after)));
}

fn is_repeated(root: Root) -> bool {
    matches!(root, Root::Parameter { is_repeated, .. } if is_repeated)
}

/// Whether the new values are lists of the old ones: one of one value is written as the value.
fn is_list_of(faced: &Faced<'_, '_>, before: Option<&Types>, after: Option<&Types>) -> bool {
    let (Some(before), Some(after), [items]) = (before, after, &faced.new.items[..]) else {
        return false;
    };
    let is_list = |types: &Types| types.iter().eq([&"array"]);
    // What else is asked of an item was not asked of the value.
    const PLAIN: [&str; 5] = ["type", "title", "description", "example", "examples"];
    let is_plain = |schema: &Schema| {
        let node = faced.new_version().document.find(&schema.place);
        let mut keywords = node
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::keys);
        keywords.all(|keyword| PLAIN.contains(&keyword.as_str()))
    };
    let takes_one = |list: &Schema| list.min_items.is_none_or(|least| least <= 1);
    if !is_plain(faced.new_schema(*items)) || !takes_one(faced.met.new) {
        return false;
    }
    let items = View::of(faced.new_version(), *items);
    let items = implied(faced.new_version(), &items);
    !before.contains("array") && is_list(after) && covers(items.as_ref(), Some(before), true)
}

/// Whether every value of `inner` is one of `outer`.
fn covers(outer: Option<&Types>, inner: Option<&Types>, is_text: bool) -> bool {
    let Some(outer) = outer else {
        return true;
    };
    let Some(inner) = inner else {
        return false;
    };
    inner.iter().all(|ty| {
        outer.contains(ty)
            || (*ty == "integer" && outer.contains("number"))
            || (is_text && outer.contains("string") && SCALARS.contains(ty))
    })
}

/// The types that a schema says, or that other keywords mean.
fn implied(version: &Version, view: &View<'_>) -> Option<Types> {
    let means = |has: bool, ty: &'static str| has.then(|| Types::from([ty]));
    view.types
        .clone()
        .or_else(|| means(!view.properties.is_empty(), "object"))
        .or_else(|| means(!view.additional.is_empty() || view.is_closed, "object"))
        .or_else(|| means(!view.items.is_empty() || !view.prefix.is_empty(), "array"))
        .or_else(|| {
            let choice = view.choices.first()?;
            union(version, &choice.branches, 0)
        })
}

fn union(version: &Version, ids: &[SchemaId], depth: usize) -> Option<Types> {
    let mut types = Types::new();
    for id in ids {
        types.extend(of_schema(version, *id, depth)?);
    }
    (!types.is_empty()).then_some(types)
}

/// The types of an alternative.
fn of_schema(version: &Version, id: SchemaId, depth: usize) -> Option<Types> {
    if depth > DEEPEST {
        return None;
    }
    let schema = version.spec.schema(id);
    if let Some(ty) = schema.ty {
        return Some(Types::from([word(ty)]));
    }
    if !schema.properties.is_empty() {
        return Some(Types::from(["object"]));
    }
    let mut all = schema.all_of.iter();
    all.find_map(|id| of_schema(version, *id, depth + 1))
        .or_else(|| union(version, &schema.one_of, depth + 1))
        .or_else(|| union(version, &schema.any_of, depth + 1))
}
