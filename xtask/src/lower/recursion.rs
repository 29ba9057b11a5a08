//! Which types contain themselves by value: those places are boxed, and no others.

use crate::model::types::{TypeDef, TypeId, TypeKind, TypeRef};

/// Boxes what types contain themselves through. Lists and maps are on the heap already.
///
/// Fields of structs first: a box in a field is seldom in the way. Only choices that contain themselves
/// through choices alone are boxed in their variants. Which fields are boxed depends on nothing but which
/// types contain each other, and not on their order.
pub fn box_cycles(types: &mut [TypeDef]) {
    let cycles = Cycles::of(types);
    for (index, one) in types.iter_mut().enumerate() {
        if let TypeKind::Struct(structure) = &mut one.kind {
            for field in &mut structure.fields {
                put_into_boxes(&mut field.ty, &|id| cycles.are_one(TypeId(index), id));
            }
        }
    }
    let cycles = Cycles::of(types);
    for (index, one) in types.iter_mut().enumerate() {
        if let TypeKind::Union(union) = &mut one.kind {
            for variant in &mut union.variants {
                put_into_boxes(&mut variant.ty, &|id| cycles.are_one(TypeId(index), id));
            }
        }
    }
}

/// Which types contain each other by value: the strongly connected components of what holds what.
struct Cycles {
    component: Vec<usize>,
    /// Types that hold themselves directly.
    own: Vec<bool>,
}

impl Cycles {
    /// Tarjan's algorithm, with a stack of its own: types nest as deep as documents like.
    fn of(types: &[TypeDef]) -> Self {
        let held: Vec<Vec<TypeId>> = types.iter().map(held_by_value).collect();
        let count = types.len();
        let own = (0..count)
            .map(|index| held[index].contains(&TypeId(index)))
            .collect();
        let mut component = vec![usize::MAX; count];
        let (mut order, mut low) = (vec![usize::MAX; count], vec![0; count]);
        let (mut path, mut next, mut components) = (Vec::new(), 0, 0);
        for start in 0..count {
            let mut work = vec![(start, 0)];
            while let Some((index, edge)) = work.pop() {
                if edge == 0 {
                    if order[index] != usize::MAX {
                        continue;
                    }
                    (order[index], low[index]) = (next, next);
                    next += 1;
                    path.push(index);
                } else {
                    let TypeId(behind) = held[index][edge - 1];
                    if component[behind] == usize::MAX {
                        low[index] = low[index].min(low[behind]);
                    }
                }
                if let Some(TypeId(ahead)) = held[index].get(edge).copied() {
                    work.push((index, edge + 1));
                    if order[ahead] == usize::MAX {
                        work.push((ahead, 0));
                    } else if component[ahead] == usize::MAX {
                        low[index] = low[index].min(order[ahead]);
                    }
                } else if low[index] == order[index] {
                    while let Some(member) = path.pop() {
                        component[member] = components;
                        if member == index {
                            break;
                        }
                    }
                    components += 1;
                }
            }
        }
        Self { component, own }
    }

    /// Whether a type that holds another is held by it in turn.
    fn are_one(&self, one: TypeId, other: TypeId) -> bool {
        if one == other {
            return self.own[one.0];
        }
        self.component[one.0] == self.component[other.0]
    }
}

fn put_into_boxes(ty: &mut TypeRef, is_boxed: &dyn Fn(TypeId) -> bool) {
    match ty {
        TypeRef::Named(id) if is_boxed(*id) => *ty = TypeRef::Boxed(*id),
        TypeRef::Nullable(inner) => put_into_boxes(inner, is_boxed),
        TypeRef::Tuple(items) => {
            items
                .iter_mut()
                .for_each(|item| put_into_boxes(item, is_boxed));
        }
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
