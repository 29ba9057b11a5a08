//! Declarations to types.

mod enumeration;
mod structure;
mod union;

use super::super::Context;
use super::super::classify::{Class, classify};
use super::declare::{Declaration, Declarations};
use super::{TypeTable, docs};
use crate::model::ident::Ident;
use crate::model::types::{Reach, TypeDef, TypeId, TypeKind, TypeRef};
use crate::spec::schema::Schema;

/// Builds every declared type, in the order of the declarations.
pub fn build(
    declarations: &Declarations,
    idents: Vec<Ident>,
    table: &mut TypeTable,
    context: &mut Context<'_, '_>,
) {
    for (declaration, ident) in declarations.types.iter().zip(idents) {
        let schema = context.spec.schema(declaration.schema);
        let kind = kind(declaration, schema, table, context);
        let derives = match kind {
            TypeKind::Alias(_) => Vec::new(),
            _ => context.derives.of(&declaration.claim.place),
        };
        table.types.push(TypeDef {
            ident,
            place: declaration.claim.place.to_string(),
            docs: docs(schema),
            kind,
            derives,
            reach: Reach::default(),
        });
    }
    break_alias_cycles(&mut table.types, declarations, context);
    structure::add_literals(&mut table.types, declarations, context);
    union::add_tags(&mut table.types);
}

fn kind(
    declaration: &Declaration,
    schema: &Schema,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> TypeKind {
    if declaration.is_second_name {
        let (ty, _) = table.type_ref(declaration.schema, context);
        return TypeKind::Alias(ty);
    }
    match classify(schema) {
        Class::Struct => TypeKind::Struct(structure::structure(schema, table, context)),
        Class::StringEnum => TypeKind::StringEnum(enumeration::strings(schema, context)),
        Class::IntegerEnum => TypeKind::IntegerEnum(enumeration::integers(schema, context)),
        Class::Union => TypeKind::Union(union::union(declaration.schema, table, context)),
        _ => {
            let (ty, _) = table.structure(declaration.schema, context);
            TypeKind::Alias(ty)
        }
    }
}

/// Rust has no alias that contains itself; such a one becomes any JSON.
fn break_alias_cycles(
    types: &mut [TypeDef],
    declarations: &Declarations,
    context: &mut Context<'_, '_>,
) {
    for index in 0..types.len() {
        if !is_alias_cycle(TypeId(index), types) {
            continue;
        }
        types[index].kind = TypeKind::Alias(TypeRef::Json);
        context.report_untyped(
            context.spec.schema(declarations.types[index].schema),
            "a schema that is only itself, or a list or map of itself,",
        );
    }
}

fn is_alias_cycle(start: TypeId, types: &[TypeDef]) -> bool {
    let mut waiting = vec![start];
    let mut visited = Vec::new();
    while let Some(id) = waiting.pop() {
        if let TypeKind::Alias(ty) = &types[id.0].kind {
            let mut reached = Vec::new();
            ty.for_each_named(&mut |id| reached.push(id));
            if reached.contains(&start) {
                return true;
            }
            waiting.extend(reached.into_iter().filter(|id| !visited.contains(id)));
            visited.push(id);
        }
    }
    false
}
