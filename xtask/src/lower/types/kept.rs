//! The names that types have already.

use std::collections::HashMap;

use super::super::Context;
use super::super::classify::resolve;
use super::super::naming::{Item, Matched, former_names, matched};
use super::declare::Declaration;
use crate::model::ident::Ident;
use crate::model::types::{FormerType, Origin, TypeId};
use crate::names::place_key;
use crate::spec;
use crate::spec::pointer::Pointer;
use crate::spec::schema::{AdditionalProperties, SchemaId};

/// Which types have which names of the lock.
pub struct KeptTypes<'l> {
    matched: Matched,
    /// The names that stay, by the index of the type; what the document itself calls something else has none.
    pub names: Vec<Option<&'l str>>,
}

impl<'l> KeptTypes<'l> {
    /// Matches the types to be with the names of the lock.
    pub fn of(
        declarations: &[Declaration],
        operations: &[&spec::Operation],
        context: &Context<'l, '_>,
    ) -> Self {
        let lines = &context.kept.types;
        if lines.is_empty() {
            return Self {
                matched: Matched {
                    lines: vec![None; declarations.len()],
                    merged: Vec::new(),
                },
                names: vec![None; declarations.len()],
            };
        }
        let items: Vec<Item> = declarations
            .iter()
            .map(|one| Item {
                place: one.origin.place.clone(),
                shape: one.origin.shape,
                wanted: one.claim.wanted.clone(),
            })
            .collect();
        let references = References::of(declarations, operations, context);
        let matched = matched(lines, &items, &|place| references.type_at(place));
        let names = matched.lines.iter().zip(declarations).map(|(line, one)| {
            let line = lines[(*line)?];
            // A component of another name is what its document calls it now.
            let is_renamed = is_component(&line.place)
                && is_component(&one.origin.place)
                && line.place != one.origin.place;
            (!is_renamed).then_some(line.name.as_str())
        });
        let names = names.collect();
        Self { matched, names }
    }

    /// What the lock calls each type, by which it knows their members.
    pub fn owners(&self, idents: &[Ident], context: &Context<'l, '_>) -> Vec<String> {
        let lines = &context.kept.types;
        let owners = self.matched.lines.iter().zip(idents);
        owners
            .map(|(line, ident)| match line {
                Some(line) => lines[*line].name.clone(),
                None => ident.bare().to_owned(),
            })
            .collect()
    }

    /// The former names of the types.
    pub fn former(&self, idents: &[Ident], context: &Context<'l, '_>) -> Vec<FormerType> {
        let lines = &context.kept.types;
        let found = self.matched.lines.iter().enumerate();
        let renamed = found.filter_map(|(index, line)| Some(((*line)?, index)));
        let merged = self.matched.merged.iter().copied();
        let renamed: Vec<(&str, usize)> = renamed
            .chain(merged)
            .map(|(line, index)| (lines[line].name.as_str(), index))
            .filter(|(name, index)| idents[*index].bare() != *name)
            .collect();
        let by_name: HashMap<&str, usize> = idents
            .iter()
            .enumerate()
            .map(|(index, ident)| (ident.bare(), index))
            .collect();
        let former = former_names(
            &renamed,
            &context.kept.former_types,
            &|name| by_name.get(name).copied(),
            &|name| by_name.contains_key(name) || super::declare::names::RESERVED.contains(&name),
        );
        let former = former.into_iter();
        former
            .map(|(ident, index)| FormerType {
                ident,
                now: TypeId(index),
            })
            .collect()
    }
}

/// Whether a place is that of a component's schema, and not one within it.
fn is_component(place: &str) -> bool {
    let name = place.strip_prefix("#/components/schemas/");
    name.is_some_and(|name| !name.contains('/'))
}

/// Gives each of some origins a place that no other has: schemas that compositions made may share one.
/// `wanted` are the names that are asked for.
pub fn make_unique(origins: &mut [(&mut Origin, &str)]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (origin, _) in origins.iter() {
        *counts.entry(origin.place.clone()).or_default() += 1;
    }
    let mut met: HashMap<String, usize> = HashMap::new();
    for (origin, wanted) in origins {
        if counts.get(&origin.place).is_some_and(|count| *count > 1) {
            origin.place = format!("{} as {wanted}", origin.place);
        }
        let again = met.entry(origin.place.clone()).or_default();
        *again += 1;
        if *again > 1 {
            origin.place = format!("{} again {again}", origin.place);
        }
    }
}

/// Which type the places of a document lead to.
struct References {
    by_place: HashMap<String, usize>,
}

impl References {
    fn of(
        declarations: &[Declaration],
        operations: &[&spec::Operation],
        context: &Context<'_, '_>,
    ) -> Self {
        let mut types: HashMap<SchemaId, usize> = HashMap::new();
        for (index, one) in declarations.iter().enumerate() {
            if !one.is_second_name {
                types.entry(one.schema).or_insert(index);
            }
        }
        let mut by_place = HashMap::new();
        let mut add = |place: Pointer, id: SchemaId| {
            let own = types.get(&id);
            let found = own.or_else(|| types.get(&resolve(context.spec, id).id));
            if let Some(index) = found {
                let place = place.to_string();
                by_place.entry(place_key(&place)).or_insert(*index);
                by_place.insert(place, *index);
            }
        };
        for schema in &context.spec.schemas {
            for (name, id) in &schema.properties {
                add(schema.place.child("properties").child(name), *id);
            }
            if let Some(id) = schema.items {
                add(schema.place.child("items"), id);
            }
            if let AdditionalProperties::Typed(id) = schema.additional_properties {
                add(schema.place.child("additionalProperties"), id);
            }
        }
        for operation in operations {
            let bodies = operation.request_body.iter().flat_map(|body| &body.content);
            let responses = operation.responses.iter().flat_map(|one| &one.content);
            for media_type in bodies.chain(responses) {
                if let Some(id) = media_type.schema {
                    add(media_type.place.child("schema"), id);
                }
            }
        }
        Self { by_place }
    }

    fn type_at(&self, place: &str) -> Option<usize> {
        let written = self.by_place.get(place);
        written
            .or_else(|| self.by_place.get(&place_key(place)))
            .copied()
    }
}
