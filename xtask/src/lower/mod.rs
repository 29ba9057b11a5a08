//! [`Spec`] and settings to [`Api`]: everything that is decided about the Rust code.
//!
//! A translation (`types`, `operations`), then passes over the whole model, one question each (`reach`,
//! `recursion`). Names are decided in [`naming`] alone.

mod attributes;
mod by_place;
mod classify;
mod compose;
mod credentials;
mod derives;
mod examples;
mod external;
mod features;
mod flows;
mod formats;
mod headers;
mod modules;
mod multipart;
pub mod naming;
mod operations;
mod package;
mod pagination;
mod presence;
pub mod probes;
mod reach;
mod recursion;
mod response_bodies;
mod response_headers;
mod responses;
mod servers;
mod shape;
mod streams;
mod types;
mod webhooks;
mod xml;

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use crate::model::templates::Templates;
use crate::model::types::{ExternalType, MapType, TypeDef, TypeRef};
use crate::model::{Api, SharedRuntime, Untyped};
use crate::report::{Code, Report};
use crate::settings::{Maps, Target};
use crate::similar::nearest;
use crate::spec::Spec;
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;
use by_place::ByPlace;
use compose::Union;
use derives::Derives;
use formats::Formats;
use naming::{Kept, Naming, Renames};
use shape::Shapes;
use xml::XmlObjects;

/// Decides the bindings of a document. Problems go to `report`; after an error the model may lack what it is about.
pub fn lower(spec: &Spec, target: &Target, report: &mut Report) -> Api {
    let composed = compose::compose(spec, report);
    let mut context = Context {
        written: spec,
        spec: &composed.spec,
        unions: &composed.unions,
        target,
        formats: Formats::new(target, report),
        derives: Derives::new(target, report),
        attributes: attributes::new(target, report),
        types: external::new(target, report),
        boxed: Places::new("boxed", &target.boxed, target, report),
        closed: Places::new("closed", &target.closed, target, report),
        sets: target.sets,
        apply_defaults: target.apply_defaults,
        naming: Naming::new(&target.words),
        renames: Renames::new(target, report),
        kept: Kept::of(target.names.as_ref()),
        shapes: Shapes::default(),
        secrets: Places::new("secrets", &target.secrets, target, report),
        skip: Places::new("skip", &target.skip, target, report),
        open: Vec::new(),
        untyped: IndexMap::new(),
        xml_objects: XmlObjects::default(),
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
    let mut groups = operations::lower(&operations, &table, &mut context);
    let received = webhooks::lower(&webhooks, &table, &mut context);
    let xml_objects = xml::objects(&table, &mut context);
    let servers = servers::lower(&mut context);
    let (credentials, constructor_credentials) = credentials::lower(&mut context);
    let (examples, invalid_examples) = examples::lower(
        spec,
        operations.iter().chain(&webhooks),
        &table,
        &mut context,
    );
    let (mut types, mut type_modules, former_types) = table.into_types();
    recursion::box_cycles(&mut types);
    reach::mark(&mut types, &groups, &received);
    presence::follow_reach(&mut types);
    if target.tag_features {
        features::mark(&mut groups, &mut type_modules, &types, &received);
    }
    derives::check(&types, maps(target), target, context.report);
    streams::check_setting(&groups, &mut context);
    let modules = modules::lower(&mut context);
    pagination::lower(&mut groups, &types, &mut context);
    context.report_unused_settings();
    let is_normalised = target.apply_defaults || target.sets || types.iter().any(holds_external);
    let mut api = Api {
        package: package::lower(spec, target, &types, &groups, context.report),
        title: spec.info.title.clone(),
        version: spec.info.version.clone(),
        description: spec.info.description.clone(),
        document: target.recorded(),
        servers,
        credentials,
        certificates: credentials::certificates(spec),
        constructor_credentials,
        types,
        former_types,
        type_modules,
        groups,
        webhooks: received,
        xml_objects,
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
        maps: maps(target),
        headers: headers::lower(target, context.report),
        stream_end: target.stream_end.clone(),
        is_normalised,
        has_contract_tests: target.contract_tests,
        decisions: context.renames.into_decisions(),
        modules,
        templates: Templates::default(),
        shared_runtime: target.runtime_crate().map(|shared| SharedRuntime {
            name: shared.name,
            path: shared.path,
        }),
    };
    types::find_constructors(&mut api.types);
    api
}

/// Whether a type holds values of a type that need not write them as they came.
fn holds_external(one: &TypeDef) -> bool {
    let is_external = |ty: &TypeRef| matches!(ty, TypeRef::External(_));
    let mut refs = one.kind.type_refs().into_iter();
    refs.any(|ty| ty.any(&is_external))
}

fn maps(target: &Target) -> MapType {
    match target.maps {
        Maps::BTreeMap => MapType::BTreeMap,
        Maps::HashMap => MapType::HashMap,
        Maps::IndexMap => MapType::IndexMap,
    }
}

/// What every part of lowering needs.
struct Context<'s, 'r> {
    target: &'s Target,
    /// The document as it is written.
    written: &'s Spec,
    /// The document, its compositions resolved.
    spec: &'s Spec,
    unions: &'s HashMap<SchemaId, Union>,
    formats: Formats,
    derives: Derives,
    attributes: ByPlace<Vec<String>>,
    /// The types of Rust that the settings name for schemas.
    types: ByPlace<ExternalType>,
    boxed: Places,
    closed: Places,
    sets: bool,
    apply_defaults: bool,
    naming: Naming,
    renames: Renames<'s>,
    /// The names that the crate has already.
    kept: Kept<'s>,
    shapes: Shapes,
    secrets: Places,
    skip: Places,
    /// The lists and maps that are being typed, from the outermost.
    open: Vec<SchemaId>,
    /// The schemas whose values are any JSON in Rust, with the reason.
    untyped: IndexMap<Pointer, String>,
    /// The objects that bodies of XML hold.
    xml_objects: XmlObjects,
    report: &'r mut Report,
}

impl<'s> Context<'s, '_> {
    /// The schemas of the document, to be asked which of them are parts of a body.
    fn schemas(&self) -> multipart::Schemas<'s> {
        multipart::Schemas {
            spec: self.spec,
            unions: self.unions,
        }
    }
}

impl Context<'_, '_> {
    /// A setting that names a place which the document does not have is a mistake in the settings.
    fn report_unused_settings(&mut self) {
        self.report_unused_words();
        self.report_unused_formats();
        let mut unused: Vec<(Vec<String>, Pointer, &[Pointer])> = Vec::new();
        let keyed = |setting: &str, place: &Pointer, texts: Vec<&String>| {
            let text = texts
                .into_iter()
                .find(|text| Pointer::parse(text).as_ref() == Some(place));
            vec![setting.to_owned(), text.cloned().unwrap_or_default()]
        };
        for place in self.renames.unused() {
            let keys = keyed("rename", place, self.target.rename.keys().collect());
            unused.push((keys, place.clone(), self.renames.asked()));
        }
        for place in self.derives.unused() {
            let keys = keyed("derives", place, self.target.derives.keys().collect());
            unused.push((keys, place.clone(), self.derives.asked()));
        }
        for place in self.attributes.unused() {
            let keys = keyed("attributes", place, self.target.attributes.keys().collect());
            unused.push((keys, place.clone(), self.attributes.asked()));
        }
        for place in self.types.unused() {
            let keys = keyed("types", place, self.target.types.keys().collect());
            unused.push((keys, place.clone(), self.types.asked()));
        }
        for places in [&self.secrets, &self.skip, &self.boxed, &self.closed] {
            for (index, place) in places.unused() {
                let keys = vec![places.setting.to_owned(), index.to_string()];
                unused.push((keys, place.clone(), &places.asked));
            }
        }
        for (keys, place, asked) in unused {
            let setting = &keys[0];
            let message = format!(
                "the setting `{setting}` names `{place}`, where nothing stands that it could be for"
            );
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let candidates: Vec<String> = asked.iter().map(Pointer::to_string).collect();
            let place = place.to_string();
            let near = nearest(&place, candidates.iter().map(String::as_str));
            let help = if near.is_empty() {
                "remove it, or correct the pointer; references are named where they lead to"
                    .to_owned()
            } else {
                format!("did you mean `{}`?", near.join("` or `"))
            };
            self.report
                .error(
                    Code::SettingWithoutPlace,
                    self.target.setting(&keys),
                    message,
                )
                .help(help);
        }
    }
}

impl Context<'_, '_> {
    fn report_unused_words(&mut self) {
        for (index, word) in self.target.words.iter().enumerate() {
            if !word.is_empty() && !self.naming.has_met(word) {
                let place = self.target.setting(&["words", &index.to_string()]);
                let message = format!("the setting `words` holds `{word}`, which is in no name");
                self.report
                    .error(Code::SettingWithoutPlace, place, message)
                    .help("remove it, or spell it as the document does");
            }
        }
    }

    fn report_unused_formats(&mut self) {
        let used: BTreeSet<&str> = self
            .spec
            .schemas
            .iter()
            .filter_map(|schema| schema.format.as_deref())
            .collect();
        for format in self.target.formats.keys() {
            if used.contains(format.as_str()) {
                continue;
            }
            let place = self.target.setting(&["formats", format]);
            let message = format!("the setting `formats` names `{format}`, which no schema has");
            let near = nearest(format, used.iter().copied());
            let help = if near.is_empty() {
                "remove it, or spell it as the document does".to_owned()
            } else {
                format!("did you mean `{}`?", near.join("` or `"))
            };
            self.report
                .error(Code::SettingWithoutPlace, place, message)
                .help(help);
        }
    }
}

/// A setting that is a list of places, and which of them were met.
struct Places {
    setting: &'static str,
    places: Vec<(usize, Pointer)>,
    met: HashSet<Pointer>,
    /// The places that it could be for, where it has any.
    asked: Vec<Pointer>,
}

impl Places {
    fn new(setting: &'static str, texts: &[String], target: &Target, report: &mut Report) -> Self {
        let mut places = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            match Pointer::parse(text) {
                Some(place) => places.push((index, place)),
                None => {
                    let message = format!(
                        "the setting `{setting}` holds `{text}`, which is not a JSON Pointer"
                    );
                    let place = target.setting(&[setting, &index.to_string()]);
                    report
                        .error(Code::SettingValue, place, message)
                        .help("write it as `#/components/schemas/Pet/properties/name`");
                }
            }
        }
        Self {
            setting,
            places,
            met: HashSet::new(),
            asked: Vec::new(),
        }
    }

    fn ask(&mut self, place: &Pointer) {
        if !self.places.is_empty() {
            self.asked.push(place.clone());
        }
    }

    fn contains(&mut self, place: &Pointer) -> bool {
        self.ask(place);
        let contains = self.places.iter().any(|(_, known)| known == place);
        if contains {
            self.met.insert(place.clone());
        }
        contains
    }

    /// Whether a place is one of the list, or below one.
    fn covers(&mut self, place: &Pointer) -> bool {
        self.ask(place);
        let mut places = self.places.iter().map(|(_, above)| above);
        let above = places.find(|above| place.is_within(above));
        self.met.extend(above.cloned());
        above.is_some()
    }

    fn unused(&self) -> impl Iterator<Item = (usize, &Pointer)> {
        let places = self.places.iter().map(|(index, place)| (*index, place));
        places.filter(|(_, place)| !self.met.contains(*place))
    }
}
