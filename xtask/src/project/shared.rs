//! The crates of runtimes that several targets share: each written and checked once, whatever documents say.

use crate::emit;
use crate::output::file_set::FileSet;
use crate::output::render::render;
use crate::settings::Target;

/// The crate of a shared runtime.
pub struct SharedRuntime {
    /// Its name.
    pub name: String,
    /// Its folder below the workspace's root.
    pub folder: String,
    /// The target that is the first to share it.
    pub target: String,
    /// Its files.
    pub files: FileSet,
}

/// The runtimes that some targets share, each once.
pub fn of(targets: &[(String, Target)]) -> Vec<SharedRuntime> {
    let mut all: Vec<SharedRuntime> = Vec::new();
    for (target, settings) in targets {
        let Some(shared) = settings.runtime_crate() else {
            continue;
        };
        if all.iter().any(|known| known.folder == shared.folder) {
            continue;
        }
        all.push(SharedRuntime {
            files: render(emit::shared_runtime(&shared.name)),
            name: shared.name,
            folder: shared.folder,
            target: target.clone(),
        });
    }
    all
}
