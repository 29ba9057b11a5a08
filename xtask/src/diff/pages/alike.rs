//! Changes that differ in nothing but where they are: pages for people tell one of them, and name the others.

use std::collections::HashMap;

use super::words::{grouped, shortened, visible};
use crate::diff::change::{Change, Impact};

/// As many are needed for a page to put them together.
const FEWEST: usize = 4;

/// A change, and those that are like it.
pub struct Alike<'c> {
    /// The one to tell.
    pub change: &'c Change,
    /// The others.
    pub others: Vec<&'c Change>,
}

impl<'c> Alike<'c> {
    /// Puts changes together, each where the first of its kind stands. What breaks clients and what is accepted
    /// stays apart: each is decided by itself.
    pub fn of(changes: &[&'c Change]) -> Vec<Self> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for change in changes {
            *counts.entry(key(change)).or_default() += 1;
        }
        let mut kinds: HashMap<String, usize> = HashMap::new();
        let mut all: Vec<Self> = Vec::new();
        for change in changes {
            let key = key(change);
            let stays_apart = change.impact == Impact::Breaking
                || change.accepted.is_some()
                || counts.get(&key).is_none_or(|count| *count < FEWEST);
            let known = kinds.get(&key).filter(|_| !stays_apart);
            if let Some(first) = known {
                all[*first].others.push(change);
                continue;
            }
            kinds.insert(key, all.len());
            all.push(Self {
                change,
                others: Vec::new(),
            });
        }
        all
    }

    /// Where the others are: the first so many, and how many more there are.
    pub fn elsewhere(&self, told: usize, most: usize) -> Option<String> {
        if self.others.is_empty() {
            return None;
        }
        let named = self.others.iter().take(told);
        let named: Vec<String> = named
            .map(|other| shortened(&visible(&other.subject), most))
            .collect();
        let more = match self.others.len().saturating_sub(told) {
            0 => String::new(),
            more => format!(" and {} more", grouped(more)),
        };
        Some(format!("{}{more}", named.join(", ")))
    }
}

/// What changes that are alike have in common: all but where they are, and the names in Rust.
fn key(change: &Change) -> String {
    let bump = change.rust.iter().map(|one| one.bump).max();
    format!(
        "{:?}",
        (
            change.code,
            change.side,
            change.impact,
            &change.message,
            &change.old_value,
            &change.new_value,
            bump,
        )
    )
}
