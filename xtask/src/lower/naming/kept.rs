//! The names of the lock by what they stand for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::words::identifier;
use crate::model::ident::Ident;
use crate::names::{LockedOperation, NameLock, Placed, Role, path_key};
use crate::spec;

/// The names that a crate has already; none where it is new.
#[derive(Debug, Default)]
pub struct Kept<'l> {
    /// All types.
    pub types: Vec<&'l Placed>,
    /// The former names of types, and what they are called in the lock.
    pub former_types: Vec<(&'l str, &'l str)>,
    variants: HashMap<&'l str, Vec<&'l Placed>>,
    members: HashMap<(&'l str, &'l str), &'l str>,
    groups: Vec<(&'l str, Option<&'l str>)>,
    operations: HashMap<String, Vec<&'l LockedOperation>>,
    by_id: HashMap<&'l str, &'l LockedOperation>,
    /// The types of operations, by what they are to which method of which module.
    items: HashMap<(Role, &'l str, &'l str), &'l str>,
    former: Vec<(&'l str, &'l str)>,
}

/// The operations that stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home<'l> {
    /// Those of a group that has its name, by the module.
    Kept(&'l str),
    /// Those of a tag.
    Tag(Option<&'l str>),
}

impl<'l> Kept<'l> {
    /// The names of a lock.
    pub fn of(lock: Option<&'l NameLock>) -> Self {
        let Some(lock) = lock else {
            return Self::default();
        };
        let mut kept = Self {
            types: lock.types.iter().collect(),
            ..Self::default()
        };
        for one in &lock.variants {
            kept.variants.entry(&one.owner).or_default().push(one);
        }
        for one in &lock.members {
            kept.members.insert((&one.owner, &one.wire), &one.name);
        }
        let groups = lock.groups.iter();
        kept.groups = groups
            .map(|one| (one.module.as_str(), one.tag.as_deref()))
            .collect();
        for one in &lock.operations {
            let route = route(&one.method, &one.path);
            kept.operations.entry(route).or_default().push(one);
            kept.by_id.insert(&one.id, one);
        }
        for one in &lock.items {
            let key = (one.role, one.module.as_str(), one.operation.as_str());
            kept.items.insert(key, &one.name);
        }
        for one in &lock.aliases {
            let pair = (one.old.as_str(), one.now.as_str());
            if one.old.contains('.') {
                kept.former.push(pair);
            } else {
                kept.former_types.push(pair);
            }
        }
        kept
    }

    /// The variants of a type, by its name in the lock.
    pub fn variants(&self, owner: &str) -> &[&'l Placed] {
        self.variants.get(owner).map_or(&[], Vec::as_slice)
    }

    /// The name of a property or value of a type, by its name in the lock.
    pub fn member(&self, owner: &str, wire: &str) -> Option<&'l str> {
        self.members.get(&(owner, wire)).copied()
    }

    /// The names of each operation: by its method, path and id; else by its method and path, where they leave
    /// no doubt (paths may differ in nothing but the names of their parameters); else by its id, where it has
    /// moved.
    pub fn operations(&self, all: &[&spec::Operation]) -> Vec<Option<&'l LockedOperation>> {
        let mut met: BTreeSet<&LockedOperation> = BTreeSet::new();
        let mut found = vec![None; all.len()];
        let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, one) in all.iter().enumerate() {
            let route = route(&one.method, &one.path);
            let mut lines = self.operations.get(&route).into_iter().flatten().copied();
            match lines.find(|line| line.id == one.id && !met.contains(line)) {
                Some(line) => {
                    met.insert(line);
                    found[index] = Some(line);
                }
                None => alike.entry(route).or_default().push(index),
            }
        }
        for (route, indices) in &alike {
            let lines = self.operations.get(route).into_iter().flatten();
            let lines: Vec<_> = lines.copied().filter(|line| !met.contains(line)).collect();
            if let ([line], [index]) = (lines.as_slice(), indices.as_slice()) {
                met.insert(line);
                found[*index] = Some(*line);
            }
        }
        for (index, one) in all.iter().enumerate() {
            if found[index].is_none()
                && let Some(line) = self.by_id.get(one.id.as_str()).copied()
                && met.insert(line)
            {
                found[index] = Some(line);
            }
        }
        found
    }

    /// The name of a type of an operation, by the names of the operation.
    pub fn item(&self, role: Role, operation: &LockedOperation) -> String {
        let key = (role, operation.module.as_str(), operation.name.as_str());
        self.items.get(&key).map_or_else(
            || format!("{}{}", operation.request, role.suffix()),
            |name| (*name).to_owned(),
        )
    }

    /// The former names of what stands in a group, without the group, and what they are called in the lock.
    pub fn former(&self, module: &str) -> Vec<(&'l str, &'l str)> {
        let within = |path: &'l str| {
            let (owner, name) = path.split_once('.')?;
            (owner == module).then_some(name)
        };
        let former = self.former.iter();
        former
            .filter_map(|(old, now)| Some((within(old)?, within(now)?)))
            .collect()
    }

    /// Which operations stand together, and the tag of each group that has its name.
    ///
    /// An operation stays where callers find it. A new tag whose operations have stood in a group that lost
    /// its own is that group's: it has been renamed.
    pub fn homes<'d: 'l>(
        &self,
        tags: &[Option<&'d str>],
        locked: &[Option<&'l LockedOperation>],
    ) -> (Vec<Home<'l>>, BTreeMap<&'l str, Option<&'l str>>) {
        let used: BTreeSet<Option<&str>> = tags.iter().copied().collect();
        let known: BTreeMap<Option<&str>, &'l str> = self
            .groups
            .iter()
            .map(|(module, tag)| (*tag, *module))
            .collect();
        let mut tag_of: BTreeMap<&'l str, Option<&'l str>> = self.groups.iter().copied().collect();
        // How many operations of a new tag come from a group that lost its tag.
        let mut counts: BTreeMap<(Option<&'d str>, &'l str), usize> = BTreeMap::new();
        for (tag, line) in tags.iter().zip(locked) {
            let Some(line) = line else { continue };
            let own = tag_of.get(line.module.as_str());
            let is_orphan = own.is_none_or(|own| !used.contains(own));
            if is_orphan && !known.contains_key(tag) {
                *counts.entry((*tag, &line.module)).or_default() += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(key, count)| (std::cmp::Reverse(*count), *key));
        let mut homes: BTreeMap<Option<&str>, &'l str> = known;
        let mut adopted: BTreeSet<&str> = BTreeSet::new();
        for ((tag, module), _) in counts {
            if !homes.contains_key(&tag) && adopted.insert(module) {
                homes.insert(tag, module);
                tag_of.insert(module, tag);
            }
        }
        let all = tags.iter().zip(locked).map(|(tag, line)| match line {
            Some(line) if tag_of.contains_key(line.module.as_str()) => Home::Kept(&line.module),
            // A group whose line is gone is that of the tag, unless another is.
            Some(line) => {
                let module = *homes.entry(*tag).or_insert(&line.module);
                tag_of.insert(module, *tag);
                Home::Kept(module)
            }
            None => homes
                .get(tag)
                .map_or(Home::Tag(*tag), |module| Home::Kept(module)),
        });
        let all = all.collect();
        (all, tag_of)
    }
}

fn route(method: &str, path: &str) -> String {
    format!("{method} {}", path_key(path))
}

/// The former names that can still be given, and what they name: those that nothing else has. What had
/// another name in between is named as it is now, by `renamed`.
pub fn former_names<'l, N: Copy>(
    renamed: &[(&'l str, N)],
    before: &[(&'l str, &'l str)],
    find: &dyn Fn(&str) -> Option<N>,
    is_taken: &dyn Fn(&str) -> bool,
) -> Vec<(Ident, N)> {
    let mut former: BTreeMap<&str, N> = BTreeMap::new();
    for (old, now) in before {
        let known = renamed.iter().find(|(name, _)| name == now);
        let known = known.map(|(_, now)| *now);
        if let Some(now) = known.or_else(|| find(now)) {
            former.insert(old, now);
        }
    }
    former.extend(renamed.iter().copied());
    let former = former.into_iter().filter(|(old, _)| !is_taken(old));
    former.map(|(old, now)| (identifier(old), now)).collect()
}
