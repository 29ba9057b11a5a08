//! Swagger 2.0 to the tree of OpenAPI 3.0, so that the later stages know one shape.
//!
//! A pure function on trees. What does not have the shape that the standard gives it is copied as it is,
//! and a field that neither version knows stays where it is: the tables of the later stages report both.
//! Section names in the comments are those of the Swagger 2.0 specification.

mod bodies;
mod media_types;
mod operations;
mod parameters;
mod references;
mod responses;
mod schemas;
mod security;
mod servers;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests end by panicking")]
mod tests;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::pointer::Pointer;
use crate::report::{Code, Report};
use media_types::MediaTypes;

/// A document of Swagger 2.0 as one of OpenAPI 3.0.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The new tree.
    pub root: Value,
    /// Where moved nodes stood: the place in the new tree, and the place in the 2.0 document.
    ///
    /// Each pair is for a node and all below it; of the pairs that hold a place, the longest is meant.
    pub origins: Vec<(Pointer, Pointer)>,
}

/// Turns a document of Swagger 2.0 into one of OpenAPI 3.0.
///
/// The places of the diagnostics are those of the new tree, as they are in all later stages.
pub fn convert(root: &Value, report: &mut Report) -> Converted {
    let Some(object) = root.as_object() else {
        return Converted {
            root: root.clone(),
            origins: Vec::new(),
        };
    };
    let mut converter = Converter {
        root,
        consumes: MediaTypes::of_document(object.get("consumes")),
        produces: MediaTypes::of_document(object.get("produces")),
        report,
        origins: Vec::new(),
        references: Vec::new(),
        shared: HashMap::new(),
    };
    let mut root = Value::Object(converter.document(object));
    references::rewrite(&mut root, &converter.references, &converter.origins);
    let mut origins = converter.origins;
    origins.retain(|(new, old)| new != old);
    Converted { root, origins }
}

/// The fields that become `components`, in its order there.
const COMPONENTS: [&str; 4] = [
    "definitions",
    "responses",
    "parameters",
    "securityDefinitions",
];

/// What is known while a document is converted.
#[derive(Debug)]
struct Converter<'d, 'r> {
    /// The 2.0 document.
    root: &'d Value,
    /// `consumes` of the document.
    consumes: MediaTypes,
    /// `produces` of the document.
    produces: MediaTypes,
    report: &'r mut Report,
    /// New place and old place of each node that moved. Of two new places of one old node the first counts.
    origins: Vec<(Pointer, Pointer)>,
    /// The new places of the nodes that hold a `$ref`; what they hold is rewritten at the end, when it is
    /// known where everything went.
    references: Vec<Pointer>,
    /// The new places of the schemas with parts, by their old places: a second use refers to the first.
    shared: HashMap<Pointer, Pointer>,
}

/// The two addresses of one node.
#[derive(Debug, Clone)]
struct Places {
    /// In the tree of OpenAPI 3.0.
    new: Pointer,
    /// In the 2.0 document.
    old: Pointer,
}

impl Places {
    /// Of a node that stays where it is.
    fn same(place: Pointer) -> Self {
        Self {
            new: place.clone(),
            old: place,
        }
    }

    /// Of a child that has the same key in both.
    fn child(&self, token: &str) -> Self {
        Self {
            new: self.new.child(token),
            old: self.old.child(token),
        }
    }

    /// Of the item of a list at the same index in both.
    fn item(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// Of a part that the new tree gives a node of its own.
    fn within_new(&self, token: &str) -> Self {
        Self {
            new: self.new.child(token),
            old: self.old.clone(),
        }
    }
}

impl<'d> Converter<'d, '_> {
    /// Swagger Object.
    fn document(&mut self, object: &'d Map<String, Value>) -> Map<String, Value> {
        let root = Places::same(Pointer::root());
        // First, so that a part which is used in many places has its home among the components.
        let mut components = Some(self.components(object));
        let mut servers = self.servers(object);
        let mut new = Map::new();
        for (field, value) in object {
            match field.as_str() {
                "swagger" => {
                    new.insert("openapi".to_owned(), "3.0.3".into());
                    self.moved(&Places {
                        new: root.new.child("openapi"),
                        old: root.old.child("swagger"),
                    });
                }
                "host" | "basePath" | "schemes" if servers::is_sound(field, value) => {
                    if let Some(servers) = servers.take() {
                        new.insert("servers".to_owned(), servers);
                    }
                }
                "consumes" | "produces" if media_types::is_sound(value) => {}
                "paths" => {
                    let paths = self.paths(&root.child("paths"), value);
                    new.insert(field.clone(), paths);
                }
                field if COMPONENTS.contains(&field) => {
                    if let Some(components) = components.take().filter(|some| !some.is_empty()) {
                        new.insert("components".to_owned(), Value::Object(components));
                    }
                }
                "openapi" | "servers" | "components" if clashes(field, object) => {
                    let message = format!("Swagger 2.0 has no field `{field}`");
                    self.report
                        .warning(Code::UnknownField, &root.new.child(field), message)
                        .help(
                            "it is ignored: the document says the same with fields of Swagger 2.0",
                        );
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        new
    }

    /// Definitions, Parameters Definitions, Responses Definitions and Security Definitions Objects.
    fn components(&mut self, object: &'d Map<String, Value>) -> Map<String, Value> {
        let root = Pointer::root();
        let home = root.child("components");
        let mut components = Map::new();
        for field in COMPONENTS {
            let new_field = match field {
                "definitions" => "schemas",
                "securityDefinitions" => "securitySchemes",
                other => other,
            };
            let places = Places {
                new: home.child(new_field),
                old: root.child(field),
            };
            // A reference to an entry of a section that is missing is rewritten like all others.
            self.moved(&places);
            let Some(value) = object.get(field) else {
                continue;
            };
            let Some(entries) = value.as_object() else {
                components.insert(new_field.to_owned(), value.clone());
                continue;
            };
            let converted = match field {
                "definitions" => self.each(entries, &places, Self::schema),
                "responses" => {
                    let produces = self.produces.clone();
                    self.each(entries, &places, |this, places, value| {
                        this.response(places, value, &produces)
                    })
                }
                "securityDefinitions" => self.each(entries, &places, Self::security_scheme),
                _ => {
                    self.shared_parameters(entries, &places, &mut components);
                    continue;
                }
            };
            components.insert(new_field.to_owned(), converted);
        }
        components
    }

    /// Converts every entry of an object by its key, save extensions.
    fn each(
        &mut self,
        entries: &'d Map<String, Value>,
        places: &Places,
        mut convert: impl FnMut(&mut Self, &Places, &'d Value) -> Value,
    ) -> Value {
        let converted = entries
            .iter()
            .map(|(key, value)| {
                let value = convert(self, &places.child(key), value);
                (key.clone(), value)
            })
            .collect();
        Value::Object(converted)
    }

    /// Notes where a node went.
    fn moved(&mut self, places: &Places) {
        self.origins.push((places.new.clone(), places.old.clone()));
    }

    /// Copies a node that holds a `$ref`, which is rewritten at the end.
    fn reference(&mut self, new: &Pointer, node: &Value) -> Value {
        self.references.push(new.clone());
        node.clone()
    }
}

/// Whether a field of OpenAPI 3.0 stands in a 2.0 document where the conversion writes one of its own.
fn clashes(field: &str, object: &Map<String, Value>) -> bool {
    let rivals: &[&str] = match field {
        "openapi" => &["swagger"],
        "servers" => &["host", "basePath", "schemes"],
        _ => &COMPONENTS,
    };
    rivals.iter().any(|rival| object.contains_key(*rival))
}

/// Whether a node is a Reference Object.
fn is_reference(node: &Value) -> bool {
    node.get("$ref").is_some_and(Value::is_string)
}
