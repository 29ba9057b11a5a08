//! How the variants of a choice are told apart: by the values of a property, where the document says which.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::Composer;
use super::merge::Whole;
use crate::spec::schema::{Discriminator, Schema, SchemaId, SchemaType};

impl Composer<'_> {
    /// The property that tells the variants apart, and its values for each.
    pub(super) fn tags(
        &mut self,
        variants: &[SchemaId],
        discriminator: Option<&Arc<Discriminator>>,
        depth: usize,
    ) -> Option<(String, Vec<Vec<String>>)> {
        let wholes: Vec<Whole> = variants
            .iter()
            .map(|variant| {
                let end = self.end_of(*variant);
                self.merged(end, &mut Default::default())
            })
            .collect();
        let are_objects = wholes.iter().all(|whole| {
            whole.schema.ty == Some(SchemaType::Object)
                || !whole.schema.properties.is_empty()
                || !whole.choices.is_empty()
        });
        if !are_objects {
            return None;
        }
        let inherited = self.inherited_discriminator(variants);
        let discriminator = discriminator.cloned().or(inherited);
        let declared = discriminator.and_then(|discriminator| {
            let tags = self.declared_tags(variants, &wholes, &discriminator, depth)?;
            Some((discriminator.property.clone(), tags))
        });
        declared.or_else(|| {
            let first = &wholes.first()?.schema;
            first.required.iter().find_map(|property| {
                let tags: Option<Vec<Vec<String>>> = wholes
                    .iter()
                    .map(|whole| {
                        let is_required = whole.schema.required.contains(property);
                        let values = self.listed_values(&whole.schema, property);
                        (is_required && whole.choices.is_empty() && !values.is_empty())
                            .then_some(values)
                    })
                    .collect();
                let tags = tags.filter(|tags| are_distinct(tags))?;
                Some((property.clone(), tags))
            })
        })
    }

    /// The discriminator of a base that all variants extend, where they share one.
    fn inherited_discriminator(&self, variants: &[SchemaId]) -> Option<Arc<Discriminator>> {
        let (first, others) = variants.split_first()?;
        let mut waiting = vec![self.end_of(*first)];
        let mut visited = HashSet::new();
        while let Some(id) = waiting.pop() {
            let schema = &self.written[id.0];
            if let Some(discriminator) = &schema.discriminator
                && id != self.end_of(*first)
                && others.iter().all(|other| self.extends(*other, id))
            {
                return Some(discriminator.clone());
            }
            let above = schema.all_of.iter().map(|part| self.end_of(*part));
            waiting.extend(above.filter(|part| visited.insert(*part)));
        }
        None
    }

    /// The values that a discriminator has for each variant: those mapped to it; else those of its own variants,
    /// where it is a choice by the same property; else those that it lists for the property; else the names of
    /// the component. `None` where two variants have one value.
    fn declared_tags(
        &mut self,
        variants: &[SchemaId],
        wholes: &[Whole],
        discriminator: &Discriminator,
        depth: usize,
    ) -> Option<Vec<Vec<String>>> {
        let mut mapped: HashMap<SchemaId, Vec<String>> = HashMap::new();
        for (value, target) in &discriminator.mapping {
            let values = mapped.entry(self.end_of(*target)).or_default();
            values.push(value.clone());
        }
        let mut listed = Vec::new();
        let mut named = Vec::new();
        for (variant, whole) in variants.iter().zip(wholes) {
            let end = self.end_of(*variant);
            let of_mapping = mapped.get(&end).cloned().unwrap_or_default();
            let of_mapping = if of_mapping.is_empty() {
                self.nested_tags(whole, &discriminator.property, depth)
            } else {
                of_mapping
            };
            if !of_mapping.is_empty() {
                listed.push(of_mapping.clone());
                named.push(of_mapping);
                continue;
            }
            let names = self.components.get(variant).or(self.components.get(&end));
            let names = names.cloned().unwrap_or_default();
            let values = self.listed_values(&whole.schema, &discriminator.property);
            listed.push(if values.is_empty() {
                names.clone()
            } else {
                values
            });
            named.push(names);
        }
        // Variants that share the list of all values are told apart by their names.
        [listed, named].into_iter().find(|tags| are_distinct(tags))
    }

    /// The values of the property that tell apart the variants of a choice.
    fn nested_tags(&mut self, whole: &Whole, property: &str, depth: usize) -> Vec<String> {
        const DEEPEST: usize = 8;
        let [choice] = whole.choices.as_slice() else {
            return Vec::new();
        };
        if depth > DEEPEST {
            return Vec::new();
        }
        let tags = self.tags(&choice.variants, choice.discriminator.as_ref(), depth + 1);
        match tags {
            Some((own, tags)) if own == property => tags.concat(),
            _ => Vec::new(),
        }
    }

    /// The values that a schema lists for a property.
    fn listed_values(&self, schema: &Schema, property: &str) -> Vec<String> {
        let Some(property) = schema.properties.get(property) else {
            return Vec::new();
        };
        let schema = &self.written[self.end_of(*property).0];
        let values = schema.enumeration.iter().filter(|value| !value.is_null());
        values
            .map(|value| match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            })
            .collect()
    }
}

/// Whether every variant has tags, and no two have the same.
fn are_distinct(tags: &[Vec<String>]) -> bool {
    let mut known = std::collections::HashSet::new();
    tags.iter()
        .all(|tags| !tags.is_empty() && tags.iter().all(|tag| known.insert(tag)))
}
