//! The lock of a crate: its names as they are now, and those of the lock before it that stand for nothing
//! now.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Alias, LockedGroup, LockedItem, LockedOperation, Member, NameLock, Placed, Role, path_key,
    place_key, with_parameters,
};
use crate::model::Api;
use crate::model::ident::Ident;
use crate::model::operation::{Group, Location, Operation};
use crate::model::types::{Origin, TypeDef, TypeKind};

impl NameLock {
    /// The names of a crate. Those of `before` whose places are gone are kept, so that they are had again
    /// when the places come back, as long as nothing else has the name.
    pub fn of(api: &Api, before: Option<&Self>) -> Self {
        let mut lock = Self::default();
        let mut taken = BTreeSet::new();
        for one in &api.types {
            lock.add_type(one, &mut taken);
        }
        for former in &api.former_types {
            lock.aliases.push(Alias {
                old: former.ident.bare().to_owned(),
                now: api.type_def(former.now).ident.bare().to_owned(),
            });
        }
        for group in &api.groups {
            lock.add_group(group);
        }
        if let Some(before) = before {
            lock.keep(before, &taken);
        }
        lock.types.sort();
        lock.variants.sort();
        lock.members.sort();
        lock.groups.sort();
        lock.operations.sort();
        lock.items.sort();
        lock.aliases.sort();
        lock
    }

    /// Adds a type and its members; `taken` gets their names and spellings, plain ones too.
    fn add_type(&mut self, one: &TypeDef, taken: &mut BTreeSet<(String, String)>) {
        let owner = one.ident.bare();
        self.types.push(placed("", &one.ident, &one.origin));
        let mut member = |is_field: bool, ident: &Ident, wire: &str| {
            taken.insert((owner.to_owned(), ident.bare().to_owned()));
            taken.insert((owner.to_owned(), spelled(wire)));
            if !is_plain(wire, ident.bare()) {
                self.members.push(Member {
                    is_field,
                    owner: owner.to_owned(),
                    name: ident.bare().to_owned(),
                    wire: wire.to_owned(),
                });
            }
        };
        match &one.kind {
            TypeKind::Struct(one) => {
                for field in &one.fields {
                    member(true, &field.ident, &field.wire);
                }
            }
            TypeKind::StringEnum(one) => {
                for variant in &one.variants {
                    member(false, &variant.ident, &variant.wire);
                }
            }
            TypeKind::IntegerEnum(one) => {
                for variant in &one.variants {
                    let wire = variant.wire.to_string();
                    if variant.ident.bare() != format!("Value{wire}") {
                        member(false, &variant.ident, &wire);
                    }
                }
            }
            TypeKind::Union(one) => {
                let variants = one.variants.iter();
                let variants = variants.map(|one| placed(owner, &one.ident, &one.origin));
                self.variants.extend(variants);
            }
            TypeKind::Alias(_) | TypeKind::Wrapper(_) => {}
        }
    }

    fn add_group(&mut self, group: &Group) {
        let module = group.module.bare();
        self.groups.push(LockedGroup {
            module: module.to_owned(),
            tag: group.tag.clone(),
        });
        for operation in &group.operations {
            self.operations.push(LockedOperation {
                module: module.to_owned(),
                name: operation.method_ident.bare().to_owned(),
                request: operation.ident.bare().to_owned(),
                id: operation.id.clone(),
                method: operation.method.clone(),
                path: path_of(operation),
            });
            for (role, ident) in items(operation) {
                let plain = format!("{}{}", operation.ident.bare(), role.suffix());
                if ident.bare() != plain {
                    self.items.push(LockedItem {
                        module: module.to_owned(),
                        name: ident.bare().to_owned(),
                        role,
                        operation: operation.method_ident.bare().to_owned(),
                    });
                }
            }
        }
        let alias = |old: &Ident, now: &Ident| Alias {
            old: format!("{module}.{}", old.bare()),
            now: format!("{module}.{}", now.bare()),
        };
        for former in &group.former_methods {
            let now = &group.operations[former.operation].method_ident;
            self.aliases.push(alias(&former.ident, now));
        }
        let types = group.former_types.iter();
        self.aliases.extend(types.map(|(old, now)| alias(old, now)));
    }

    /// Keeps what stands for nothing now, and is in nobody's way.
    fn keep(&mut self, before: &Self, members: &BTreeSet<(String, String)>) {
        let former: BTreeSet<String> = self.aliases.iter().map(|one| one.old.clone()).collect();
        let key = |one: &Placed| (one.owner.clone(), place_key(&one.place));
        let free = |one: &Placed, taken: &[Placed]| {
            let mut taken = taken.iter();
            !taken.any(|other| {
                other.owner == one.owner && (other.name == one.name || key(other) == key(one))
            })
        };
        // Names by place are looked up in a set where there are many.
        let taken = Taken::of(&self.types);
        let types = before.types.iter();
        let types = types.filter(|one| taken.leaves(one) && !former.contains(&one.name));
        let types: Vec<Placed> = types.map(without_shape).collect();
        self.types.extend(types);
        let owners: BTreeSet<String> = self.types.iter().map(|one| one.name.clone()).collect();
        let by_owner: BTreeMap<String, Vec<Placed>> = grouped(&self.variants);
        let none = Vec::new();
        let variants = before.variants.iter().filter(|one| {
            owners.contains(&one.owner) && free(one, by_owner.get(&one.owner).unwrap_or(&none))
        });
        let variants: Vec<Placed> = variants.map(without_shape).collect();
        self.variants.extend(variants);
        let free = |one: &&Member| {
            let (name, wire) = (one.name.clone(), spelled(&one.wire));
            let mut keys = [name, wire].into_iter();
            owners.contains(&one.owner)
                && !keys.any(|key| members.contains(&(one.owner.clone(), key)))
        };
        let kept: Vec<Member> = before.members.iter().filter(free).cloned().collect();
        self.members.extend(kept);
        self.keep_operations(before, &former);
        let mut used: BTreeSet<String> = self.types.iter().map(|one| one.name.clone()).collect();
        for one in &self.operations {
            used.insert(format!("{}.{}", one.module, one.name));
            used.insert(format!("{}.{}", one.module, one.request));
        }
        let aliases = before.aliases.iter();
        let aliases = aliases.filter(|one| !former.contains(&one.old) && !used.contains(&one.old));
        let aliases: Vec<Alias> = aliases.cloned().collect();
        self.aliases.extend(aliases);
    }

    fn keep_operations(&mut self, before: &Self, former: &BTreeSet<String>) {
        let mut used: BTreeSet<String> = BTreeSet::new();
        for one in &self.operations {
            used.insert(format!("{}.{}", one.module, one.name));
            used.insert(format!("{}.{}", one.module, one.request));
            used.insert(format!("{} {}", one.method, path_key(&one.path)));
            for role in Role::ALL {
                used.insert(format!("{}.{}{}", one.module, one.request, role.suffix()));
            }
        }
        for one in &self.items {
            used.insert(format!("{}.{}", one.module, one.name));
        }
        let ids: BTreeSet<&str> = self.operations.iter().map(|one| one.id.as_str()).collect();
        let operations = before.operations.iter().filter(|one| {
            let name = format!("{}.{}", one.module, one.name);
            let request = format!("{}.{}", one.module, one.request);
            let route = format!("{} {}", one.method, path_key(&one.path));
            let names = [&name, &request];
            !names
                .iter()
                .any(|one| used.contains(*one) || former.contains(*one))
                && !used.contains(&route)
                && !ids.contains(one.id.as_str())
        });
        let operations: Vec<LockedOperation> = operations.cloned().collect();
        let kept: BTreeSet<(&str, &str)> = operations
            .iter()
            .map(|one| (one.module.as_str(), one.name.as_str()))
            .collect();
        let items = before.items.iter().filter(|one| {
            kept.contains(&(&one.module, &one.operation))
                && !used.contains(&format!("{}.{}", one.module, one.name))
        });
        let items: Vec<LockedItem> = items.cloned().collect();
        self.operations.extend(operations);
        self.items.extend(items);
        let groups = &self.groups;
        let free = |one: &&LockedGroup| {
            let mut groups = groups.iter();
            !groups.any(|other| other.module == one.module || other.tag == one.tag)
        };
        let groups: Vec<LockedGroup> = before.groups.iter().filter(free).cloned().collect();
        self.groups.extend(groups);
    }
}

/// The names and places that types have.
struct Taken {
    names: BTreeSet<String>,
    places: BTreeSet<String>,
}

impl Taken {
    fn of(all: &[Placed]) -> Self {
        Self {
            names: all.iter().map(|one| one.name.clone()).collect(),
            places: all.iter().map(|one| place_key(&one.place)).collect(),
        }
    }

    fn leaves(&self, one: &Placed) -> bool {
        !self.names.contains(&one.name) && !self.places.contains(&place_key(&one.place))
    }
}

fn grouped(all: &[Placed]) -> BTreeMap<String, Vec<Placed>> {
    let mut grouped: BTreeMap<String, Vec<Placed>> = BTreeMap::new();
    for one in all {
        grouped
            .entry(one.owner.clone())
            .or_default()
            .push(one.clone());
    }
    grouped
}

/// What is gone is known again where it was alone: elsewhere, what looks like it is something else.
fn without_shape(one: &Placed) -> Placed {
    Placed {
        shapes: BTreeSet::new(),
        ..one.clone()
    }
}

fn placed(owner: &str, ident: &Ident, origin: &Origin) -> Placed {
    Placed {
        owner: owner.to_owned(),
        name: ident.bare().to_owned(),
        place: origin.place.clone(),
        shapes: [origin.shape].into(),
    }
}

/// The path of an operation, its parameters by their names in Rust.
fn path_of(operation: &Operation) -> String {
    with_parameters(&operation.path, |name| {
        let mut parameters = operation.parameters.iter();
        let known = parameters.find(|one| one.location == Location::Path && one.wire == name);
        known.map_or(name, |one| one.ident.bare()).to_owned()
    })
}

/// The types of an operation beside its request, that are named after it.
fn items(operation: &Operation) -> Vec<(Role, &Ident)> {
    let choice = operation
        .body
        .as_ref()
        .and_then(|body| body.choice.as_ref());
    let body = choice.map(|ident| (Role::Body, ident));
    let others = [
        (Role::Error, &operation.error_ident),
        (Role::Headers, &operation.headers_ident),
        (Role::Output, &operation.output_ident),
    ];
    others.into_iter().chain(body).collect()
}

/// A spelling on the wire beside names, of which none has a space.
fn spelled(wire: &str) -> String {
    format!("= {wire}")
}

/// Whether a name is just the spelling on the wire in another case: such a one is the same in every document.
fn is_plain(wire: &str, name: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|one| one.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    wire.starts_with(char::is_alphanumeric)
        && wire.ends_with(char::is_alphanumeric)
        && letters(wire) == letters(name)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn names_with_symbols_or_marks_are_kept() {
        for (wire, name) in [
            ("clientId", "client_id"),
            ("not-found", "NotFound"),
            ("200", "_200"),
        ] {
            assert!(is_plain(wire, name), "{wire}");
        }
        for (wire, name) in [
            ("_id", "id"),
            ("fooBar", "foo_bar_1a2b"),
            ("+1", "Plus1"),
            ("", "empty"),
        ] {
            assert!(!is_plain(wire, name), "{wire}");
        }
    }
}
