//! Swagger 2.0 to the tree of OpenAPI 3.0.
//!
//! A pure rewriting of the tree. What does not have the shape that 2.0 gives it is copied as it is, so that
//! the later stages report it; [`Converted::origins`] tells where it stood.

mod bodies;
mod parameters;
mod schemas;
mod security;

use serde_json::{Map, Value, json};

use super::pointer::Pointer;
use crate::report::Report;

/// A document of Swagger 2.0 as one of OpenAPI 3.0.
pub struct Converted {
    /// The tree of 3.0.
    pub root: Value,
    /// Where moved nodes stood: from places in the new tree to places in the old one.
    pub origins: Vec<(Pointer, Pointer)>,
}

/// The methods of a Path Item Object of 2.0.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// Converts a document.
pub fn convert(root: &Value, report: &mut Report) -> Converted {
    let mut converter = Converter {
        old: root,
        consumes: texts(root.get("consumes")),
        produces: texts(root.get("produces")),
        origins: Vec::new(),
        report,
    };
    let root = converter.document();
    Converted {
        root,
        origins: converter.origins,
    }
}

struct Converter<'d, 'r> {
    old: &'d Value,
    consumes: Vec<String>,
    produces: Vec<String>,
    origins: Vec<(Pointer, Pointer)>,
    report: &'r mut Report,
}

impl Converter<'_, '_> {
    fn document(&mut self) -> Value {
        let mut new = Map::new();
        let mut components = Map::new();
        new.insert("openapi".to_owned(), "3.0.3".into());
        let old = self.old;
        for (field, value) in old.as_object().into_iter().flatten() {
            let place = Pointer::root().child(field);
            match field.as_str() {
                "swagger" | "consumes" | "produces" | "host" | "basePath" | "schemes" => {}
                "definitions" => {
                    let schemas = self.section(value, &place, "schemas", schemas::schema);
                    components.insert("schemas".to_owned(), schemas);
                }
                "responses" => {
                    let produces = self.produces.clone();
                    let responses = self.section(value, &place, "responses", |response| {
                        bodies::response(response, &produces)
                    });
                    components.insert("responses".to_owned(), responses);
                }
                "parameters" => {
                    let parameters = self.section(value, &place, "parameters", |parameter| {
                        parameters::parameter(parameter, &mut Vec::new())
                    });
                    components.insert("parameters".to_owned(), parameters);
                }
                "securityDefinitions" => {
                    let schemes = self.section(value, &place, "securitySchemes", security::scheme);
                    components.insert("securitySchemes".to_owned(), schemes);
                }
                "paths" => {
                    let paths = self.paths(value, &place);
                    new.insert("paths".to_owned(), paths);
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        let servers = servers(old);
        if !servers.is_empty() {
            new.insert("servers".to_owned(), Value::Array(servers));
            for field in ["host", "basePath"] {
                if old.get(field).is_some() {
                    self.origins.push((
                        Pointer::root().child("servers"),
                        Pointer::root().child(field),
                    ));
                    break;
                }
            }
        }
        // Bodies are no parameters in 3.0.
        if let Some(Value::Object(parameters)) = components.get_mut("parameters") {
            parameters.retain(|_, parameter| {
                !matches!(
                    parameter.get("in").and_then(Value::as_str),
                    Some("body" | "formData")
                )
            });
        }
        new.insert("components".to_owned(), Value::Object(components));
        Value::Object(new)
    }

    /// A section of named things, which stands among the components of 3.0.
    fn section(
        &mut self,
        value: &Value,
        old: &Pointer,
        name: &str,
        convert: impl Fn(&Value) -> Value,
    ) -> Value {
        self.origins
            .push((Pointer::root().child("components").child(name), old.clone()));
        match value.as_object() {
            Some(entries) => entries
                .iter()
                .map(|(name, value)| (name.clone(), convert(value)))
                .collect::<Map<_, _>>()
                .into(),
            None => value.clone(),
        }
    }

    fn paths(&mut self, paths: &Value, place: &Pointer) -> Value {
        let Some(paths) = paths.as_object() else {
            return paths.clone();
        };
        let paths = paths
            .iter()
            .map(|(path, item)| (path.clone(), self.path_item(item, &place.child(path))));
        Value::Object(paths.collect())
    }

    fn path_item(&mut self, item: &Value, place: &Pointer) -> Value {
        let Some(fields) = item.as_object() else {
            return item.clone();
        };
        let shared = parameters::split(fields.get("parameters"), self.old);
        let mut new = Map::new();
        for (field, value) in fields {
            if field == "parameters" {
                let plain = shared.plain(place, &mut self.origins, self.report);
                new.insert(field.clone(), Value::Array(plain));
            } else if METHODS.contains(&field.as_str()) {
                let operation = self.operation(value, &place.child(field), &shared, place);
                new.insert(field.clone(), operation);
            } else {
                new.insert(field.clone(), value.clone());
            }
        }
        Value::Object(new)
    }

    fn operation(
        &mut self,
        operation: &Value,
        place: &Pointer,
        shared: &parameters::Split<'_>,
        item: &Pointer,
    ) -> Value {
        let Some(fields) = operation.as_object() else {
            return operation.clone();
        };
        let consumes = own_or(fields.get("consumes"), &self.consumes);
        let produces = own_or(fields.get("produces"), &self.produces);
        let own = parameters::split(fields.get("parameters"), self.old);
        let mut new = Map::new();
        for (field, value) in fields {
            match field.as_str() {
                "consumes" | "produces" => {}
                "schemes" => {
                    let servers = servers_of(self.old, value);
                    if !servers.is_empty() && servers != self::servers(self.old) {
                        new.insert("servers".to_owned(), Value::Array(servers));
                    }
                }
                "parameters" => {
                    let plain = own.plain(place, &mut self.origins, self.report);
                    new.insert(field.clone(), Value::Array(plain));
                }
                "responses" => {
                    let responses = value.as_object().map(|responses| {
                        responses
                            .iter()
                            .map(|(status, response)| {
                                let place = place.child("responses").child(status);
                                for media_type in &produces {
                                    self.origins.push((
                                        place.child("content").child(media_type).child("schema"),
                                        place.child("schema"),
                                    ));
                                }
                                (status.clone(), bodies::response(response, &produces))
                            })
                            .collect::<Map<_, _>>()
                    });
                    new.insert(
                        field.clone(),
                        responses.map_or_else(|| value.clone(), Value::Object),
                    );
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        // An operation's own body goes before that of its path.
        let (bodies, bodies_place) = if own.has_body() {
            (&own, place)
        } else {
            (shared, item)
        };
        if let Some(body) = bodies.body(&consumes) {
            let old = bodies_place.child("parameters");
            self.origins.push((place.child("requestBody"), old));
            new.insert("requestBody".to_owned(), body);
        }
        Value::Object(new)
    }
}

/// `host`, `basePath` and the document's `schemes` as Server Objects.
fn servers(root: &Value) -> Vec<Value> {
    servers_of(root, root.get("schemes").unwrap_or(&Value::Null))
}

fn servers_of(root: &Value, schemes: &Value) -> Vec<Value> {
    let text = |field: &str| root.get(field).and_then(Value::as_str);
    let path = text("basePath").unwrap_or_default().trim_end_matches('/');
    match text("host") {
        None if path.is_empty() => Vec::new(),
        None => vec![json!({ "url": path })],
        Some(host) => {
            let mut schemes = texts(Some(schemes));
            // The scheme of the document itself is meant where none is given; nobody serves without TLS by choice.
            if schemes.is_empty() {
                schemes.push("https".to_owned());
            }
            // The first server is the default.
            schemes.sort_by_key(|scheme| scheme != "https");
            schemes
                .iter()
                .filter(|scheme| matches!(scheme.as_str(), "http" | "https"))
                .map(|scheme| json!({ "url": format!("{scheme}://{host}{path}") }))
                .collect()
        }
    }
}

fn own_or(own: Option<&Value>, inherited: &[String]) -> Vec<String> {
    let types = match own {
        Some(own) => texts(Some(own)),
        None => inherited.to_vec(),
    };
    if types.is_empty() {
        vec!["application/json".to_owned()]
    } else {
        types
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(document: Value) -> Value {
        convert(&document, &mut Report::new()).root
    }

    #[test]
    fn hosts_become_servers() {
        let root = converted(
            json!({"host": "h.example", "basePath": "/v1/", "schemes": ["http", "https"]}),
        );
        assert_eq!(
            root["servers"],
            json!([{"url": "https://h.example/v1"}, {"url": "http://h.example/v1"}])
        );
        assert_eq!(
            converted(json!({"basePath": "/v2"}))["servers"],
            json!([{"url": "/v2"}])
        );
    }

    #[test]
    fn bodies_and_parameters_part() {
        let root = converted(json!({
            "consumes": ["application/json"],
            "parameters": {"Body": {"in": "body", "name": "b", "required": true, "schema": {"$ref": "#/definitions/Pet"}}},
            "paths": {"/p": {
                "parameters": [{"in": "query", "name": "q", "type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"}],
                "post": {
                    "parameters": [{"$ref": "#/parameters/Body"}, {"in": "header", "name": "h", "type": "integer", "x-a": 1}],
                    "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Pet"}}}
                },
                "put": {
                    "consumes": ["multipart/form-data"],
                    "parameters": [
                        {"in": "formData", "name": "f", "type": "file", "required": true},
                        {"in": "formData", "name": "n", "type": "string"}
                    ],
                    "responses": {"200": {"description": "ok", "schema": {"type": "file"}}}
                }
            }}
        }));
        let item = &root["paths"]["/p"];
        assert_eq!(
            item["parameters"],
            json!([{"in": "query", "name": "q", "schema": {"type": "array", "items": {"type": "string"}}, "style": "pipeDelimited", "explode": false}])
        );
        assert_eq!(
            item["post"]["requestBody"],
            json!({"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}})
        );
        assert_eq!(
            item["post"]["parameters"],
            json!([{"in": "header", "name": "h", "x-a": 1, "schema": {"type": "integer"}}])
        );
        assert_eq!(
            item["post"]["responses"]["200"],
            json!({"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}})
        );
        assert_eq!(
            item["put"]["requestBody"],
            json!({"required": true, "content": {"multipart/form-data": {"schema": {
                "type": "object",
                "properties": {"f": {"type": "string", "format": "binary"}, "n": {"type": "string"}},
                "required": ["f"]
            }}}})
        );
        assert_eq!(
            item["put"]["responses"]["200"]["content"],
            json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}})
        );
    }

    #[test]
    fn schemas_and_security_are_renamed() {
        let root = converted(json!({
            "definitions": {"Pet": {
                "discriminator": "kind",
                "properties": {"kind": {"type": "string", "x-nullable": true}, "$ref": {"$ref": "#/definitions/Other"}},
                "example": {"$ref": "#/definitions/NotAReference"}
            }},
            "securityDefinitions": {
                "a": {"type": "basic"},
                "b": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "u", "tokenUrl": "t", "scopes": {"s": "d"}},
                "c": {"type": "apiKey", "in": "header", "name": "K"}
            }
        }));
        assert_eq!(
            root["components"]["schemas"]["Pet"],
            json!({
                "discriminator": {"propertyName": "kind"},
                "properties": {"kind": {"type": "string", "nullable": true}, "$ref": {"$ref": "#/components/schemas/Other"}},
                "example": {"$ref": "#/definitions/NotAReference"}
            })
        );
        assert_eq!(
            root["components"]["securitySchemes"],
            json!({
                "a": {"type": "http", "scheme": "basic"},
                "b": {"type": "oauth2", "flows": {"authorizationCode": {"authorizationUrl": "u", "tokenUrl": "t", "scopes": {"s": "d"}}}},
                "c": {"type": "apiKey", "in": "header", "name": "K"}
            })
        );
    }

    #[test]
    fn odd_shapes_are_left_to_the_later_stages() {
        for odd in [
            json!({"paths": []}),
            json!({"paths": {"/a": {"get": 5}}}),
            json!({"definitions": "x", "parameters": null}),
        ] {
            let _ = converted(odd);
        }
    }
}
