//! Stoplight's Prism: installed, started and ended.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::super::terminal;
use super::{Failure, failure};

/// The package that pins Prism, installed into the target folder.
const PACKAGE: &str = include_str!("../../../conformance/package.json");
const PACKAGE_LOCK: &str = include_str!("../../../conformance/package-lock.json");
const NPM_SETTINGS: &str = include_str!("../../../conformance/.npmrc");

/// Prism's program within the installed package.
const PRISM: &str = "node_modules/@stoplight/prism-cli/dist/index.js";

/// How long Prism may take to listen.
const START: Duration = Duration::from_secs(60);

const fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Says clearly when a program is absent, for the rest would only fail in an obscure way.
fn need(program: &str) -> Result<(), Failure> {
    let found = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match found {
        Ok(status) if status.success() => Ok(()),
        _ => Err(failure(
            format!("`{program}` is absent, so nothing was checked against a server"),
            "install Node.js 20 or newer with npm; only this command needs it",
        )),
    }
}

/// Installs the pinned Prism into the target folder, unless it is there already.
///
/// # Errors
/// When Node.js or npm is absent, or npm cannot install it.
pub(super) fn install(root: &Path) -> Result<PathBuf, Failure> {
    need("node")?;
    need(npm())?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = root.join(target).join("conformance");
    let installed = folder.join("installed-package-lock.json");
    if fs::read_to_string(&installed).is_ok_and(|text| text == PACKAGE_LOCK)
        && folder.join(PRISM).is_file()
    {
        return Ok(folder);
    }
    terminal::line("conformance: installing Prism");
    let written = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("package.json"), PACKAGE))
        .and_then(|()| fs::write(folder.join("package-lock.json"), PACKAGE_LOCK))
        .and_then(|()| fs::write(folder.join(".npmrc"), NPM_SETTINGS));
    written.map_err(|error| {
        failure(
            format!("cannot write {}: {error}", folder.display()),
            "the folder must be writable",
        )
    })?;
    let status = Command::new(npm())
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => {
            // Written last: an interrupted installation is done again.
            let _ = fs::write(installed, PACKAGE_LOCK);
            Ok(folder)
        }
        _ => Err(failure(
            "npm could not install Prism",
            "see what npm says above; it needs its registry once",
        )),
    }
}

/// A running server; ended when the value is dropped.
pub(super) struct Prism {
    process: Child,
    /// Where it listens.
    pub url: String,
    /// What it says.
    pub log: PathBuf,
}

impl Prism {
    /// Starts Prism on a free port of the loopback interface, and waits until it listens.
    pub fn start(folder: &Path, document: &Path) -> Result<Self, Failure> {
        let cannot =
            |error: io::Error| failure(format!("Prism cannot be started: {error}"), "try again");
        // A log of its own for each run, so that two at once do not read each other's.
        let log = folder.join(format!("prism-{}.log", std::process::id()));
        let output = File::create(&log).map_err(cannot)?;
        let process = Command::new("node")
            .arg(folder.join(PRISM))
            // Port 0 lets the system choose a free one, which Prism then tells.
            .args(["mock", "--host", "127.0.0.1", "--port", "0"])
            .arg(document)
            .stdin(Stdio::null())
            .stderr(output.try_clone().map_err(cannot)?)
            .stdout(output)
            .spawn()
            .map_err(cannot)?;
        let mut server = Self {
            process,
            url: String::new(),
            log,
        };
        server.url = server.wait_until_listening()?;
        Ok(server)
    }

    /// Waits for the line that says that Prism listens, and where.
    fn wait_until_listening(&mut self) -> Result<String, Failure> {
        const LISTENING: &str = "Prism is listening on ";
        let start = Instant::now();
        while start.elapsed() < START {
            let said = fs::read_to_string(&self.log).unwrap_or_default();
            if let Some((_, rest)) = said.split_once(LISTENING)
                && let Some((url, _)) = rest.split_once('\n')
            {
                return Ok(url.trim().to_owned());
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                return Err(failure(
                    format!("Prism ended with {status}"),
                    format!("it said:\n{said}"),
                ));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(failure(
            format!("Prism did not listen within {} s", START.as_secs()),
            format!("see {}", self.log.display()),
        ))
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
