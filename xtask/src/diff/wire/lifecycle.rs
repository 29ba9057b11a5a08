//! How long operations, parameters and values work: `deprecated`, `x-sunset` and `x-stability-level`.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde_json::Value;

use super::operations::nodes::{field, shown};
use super::options::Options;
use super::{Finding, OperationPair};
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::Impact;
use crate::spec::Operation;
use crate::spec::pointer::Pointer;

const SUNSET: &str = "x-sunset";
const LEVEL: &str = "x-stability-level";

/// Whether an extension says how long an operation works.
pub fn is_own(extension: &str) -> bool {
    [SUNSET, LEVEL].contains(&extension)
}

/// What a node says of how long it works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    place: Pointer,
    deprecated: bool,
    sunset: Sunset,
    level: Option<Level>,
}

/// `x-sunset`: the last day.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sunset {
    Unsaid,
    Day(Date),
    Invalid(String),
}

/// `x-stability-level`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Invalid(String),
    Draft,
    Alpha,
    Beta,
    Stable,
}

impl Level {
    fn of(value: &Value) -> Self {
        match value.as_str() {
            Some("draft") => Self::Draft,
            Some("alpha") => Self::Alpha,
            Some("beta") => Self::Beta,
            Some("stable") => Self::Stable,
            _ => Self::Invalid(shown(value)),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Invalid(text) => text,
            Self::Draft => "draft",
            Self::Alpha => "alpha",
            Self::Beta => "beta",
            Self::Stable => "stable",
        }
    }

    /// Whether it may change any day.
    const fn is_unstable(&self) -> bool {
        matches!(self, Self::Draft | Self::Alpha)
    }
}

impl Stage {
    /// What the node at a place says.
    pub fn of(version: &Version, place: &Pointer, deprecated: bool) -> Self {
        let sunset = field(version, place, SUNSET).filter(|value| !value.is_null());
        let level = field(version, place, LEVEL).filter(|value| !value.is_null());
        Self {
            place: place.clone(),
            deprecated,
            sunset: sunset.map_or(Sunset::Unsaid, |value| match day(value) {
                Some(day) => Sunset::Day(day),
                None => Sunset::Invalid(shown(value)),
            }),
            level: level.map(Level::of),
        }
    }

    /// What an operation says.
    pub fn of_operation(version: &Version, operation: &Operation) -> Self {
        Self::of(version, &operation.written, operation.deprecated)
    }

    /// Whether it says how stable it is.
    pub const fn has_level(&self) -> bool {
        self.level.is_some()
    }

    /// What says nothing is stable.
    fn level(&self) -> Level {
        self.level.clone().unwrap_or(Level::Stable)
    }

    /// How many days must pass before it ends; `None` where nobody can tell how stable it is.
    fn days(&self, options: &Options) -> Option<u32> {
        match self.level() {
            Level::Draft | Level::Alpha => Some(0),
            Level::Beta => Some(options.beta_deprecation_days),
            Level::Stable => Some(options.stable_deprecation_days),
            Level::Invalid(_) => None,
        }
    }

    /// The same where the level is another's, unless it has its own.
    pub fn within(mut self, outer: &Self) -> Self {
        self.level = self.level.or_else(|| outer.level.clone());
        self
    }
}

/// A day, or the day of a point in time.
fn day(value: &Value) -> Option<Date> {
    let text = value.as_str()?.trim();
    let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    text[..end].parse().ok()
}

/// How much it may matter that something is gone, and how it was announced.
pub fn removal(stage: &Stage, today: Date) -> (Impact, String) {
    match &stage.sunset {
        _ if !stage.deprecated => (Impact::Breaking, String::new()),
        Sunset::Unsaid => (Impact::Info, ", and was deprecated".to_owned()),
        Sunset::Day(day) if *day > today => {
            (Impact::Breaking, format!(" before its sunset on {day}"))
        }
        Sunset::Day(day) => (Impact::Info, format!(" after its sunset on {day}")),
        Sunset::Invalid(text) => {
            let text = format!(", and its sunset `{text}` was not a date");
            (Impact::Breaking, text)
        }
    }
}

/// What it is that works for so long.
pub struct What<'w> {
    /// As messages begin: ``the parameter `limit` ``.
    pub noun: String,
    /// The code where it is deprecated.
    pub deprecated: Code,
    /// The code where it is so no longer.
    pub reactivated: Code,
    /// Makes a change of it.
    pub finding: &'w dyn Fn(Code, String) -> Finding,
}

/// Compares how long something works.
pub fn compare(options: &Options, what: &What<'_>, (old, new): (&Stage, &Stage)) -> Vec<Finding> {
    let found = Found {
        what,
        old,
        new,
        options,
    };
    let findings = [found.deprecation(), found.sunset(), found.level()];
    findings.into_iter().flatten().collect()
}

struct Found<'f> {
    what: &'f What<'f>,
    old: &'f Stage,
    new: &'f Stage,
    options: &'f Options,
}

impl Found<'_> {
    fn at(&self, keyword: &str, code: Code, rest: &str) -> Finding {
        let old = self.old.place.child(keyword);
        let new = self.new.place.child(keyword);
        (self.what.finding)(code, format!("{} {rest}", self.what.noun)).at(Some(&old), Some(&new))
    }

    fn deprecation(&self) -> Option<Finding> {
        match (self.old.deprecated, self.new.deprecated) {
            (false, true) => {
                let until = match self.new.sunset {
                    Sunset::Day(day) => format!(", and ends on {day}"),
                    _ => String::new(),
                };
                let rest = format!("is deprecated{until}");
                Some(self.at("deprecated", self.what.deprecated, &rest))
            }
            (true, false) => Some(self.at(
                "deprecated",
                self.what.reactivated,
                "is no longer deprecated",
            )),
            _ => None,
        }
    }

    fn sunset(&self) -> Option<Finding> {
        let is_new = self.new.deprecated && !self.old.deprecated;
        let days = self.new.days(self.options);
        let finding = match (&self.old.sunset, &self.new.sunset) {
            (_, Sunset::Unsaid) if is_new => {
                let rest = "does not say when it ends: `x-sunset` is missing";
                (days.is_some_and(|days| days > 0))
                    .then(|| self.at("deprecated", Code::SunsetMissing, rest))
            }
            (_, Sunset::Day(day)) if is_new => self.too_near(*day, days).then(|| {
                let rest = match days {
                    None | Some(0) => format!("ends on {day}, which is over"),
                    Some(days) => format!("ends on {day}, in less than {days} days"),
                };
                self.at(SUNSET, Code::SunsetTooNear, &rest)
            }),
            (old, new) if old == new && !(is_new && matches!(new, Sunset::Invalid(_))) => None,
            // What ends no longer needs no day.
            (_, Sunset::Unsaid) if self.old.deprecated && !self.new.deprecated => None,
            (_, Sunset::Unsaid) => {
                Some(self.at(SUNSET, Code::SunsetRemoved, "no longer says when it ends"))
            }
            (_, Sunset::Invalid(text)) => {
                let rest = format!("ends at `{text}`, which is not a date");
                Some(self.at(SUNSET, Code::SunsetInvalid, &rest))
            }
            (Sunset::Day(old), Sunset::Day(new)) if new < old => {
                let rest = format!("ends on {new}, not on {old}");
                let finding = self.at(SUNSET, Code::SunsetAdvanced, &rest);
                let is_fair = !self.too_near(*new, days);
                Some(if is_fair {
                    finding.at_most(Impact::Info)
                } else {
                    finding
                })
            }
            (_, Sunset::Day(day)) => {
                let rest = format!("ends on {day} now");
                Some(self.at(SUNSET, Code::SunsetChanged, &rest))
            }
        };
        let text = |sunset: &Sunset| match sunset {
            Sunset::Unsaid => None,
            Sunset::Day(day) => Some(day.to_string()),
            Sunset::Invalid(text) => Some(text.clone()),
        };
        let finding = finding?.values(text(&self.old.sunset), text(&self.new.sunset));
        Some(if self.new.deprecated {
            finding
        } else {
            finding.at_most(Impact::Info)
        })
    }

    fn too_near(&self, day: Date, days: Option<u32>) -> bool {
        let left = self.options.today.until(day);
        let left = left.map_or(0, |span| i64::from(span.get_days()));
        days.is_some_and(|days| left < i64::from(days))
    }

    fn level(&self) -> Option<Finding> {
        let (old, new) = (self.old.level(), self.new.level());
        let (code, rest) = match (old.cmp(&new), &new) {
            (Ordering::Equal, _) => return None,
            (_, Level::Invalid(text)) => {
                let rest = format!("has the stability level `{text}`, which is no level");
                (Code::StabilityInvalid, rest)
            }
            (order, _) => {
                let (old, new) = (old.text(), new.text());
                let code = match order {
                    Ordering::Greater => Code::StabilityDecreased,
                    _ => Code::StabilityIncreased,
                };
                (code, format!("is {new} now, not {old}"))
            }
        };
        let finding = self.at(LEVEL, code, &rest);
        let (old, new) = (old.text().to_owned(), new.text().to_owned());
        Some(finding.values(Some(old), Some(new)))
    }
}

/// Lowers what matters to operations alone that never promised to stay as they were.
pub fn settle(old: &Version, new: &Version, findings: &mut [Finding]) {
    let unstable = |version: &Version| {
        let levels = [&version.spec.operations, &version.spec.webhooks].map(|operations| {
            let stages = operations
                .iter()
                .map(|operation| Stage::of_operation(version, operation));
            stages
                .map(|stage| stage.level().is_unstable())
                .collect::<Vec<bool>>()
        });
        move |is_webhook: bool, index: usize| {
            let levels = &levels[usize::from(is_webhook)];
            levels.get(index).copied().unwrap_or_default()
        }
    };
    let (old, new) = (unstable(old), unstable(new));
    let is_unstable = |pair: &OperationPair| match (pair.old, pair.new) {
        (Some(index), _) => old(pair.is_webhook, index),
        (None, Some(index)) => new(pair.is_webhook, index),
        (None, None) => false,
    };
    for finding in findings {
        if !finding.operations.is_empty() && finding.operations.iter().all(is_unstable) {
            finding.impact = finding.impact.min(Impact::Info);
        }
    }
}
