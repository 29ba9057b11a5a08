//! [`UnionDecoder`]: unions without a tag, told apart by the shape of the value.
//!
//! Every variant is tried, and one that takes the value without any loss ends the search. Where none does,
//! the variant is chosen that met the fewest values which its document does not list; among equals the one
//! that keeps the most of what was sent; among equals the first. So a value never silently becomes a variant
//! that drops what another would have kept.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::UnknownVariant;
use super::unknown_count::{set_unknowns, unknowns};

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
        let value = Value::deserialize(deserializer)?;
        Ok(Self {
            size: size(&value),
            value,
            unknowns_before: unknowns(),
            best: None,
            reasons: Vec::new(),
        })
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
    pub fn finish(self, unknown: impl FnOnce(UnknownVariant) -> U) -> U {
        set_unknowns(self.unknowns_before);
        match self.best {
            Some(best) => {
                set_unknowns(self.unknowns_before.wrapping_add(best.unknowns));
                best.union
            }
            None => unknown(UnknownVariant::new(self.value, self.reasons)),
        }
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
        // `1` and `1.0` are one number.
        (Value::Number(one), Value::Number(other)) => {
            usize::from(one == other || one.as_f64() == other.as_f64())
        }
        _ => usize::from(value == other),
    }
}
