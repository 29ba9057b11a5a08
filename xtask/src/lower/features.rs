//! Which feature of the crate turns on what: one for each group of operations, with the types that it reaches.
//!
//! The condition of a file of types implies those of all files that it names: what a group reaches is closed, and
//! it is told by files, as a file is there as a whole.

use std::collections::{BTreeSet, HashMap};

use crate::model::operation::{Group, Operation, Payload};
use crate::model::types::{TypeDef, TypeId, TypeRef};
use crate::model::{OTHER_TYPES, TypeModule, Webhook, tag_feature};

/// The groups that can have features: the registry takes 300 of a crate, which has others too.
const MOST_GROUPS: usize = 250;

/// A file of types that more groups reach than these is there for all: its condition would be a long line, which
/// every new tag changes, for what nearly every caller compiles anyhow.
const MOST_FEATURES: usize = 8;

/// Gives each group its feature, where there are groups to choose from, and each file of types its condition.
pub fn mark(
    groups: &mut [Group],
    modules: &mut [TypeModule],
    types: &[TypeDef],
    webhooks: &[Webhook],
) {
    if groups.len() < 2 || groups.len() > MOST_GROUPS {
        return;
    }
    for group in &mut *groups {
        group.feature = Some(tag_feature(&group.module));
    }
    let files = Files::of(modules, types);
    let mut conditions = vec![BTreeSet::new(); modules.len()];
    let mut others = vec![true; modules.len()];
    for group in &*groups {
        let named = group.operations.iter().flat_map(Operation::type_refs);
        for file in files.closure(files.named(named)) {
            conditions[file].extend(group.feature.clone());
            others[file] = false;
        }
    }
    let received = webhooks.iter().map(|webhook| &webhook.payload);
    let received = files.named(received.filter_map(Payload::type_ref));
    let others = (0..modules.len()).filter(|file| others[*file]);
    for file in files.closure(others.chain(received).collect()) {
        conditions[file].insert(OTHER_TYPES.to_owned());
    }
    for (module, features) in modules.iter_mut().zip(conditions) {
        let of_groups = features.iter().filter(|one| *one != OTHER_TYPES).count();
        if of_groups <= MOST_FEATURES && of_groups < groups.len() {
            module.features = features.into_iter().collect();
        }
    }
}

/// Which file names which.
struct Files {
    of_types: HashMap<TypeId, usize>,
    named: Vec<Vec<usize>>,
}

impl Files {
    fn of(modules: &[TypeModule], types: &[TypeDef]) -> Self {
        let numbered = modules.iter().enumerate();
        let of_types = numbered.flat_map(|(file, module)| {
            let types = module.types.iter();
            types.map(move |id| (*id, file))
        });
        let mut files = Self {
            of_types: of_types.collect(),
            named: Vec::new(),
        };
        let named = modules.iter().map(|module| {
            let types = module.types.iter().map(|id| &types[id.0]);
            files.named(types.flat_map(|one| one.kind.type_refs()))
        });
        files.named = named.collect();
        files
    }

    /// The files of the types that some types hold.
    fn named<'t>(&self, types: impl Iterator<Item = &'t TypeRef>) -> Vec<usize> {
        let mut named = BTreeSet::new();
        for ty in types {
            ty.for_each_named(&mut |id| named.extend(self.of_types.get(&id)));
        }
        named.into_iter().collect()
    }

    /// Files, and all that they name, directly or through others.
    fn closure(&self, mut waiting: Vec<usize>) -> BTreeSet<usize> {
        let mut closure = BTreeSet::new();
        while let Some(file) = waiting.pop() {
            if closure.insert(file) {
                waiting.extend(&self.named[file]);
            }
        }
        closure
    }
}
