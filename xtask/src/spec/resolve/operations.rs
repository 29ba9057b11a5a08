//! Paths to operations.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::{Resolver, checks, entries};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::references::Node;
use crate::spec::typed::typed;
use crate::spec::{Operation, Parameter, SecurityScheme, shape};

/// The fields of a Path Item Object that are operations.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl<'d> Resolver<'d, '_> {
    pub(super) fn operations(
        &mut self,
        schemes: &IndexMap<String, SecurityScheme>,
        security: &[Vec<String>],
    ) -> Vec<Operation> {
        let place = Pointer::root().child("paths");
        let mut operations = Vec::new();
        for (path, place, node) in entries(self.document.root.get("paths"), &place) {
            if path.starts_with("x-") {
                continue;
            }
            let mut path = path;
            if !path.starts_with('/') {
                self.report
                    .warning(
                        Code::PathTemplate,
                        &place,
                        format!("the path `{path}` does not begin with `/`"),
                    )
                    .help("it is read as if it did: paths are appended to the URL of a server (section 4.7.8)");
                path.insert(0, '/');
            }
            self.path_item(&path, &place, node, security, &mut operations);
        }
        self.name_apart(&mut operations);
        checks::check_security(&mut operations, schemes, self.report);
        operations
    }

    /// Of several operations with one id the first by path and method keeps it, wherever it stands; the others
    /// are named as those without one.
    fn name_apart(&mut self, operations: &mut [Operation]) {
        let mut keepers: HashMap<String, (String, String, Pointer)> = HashMap::new();
        for operation in operations.iter() {
            let (path, method) = (operation.path.clone(), operation.method.clone());
            let own = (path, method, operation.place.clone());
            let keeper = keepers
                .entry(operation.id.clone())
                .or_insert_with(|| own.clone());
            if own < *keeper {
                *keeper = own;
            }
        }
        for operation in operations {
            let Some((_, _, keeper)) = keepers.get(&operation.id) else {
                continue;
            };
            if *keeper == operation.place {
                continue;
            }
            self.report
                .warning(
                    Code::DuplicateOperationId,
                    &operation.written.child("operationId"),
                    format!("the operationId `{}` is used twice", operation.id),
                )
                .help("this operation is named by its method and path; an id must be unique (section 4.7.10)")
                .related(&keeper.child("operationId"), "this operation keeps it");
            operation.id = derived_id(&operation.path, &operation.method.to_ascii_lowercase());
        }
    }

    pub(super) fn path_item(
        &mut self,
        path: &str,
        place: &Pointer,
        node: &'d Value,
        security: &[Vec<String>],
        operations: &mut Vec<Operation>,
    ) {
        // An error of a path item concerns whatever operations it may have.
        let is_reference = node.get("$ref").is_some();
        self.report
            .set_operation(Some(place).filter(|_| is_reference));
        let followed = self.follow(place, node);
        self.report.set_operation(None);
        // What stands beside a reference adds to the path item that it leads to (3.1, section 4.8.9), and comes
        // before what that one says.
        let beside = Some(Node {
            place: place.clone(),
            value: node,
        });
        let items: Vec<Node<'d>> = beside
            .filter(|_| is_reference)
            .into_iter()
            .chain(followed)
            .collect();
        let mut methods: Vec<(String, Pointer, &'d Value)> = Vec::new();
        let mut shared: Vec<Node<'d>> = Vec::new();
        for item in items {
            let checked = shape::PATH_ITEM.check(item.value, &item.place, &|_| false, self.report);
            if checked.is_none() {
                continue;
            }
            for field in ["query", "additionalOperations"] {
                if item.value.get(field).is_some() {
                    self.report
                        .warning(
                            Code::Unsupported,
                            &item.place.child(field),
                            format!("`{field}` of a path is not read"),
                        )
                        .help("the operations that the other methods name are");
                }
            }
            for (method, own_place, value) in entries(Some(item.value), &item.place) {
                let is_known = methods.iter().any(|(known, ..)| *known == method);
                if METHODS.contains(&method.as_str()) && !is_known {
                    methods.push((method, own_place, value));
                }
            }
            shared.push(item);
        }
        let servers_of_path = shared
            .iter()
            .map(|item| self.servers(item.value, &item.place))
            .find(|servers| !servers.is_empty())
            .unwrap_or_default();
        for (method, own_place, value) in methods {
            // An operation stands under its path, wherever it was written.
            let place = place.child(&method);
            self.report.set_operation(Some(&place));
            let mut of_path: Vec<Parameter> = Vec::new();
            for item in &shared {
                let more = self.parameters(item).into_iter().filter(|more| {
                    let is_same =
                        |own: &Parameter| own.name == more.name && own.location == more.location;
                    !of_path.iter().any(is_same)
                });
                let more: Vec<Parameter> = more.collect();
                of_path.extend(more);
            }
            // Some documents have operations in files of their own, though the standard knows no such reference.
            let followed = self.follow(&own_place, value);
            let operation = followed
                .as_ref()
                .and_then(|node| self.operation(path, &method, None, node, &of_path, security));
            if let (Some(mut operation), Some(node)) = (operation, followed) {
                operation.place = place;
                if operation.servers.is_empty() {
                    operation.servers = servers_of_path.clone();
                }
                self.mend_path_parameters(&mut operation);
                self.callbacks(&operation, &node);
                operations.push(operation);
            }
            self.report.set_operation(None);
        }
    }

    /// `name` is the id of one that needs none of its own.
    pub(super) fn operation(
        &mut self,
        path: &str,
        method: &str,
        name: Option<&str>,
        node: &Node<'d>,
        shared: &[Parameter],
        security: &[Vec<String>],
    ) -> Option<Operation> {
        const CHILDREN: [&str; 7] = [
            "externalDocs",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "servers",
            "security",
        ];
        let typed: openapiv3::Operation = typed(
            node.value,
            &CHILDREN,
            &shape::OPERATION,
            &node.place,
            self.report,
        )?;
        let mut parameters = self.parameters(node);
        let overridden = |shared: &Parameter| {
            parameters
                .iter()
                .any(|own| own.name == shared.name && own.location == shared.location)
        };
        let inherited: Vec<Parameter> = shared
            .iter()
            .filter(|shared| !overridden(shared))
            .cloned()
            .collect();
        parameters.splice(0..0, inherited);
        let own_security =
            self.security_requirements(node.value.get("security"), &node.place.child("security"));
        let own_id = typed.operation_id.filter(|id| !id.trim().is_empty());
        let id = own_id
            .or_else(|| name.map(str::to_owned))
            .unwrap_or_else(|| self.missing_operation_id(path, method, &node.place));
        Some(Operation {
            place: node.place.clone(),
            written: node.place.clone(),
            id,
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            tags: typed.tags,
            summary: typed.summary,
            description: typed.description,
            deprecated: typed.deprecated,
            parameters,
            request_body: self.request_body(node),
            responses: self.responses(node),
            security: own_security.unwrap_or_else(|| security.to_vec()),
            servers: self.servers(node.value, &node.place),
        })
    }

    /// A name from method and path: it stays the same as long as the operation is the same on the wire.
    pub(super) fn missing_operation_id(
        &mut self,
        path: &str,
        method: &str,
        place: &Pointer,
    ) -> String {
        let id = derived_id(path, method);
        self.report
            .warning(
                Code::MissingOperationId,
                place,
                "the operation has no operationId",
            )
            .help("it is named by its method and path; give it an operationId to name it yourself");
        id
    }
}

/// An id of an operation that has none of its own.
fn derived_id(path: &str, method: &str) -> String {
    format!("{method}{}", path.replace(['/', '{', '}'], " "))
}
