//! The crates of runtimes that several targets share: each written and checked once, before the crates that depend on
//! it.

use std::path::Path;

use crate::emit;
use crate::output::file_set::FileSet;
use crate::output::render::render;
use crate::settings::Target;

/// The crate of a runtime, as the targets of the settings share it.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Its name.
    pub name: String,
    /// Its folder below the workspace's root.
    pub folder: String,
    /// The targets that share it.
    pub targets: Vec<String>,
    /// Whether a crate that depends on it is published.
    is_published: bool,
}

impl Shared {
    /// The runtimes that some of all targets share, each once.
    pub fn all<'t>(targets: impl IntoIterator<Item = (&'t String, &'t Target)>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (name, target) in targets {
            let Some(of_target) = target.runtime_crate() else {
                continue;
            };
            let is_published = target.package.is_published();
            match all.iter_mut().find(|one| one.folder == of_target.folder) {
                Some(known) => {
                    known.targets.push(name.clone());
                    known.is_published |= is_published;
                }
                None => all.push(Self {
                    name: of_target.name,
                    folder: of_target.folder,
                    targets: vec![name.clone()],
                    is_published,
                }),
            }
        }
        all
    }

    /// Whether a target shares it.
    pub fn is_of(&self, target: &str) -> bool {
        self.targets.iter().any(|name| name == target)
    }

    /// Its folder, as a path.
    pub fn path(&self) -> &Path {
        Path::new(&self.folder)
    }

    /// Its files.
    pub fn files(&self) -> FileSet {
        render(emit::shared_runtime(&self.name, self.is_published))
    }
}
