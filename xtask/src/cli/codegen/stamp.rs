//! What the last run of a target left, so that the next one sees that it has nothing to do.
//!
//! A stamp holds a hash of the bytes of everything that a run reads and writes. No time stamp is trusted, and the
//! output never depends on it: where it is missing, or anything differs, the run does all of its work. It lies in
//! cargo's own folder, which may be deleted at any time.

use std::env;
use std::fs;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use foldhash::quality::FixedState;
use serde::{Deserialize, Serialize};

use crate::cli::inputs::contents;
use crate::output::state;

/// What tells one build of the generator from another.
const GENERATOR: &str = env!("BINDERY_GENERATOR");

/// The stamp of one target.
pub struct Stamp<'r> {
    /// Where it lies; `None` where there is no folder for it.
    path: Option<PathBuf>,
    root: &'r Path,
    /// Where the crate lies.
    output: PathBuf,
    /// The files of modules that are written by hand, below it.
    by_hand: Vec<String>,
    /// The name of the target, and the text of the settings.
    settings: (String, String),
}

/// What a run left.
#[derive(Debug, Serialize, Deserialize)]
pub struct Left {
    /// The files that were read, beside the settings.
    inputs: Vec<PathBuf>,
    /// The hash of all that was read and written.
    hash: u64,
    /// How many problems there were.
    pub problems: usize,
}

impl<'r> Stamp<'r> {
    /// The stamp of a target, from the workspace's root and the text of the settings.
    pub fn of(
        root: &'r Path,
        target: &str,
        settings: &str,
        output: PathBuf,
        by_hand: Vec<String>,
    ) -> Self {
        Self {
            path: folder(root).map(|folder| folder.join(format!("{}.json", name(root, target)))),
            root,
            output,
            by_hand,
            settings: (target.to_owned(), settings.to_owned()),
        }
    }

    /// What the last run left, where nothing has changed since.
    pub fn fresh(&self) -> Option<Left> {
        let text = fs::read_to_string(self.path.as_ref()?).ok()?;
        let left: Left = serde_json::from_str(&text).ok()?;
        (self.hash(&left.inputs)? == left.hash).then_some(left)
    }

    /// Notes what a run left that changed everything that it had to. A stamp that cannot be written is missed by
    /// nobody.
    pub fn write(&self, inputs: Vec<PathBuf>, problems: usize) {
        let (Some(path), Some(hash)) = (&self.path, self.hash(&inputs)) else {
            return;
        };
        let left = Left {
            inputs,
            hash,
            problems,
        };
        if let (Some(folder), Ok(text)) = (path.parent(), serde_json::to_string(&left)) {
            let _ = fs::create_dir_all(folder);
            let _ = fs::write(path, text);
        }
    }

    fn hash(&self, inputs: &[PathBuf]) -> Option<u64> {
        // Megabytes are hashed in every run. Nobody gains from a document that looks like another here.
        let build = FixedState::default();
        let mut hasher = build.build_hasher();
        GENERATOR.hash(&mut hasher);
        self.settings.hash(&mut hasher);
        for path in inputs {
            path.hash(&mut hasher);
            // The file of names may be missing, and that is as good as any text.
            contents(&self.root.join(path)).hash(&mut hasher);
        }
        state::hash(&self.output, &self.by_hand, &build, &mut hasher)?;
        Some(hasher.finish())
    }
}

/// The folder of the stamps, in that of cargo where cargo has made one.
fn folder(root: &Path) -> Option<PathBuf> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let target = root.join(target);
    target.is_dir().then(|| target.join("bindery"))
}

/// The name of a stamp: workspaces may share cargo's folder, and targets may be called anything.
fn name(root: &Path, target: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (root, target).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
