//! Schemas to types.
//!
//! First every schema that needs a name is declared, with the name that its place asks for; then all names
//! are settled at once; then the types are built.

mod build;
mod declare;
mod kept;
mod places;
mod variants;

use std::collections::HashMap;

use super::Context;
use super::classify::{Class, resolve};
use crate::model::operation::Payload;
use crate::model::types::{Docs, FormerType, Presence, TypeDef, TypeId, TypeKind, TypeRef};
use crate::model::{TypeModule, ident::Ident};
use crate::report::Code;
use crate::spec;
use crate::spec::pointer::Pointer;
use crate::spec::schema::{Schema, SchemaId, SchemaType};
use kept::KeptTypes;

/// The types of a document, and which schema became which.
#[derive(Debug)]
pub struct TypeTable {
    by_schema: HashMap<SchemaId, TypeId>,
    /// The objects that are the parts of a `multipart/form-data` body.
    forms: HashMap<SchemaId, TypeId>,
    types: Vec<TypeDef>,
    modules: Vec<TypeModule>,
    former: Vec<FormerType>,
}

/// How deep lists and maps may be nested without a name between them.
const DEEPEST: usize = 64;

/// Makes the types of all components, and of what the operations hold.
///
/// Of what the API sends by itself it is the bodies.
pub fn lower(
    operations: &[&spec::Operation],
    webhooks: &[&spec::Operation],
    context: &mut Context<'_, '_>,
) -> TypeTable {
    // All that can be named so, used or not.
    for schema in &context.spec.schemas {
        context.types.get(&schema.place);
    }
    let mut declarations = declare::declare(operations, webhooks, context);
    declarations.find_origins(context);
    let kept = KeptTypes::of(&declarations.types, operations, context);
    let idents = declarations.idents(&kept.names, context);
    let owners = kept.owners(&idents, context);
    let former = kept.former(&idents, context);
    let modules = declarations.modules(&idents, context);
    let mut table = TypeTable {
        by_schema: declarations.by_schema(),
        forms: declarations.forms(),
        types: Vec::new(),
        modules,
        former,
    };
    let names = idents.into_iter().zip(owners).collect();
    build::build(&declarations, names, &mut table, context);
    table
}

impl TypeTable {
    /// The types, their modules and their former names.
    pub fn into_types(self) -> (Vec<TypeDef>, Vec<TypeModule>, Vec<FormerType>) {
        (self.types, self.modules, self.former)
    }

    /// What a `multipart/form-data` body of a schema holds, where its parts are typed.
    pub fn form(&self, id: SchemaId, context: &Context<'_, '_>) -> Option<Payload> {
        let form = context.schemas().form(id)?;
        let type_id = self.forms.get(&form)?;
        Some(Payload::Json(TypeRef::Named(*type_id)))
    }

    /// Whether a type is the parts of a body, and not JSON.
    pub fn is_form(&self, ty: &TypeRef) -> bool {
        ty.any(&|ty| match ty {
            TypeRef::Named(id) => self.types.get(id.0).is_some_and(|one| match &one.kind {
                TypeKind::Struct(one) => one.is_multipart,
                TypeKind::Alias(ty) => self.is_form(ty),
                _ => false,
            }),
            _ => false,
        })
    }

    /// A type where each name for another type is that type.
    pub fn without_names(&self, ty: &TypeRef) -> TypeRef {
        let inner = |ty: &TypeRef| Box::new(self.without_names(ty));
        match ty {
            TypeRef::Named(id) => match self.types.get(id.0).map(|one| &one.kind) {
                Some(TypeKind::Alias(ty)) => self.without_names(ty),
                _ => ty.clone(),
            },
            TypeRef::List(items) => TypeRef::List(inner(items)),
            TypeRef::Set(items) => TypeRef::Set(inner(items)),
            TypeRef::Map(values) => TypeRef::Map(inner(values)),
            TypeRef::Nullable(ty) => TypeRef::Nullable(inner(ty)),
            TypeRef::Tuple(items) => {
                TypeRef::Tuple(items.iter().map(|item| self.without_names(item)).collect())
            }
            _ => ty.clone(),
        }
    }

    /// The type of a schema's values where they are not null, and whether they may be.
    pub fn type_ref(&self, id: SchemaId, context: &mut Context<'_, '_>) -> (TypeRef, bool) {
        // A component keeps its name, even where it only names another type.
        if let Some(type_id) = self.by_schema.get(&id) {
            return (TypeRef::Named(*type_id), resolve(context.spec, id).nullable);
        }
        self.structure(id, context)
    }

    /// The type of Rust that the settings name for a schema, without the name of the schema itself.
    fn external(&self, id: SchemaId, context: &mut Context<'_, '_>) -> Option<TypeRef> {
        let place = &context.spec.schema(id).place;
        context.types.get(place).cloned().map(TypeRef::External)
    }

    /// The type of a schema's values without the name of the schema itself.
    fn structure(&self, id: SchemaId, context: &mut Context<'_, '_>) -> (TypeRef, bool) {
        let resolved = resolve(context.spec, id);
        if resolved.id != id
            && let Some(type_id) = self.by_schema.get(&resolved.id)
        {
            return (TypeRef::Named(*type_id), resolved.nullable);
        }
        // Of the schemas on the way the first counts: it is the one that is meant.
        for id in [id, resolved.id] {
            if let Some(ty) = self.external(id, context) {
                return (ty, resolved.nullable);
            }
        }
        let schema = context.spec.schema(resolved.id);
        // A list without a name can hold itself only by a reference into the schema above it; no type of
        // Rust is written so, nor one that is nested without end.
        if context.open.contains(&resolved.id) || context.open.len() > DEEPEST {
            context.report_untyped(
                schema,
                "a list or map that holds itself, or is nested too deep,",
            );
            return (TypeRef::Json, false);
        }
        context.open.push(resolved.id);
        let ty = match resolved.class {
            Class::Map(values) => {
                if values.is_none() {
                    context.note_untyped(
                        schema,
                        "an object whose properties the document does not name",
                    );
                }
                TypeRef::Map(Box::new(self.element(values, context)))
            }
            Class::List(items) => {
                if items.is_none() {
                    context
                        .note_untyped(schema, "an array of whose items the document says nothing");
                }
                let ty = self.element(items, context);
                if schema.unique_items && context.sets && is_ordered(&ty) {
                    TypeRef::Set(Box::new(ty))
                } else {
                    TypeRef::List(Box::new(ty))
                }
            }
            Class::Tuple(items) => {
                let items = items.into_iter().map(Some);
                TypeRef::Tuple(items.map(|item| self.element(item, context)).collect())
            }
            Class::Text if context.secrets.contains(&schema.place) => TypeRef::Secret,
            Class::Text => context.formats.text(schema.format.as_deref()),
            Class::Scalar(ty) => context.formats.number(schema.format.as_deref(), ty),
            Class::Untyped(reason) => {
                context.report_untyped(schema, reason);
                TypeRef::Json
            }
            // Declared types were found above; `declare` goes down only through keywords that are typed.
            Class::Struct | Class::StringEnum | Class::IntegerEnum | Class::Union => {
                context.report_untyped(schema, "a schema within one that is not typed");
                TypeRef::Json
            }
            Class::Any | Class::Same(_) => {
                context.note_untyped(schema, "a value of which the document says nothing");
                TypeRef::Json
            }
        };
        context.open.pop();
        let nullable = resolved.nullable && ty != TypeRef::Json;
        (ty, nullable)
    }

    /// The type of the items of a list or the values of a map.
    fn element(&self, id: Option<SchemaId>, context: &mut Context<'_, '_>) -> TypeRef {
        match id.map(|id| self.type_ref(id, context)) {
            None => TypeRef::Json,
            Some((ty, false)) => ty,
            Some((ty, true)) => TypeRef::Nullable(Box::new(ty)),
        }
    }
}

/// Whether values of a type have an order, as the items of a set must.
fn is_ordered(ty: &TypeRef) -> bool {
    matches!(
        ty,
        TypeRef::Bool | TypeRef::Integer(_) | TypeRef::String | TypeRef::Formatted(_)
    )
}

/// The word for values of a type, in names.
pub fn kind_name(ty: SchemaType) -> &'static str {
    match ty {
        SchemaType::Boolean => "boolean",
        SchemaType::Integer => "integer",
        SchemaType::Number => "number",
        SchemaType::String => "string",
        SchemaType::Array => "list",
        SchemaType::Object => "object",
        SchemaType::Null => "null",
    }
}

impl Context<'_, '_> {
    /// Keeps a place where values are any JSON. Answers whether it is new.
    fn note_untyped(&mut self, schema: &Schema, reason: &str) -> bool {
        self.untyped
            .insert(schema.place.clone(), reason.to_owned())
            .is_none()
    }

    fn report_untyped(&mut self, schema: &Schema, reason: &str) {
        if self.note_untyped(schema, reason) {
            self.report
                .warning(
                    Code::Untyped,
                    &schema.place,
                    format!("{reason} is not typed"),
                )
                .help("the value is any JSON in Rust, and nothing of it is lost");
        }
    }
}

/// What a schema says of itself.
pub fn docs(schema: &Schema) -> Docs {
    Docs {
        text: schema
            .description
            .clone()
            .or_else(|| schema.title.clone())
            .unwrap_or_default(),
        default: schema.default.as_ref().map(ToString::to_string),
        deprecated: schema.deprecated,
        read_only: schema.read_only,
        write_only: schema.write_only,
    }
}

/// Marks the structs that get a constructor for each value of their one required enumeration.
///
/// Only those that requests hold: nobody makes a response, and its statuses would clutter it.
pub fn find_constructors(types: &mut [TypeDef]) {
    let marks: Vec<Option<usize>> = types
        .iter()
        .map(|one| constructors_by(one, types))
        .collect();
    for (one, mark) in types.iter_mut().zip(marks) {
        if let TypeKind::Struct(one) = &mut one.kind {
            one.constructors_by = mark;
        }
    }
}

fn constructors_by(one: &TypeDef, types: &[TypeDef]) -> Option<usize> {
    let TypeKind::Struct(object) = &one.kind else {
        return None;
    };
    let mut candidates = object
        .fields
        .iter()
        .enumerate()
        .filter_map(|(index, field)| match &field.ty {
            TypeRef::Named(id)
                if field.presence == Presence::Required && field.constant.is_none() =>
            {
                match &types[id.0].kind {
                    TypeKind::StringEnum(values) => Some((index, values)),
                    _ => None,
                }
            }
            _ => None,
        });
    let (index, values) = candidates.next().filter(|_| one.reach.request)?;
    let additional = object.additional.iter().map(|additional| &additional.ident);
    let setters: Vec<&Ident> = object
        .fields
        .iter()
        .map(|field| &field.ident)
        .chain(additional)
        .collect();
    let collide = values
        .variants
        .iter()
        .any(|variant| setters.contains(&&variant.constructor));
    (candidates.next().is_none() && !collide).then_some(index)
}

/// The place of a component schema.
fn component_place(name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child("schemas")
        .child(name)
}
