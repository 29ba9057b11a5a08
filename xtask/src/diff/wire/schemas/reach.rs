//! The operations that lead to each pair of schemas.

use std::collections::{HashMap, VecDeque};

use indexmap::IndexSet;

use super::super::OperationPair;

/// The sets of operations that pairs have, each kept once.
pub struct Reach {
    operations: IndexSet<OperationPair>,
    /// As bits, by the index of the operation.
    sets: IndexSet<Vec<u64>>,
    /// Which set is what two are together.
    unions: HashMap<(usize, usize), usize>,
    /// The set of each pair.
    of: Vec<usize>,
}

impl Reach {
    /// Gives each pair the operations of those that hold it: `direct` are those that hold it themselves, `parts`
    /// the pairs within.
    pub fn of(direct: &[IndexSet<OperationPair>], parts: &[Vec<usize>]) -> Self {
        let mut operations: IndexSet<OperationPair> = direct.iter().flatten().copied().collect();
        operations.sort_unstable();
        let words = operations.len().div_ceil(64);
        let mut reach = Self {
            operations,
            sets: IndexSet::from([vec![0; words]]),
            unions: HashMap::new(),
            of: Vec::new(),
        };
        for own in direct {
            let mut bits = vec![0_u64; words];
            for operation in own {
                if let Some(index) = reach.operations.get_index_of(operation) {
                    bits[index / 64] |= 1 << (index % 64);
                }
            }
            let set = reach.sets.insert_full(bits).0;
            reach.of.push(set);
        }
        let mut waiting: VecDeque<usize> = (0..parts.len()).collect();
        let mut is_waiting = vec![true; parts.len()];
        while let Some(index) = waiting.pop_front() {
            is_waiting[index] = false;
            let set = reach.of[index];
            for part in &parts[index] {
                let known = reach.of[*part];
                let union = reach.union(known, set);
                if union != known {
                    reach.of[*part] = union;
                    if !std::mem::replace(&mut is_waiting[*part], true) {
                        waiting.push_back(*part);
                    }
                }
            }
        }
        reach
    }

    fn union(&mut self, one: usize, other: usize) -> usize {
        if one == other || other == 0 {
            return one;
        }
        let key = (one.min(other), one.max(other));
        if let Some(known) = self.unions.get(&key) {
            return *known;
        }
        let bits = self.sets[one].iter().zip(&self.sets[other]);
        let bits = bits.map(|(one, other)| one | other).collect();
        let union = self.sets.insert_full(bits).0;
        self.unions.insert(key, union);
        union
    }

    /// The operations that lead to a pair, in their order.
    pub fn operations(&self, pair: usize) -> IndexSet<OperationPair> {
        let bits = &self.sets[self.of[pair]];
        let operations = self.operations.iter().enumerate();
        operations
            .filter(|(index, _)| bits[index / 64] >> (index % 64) & 1 == 1)
            .map(|(_, operation)| *operation)
            .collect()
    }
}
