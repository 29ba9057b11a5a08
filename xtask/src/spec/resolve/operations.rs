//! Paths to operations.

use serde_json::Value;

use super::checks::check_path_template;
use super::{Resolver, entries};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::references::Node;
use crate::spec::typed::typed;
use crate::spec::{Operation, Parameter, shape};

/// The fields of a Path Item Object that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl<'d> Resolver<'d, '_> {
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let place = Pointer::root().child("paths");
        let security = self.document.root.get("security");
        let security = self
            .security_requirements(security, &Pointer::root().child("security"))
            .unwrap_or_default();
        let mut operations = Vec::new();
        for (path, place, node) in entries(self.document.root.get("paths"), &place) {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                self.report
                    .error(
                        Code::PathTemplate,
                        &place,
                        format!("the path `{path}` does not begin with `/`"),
                    )
                    .help("paths are appended to the URL of a server (section 4.7.8)");
                continue;
            }
            self.path_item(&path, &place, node, &security, &mut operations);
        }
        operations
    }

    pub(super) fn path_item(
        &mut self,
        path: &str,
        place: &Pointer,
        node: &'d Value,
        security: &[Vec<String>],
        operations: &mut Vec<Operation>,
    ) {
        let Some(node) = self.follow(place, node) else {
            return;
        };
        if !shape::PATH_ITEM.check(node.value, &node.place, self.report) {
            return;
        }
        self.without_servers(&node);
        let errors = self.report.errors();
        let shared = self.parameters(&node);
        let shared_is_whole = self.report.errors() == errors;
        for (method, place, value) in entries(Some(node.value), &node.place) {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let node = Node { place, value };
            let errors = self.report.errors();
            if let Some(operation) = self.operation(path, &method, &node, &shared, security) {
                // Of a parameter that is broken nobody knows which it is.
                if shared_is_whole && self.report.errors() == errors {
                    check_path_template(&operation, self.report);
                }
                operations.push(operation);
            }
        }
    }

    pub(super) fn operation(
        &mut self,
        path: &str,
        method: &str,
        node: &Node<'d>,
        shared: &[Parameter],
        security: &[Vec<String>],
    ) -> Option<Operation> {
        const CHILDREN: [&str; 6] = [
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
        self.without_servers(node);
        if node.value.get("callbacks").is_some() {
            self.report.warning(
                Code::Unsupported,
                &node.place.child("callbacks"),
                "callbacks are not read",
            );
        }
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
        let id = match typed.operation_id {
            Some(id) if !id.trim().is_empty() => id,
            _ => self.missing_operation_id(path, method, &node.place),
        };
        Some(Operation {
            place: node.place.clone(),
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
        })
    }

    /// A name from method and path: it stays the same as long as the operation is the same on the wire.
    pub(super) fn missing_operation_id(
        &mut self,
        path: &str,
        method: &str,
        place: &Pointer,
    ) -> String {
        let id = format!("{method}{}", path.replace(['/', '{', '}'], " "));
        self.report
            .warning(
                Code::MissingOperationId,
                place,
                "the operation has no operationId",
            )
            .help("it is named by its method and path; give it an operationId to name it yourself");
        id
    }

    /// Servers of a path or an operation are not read: say so, for calls would go elsewhere.
    pub(super) fn without_servers(&mut self, node: &Node<'d>) {
        if node.value.get("servers").is_some() {
            self.report
                .warning(Code::Unsupported, &node.place.child("servers"), "servers of a path or operation are not read")
                .help("calls go to the base URL of the client; give it this server's URL where it matters");
        }
    }
}
