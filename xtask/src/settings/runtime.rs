//! The setting `runtime`: the crate of the runtime that several crates of a workspace share.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::{Target, is_crate_name};
use crate::paths;
use crate::report::{Code, Report};

/// The crate of a shared runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuntimeCrate {
    /// Its name, which is that of its folder.
    pub name: String,
    /// Its folder below the workspace's root, with `/`.
    pub folder: String,
    /// The path to it from the folder of the target's crate, with `/`.
    pub path: String,
}

impl Target {
    /// The crate of the runtime that the target's crate shares; `None` where it carries its own, or where the setting
    /// cannot be used, which [`check`] reports.
    pub fn runtime_crate(&self) -> Option<RuntimeCrate> {
        self.shared_runtime().ok()?
    }

    /// The same, or what is wrong with it and what to do.
    fn shared_runtime(&self) -> Result<Option<RuntimeCrate>, (String, &'static str)> {
        let Some(setting) = &self.runtime else {
            return Ok(None);
        };
        let shown = setting.display();
        if self.is_module() {
            return Err((
                "a module of another crate shares no runtime".to_owned(),
                "leave `runtime` out, or let the bindings be a crate",
            ));
        }
        let (Some(folder), Some(output)) = (parts(setting), parts(&self.output)) else {
            return Err((
                format!("the path from the crate to `{shown}` is not known"),
                "let `runtime` and `output` be folders below the workspace's root, without `..`",
            ));
        };
        let name = folder.last().copied().unwrap_or_default();
        if !is_crate_name(name) || self.crate_name.as_deref() == Some(name) {
            return Err((
                format!("`{name}` cannot be the name of the runtime's crate"),
                "its folder is called by its name, as `crates/bindery-runtime`",
            ));
        }
        let below = |parts: &[&str]| Path::new("/").join(parts.iter().collect::<PathBuf>());
        Ok(Some(RuntimeCrate {
            name: name.to_owned(),
            path: paths::shown(&paths::relative(&below(&output), &below(&folder))),
            folder: folder.join("/"),
        }))
    }
}

/// Reports shared runtimes that cannot be, each by itself or beside what else the targets have.
pub fn check(targets: &BTreeMap<String, Target>, report: &mut Report) {
    for target in targets.values() {
        let place = target.setting(&["runtime"]);
        let own = match target.shared_runtime() {
            Ok(None) => continue,
            Ok(Some(own)) => own,
            Err((message, help)) => {
                report.error(Code::SettingValue, place, message).help(help);
                continue;
            }
        };
        let folder = Path::new(&own.folder);
        for (name, other) in targets {
            let output: Option<PathBuf> = parts(&other.output).map(|parts| parts.iter().collect());
            let within = output
                .is_some_and(|output| output.starts_with(folder) || folder.starts_with(output));
            let namesake = other.runtime_crate().is_some_and(|other| {
                other.name == own.name && other.folder != own.folder && other.folder < own.folder
            });
            let message = if within {
                format!(
                    "the runtime is in `{}`, which is no folder of its own: the crate of `{name}` is there",
                    own.folder
                )
            } else if namesake {
                format!(
                    "the crate `{}` of the runtime has another folder for `{name}`",
                    own.name
                )
            } else {
                continue;
            };
            report
                .error(Code::SettingValue, place.clone(), message)
                .help("name one folder, for all targets that share a runtime, in which no target is written");
        }
    }
}

/// The names of a path below the root; `None` where it is none.
fn parts(path: &Path) -> Option<Vec<&str>> {
    let is_named = |part: &Component<'_>| *part != Component::CurDir;
    let parts = path.components().filter(is_named).map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    parts.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests end by panicking")]
mod tests {
    use super::*;

    fn target(output: &str, runtime: &str) -> Target {
        let target = Target::of_document(PathBuf::new(), output.into(), "pets".to_owned());
        Target {
            runtime: Some(runtime.into()),
            ..target
        }
    }

    #[test]
    fn the_path_is_relative_to_the_crate() {
        let path = |output, runtime| target(output, runtime).runtime_crate().unwrap().path;
        assert_eq!(path("crates/pets", "crates/rt"), "../rt");
        assert_eq!(path("generated", "./crates/rt"), "../crates/rt");
        assert_eq!(path("a/b/c", "rt"), "../../../rt");
    }

    #[test]
    fn what_cannot_be_is_told() {
        let told = |targets: &[(&str, Target)]| {
            let named = targets
                .iter()
                .map(|(name, one)| (name.to_string(), one.clone()));
            let mut report = Report::new();
            check(&named.collect(), &mut report);
            let all = report.diagnostics().iter();
            all.map(|one| one.message.clone()).collect::<Vec<_>>()
        };
        let pets = target("crates/pets", "crates/rt");
        assert!(
            told(&[
                ("pets", pets.clone()),
                ("toys", target("toys", "crates/rt"))
            ])
            .is_empty()
        );
        for one in [
            target("crates/pets", "../rt"),
            target("crates/pets", "crates/1"),
            target("crates/pets", "rt/pets"),
            target("crates/pets", "crates"),
            target("crates/pets", "crates/pets/rt"),
            target("../pets", "crates/rt"),
        ] {
            assert_eq!(told(&[("pets", one.clone())]).len(), 1, "{one:?}");
        }
        let other = told(&[("pets", pets), ("toys", target("toys", "rt"))]);
        assert_eq!(
            other,
            ["the crate `rt` of the runtime has another folder for `pets`"]
        );
    }
}
