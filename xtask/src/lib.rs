//! **bindery** turns an OpenAPI document into Rust bindings that a team commits, reviews and trusts.
//!
//! As a program it is the `cargo xtask` of a workspace; as a library it is the same for other programs.
//!
//! - A workspace's own xtask is [`cli::main`] and nothing else, or calls [`Project`] beside its other work.
//! - [`Project`] generates, checks and compares; what the commands print is data: [`Generated`], [`Drift`],
//!   [`Comparison`], [`Diagnostic`].
//! - [`build`] is for build scripts of crates that do not commit their bindings.
//!
//! ```
//! # let folder = tempfile::tempdir().unwrap();
//! # let (document, output) = (folder.path().join("pets.yaml"), folder.path().join("pets"));
//! std::fs::write(&document, r#"
//! openapi: 3.0.3
//! info: {title: Pets, version: '1'}
//! paths:
//!   /pets:
//!     get:
//!       operationId: listPets
//!       responses: {'200': {description: Pets., content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
//! "#).unwrap();
//! let project = bindery::Project::of_document(document, output, "pets")?;
//! let error = project.generate().unwrap_err();
//! let missing = error.diagnostics().into_iter().next().unwrap();
//! assert_eq!((missing.code, missing.line), ("B0202", Some(8)));
//! assert_eq!(missing.message, "`#/components/schemas/Pets` refers to nothing");
//! println!("{missing}"); // with the line of the document, underlined
//! # Ok::<(), bindery::Error>(())
//! ```
//!
//! # The pipeline
//!
//! ```text
//! bytes ──load──▶ Document ──resolve──▶ Spec ──lower──▶ Api ──emit──▶ [SourceFile] ──render──▶ FileSet ──write | check──▶ disk
//! ```
//!
//! One folder a stage, one pure function a stage; only [`spec::load`] reads and only
//! [`output::write`] and [`output::check`] look at the output folder:
//!
//! | stage | function | folder |
//! |---|---|---|
//! | load | [`spec::load::parse`] | `spec/` |
//! | resolve | [`spec::resolve::resolve`] | `spec/` |
//! | lower | [`lower::lower`] | `lower/`, into the plain data of `model/` |
//! | emit | [`emit::emit`] | `emit/` |
//! | render | [`output::render::render`] | `output/` |
//! | write, check | [`output::write::write`], [`output::check::check`] | `output/` |
//!
//! Between load and resolve, what a target does not `select` is taken from the document: [`spec::fragment`] decides what
//! chosen operations reach, for `cargo xtask fragment` too.
//!
//! [`names`] are what callers know: `lower` asks for them, and what it decided is kept for the next run.
//!
//! Problems are values: every stage adds to one [`report::Report`] and goes on, so that a user sees all
//! problems of a document in one run. [`generate`] is the pipeline up to the file set.

/// The Rust of the guide's page on the library.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide/shaping.md")]
mod guide {}

pub mod build;
pub mod cli;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod emit;
mod lint;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod names;
#[doc(hidden)]
pub mod output;
mod parallel;
mod paths;
mod project;
#[doc(hidden)]
pub mod report;
mod selected;
#[doc(hidden)]
pub mod settings;
mod similar;
#[doc(hidden)]
pub mod source_file;
#[doc(hidden)]
pub mod spec;
#[doc(hidden)]
pub mod synthetic;
mod wildcard;

pub use diff::change::Comparison;
pub use project::{Diagnostic, Diagnostics, Drift, Error, FileChange, Generated, Project};
pub use report::Severity;

use output::file_set::FileSet;
use report::{Code, Report};
use selected::Selected;
use settings::Target;
use spec::load::{Document, Source};
use spec::pointer::{Origins, Pointer};
use spec::resolve::Wanted;

/// The stack of a thread that runs the pipeline, in bytes: schemas may be composed of each other as deep as a
/// document likes. Only what is used of it is taken.
#[doc(hidden)]
pub const STACK: usize = 512 << 20;

/// Runs the pipeline from the bytes of a document to the files of its crate, without touching the disk.
///
/// Every problem goes to `report`. `None` when one of them is an error: then nothing may be written.
#[doc(hidden)]
pub fn generate(source: &Source, target: &Target, report: &mut Report) -> Option<FileSet> {
    let api = model_of(source, target, report)?;
    Some(files_of(&api, target))
}

/// The files of a model's bindings: of a crate, or of a module.
fn files_of(api: &model::Api, target: &Target) -> FileSet {
    // A path that is none was reported before there was a model.
    let module = target.module_path(&mut Report::new());
    output::render::render(match module {
        Some(path) => emit::emit_module(api, &path),
        None => emit::emit(api),
    })
}

/// Runs the pipeline from the bytes of a document to the model of its bindings.
///
/// Every problem goes to `report`. `None` when one of them is an error.
#[doc(hidden)]
pub fn model_of(source: &Source, target: &Target, report: &mut Report) -> Option<model::Api> {
    run(source, target, Rules::OfBindings, report).map(|read| read.api)
}

/// Runs the pipeline to what two versions of a document are compared by.
///
/// Every problem goes to `report`. `None` when one of them is an error.
#[doc(hidden)]
pub fn version_of(
    source: Source,
    target: &Target,
    label: &str,
    report: &mut Report,
) -> Option<diff::Version> {
    let mut read = run(&source, target, Rules::OfBindings, report)?;
    // What generated code offers is the same either way, and that is compared.
    read.api.shared_runtime = None;
    Some(diff::Version {
        label: label.to_owned(),
        source,
        document: read.document,
        spec: read.spec,
        api: read.api,
    })
}

/// Runs the pipeline to the model of a document's bindings, with requests for a server that checks them.
///
/// Every problem goes to `report`. `None` when one of them is an error.
#[doc(hidden)]
pub fn probes_of(
    source: &Source,
    target: &Target,
    report: &mut Report,
) -> Option<(model::Api, Vec<model::Probe>)> {
    let Read { spec, mut api, .. } = run(source, target, Rules::OfBindings, report)?;
    // The crate that sends them stands alone.
    api.shared_runtime = None;
    let probes = lower::probes::lower(&spec, &api);
    Some((api, probes))
}

/// Adds all problems of a document to `report`: those that its bindings would have, and what in it hurts clients.
#[doc(hidden)]
pub fn lint(source: &Source, target: &Target, report: &mut Report) {
    run(source, target, Rules::All, report);
}

/// Which problems are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rules {
    /// Those that bear on the bindings.
    OfBindings,
    /// Those of [`lint`] too.
    All,
}

/// A document at every stage up to the model.
struct Read {
    document: Document,
    spec: spec::Spec,
    api: model::Api,
}

fn run(source: &Source, target: &Target, rules: Rules, report: &mut Report) -> Option<Read> {
    let levels = target.levels(report);
    target.module_path(report);
    let trees = spec::load::trees(source, &target.limits, report);
    let selected = trees.map(|document| Selected::of(document, target, report));
    let read = selected.and_then(|(document, selected)| {
        selected.forget(target, report);
        let document = spec::load::converted(document, report)?;
        if target.is_of_other_version {
            report.leave_out(&[Code::CorrectionWithoutTarget, Code::CorrectionMisfit]);
        }
        let narrowed = selected.narrowed(target);
        let moved = narrowed.moved(&document.origins);
        let wanted = Wanted {
            skip: pointers(&moved.skip),
            keep_going: target.keep_going,
        };
        let spec = spec::resolve::resolve(&document, &wanted, report);
        if rules == Rules::All {
            lint::check(&document, &spec, report);
        }
        let mut api = if report.has_errors() {
            // All problems of a run are told; but a broken node makes the next stage complain of its absence.
            let mut of_lowering = Report::new();
            lower::lower(&spec, &moved, &mut of_lowering);
            of_lowering.leave_out(&[
                Code::Untyped,
                Code::UnsaidPagination,
                Code::SettingWithoutPlace,
            ]);
            report.append(of_lowering);
            None
        } else {
            Some(lower::lower(&spec, &moved, report))
        };
        report.relocate(&document.origins);
        if let Some(api) = &mut api {
            relocate(&mut api.decisions, &document.origins);
        }
        let has = |place: &Pointer| {
            let moved = settings::moved(place, &document.origins);
            document.find(moved.as_ref().unwrap_or(place)).is_some()
        };
        target.check_level_places(&has, report);
        selected.forget(target, report);
        if target.is_of_other_version {
            report.leave_out(&[Code::SettingWithoutPlace]);
        }
        Some(Read {
            document,
            spec,
            api: api?,
        })
    });
    report.apply(&levels);
    read.filter(|_| !report.has_errors())
}

/// Sets decisions to where the nodes stood before the document was converted.
fn relocate(decisions: &mut [model::decision::Decision], origins: &[(Pointer, Pointer)]) {
    let origins = Origins::of(origins);
    let before = |text: &str| Some(origins.before(&Pointer::parse(text)?)?.to_string());
    for one in decisions {
        for place in [Some(&mut one.written), one.keeper.as_mut()]
            .into_iter()
            .flatten()
        {
            if let Some(found) = before(place) {
                *place = found;
            }
        }
    }
}

fn pointers(texts: &[String]) -> Vec<Pointer> {
    texts
        .iter()
        .filter_map(|text| Pointer::parse(text))
        .collect()
}
