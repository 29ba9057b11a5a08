//! One side of a comparison: what a user named it by, and the files that it has.

use std::path::{Path, PathBuf};

use super::git::{Commit, Git};
use crate::cli::told::Told;
use crate::settings::SETTINGS_FILE;
use crate::spec::limits::Limits;
use crate::spec::load::{Disk, Files};

/// What a user named.
#[derive(Debug, Clone)]
pub enum Side {
    /// What lies on the disk now: the documents of the settings.
    Tree,
    /// The documents of the settings, as they are in a commit.
    Revision {
        /// As the user wrote it.
        label: String,
        /// The commit.
        commit: Commit,
    },
    /// One document of the disk.
    File {
        /// As the user wrote it.
        label: String,
        /// Its path.
        path: PathBuf,
    },
    /// One document of a commit.
    Blob {
        /// As the user wrote it.
        label: String,
        /// The commit.
        commit: Commit,
        /// The path that it would have on the disk.
        path: PathBuf,
    },
}

impl Side {
    /// What an argument names: a file of the disk, `REVISION:PATH`, or a revision.
    pub fn of(text: &str, here: &Path) -> Result<Self, Told> {
        let file = here.join(text);
        if file.is_file() {
            return Ok(Self::File {
                label: text.to_owned(),
                path: file,
            });
        }
        let git = Git::of(here).map_err(|error| {
            Told::error(
                format!("`{text}` is no file, and there is no git repository: {error}"),
                "name two files, or run the command within a repository",
            )
        })?;
        if let Some((revision, path)) = text.split_once(':')
            && let Some(commit) = git.commit(revision)
        {
            let named = path;
            let path = git.path(named);
            if commit.has(&path) {
                return Ok(Self::Blob {
                    label: text.to_owned(),
                    commit,
                    path,
                });
            }
            return Err(Told::error(
                format!("`{revision}` has no file `{named}`"),
                format!("`git ls-tree --full-tree --name-only -r {revision}` lists its files"),
            ));
        }
        match git.commit(text) {
            Some(commit) => Ok(Self::Revision {
                label: text.to_owned(),
                commit,
            }),
            None => Err(Told::error(
                format!("`{text}` is neither a file nor a revision of git"),
                "name a file, a revision such as `main` or `HEAD~3`, or `REVISION:PATH`",
            )),
        }
    }

    /// The older side where none is named: where the branch left the default branch.
    pub fn base(root: &Path) -> Result<Self, Told> {
        let git = Git::of(root).map_err(|error| {
            Told::error(
                format!("there is no git repository to compare with: {error}"),
                "name two files, the older first",
            )
        })?;
        let Some(branch) = git.default_branch() else {
            return Err(Told::error(
                "the repository has no default branch: none of origin/HEAD, main and master is there",
                "name the older revision",
            ));
        };
        let Some(commit) = git.merge_base("HEAD", &branch) else {
            return Err(Told::error(
                format!("this branch and `{branch}` have no commit in common"),
                "fetch more of the history, or name the older revision",
            ));
        };
        Ok(Self::Revision {
            label: format!("{branch} ({})", commit.short()),
            commit,
        })
    }

    /// What readers know it by.
    pub fn label(&self) -> String {
        match self {
            Self::Tree => "working tree".to_owned(),
            Self::Revision { label, .. } | Self::File { label, .. } | Self::Blob { label, .. } => {
                label.clone()
            }
        }
    }

    /// Where its files are read.
    pub fn files(&self) -> &dyn Files {
        match self {
            Self::Tree | Self::File { .. } => &Disk,
            Self::Revision { commit, .. } | Self::Blob { commit, .. } => commit,
        }
    }

    /// Whether it is one document, and not all of the settings.
    pub fn is_document(&self) -> bool {
        matches!(self, Self::File { .. } | Self::Blob { .. })
    }

    /// The text of its settings; `None` where it has none.
    pub fn settings(&self, root: &Path) -> Option<String> {
        self.text(&root.join(SETTINGS_FILE))
    }

    /// Whether it has a file.
    pub fn has(&self, path: &Path) -> bool {
        match self {
            Self::Tree | Self::File { .. } => path.exists(),
            Self::Revision { commit, .. } | Self::Blob { commit, .. } => commit.has(path),
        }
    }

    /// The text of a file of it; `None` where it has none.
    pub fn text(&self, path: &Path) -> Option<String> {
        let bytes = self.files().bytes(path, &Limits::default());
        String::from_utf8(bytes.ok()?).ok()
    }
}
