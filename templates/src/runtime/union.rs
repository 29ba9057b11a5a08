//! [`UnionDecoder`]: unions without a tag, told apart by the shape of the value.
//!
//! Where the type of the value and the properties it has leave but one variant, it is that. Otherwise every
//! variant is tried, and one that takes the value without any loss ends the search. Where none does,
//! the variant is chosen that met the fewest values which its document does not list; among equals the one
//! that keeps the most of what was sent; among equals the first. So a value never silently becomes a variant
//! that drops what another would have kept.
//!
//! Where unions hold unions that hold unions, each of them tries all its variants for each try of the one
//! above. [`Budget`] bounds that: beyond it the first variant that fits is taken, and beyond that values are
//! kept as unknown ones.

use std::borrow::Cow;
use std::cell::Cell;
use std::cmp::Reverse;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Number, Value};

use super::json_text::JsonText;
use super::unknown_count::{set_unknowns, unknowns};
use super::{UnknownVariant, json_path};

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

/// What values of a variant look like, as far as that takes no decoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// Anything.
    Any,
    /// A string.
    Text,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// A list.
    List,
    /// An object with these properties at least.
    Object(&'static [&'static str]),
}

impl Shape {
    /// Whether a value may be one of the shape: the first byte of its text, and its keys if it is an object.
    fn fits(self, first: u8, keys: Option<&[&str]>) -> bool {
        match self {
            Self::Any => true,
            Self::Text => first == b'"',
            Self::Number => first == b'-' || first.is_ascii_digit(),
            Self::Boolean => matches!(first, b't' | b'f'),
            Self::List => first == b'[',
            Self::Object(required) => {
                let has_all = |keys: &[&str]| required.iter().all(|name| keys.contains(name));
                first == b'{' && keys.is_none_or(has_all)
            }
        }
    }
}

/// Decodes a union without a tag.
pub struct UnionDecoder<'de, U> {
    text: Cow<'de, str>,
    /// The value, once variants have to be compared by what they keep of it.
    value: Option<Value>,
    variants: &'static [(&'static str, Shape)],
    /// Which variants are left to try, and whether the value may be one of them.
    candidates: std::vec::IntoIter<bool>,
    unknowns_before: usize,
    best: Option<Candidate<U>>,
    /// The variants that were tried or would have been, and what they failed with.
    refused: Vec<(usize, Option<serde_json::Error>)>,
}

struct Candidate<U> {
    union: U,
    unknowns: usize,
    /// How much of the value it keeps, and whether that is all of it.
    kept: usize,
    is_lossless: bool,
}

impl<'de, U> UnionDecoder<'de, U> {
    /// Reads the value, which is one of the variants: their names and their shapes.
    ///
    /// # Errors
    /// When there is no value.
    pub fn new<D: Deserializer<'de>>(
        deserializer: D,
        variants: &'static [(&'static str, Shape)],
    ) -> Result<Self, D::Error> {
        JsonText::deserialize(deserializer).map(|text| Self::of_text(text, variants))
    }

    /// Takes a value that was read already.
    pub fn of(value: &Value, variants: &'static [(&'static str, Shape)]) -> Self {
        Self::of_text(JsonText::of(value), variants)
    }

    fn of_text(text: JsonText<'de>, variants: &'static [(&'static str, Shape)]) -> Self {
        let text = text.0;
        let first = text.bytes().next().unwrap_or_default();
        let (size, keys) = survey(&text);
        let fits = |(_, shape): &(_, Shape)| shape.fits(first, keys.as_deref());
        let mut candidates: Vec<bool> = variants.iter().map(fits).collect();
        if !candidates.contains(&true) {
            // All are tried for the reasons why it is none of them.
            candidates.fill(true);
        }
        Budget::open(size);
        Self {
            text,
            value: None,
            variants,
            candidates: candidates.into_iter(),
            unknowns_before: unknowns(),
            best: None,
            refused: Vec::new(),
        }
    }

    /// Tries the next variant.
    pub fn attempt<T>(&mut self, variant: impl FnOnce(T) -> U)
    where
        T: DeserializeOwned + Serialize,
    {
        if !self.is_to_be_tried() {
            return;
        }
        match serde_json::from_str::<T>(&self.text) {
            Ok(decoded) => {
                let unknowns = unknowns().wrapping_sub(self.unknowns_before);
                // Nobody asks how much the only one keeps that it can be.
                let is_only = self.best.is_none() && !self.candidates.as_slice().contains(&true);
                let (kept, is_lossless) = if is_only {
                    (0, true)
                } else {
                    self.kept_by(serde_json::to_value(&decoded))
                };
                let is_better = self.best.as_ref().is_none_or(|best| {
                    (unknowns, Reverse(kept)) < (best.unknowns, Reverse(best.kept))
                });
                if is_better {
                    self.best = Some(Candidate {
                        union: variant(decoded),
                        unknowns,
                        kept,
                        is_lossless,
                    });
                }
            }
            Err(error) => self.refuse(Some(error)),
        }
    }

    /// Goes on to the next variant.
    fn is_to_be_tried(&mut self) -> bool {
        let is_candidate = self.candidates.next().unwrap_or(true);
        let best = self.best.as_ref();
        let is_found = best.is_some_and(|best| best.unknowns == 0 && best.is_lossless);
        if is_found || !is_candidate {
            return false;
        }
        let spent = Budget::count();
        if spent == Spent::Twice || (spent == Spent::Once && self.best.is_some()) {
            self.refuse(None);
            return false;
        }
        set_unknowns(self.unknowns_before);
        true
    }

    /// Notes why the value is not of the variant.
    fn refuse(&mut self, error: Option<serde_json::Error>) {
        let done = self.variants.len().saturating_sub(self.candidates.len());
        self.refused.push((done.saturating_sub(1), error));
    }

    /// Why the value is of none of the variants.
    fn reasons(&self) -> Vec<String> {
        let variants = self.variants.iter().enumerate();
        let reasons = variants.map(|(index, (name, _))| {
            let reason = match self.refused.iter().find(|(refused, _)| *refused == index) {
                Some((_, Some(error))) => json_path::failure(&self.text, error).to_string(),
                Some((_, None)) => "not tried, after too many tries".to_owned(),
                None => "the value has another type, or lacks a property".to_owned(),
            };
            format!("`{name}`: {reason}")
        });
        reasons.collect()
    }

    /// How much of the value a variant keeps, and whether that is all.
    fn kept_by(&mut self, encoded: serde_json::Result<Value>) -> (usize, bool) {
        let parse = || serde_json::from_str(&self.text).unwrap_or_default();
        let value = self.value.get_or_insert_with(parse);
        let kept = encoded.map_or(0, |encoded| kept(value, &encoded));
        (kept, kept == size(value))
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
                let reasons = self.reasons();
                let value = self.value.take();
                let parse = || serde_json::from_str(&self.text).unwrap_or_default();
                unknown(UnknownVariant::new(value.unwrap_or_else(parse), reasons))
            }
        }
    }
}

impl<U> Drop for UnionDecoder<'_, U> {
    fn drop(&mut self) {
        Budget::close();
    }
}

/// How many values a text has, or a few more, and the keys of the object that it is. `None` where a key has an
/// escape: what it says is left to decoding.
fn survey(text: &str) -> (usize, Option<Vec<&str>>) {
    let bytes = text.as_bytes();
    let (mut size, mut depth, mut keys) = (1, 0_usize, Vec::new());
    let (mut at, mut is_key, mut is_plain) = (0, false, true);
    while let Some(byte) = bytes.get(at) {
        let start = at + 1;
        at = start;
        match byte {
            b'{' | b'[' => (size, depth, is_key) = (size + 1, depth + 1, true),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => (size, is_key) = (size + 1, true),
            b':' => is_key = false,
            b'"' => {
                at = json_path::end_of_string(bytes, start).unwrap_or(bytes.len());
                if is_key && depth == 1 {
                    let key = text.get(start..at - 1).unwrap_or_default();
                    is_plain &= !key.contains('\\');
                    keys.push(key);
                }
            }
            _ => {}
        }
    }
    (size, is_plain.then_some(keys))
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
