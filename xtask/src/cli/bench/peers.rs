//! Other generators of Rust, on the same documents, where they are on the `PATH`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Serialize;

use super::measure::{self, Timing};
use super::subject::Subject;

/// A generator: its command line, in which `{spec}` is the document, `{out}` the folder and `{config}` a file of
/// settings.
struct Peer {
    /// What it is called.
    name: &'static str,
    /// The program, and its other names.
    programs: &'static [&'static str],
    arguments: &'static [&'static str],
    /// The text of `{config}`, as TOML.
    config: Option<&'static str>,
}

const PEERS: [Peer; 5] = [
    Peer {
        name: "openapi-to-rust",
        programs: &["openapi-to-rust"],
        arguments: &["generate", "--config", "{config}"],
        config: Some(
            "[generator]\nspec_path = {spec}\noutput_dir = {out}\nmodule_name = \"api\"\n\n[features]\nenable_async_client = true\n",
        ),
    },
    Peer {
        name: "openapi-generator",
        programs: &["openapi-generator-cli", "openapi-generator"],
        arguments: &[
            "generate",
            "-g",
            "rust",
            "-i",
            "{spec}",
            "-o",
            "{out}",
            "--skip-validate-spec",
        ],
        config: None,
    },
    Peer {
        name: "ploidy",
        programs: &["ploidy"],
        arguments: &["generate", "rust", "{spec}", "-o", "{out}"],
        config: None,
    },
    Peer {
        name: "oas3-gen",
        programs: &["oas3-gen"],
        arguments: &["generate", "client-mod", "-i", "{spec}", "-o", "{out}"],
        config: None,
    },
    Peer {
        name: "progenitor",
        programs: &["cargo-progenitor"],
        arguments: &[
            "progenitor",
            "-i",
            "{spec}",
            "-o",
            "{out}",
            "-n",
            "peer",
            "-v",
            "0.1.0",
        ],
        config: None,
    },
];

/// The figures of another generator on one document. Times are in seconds.
#[derive(Debug, Clone, Serialize)]
pub struct OfPeer {
    /// The generator.
    pub name: String,
    /// The document.
    pub document: String,
    /// Generating; or why it does not.
    pub generate: Result<Timing, String>,
    /// `cargo check` of its crate, its dependencies built before; or why there is none.
    pub check: Result<Timing, String>,
}

/// What is compiled of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checks {
    /// Its crate.
    Made,
    /// Nothing.
    LeftOut,
}

/// The names of those that are not on the `PATH`.
pub fn absent() -> impl Iterator<Item = &'static str> {
    let absent = PEERS.iter().filter(|peer| program(peer).is_none());
    absent.map(|peer| peer.name)
}

/// Measures those that are on the `PATH`.
pub fn measure(subject: &Subject, work: &Path, runs: usize, checks: Checks) -> Vec<OfPeer> {
    let here = PEERS.iter().filter_map(|peer| Some((peer, program(peer)?)));
    here.map(|(peer, program)| {
        let folder = work.join("peers").join(peer.name).join(&subject.name);
        let generate = measure::repeated(runs, || generate(peer, &program, subject, &folder));
        let check = match (&generate, checks) {
            (Ok(_), Checks::Made) => check(&folder, &work.join("peers").join("target"), runs),
            (Ok(_), Checks::LeftOut) => Err("not asked for".to_owned()),
            (Err(_), _) => Err("does not generate".to_owned()),
        };
        OfPeer {
            name: peer.name.to_owned(),
            document: subject.name.clone(),
            generate,
            check,
        }
    })
    .collect()
}

fn generate(
    peer: &Peer,
    program: &Path,
    subject: &Subject,
    folder: &Path,
) -> Result<Timing, String> {
    let of_disk = |error: std::io::Error| format!("{}: {error}", folder.display());
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(of_disk)?;
    let config = folder.with_extension("toml");
    let of = |path: &Path| path.to_string_lossy().into_owned();
    if let Some(text) = peer.config {
        let quoted = |path: &Path| toml::Value::from(of(path)).to_string();
        let text = text
            .replace("{spec}", &quoted(&subject.path))
            .replace("{out}", &quoted(folder));
        fs::write(&config, text).map_err(of_disk)?;
    }
    let mut command = Command::new(program);
    for argument in peer.arguments {
        command.arg(match *argument {
            "{spec}" => of(&subject.path),
            "{out}" => of(folder),
            "{config}" => of(&config),
            plain => plain.to_owned(),
        });
    }
    measure::command(&mut command).map(|(timing, _)| timing)
}

fn check(folder: &Path, target: &Path, runs: usize) -> Result<Timing, String> {
    let (manifest, library) = (folder.join("Cargo.toml"), folder.join("src").join("lib.rs"));
    if !manifest.is_file() || !library.is_file() {
        return Err("writes modules, and no crate".to_owned());
    }
    // A workspace of its own, so that no other is read with it.
    let text = fs::read_to_string(&manifest).map_err(|error| error.to_string())?;
    if !text.contains("[workspace]") {
        fs::write(&manifest, format!("{text}\n[workspace]\n"))
            .map_err(|error| error.to_string())?;
    }
    let run = || {
        let file = fs::File::options().append(true).open(&library);
        let touched = file.and_then(|file| file.set_modified(std::time::SystemTime::now()));
        touched.map_err(|error| format!("{}: {error}", library.display()))?;
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(["check", "--quiet"]).current_dir(folder);
        command
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0");
        measure::command(&mut command).map(|(timing, _)| timing)
    };
    run()?;
    measure::repeated(runs.max(2), run)
}

fn program(peer: &Peer) -> Option<PathBuf> {
    peer.programs.iter().find_map(|name| on_path(name))
}

/// A program on the `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}
