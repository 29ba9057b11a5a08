//! Which schema has which name of the lock: by its place, else by what stands at the place now, else by its
//! shape.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::names::{Placed, place_key};

/// A schema that may have had a name.
#[derive(Debug)]
pub struct Item {
    /// Its place.
    pub place: String,
    /// What it looks like.
    pub shape: u32,
    /// The name that it would be given.
    pub wanted: String,
}

/// Which lines are about which items.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// For each item the line of its name.
    pub lines: Vec<Option<usize>>,
    /// The lines of other schemas that became one with an item, with that item.
    pub merged: Vec<(usize, usize)>,
}

/// Matches the lines of one scope. `now_at` says which item a place that was one of a schema refers to now.
pub fn matched(
    lines: &[&Placed],
    items: &[Item],
    now_at: &dyn Fn(&str) -> Option<usize>,
) -> Matched {
    let mut state = State {
        lines,
        items,
        is_open: vec![true; lines.len()],
        found: vec![None; items.len()],
    };
    // Places may differ in nothing but the names of parameters of paths.
    for is_written in [true, false] {
        let at = |line: &Placed, item: &Item| !is_written || line.place == item.place;
        let is_like = |line: &Placed, item: &Item| line.shapes.contains(&item.shape);
        state.by_place(|line, item| {
            at(line, item) && line.name == item.wanted && is_like(line, item)
        });
        state.by_place(|line, item| at(line, item) && is_like(line, item));
        state.by_place(|line, item| at(line, item) && !has_index(&line.place));
    }
    let merged = state.by_reference(now_at);
    state.with_their_parents();
    state.by_shape(|line, item| last(&line.place) == last(&item.place));
    state.with_their_parents();
    state.by_shape(|_, _| true);
    state.with_their_parents();
    state.by_place(|_, _| true);
    Matched {
        lines: state.found,
        merged,
    }
}

struct State<'l> {
    lines: &'l [&'l Placed],
    items: &'l [Item],
    is_open: Vec<bool>,
    found: Vec<Option<usize>>,
}

impl State<'_> {
    fn take(&mut self, line: usize, item: usize) {
        self.found[item] = Some(line);
        self.is_open[line] = false;
    }

    fn open_lines(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.lines.len()).filter(|line| self.is_open[*line])
    }

    /// What stands where it stood. Lines and items of one place pair by their names.
    fn by_place(&mut self, is_same: impl Fn(&Placed, &Item) -> bool) {
        let mut lines_at: HashMap<String, Vec<usize>> = HashMap::new();
        for line in self.open_lines() {
            let key = place_key(&self.lines[line].place);
            lines_at.entry(key).or_default().push(line);
        }
        for lines in lines_at.values_mut() {
            lines.sort_by_key(|line| &self.lines[*line].name);
        }
        let mut items: Vec<usize> = (0..self.items.len())
            .filter(|item| self.found[*item].is_none())
            .collect();
        items.sort_by_key(|item| (&self.items[*item].wanted, *item));
        for item in items {
            let at = lines_at.get_mut(&place_key(&self.items[item].place));
            let Some(at) = at else { continue };
            let found = at
                .iter()
                .position(|line| is_same(self.lines[*line], &self.items[item]));
            if let Some(found) = found {
                let line = at.remove(found);
                self.take(line, item);
            }
        }
    }

    /// What stood at a place that refers to an item now, which has no name yet: it has been made a component.
    /// Of several the first name stays.
    fn by_reference(&mut self, now_at: &dyn Fn(&str) -> Option<usize>) -> Vec<(usize, usize)> {
        let mut lines_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for line in self.open_lines() {
            let item = now_at(&self.lines[line].place);
            if let Some(item) = item.filter(|item| self.found[*item].is_none()) {
                lines_of.entry(item).or_default().push(line);
            }
        }
        let mut merged = Vec::new();
        for (item, mut lines) in lines_of {
            lines.sort_by_key(|line| &self.lines[*line].name);
            for (index, line) in lines.into_iter().enumerate() {
                if index == 0 {
                    self.take(line, item);
                } else {
                    self.is_open[line] = false;
                    merged.push((line, item));
                }
            }
        }
        merged
    }

    /// What stood within a schema that was found elsewhere, and stands there as it stood.
    fn with_their_parents(&mut self) {
        let moved = self
            .found
            .iter()
            .zip(self.items)
            .filter_map(|(line, item)| {
                let before = self.lines[(*line)?].place.as_str();
                (before != item.place).then_some((before, item.place.as_str()))
            });
        let moved: HashMap<&str, &str> = moved.collect();
        if moved.is_empty() {
            return;
        }
        let places = self.items.iter().enumerate();
        let open: HashMap<&str, usize> = places
            .filter(|(item, _)| self.found[*item].is_none())
            .map(|(item, one)| (one.place.as_str(), item))
            .collect();
        let mut pairs = Vec::new();
        for line in self.open_lines() {
            let place = self.lines[line].place.as_str();
            let above = place.match_indices('/').map(|(end, _)| place.split_at(end));
            let now = above.rev().find_map(|(above, below)| {
                let above = moved.get(above)?;
                open.get(format!("{above}{below}").as_str()).copied()
            });
            pairs.extend(now.map(|item| (line, item)));
        }
        for (line, item) in pairs {
            if self.found[item].is_none() {
                self.take(line, item);
            }
        }
    }

    /// What looks as the one that is gone, where no other does.
    fn by_shape(&mut self, is_like: impl Fn(&Placed, &Item) -> bool) {
        let mut items_of: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for (index, item) in self.items.iter().enumerate() {
            if self.found[index].is_none() {
                items_of.entry(item.shape).or_default().insert(index);
            }
        }
        let mut lines_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut item_of: Vec<(usize, usize)> = Vec::new();
        for line in self.open_lines() {
            let shapes = self.lines[line].shapes.iter();
            let items = shapes.filter_map(|shape| items_of.get(shape)).flatten();
            let mut alike = items.filter(|item| is_like(self.lines[line], &self.items[**item]));
            let (first, second) = (alike.next(), alike.next());
            for item in first.iter().chain(&second) {
                lines_of.entry(**item).or_default().push(line);
            }
            if let (Some(item), None) = (first, second) {
                item_of.push((line, *item));
            }
        }
        for (line, item) in item_of {
            if lines_of.get(&item).is_some_and(|lines| lines.len() == 1) {
                self.take(line, item);
            }
        }
    }
}

/// The last key of a place, as it is compared: `owner` as `Owner`.
fn last(place: &str) -> String {
    let last = place.rsplit('/').next().unwrap_or(place);
    last.to_lowercase()
}

/// Whether a place counts the items of a list, so that another may stand there when the list changes.
fn has_index(place: &str) -> bool {
    const LISTS: [&str; 7] = [
        "allOf",
        "anyOf",
        "oneOf",
        "parameters",
        "prefixItems",
        "items",
        "servers",
    ];
    let tokens: Vec<&str> = place.split('/').collect();
    tokens.windows(2).any(|pair| {
        LISTS.contains(&pair[0])
            && !pair[1].is_empty()
            && pair[1].bytes().all(|one| one.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(all: &[(&str, &str, u32)]) -> Vec<Placed> {
        let lines = all.iter().map(|(name, place, shape)| Placed {
            owner: String::new(),
            name: (*name).to_owned(),
            place: (*place).to_owned(),
            shapes: [*shape].into(),
        });
        lines.collect()
    }

    fn found(old: &[(&str, &str, u32)], new: &[(&str, u32)]) -> Vec<Option<String>> {
        let lines = lines(old);
        let lines: Vec<&Placed> = lines.iter().collect();
        let items: Vec<Item> = new
            .iter()
            .map(|(place, shape)| Item {
                place: (*place).to_owned(),
                shape: *shape,
                wanted: String::new(),
            })
            .collect();
        let matched = matched(&lines, &items, &|_| None);
        let names = matched.lines.into_iter();
        names
            .map(|line| line.map(|line| lines[line].name.clone()))
            .collect()
    }

    #[test]
    fn the_place_comes_before_the_shape() {
        let old = [("A", "#/a", 1), ("B", "#/b", 2)];
        assert_eq!(
            found(&old, &[("#/a", 2), ("#/b", 1)]),
            [Some("A".to_owned()), Some("B".to_owned())]
        );
    }

    #[test]
    fn the_names_of_path_parameters_are_no_part_of_a_place() {
        let old = [("A", "#/paths/~1pets~1{id}/get", 1)];
        assert_eq!(
            found(&old, &[("#/paths/~1pets~1{petId}/get", 2)]),
            [Some("A".to_owned())]
        );
    }

    #[test]
    fn items_of_lists_are_known_by_their_shape() {
        let old = [("A", "#/x/oneOf/0", 1), ("B", "#/x/oneOf/1", 2)];
        assert_eq!(
            found(
                &old,
                &[("#/x/oneOf/0", 3), ("#/x/oneOf/1", 1), ("#/x/oneOf/2", 2)]
            ),
            [None, Some("A".to_owned()), Some("B".to_owned())]
        );
        // One that changed where it stands is still the same.
        assert_eq!(
            found(&old, &[("#/x/oneOf/0", 1), ("#/x/oneOf/1", 5)]),
            [Some("A".to_owned()), Some("B".to_owned())]
        );
    }

    #[test]
    fn what_is_within_a_schema_moves_with_it() {
        let old = [("A", "#/a", 1), ("B", "#/a/x", 2), ("C", "#/a/y", 2)];
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(
            found(&old, &[("#/b/y", 3), ("#/b/x", 2), ("#/b", 1)]),
            [name("C"), name("B"), name("A")]
        );
    }

    #[test]
    fn a_shape_tells_only_where_it_is_the_only_one() {
        let old = [("A", "#/a", 1), ("B", "#/b", 1)];
        assert_eq!(found(&old, &[("#/c", 1)]), [None]);
        assert_eq!(found(&old, &[("#/c", 1), ("#/d", 1)]), [None, None]);
        assert_eq!(
            found(&old, &[("#/x/B", 1), ("#/x/A", 1)]),
            [Some("B".to_owned()), Some("A".to_owned())]
        );
    }
}
