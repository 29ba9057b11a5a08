//! Files, revisions and tags of the git repository that a workspace lies in, by the `git` of the machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::spec::limits::Limits;
use crate::spec::load::{Files, Unreadable};

/// A repository, as it is seen from a folder within it.
#[derive(Debug, Clone)]
pub struct Git {
    folder: PathBuf,
}

/// The files of one commit, by the paths that they would have on the disk.
#[derive(Debug, Clone)]
pub struct Commit {
    git: Git,
    hash: String,
}

impl Git {
    /// The repository that a folder lies in, or why there is none.
    pub fn of(folder: &Path) -> Result<Self, String> {
        let git = Self {
            folder: folder.to_owned(),
        };
        git.text(&["rev-parse", "--is-inside-work-tree"])?;
        Ok(git)
    }

    /// The commit of a revision; `None` where it names none.
    pub fn commit(&self, revision: &str) -> Option<Commit> {
        let revision = format!("{revision}^{{commit}}");
        let hash = self
            .text(&[
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &revision,
            ])
            .ok()?;
        Some(Commit {
            git: self.clone(),
            hash,
        })
    }

    /// The default branch, as the remote names it or by the names that are usual.
    pub fn default_branch(&self) -> Option<String> {
        let of_remote = self.text(&[
            "symbolic-ref",
            "--quiet",
            "--short",
            "refs/remotes/origin/HEAD",
        ]);
        let usual = ["origin/main", "origin/master", "main", "master"];
        let mut names = of_remote.ok().into_iter().chain(usual.map(str::to_owned));
        names.find(|name| self.commit(name).is_some())
    }

    /// The last commit that two revisions have in common.
    pub fn merge_base(&self, one: &str, other: &str) -> Option<Commit> {
        let hash = self.text(&["merge-base", one, other]).ok()?;
        self.commit(&hash)
    }

    /// A tag and those that come after it on the way to the commit that is checked out, from the oldest on.
    pub fn tags_since(&self, tag: &str) -> Result<Vec<String>, String> {
        let tags = self.text(&[
            "tag",
            "--list",
            "--sort=creatordate",
            "--sort=version:refname",
            "--merged=HEAD",
            "--contains",
            tag,
        ])?;
        let others = tags.lines().filter(|other| *other != tag);
        Ok([tag].into_iter().chain(others).map(str::to_owned).collect())
    }

    /// The file that git names by a path: from the top of the repository, or with `./` from this folder.
    pub fn path(&self, named: &str) -> PathBuf {
        if named.starts_with("./") || named.starts_with("../") {
            return self.folder.join(named);
        }
        let up = self.text(&["rev-parse", "--show-cdup"]).unwrap_or_default();
        self.folder.join(up).join(named)
    }

    fn text(&self, arguments: &[&str]) -> Result<String, String> {
        let bytes = self.bytes(arguments)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
    }

    fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(&self.folder)
            .output()
            .map_err(|error| format!("git cannot be run: {error}"))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.lines().next().unwrap_or("it says nothing");
        Err(message.trim_start_matches("fatal: ").to_owned())
    }
}

impl Commit {
    /// The first digits of its hash.
    pub fn short(&self) -> &str {
        self.hash.get(..9).unwrap_or(&self.hash)
    }

    /// Whether it has a file.
    pub fn has(&self, path: &Path) -> bool {
        self.git.text(&["cat-file", "-e", &self.name(path)]).is_ok()
    }

    /// How git names a file of it.
    fn name(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.git.folder).unwrap_or(path);
        let path = crate::paths::shown(path);
        format!("{}:./{path}", self.hash)
    }
}

impl Files for Commit {
    fn bytes(&self, path: &Path, limits: &Limits) -> Result<Vec<u8>, Unreadable> {
        let name = self.name(path);
        let size = self.git.text(&["cat-file", "-s", &name]);
        let size = size.map_err(Unreadable::new)?;
        match size.parse() {
            Ok(bytes) if bytes > limits.bytes => Err(Unreadable::too_large(bytes, limits)),
            _ => self
                .git
                .bytes(&["cat-file", "blob", &name])
                .map_err(Unreadable::new),
        }
    }
}
