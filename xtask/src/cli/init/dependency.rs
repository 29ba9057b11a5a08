//! Where a new xtask has this library from.

use std::path::{Path, PathBuf};

use semver::VersionReq;

use super::ask::Asks;
use crate::cli::told::Told;
use crate::paths;

/// Where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dependency {
    /// A folder of the machine.
    Folder(PathBuf),
    /// A git repository.
    Git(String),
    /// The registry.
    Version(String),
}

/// The package that this program was built from.
const OWN_FOLDER: &str = env!("CARGO_MANIFEST_DIR");

impl Dependency {
    /// What the user says; else the folder that this program was built from, where it is one of the user's.
    pub fn of(said: Option<&str>, here: &Path, asks: &Asks) -> Result<Self, Told> {
        if let Some(said) = said {
            return Self::parse(said, here);
        }
        let own = Path::new(OWN_FOLDER);
        // What cargo keeps of repositories and registries may be deleted at any time.
        let is_cached = own
            .components()
            .any(|part| matches!(part.as_os_str().to_str(), Some("checkouts" | "registry")));
        if !is_cached && let Some(folder) = package(own) {
            return Ok(Self::Folder(folder));
        }
        let said = asks.needed(
            "where the new xtask has bindery from: a folder, the URL of a git repository, or a version",
            "--bindery PATH|URL|VERSION",
        )?;
        Self::parse(&said, here)
    }

    fn parse(said: &str, here: &Path) -> Result<Self, Told> {
        if said.contains("://") || said.starts_with("git@") || said.ends_with(".git") {
            return Ok(Self::Git(said.to_owned()));
        }
        if let Some(folder) = package(&here.join(said)) {
            return Ok(Self::Folder(folder));
        }
        if VersionReq::parse(said).is_ok() {
            return Ok(Self::Version(said.to_owned()));
        }
        Err(Told::error(
            format!("`{said}` is neither a folder with bindery, nor a URL, nor a version"),
            "name the folder of its repository, a URL as `https://…`, or a version as `0.1`",
        ))
    }

    /// Whether only this machine has it: a folder outside of a repository.
    pub fn is_of_machine(&self, repository: &Path) -> bool {
        matches!(self, Self::Folder(folder) if !folder.starts_with(repository))
    }

    /// What stands in the manifest of a package behind `bindery = `.
    pub fn text(&self, package: &Path) -> String {
        let text = |value: &str| toml::Value::String(value.to_owned()).to_string();
        match self {
            Self::Folder(folder) => {
                let path = paths::shown(&paths::relative(package, folder));
                format!("{{ path = {} }}", text(&path))
            }
            Self::Git(url) => format!("{{ git = {} }}", text(url)),
            Self::Version(version) => text(version),
        }
    }
}

/// The folder of the package, in a folder or in the repository that it is.
fn package(folder: &Path) -> Option<PathBuf> {
    let is_package = |folder: &Path| {
        let text = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?;
        let manifest: toml::Table = text.parse().ok()?;
        let name = manifest.get("package")?.get("name")?.as_str()?;
        (name == env!("CARGO_PKG_NAME")).then(|| folder.canonicalize().ok())?
    };
    is_package(folder).or_else(|| is_package(&folder.join("xtask")))
}
