//! What is there already: the workspace of a folder, its packages, settings and aliases, and its repository.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::manifest;
use crate::cli::told::Told;
use crate::paths::{clean, shown, within};
use crate::report::Report;
use crate::settings::{SETTINGS_FILE, Settings, Target};

/// A folder as it was found.
pub struct Surroundings {
    /// The workspace's root; the folder itself where there is no workspace.
    pub root: PathBuf,
    /// Where the repository begins; the root where there is none.
    pub top: PathBuf,
    /// The root's `Cargo.toml`.
    pub manifest: Option<String>,
    /// The members of the workspace.
    pub packages: Vec<Package>,
    /// `spec/bindery.toml`.
    pub settings: Option<String>,
    /// The targets of the settings; none where they cannot be read, which is told when they are written.
    targets: BTreeMap<String, Target>,
    /// The settings of cargo.
    pub config: Option<String>,
    is_config_old: bool,
}

/// A member of the workspace.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    dependencies: Vec<DependsOn>,
}

#[derive(Debug, Deserialize)]
struct DependsOn {
    name: String,
}

/// What `cargo metadata` says.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_root: PathBuf,
}

/// The package whose program the commands are.
pub enum Xtask {
    /// One that is there and depends on this library.
    Ours {
        /// Its name.
        name: String,
    },
    /// One to be made.
    New {
        /// Its name, and that of its folder.
        name: &'static str,
        /// Whether there is another of the usual name.
        is_beside: bool,
    },
}

impl Xtask {
    /// What users type behind `cargo`.
    pub fn alias(&self) -> &'static str {
        let name = match self {
            Self::Ours { name } => name,
            Self::New { name, .. } => *name,
        };
        match name {
            "bindings-xtask" => "bindings",
            _ => "xtask",
        }
    }
}

/// The name of this library's own package.
const OWN: &str = env!("CARGO_PKG_NAME");

/// The cargo to run.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

impl Surroundings {
    /// Looks around a folder.
    pub fn of(here: &Path) -> Result<Self, Told> {
        let here = here.canonicalize().map_err(|error| {
            Told::error(
                format!("the current folder cannot be read: {error}"),
                "change to another folder",
            )
        })?;
        let has_manifest = here
            .ancestors()
            .any(|folder| folder.join("Cargo.toml").is_file());
        let (root, packages) = match has_manifest {
            true => {
                let found = metadata(&here)?;
                let root = found.workspace_root.canonicalize();
                (root.unwrap_or(found.workspace_root), found.packages)
            }
            false => (here, Vec::new()),
        };
        let top = root
            .ancestors()
            .find(|folder| folder.join(".git").exists())
            .unwrap_or(&root)
            .to_owned();
        let is_config_old = root.join(".cargo/config").is_file();
        let settings = read(&root, SETTINGS_FILE)?;
        let parsed = Settings::parse(settings.as_deref().unwrap_or_default(), &mut Report::new());
        let mut around = Self {
            manifest: read(&root, "Cargo.toml")?,
            settings,
            targets: parsed.map(|parsed| parsed.target).unwrap_or_default(),
            config: None,
            top,
            root,
            packages,
            is_config_old,
        };
        around.config = read(&around.root, around.config_file())?;
        Ok(around)
    }

    /// The file of the settings of cargo: where both are, cargo reads the one without an end.
    pub fn config_file(&self) -> &'static str {
        match self.is_config_old {
            true => ".cargo/config",
            false => ".cargo/config.toml",
        }
    }

    /// The package of the commands: one that depends on this library, or a new one that is in nobody's way.
    pub fn xtask(&self) -> Xtask {
        let depends = |package: &&Package| package.dependencies.iter().any(|one| one.name == OWN);
        let found = self.packages.iter().find(|one| one.name == OWN);
        let ours = found.or_else(|| self.packages.iter().find(depends));
        if let Some(ours) = ours {
            let name = ours.name.clone();
            return Xtask::Ours { name };
        }
        let (usual, other) = ("xtask", "bindings-xtask");
        // What an interrupted run has left is no member yet.
        let is_left = |name: &str| {
            let text = std::fs::read_to_string(self.root.join(name).join("Cargo.toml"));
            let manifest = text.ok().and_then(|text| text.parse::<toml::Table>().ok());
            let dependencies = manifest.as_ref().and_then(|all| all.get("dependencies"));
            dependencies.is_some_and(|all| all.get(OWN).is_some())
        };
        let has_alias = self
            .config
            .as_deref()
            .is_some_and(|text| manifest::has_alias(text, usual));
        let is_there = has_alias || self.has_package(usual) || self.root.join(usual).exists();
        let is_beside = is_left(other) || (is_there && !is_left(usual));
        Xtask::New {
            name: if is_beside { other } else { usual },
            is_beside,
        }
    }

    /// Whether the settings have a target of this name with this document.
    pub fn is_bound(&self, name: &str, document: &Path) -> bool {
        let target = self.targets.get(name);
        target.is_some_and(|target| clean(&target.document) == document)
    }

    /// Whether a target of another name has a document.
    pub fn is_of_another(&self, name: &str, document: &Path) -> bool {
        let mut others = self.targets.iter().filter(|(of, _)| *of != name);
        others.any(|(_, target)| clean(&target.document) == document)
    }

    /// The folders of the crates that the settings have, from the root. They are members, unless they are left out or a
    /// run was interrupted.
    pub fn crates(&self) -> Vec<String> {
        let crates = self.targets.values().filter(|target| !target.is_module());
        let folders = crates.filter_map(|target| within(&target.output));
        let folders = folders.map(|folder| shown(&folder));
        let folders = folders.filter(|folder| !folder.is_empty());
        let manifest = self.manifest.as_deref().unwrap_or_default();
        folders
            .filter(|folder| !manifest::is_excluded(manifest, folder))
            .collect()
    }

    /// Whether the workspace has a package of this name.
    pub fn has_package(&self, name: &str) -> bool {
        self.packages.iter().any(|package| package.name == name)
    }
}

fn metadata(here: &Path) -> Result<Metadata, Told> {
    let output = Command::new(cargo())
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(here)
        .output()
        .map_err(|error| {
            Told::error(
                format!("cargo cannot be run: {error}"),
                "install cargo; nothing was written",
            )
        })?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(Told::error(
            format!("cargo cannot read the workspace:\n{}", message.trim_end()),
            "mend it; nothing was written",
        ));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| {
        Told::error(
            format!("`cargo metadata` says what cannot be read: {error}"),
            "use a newer cargo; nothing was written",
        )
    })
}

/// The text of a file; `None` where there is none.
fn read(root: &Path, path: &str) -> Result<Option<String>, Told> {
    match std::fs::read_to_string(root.join(path)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Told::error(
            format!("`{path}` cannot be read: {error}"),
            "mend it; nothing was written",
        )),
    }
}
