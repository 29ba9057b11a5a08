//! What a schema says, wherever it says it: in itself, in what it is composed of by `allOf`, in the target of its
//! `$ref`, or in the one alternative that it leaves.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::diff::Version;
use crate::spec::pointer::Pointer;
use crate::spec::schema::{AdditionalProperties, Discriminator, Schema, SchemaId, SchemaType};

/// How deep compositions are followed.
const DEEPEST: usize = 16;

/// The names of types.
pub type Types = BTreeSet<&'static str>;

/// What a schema says.
#[derive(Debug, Default)]
pub struct View<'s> {
    /// The types that values may have, without null; `None` for any.
    pub types: Option<Types>,
    /// Whether a value may be null.
    pub nullable: bool,
    /// The properties by name; each may be described more than once.
    pub properties: IndexMap<&'s str, Vec<SchemaId>>,
    /// The properties that must not be there.
    pub forbidden: BTreeSet<&'s str>,
    /// The names of those that must be there.
    pub required: BTreeSet<&'s str>,
    /// `items`.
    pub items: Vec<SchemaId>,
    /// `prefixItems`.
    pub prefix: Vec<SchemaId>,
    /// Whether no items follow those.
    pub is_closed_array: bool,
    /// The schemas of the other properties.
    pub additional: Vec<SchemaId>,
    /// Whether there may be no other properties.
    pub is_closed: bool,
    /// `patternProperties`, with the schemas that are known.
    pub patterns: BTreeMap<&'s str, (Option<SchemaId>, &'s Value)>,
    /// `oneOf` and `anyOf` of several alternatives.
    pub choices: Vec<Choice>,
    /// `not`.
    pub nots: Vec<SchemaId>,
    /// The discriminator, and where it stands.
    pub discriminator: Option<(&'s Discriminator, Pointer)>,
    /// The schemas that say all this, the first being the schema itself.
    pub members: IndexSet<SchemaId>,
}

/// Several alternatives.
#[derive(Debug)]
pub struct Choice {
    /// Whether a value must be of one alone: `oneOf`.
    pub is_exclusive: bool,
    /// The alternatives, without null.
    pub branches: Vec<SchemaId>,
    /// The schema that has the keyword.
    pub holder: SchemaId,
}

/// What one schema says of the kind of its values.
#[derive(Default)]
struct Kind {
    types: Option<Types>,
    nullable: Option<bool>,
}

impl Kind {
    /// What holds where both hold.
    fn and(self, other: Self) -> Self {
        let types = match (self.types, other.types) {
            (Some(one), Some(other)) => Some(both(&one, &other)),
            (one, other) => one.or(other),
        };
        let nullable = match (self.nullable, other.nullable) {
            (Some(one), Some(other)) => Some(one && other),
            (one, other) => one.or(other),
        };
        Self { types, nullable }
    }
}

/// The types that are in both; the first ones where none is.
fn both(one: &Types, other: &Types) -> Types {
    let within = |ty: &&str, types: &Types| {
        types.contains(*ty) || (**ty == *"integer" && types.contains("number"))
    };
    let shared: Types = one
        .iter()
        .filter(|ty| within(ty, other))
        .chain(other.iter().filter(|ty| within(ty, one)))
        .copied()
        .collect();
    if shared.is_empty() {
        one.min(other).clone()
    } else {
        shared
    }
}

impl<'s> View<'s> {
    /// The view of a schema.
    pub fn of(version: &'s Version, id: SchemaId) -> Self {
        let mut view = Self::default();
        let kind = view.add(version, id, 0);
        view.types = kind.types;
        view.nullable = kind.nullable.unwrap_or_default();
        view
    }

    /// Whether it says nothing of its values.
    pub fn is_any(&self) -> bool {
        self.types.is_none()
            && !self.nullable
            && self.choices.is_empty()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.items.is_empty()
    }

    fn add(&mut self, version: &'s Version, id: SchemaId, depth: usize) -> Kind {
        if depth > DEEPEST || !self.members.insert(id) {
            return Kind::default();
        }
        let schema = version.spec.schema(id);
        self.add_properties(version, schema);
        if let Some(items) = schema.items {
            push(&mut self.items, items);
        }
        if self.prefix.len() < schema.prefix_items.len() {
            self.prefix.clone_from(&schema.prefix_items);
        }
        self.is_closed_array |= schema.is_closed_array;
        self.nots.extend(schema.not);
        if let (Some(discriminator), None) = (&schema.discriminator, &self.discriminator) {
            let place = schema.place.child("discriminator");
            self.discriminator = Some((discriminator, place));
        }
        let mut kind = Kind {
            types: schema.ty.map(|ty| Types::from([word(ty)])),
            nullable: schema.ty.map(|_| schema.nullable),
        };
        for (branches, is_exclusive) in [(&schema.one_of, true), (&schema.any_of, false)] {
            kind = kind.and(self.add_choice(version, id, branches, is_exclusive, depth));
        }
        for id in &schema.all_of {
            kind = kind.and(self.add(version, *id, depth + 1));
        }
        if schema.nullable {
            kind.nullable = Some(true);
        }
        kind
    }

    fn add_properties(&mut self, version: &'s Version, schema: &'s Schema) {
        for (name, id) in &schema.properties {
            push(self.properties.entry(name).or_default(), *id);
        }
        let required = schema.required.iter().map(String::as_str);
        self.required.extend(required);
        let node = version.document.find(&schema.place);
        let node = node.and_then(Value::as_object);
        let entries = |keyword: &str| {
            let entries = node.and_then(|node| node.get(keyword)?.as_object());
            entries.into_iter().flatten()
        };
        let forbidden = entries("properties").filter(|(_, value)| **value == Value::Bool(false));
        self.forbidden
            .extend(forbidden.map(|(name, _)| name.as_str()));
        let patterns: Vec<_> = entries("patternProperties").collect();
        let mut typed = match schema.additional_properties {
            AdditionalProperties::Typed(id) => Some(id),
            AdditionalProperties::Forbidden => {
                self.is_closed = true;
                None
            }
            AdditionalProperties::Any | AdditionalProperties::Unsaid => None,
        };
        let additional = node.and_then(|node| node.get("additionalProperties"));
        self.is_closed |= additional == Some(&Value::Bool(false));
        if let [(name, value)] = patterns.as_slice() {
            // It is the schema of the pattern where there is one alone.
            let id = typed.take();
            self.patterns.insert(name, (id, value));
        } else {
            let untyped = patterns
                .into_iter()
                .map(|(name, value)| (name.as_str(), (None, value)));
            self.patterns.extend(untyped);
        }
        // Another keyword gave the schema where this one is absent.
        let is_own = node.is_none() || additional.is_some_and(Value::is_object);
        if let Some(id) = typed.filter(|_| is_own) {
            push(&mut self.additional, id);
        }
    }

    fn add_choice(
        &mut self,
        version: &'s Version,
        holder: SchemaId,
        all: &[SchemaId],
        is_exclusive: bool,
        depth: usize,
    ) -> Kind {
        let spec = &version.spec;
        let is_null = |id: &&SchemaId| spec.schema(**id).ty == Some(SchemaType::Null);
        let has_null = all.iter().any(|id| is_null(&id));
        let branches: Vec<SchemaId> = all.iter().filter(|id| !is_null(id)).copied().collect();
        let mut kind = match branches.as_slice() {
            [] => Kind::default(),
            [only] => self.add(version, *only, depth + 1),
            _ if is_of_types(version, holder, &branches) => {
                let mut kind = Kind {
                    types: Some(Types::new()),
                    nullable: Some(false),
                };
                for id in &branches {
                    let one = self.add(version, *id, depth + 1);
                    if let (Some(types), Some(own)) = (&mut kind.types, one.types) {
                        types.extend(own);
                    }
                    kind.nullable = kind.nullable.max(one.nullable);
                }
                kind
            }
            _ => {
                self.choices.push(Choice {
                    is_exclusive,
                    branches,
                    holder,
                });
                Kind::default()
            }
        };
        if has_null {
            kind.nullable = Some(true);
        }
        kind
    }
}

fn push(all: &mut Vec<SchemaId>, id: SchemaId) {
    if !all.contains(&id) {
        all.push(id);
    }
}

/// Whether alternatives are but another way to write several types.
fn is_of_types(version: &Version, holder: SchemaId, branches: &[SchemaId]) -> bool {
    let holder = version.spec.schema(holder);
    let mut words = Types::new();
    branches.iter().all(|id| {
        let branch = version.spec.schema(*id);
        let is_plain = branch.one_of.is_empty()
            && branch.any_of.is_empty()
            && branch.all_of.is_empty()
            && branch.title.is_none();
        let is_new = branch.ty.is_some_and(|ty| words.insert(word(ty)));
        is_plain && is_new && branch.place.is_within(&holder.place)
    })
}

/// The types, as readers know them.
pub fn name(types: Option<&Types>) -> String {
    let Some(types) = types else {
        return "any".to_owned();
    };
    let types: Vec<&str> = types.iter().copied().collect();
    types.join(" | ")
}

/// The name of a component schema.
pub fn component(schema: &Schema) -> Option<String> {
    schema.place.component_schema()
}

/// The name of a type.
pub const fn word(ty: SchemaType) -> &'static str {
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
