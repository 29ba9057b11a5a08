//! Folders in which the command is run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder that goes with the test.
pub struct Folder(TempDir);

impl Folder {
    /// One with files in it, and that of cargo.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        fs::create_dir(folder.path("target")).unwrap();
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        write(self.root(), path, text);
    }

    pub fn read(&self, path: &str) -> String {
        read(self.root(), path)
    }

    /// The command with these arguments, which knows of no folder of cargo's but the own.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command
            .args(arguments)
            .env_remove("CARGO_TARGET_DIR")
            .current_dir(self.root());
        command
    }

    pub fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What the command prints and what it tells; ending with another code fails the test.
    pub fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = self.output(arguments);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (printed, told) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(code), "{printed}{told}");
        (printed, told)
    }

    /// What the command tells, where it ends with a code.
    pub fn told(&self, arguments: &[&str], code: i32) -> String {
        self.run(arguments, code).1
    }

    /// What the command prints, where it ends well.
    pub fn printed(&self, arguments: &[&str]) -> String {
        self.run(arguments, 0).0
    }

    pub fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(self.root())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    }
}

/// Writes a file below a folder, and the folders that it needs.
pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The text of a file below a folder.
pub fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}
