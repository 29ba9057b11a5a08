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
        match &mut types[index].kind {
            TypeKind::Struct(one) => {
                one.fields
                    .iter_mut()
                    .for_each(|field| put_into_boxes(&mut field.ty, &boxed));
            }
            TypeKind::Union(one) => {
                let variants = one.variants.iter_mut();
                variants.for_each(|variant| put_into_boxes(&mut variant.ty, &boxed));
            }
            TypeKind::Alias(_) | TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {}
        }
    }
}

fn put_into_boxes(ty: &mut TypeRef, boxed: &[TypeId]) {
    match ty {
        TypeRef::Named(id) if boxed.contains(id) => *ty = TypeRef::Boxed(*id),
        TypeRef::Nullable(inner) => put_into_boxes(inner, boxed),
        TypeRef::Tuple(items) => items
            .iter_mut()
            .for_each(|item| put_into_boxes(item, boxed)),
        _ => {}
    }
}

fn held_by_value(one: &TypeDef) -> Vec<TypeId> {
    fn add(ty: &TypeRef, held: &mut Vec<TypeId>) {
        match ty {
            TypeRef::Named(id) => held.push(*id),
            TypeRef::Nullable(inner) => add(inner, held),
            TypeRef::Tuple(items) => items.iter().for_each(|item| add(item, held)),
            _ => {}
        }
    }
    let mut held = Vec::new();
    one.kind
        .type_refs()
        .into_iter()
        .for_each(|ty| add(ty, &mut held));
    held
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
