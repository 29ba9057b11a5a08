//! A schema together with what it is composed of by `allOf`.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::spec::Spec;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId, SchemaType};

/// How deep compositions are followed.
const DEEPEST: usize = 16;

/// What a schema says, wherever it says it.
#[derive(Debug, Default)]
pub struct View<'s> {
    /// The types that values may have, without null; empty for any.
    pub ty: BTreeSet<&'static str>,
    /// Whether a value may be null.
    pub nullable: bool,
    /// The properties by name.
    pub properties: IndexMap<&'s str, SchemaId>,
    /// The names of those that are required.
    pub required: BTreeSet<&'s str>,
    /// `items`.
    pub items: Option<SchemaId>,
    /// The schema of the other properties.
    pub additional: Option<SchemaId>,
    /// The branches of `oneOf` and `anyOf` by a name.
    pub branches: IndexMap<String, SchemaId>,
}

impl<'s> View<'s> {
    /// The view of a schema.
    pub fn of(spec: &'s Spec, schema: &'s Schema) -> Self {
        let mut view = Self::default();
        view.add(spec, schema, 0);
        view
    }

    fn add(&mut self, spec: &'s Spec, schema: &'s Schema, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        self.ty
            .extend(schema.ty.filter(|ty| *ty != SchemaType::Null).map(word));
        self.nullable |= schema.nullable;
        for (name, id) in &schema.properties {
            self.properties.entry(name).or_insert(*id);
        }
        self.required
            .extend(schema.required.iter().map(String::as_str));
        self.items = self.items.or(schema.items);
        if let AdditionalProperties::Typed(id) = schema.additional_properties {
            self.additional = self.additional.or(Some(id));
        }
        let branches: Vec<SchemaId> = [&schema.one_of, &schema.any_of]
            .into_iter()
            .flatten()
            .copied()
            .filter(|id| {
                let is_null = spec.schema(*id).ty == Some(SchemaType::Null);
                self.nullable |= is_null;
                !is_null
            })
            .collect();
        if let [only] = branches.as_slice() {
            // The other is null, or there is none.
            self.add(spec, spec.schema(*only), depth + 1);
        } else {
            for (index, id) in branches.into_iter().enumerate() {
                let branch = spec.schema(id);
                // One of several types.
                if branch.place == schema.place {
                    self.add(spec, branch, depth + 1);
                    continue;
                }
                let name = name_of(branch).unwrap_or_else(|| (index + 1).to_string());
                self.branches.entry(name).or_insert(id);
            }
        }
        for id in &schema.all_of {
            self.add(spec, spec.schema(*id), depth + 1);
        }
    }
}

/// The types, as readers know them.
pub fn name(types: &BTreeSet<&'static str>) -> String {
    if types.is_empty() {
        return "any".to_owned();
    }
    let types: Vec<&str> = types.iter().copied().collect();
    types.join(" | ")
}

/// The name of a component, or the title.
fn name_of(schema: &Schema) -> Option<String> {
    let tokens: Vec<String> = schema.place.tokens().collect();
    match tokens.as_slice() {
        [components, _, name] if components == "components" => Some(name.clone()),
        _ => schema.title.clone(),
    }
}

const fn word(ty: SchemaType) -> &'static str {
    match ty {
        SchemaType::Boolean => "boolean",
        SchemaType::Integer => "integer",
        SchemaType::Number => "number",
        SchemaType::String => "string",
        SchemaType::Array => "array",
        SchemaType::Object => "object",
        SchemaType::Null => "null",
    }
}
