//! `allOf`: the keywords of several schemas as those of one.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::{Composer, annotations};
use crate::spec::pointer::Pointer;
use crate::spec::schema::{AdditionalProperties, Discriminator, Schema, SchemaId, SchemaType};

/// A merged schema, and the choices that stand beside its keywords.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub schema: Schema,
    pub choices: Vec<Choice>,
    /// Whether a schema that is made of itself was cut short on the way, so that this holds only below it.
    is_cut: bool,
}

/// One `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub variants: Vec<SchemaId>,
    pub discriminator: Option<Arc<Discriminator>>,
}

const CONTRADICTION: &str = "an `allOf` whose schemas are of different types";

impl Composer<'_> {
    /// The keywords of a schema and of all that it is made of.
    pub(super) fn merged(&mut self, id: SchemaId, above: &mut HashSet<SchemaId>) -> Whole {
        if let Some(whole) = self.merged.get(&id) {
            return Whole::clone(whole);
        }
        let own = Arc::clone(&self.written[id.0]);
        let mut whole = Whole {
            is_cut: false,
            schema: Schema {
                all_of: Vec::new(),
                one_of: Vec::new(),
                any_of: Vec::new(),
                discriminator: None,
                ..Schema::clone(&own)
            },
            choices: Vec::new(),
        };
        for variants in [&own.one_of, &own.any_of] {
            if !variants.is_empty() {
                whole.choices.push(Choice {
                    variants: variants.clone(),
                    discriminator: own.discriminator.clone(),
                });
            }
        }
        // A schema that is made of itself says nothing new the second time.
        if own.all_of.is_empty() {
            return whole;
        }
        if !above.insert(id) {
            whole.is_cut = true;
            return whole;
        }
        let mut nullable_parts: Vec<bool> = Vec::new();
        let mut of_parts: Option<Schema> = None;
        for part in &own.all_of {
            let merged = self.merged(*part, above);
            whole.is_cut |= merged.is_cut;
            // What extends a schema that is a choice of its extensions is one of them, and not the choice.
            let choices = merged.choices.into_iter();
            whole.choices.extend(choices.filter(|choice| {
                let mut variants = choice.variants.iter();
                !variants.any(|variant| self.end_of(*variant) == id)
            }));
            if merged.schema.says_something() {
                nullable_parts.push(merged.schema.nullable);
            }
            of_parts = Some(match of_parts {
                None => merged.schema,
                Some(before) => self.merge(before, merged.schema, &own.place),
            });
        }
        above.remove(&id);
        if let Some(of_parts) = of_parts {
            let own = whole.schema;
            // What the parts say stands first: a schema adds to what it extends.
            let mut merged = self.merge(of_parts, own.clone(), &own.place);
            merged.default = own.default.clone().or(merged.default);
            // Null has to be a value of every part that says anything.
            let of_parts = !nullable_parts.is_empty() && nullable_parts.iter().all(|one| *one);
            merged.nullable = own.nullable || (of_parts && !own.has_type());
            let merged = with_annotations_of(merged, &own);
            whole.schema = merged;
        }
        // What many schemas extend is merged once.
        if !whole.is_cut {
            self.merged.insert(id, Rc::new(whole.clone()));
        }
        whole
    }

    /// Two schemas of one value as one: what both say. `whole` is the place of the schema that is made of them.
    fn merge(&mut self, one: Schema, other: Schema, whole: &Pointer) -> Schema {
        let mut merged = one;
        merged.untyped = merged.untyped.or(other.untyped);
        merged.ty = match (merged.ty, other.ty) {
            (None, ty) | (ty, None) => ty,
            (Some(one), Some(other)) if one == other => Some(one),
            (Some(SchemaType::Integer), Some(SchemaType::Number))
            | (Some(SchemaType::Number), Some(SchemaType::Integer)) => Some(SchemaType::Integer),
            (one, _) => {
                merged.untyped = Some(CONTRADICTION);
                one
            }
        };
        merged.format = merged.format.or(other.format);
        merged.content_media_type = merged.content_media_type.or(other.content_media_type);
        merged.enumeration = match (merged.enumeration.is_empty(), other.enumeration.is_empty()) {
            (true, _) => other.enumeration,
            (_, true) => merged.enumeration,
            (false, false) => {
                let both = merged.enumeration.iter();
                let both: Vec<_> = both
                    .filter(|value| other.enumeration.contains(value))
                    .cloned()
                    .collect();
                // Of two lists without a common value the later one narrows.
                if both.is_empty() {
                    other.enumeration
                } else {
                    both
                }
            }
        };
        merged.is_constant |= other.is_constant;
        merged.value_names.extend(other.value_names);
        merged.value_descriptions.extend(other.value_descriptions);
        for (name, property) in other.properties {
            let both = match merged.properties.get(&name) {
                Some(before) => {
                    let place = whole.child("properties").child(&name);
                    self.both(*before, property, &place)
                }
                None => property,
            };
            merged.properties.insert(name, both);
        }
        for name in other.required {
            if !merged.required.contains(&name) {
                merged.required.push(name);
            }
        }
        merged.additional_properties =
            match (merged.additional_properties, other.additional_properties) {
                (AdditionalProperties::Typed(one), AdditionalProperties::Typed(other)) => {
                    AdditionalProperties::Typed(self.both(
                        one,
                        other,
                        &whole.child("additionalProperties"),
                    ))
                }
                (typed @ AdditionalProperties::Typed(_), _)
                | (_, typed @ AdditionalProperties::Typed(_)) => typed,
                (AdditionalProperties::Any, _) | (_, AdditionalProperties::Any) => {
                    AdditionalProperties::Any
                }
                (AdditionalProperties::Unsaid, said) | (said, AdditionalProperties::Unsaid) => said,
                (AdditionalProperties::Forbidden, AdditionalProperties::Forbidden) => {
                    AdditionalProperties::Forbidden
                }
            };
        merged.items = match (merged.items, other.items) {
            (Some(one), Some(other)) => Some(self.both(one, other, &whole.child("items"))),
            (one, other) => one.or(other),
        };
        if merged.prefix_items.is_empty() {
            merged.prefix_items = other.prefix_items;
        }
        merged.is_closed_array |= other.is_closed_array;
        merged.min_items = merged.min_items.max(other.min_items);
        merged.max_items = match (merged.max_items, other.max_items) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        merged.unique_items |= other.unique_items;
        merged.read_only |= other.read_only;
        merged.write_only |= other.write_only;
        merged.deprecated |= other.deprecated;
        merged.xml = merged.xml.or(other.xml);
        merged
    }

    /// A schema that is both of two, at a place of the whole.
    fn both(&mut self, one: SchemaId, other: SchemaId, place: &Pointer) -> SchemaId {
        let says_nothing = |id: SchemaId| !self.written[id.0].says_something();
        if one == other || self.extends(one, other) || self.is_endless() {
            return one;
        }
        if says_nothing(other) {
            return self.annotated(one, other);
        }
        if says_nothing(one) || self.extends(other, one) || self.is_equal(one, other, 0) {
            return other;
        }
        // The narrowing schema was written for this place, or is one of many that refer to it.
        let of_other = &self.written[other.0].place;
        let place = if of_other.below(place).is_some() || place.parent() == of_other.parent() {
            of_other.child("allOf")
        } else {
            place.clone()
        };
        self.make(vec![one, other], |composer| Schema {
            all_of: vec![one, other],
            place,
            nullable: false,
            ..annotations(&composer.written[other.0])
        })
    }

    /// A schema with what another, which says nothing of its values, says beside them.
    fn annotated(&mut self, one: SchemaId, other: SchemaId) -> SchemaId {
        let schema = &self.written[other.0];
        let says_any = schema.read_only
            || schema.write_only
            || schema.deprecated
            || schema.nullable
            || schema.description.is_some()
            || schema.default.is_some();
        let known = self.annotated_by.get(&one).cloned().unwrap_or_default();
        // What a schema that leads back to itself was told once, it is not told again.
        if !says_any || known.contains(&other) || self.is_endless() {
            return one;
        }
        let made = self.make(vec![one, other], |composer| Schema {
            all_of: vec![one],
            place: composer.written[other.0].place.child("allOf"),
            ..annotations(&composer.written[other.0])
        });
        let all = self.annotated_by.entry(made).or_default();
        all.extend(known);
        all.insert(other);
        made
    }

    /// Whether a schema is made of another, directly or through others.
    pub(super) fn extends(&self, whole: SchemaId, part: SchemaId) -> bool {
        let part = self.end_of(part);
        let mut waiting = vec![self.end_of(whole)];
        let mut visited = HashSet::new();
        while let Some(id) = waiting.pop() {
            for above in &self.written[id.0].all_of {
                let above = self.end_of(*above);
                if above == part {
                    return true;
                }
                if visited.insert(above) {
                    waiting.push(above);
                }
            }
        }
        false
    }

    /// Whether two schemas say the same of their values.
    pub(super) fn is_equal(&self, one: SchemaId, other: SchemaId, depth: usize) -> bool {
        const DEEPEST: usize = 8;
        if one == other {
            return true;
        }
        if depth > DEEPEST {
            return false;
        }
        let (one, other) = (&self.written[one.0], &self.written[other.0]);
        let plain = |schema: &Schema| Schema {
            place: Default::default(),
            nullable: schema.nullable,
            properties: Default::default(),
            items: None,
            prefix_items: Vec::new(),
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            not: None,
            additional_properties: AdditionalProperties::Unsaid,
            title: None,
            description: None,
            default: None,
            examples: Arc::default(),
            deprecated: false,
            xml: None,
            value_names: Default::default(),
            value_descriptions: Default::default(),
            min_items: None,
            max_items: None,
            ..schema.clone()
        };
        let lists = |schema: &Schema| {
            [
                schema.prefix_items.clone(),
                schema.all_of.clone(),
                schema.one_of.clone(),
                schema.any_of.clone(),
                schema.items.into_iter().collect(),
            ]
        };
        let same_list = |(one, other): (&Vec<SchemaId>, &Vec<SchemaId>)| {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| self.is_equal(*one, *other, depth + 1))
        };
        let same_additional = match (one.additional_properties, other.additional_properties) {
            (AdditionalProperties::Typed(one), AdditionalProperties::Typed(other)) => {
                self.is_equal(one, other, depth + 1)
            }
            (one, other) => one == other,
        };
        plain(one) == plain(other)
            && same_additional
            && lists(one).iter().zip(&lists(other)).all(same_list)
            && one.properties.len() == other.properties.len()
            && one.properties.iter().all(|(name, property)| {
                other
                    .properties
                    .get(name)
                    .is_some_and(|other| self.is_equal(*property, *other, depth + 1))
            })
    }
}

/// A merged schema with what the whole says about itself.
fn with_annotations_of(merged: Schema, own: &Schema) -> Schema {
    Schema {
        place: own.place.clone(),
        title: own.title.clone(),
        description: own.description.clone(),
        examples: own.examples.clone(),
        deprecated: own.deprecated,
        read_only: own.read_only,
        write_only: own.write_only,
        xml: own.xml.clone(),
        ..merged
    }
}
