//! Which types contain themselves by value: those places are boxed, and no others.

use crate::model::types::{TypeDef, TypeId, TypeKind, TypeRef};

/// Boxes every field through which a type contains itself. Lists and maps are on the heap already.
pub fn box_cycles(types: &mut [TypeDef]) {
    let held: Vec<Vec<TypeId>> = types.iter().map(held_by_value).collect();
    for index in 0..types.len() {
        let boxed: Vec<TypeId> = held[index]
            .iter()
            .copied()
            .filter(|id| reaches(*id, TypeId(index), &held))
            .collect();
        if let TypeKind::Struct(one) = &mut types[index].kind {
            for field in &mut one.fields {
                if let TypeRef::Named(id) = field.ty
                    && boxed.contains(&id)
                {
                    field.ty = TypeRef::Boxed(id);
                }
            }
        }
    }
}

fn held_by_value(one: &TypeDef) -> Vec<TypeId> {
    one.kind
        .type_refs()
        .into_iter()
        .filter_map(|ty| match ty {
            TypeRef::Named(id) => Some(*id),
            _ => None,
        })
        .collect()
}

fn reaches(from: TypeId, to: TypeId, held: &[Vec<TypeId>]) -> bool {
    let mut waiting = vec![from];
    let mut visited = vec![false; held.len()];
    while let Some(id) = waiting.pop() {
        if id == to {
            return true;
        }
        if !std::mem::replace(&mut visited[id.0], true) {
            waiting.extend(&held[id.0]);
        }
    }
    false
}
