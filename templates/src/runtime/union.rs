//! [`UnionDecoder`]: unions without a tag, told apart by the shape of the value.
//!
//! Every variant is tried, and one that takes the value without any loss ends the search. Where none does,
//! the variant is chosen that met the fewest values which its document does not list; among equals the one
//! that keeps the most of what was sent; among equals the first. So a value never silently becomes a variant
//! that drops what another would have kept.
//!
//! Where unions hold unions that hold unions, each of them tries all its variants for each try of the one
//! above. [`Budget`] bounds that: beyond it the first variant that fits is taken, and beyond that values are
//! kept as unknown ones.

use std::cell::Cell;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Number, Value};

use super::UnknownVariant;
use super::unknown_count::{set_unknowns, unknowns};

/// How many tries the decoding of one value may take, with all the unions within it.
struct Budget;

impl Budget {
    /// Beyond so many tries, and so many for each part of the outermost value, the first variant that fits is
    /// taken.
    const TRIES: usize = 20_000;
    const TRIES_OF_PART: usize = 64;

    /// The tries that are left of the outermost union that is being decoded, twice the budget at first; the
    /// budget; and how many unions are open.
    fn with<T>(change: impl FnOnce(&mut (usize, usize, usize)) -> T) -> T {
        thread_local! {
            static STATE: Cell<(usize, usize, usize)> = const { Cell::new((0, 0, 0)) };
        }
        STATE.with(|cell| {
            let mut state = cell.get();
            let answer = change(&mut state);
            cell.set(state);
            answer
        })
    }

    fn open(size: usize) {
        Self::with(|(left, budget, open)| {
            if *open == 0 {
                *budget = Self::TRIES.max(size.saturating_mul(Self::TRIES_OF_PART));
                *left = budget.saturating_mul(2);
            }
            *open += 1;
        });
    }

    fn close() {
        Self::with(|(_, _, open)| *open = open.saturating_sub(1));
    }

    /// Counts a try.
    fn count() -> Spent {
        Self::with(|(left, budget, _)| {
            *left = left.saturating_sub(1);
            match *left {
                0 => Spent::Twice,
                left if left < *budget => Spent::Once,
                _ => Spent::No,
            }
        })
    }
}

/// How often the budget is spent.
#[derive(PartialEq)]
enum Spent {
    No,
    Once,
    Twice,
}

/// Decodes a union without a tag.
pub struct UnionDecoder<U> {
    value: Value,
    size: usize,
    unknowns_before: usize,
    best: Option<Candidate<U>>,
    reasons: Vec<String>,
}

struct Candidate<U> {
    union: U,
    unknowns: usize,
    kept: usize,
}

impl<U> UnionDecoder<U> {
    /// Reads the value.
    ///
    /// # Errors
    /// When there is no value.
    pub fn new<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::of)
    }

    /// Takes a value that was read already.
    pub fn of(value: Value) -> Self {
        let size = size(&value);
        Budget::open(size);
        Self {
            size,
            value,
            unknowns_before: unknowns(),
            best: None,
            reasons: Vec::new(),
        }
    }

    /// Tries a variant.
    pub fn attempt<T>(&mut self, name: &str, variant: impl FnOnce(T) -> U)
    where
        T: DeserializeOwned + Serialize,
    {
        let is_found = self
            .best
            .as_ref()
            .is_some_and(|best| best.unknowns == 0 && best.kept == self.size);
        if is_found {
            return;
        }
        let spent = Budget::count();
        if spent == Spent::Twice || (spent == Spent::Once && self.best.is_some()) {
            self.reasons
                .push(format!("`{name}`: not tried, after too many tries"));
            return;
        }
        set_unknowns(self.unknowns_before);
        let decoded: T = match serde_path_to_error::deserialize(&self.value) {
            Ok(decoded) => decoded,
            Err(error) => {
                let path = error.path().to_string();
                self.reasons.push(if path == "." {
                    format!("`{name}`: {}", error.inner())
                } else {
                    format!("`{name}`: at `{path}`: {}", error.inner())
                });
                return;
            }
        };
        let unknowns = unknowns().wrapping_sub(self.unknowns_before);
        let kept = serde_json::to_value(&decoded)
            .map(|encoded| kept(&self.value, &encoded))
            .unwrap_or(0);
        let is_better = self.best.as_ref().is_none_or(|best| {
            (unknowns, std::cmp::Reverse(kept)) < (best.unknowns, std::cmp::Reverse(best.kept))
        });
        if is_better {
            self.best = Some(Candidate {
                union: variant(decoded),
                unknowns,
                kept,
            });
        }
    }

    /// The best variant, or the value as an unknown one.
    pub fn finish(mut self, unknown: impl FnOnce(UnknownVariant) -> U) -> U {
        set_unknowns(self.unknowns_before);
        match self.best.take() {
            Some(best) => {
                set_unknowns(self.unknowns_before.wrapping_add(best.unknowns));
                best.union
            }
            None => {
                let value = std::mem::take(&mut self.value);
                let reasons = std::mem::take(&mut self.reasons);
                unknown(UnknownVariant::new(value, reasons))
            }
        }
    }
}

impl<U> Drop for UnionDecoder<U> {
    fn drop(&mut self) {
        Budget::close();
    }
}

/// How many values, items and properties a value has.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(entries) => 1 + entries.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// How many of them are the same in another value.
fn kept(value: &Value, other: &Value) -> usize {
    match (value, other) {
        (Value::Array(items), Value::Array(others)) => {
            1 + items
                .iter()
                .zip(others)
                .map(|(item, other)| kept(item, other))
                .sum::<usize>()
        }
        (Value::Object(entries), Value::Object(others)) => {
            let both = entries
                .iter()
                .filter_map(|(key, value)| Some((value, others.get(key)?)));
            1 + both.map(|(value, other)| kept(value, other)).sum::<usize>()
        }
        (Value::Number(one), Value::Number(other)) => usize::from(is_same_number(one, other)),
        _ => usize::from(value == other),
    }
}

/// Whether two numbers are one: `1` and `1.0` are, and an integer that a float only comes near to is not.
fn is_same_number(one: &Number, other: &Number) -> bool {
    let integer = |number: &Number| {
        let signed = number.as_i64().map(i128::from);
        signed.or_else(|| number.as_u64().map(i128::from))
    };
    match (integer(one), integer(other)) {
        (Some(integer), None) => other.as_f64().is_some_and(|float| float as i128 == integer),
        (None, Some(integer)) => one.as_f64().is_some_and(|float| float as i128 == integer),
        _ => one == other,
    }
}
