//! `oneOf` and `anyOf` in one normal form: no null, no choice within a choice, one schema for all strings.

use std::collections::HashSet;
use std::sync::Arc;

use super::merge::{Choice, Whole};
use super::{Composer, Union, Variant, annotations};
use crate::report::Code;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId, SchemaType};

impl Composer<'_> {
    /// A merged schema with the choices that stand beside its keywords.
    pub(super) fn with_choices(&mut self, id: SchemaId, whole: Whole) -> Schema {
        let Whole {
            mut schema,
            choices,
            ..
        } = whole;
        // A choice between limits, such as which properties are required, makes no types.
        let mut choices: Vec<Choice> = choices
            .into_iter()
            .filter(|choice| self.is_more_than_limits(choice, &schema))
            .collect();
        match (choices.pop(), choices.is_empty()) {
            (None, _) => schema,
            (Some(choice), true) => {
                let own = annotations(&schema);
                if !self.says_more(&schema, &choice) {
                    return self.choice(id, own, choice);
                }
                if self.is_endless() {
                    schema.untyped = Some("a composition of compositions without end");
                    return schema;
                }
                let choice = self.distributed(id, &schema, choice);
                self.choice(id, own, choice)
            }
            (Some(_), false) => {
                const SEVERAL: &str = "more than one choice between schemas at one place";
                if schema.properties.is_empty() {
                    schema.untyped = Some(SEVERAL);
                } else {
                    schema.additional_properties = AdditionalProperties::Any;
                    self.report
                        .warning(Code::Untyped, &schema.place, format!("{SEVERAL} is not typed"))
                        .help("the properties of the choices are any JSON in Rust, and nothing of them is lost");
                }
                schema
            }
        }
    }

    /// Whether the variants of a choice tell anything beside limits of what is said already.
    fn is_more_than_limits(&self, choice: &Choice, schema: &Schema) -> bool {
        choice.variants.iter().any(|variant| {
            let variant = &self.written[self.end_of(*variant).0];
            let is_composed = !variant.all_of.is_empty()
                || !variant.one_of.is_empty()
                || !variant.any_of.is_empty();
            let known = |name: &String| schema.properties.contains_key(name);
            let only_limits = !variant.has_type()
                || (!variant.properties.is_empty() && variant.properties.keys().all(known));
            is_composed || !only_limits
        })
    }

    /// Whether a schema says something that the variants of its choice have to be given.
    fn says_more(&self, schema: &Schema, choice: &Choice) -> bool {
        let has_type = |variant: &SchemaId| {
            let end = &self.written[self.end_of(*variant).0];
            end.ty.is_some()
                || !end.properties.is_empty()
                || !end.all_of.is_empty()
                || !end.one_of.is_empty()
                || !end.any_of.is_empty()
        };
        schema.has_more_than_type()
            || !schema.required.is_empty()
            || (schema.ty.is_some() && !choice.variants.iter().all(has_type))
    }

    /// The choice with what stands beside it said by every variant.
    fn distributed(&mut self, id: SchemaId, schema: &Schema, choice: Choice) -> Choice {
        let place = schema.place.clone();
        let base = self.make(vec![id], |_| Schema {
            place: place.child("allOf"),
            nullable: schema.nullable,
            title: None,
            description: None,
            examples: Arc::default(),
            default: None,
            ..schema.clone()
        });
        let mut variants = Vec::new();
        let mut discriminator = choice.discriminator.map(Arc::unwrap_or_clone);
        for (index, variant) in choice.variants.iter().enumerate() {
            // A variant that extends the schema says all of it already.
            if self.is_null(*variant) || self.extends(*variant, id) {
                variants.push(*variant);
                continue;
            }
            let name = self
                .components
                .get(variant)
                .and_then(|names| names.first())
                .cloned();
            let of_both = self.make(vec![id, base, *variant], |composer| {
                let variant_schema = &composer.written[variant.0];
                Schema {
                    place: place.child("oneOf").child(index),
                    all_of: vec![base, *variant],
                    title: name.clone().or_else(|| variant_schema.title.clone()),
                    description: variant_schema.description.clone(),
                    ..Schema::default()
                }
            });
            // The mapping means the variants as they were.
            if let Some(discriminator) = &mut discriminator {
                for target in discriminator.mapping.values_mut() {
                    if self.end_of(*target) == self.end_of(*variant) {
                        *target = of_both;
                    }
                }
                let mut targets = discriminator.mapping.values();
                if let Some(name) = name
                    && !targets.any(|target| *target == of_both)
                {
                    discriminator.mapping.insert(name, of_both);
                }
            }
            variants.push(of_both);
        }
        Choice {
            variants,
            discriminator: discriminator.map(Arc::new),
        }
    }

    /// A choice with nothing beside it.
    pub(super) fn choice(&mut self, id: SchemaId, own: Schema, choice: Choice) -> Schema {
        let mut own = own;
        let mut variants = Vec::new();
        for variant in &choice.variants {
            self.add_variant(id, *variant, &mut variants, &mut own.nullable, 0);
        }
        if variants
            .iter()
            .any(|variant| !self.written[variant.0].says_something())
        {
            // Anything is a value of such a variant, so it is one of the choice.
            return own;
        }
        own.nullable |= variants.iter().any(|variant| self.is_nullable(*variant));
        for ty in [
            SchemaType::String,
            SchemaType::Integer,
            SchemaType::Number,
            SchemaType::Boolean,
        ] {
            self.unite(id, ty, &mut variants, &own);
        }
        match variants.as_slice() {
            [] => Schema {
                ty: Some(SchemaType::Null),
                ..own
            },
            // A type that was made for this choice is what the choice is.
            [only]
                if self.is_made(*only)
                    && self.written[only.0].place.parent() == Some(own.place.child("anyOf")) =>
            {
                let made = &self.written[only.0];
                Schema {
                    ty: made.ty,
                    format: made.format.clone(),
                    enumeration: made.enumeration.clone(),
                    is_open: made.is_open,
                    value_names: made.value_names.clone(),
                    value_descriptions: made.value_descriptions.clone(),
                    ..own
                }
            }
            // With a discriminator there may be more variants some day.
            [only] if choice.discriminator.is_none() => Schema {
                all_of: vec![*only],
                ..own
            },
            _ => {
                let tagged = self.tags(&variants, choice.discriminator.as_ref(), 0);
                let union = match tagged {
                    Some((tag, tags)) => Union {
                        tag: Some(tag),
                        variants: variants
                            .iter()
                            .zip(tags)
                            .map(|(schema, tags)| Variant {
                                schema: *schema,
                                tags,
                            })
                            .collect(),
                    },
                    None => Union {
                        tag: None,
                        variants: variants
                            .iter()
                            .map(|schema| Variant {
                                schema: *schema,
                                tags: Vec::new(),
                            })
                            .collect(),
                    },
                };
                self.unions.insert(id, union);
                Schema {
                    one_of: variants,
                    ..own
                }
            }
        }
    }

    /// Adds a variant, or the variants of a choice without a name of its own.
    ///
    /// A choice that leads back to the whole one adds nothing but its other variants.
    fn add_variant(
        &self,
        whole: SchemaId,
        variant: SchemaId,
        variants: &mut Vec<SchemaId>,
        nullable: &mut bool,
        depth: usize,
    ) {
        const DEEPEST: usize = 16;
        if self.is_null(variant) {
            *nullable = true;
            return;
        }
        if self.end_of(variant) == whole {
            return;
        }
        let schema = &self.written[variant.0];
        let is_plain_choice = !schema.has_type()
            && schema.all_of.is_empty()
            && schema.required.is_empty()
            && schema.discriminator.is_none()
            && schema.one_of.is_empty() != schema.any_of.is_empty();
        let is_flattened = is_plain_choice
            && (!self.components.contains_key(&variant) || self.leads_to(variant, whole));
        if is_flattened && depth < DEEPEST {
            *nullable |= schema.nullable;
            for inner in schema.one_of.iter().chain(&schema.any_of) {
                self.add_variant(whole, *inner, variants, nullable, depth + 1);
            }
            return;
        }
        let is_component = self.components.contains_key(&variant);
        let is_known = variants.iter().any(|known| {
            self.end_of(*known) == self.end_of(variant)
                || (!is_component && self.is_equal(*known, variant, 0))
        });
        if !is_known {
            variants.push(variant);
        }
    }

    /// Whether a choice leads to another through choices alone, so that one value is of both.
    fn leads_to(&self, choice: SchemaId, other: SchemaId) -> bool {
        let mut waiting = vec![choice];
        let mut visited = HashSet::new();
        while let Some(id) = waiting.pop() {
            let schema = &self.written[self.end_of(id).0];
            for inner in schema.one_of.iter().chain(&schema.any_of) {
                let inner = self.end_of(*inner);
                if inner == other {
                    return true;
                }
                if visited.insert(inner) {
                    waiting.push(inner);
                }
            }
        }
        false
    }

    /// Whether null is the only value of a schema, or all that it says.
    fn is_null(&self, id: SchemaId) -> bool {
        let schema = &self.written[self.end_of(id).0];
        schema.ty == Some(SchemaType::Null) || (!schema.says_something() && self.is_nullable(id))
    }

    /// Makes one variant of all strings, or of all integers and so on: an open enumeration takes any value
    /// of its type, so two of them could not be told apart.
    fn unite(&mut self, id: SchemaId, ty: SchemaType, variants: &mut Vec<SchemaId>, own: &Schema) {
        let plain: Vec<(SchemaId, Schema)> = variants
            .iter()
            .filter_map(|variant| Some((*variant, self.plain(*variant, ty)?)))
            .collect();
        if plain.len() < 2 {
            return;
        }
        let united: Vec<SchemaId> = plain.iter().map(|(variant, _)| *variant).collect();
        let mut whole = Schema {
            ty: Some(ty),
            ..Schema::default()
        };
        let mut formats = Vec::new();
        for (_, schema) in plain {
            formats.push(schema.format.clone());
            whole.is_open |= schema.enumeration.is_empty();
            for value in &schema.enumeration {
                if !whole.enumeration.contains(value) {
                    whole.enumeration.push(value.clone());
                }
            }
            whole.value_names.extend(schema.value_names.clone());
            whole
                .value_descriptions
                .extend(schema.value_descriptions.clone());
        }
        formats.dedup();
        let binary = Some("binary".to_owned());
        if let [format] = formats.as_slice() {
            whole.format = format.clone();
        } else if formats.contains(&binary) && whole.enumeration.is_empty() {
            // Bytes are any text as well.
            whole.format = binary;
        }
        let is_boolean = ty == SchemaType::Boolean;
        if is_boolean {
            whole.enumeration = Vec::new();
        }
        let index = variants
            .iter()
            .position(|variant| *variant == united[0])
            .unwrap_or(0);
        whole.place = own
            .place
            .child("anyOf")
            .child(super::super::types::kind_name(ty));
        // Of each choice its own: a type is named after its place.
        let parts = [id].into_iter().chain(united.iter().copied()).collect();
        let made = self.make(parts, |_| whole);
        variants.retain(|variant| !united.contains(variant));
        variants.insert(index.min(variants.len()), made);
    }

    /// What a schema says, where it is of one type and no choice.
    fn plain(&mut self, id: SchemaId, ty: SchemaType) -> Option<Schema> {
        let end = self.end_of(id);
        let whole = self.merged(end, &mut Default::default());
        (whole.schema.ty == Some(ty) && whole.choices.is_empty() && whole.schema.untyped.is_none())
            .then_some(whole.schema)
    }
}
