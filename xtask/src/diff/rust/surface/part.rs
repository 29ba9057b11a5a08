//! The part of a model whose code has to be made to tell two versions apart.

use std::collections::{HashMap, HashSet};

use super::alike::Models;
use crate::emit;
use crate::model::ident::Ident;
use crate::model::operation::{Group, Operation};
use crate::model::types::TypeId;
use crate::model::{Api, TypeModule};
use crate::parallel;

/// Some of the types and operations of a model.
pub struct Part {
    /// The files of types.
    pub types: Vec<TypeModule>,
    /// The groups of operations; those that have no others left stay for what they are themselves.
    pub groups: Vec<Group>,
}

impl Part {
    /// All of a model.
    pub fn whole(api: &Api) -> Self {
        Self {
            types: api.type_modules.clone(),
            groups: api.groups.clone(),
        }
    }

    /// Two models without what both have alike.
    pub fn of_both(old: &Api, new: &Api) -> (Self, Self) {
        let types = types(old, new);
        let operations = operations(old, new);
        let part = |api, types, operations| Self {
            types: other_types(api, types),
            groups: other_operations(api, operations),
        };
        (
            part(old, &types.0, &operations.0),
            part(new, &types.1, &operations.1),
        )
    }
}

/// The types that both models have alike, by the ids of each.
fn types(old: &Api, new: &Api) -> (HashSet<TypeId>, HashSet<TypeId>) {
    let models = Models { old, new };
    let by_name = old.types.iter().enumerate();
    let by_name: HashMap<&Ident, usize> = by_name.map(|(id, one)| (&one.ident, id)).collect();
    let pairs = new.types.iter().enumerate().filter_map(|(id, one)| {
        let pair = (TypeId(*by_name.get(&one.ident)?), TypeId(id));
        models.have_alike(pair.0, pair.1).then_some(pair)
    });
    pairs.unzip()
}

fn other_types(api: &Api, without: &HashSet<TypeId>) -> Vec<TypeModule> {
    let modules = api.type_modules.iter().map(|module| {
        let types = module.types.iter().copied();
        TypeModule {
            ident: module.ident.clone(),
            types: types.filter(|id| !without.contains(id)).collect(),
            features: module.features.clone(),
        }
    });
    modules.filter(|module| !module.types.is_empty()).collect()
}

/// An operation by its group and its request, which no other has.
type Name<'a> = (&'a Ident, &'a Ident);

/// The operations of the groups without former names, which would lead to them.
fn by_name(api: &Api) -> impl Iterator<Item = (Name<'_>, &Operation)> {
    let groups = api.groups.iter();
    let groups =
        groups.filter(|group| group.former_methods.is_empty() && group.former_types.is_empty());
    groups.flat_map(|group| {
        let operations = group.operations.iter();
        operations.map(|one| ((&group.ident, &one.ident), one))
    })
}

/// The operations whose code is the same in both, by the names in each: it is made to see that, for it says more
/// than the model of an operation alone.
fn operations<'a>(old: &'a Api, new: &'a Api) -> (HashSet<Name<'a>>, HashSet<Name<'a>>) {
    let of_old: HashMap<Name<'_>, &Operation> = by_name(old).collect();
    let pairs = by_name(new).filter_map(|(name, one)| {
        let (name_before, before) = of_old.get_key_value(&name)?;
        Some(((*name_before, *before), (name, one)))
    });
    let pairs: Vec<_> = pairs.collect();
    let are_alike = parallel::map(&pairs, |((_, before), (_, one))| {
        let code = |one, api| emit::operation_tokens(one, api).to_string();
        code(before, old) == code(one, new)
    });
    let pairs = pairs.into_iter().zip(are_alike);
    let alike = pairs.filter_map(|(pair, is_alike)| is_alike.then_some(pair));
    alike.map(|((before, _), (name, _))| (before, name)).unzip()
}

fn other_operations(api: &Api, without: &HashSet<Name<'_>>) -> Vec<Group> {
    let groups = api.groups.iter().map(|group| {
        let is_other = |one: &&Operation| !without.contains(&(&group.ident, &one.ident));
        Group {
            ident: group.ident.clone(),
            module: group.module.clone(),
            tag: group.tag.clone(),
            feature: group.feature.clone(),
            description: group.description.clone(),
            operations: group.operations.iter().filter(is_other).cloned().collect(),
            // Where there are some, all operations are here.
            former_methods: group.former_methods.clone(),
            former_types: group.former_types.clone(),
        }
    });
    groups.collect()
}
