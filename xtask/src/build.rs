//! Bindings that a build script makes, for crates that do not commit them.
//!
//! The build script of a package:
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! fn main() -> ExitCode {
//!     bindery::build::document("petstore.yaml", "crate::petstore")
//! }
//! ```
//!
//! And where the module is to stand, here in `src/main.rs` or `src/lib.rs`:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
//! ```
//!
//! Cargo runs the script again when a file of the document or the settings changes. A document that cannot be used ends
//! the build, and its problems are drawn; warnings are those of the build. What the manifest of the package lacks of
//! features and dependencies is a warning too, to be pasted.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::output::disk::RealDisk;
use crate::output::write::write_alone;
use crate::project::{Error, Project};
use crate::report::Severity;
use crate::settings::module::is_module_path;

/// Makes a module of a document, without settings. `module` is its path in the crate, such as `crate::petstore`.
pub fn document(document: impl Into<PathBuf>, module: &str) -> ExitCode {
    ended(Project::of_document(document, "", "bindings"), module)
}

/// Makes a module of a target of the settings below a root. The folder that they give does not count, and the file of
/// names is read and not written.
pub fn target(root: impl Into<PathBuf>, name: &str, module: &str) -> ExitCode {
    let project = Project::open(root);
    ended(project.and_then(|project| project.only(name)), module)
}

/// What goes wrong is the last that the build says.
fn ended(project: Result<Project, Error>, module: &str) -> ExitCode {
    let made = project
        .map_err(|error| error.to_string())
        .and_then(|project| make(project, module));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn make(project: Project, module: &str) -> Result<(), String> {
    let folder = |name: &str| {
        let folder = std::env::var_os(name).map(PathBuf::from);
        folder.ok_or_else(|| format!("{name} is not set: this is for build scripts"))
    };
    let (out, package) = (folder("OUT_DIR")?, folder("CARGO_MANIFEST_DIR")?);
    if !is_module_path(module) {
        return Err(format!(
            "`{module}` is no path of a module, such as `crate::petstore`"
        ));
    }
    let name = module.rsplit("::").next().unwrap_or(module);
    let file_name = name.trim_start_matches("r#");
    let root = project.root().to_owned();
    let project = project.into_module(out.join(file_name), module, package);
    let generated = project.generate().map_err(|error| error.to_string())?;
    // A module declared by a file that is included is looked for beside that file.
    let entry = format!("#[rustfmt::skip]\n#[path = \"{file_name}/mod.rs\"]\npub mod {name};\n");
    let path = out.join(format!("{file_name}.rs"));
    write_alone(&RealDisk, &path, &entry)
        .map_err(|_| format!("{} cannot be written", path.display()))?;
    for one in generated {
        let inputs = one.inputs.iter().map(|input| root.join(input));
        // One that is not there would run the script every time.
        for input in inputs.filter(|input| input.exists()) {
            println!("cargo::rerun-if-changed={}", input.display());
        }
        for warning in &one.diagnostics {
            if warning.severity == Severity::Warning {
                println!("cargo::warning={}", line(warning));
            }
        }
        if let Some((manifest, lacking)) = one.manifest_lacks {
            warn_of(&manifest, &lacking);
        }
    }
    Ok(())
}

fn line(warning: &crate::project::Diagnostic) -> String {
    let place = match (&warning.file, warning.line, warning.column) {
        (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}: "),
        (Some(file), ..) => format!("{file}: "),
        _ => String::new(),
    };
    format!("{place}[{}] {}", warning.code, warning.message)
}

fn warn_of(manifest: &Path, lacking: &str) {
    println!(
        "cargo::warning={} lacks what the bindings need; add:",
        manifest.display()
    );
    for line in lacking.lines() {
        println!("cargo::warning={line}");
    }
}
