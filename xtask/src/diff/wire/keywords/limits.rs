//! Limits: lengths, counts and ranges (JSON Schema 2020-12, Validation, section 6).

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::super::Finding;
use super::Both;
use super::said::Said;
use crate::diff::catalogue::Code;
use crate::diff::change::Impact;

/// A limit, and what may become of it.
struct Limit {
    keyword: &'static str,
    /// What has the limit, as messages say it.
    noun: &'static str,
    is_upper: bool,
    set: Code,
    unset: Code,
    lowered: Code,
    raised: Code,
}

macro_rules! limit {
    ($keyword:literal, $noun:literal, $is_upper:literal, $set:ident, $unset:ident, $lowered:ident, $raised:ident) => {
        Limit {
            keyword: $keyword,
            noun: $noun,
            is_upper: $is_upper,
            set: Code::$set,
            unset: Code::$unset,
            lowered: Code::$lowered,
            raised: Code::$raised,
        }
    };
}

#[rustfmt::skip]
const LIMITS: &[Limit] = &[
    limit!("maxLength", "length", true, MaxLengthSet, MaxLengthUnset, MaxLengthLowered, MaxLengthRaised),
    limit!("minLength", "length", false, MinLengthSet, MinLengthUnset, MinLengthLowered, MinLengthRaised),
    limit!("maxItems", "number of items", true, MaxItemsSet, MaxItemsUnset, MaxItemsLowered, MaxItemsRaised),
    limit!("minItems", "number of items", false, MinItemsSet, MinItemsUnset, MinItemsLowered, MinItemsRaised),
    limit!("maxProperties", "number of properties", true, MaxPropertiesSet, MaxPropertiesUnset, MaxPropertiesLowered, MaxPropertiesRaised),
    limit!("minProperties", "number of properties", false, MinPropertiesSet, MinPropertiesUnset, MinPropertiesLowered, MinPropertiesRaised),
    limit!("maxContains", "number of items of that kind", true, MaxContainsSet, MaxContainsUnset, MaxContainsLowered, MaxContainsRaised),
    limit!("minContains", "number of items of that kind", false, MinContainsSet, MinContainsUnset, MinContainsLowered, MinContainsRaised),
    limit!("maximum", "value", true, MaximumSet, MaximumUnset, MaximumLowered, MaximumRaised),
    limit!("minimum", "value", false, MinimumSet, MinimumUnset, MinimumLowered, MinimumRaised),
];

/// A number, and whether it is itself beyond the limit.
#[derive(Debug, Clone, Copy)]
struct Bound<'v> {
    number: &'v Number,
    is_exclusive: bool,
}

impl Bound<'_> {
    fn text(&self) -> String {
        let mark = if self.is_exclusive {
            " (exclusive)"
        } else {
            ""
        };
        format!("{}{mark}", self.number)
    }

    /// Compares where two upper limits are, or two lower ones.
    fn compare(&self, other: &Self, is_upper: bool) -> Ordering {
        let of_exclusive = self.is_exclusive.cmp(&other.is_exclusive);
        ordered(self.number, other.number).then(if is_upper {
            of_exclusive.reverse()
        } else {
            of_exclusive
        })
    }
}

/// Compares numbers by what they are, and not by how they are written.
pub fn is_equal(one: &Value, other: &Value) -> bool {
    match (one.as_number(), other.as_number()) {
        (Some(one), Some(other)) => ordered(one, other) == Ordering::Equal,
        _ => one == other,
    }
}

fn ordered(one: &Number, other: &Number) -> Ordering {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => {
            let float = |number: &Number| number.as_f64().unwrap_or_default();
            float(one).total_cmp(&float(other))
        }
    }
}

/// Compares all limits.
pub fn compare(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    for limit in LIMITS {
        findings.extend(of_limit(both, limit));
    }
    of_multiples(both, findings);
}

fn of_limit(both: &Both<'_, '_>, limit: &Limit) -> Option<Finding> {
    let (old, new) = (bound(&both.old, limit), bound(&both.new, limit));
    let word = if limit.is_upper {
        "at most"
    } else {
        "at least"
    };
    let noun = limit.noun;
    let (code, message) = match (old, new) {
        (None, None) => return None,
        (None, Some(new)) => {
            let message = format!("the {noun} must be {word} {} now", new.text());
            (limit.set, message)
        }
        (Some(old), None) => {
            let message = format!("the {noun} need not be {word} {} any longer", old.text());
            (limit.unset, message)
        }
        (Some(old), Some(new)) => {
            let code = match new.compare(&old, limit.is_upper) {
                Ordering::Equal => return None,
                Ordering::Less => limit.lowered,
                Ordering::Greater => limit.raised,
            };
            let (old, new) = (old.text(), new.text());
            (
                code,
                format!("the {noun} must be {word} {new} now, and was {old}"),
            )
        }
    };
    let finding = both.met.keyword(keyword(both, limit), code, message);
    let finding = finding.values(old.map(|old| old.text()), new.map(|new| new.text()));
    // Nothing is shorter than nothing.
    let is_void =
        |bound: Option<Bound<'_>>| bound.is_none_or(|bound| bound.number.as_u64() == Some(0));
    let is_count = !limit.is_upper && limit.keyword != "minimum";
    Some(if is_count && is_void(old) && is_void(new) {
        finding.at_most(Impact::Info)
    } else {
        finding
    })
}

/// The keyword at which a change stands.
fn keyword(both: &Both<'_, '_>, limit: &Limit) -> &'static str {
    let exclusive = exclusive(limit);
    let has = |keyword: &str| {
        both.old
            .number(keyword)
            .or(both.new.number(keyword))
            .is_some()
    };
    match exclusive {
        Some(exclusive) if !has(limit.keyword) => exclusive,
        _ => limit.keyword,
    }
}

fn exclusive(limit: &Limit) -> Option<&'static str> {
    match limit.keyword {
        "maximum" => Some("exclusiveMaximum"),
        "minimum" => Some("exclusiveMinimum"),
        _ => None,
    }
}

/// The limit of one version. What is exclusive is `true` beside the limit in 3.0, and a number since 3.1.
fn bound<'v>(said: &Said<'v>, limit: &Limit) -> Option<Bound<'v>> {
    let exclusive = exclusive(limit);
    let is_exclusive =
        exclusive.is_some_and(|exclusive| said.value(exclusive) == Some(&Value::Bool(true)));
    let inclusive = said.number(limit.keyword).map(|number| Bound {
        number,
        is_exclusive,
    });
    let exclusive = exclusive
        .and_then(|exclusive| said.number(exclusive))
        .map(|number| Bound {
            number,
            is_exclusive: true,
        });
    match (inclusive, exclusive) {
        (Some(one), Some(other)) => {
            // The narrower counts.
            let order = one.compare(&other, limit.is_upper);
            let is_first = (order == Ordering::Less) == limit.is_upper;
            Some(if is_first { one } else { other })
        }
        (one, other) => one.or(other),
    }
}

fn of_multiples(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    let (old, new) = (both.old.value("multipleOf"), both.new.value("multipleOf"));
    let (code, message) = match (old, new) {
        (None, Some(new)) => {
            let message = format!("the value must be a multiple of {new} now");
            (Code::MultipleOfSet, message)
        }
        (Some(old), None) => {
            let message = format!("the value need not be a multiple of {old} any longer");
            (Code::MultipleOfUnset, message)
        }
        (Some(old), Some(new)) if !is_equal(old, new) => {
            let message =
                format!("the value must be a multiple of {new} now, and was one of {old}");
            (Code::MultipleOfChanged, message)
        }
        _ => return,
    };
    findings.push(both.finding("multipleOf", code, message));
}
