//! [`Document`] to [`Spec`]: references followed, what is inherited filled in.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::load::Document;
use super::pointer::Pointer;
use super::references::{self, Node};
use super::schemas::SchemaCollector;
use super::shape;
use super::typed::typed;
use super::{
    Info, Location, MediaType, Operation, Parameter, RequestBody, Response, SecurityScheme,
    SecuritySchemeKind, Server, Spec, StatusPattern, Style, Tag,
};
use crate::report::{Code, Report};

/// The fields of a Path Item Object that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Reads a whole document. What is wrong with it is in `report`; the rest is in the spec all the same.
pub fn resolve(document: &Document, report: &mut Report) -> Spec {
    let root = Pointer::root();
    shape::OPENAPI.check(&document.root, &root, report);
    let mut resolver = Resolver {
        document,
        schemas: SchemaCollector::new(document),
        report,
    };
    let info = resolver.info();
    let servers = resolver.servers();
    let tags = resolver.tags();
    let component_schemas = resolver.component_schemas();
    let security_schemes = resolver.security_schemes();
    let operations = resolver.operations();
    let Resolver {
        schemas, report, ..
    } = resolver;
    check_security(&operations, &security_schemes, report);
    check_operation_ids(&operations, report);
    let schemas = schemas.finish(report);
    Spec {
        info,
        servers,
        tags,
        security_schemes,
        operations,
        schemas,
        component_schemas,
    }
}

struct Resolver<'d, 'r> {
    document: &'d Document,
    schemas: SchemaCollector<'d>,
    report: &'r mut Report,
}

impl<'d> Resolver<'d, '_> {
    fn info(&mut self) -> Info {
        let place = Pointer::root().child("info");
        let typed = self.document.root.get("info").and_then(|node| {
            typed::<openapiv3::Info>(
                node,
                &["contact", "license"],
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

    fn servers(&mut self) -> Vec<Server> {
        let place = Pointer::root().child("servers");
        let nodes = items(self.document.root.get("servers"), &place);
        nodes
            .into_iter()
            .filter_map(|(place, node)| self.server(place, node))
            .collect()
    }

    fn server(&mut self, place: Pointer, node: &Value) -> Option<Server> {
        let typed: openapiv3::Server = typed(node, &[], &shape::SERVER, &place, self.report)?;
        let mut url = typed.url;
        for (name, variable) in typed.variables.unwrap_or_default() {
            url = url.replace(&format!("{{{name}}}"), &variable.default);
        }
        Some(Server {
            place,
            url,
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

    fn component_schemas(&mut self) -> IndexMap<String, super::schema::SchemaId> {
        if let Some(components) = self.document.root.get("components") {
            shape::COMPONENTS.check(
                components,
                &Pointer::root().child("components"),
                self.report,
            );
        }
        self.components("schemas")
            .into_iter()
            .filter_map(|(name, place, node)| {
                Some((name, self.schemas.id(&place, node, self.report)?))
            })
            .collect()
    }

    fn security_schemes(&mut self) -> IndexMap<String, SecurityScheme> {
        self.components("securitySchemes")
            .into_iter()
            .filter_map(|(name, place, node)| Some((name, self.security_scheme(&place, node)?)))
            .collect()
    }

    fn security_scheme(&mut self, place: &Pointer, node: &'d Value) -> Option<SecurityScheme> {
        let node = self.follow(place, node)?;
        let typed: openapiv3::SecurityScheme = typed(
            node.value,
            &[],
            &shape::SECURITY_SCHEME,
            &node.place,
            self.report,
        )?;
        let (kind, description) = match typed {
            openapiv3::SecurityScheme::APIKey {
                location,
                name,
                description,
                ..
            } => {
                let location = match location {
                    openapiv3::APIKeyLocation::Query => Location::Query,
                    openapiv3::APIKeyLocation::Header => Location::Header,
                    openapiv3::APIKeyLocation::Cookie => Location::Cookie,
                };
                (SecuritySchemeKind::ApiKey { location, name }, description)
            }
            openapiv3::SecurityScheme::HTTP {
                scheme,
                description,
                ..
            } => {
                let kind = match scheme.to_ascii_lowercase().as_str() {
                    "basic" => SecuritySchemeKind::Basic,
                    "bearer" => SecuritySchemeKind::Bearer,
                    _ => SecuritySchemeKind::OtherHttp(scheme),
                };
                (kind, description)
            }
            openapiv3::SecurityScheme::OAuth2 { description, .. }
            | openapiv3::SecurityScheme::OpenIDConnect { description, .. } => {
                (SecuritySchemeKind::Bearer, description)
            }
        };
        Some(SecurityScheme {
            place: node.place,
            kind,
            description,
        })
    }

    fn operations(&mut self) -> Vec<Operation> {
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

    fn path_item(
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

    fn operation(
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
    fn missing_operation_id(&mut self, path: &str, method: &str, place: &Pointer) -> String {
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
    fn without_servers(&mut self, node: &Node<'d>) {
        if node.value.get("servers").is_some() {
            self.report
                .warning(Code::Unsupported, &node.place.child("servers"), "servers of a path or operation are not read")
                .help("calls go to the base URL of the client; give it this server's URL where it matters");
        }
    }

    fn security_requirements(
        &mut self,
        node: Option<&Value>,
        place: &Pointer,
    ) -> Option<Vec<Vec<String>>> {
        let requirements = items(Some(node?), place);
        let mut alternatives = Vec::new();
        for (place, requirement) in requirements {
            match requirement.as_object() {
                Some(schemes) => alternatives.push(schemes.keys().cloned().collect()),
                None => {
                    self.report.error(
                        Code::Shape,
                        &place,
                        "a security requirement must be an object",
                    );
                }
            }
        }
        Some(alternatives)
    }

    fn parameters(&mut self, node: &Node<'d>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (place, value) in items(
            node.value.get("parameters"),
            &node.place.child("parameters"),
        ) {
            let Some(parameter) = self.parameter(&place, value) else {
                continue;
            };
            if parameters
                .iter()
                .any(|other| other.name == parameter.name && other.location == parameter.location)
            {
                let message = format!(
                    "the {} parameter `{}` is declared twice",
                    parameter.location.as_str(),
                    parameter.name
                );
                self.report
                    .warning(Code::DuplicateParameter, &place, message)
                    .help("the first one counts; remove one");
                continue;
            }
            parameters.push(parameter);
        }
        parameters
    }

    fn parameter(&mut self, place: &Pointer, node: &'d Value) -> Option<Parameter> {
        let node = self.follow(place, node)?;
        let (location, typed) = self.typed_parameter(&node)?;
        let (style, data) = match typed {
            openapiv3::Parameter::Path {
                parameter_data,
                style,
            } => (path_style(&style), parameter_data),
            openapiv3::Parameter::Query {
                parameter_data,
                style,
                allow_reserved,
                ..
            } => {
                if allow_reserved {
                    self.report.warning(
                        Code::Unsupported,
                        &node.place.child("allowReserved"),
                        "`allowReserved` is not read; reserved characters are percent-encoded",
                    );
                }
                (query_style(&style), parameter_data)
            }
            openapiv3::Parameter::Header { parameter_data, .. } => (Style::Simple, parameter_data),
            openapiv3::Parameter::Cookie { parameter_data, .. } => (Style::Form, parameter_data),
        };
        let Some(schema) = node.value.get("schema") else {
            self.report
                .error(
                    Code::Unsupported,
                    &node.place,
                    format!("the parameter `{}` has `content`, not `schema`", data.name),
                )
                .help("parameters that are media types are not read; describe it by a schema");
            return None;
        };
        let schema = self
            .schemas
            .id(&node.place.child("schema"), schema, self.report)?;
        Some(Parameter {
            name: data.name,
            location,
            style,
            // Section 4.7.12.2: `explode` is true by default where the style is `form`.
            explode: data.explode.unwrap_or(style == Style::Form),
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or_default(),
            description: data.description,
            schema,
            place: node.place,
        })
    }

    fn typed_parameter(&mut self, node: &Node<'d>) -> Option<(Location, openapiv3::Parameter)> {
        const CHILDREN: [&str; 3] = ["schema", "content", "examples"];
        let location = match node.value.get("in").and_then(Value::as_str) {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            other => {
                // A missing or ill-typed `in` is the table's to report.
                if let Some(other) = other {
                    self.report
                        .error(
                            Code::Shape,
                            &node.place.child("in"),
                            format!("`in: {other}` is no place of a parameter"),
                        )
                        .help("the places are path, query, header and cookie");
                } else {
                    shape::PARAMETER.check(node.value, &node.place, self.report);
                }
                return None;
            }
        };
        if node.value.get("schema").is_none() && node.value.get("content").is_none() {
            self.report.error(
                Code::Shape,
                &node.place,
                "the parameter has neither `schema` nor `content`",
            );
            return None;
        }
        Some((
            location,
            typed(
                node.value,
                &CHILDREN,
                &shape::PARAMETER,
                &node.place,
                self.report,
            )?,
        ))
    }

    fn request_body(&mut self, operation: &Node<'d>) -> Option<RequestBody> {
        let node = self.follow(
            &operation.place.child("requestBody"),
            operation.value.get("requestBody")?,
        )?;
        let typed: openapiv3::RequestBody = typed(
            node.value,
            &["content"],
            &shape::REQUEST_BODY,
            &node.place,
            self.report,
        )?;
        let content = self.content(&node);
        Some(RequestBody {
            place: node.place,
            required: typed.required,
            description: typed.description,
            content,
        })
    }

    fn responses(&mut self, operation: &Node<'d>) -> Vec<Response> {
        let place = operation.place.child("responses");
        entries(operation.value.get("responses"), &place)
            .into_iter()
            .filter(|(key, ..)| !key.starts_with("x-"))
            .filter_map(|(key, place, node)| self.response(&key, &place, node))
            .collect()
    }

    fn response(&mut self, key: &str, place: &Pointer, node: &'d Value) -> Option<Response> {
        let Some(status) = status_pattern(key) else {
            self.report
                .error(Code::Shape, place, format!("`{key}` is not a status code"))
                .help("responses are keyed by a status such as `200`, a range such as `4XX`, or `default`");
            return None;
        };
        let node = self.follow(place, node)?;
        let typed: openapiv3::Response = typed(
            node.value,
            &["headers", "content", "links"],
            &shape::RESPONSE,
            &node.place,
            self.report,
        )?;
        let headers = entries(node.value.get("headers"), &node.place.child("headers"))
            .into_iter()
            .filter_map(|(name, place, value)| {
                let node = self.follow(&place, value)?;
                shape::HEADER.check(node.value, &node.place, self.report);
                let description = node
                    .value
                    .get("description")
                    .and_then(Value::as_str)
                    .map(str::to_owned);
                Some((name, description))
            })
            .collect();
        let content = self.content(&node);
        Some(Response {
            place: node.place,
            status,
            description: typed.description,
            headers,
            content,
        })
    }

    fn content(&mut self, node: &Node<'d>) -> Vec<MediaType> {
        entries(node.value.get("content"), &node.place.child("content"))
            .into_iter()
            .filter_map(|(name, place, value)| {
                const CHILDREN: [&str; 3] = ["schema", "examples", "encoding"];
                typed::<openapiv3::MediaType>(
                    value,
                    &CHILDREN,
                    &shape::MEDIA_TYPE,
                    &place,
                    self.report,
                )?;
                let schema = match value.get("schema") {
                    Some(schema) => Some(self.schemas.id(
                        &place.child("schema"),
                        schema,
                        self.report,
                    )?),
                    None => None,
                };
                Some(MediaType {
                    place,
                    name,
                    schema,
                })
            })
            .collect()
    }

    fn follow(&mut self, place: &Pointer, node: &'d Value) -> Option<Node<'d>> {
        references::follow(self.document, place, node, self.report)
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

fn status_pattern(key: &str) -> Option<StatusPattern> {
    if key == "default" {
        return Some(StatusPattern::Default);
    }
    if let Some(digit) = key.strip_suffix("XX").or(key.strip_suffix("xx")) {
        let digit = digit.parse().ok().filter(|digit| (1..=5).contains(digit))?;
        return Some(StatusPattern::Range(digit));
    }
    key.parse()
        .ok()
        .filter(|status| (100..=599).contains(status))
        .map(StatusPattern::Exact)
}

fn path_style(style: &openapiv3::PathStyle) -> Style {
    match style {
        openapiv3::PathStyle::Matrix => Style::Matrix,
        openapiv3::PathStyle::Label => Style::Label,
        openapiv3::PathStyle::Simple => Style::Simple,
    }
}

fn query_style(style: &openapiv3::QueryStyle) -> Style {
    match style {
        openapiv3::QueryStyle::Form => Style::Form,
        openapiv3::QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        openapiv3::QueryStyle::PipeDelimited => Style::PipeDelimited,
        openapiv3::QueryStyle::DeepObject => Style::DeepObject,
    }
}

/// Path Templating (section 4.7.8.2): every expression has a parameter, and every path parameter an expression.
fn check_path_template(operation: &Operation, report: &mut Report) {
    let expressions = path_expressions(&operation.path);
    let declared = |name: &str| {
        operation
            .parameters
            .iter()
            .any(|one| one.location == Location::Path && one.name == name)
    };
    for name in &expressions {
        if !declared(name) {
            report
                .error(Code::PathTemplate, &operation.place, format!("the path parameter `{name}` is not declared"))
                .help(format!("add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to `parameters`"));
        }
    }
    for parameter in operation
        .parameters
        .iter()
        .filter(|one| one.location == Location::Path)
    {
        if !expressions.contains(&parameter.name) {
            report
                .error(
                    Code::PathTemplate,
                    &parameter.place,
                    format!(
                        "the path `{}` has no place for the parameter `{}`",
                        operation.path, parameter.name
                    ),
                )
                .help(format!(
                    "write `{{{}}}` where it belongs in the path, or remove the parameter",
                    parameter.name
                ));
        }
    }
}

/// The names in braces of a path template, in order.
fn path_expressions(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn check_security(
    operations: &[Operation],
    schemes: &IndexMap<String, SecurityScheme>,
    report: &mut Report,
) {
    let mut reported = Vec::new();
    for operation in operations {
        for name in operation.security.iter().flatten() {
            if !schemes.contains_key(name) && !reported.contains(&name) {
                reported.push(name);
                report
                    .error(
                        Code::UnknownSecurityScheme,
                        &operation.place,
                        format!("the security scheme `{name}` is not declared"),
                    )
                    .help(format!(
                        "declare it at `#/components/securitySchemes/{name}`"
                    ));
            }
        }
    }
}

fn check_operation_ids(operations: &[Operation], report: &mut Report) {
    let mut first_uses: HashMap<&str, &Operation> = HashMap::new();
    for operation in operations {
        let first = *first_uses.entry(&operation.id).or_insert(operation);
        if first.place != operation.place {
            report
                .error(
                    Code::DuplicateOperationId,
                    &operation.place.child("operationId"),
                    format!("the operationId `{}` is used twice", operation.id),
                )
                .help(format!(
                    "it must be unique (section 4.7.10); first used at {}",
                    first.place
                ));
        }
    }
}
