//! Declarations to types.

mod boxed;
mod enumeration;
mod structure;
mod union;

use super::super::Context;
use super::super::classify::{Class, classify};
use super::declare::{Declaration, Declarations, FormOf};
use super::{TypeTable, docs};
use crate::model::ident::Ident;
use crate::model::types::{Reach, TypeDef, TypeId, TypeKind, TypeRef};

/// Builds every declared type, in the order of the declarations. `names` are those of the types, and those by
/// which the lock knows them.
pub fn build(
    declarations: &Declarations,
    names: Vec<(Ident, String)>,
    table: &mut TypeTable,
    context: &mut Context<'_, '_>,
) {
    for (declaration, (ident, owner)) in declarations.types.iter().zip(names) {
        let schema = context.spec.schema(declaration.schema);
        let kind = kind(declaration, &owner, table, context);
        let derives = match kind {
            TypeKind::Alias(_) => Vec::new(),
            // What suits JSON seldom suits parts.
            _ if declaration.form.is_some() => context.derives.own(&declaration.claim.place),
            _ => context.derives.of(&declaration.claim.place),
        };
        table.types.push(TypeDef {
            ident,
            place: match declaration.form {
                Some(FormOf::JsonToo) => schema.place.to_string(),
                _ => declaration.claim.place.to_string(),
            },
            origin: declaration.origin.clone(),
            docs: docs(schema),
            kind,
            derives,
            attributes: context
                .attributes
                .get(&declaration.claim.place)
                .cloned()
                .unwrap_or_default(),
            reach: Reach::default(),
        });
    }
    break_alias_cycles(&mut table.types, declarations, context);
    structure::add_literals(&mut table.types, declarations, context);
    union::add_tags(&mut table.types);
}

fn kind(
    declaration: &Declaration,
    owner: &str,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> TypeKind {
    let schema = context.spec.schema(declaration.schema);
    if declaration.is_second_name {
        let (ty, _) = table.type_ref(declaration.schema, context);
        return TypeKind::Alias(ty);
    }
    if let Some(form) = declaration.form {
        let own = match (form, table.by_schema.get(&declaration.schema)) {
            (FormOf::JsonToo, Some(id)) => match &table.types[id.0].kind {
                TypeKind::Struct(own) => Some(own.clone()),
                _ => None,
            },
            _ => None,
        };
        return TypeKind::Struct(structure::form(schema, (owner, own), table, context));
    }
    if let Some(external) = context.types.get(&schema.place) {
        return TypeKind::Wrapper(TypeRef::External(external.clone()));
    }
    match classify(schema) {
        Class::Struct => TypeKind::Struct(structure::structure(schema, owner, table, context)),
        Class::StringEnum => TypeKind::StringEnum(enumeration::strings(schema, owner, context)),
        Class::IntegerEnum => TypeKind::IntegerEnum(enumeration::integers(schema, owner, context)),
        Class::Union => TypeKind::Union(union::union(declaration.schema, owner, table, context)),
        _ => {
            let (ty, _) = table.structure(declaration.schema, context);
            TypeKind::Alias(ty)
        }
    }
}

/// Rust has no alias that contains itself. A list or map of itself becomes a struct around it; what is only itself
/// becomes any JSON.
fn break_alias_cycles(
    types: &mut [TypeDef],
    declarations: &Declarations,
    context: &mut Context<'_, '_>,
) {
    let cycles: Vec<usize> = (0..types.len())
        .filter(|index| leads_back(TypeId(*index), types, &TypeRef::for_each_named))
        .collect();
    let endless: Vec<usize> = cycles
        .iter()
        .copied()
        .filter(|index| leads_back(TypeId(*index), types, &for_each_held))
        .collect();
    for index in cycles {
        if endless.contains(&index) {
            types[index].kind = TypeKind::Alias(TypeRef::Json);
            context.report_untyped(
                context.spec.schema(declarations.types[index].schema),
                "a schema that is only itself",
            );
        } else if let TypeKind::Alias(ty) = &types[index].kind {
            types[index].kind = TypeKind::Wrapper(ty.clone());
        }
    }
}

/// Calls a function with each type that values of a type hold, and not on the heap.
fn for_each_held(ty: &TypeRef, found: &mut dyn FnMut(TypeId)) {
    match ty {
        TypeRef::Named(id) => found(*id),
        TypeRef::Nullable(inner) => for_each_held(inner, found),
        TypeRef::Tuple(items) => items.iter().for_each(|item| for_each_held(item, found)),
        _ => {}
    }
}

/// Calls a function with types that a type leads to.
type Parts = dyn Fn(&TypeRef, &mut dyn FnMut(TypeId));

/// Whether a name leads back to itself through names alone. `parts` are the types that one is followed to.
fn leads_back(start: TypeId, types: &[TypeDef], parts: &Parts) -> bool {
    let mut waiting = vec![start];
    let mut visited = Vec::new();
    while let Some(id) = waiting.pop() {
        if let TypeKind::Alias(ty) = &types[id.0].kind {
            let mut reached = Vec::new();
            parts(ty, &mut |id| reached.push(id));
            if reached.contains(&start) {
                return true;
            }
            waiting.extend(reached.into_iter().filter(|id| !visited.contains(id)));
            visited.push(id);
        }
    }
    false
}
