//! The modules of a crate that are written by hand: whether they are there.

use std::path::Path;

use crate::paths::shown;
use crate::report::{Code, Report};
use crate::settings::{Target, hand_module};

/// Reports the modules whose files are not there, below the folder that paths start from.
pub fn check(target: &Target, root: &Path, report: &mut Report) {
    for (index, text) in target.modules.iter().enumerate() {
        let module = hand_module(text);
        let path = target.output.join(module.path(target));
        let place = target.setting(&["modules", &index.to_string()]);
        // Of what can be no module, that was said.
        let is_said = report.diagnostics().iter().any(|one| one.place == place);
        if is_said || root.join(&path).is_file() {
            continue;
        }
        let path = shown(&path);
        let message = format!("the module `{}` has no file `{path}`", module.name);
        report
            .error(Code::SettingValue, place, message)
            .help("write it by hand, if only empty; codegen declares it, and never touches it");
    }
}
