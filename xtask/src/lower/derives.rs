//! The traits that the settings ask types to derive.
//!
//! None is inferred from the fields: one that is would vanish when a field of another type is added, and
//! break who relies on it.

mod check;

use std::collections::{BTreeMap, HashSet};

use crate::report::{Code, Report};
use crate::settings::Target;
use crate::spec::pointer::Pointer;
pub use check::check;

/// What every type derives or implements already.
const FIXED: [&str; 5] = ["Debug", "Clone", "PartialEq", "Serialize", "Deserialize"];

/// The traits by place, and which places were met.
pub struct Derives {
    of_all: Vec<String>,
    by_place: BTreeMap<Pointer, Vec<String>>,
    met: HashSet<Pointer>,
    /// The places of all types, where any has a setting of its own.
    asked: Vec<Pointer>,
}

impl Derives {
    /// Takes the settings; what is no pointer or no path is reported.
    pub fn new(target: &Target, report: &mut Report) -> Self {
        let mut derives = Self {
            of_all: Vec::new(),
            by_place: BTreeMap::new(),
            met: HashSet::new(),
            asked: Vec::new(),
        };
        for (place, traits) in &target.derives {
            let setting = || target.setting(&["derives", place]);
            let mut wanted: Vec<String> = Vec::new();
            for name in traits {
                if syn::parse_str::<syn::Path>(name).is_err() {
                    let message = format!(
                        "the setting `derives.\"{place}\"` holds `{name}`, which is not a path of Rust"
                    );
                    report.error(Code::SettingValue, setting(), message);
                } else if !FIXED.contains(&name.as_str()) && !wanted.contains(name) {
                    wanted.push(name.clone());
                }
            }
            if place == "*" {
                derives.of_all = wanted;
            } else if let Some(pointer) = Pointer::parse(place) {
                derives.by_place.insert(pointer, wanted);
            } else {
                let message = format!(
                    "the setting `derives.\"{place}\"` is neither a JSON Pointer such as `#/components/schemas/Pet` nor `*`"
                );
                report.error(Code::SettingValue, setting(), message);
            }
        }
        derives
    }

    /// What the type of the schema at a place derives.
    pub fn of(&mut self, place: &Pointer) -> Vec<String> {
        if !self.by_place.is_empty() {
            self.asked.push(place.clone());
        }
        let mut derives = self.of_all.clone();
        if let Some(own) = self.by_place.get(place) {
            self.met.insert(place.clone());
            let own = own.iter().filter(|name| !self.of_all.contains(name));
            derives.extend(own.cloned());
        }
        derives
    }

    /// What the settings ask of the type of the schema at a place alone.
    pub fn own(&mut self, place: &Pointer) -> Vec<String> {
        if !self.by_place.is_empty() {
            self.asked.push(place.clone());
        }
        let own = self.by_place.get(place).cloned();
        if own.is_some() {
            self.met.insert(place.clone());
        }
        own.unwrap_or_default()
    }

    /// The places of all types.
    pub fn asked(&self) -> &[Pointer] {
        &self.asked
    }

    /// The places of the settings that no type has.
    pub fn unused(&self) -> impl Iterator<Item = &Pointer> {
        self.by_place
            .keys()
            .filter(|place| !self.met.contains(*place))
    }
}
