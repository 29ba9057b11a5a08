//! How much changes matter by the settings.

use std::collections::BTreeMap;

use super::catalogue::Code;
use super::change::Impact;
use crate::report::{self, Report};
use crate::settings::Target;
use crate::similar::nearest;

/// How much kinds of changes matter, where the settings say so.
#[derive(Debug, Clone, Default)]
pub struct Impacts {
    /// `None` where the changes are not told.
    set: BTreeMap<Code, Option<Impact>>,
}

impl Impacts {
    /// What the table `changes` of a target says. What is no code or no impact is reported.
    pub fn of(target: &Target, report: &mut Report) -> Self {
        let mut set = BTreeMap::new();
        for (name, text) in &target.changes {
            let place = target.setting(&["changes", name]);
            let Some(code) = Code::by_name(name) else {
                let names = Code::ALL.iter().map(|code| code.as_str());
                let help = match nearest(name, names).first() {
                    Some(near) => {
                        format!("did you mean `{near}`? `cargo xtask explain` lists the codes")
                    }
                    None => "`cargo xtask explain` lists the codes".to_owned(),
                };
                let message = format!("no change has the code `{name}`");
                report
                    .error(report::Code::SettingValue, place, message)
                    .help(help);
                continue;
            };
            let impact = match (text.as_str(), Impact::by_name(text)) {
                ("ignore", _) => None,
                (_, Some(impact)) => Some(impact),
                (_, None) => {
                    let message = format!("`{text}` is not how much a change can matter");
                    report
                        .error(report::Code::SettingValue, place, message)
                        .help("it is `breaking`, `warning`, `info` or `ignore`");
                    continue;
                }
            };
            set.insert(code, impact);
        }
        Self { set }
    }

    /// How much a change matters that matters so much by itself; `None` where it is not told.
    pub fn judge(&self, code: Code, impact: Impact) -> Option<Impact> {
        self.set.get(&code).copied().unwrap_or(Some(impact))
    }
}
