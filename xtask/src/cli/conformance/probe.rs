//! Requests with made-up values for any document, to a server that checks them against it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::super::{Outcome, terminal};
use super::prism::{self, Prism};
use super::{Failure, failure};
use crate::emit;
use crate::model::operation::{Format, Payload, Style};
use crate::model::{Api, Probe};
use crate::output::render::render;
use crate::output::write::write;
use crate::report::Report;
use crate::settings::Target;
use crate::spec::load;

/// Generates each document, sends its requests, and tells which of them Prism refused.
pub(super) fn run(documents: &[PathBuf], root: &Path) -> Result<Outcome, Failure> {
    let folder = prism::install(root)?;
    let crates = folder.join("probes");
    let mut names = Vec::new();
    for document in documents {
        names.push(generate(document, &crates)?);
    }
    build(&crates, &names, root)?;
    let mut outcome = Outcome::Done;
    for (document, name) in documents.iter().zip(&names) {
        let server = Prism::start(&folder, document)?;
        let output = Command::new(crates.join("target/debug/examples").join(program(name)))
            .arg(&server.url)
            .output()
            .map_err(|error| {
                failure(format!("the requests cannot be sent: {error}"), "try again")
            })?;
        let said = String::from_utf8_lossy(&output.stdout);
        let accepted = said
            .lines()
            .filter(|line| line.starts_with("accepted "))
            .count();
        let others = said.lines().filter(|line| !line.starts_with("accepted "));
        let others: Vec<&str> = others.collect();
        terminal::line(&format!(
            "conformance: {}: {accepted} requests accepted, {} refused",
            document.display(),
            others.len()
        ));
        for line in &others {
            terminal::line(&format!("  {line}"));
        }
        if !output.status.success() {
            terminal::line(String::from_utf8_lossy(&output.stderr).trim_end());
            terminal::line(&format!(
                "conformance: what Prism said is in {}",
                server.log.display()
            ));
            outcome = Outcome::Drift;
        }
    }
    Ok(outcome)
}

/// Every crate has a program of its own name, as all are built into one folder.
fn program(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// Whether Prism reads the body of a request by its schema: it knows JSON, forms, and parts of
/// `multipart/form-data` that are no JSON, and takes all else for text.
fn is_readable(probe: &Probe, api: &Api) -> bool {
    let operation = &api.groups[probe.group].operations[probe.operation];
    let (Some(body), Some((index, value))) = (&operation.body, &probe.body) else {
        return true;
    };
    let content = &body.contents[*index];
    let is_flat = |value: &Value| !value.is_object() && !value.is_array();
    match (&content.format, &content.payload) {
        // Of several types of JSON it takes each for the first.
        (Format::Plain, Payload::Json(_)) => !body.contents[..*index]
            .iter()
            .any(|content| matches!(content.payload, Payload::Json(_))),
        (Format::Plain, Payload::Xml { .. }) => false,
        (Format::Plain, _) => is_flat(value),
        (Format::Form(properties), _) => !properties.iter().any(|one| one.style == Style::Json),
        (Format::Multipart(..), _) => {
            let properties = value
                .as_object()
                .into_iter()
                .flat_map(|entries| entries.values());
            // A part cannot be null, and of several of one name it reads the last.
            properties
                .into_iter()
                .all(|value| is_flat(value) && !value.is_null())
        }
        (Format::JsonLines | Format::JsonSequence | Format::Named, _) => false,
    }
}

/// Writes the crate of a document, with the program that sends its requests. Answers its name.
fn generate(document: &Path, crates: &Path) -> Result<String, Failure> {
    let cannot = |what: String| failure(what, "see `cargo xtask codegen --spec` for what is wrong");
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let words: String = stem
        .chars()
        .map(|one| {
            if one.is_ascii_alphanumeric() {
                one.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let name = format!("probe-{words}");
    let mut target = Target::of_document(document.to_owned(), crates.join(&name), name.clone());
    // The program calls the operations of all tags.
    target.tag_features = false;
    let shown = crate::paths::shown(document);
    let mut report = Report::new();
    let source = load::read(document, &shown, &target.limits, &mut report);
    let made = (!report.has_errors()).then(|| crate::probes_of(&source, &target, &mut report));
    let Some((api, mut probes)) = made.flatten() else {
        return Err(cannot(format!("{shown} has errors")));
    };
    let all = probes.len();
    probes.retain(|probe| is_readable(probe, &api));
    let left_out = all - probes.len();
    if left_out > 0 {
        terminal::line(&format!(
            "conformance: {shown}: {left_out} requests are left out, as Prism does not read their bodies"
        ));
    }
    let mut files = emit::emit(&api);
    files.push(emit::probe(&api, &probes, &name));
    write(&crates.join(&name), &render(files))
        .map_err(|error| cannot(format!("the crate of {shown} cannot be written: {error:?}")))?;
    Ok(name)
}

/// Builds the programs, all at once.
fn build(crates: &Path, names: &[String], root: &Path) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        failure(
            format!("the programs cannot be built: {error}"),
            "the target folder must be writable",
        )
    };
    let members: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(crates.join("Cargo.toml"), manifest).map_err(cannot)?;
    // The versions of this workspace, which are on the machine already.
    fs::copy(root.join("Cargo.lock"), crates.join("Cargo.lock")).map_err(cannot)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        // No TLS: the server is on this machine.
        .args([
            "build",
            "--quiet",
            "--workspace",
            "--examples",
            "--no-default-features",
        ])
        .args(["--features", "reqwest"])
        .current_dir(crates)
        .env("CARGO_TARGET_DIR", crates.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .status()
        .map_err(cannot)?;
    if status.success() {
        Ok(())
    } else {
        Err(failure(
            "the programs do not compile",
            "see what cargo says above",
        ))
    }
}
