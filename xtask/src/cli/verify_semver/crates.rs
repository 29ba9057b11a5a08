//! Crates under the compiler: their metadata and documentation made once each, without Cargo, so that many are
//! made at a time; only what all depend on is built by it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::super::features::of_tags;
use super::caller::CRATE;
use crate::output::file_set::FileSet;

/// Where everything is made.
pub struct Workshop {
    folder: PathBuf,
    /// Tells crates apart that are made with other packages.
    with: u64,
    /// The metadata of the packages that crates depend on, by the names that code gives them.
    packages: BTreeMap<String, PathBuf>,
}

/// A crate that is made.
#[derive(Debug, Clone)]
pub struct Made {
    folder: PathBuf,
}

/// The features that are on, where a crate has them, with those of its tags: all but those of TLS, which offer no item.
pub const FEATURES: [&str; 7] = [
    "blocking",
    "oauth2",
    "recording",
    "reqwest",
    "tower",
    "tracing",
    "xml",
];

impl Workshop {
    /// A workshop below a folder, with the packages that any of the manifests names.
    pub fn new(root: &Path, folder: &Path, manifests: &[toml::Table]) -> io::Result<Self> {
        let deps = folder.join("packages");
        fs::create_dir_all(deps.join("src"))?;
        let mut dependencies = toml::Table::new();
        for manifest in manifests {
            let all = manifest.get("dependencies").and_then(toml::Value::as_table);
            for (name, value) in all.into_iter().flatten() {
                let mut value = value.clone();
                if let Some(table) = value.as_table_mut() {
                    table.remove("optional");
                    if name == "tokio" {
                        // What the feature `blocking` turns on.
                        let features = ["net", "rt-multi-thread", "time"];
                        let features = features.map(toml::Value::from).to_vec();
                        table.insert("features".to_owned(), features.into());
                    }
                }
                dependencies.insert(name.clone(), value);
            }
        }
        let names: Vec<String> = dependencies.keys().cloned().collect();
        let mut manifest: toml::Table = toml::Table::new();
        let package = [
            ("name", "packages"),
            ("version", "0.1.0"),
            ("edition", "2024"),
        ];
        let package = package.map(|(key, value)| (key.to_owned(), value.into()));
        manifest.insert("package".to_owned(), toml::Table::from_iter(package).into());
        manifest.insert("dependencies".to_owned(), dependencies.into());
        manifest.insert("workspace".to_owned(), toml::Table::new().into());
        fs::write(deps.join("Cargo.toml"), manifest.to_string())?;
        fs::write(deps.join("src").join("lib.rs"), "")?;
        // The versions of the workspace, which are on the machine already.
        fs::copy(root.join("Cargo.lock"), deps.join("Cargo.lock"))?;
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--offline", "--message-format", "json"])
            .current_dir(&deps)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()?;
        if !output.status.success() {
            return Err(io::Error::other(
                String::from_utf8_lossy(&output.stderr).into_owned(),
            ));
        }
        let mut packages = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            let name = message
                .pointer("/target/name")
                .and_then(serde_json::Value::as_str);
            let files = message
                .get("filenames")
                .and_then(serde_json::Value::as_array);
            let (Some(name), Some(files)) = (name, files) else {
                continue;
            };
            let is_asked_for = names
                .iter()
                .any(|one| one.replace('-', "_") == name.replace('-', "_"));
            let mut metadata = files.iter().filter_map(serde_json::Value::as_str);
            let metadata = metadata.rfind(|file| file.ends_with(".rmeta"));
            if let (Some(file), true) = (metadata, is_asked_for) {
                packages.insert(name.replace('-', "_"), PathBuf::from(file));
            }
        }
        let with = packages.values().fold(0, |with, file: &PathBuf| {
            hash(file.to_string_lossy().as_bytes(), with)
        });
        Ok(Self {
            folder: folder.to_owned(),
            with,
            packages,
        })
    }

    /// Writes a crate and makes its metadata and documentation; the message of the compiler where it cannot.
    pub fn make(&self, files: &FileSet) -> io::Result<Result<Made, String>> {
        let folder = self
            .folder
            .join("crates")
            .join(format!("{:016x}", fingerprint(files, self.with)));
        let made = Made {
            folder: folder.clone(),
        };
        if folder.join("done").exists() {
            return Ok(Ok(made));
        }
        for (path, text) in files.iter() {
            let is_needed = path.starts_with("src/") || matches!(path, "Cargo.toml" | "README.md");
            if is_needed {
                let path = folder.join(path);
                fs::create_dir_all(path.parent().unwrap_or(&folder))?;
                fs::write(path, text)?;
            }
        }
        let manifest = files.get("Cargo.toml").unwrap_or_default();
        let features = FEATURES.into_iter();
        let features = features.filter(|name| manifest.contains(&format!("\n{name} = [")));
        let of_tags = of_tags(manifest);
        let features: Vec<String> = features
            .chain(of_tags.iter().map(String::as_str))
            .flat_map(|name| ["--cfg".to_owned(), format!("feature={name:?}")])
            .collect();
        let output = self
            .compiler("rustc", &folder.join("src").join("lib.rs"), CRATE)
            .args(&features)
            .args(["--emit", "metadata"])
            .arg("--out-dir")
            .arg(&folder)
            .output()?;
        if let Err(message) = answer(&output) {
            return Ok(Err(message));
        }
        let output = self
            .compiler("rustdoc", &folder.join("src").join("lib.rs"), CRATE)
            .args(&features)
            .args(["-Z", "unstable-options", "--output-format", "json", "-o"])
            .arg(&folder)
            // The documentation as JSON is for tools, of this very compiler.
            .env("RUSTC_BOOTSTRAP", "1")
            .output()?;
        if let Err(message) = answer(&output) {
            return Ok(Err(message));
        }
        fs::write(folder.join("done"), "")?;
        Ok(Ok(made))
    }

    /// Whether a caller compiles against a crate; the first errors where it does not.
    pub fn calls(&self, caller: &str, made: &Made) -> io::Result<Result<(), String>> {
        let name = format!("caller_{:016x}", hash(caller.as_bytes(), 0));
        let path = made.folder.join(format!("{name}.rs"));
        fs::write(&path, caller)?;
        let output = self
            .compiler("rustc", &path, &name)
            .args(["--emit", "metadata"])
            .arg("--extern")
            .arg(format!(
                "{CRATE}={}",
                made.folder.join(format!("lib{CRATE}.rmeta")).display()
            ))
            .arg("--out-dir")
            .arg(&made.folder)
            .output()?;
        Ok(answer(&output))
    }

    fn compiler(&self, program: &str, file: &Path, name: &str) -> Command {
        let mut command = Command::new(program);
        command.arg(file).args([
            "--crate-name",
            name,
            "--crate-type",
            "lib",
            "--edition",
            "2024",
        ]);
        command.args(["--cap-lints", "allow", "--error-format", "short"]);
        // What Cargo says to those that it compiles.
        command
            .env("CARGO_PKG_NAME", name)
            .env("CARGO_PKG_VERSION", "0.1.0");
        let deps = self.folder.join("target").join("debug").join("deps");
        command
            .arg("-L")
            .arg(format!("dependency={}", deps.display()));
        for (name, file) in &self.packages {
            command
                .arg("--extern")
                .arg(format!("{name}={}", file.display()));
        }
        command
    }
}

/// What cargo-semver-checks asks of a release.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The lints that ask for a major release.
    pub major: Vec<String>,
    /// The lints that ask for a minor release.
    pub minor: Vec<String>,
}

/// Compares two crates by cargo-semver-checks.
pub fn semver_checks(old: &Made, new: &Made) -> io::Result<Result<Asked, String>> {
    let mut asked = Asked::default();
    // Against a minor release only what asks for a major one fails.
    for (release, is_major) in [("patch", false), ("minor", true)] {
        let json = |made: &Made| made.folder.join(format!("{CRATE}.json"));
        let output = Command::new("cargo")
            .args([
                "semver-checks",
                "check-release",
                "--color",
                "never",
                "--release-type",
                release,
            ])
            .arg("--baseline-rustdoc")
            .arg(json(old))
            .arg("--current-rustdoc")
            .arg(json(new))
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let lints = text.lines().chain(errors.lines()).filter_map(|line| {
            let rest = line.strip_prefix("--- failure ")?;
            Some(rest.split(':').next().unwrap_or(rest).to_owned())
        });
        let lints: Vec<String> = lints.collect();
        if output.status.success() {
            return Ok(Ok(asked));
        }
        if lints.is_empty() {
            return Ok(Err(first_lines(&errors)));
        }
        if is_major {
            asked.minor.retain(|lint| !lints.contains(lint));
            asked.major = lints;
        } else {
            asked.minor = lints;
        }
    }
    Ok(Ok(asked))
}

/// Whether cargo-semver-checks is there.
pub fn has_semver_checks() -> bool {
    let output = Command::new("cargo")
        .args(["semver-checks", "--version"])
        .output();
    output.is_ok_and(|output| output.status.success())
}

fn answer(output: &Output) -> Result<(), String> {
    if output.status.success() {
        Ok(())
    } else {
        Err(first_lines(&String::from_utf8_lossy(&output.stderr)))
    }
}

fn first_lines(text: &str) -> String {
    let lines = text.lines().filter(|line| line.contains("error"));
    let lines: Vec<&str> = lines.take(3).collect();
    if lines.is_empty() {
        text.chars().take(300).collect()
    } else {
        lines.join(" | ")
    }
}

fn fingerprint(files: &FileSet, with: u64) -> u64 {
    files.iter().fold(with, |hash_so_far, (path, text)| {
        hash(text.as_bytes(), hash(path.as_bytes(), hash_so_far))
    })
}

/// FNV-1a, going on from another hash.
fn hash(bytes: &[u8], from: u64) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325 ^ from, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
}
