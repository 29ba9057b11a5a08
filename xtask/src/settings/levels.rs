//! The table `levels` of a target: how much warnings matter.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Target;
use crate::report::levels::{Level, Levels, WARNINGS};
use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;

/// The level of a code, and those at places.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a level as a string, or a table with `at`, and perhaps `level`"
)]
pub enum LevelSetting {
    /// Everywhere.
    Everywhere(String),
    /// By JSON Pointer, for the node and what is within it.
    ByPlace(LevelByPlace),
}

/// A level everywhere and at places.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelByPlace {
    /// Everywhere else.
    level: Option<String>,
    /// By JSON Pointer.
    #[serde(default)]
    at: BTreeMap<String, String>,
}

impl Target {
    /// Reports the places of `levels` that the document does not have. `has` tells which it has.
    pub fn check_level_places(&self, has: &dyn Fn(&Pointer) -> bool, report: &mut Report) {
        for (name, setting) in &self.levels {
            let LevelSetting::ByPlace(by_place) = setting else {
                continue;
            };
            for place in by_place.at.keys() {
                if Pointer::parse(place).is_some_and(|pointer| !has(&pointer)) {
                    let message = format!(
                        "the setting `levels` names `{place}`, where the document has nothing"
                    );
                    let setting = self.setting(&["levels", name, "at", place]);
                    report
                        .error(Code::SettingWithoutPlace, setting, message)
                        .help("remove it, or correct the pointer");
                }
            }
        }
    }

    /// The levels of the settings and of the command line. What is none is reported.
    pub fn levels(&self, report: &mut Report) -> Levels {
        let mut levels = Levels::default();
        let mut add = |name: &str, keys: &[&str], text: &str, place: Option<&str>| {
            let Some(level) = Level::by_name(text) else {
                report
                    .error(
                        Code::SettingValue,
                        self.setting(keys),
                        format!("`{text}` is no level"),
                    )
                    .help("the levels are `allow`, `warn` and `deny`");
                return;
            };
            if Code::by_name(name).is_none() && name != WARNINGS {
                report
                    .error(
                        Code::SettingValue,
                        self.setting(&keys[..keys.len().min(2)]),
                        format!("`{name}` is no code"),
                    )
                    .help(
                        "`cargo xtask explain` lists the codes; `warnings` stands for all of them",
                    );
                return;
            }
            match place.map(|place| (place, Pointer::parse(place))) {
                None => {
                    levels.set(name, level);
                }
                Some((_, Some(pointer))) => levels.set_at(name, pointer, level),
                Some((place, None)) => {
                    let message = format!("`{place}` is not a JSON Pointer");
                    report.error(Code::SettingValue, self.setting(keys), message);
                }
            }
        };
        for (name, setting) in &self.levels {
            match setting {
                LevelSetting::Everywhere(level) => add(name, &["levels", name], level, None),
                LevelSetting::ByPlace(by_place) => {
                    if let Some(level) = &by_place.level {
                        add(name, &["levels", name, "level"], level, None);
                    }
                    for (place, level) in &by_place.at {
                        add(name, &["levels", name, "at", place], level, Some(place));
                    }
                }
            }
        }
        for (name, level) in &self.asked_levels {
            levels.ask(name, *level);
        }
        levels
    }
}
