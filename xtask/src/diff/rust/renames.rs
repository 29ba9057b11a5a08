//! Items that are the same under another name: what stands for the same node of the document, and what is the
//! same but for its name.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::places::Places;
use super::surface::{Item, Kind, Space, Surface};

/// The items that have another name, old to new.
#[derive(Debug, Default)]
pub struct Renames {
    types: HashMap<String, String>,
    before: HashMap<String, String>,
    parts: HashMap<(String, Space), String>,
    /// The types whose old names are aliases of the new ones.
    aliased: HashSet<String>,
}

impl Renames {
    /// Pairs what is gone with what is new.
    pub fn of(old: &Surface, new: &Surface, places: (&Places, &Places)) -> Self {
        let mut renames = Self::default();
        renames.by_alias(old, new);
        let gone = only_in(old, new, places.0);
        let come = only_in(new, old, places.1);
        renames.by_place(&gone, &come, places);
        renames.by_shape(&gone, &come, old, new);
        renames
    }

    /// What the new version says to be the old name of something.
    fn by_alias(&mut self, old: &Surface, new: &Surface) {
        for ((path, space), item) in &new.items {
            let before = old.items.get(&(path.clone(), *space));
            let was_whole = before.is_some_and(|before| before.named != item.named);
            if item.kind != Kind::Alias || !item.attributes.is_deprecated || !was_whole {
                continue;
            }
            let Some((_, now)) = item.named.split_once(" = crate :: ") else {
                continue;
            };
            let now = now.split_once(" <").map_or(now, |(path, _)| path);
            let now = now.replace(" :: ", "::");
            if new.type_at(&now).is_some()
                && old.type_at(&now).is_none()
                && !self.before.contains_key(&now)
            {
                self.before.insert(now.clone(), path.clone());
                self.types.insert(path.clone(), now);
                self.aliased.insert(path.clone());
            }
        }
    }

    /// Whether callers may go on with the old name of a type.
    pub fn is_aliased(&self, path: &str) -> bool {
        self.aliased.contains(path)
    }

    /// What stands for the same node of the document.
    fn by_place(&mut self, gone: &[Named<'_>], come: &[Named<'_>], (old, new): (&Places, &Places)) {
        let mut by_node: HashMap<_, Vec<&Named<'_>>> = HashMap::new();
        for one in come {
            if let Some(node) = new.own_node(one.path) {
                by_node
                    .entry((node, one.item.kind, one.first()))
                    .or_default()
                    .push(one);
            }
        }
        let mut of_node: HashMap<_, Vec<&Named<'_>>> = HashMap::new();
        for one in gone {
            if let Some(node) = old.own_node(one.path) {
                of_node
                    .entry((node, one.item.kind, one.first()))
                    .or_default()
                    .push(one);
            }
        }
        for (key, ones) in of_node {
            // An operation has several items: those pair whose names end alike.
            let others = by_node.get(&key).map(Vec::as_slice).unwrap_or_default();
            for one in &ones {
                let end = ending(one.path, &ones);
                let mut alike = others
                    .iter()
                    .filter(|other| ending(other.path, others) == end);
                if let (Some(other), None) = (alike.next(), alike.next()) {
                    self.add(one, other);
                }
            }
        }
    }

    /// What is the same but for its name, and like nothing else.
    fn by_shape(&mut self, gone: &[Named<'_>], come: &[Named<'_>], old: &Surface, new: &Surface) {
        let is_type = |one: &&Named<'_>| one.space == Space::Types && one.item.kind != Kind::Module;
        let is_open = |one: &&Named<'_>| is_type(one) && !self.types.contains_key(one.path);
        let gone: Vec<&Named<'_>> = gone.iter().filter(is_open).collect();
        let is_open = |one: &&Named<'_>| is_type(one) && !self.before.contains_key(one.path);
        let come: Vec<&Named<'_>> = come.iter().filter(is_open).collect();
        if gone.is_empty() || come.is_empty() {
            return;
        }
        let by_shape = |ones: &[&Named<'_>], surface: &Surface| {
            let mut shapes = shapes(ones, surface);
            shapes.retain(|_, ones| ones.len() == 1);
            shapes
        };
        let (old, new) = (by_shape(&gone, old), by_shape(&come, new));
        let pairs = old
            .iter()
            .filter_map(|(shape, ones)| Some((ones[0], new.get(shape)?[0])));
        let pairs: Vec<(usize, usize)> = pairs.collect();
        for (one, other) in pairs {
            self.add(gone[one], come[other]);
        }
    }

    fn add(&mut self, old: &Named<'_>, new: &Named<'_>) {
        let (before, after) = (old.path.to_owned(), new.path.to_owned());
        if old.space == Space::Types {
            self.before.insert(after.clone(), before.clone());
            self.types.insert(before, after);
        } else {
            self.parts.insert((before, old.space), after);
        }
    }

    /// Whether an item of the old version has another name in the new one, and not only what it stands in.
    pub fn is_renamed(&self, path: &str, space: Space) -> bool {
        let now = match space {
            Space::Types => self.types.get(path),
            _ => self.parts.get(&(path.to_owned(), space)),
        };
        let above = |path: &str| {
            path.rsplit_once("::")
                .map(|(above, name)| (above.to_owned(), name.to_owned()))
        };
        now.is_some_and(|now| match (above(path), above(now)) {
            (Some((old, name)), Some((new, name_now))) => {
                name != name_now || self.types.get(&old) != Some(&new)
            }
            _ => true,
        })
    }

    /// The path of an item of the old version in the new one.
    pub fn path(&self, path: &str, item: &Item) -> String {
        let own = match item.kind.space() {
            Space::Types => self.types.get(path),
            space => self.parts.get(&(path.to_owned(), space)),
        };
        if let Some(path) = own {
            return path.clone();
        }
        match (&item.owner, self.types.is_empty()) {
            (Some(owner), false) => {
                let moved = self.types.get(owner);
                let moved = moved.map(|now| path.replacen(owner.as_str(), now, 1));
                let moved = moved.unwrap_or_else(|| path.to_owned());
                // `types::Pet: From<types::Cat>` names another type.
                if item.kind == Kind::Implementation {
                    self.applied(&moved)
                } else {
                    moved
                }
            }
            _ => path.to_owned(),
        }
    }

    /// The path of a type of the new version in the old one.
    pub fn path_before<'p>(&'p self, path: &'p str) -> &'p str {
        self.before.get(path).map_or(path, String::as_str)
    }

    /// Code of the old version by the names of the new one.
    pub fn applied(&self, code: &str) -> String {
        if self.types.is_empty() {
            return code.to_owned();
        }
        let is_of_path =
            |character: char| character.is_alphanumeric() || matches!(character, '_' | ':' | '#');
        // Tokens stand apart: `crate :: types :: Pet`.
        let has_spaces = code.contains(" :: ");
        let tight = if has_spaces {
            code.replace(" :: ", "::")
        } else {
            code.to_owned()
        };
        let mut result = String::with_capacity(tight.len());
        let mut rest = tight.as_str();
        while !rest.is_empty() {
            let length = rest.find(|one| !is_of_path(one)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(length);
            let (name, end) = match word.strip_suffix(':') {
                Some(name) if !name.ends_with(':') => (name, ":"),
                _ => (word, ""),
            };
            let (start, path) = match name.strip_prefix("crate::") {
                Some(path) => ("crate::", path),
                None => ("", name),
            };
            result.push_str(start);
            result.push_str(self.types.get(path).map_or(path, String::as_str));
            result.push_str(end);
            let next = after.find(is_of_path).unwrap_or(after.len());
            let (between, after) = after.split_at(next);
            result.push_str(between);
            rest = after;
        }
        if has_spaces {
            result.replace("::", " :: ")
        } else {
            result
        }
    }
}

/// An item with its path.
struct Named<'s> {
    path: &'s str,
    space: Space,
    item: &'s Item,
}

impl<'s> Named<'s> {
    fn first(&self) -> &'s str {
        self.path.split("::").next().unwrap_or_default()
    }
}

/// The items of one surface alone that stand for themselves, or for a node of their own.
fn only_in<'s>(one: &'s Surface, other: &Surface, places: &Places) -> Vec<Named<'s>> {
    let items = one.items.iter().filter(|(key, item)| {
        let is_whole = item.owner.is_none() && matches!(key.1, Space::Types | Space::Values);
        let has_node =
            matches!(key.1, Space::Parts | Space::Values) && places.own_node(&key.0).is_some();
        (is_whole || has_node) && !item.is_runtime && !other.items.contains_key(*key)
    });
    let named = items.map(|((path, space), item)| Named {
        path,
        space: *space,
        item,
    });
    named.collect()
}

/// What tells the items of one node apart: the end of the name behind what all begin with.
fn ending<'p>(path: &'p str, all: &[&Named<'_>]) -> &'p str {
    let shortest = all
        .iter()
        .map(|one| last(one.path).len())
        .min()
        .unwrap_or(0);
    let name = last(path);
    // The request's name is the shortest, and the others are made of it.
    name.get(shortest..).unwrap_or_default()
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Types by what they are but for their names, as indices of a list.
fn shapes(ones: &[&Named<'_>], surface: &Surface) -> BTreeMap<String, Vec<usize>> {
    let numbers = ones
        .iter()
        .enumerate()
        .map(|(number, one)| (one.path, number));
    let numbers: HashMap<&str, usize> = numbers.collect();
    let mut texts: Vec<String> = ones
        .iter()
        .map(|one| format!("{:?}", one.item.kind))
        .collect();
    let mut parts = vec![0; ones.len()];
    for (number, one) in ones.iter().enumerate() {
        let of_itself = format!("crate :: {}", one.path.replace("::", " :: "));
        texts[number].push_str(&one.item.named.replace(&of_itself, "Self"));
        parts[number] += usize::from(one.item.kind == Kind::Alias);
    }
    for ((path, _), item) in &surface.items {
        let Some(owner) = item.owner.as_deref() else {
            continue;
        };
        let Some(number) = numbers.get(owner) else {
            continue;
        };
        let of_itself = format!("crate :: {}", owner.replace("::", " :: "));
        let name = path.replacen(owner, "Self", 1);
        let text = item.named.replace(&of_itself, "Self");
        parts[*number] += usize::from(matches!(item.kind, Kind::Field | Kind::Variant));
        texts[*number].push_str(&format!("\n{:?} {name} {text}", item.kind));
    }
    let mut shapes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, text) in texts.into_iter().enumerate() {
        // What has no parts is like anything that has none.
        if parts[number] > 0 {
            shapes.entry(text).or_default().push(number);
        }
    }
    shapes
}
