//! The setting `runtime`: the crate of the runtime that several crates of a workspace share.

use std::collections::BTreeMap;
use std::path::Path;

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
        if self.is_module() {
            return Err((
                "a module of another crate shares no runtime".to_owned(),
                "leave `runtime` out, or let the bindings be a crate",
            ));
        }
        let below = |path: &Path| {
            let outside = || {
                let message = format!(
                    "`{}` is no folder below the workspace's root",
                    path.display()
                );
                (
                    message,
                    "`runtime` and `output` are both relative to it, and stay below it",
                )
            };
            paths::within(path).ok_or_else(outside)
        };
        let (folder, output) = (below(setting)?, below(&self.output)?);
        let name = folder.file_name().and_then(|name| name.to_str());
        let name = name.filter(|name| is_crate_name(name)).ok_or_else(|| {
            (
                format!("`{}` does not end with the name of a crate", setting.display()),
                "the folder is called as its crate, which begins with a letter and holds letters, digits, `-` and `_`: \
                 `crates/bindery-runtime`",
            )
        })?;
        let root = Path::new("/");
        let path = paths::relative(&root.join(output), &root.join(&folder));
        Ok(Some(RuntimeCrate {
            name: name.to_owned(),
            path: paths::shown(&path),
            folder: paths::shown(&folder),
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
        for (name, other) in targets {
            let message = if is_namesake(&own.name, other) {
                format!("the crate of `{name}` is called `{}` too", own.name)
            } else if overlaps(&own, other) {
                format!(
                    "`{}` is no folder of its own: `{name}` is written there",
                    own.folder
                )
            } else if other
                .runtime_crate()
                .is_some_and(|other| disagree(&own, &other))
            {
                format!(
                    "`{}` and the runtime of `{name}` cannot both be",
                    own.folder
                )
            } else {
                continue;
            };
            report.error(Code::SettingValue, place.clone(), message).help(
                "name one folder for all targets that share a runtime, with a name that no other crate has, in which \
                 no target is written",
            );
        }
    }
}

/// Whether the crate of a target has a name, as code or cargo sees it.
fn is_namesake(name: &str, target: &Target) -> bool {
    let crate_name = target.crate_name.as_deref().unwrap_or_default();
    !target.is_module() && is_same(name, crate_name)
}

fn is_same(name: &str, other: &str) -> bool {
    name.replace('-', "_") == other.replace('-', "_")
}

/// Whether a target writes into the folder of a runtime, or the runtime into its.
fn overlaps(own: &RuntimeCrate, target: &Target) -> bool {
    let Some(output) = paths::within(&target.output) else {
        return false;
    };
    let folder = Path::new(&own.folder);
    let mut own = target.own_folders().into_iter();
    output.starts_with(folder) || own.any(|own| folder.starts_with(own))
}

/// Whether one name has two folders, or one folder is in the other. Told once, of the later.
fn disagree(own: &RuntimeCrate, other: &RuntimeCrate) -> bool {
    let within = Path::new(&own.folder).starts_with(&other.folder);
    own.folder > other.folder && (within || is_same(&own.name, &other.name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests end by panicking")]
mod tests {
    use std::path::PathBuf;

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
        assert_eq!(path(".", "rt"), "rt");
        assert_eq!(path("a/../b", "c/../rt"), "../rt");
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
            target("crates/pets", "crates/pets/src/rt"),
            target("../pets", "crates/rt"),
            target("pets", "crates/pets"),
            target("pets", ""),
            target(".", "src/rt"),
        ] {
            assert_eq!(told(&[("pets", one.clone())]).len(), 1, "{one:?}");
        }
        let toys = |output, runtime| {
            let toys = target(output, runtime);
            let crate_name = Some("r-t".to_owned());
            Target { crate_name, ..toys }
        };
        for (other, message) in [
            (
                target("toys", "rt"),
                "`rt` and the runtime of `pets` cannot both be",
            ),
            (
                target("toys", "crates/rt/src/a"),
                "`crates/rt/src/a` and the runtime of `pets` cannot both be",
            ),
            (
                target("a/../crates/rt", "b"),
                "`crates/rt` is no folder of its own: `toys` is written there",
            ),
        ] {
            assert_eq!(told(&[("pets", pets.clone()), ("toys", other)]), [message]);
        }
        let namesake = told(&[
            ("pets", target("pets", "r_t")),
            ("toys", toys("toys", "r_t")),
        ]);
        assert_eq!(namesake, ["the crate of `toys` is called `r_t` too"]);
    }
}
