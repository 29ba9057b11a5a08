//! Workspaces outside of this repository, which are compiled. They have its profiles, its versions of packages and its
//! folder of cargo's, so that what has been compiled here is not compiled again.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard};

use crate::fixture;
use crate::folder::write;

/// Cargo would wait for itself; one after the other can be told apart in a failure.
static ONE: Mutex<()> = Mutex::new(());

/// The folder of a workspace, which goes with the test. Its path is always the same, so that the next run compiles only
/// what has changed.
pub struct Outside {
    folder: PathBuf,
    _one: MutexGuard<'static, ()>,
}

impl Outside {
    /// One of this name, with nothing but the versions of packages that are on the machine already.
    pub fn new(name: &str) -> Self {
        let one = ONE.lock().unwrap_or_else(|broken| broken.into_inner());
        let mut hasher = DefaultHasher::new();
        target().hash(&mut hasher);
        let of_target = format!("bindery-tests-{:016x}", hasher.finish());
        let folder = std::env::temp_dir().join(of_target).join(name);
        let _ = fs::remove_dir_all(&folder);
        let outside = Self { folder, _one: one };
        let read = |name| fs::read_to_string(fixture::workspace().join(name)).unwrap();
        let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
        let profiles =
            toml::Table::from_iter([("profile".to_owned(), manifest["profile"].clone())]);
        // Cargo reads the settings of the folders above, and the workspace is free to have its own.
        write(&outside.folder, ".cargo/config.toml", &profiles.to_string());
        write(&outside.root(), "Cargo.lock", &read("Cargo.lock"));
        outside
    }

    /// The root of the workspace.
    pub fn root(&self) -> PathBuf {
        self.folder.join("workspace")
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
        // The last one takes the folder of all with it.
        let _ = self.folder.parent().map(fs::remove_dir);
    }
}

/// The folder of cargo's of this workspace.
fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap()
}

/// A program that is run in a workspace, and may run cargo.
pub fn command(program: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(folder)
        .env("CARGO", env!("CARGO"))
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

/// What a program printed and told.
pub fn text(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}

/// The same of a program that has to end well.
pub fn done(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}", text(&output));
    text(&output)
}

/// What cargo says.
pub fn cargo(folder: &Path, arguments: &[&str]) -> String {
    done(&mut command(env!("CARGO"), folder, arguments))
}
