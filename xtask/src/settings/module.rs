//! Where bindings stand that are a module of a crate of the user's, and not a crate of their own.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Target;
use crate::paths::clean;
use crate::report::{Code, Report};

/// The setting `module`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected true, false, or the path of the module as a string, such as `crate::api`"
)]
pub enum Module {
    /// Whether they are one, whose path follows from the output folder.
    Derived(bool),
    /// The path of the module, such as `crate::clients::pets`.
    Path(String),
}

impl Target {
    /// Whether the bindings are a module of another crate.
    pub fn is_module(&self) -> bool {
        !matches!(self.module, None | Some(Module::Derived(false)))
    }

    /// The folders in which nothing stands but what codegen writes.
    pub fn own_folders(&self) -> Vec<PathBuf> {
        let names: &[&str] = match self.is_module() {
            true => &["operations", "runtime", "types"],
            false => &["src"],
        };
        let output = clean(&self.output);
        names.iter().map(|name| output.join(name)).collect()
    }

    /// The path of the module that the bindings are; `None` where they are a crate, or where the path is none, which
    /// is reported.
    pub fn module_path(&self, report: &mut Report) -> Option<String> {
        let path = match self.module.as_ref()? {
            Module::Derived(false) => return None,
            Module::Derived(true) => derived(&self.output),
            Module::Path(path) => Some(path.clone()),
        };
        let path = path.filter(|path| is_module_path(path));
        if path.is_none() {
            let message = "the module of the bindings has no path in its crate";
            report
                .error(Code::SettingValue, self.setting(&["module"]), message)
                .help(
                    "let `output` be a folder within `src` whose names are identifiers, as `crates/app/src/api`, or \
                     give the path: module = \"crate::api\"",
                );
        }
        path
    }
}

/// `crates/app/src/clients/pets` is `crate::clients::pets`.
fn derived(output: &Path) -> Option<String> {
    let parts = output.components().map(|part| part.as_os_str().to_str());
    let parts: Vec<&str> = parts.collect::<Option<_>>()?;
    let source = parts.iter().rposition(|part| *part == "src")?;
    let within = parts.get(source + 1..).filter(|rest| !rest.is_empty())?;
    Some(format!("crate::{}", within.join("::")))
}

/// Whether a text is `crate` and the names of modules behind it.
pub fn is_module_path(text: &str) -> bool {
    let Some(names) = text.strip_prefix("crate::") else {
        return false;
    };
    let is_name = |name: &str| syn::parse_str::<syn::Ident>(name).is_ok();
    names.split("::").all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_follows_from_the_folder() {
        let path = |output: &str| derived(Path::new(output));
        assert_eq!(path("crates/app/src/api"), Some("crate::api".to_owned()));
        assert_eq!(path("src/a/src/b"), Some("crate::b".to_owned()));
        assert_eq!(path("src"), None);
        assert_eq!(path("crates/app"), None);
        assert!(is_module_path("crate::a::r#type"));
        for none in [
            "crate",
            "api",
            "crate::",
            "crate::a-b",
            "crate::a<T>",
            "crate::mod",
        ] {
            assert!(!is_module_path(none), "{none}");
        }
    }
}
