//! Which schemas need a name, and which name their places ask for.

mod forms;
pub(super) mod names;

use std::collections::{HashMap, HashSet, VecDeque};

use super::super::Context;
use super::super::classify::{Class, classify};
use super::super::naming::{Case, Claim, Rank};
use super::super::operations::media_types::{Kind, kind, preferred};
use super::super::operations::request_bodies;
use super::super::response_bodies;
use super::super::responses::is_success;
use super::component_place;
use super::places::Owners;
use super::variants::labels;
use crate::model::types::{Origin, TypeId};
use crate::spec;
use crate::spec::pointer::Pointer;
use crate::spec::schema::{AdditionalProperties, SchemaId};
pub use forms::FormOf;

/// A type to be.
#[derive(Debug)]
pub struct Declaration {
    /// The schema.
    pub schema: SchemaId,
    /// The name that its place asks for.
    pub claim: Claim,
    /// What its name is kept for.
    pub origin: Origin,
    /// Whether it is a second name for a component that has its own.
    pub is_second_name: bool,
    /// Whether its values are the parts of a `multipart/form-data` body.
    pub form: Option<FormOf>,
    module: usize,
}

/// All types to be; the index of a declaration is that of its [`TypeId`].
#[derive(Debug, Default)]
pub struct Declarations {
    /// In the order of the document, each component before the schemas within it.
    pub types: Vec<Declaration>,
    modules: Vec<Module>,
    module_of: HashMap<Pointer, usize>,
    declared: HashSet<SchemaId>,
    /// The components that only refer to a schema which is no component, and give it its name.
    named_by: HashMap<SchemaId, String>,
    /// The objects that are the parts of bodies, and whether they are JSON too.
    forms: HashMap<SchemaId, bool>,
    /// Schemas that are still to be declared where nothing else does.
    referenced: VecDeque<SchemaId>,
}

/// A file to be.
#[derive(Debug)]
struct Module {
    /// The component or operation whose types it holds.
    owner: Pointer,
    /// The owner's spelling on the wire.
    wire: String,
}

/// Declares every component, then what stands within operations and other components.
pub fn declare(
    operations: &[&spec::Operation],
    webhooks: &[&spec::Operation],
    context: &Context<'_, '_>,
) -> Declarations {
    let mut declarations = Declarations {
        named_by: names_of_others(context.spec),
        forms: context.schemas().forms(operations, webhooks),
        ..Declarations::default()
    };
    for (name, id) in &context.spec.component_schemas {
        declarations.component(name, *id, context);
    }
    let owners = Owners::new(operations.iter().chain(webhooks).copied());
    for operation in operations {
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| parameter.schema);
        let bodies = operation.request_body.iter();
        let bodies = bodies.flat_map(|body| request_bodies::typed(body, context));
        for id in parameters.chain(bodies) {
            declarations.elsewhere(id, &owners, context);
        }
        // The successes and errors that callers get without asking have their names first.
        let responses = operation.responses.iter();
        let mut typed: Vec<_> = responses
            .flat_map(|response| {
                let is_success = is_success(response.status, operation);
                response_bodies::typed(&response.content, is_success, context.spec)
            })
            .collect();
        typed.sort_by_key(|(_, addition)| !addition.is_empty());
        for (id, addition) in typed {
            declarations.answered(id, &addition, &owners, context);
        }
        let headers = operation.responses.iter();
        let headers = headers.flat_map(|response| &response.headers);
        for id in headers.filter_map(|header| header.schema) {
            declarations.elsewhere(id, &owners, context);
        }
    }
    for webhook in webhooks {
        let body = webhook.request_body.iter();
        for id in body.filter_map(|body| received(&body.content, context.spec)) {
            declarations.elsewhere(id, &owners, context);
        }
    }
    declarations.second_forms(&owners, context);
    // What only references reach, such as a property of another schema, is named after its own place.
    while let Some(id) = declarations.referenced.pop_front() {
        declarations.elsewhere(id, &owners, context);
    }
    declarations
}

/// The name of the property that the beginning of a way within a schema leads to.
fn property_of(way: &str) -> Option<String> {
    let pointer = Pointer::parse(way)?;
    let mut tokens = pointer.tokens();
    tokens.find(|token| token == "properties")?;
    tokens.next()
}

/// Which component names a schema that several may refer to and that is none: one that is spelled as the schema
/// or its file, else the first by name.
fn names_of_others(spec: &spec::Spec) -> HashMap<SchemaId, String> {
    let mut named_by: HashMap<SchemaId, String> = HashMap::new();
    let components: HashSet<&Pointer> = spec
        .component_schemas
        .iter()
        .filter(|(name, id)| spec.schema(**id).place == component_place(name))
        .map(|(_, id)| &spec.schema(*id).place)
        .collect();
    for (name, id) in &spec.component_schemas {
        let place = &spec.schema(*id).place;
        if components.contains(place) {
            continue;
        }
        let file = place.file().rsplit('/').next().unwrap_or_default();
        let stem = file.split('.').next().unwrap_or_default().to_owned();
        let own = place.last().unwrap_or(stem);
        let key = |name: &str| (name != own, name.to_owned());
        let known = named_by.entry(*id).or_insert_with(|| name.clone());
        if key(name) < key(known) {
            known.clone_from(name);
        }
    }
    named_by
}

/// The schema of the media type in which a webhook is read, where it has types.
fn received(content: &[spec::MediaType], spec: &spec::Spec) -> Option<SchemaId> {
    preferred(content, spec)
        .filter(|media_type| kind(media_type, spec) == Kind::Json)
        .and_then(|media_type| media_type.schema)
}

impl Declarations {
    /// Which schema becomes which type.
    pub fn by_schema(&self) -> HashMap<SchemaId, TypeId> {
        let own = self
            .types
            .iter()
            .enumerate()
            .filter(|(_, one)| !one.is_second_name && one.form != Some(FormOf::JsonToo));
        own.map(|(index, one)| (one.schema, TypeId(index)))
            .collect()
    }

    fn component(&mut self, name: &str, id: SchemaId, context: &Context<'_, '_>) {
        let place = component_place(name);
        let module = self.module(&place, name);
        let claim = Claim {
            wanted: context.naming.words(name, Case::UpperCamel),
            wire: name.to_owned(),
            rank: Rank::Named,
            place: place.clone(),
        };
        // Whoever names it names that type of Rust; its parts are not there.
        if context
            .types
            .peek(&place)
            .is_some_and(|ty| ty.with.is_none())
        {
            self.declared.insert(id);
            return;
        }
        let gives_name = self.named_by.get(&id).is_some_and(|by| by == name);
        if context.spec.schema(id).place != place && !gives_name {
            self.types.push(Declaration {
                schema: id,
                claim,
                origin: Origin::default(),
                is_second_name: true,
                form: None,
                module,
            });
            return;
        }
        let wanted = claim.wanted.clone();
        self.declared.insert(id);
        self.types.push(Declaration {
            schema: id,
            claim,
            origin: Origin::default(),
            is_second_name: false,
            form: self.own_form(id),
            module,
        });
        self.within(id, &wanted, module, context);
    }

    /// A schema that no component leads to.
    fn elsewhere(&mut self, id: SchemaId, owners: &Owners<'_>, context: &Context<'_, '_>) {
        self.answered(id, "", owners, context);
    }

    /// A schema that no component leads to, with words to add to a name that is made of its place.
    fn answered(
        &mut self,
        id: SchemaId,
        addition: &str,
        owners: &Owners<'_>,
        context: &Context<'_, '_>,
    ) {
        if self.declared.contains(&id) {
            return;
        }
        let owner = owners.of(&context.spec.schema(id).place, &context.naming);
        let module = self.module(&owner.place, &owner.wire);
        let wanted = match owner.rank {
            Rank::Derived if !addition.is_empty() => {
                let addition = context.naming.words(addition, Case::UpperCamel);
                format!("{}{addition}", owner.wanted)
            }
            _ => owner.wanted,
        };
        self.inline(id, &wanted, owner.rank, module, context);
    }

    /// The module of an owner, made when it is first asked for.
    fn module(&mut self, place: &Pointer, wire: &str) -> usize {
        let next = self.modules.len();
        let index = *self.module_of.entry(place.clone()).or_insert(next);
        if index == next {
            self.modules.push(Module {
                owner: place.clone(),
                wire: wire.to_owned(),
            });
        }
        index
    }

    /// A schema that stands within another, or within an operation.
    fn inline(
        &mut self,
        id: SchemaId,
        wanted: &str,
        rank: Rank,
        module: usize,
        context: &Context<'_, '_>,
    ) {
        if !self.declared.insert(id) {
            return;
        }
        let schema = context.spec.schema(id);
        let external = context.types.peek(&schema.place);
        if external.is_some_and(|ty| ty.with.is_none()) {
            return;
        }
        if external.is_some() || classify(schema).is_named() {
            let claim = Claim {
                place: schema.place.clone(),
                wire: wanted.to_owned(),
                wanted: wanted.to_owned(),
                rank,
            };
            self.types.push(Declaration {
                schema: id,
                claim,
                origin: Origin::default(),
                is_second_name: false,
                form: self.own_form(id),
                module,
            });
        }
        self.within(id, wanted, module, context);
    }

    /// The schemas that stand within a schema. What it only refers to is named after its own place, later.
    fn within(&mut self, id: SchemaId, wanted: &str, module: usize, context: &Context<'_, '_>) {
        let schema = context.spec.schema(id);
        if context.types.peek(&schema.place).is_some() {
            return;
        }
        let properties: HashMap<SchemaId, Vec<&String>> = schema.properties.iter().fold(
            HashMap::new(),
            |mut names: HashMap<SchemaId, Vec<&String>>, (name, id)| {
                names.entry(*id).or_default().push(name);
                names
            },
        );
        for (child, wanted) in self.children(id, wanted, context) {
            let place = &context.spec.schema(child).place;
            // A property may refer to a schema within another, which is named after that one.
            let is_own = match (place.below(&schema.place), properties.get(&child)) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(below), Some(names)) => {
                    let property = property_of(below);
                    property.is_none_or(|own| {
                        names.iter().any(|name| **name == own)
                            && wanted.ends_with(&context.naming.words(&own, Case::UpperCamel))
                    })
                }
            };
            if is_own {
                self.inline(child, &wanted, Rank::Derived, module, context);
            } else {
                self.referenced.push_back(child);
            }
        }
    }

    /// The schemas that the values of a schema are made of, and what they are named after their parent.
    fn children(
        &self,
        id: SchemaId,
        wanted: &str,
        context: &Context<'_, '_>,
    ) -> Vec<(SchemaId, String)> {
        let schema = context.spec.schema(id);
        let child =
            |name: &str| format!("{wanted}{}", context.naming.words(name, Case::UpperCamel));
        match classify(schema) {
            Class::Struct => {
                let values = match schema.additional_properties {
                    AdditionalProperties::Typed(values) => Some((values, child("value"))),
                    _ => None,
                };
                // A part needs no type of its own.
                let schemas = context.schemas();
                let is_form = self.own_form(id).is_some();
                let values =
                    values.filter(|(values, _)| !is_form || schemas.part(*values).is_none());
                let properties = schema.properties.iter();
                let properties = properties
                    .filter(|(_, property)| !is_form || schemas.part(**property).is_none());
                let properties = properties.map(|(name, property)| (*property, child(name)));
                properties.chain(values).collect()
            }
            Class::List(Some(items)) => vec![(items, child("item"))],
            Class::Map(Some(values)) => vec![(values, child("value"))],
            Class::Tuple(items) => items
                .into_iter()
                .enumerate()
                .map(|(index, item)| (item, child(&format!("item {index}"))))
                .collect(),
            Class::Same(same) => vec![(same, wanted.to_owned())],
            Class::Union => {
                let Some(union) = context.unions.get(&id) else {
                    return Vec::new();
                };
                let labels = labels(union, context);
                let variants = union.variants.iter().zip(labels);
                variants
                    .map(|(variant, label)| (variant.schema, child(&label)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}
