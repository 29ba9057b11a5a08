//! Whether an example satisfies the schema that it is an example of.
//!
//! Only what makes types is checked: types, required properties, lists of values, compositions. An example
//! that breaks a limit, such as a length, is decoded all the same.

use std::cell::Cell;

use serde_json::{Map, Value};

use super::Spec;
use super::schema::{AdditionalProperties, Schema, SchemaId, SchemaType};

/// How deep values are looked at.
const DEEPEST: usize = 64;

/// How often schemas are looked at for one value: compositions may lead to each other in many ways. What is
/// beyond that passes.
const MOST_STEPS: usize = 100_000;

/// Checks a value.
///
/// # Errors
/// What is wrong with it, and where.
pub fn check(spec: &Spec, id: SchemaId, value: &Value) -> Result<(), String> {
    let checker = Checker {
        spec,
        steps: Cell::new(0),
    };
    checker.check_at(id, value, "", 0)
}

struct Checker<'s> {
    spec: &'s Spec,
    steps: Cell<usize>,
}

impl Checker<'_> {
    /// Counts a step, and answers whether more may be taken.
    fn goes_on(&self, depth: usize) -> bool {
        self.steps.set(self.steps.get() + 1);
        depth <= DEEPEST && self.steps.get() <= MOST_STEPS
    }

    fn check_at(
        &self,
        id: SchemaId,
        value: &Value,
        place: &str,
        depth: usize,
    ) -> Result<(), String> {
        let schema = self.spec.schema(id);
        if !self.goes_on(depth) || (value.is_null() && self.is_nullable(id, 0)) {
            return Ok(());
        }
        let fault = |what: &str| {
            let at = if place.is_empty() {
                String::new()
            } else {
                format!(" at `{place}`")
            };
            Err(format!("{what}{at}"))
        };
        if let Some(ty) = schema.ty
            && !is_of(value, ty)
        {
            return fault(&format!("{} is expected", word(ty)));
        }
        if is_out_of_range(value, schema) {
            return fault("the number is beyond its format");
        }
        if !schema.enumeration.is_empty()
            && !schema
                .enumeration
                .iter()
                .any(|listed| is_same(listed, value))
        {
            return fault("the value is not listed");
        }
        for part in &schema.all_of {
            self.check_at(*part, value, place, depth + 1)?;
        }
        let is_choice = !schema.one_of.is_empty() || !schema.any_of.is_empty();
        if let (Some(discriminator), Value::Object(entries)) = (&schema.discriminator, value)
            && is_choice
            && !entries.contains_key(&discriminator.property)
        {
            let property = &discriminator.property;
            return fault(&format!("the discriminator `{property}` is missing"));
        }
        for choice in [&schema.one_of, &schema.any_of] {
            let fits = |part: &SchemaId| self.check_at(*part, value, place, depth + 1).is_ok();
            if !choice.is_empty() && !choice.iter().any(fits) {
                return fault("none of the choices fits");
            }
        }
        match value {
            Value::Object(entries) => self.check_object(schema, entries, place, depth),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let of_item = schema.prefix_items.get(index).copied().or(schema.items);
                    if let Some(of_item) = of_item {
                        self.check_at(of_item, item, &format!("{place}[{index}]"), depth + 1)?;
                    }
                }
                let is_short = (items.len() as u64) < schema.min_items.unwrap_or(0);
                if !schema.prefix_items.is_empty() && is_short {
                    return fault("the array is too short");
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn check_object(
        &self,
        schema: &Schema,
        entries: &Map<String, Value>,
        place: &str,
        depth: usize,
    ) -> Result<(), String> {
        let at = |name: &str| {
            if place.is_empty() {
                name.to_owned()
            } else {
                format!("{place}.{name}")
            }
        };
        for name in &schema.required {
            // One direction of the two may lack it.
            let goes_one_way = schema.properties.get(name).is_some_and(|id| {
                let property = self.spec.schema(*id);
                property.read_only || property.write_only
            });
            if !entries.contains_key(name) && !goes_one_way {
                return Err(format!("`{}` is required", at(name)));
            }
        }
        for (name, value) in entries {
            match (schema.properties.get(name), schema.additional_properties) {
                (Some(id), _) => self.check_at(*id, value, &at(name), depth + 1)?,
                (None, AdditionalProperties::Typed(id)) => {
                    self.check_at(id, value, &at(name), depth + 1)?;
                }
                (None, AdditionalProperties::Forbidden) if !schema.properties.is_empty() => {
                    return Err(format!("`{}` is not among the properties", at(name)));
                }
                (None, _) => {}
            }
        }
        Ok(())
    }

    fn is_nullable(&self, id: SchemaId, depth: usize) -> bool {
        let schema = self.spec.schema(id);
        let says_nothing = !schema.says_something();
        let any = |parts: &[SchemaId]| {
            self.goes_on(depth) && parts.iter().any(|part| self.is_nullable(*part, depth + 1))
        };
        let all = |parts: &[SchemaId]| {
            self.goes_on(depth)
                && !parts.is_empty()
                && parts.iter().all(|part| self.is_nullable(*part, depth + 1))
        };
        schema.nullable
            || schema.ty == Some(SchemaType::Null)
            || says_nothing
            || any(&schema.one_of)
            || any(&schema.any_of)
            || (!schema.has_type() && all(&schema.all_of))
    }
}

fn is_of(value: &Value, ty: SchemaType) -> bool {
    match ty {
        SchemaType::Boolean => value.is_boolean(),
        SchemaType::Integer => value.is_i64() || value.is_u64(),
        SchemaType::Number => value.is_number(),
        SchemaType::String => value.is_string(),
        SchemaType::Array => value.is_array(),
        SchemaType::Object => value.is_object(),
        SchemaType::Null => value.is_null(),
    }
}

const fn word(ty: SchemaType) -> &'static str {
    match ty {
        SchemaType::Boolean => "a boolean",
        SchemaType::Integer => "an integer",
        SchemaType::Number => "a number",
        SchemaType::String => "a string",
        SchemaType::Array => "an array",
        SchemaType::Object => "an object",
        SchemaType::Null => "null",
    }
}

fn is_out_of_range(value: &Value, schema: &Schema) -> bool {
    if schema.ty != Some(SchemaType::Integer) || !schema.enumeration.is_empty() {
        return false;
    }
    match (schema.format.as_deref(), value.as_i64()) {
        (Some("int32"), Some(value)) => i32::try_from(value).is_err(),
        (Some("uint64" | "uint"), _) => value.as_u64().is_none(),
        (_, None) => value.is_u64(),
        _ => false,
    }
}

fn is_same(one: &Value, other: &Value) -> bool {
    one == other || (one.is_number() && one.as_f64() == other.as_f64())
}

/// A value without the properties that no schema names: nothing promises to keep those.
pub fn named_parts(spec: &Spec, id: SchemaId, value: &Value) -> Value {
    prune(spec, &[id], value, 0)
}

fn prune(spec: &Spec, ids: &[SchemaId], value: &Value, depth: usize) -> Value {
    let mut all = Vec::new();
    for id in ids {
        add_parts(spec, *id, &mut all);
    }
    match value {
        Value::Object(entries) if depth < DEEPEST => {
            let is_open = all.iter().any(|id| {
                matches!(
                    spec.schema(*id).additional_properties,
                    AdditionalProperties::Any
                )
            });
            let has_names = all.iter().any(|id| !spec.schema(*id).properties.is_empty());
            let kept = entries.iter().filter_map(|(name, value)| {
                let mut below: Vec<SchemaId> = all
                    .iter()
                    .filter_map(|id| spec.schema(*id).properties.get(name).copied())
                    .collect();
                if below.is_empty() {
                    below.extend(all.iter().filter_map(|id| {
                        match spec.schema(*id).additional_properties {
                            AdditionalProperties::Typed(values) => Some(values),
                            _ => None,
                        }
                    }));
                }
                if below.is_empty() && has_names && !is_open {
                    return None;
                }
                Some((name.clone(), prune(spec, &below, value, depth + 1)))
            });
            Value::Object(kept.collect())
        }
        Value::Array(items) if depth < DEEPEST => items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let below: Vec<SchemaId> = all
                    .iter()
                    .filter_map(|id| {
                        let schema = spec.schema(*id);
                        schema.prefix_items.get(index).copied().or(schema.items)
                    })
                    .collect();
                prune(spec, &below, item, depth + 1)
            })
            .collect(),
        other => other.clone(),
    }
}

/// A schema and all that it is composed of.
fn add_parts(spec: &Spec, id: SchemaId, all: &mut Vec<SchemaId>) {
    if all.contains(&id) {
        return;
    }
    all.push(id);
    let schema = spec.schema(id);
    for part in schema
        .all_of
        .iter()
        .chain(&schema.one_of)
        .chain(&schema.any_of)
    {
        add_parts(spec, *part, all);
    }
}
