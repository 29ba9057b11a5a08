//! [`Document`] to [`Spec`]: references followed, what is inherited filled in.
//!
//! Here is what stands at the root of a document; each kind of node below it has a file.

mod bodies;
mod checks;
mod concerns;
mod operations;
mod parameters;
mod response_parts;
mod security;
mod webhooks;

use indexmap::IndexMap;
use serde_json::Value;

use super::load::Document;
use super::pointer::Pointer;
use super::references::{self, Node};
use super::schema::SchemaId;
use super::schemas::SchemaCollector;
use super::shape;
use super::typed::typed;
use super::{Info, Operation, Server, ServerVariable, Spec, Tag};
use crate::report::Report;

/// What a caller wants of a document that has mistakes.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Operations that are left out whatever is wrong with them.
    pub skip: Vec<Pointer>,
    /// Whether operations that errors concern are left out, and the rest is read.
    pub keep_going: bool,
}

/// Reads a whole document. What is wrong with it is in `report`; the rest is in the spec all the same.
pub fn resolve(document: &Document, wanted: &Wanted, report: &mut Report) -> Spec {
    let root = Pointer::root();
    shape::OPENAPI.check(&document.root, &root, &|_| false, report);
    let mut resolver = Resolver {
        document,
        schemas: SchemaCollector::new(document),
        webhooks: Vec::new(),
        report,
    };
    let info = resolver.info();
    let servers = resolver.servers(&document.root, &root);
    let tags = resolver.tags();
    let component_schemas = resolver.component_schemas();
    let security_schemes = resolver.security_schemes();
    let security = resolver.security();
    let operations = resolver.operations(&security_schemes, &security);
    resolver.webhooks();
    let Resolver {
        schemas,
        webhooks,
        report,
        ..
    } = resolver;
    let (schemas, broken) = schemas.finish(report);
    let mut spec = Spec {
        info,
        servers,
        tags,
        security_schemes,
        security,
        operations,
        webhooks,
        schemas,
        component_schemas,
        skipped: Vec::new(),
    };
    concerns::judge(&mut spec, &broken, wanted, report);
    spec
}

struct Resolver<'d, 'r> {
    document: &'d Document,
    schemas: SchemaCollector<'d>,
    /// Those that are known so far: operations hold some of them.
    webhooks: Vec<Operation>,
    report: &'r mut Report,
}

impl<'d> Resolver<'d, '_> {
    fn info(&mut self) -> Info {
        let place = Pointer::root().child("info");
        let typed = self.document.root.get("info").and_then(|node| {
            typed::<openapiv3::Info>(
                node,
                &["contact", "license", "termsOfService", "summary"],
                &shape::INFO,
                &place,
                self.report,
            )
        });
        match typed {
            Some(info) => Info {
                title: info.title,
                description: info.description,
                version: info.version,
            },
            None => Info {
                title: String::new(),
                description: None,
                version: String::new(),
            },
        }
    }

    /// `servers` of the document, a path item or an operation.
    fn servers(&mut self, node: &Value, place: &Pointer) -> Vec<Server> {
        let nodes = items(node.get("servers"), &place.child("servers"));
        nodes
            .into_iter()
            .filter_map(|(place, node)| self.server(place, node))
            .collect()
    }

    fn server(&mut self, place: Pointer, node: &Value) -> Option<Server> {
        let typed: openapiv3::Server =
            typed(node, &["variables"], &shape::SERVER, &place, self.report)?;
        let (mut url, template) = (typed.url.clone(), typed.url);
        let mut variables = Vec::new();
        for (name, place, variable) in entries(node.get("variables"), &place.child("variables")) {
            let expression = format!("{{{name}}}");
            let Some(default) = variable.get("default").map(plain_text) else {
                continue;
            };
            if !template.contains(&expression) {
                continue;
            }
            url = url.replace(&expression, &default);
            let values = items(variable.get("enum"), &place.child("enum"));
            let description = variable.get("description").and_then(Value::as_str);
            variables.push(ServerVariable {
                place,
                name,
                default,
                values: values.iter().map(|(_, value)| plain_text(value)).collect(),
                description: description.map(str::to_owned),
            });
        }
        Some(Server {
            place,
            url,
            template,
            variables,
            description: typed.description,
        })
    }

    fn tags(&mut self) -> Vec<Tag> {
        let nodes = items(
            self.document.root.get("tags"),
            &Pointer::root().child("tags"),
        );
        nodes
            .into_iter()
            .filter_map(|(place, node)| {
                typed::<openapiv3::Tag>(node, &["externalDocs"], &shape::TAG, &place, self.report)
            })
            .map(|tag| Tag {
                name: tag.name,
                description: tag.description,
            })
            .collect()
    }

    /// The entries of one section of `components`.
    fn components(&self, section: &str) -> Vec<(String, Pointer, &'d Value)> {
        let place = Pointer::root().child("components").child(section);
        let section = self
            .document
            .root
            .get("components")
            .and_then(|components| components.get(section));
        entries(section, &place)
    }

    fn component_schemas(&mut self) -> IndexMap<String, SchemaId> {
        if let Some(components) = self.document.root.get("components") {
            let place = Pointer::root().child("components");
            shape::COMPONENTS.check(components, &place, &|_| false, self.report);
        }
        self.components("schemas")
            .into_iter()
            .map(|(name, place, node)| {
                // A component that refers to nothing is any value, and that is said where it is read.
                let id = self.schemas.component(&place, node, self.report);
                (name, id)
            })
            .collect()
    }

    fn follow(&mut self, place: &Pointer, node: &'d Value) -> Option<Node<'d>> {
        references::follow(self.document, place, node, self.report)
    }
}

/// A text; one that YAML reads as a number, such as a port, is its text.
fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The items of an array with their addresses; none where there is no array, which the tables report.
fn items<'d>(node: Option<&'d Value>, place: &Pointer) -> Vec<(Pointer, &'d Value)> {
    let items = node.and_then(Value::as_array).into_iter().flatten();
    items
        .enumerate()
        .map(|(index, item)| (place.child(index), item))
        .collect()
}

/// The entries of an object with their addresses; none where there is no object, which the tables report.
fn entries<'d>(node: Option<&'d Value>, place: &Pointer) -> Vec<(String, Pointer, &'d Value)> {
    let entries = node.and_then(Value::as_object).into_iter().flatten();
    entries
        .map(|(key, value)| (key.clone(), place.child(key), value))
        .collect()
}
