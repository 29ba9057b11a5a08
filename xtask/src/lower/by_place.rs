//! Settings that say something of places, and which of them were met.

use std::collections::{BTreeMap, HashSet};

use crate::report::{Code, Report};
use crate::settings::Target;
use crate::spec::pointer::Pointer;

/// A setting that is a table by JSON Pointer.
pub struct ByPlace<T> {
    values: BTreeMap<Pointer, T>,
    met: HashSet<Pointer>,
    /// The places that it could be for, where it has any.
    asked: Vec<Pointer>,
}

impl<T> ByPlace<T> {
    /// Takes a table. A key that is no pointer is reported; so is a value, by who reads it.
    pub fn new<'a, S: 'a>(
        setting: &'static str,
        table: &'a BTreeMap<String, S>,
        target: &Target,
        report: &mut Report,
        read: impl Fn(&str, &'a S, &mut Report) -> Option<T>,
    ) -> Self {
        let mut values = BTreeMap::new();
        for (place, value) in table {
            let Some(pointer) = Pointer::parse(place) else {
                let message = format!(
                    "the setting `{setting}.\"{place}\"` is not a JSON Pointer such as `#/components/schemas/Pet`"
                );
                report.error(
                    Code::SettingValue,
                    target.setting(&[setting, place]),
                    message,
                );
                continue;
            };
            if let Some(value) = read(place, value, report) {
                values.insert(pointer, value);
            }
        }
        Self {
            values,
            met: HashSet::new(),
            asked: Vec::new(),
        }
    }

    /// What is said of a place, which it could be for.
    pub fn get(&mut self, place: &Pointer) -> Option<&T> {
        if self.values.is_empty() {
            return None;
        }
        self.asked.push(place.clone());
        let value = self.values.get(place)?;
        self.met.insert(place.clone());
        Some(value)
    }

    /// What is said of a place, without a note that it was met.
    pub fn peek(&self, place: &Pointer) -> Option<&T> {
        self.values.get(place)
    }

    /// The places of the setting that were not met.
    pub fn unused(&self) -> impl Iterator<Item = &Pointer> {
        let places = self.values.keys();
        places.filter(|place| !self.met.contains(*place))
    }

    /// The places that it could be for.
    pub fn asked(&self) -> &[Pointer] {
        &self.asked
    }
}
