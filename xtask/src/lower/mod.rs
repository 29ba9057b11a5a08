//! [`Spec`] and settings to [`Api`]: everything that is decided about the Rust code.
//!
//! A translation (`types`, `operations`), then passes over the whole model, one question each (`reach`,
//! `recursion`). Names are decided in [`naming`] alone.

mod classify;
mod compose;
mod credentials;
mod derives;
mod examples;
mod formats;
pub mod naming;
mod operations;
mod package;
mod presence;
mod reach;
mod recursion;
mod responses;
mod servers;
mod types;
mod webhooks;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::model::{Api, Untyped};
use crate::report::{Code, Report};
use crate::settings::Target;
use crate::spec::Spec;
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;
use compose::Union;
use derives::Derives;
use formats::Formats;
use naming::{Naming, Renames};

/// Decides the bindings of a document. Problems go to `report`; after an error the model may lack what it is about.
pub fn lower(spec: &Spec, target: &Target, report: &mut Report) -> Api {
    let composed = compose::compose(spec, report);
    let mut context = Context {
        spec: &composed.spec,
        unions: &composed.unions,
        formats: Formats::new(&target.formats, report),
        derives: Derives::new(&target.derives, report),
        sets: target.sets,
        apply_defaults: target.apply_defaults,
        naming: Naming::new(&target.words),
        renames: Renames::new(&target.rename, report),
        secrets: Places::new("secrets", &target.secrets, report),
        skip: Places::new("skip", &target.skip, report),
        open: Vec::new(),
        untyped: IndexMap::new(),
        report,
    };
    context.skip.met.extend(spec.skipped.iter().cloned());
    let operations: Vec<_> = spec
        .operations
        .iter()
        .filter(|operation| !context.skip.covers(&operation.place))
        .collect();
    let webhooks: Vec<_> = spec
        .webhooks
        .iter()
        .filter(|webhook| !context.skip.covers(&webhook.place))
        .collect();
    let table = types::lower(&operations, &webhooks, &mut context);
    let groups = operations::lower(&operations, &table, &mut context);
    let received = webhooks::lower(&webhooks, &table, &mut context);
    let servers = servers::lower(&mut context);
    let (credentials, constructor_credentials) = credentials::lower(&operations, &mut context);
    let (examples, invalid_examples) = examples::lower(
        spec,
        operations.iter().chain(&webhooks),
        &table,
        &mut context,
    );
    let (mut types, type_modules) = table.into_types();
    recursion::box_cycles(&mut types);
    reach::mark(&mut types, &groups, &received);
    presence::follow_reach(&mut types);
    context.report_unused_settings();
    let mut api = Api {
        package: package::lower(spec, target, &types, &groups),
        title: spec.info.title.clone(),
        version: spec.info.version.clone(),
        description: spec.info.description.clone(),
        document: target.document.to_string_lossy().replace('\\', "/"),
        servers,
        credentials,
        constructor_credentials,
        types,
        type_modules,
        groups,
        webhooks: received,
        untyped: context
            .untyped
            .into_iter()
            .map(|(place, reason)| Untyped {
                place: place.to_string(),
                reason,
            })
            .collect(),
        examples,
        invalid_examples,
        has_contract_tests: target.contract_tests,
    };
    types::find_constructors(&mut api.types);
    api
}

/// What every part of lowering needs.
struct Context<'s, 'r> {
    /// The document, its compositions resolved.
    spec: &'s Spec,
    unions: &'s HashMap<SchemaId, Union>,
    formats: Formats,
    derives: Derives,
    sets: bool,
    apply_defaults: bool,
    naming: Naming,
    renames: Renames<'s>,
    secrets: Places,
    skip: Places,
    /// The lists and maps that are being typed, from the outermost.
    open: Vec<SchemaId>,
    /// The schemas whose values are any JSON in Rust, with the reason.
    untyped: IndexMap<Pointer, String>,
    report: &'r mut Report,
}

impl Context<'_, '_> {
    /// A setting that names a place which the document does not have is a mistake in the settings.
    fn report_unused_settings(&mut self) {
        let unused: Vec<(&str, Pointer)> = self
            .renames
            .unused()
            .map(|place| ("rename", place.clone()))
            .chain(
                self.secrets
                    .unused()
                    .map(|place| ("secrets", place.clone())),
            )
            .chain(self.skip.unused().map(|place| ("skip", place.clone())))
            .chain(
                self.derives
                    .unused()
                    .map(|place| ("derives", place.clone())),
            )
            .collect();
        for (setting, place) in unused {
            self.report
                .error(
                    Code::SettingWithoutPlace,
                    crate::report::Place::File,
                    format!("the setting `{setting}` names `{place}`, where nothing stands that it could be for"),
                )
                .help("remove it, or correct the pointer; references are named where they lead to");
        }
    }
}

/// A setting that is a list of places, and which of them were met.
struct Places {
    places: Vec<Pointer>,
    met: HashSet<Pointer>,
}

impl Places {
    fn new(setting: &str, texts: &[String], report: &mut Report) -> Self {
        let mut places = Vec::new();
        for text in texts {
            match Pointer::parse(text) {
                Some(place) => places.push(place),
                None => {
                    let message = format!(
                        "the setting `{setting}` holds `{text}`, which is not a JSON Pointer"
                    );
                    report.error(Code::SettingValue, crate::report::Place::File, message);
                }
            }
        }
        Self {
            places,
            met: HashSet::new(),
        }
    }

    fn contains(&mut self, place: &Pointer) -> bool {
        let contains = self.places.contains(place);
        if contains {
            self.met.insert(place.clone());
        }
        contains
    }

    /// Whether a place is one of the list, or below one.
    fn covers(&mut self, place: &Pointer) -> bool {
        let above = self.places.iter().find(|above| place.is_within(above));
        self.met.extend(above.cloned());
        above.is_some()
    }

    fn unused(&self) -> impl Iterator<Item = &Pointer> {
        self.places
            .iter()
            .filter(|place| !self.met.contains(*place))
    }
}
