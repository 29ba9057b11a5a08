//! Small documents of Swagger 2.0 and what they are in OpenAPI 3.0.

use std::path::Path;

use serde_json::{Value, json};

use super::{Converted, convert};
use crate::report::Report;
use crate::spec::load::Source;
use crate::spec::pointer::Pointer;

/// Converts a document, with the messages of the diagnostics.
fn converted(document: &Value) -> (Converted, Vec<String>) {
    let mut report = Report::new();
    let converted = convert(document, &mut report);
    let messages = report.diagnostics().iter();
    let messages = messages.map(|one| one.message.clone()).collect();
    (converted, messages)
}

/// A document that converts without a diagnostic.
fn sound(document: &Value) -> Value {
    let (converted, messages) = converted(document);
    assert_eq!(messages, Vec::<String>::new());
    converted.root
}

/// The new tree of a document with one operation.
fn document_with(operation: &Value) -> Value {
    json!({ "swagger": "2.0", "paths": { "/a": { "post": operation } } })
}

/// The operation that an operation becomes.
fn operation(value: &Value) -> Value {
    sound(&document_with(value))["paths"]["/a"]["post"].clone()
}

/// The parameter that a parameter becomes.
fn parameter(value: &Value) -> Value {
    operation(&json!({ "parameters": [value] }))["parameters"][0].clone()
}

/// The body that parameters become.
fn body(parameters: &Value) -> Value {
    let operation = operation(&json!({ "parameters": parameters }));
    assert_eq!(operation.get("parameters"), None);
    operation["requestBody"].clone()
}

/// The schema that a definition becomes.
fn schema(value: &Value) -> Value {
    sound(&json!({ "definitions": { "S": value } }))["components"]["schemas"]["S"].clone()
}

/// The place in the 2.0 document of a place in the new tree.
fn origin(converted: &Converted, place: &str) -> String {
    let place = Pointer::parse(place).unwrap();
    let longest = converted
        .origins
        .iter()
        .filter(|(new, _)| place.is_within(new))
        .max_by_key(|(new, _)| new.to_string().len());
    match longest {
        None => place.to_string(),
        Some((new, old)) => {
            let below = place.to_string()[new.to_string().len()..].to_owned();
            format!("{old}{below}")
        }
    }
}

#[test]
fn what_both_versions_share_is_copied_in_order() {
    let document = json!({
        "swagger": "2.0",
        "info": { "title": "T", "version": "1", "x-logo": "l" },
        "x-first": { "$ref": "#/definitions/A" },
        "tags": [{ "name": "t" }],
        "paths": { "x-paths": 1, "/a": { "x-item": true, "get": { "responses": {} } } },
        "security": [{ "k": [] }],
        "externalDocs": { "url": "u" },
        "unknown": 1
    });
    let expected = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "1", "x-logo": "l" },
        "x-first": { "$ref": "#/definitions/A" },
        "tags": [{ "name": "t" }],
        "paths": { "x-paths": 1, "/a": { "x-item": true, "get": { "responses": {} } } },
        "security": [{ "k": [] }],
        "externalDocs": { "url": "u" },
        "unknown": 1
    });
    assert_eq!(sound(&document).to_string(), expected.to_string());
}

#[test]
fn host_base_path_and_schemes_are_servers() {
    let servers = |document: Value| sound(&document).get("servers").cloned();
    let cases = [
        (
            json!({ "host": "a.b", "basePath": "/v1/", "schemes": ["http", "https"] }),
            json!([{ "url": "http://a.b/v1" }, { "url": "https://a.b/v1" }]),
        ),
        (json!({ "host": "a.b" }), json!([{ "url": "https://a.b" }])),
        (
            json!({ "host": "a.b", "basePath": "/", "schemes": [] }),
            json!([{ "url": "https://a.b" }]),
        ),
        (
            json!({ "basePath": "/v1", "schemes": ["http"] }),
            json!([{ "url": "/v1" }]),
        ),
        (
            json!({ "host": "a.b:80", "basePath": "v1" }),
            json!([{ "url": "https://a.b:80/v1" }]),
        ),
    ];
    for (document, expected) in cases {
        assert_eq!(servers(document), Some(expected));
    }
    assert_eq!(servers(json!({ "schemes": ["http"] })), None);
}

#[test]
fn a_host_with_a_scheme_is_reported() {
    let (converted, messages) = converted(&json!({ "host": "http://a.b/", "basePath": "/v1" }));
    assert_eq!(
        converted.root["servers"],
        json!([{ "url": "http://a.b/v1" }])
    );
    assert_eq!(messages, ["the host `http://a.b/` holds a scheme"]);
}

#[test]
fn schemes_of_an_operation_are_servers_where_they_differ() {
    let operation = |schemes: Value| {
        let mut document = document_with(&json!({ "schemes": schemes }));
        document["host"] = "a.b".into();
        document["schemes"] = json!(["http", "https"]);
        sound(&document)["paths"]["/a"]["post"].clone()
    };
    assert_eq!(operation(json!(["https", "http"])), json!({}));
    assert_eq!(
        operation(json!(["https"])),
        json!({ "servers": [{ "url": "https://a.b" }] })
    );
}

#[test]
fn a_body_has_the_media_types_of_the_operation_or_the_document() {
    let json_type = "application/json";
    let cases = [
        (None, None, vec![json_type]),
        (Some(json!(["text/plain"])), None, vec!["text/plain"]),
        (
            Some(json!(["text/plain"])),
            Some(json!(["a/b", "c/d"])),
            vec!["a/b", "c/d"],
        ),
        (
            Some(json!(["text/plain"])),
            Some(json!([])),
            vec![json_type],
        ),
    ];
    for (of_document, of_operation, expected) in cases {
        let mut document = document_with(&json!({
            "parameters": [{ "in": "body", "name": "b", "schema": { "type": "string" } }],
            "responses": { "200": { "description": "d", "schema": { "type": "string" } } }
        }));
        for field in ["consumes", "produces"] {
            if let Some(names) = &of_document {
                document[field] = names.clone();
            }
            if let Some(names) = &of_operation {
                document["paths"]["/a"]["post"][field] = names.clone();
            }
        }
        let operation = sound(&document)["paths"]["/a"]["post"].clone();
        let fields: Vec<&String> = operation.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["requestBody", "responses"]);
        for content in [
            &operation["requestBody"]["content"],
            &operation["responses"]["200"]["content"],
        ] {
            let names: Vec<&String> = content.as_object().unwrap().keys().collect();
            assert_eq!(names, expected);
        }
    }
}

#[test]
fn a_body_keeps_its_description_and_extensions() {
    let body = body(&json!([{
        "in": "body",
        "name": "b",
        "description": "d",
        "required": true,
        "schema": { "$ref": "#/definitions/A" },
        "x-more": 1,
        "unknown": 2
    }]));
    let expected = json!({
        "description": "d",
        "required": true,
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } },
        "x-more": 1,
        "unknown": 2
    });
    assert_eq!(body.to_string(), expected.to_string());
}

#[test]
fn a_schema_under_several_media_types_is_one() {
    let operation = operation(&json!({
        "produces": ["application/json", "application/xml"],
        "responses": { "200": { "description": "d", "schema": { "properties": { "a": {} } } } }
    }));
    let home = "#/paths/~1a/post/responses/200/content/application~1json/schema";
    assert_eq!(
        operation["responses"]["200"]["content"],
        json!({
            "application/json": { "schema": { "properties": { "a": {} } } },
            "application/xml": { "schema": { "$ref": home } }
        })
    );
}

#[test]
fn fields_of_a_form_are_an_object() {
    let body = body(&json!([
        { "in": "formData", "name": "a", "type": "string", "description": "d", "required": true, "x-a": 1 },
        { "in": "formData", "name": "b", "type": "array", "items": { "type": "integer" } },
        { "in": "formData", "name": "c", "type": "array", "items": { "type": "integer" }, "collectionFormat": "multi" },
        { "in": "formData", "name": "d", "type": "string", "enum": ["x"], "allowEmptyValue": true }
    ]));
    let integers = json!({ "type": "array", "items": { "type": "integer" } });
    let expected = json!({
        "required": true,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "a": { "type": "string", "description": "d", "x-a": 1 },
                        "b": integers,
                        "c": integers,
                        "d": { "type": "string", "enum": ["x"] }
                    },
                    "required": ["a"]
                },
                "encoding": {
                    "b": { "style": "form", "explode": false },
                    "c": { "style": "form", "explode": true }
                }
            }
        }
    });
    assert_eq!(body.to_string(), expected.to_string());
}

#[test]
fn a_form_with_a_file_is_multipart() {
    let field = json!({ "in": "formData", "name": "a", "type": "string" });
    let file = json!({ "in": "formData", "name": "f", "type": "file" });
    let content = body(&json!([field, file]))["content"].clone();
    assert_eq!(
        content,
        json!({ "multipart/form-data": { "schema": {
            "type": "object",
            "properties": { "a": { "type": "string" }, "f": { "type": "string", "format": "binary" } }
        } } })
    );
    let operation = operation(&json!({
        "consumes": ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
        "parameters": [field]
    }));
    assert!(
        operation["requestBody"]["content"]
            .get("multipart/form-data")
            .is_some()
    );
}

#[test]
fn a_file_that_answers_is_bytes() {
    let document = |produces: Option<Value>| {
        let mut document = document_with(&json!({
            "responses": { "200": { "description": "d", "schema": { "type": "file" } } }
        }));
        document["produces"] = json!(["application/json"]);
        if let Some(produces) = produces {
            document["paths"]["/a"]["post"]["produces"] = produces;
        }
        sound(&document)["paths"]["/a"]["post"]["responses"]["200"]["content"].clone()
    };
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    assert_eq!(document(None), json!({ "application/octet-stream": bytes }));
    assert_eq!(
        document(Some(json!(["image/png"]))),
        json!({ "image/png": bytes })
    );
}

#[test]
fn what_a_parameter_holds_goes_under_schema() {
    let parameter = parameter(&json!({
        "name": "a",
        "in": "query",
        "description": "d",
        "required": false,
        "type": "integer",
        "format": "int32",
        "minimum": 1,
        "exclusiveMinimum": true,
        "default": 2,
        "enum": [2, 3],
        "x-nullable": true,
        "x-enum-varnames": ["Two", "Three"],
        "allowEmptyValue": true,
        "x-more": 1
    }));
    let expected = json!({
        "name": "a",
        "in": "query",
        "description": "d",
        "required": false,
        "schema": {
            "type": "integer",
            "format": "int32",
            "minimum": 1,
            "exclusiveMinimum": true,
            "default": 2,
            "enum": [2, 3],
            "nullable": true,
            "x-enum-varnames": ["Two", "Three"]
        },
        "allowEmptyValue": true,
        "x-more": 1
    });
    assert_eq!(parameter.to_string(), expected.to_string());
}

#[test]
fn collection_formats_are_styles() {
    let cases = [
        ("query", None, json!(["form", false])),
        ("query", Some("csv"), json!(["form", false])),
        ("query", Some("multi"), json!(["form", true])),
        ("query", Some("ssv"), json!(["spaceDelimited", false])),
        ("query", Some("pipes"), json!(["pipeDelimited", false])),
        ("path", None, json!(["simple", null])),
        ("header", Some("csv"), json!(["simple", null])),
    ];
    for (location, format, expected) in cases {
        let mut value =
            json!({ "name": "a", "in": location, "type": "array", "items": { "type": "string" } });
        if let Some(format) = format {
            value["collectionFormat"] = format.into();
        }
        let parameter = parameter(&value);
        assert_eq!(json!([parameter["style"], parameter["explode"]]), expected);
        assert_eq!(parameter.get("collectionFormat"), None);
        assert_eq!(
            parameter["schema"],
            json!({ "type": "array", "items": { "type": "string" } })
        );
    }
}

#[test]
fn collection_formats_without_a_style_are_reported() {
    let cases = [
        ("query", "tsv", "form"),
        ("path", "ssv", "simple"),
        ("header", "multi", "simple"),
    ];
    for (location, format, expected) in cases {
        let document = document_with(&json!({ "parameters": [{
            "name": "a", "in": location, "type": "array", "collectionFormat": format,
            "items": { "type": "array", "collectionFormat": "csv", "items": { "type": "string" } }
        }] }));
        let (converted, messages) = converted(&document);
        let parameter = &converted.root["paths"]["/a"]["post"]["parameters"][0];
        assert_eq!(parameter["style"], expected);
        assert_eq!(
            parameter["schema"]["items"],
            json!({ "type": "array", "items": { "type": "string" } })
        );
        assert_eq!(
            messages,
            [
                "`collectionFormat: csv` of an array within an array cannot be said in OpenAPI 3.0"
                    .to_owned(),
                format!("`collectionFormat: {format}` cannot be said here in OpenAPI 3.0"),
            ]
        );
    }
}

#[test]
fn shared_parameters_are_components_or_merged() {
    let document = json!({
        "parameters": {
            "page": { "name": "page", "in": "query", "type": "integer" },
            "payload": { "name": "p", "in": "body", "required": true, "schema": { "type": "object" } },
            "field": { "name": "f", "in": "formData", "type": "string" }
        },
        "paths": {
            "/a": { "post": { "parameters": [
                { "$ref": "#/parameters/payload" },
                { "$ref": "#/parameters/page" }
            ] } },
            "/b": { "post": { "parameters": [{ "$ref": "#/parameters/field" }] } },
            "/c": { "post": {
                "consumes": ["a/b"],
                "parameters": [{ "$ref": "#/parameters/payload" }]
            } }
        }
    });
    let expected = json!({
        "components": {
            "parameters": {
                "page": { "name": "page", "in": "query", "schema": { "type": "integer" } }
            },
            "requestBodies": {
                "payload": {
                    "required": true,
                    "content": { "application/json": { "schema": { "type": "object" } } }
                }
            }
        },
        "paths": {
            "/a": { "post": {
                "parameters": [{ "$ref": "#/components/parameters/page" }],
                "requestBody": { "$ref": "#/components/requestBodies/payload" }
            } },
            "/b": { "post": {
                "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": {
                    "type": "object",
                    "properties": { "f": { "type": "string" } }
                } } } }
            } },
            "/c": { "post": {
                "requestBody": {
                    "required": true,
                    "content": { "a/b": { "schema": { "type": "object" } } }
                }
            } }
        }
    });
    assert_eq!(sound(&document).to_string(), expected.to_string());
}

#[test]
fn bodies_of_a_path_go_to_operations_without_one() {
    let document = json!({ "paths": { "/a": {
        "parameters": [
            { "name": "q", "in": "query", "type": "string" },
            { "name": "b", "in": "body", "schema": { "properties": { "x": {} } } }
        ],
        "put": {},
        "post": { "parameters": [{ "name": "o", "in": "body", "schema": { "type": "string" } }] },
        "patch": { "parameters": [] }
    } } });
    let home = "#/paths/~1a/put/requestBody/content/application~1json/schema";
    let body = |schema: Value| json!({ "content": { "application/json": { "schema": schema } } });
    let expected = json!({ "paths": { "/a": {
        "parameters": [{ "name": "q", "in": "query", "schema": { "type": "string" } }],
        "put": { "requestBody": body(json!({ "properties": { "x": {} } })) },
        "post": { "requestBody": body(json!({ "type": "string" })) },
        "patch": { "parameters": [], "requestBody": body(json!({ "$ref": home })) }
    } } });
    assert_eq!(sound(&document).to_string(), expected.to_string());
}

#[test]
fn fields_of_forms_of_a_path_are_inherited_one_by_one() {
    let field = |name: &str, ty: &str| json!({ "name": name, "in": "formData", "type": ty });
    let document = json!({ "paths": { "/a": {
        "parameters": [field("a", "string"), field("b", "string")],
        "post": { "parameters": [field("b", "integer"), field("c", "boolean")] }
    } } });
    let post = &sound(&document)["paths"]["/a"];
    assert_eq!(post.get("parameters"), None);
    let content = &post["post"]["requestBody"]["content"];
    assert_eq!(
        content["application/x-www-form-urlencoded"]["schema"]["properties"],
        json!({ "a": { "type": "string" }, "b": { "type": "integer" }, "c": { "type": "boolean" } })
    );
}

#[test]
fn two_bodies_are_reported() {
    let (converted, messages) = converted(&document_with(&json!({ "parameters": [
        { "name": "a", "in": "formData", "type": "string" },
        { "name": "b", "in": "body", "schema": { "type": "string" } }
    ] })));
    assert_eq!(
        messages,
        ["the request has 2 parameters that each say what its body is"]
    );
    let body = &converted.root["paths"]["/a"]["post"]["requestBody"];
    assert_eq!(
        body["content"],
        json!({ "application/json": { "schema": { "type": "string" } } })
    );
}

#[test]
fn responses_have_content_headers_and_examples() {
    let operation = operation(&json!({
        "produces": ["application/json"],
        "responses": {
            "200": {
                "description": "d",
                "schema": { "$ref": "#/definitions/A" },
                "headers": {
                    "X-A": { "type": "integer", "description": "h" },
                    "X-B": { "type": "array", "items": { "type": "string" } }
                },
                "examples": { "application/json": { "$ref": "#/definitions/data" }, "text/x": "t" },
                "x-more": 1
            },
            "204": { "description": "none" },
            "default": { "$ref": "#/responses/E" },
            "x-data": { "schema": 1 }
        }
    }));
    let reference = json!({ "$ref": "#/components/schemas/A" });
    let expected = json!({ "responses": {
        "200": {
            "description": "d",
            "content": {
                "application/json": { "schema": reference, "example": { "$ref": "#/definitions/data" } },
                "text/x": { "schema": reference, "example": "t" }
            },
            "headers": {
                "X-A": { "schema": { "type": "integer" }, "description": "h" },
                "X-B": { "schema": { "type": "array", "items": { "type": "string" } }, "style": "simple" }
            },
            "x-more": 1
        },
        "204": { "description": "none" },
        "default": { "$ref": "#/components/responses/E" },
        "x-data": { "schema": 1 }
    } });
    assert_eq!(operation.to_string(), expected.to_string());
}

#[test]
fn examples_that_are_not_by_media_type_stay() {
    let response = json!({ "description": "d", "examples": { "first": 1, "a/b": 2 } });
    let operation = operation(&json!({ "responses": { "200": response } }));
    assert_eq!(
        operation["responses"]["200"],
        json!({ "description": "d", "content": { "a/b": { "example": 2 } }, "examples": { "first": 1 } })
    );
}

#[test]
fn shared_responses_are_components() {
    let document = json!({
        "produces": ["application/json"],
        "paths": { "/a": {
            "get": { "responses": { "default": { "$ref": "#/responses/E" } } },
            "put": { "produces": ["a/b"], "responses": { "default": { "$ref": "#/responses/E" } } }
        } },
        "responses": { "E": { "description": "d", "schema": { "properties": { "a": {} } } } }
    });
    let home = "#/components/responses/E/content/application~1json/schema";
    let expected = json!({
        "paths": { "/a": {
            "get": { "responses": { "default": { "$ref": "#/components/responses/E" } } },
            "put": { "responses": { "default": {
                "description": "d",
                "content": { "a/b": { "schema": { "$ref": home } } }
            } } }
        } },
        "components": { "responses": { "E": {
            "description": "d",
            "content": { "application/json": { "schema": { "properties": { "a": {} } } } }
        } } }
    });
    assert_eq!(sound(&document).to_string(), expected.to_string());
}

#[test]
fn security_definitions_are_security_schemes() {
    let oauth2 = |flow: &str| {
        json!({
            "type": "oauth2", "flow": flow, "description": "d",
            "authorizationUrl": "a", "tokenUrl": "t", "scopes": { "s": "S" }
        })
    };
    let flows = |flow: &str| {
        json!({
            "type": "oauth2",
            "flows": { flow: { "authorizationUrl": "a", "tokenUrl": "t", "scopes": { "s": "S" } } },
            "description": "d"
        })
    };
    let key = json!({ "type": "apiKey", "name": "k", "in": "query", "x-a": 1 });
    let document = json!({ "securityDefinitions": {
        "basic": { "type": "basic", "description": "d" },
        "key": key,
        "implicit": oauth2("implicit"),
        "password": oauth2("password"),
        "application": oauth2("application"),
        "accessCode": oauth2("accessCode"),
        "bare": { "type": "oauth2", "flow": "implicit", "authorizationUrl": "a" },
        "broken": { "type": "oauth2", "flow": "none" }
    } });
    let expected = json!({ "components": { "securitySchemes": {
        "basic": { "type": "http", "scheme": "basic", "description": "d" },
        "key": key,
        "implicit": flows("implicit"),
        "password": flows("password"),
        "application": flows("clientCredentials"),
        "accessCode": flows("authorizationCode"),
        "bare": { "type": "oauth2", "flows": { "implicit": { "authorizationUrl": "a", "scopes": {} } } },
        "broken": { "type": "oauth2", "flow": "none" }
    } } });
    assert_eq!(sound(&document).to_string(), expected.to_string());
}

#[test]
fn schemas_are_rewritten_where_the_versions_differ() {
    let reference = json!({ "$ref": "#/definitions/A" });
    let cases = [
        (
            json!({ "discriminator": "kind" }),
            json!({ "discriminator": { "propertyName": "kind" } }),
        ),
        (
            json!({ "type": "string", "x-nullable": true }),
            json!({ "type": "string", "nullable": true }),
        ),
        (
            json!({ "type": "string", "x-nullable": "yes" }),
            json!({ "type": "string", "x-nullable": "yes" }),
        ),
        (
            json!({ "description": "d", "$ref": "#/definitions/A", "x-nullable": true }),
            json!({ "description": "d", "allOf": [{ "$ref": "#/components/schemas/A" }], "nullable": true }),
        ),
        (
            json!({ "type": ["string", "null"], "format": "date" }),
            json!({ "type": "string", "nullable": true, "format": "date" }),
        ),
        (
            json!({ "type": ["object", "null", "array"], "title": "t", "items": reference, "properties": { "a": reference } }),
            json!({
                "anyOf": [
                    { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/A" } } },
                    { "type": "array", "items": { "$ref": "#/components/schemas/A" } }
                ],
                "nullable": true,
                "title": "t"
            }),
        ),
        (
            json!({ "type": ["string", "integer"], "enum": ["a", 1] }),
            json!({ "anyOf": [{ "type": "string", "enum": ["a"] }, { "type": "integer", "enum": [1] }] }),
        ),
        (
            json!({ "type": ["integer", "number"], "minimum": 1 }),
            json!({ "type": "number", "minimum": 1 }),
        ),
        (
            json!({ "type": "null" }),
            json!({ "nullable": true, "enum": [null] }),
        ),
    ];
    for (old, new) in cases {
        assert_eq!(schema(&old).to_string(), new.to_string());
    }
}

#[test]
fn items_as_a_list_are_alternatives() {
    let (converted, messages) = converted(&json!({ "definitions": {
        "A": { "type": "array", "items": [{ "$ref": "#/definitions/B" }, { "type": "null" }] },
        "B": { "type": "array", "items": [{ "type": "string" }, { "$ref": "#/definitions/A" }] },
        "C": { "type": "array", "items": [{ "type": "string" }] },
        "D": { "title": "t", "items": [{ "type": "string" }] }
    } }));
    assert_eq!(messages.len(), 4);
    assert_eq!(
        converted.root["components"]["schemas"],
        json!({
            "A": { "type": "array", "items": { "allOf": [{ "$ref": "#/components/schemas/B" }], "nullable": true } },
            "B": { "type": "array", "items": { "anyOf": [{ "type": "string" }, { "$ref": "#/components/schemas/A" }] } },
            "C": { "type": "array", "items": { "type": "string" } },
            "D": { "title": "t" }
        })
    );
    assert_eq!(
        origin(&converted, "/components/schemas/B/items/anyOf/1/$ref"),
        "#/definitions/B/items/1/$ref"
    );
}

#[test]
fn references_are_rewritten_and_data_is_not() {
    let old = "#/definitions/A";
    let new = "#/components/schemas/A";
    let reference = |target: &str| json!({ "$ref": target });
    let document = |target: &str| {
        let reference = reference(target);
        json!({
            "properties": { "$ref": reference, "default": reference },
            "items": reference,
            "allOf": [reference],
            "additionalProperties": reference,
            "example": { "$ref": old },
            "default": { "$ref": old },
            "enum": [{ "$ref": old }],
            "x-data": { "$ref": old }
        })
    };
    assert_eq!(
        schema(&document(old)).to_string(),
        document(new).to_string()
    );
    for other in [
        "other.json#/definitions/A",
        "A",
        "http://a.b/#/definitions/A",
    ] {
        assert_eq!(schema(&reference(other)), reference(other));
    }
    assert_eq!(
        schema(&reference("#/definitions/a%25b~1c%20d/items")),
        reference("#/components/schemas/a%25b~1c d/items")
    );
}

#[test]
fn references_into_other_places_follow_what_moved() {
    let document = json!({
        "paths": { "/a": { "post": {
            "parameters": [
                { "name": "b", "in": "body", "schema": { "properties": { "x": {} } } },
                { "name": "q", "in": "query", "type": "array", "items": { "type": "string" } }
            ],
            "responses": { "200": { "description": "d", "schema": { "items": {} } } }
        } }, "/b": { "$ref": "#/paths/~1a" } },
        "definitions": {
            "A": { "$ref": "#/paths/~1a/post/parameters/0/schema/properties/x" },
            "B": { "$ref": "#/paths/~1a/post/responses/200/schema" },
            "C": { "$ref": "#/paths/~1a/post/parameters/1/items" },
            "D": { "$ref": "#/definitions/A" }
        }
    });
    let new = sound(&document);
    let content = "content/application~1json/schema";
    let expected = json!({
        "A": { "$ref": format!("#/paths/~1a/post/requestBody/{content}/properties/x") },
        "B": { "$ref": format!("#/paths/~1a/post/responses/200/{content}") },
        "C": { "$ref": "#/paths/~1a/post/parameters/0/schema/items" },
        "D": { "$ref": "#/components/schemas/A" }
    });
    assert_eq!(new["components"]["schemas"], expected);
    assert_eq!(new["paths"]["/b"], json!({ "$ref": "#/paths/~1a" }));
}

#[test]
fn moved_nodes_know_where_they_stood() {
    let (converted, _) = converted(&json!({
        "host": "a.b",
        "schemes": ["http"],
        "definitions": { "A": { "properties": { "p": {} } } },
        "securityDefinitions": { "s": { "type": "oauth2", "flow": "implicit" } },
        "parameters": {
            "q": { "in": "query", "name": "q", "type": "string" },
            "b": { "in": "body", "name": "b", "schema": {} }
        },
        "responses": { "r": { "headers": { "h": { "type": "string" } }, "schema": {} } },
        "paths": { "/a": { "post": {
            "consumes": ["a/b"],
            "parameters": [
                { "in": "body", "name": "b", "schema": { "type": "string" } },
                { "in": "query", "name": "q", "type": "string" }
            ],
            "responses": { "200": { "schema": { "type": "string" } } }
        } } }
    }));
    let cases = [
        ("/servers/0", "#/schemes/0"),
        (
            "/components/schemas/A/properties/p",
            "#/definitions/A/properties/p",
        ),
        (
            "/components/securitySchemes/s/flows/implicit/scopes",
            "#/securityDefinitions/s/scopes",
        ),
        ("/components/parameters/q/name", "#/parameters/q/name"),
        (
            "/components/parameters/q/schema/type",
            "#/parameters/q/type",
        ),
        (
            "/components/requestBodies/b/required",
            "#/parameters/b/required",
        ),
        (
            "/components/requestBodies/b/content/application~1json/schema",
            "#/parameters/b/schema",
        ),
        (
            "/components/responses/r/headers/h/schema/type",
            "#/responses/r/headers/h/type",
        ),
        (
            "/paths/~1a/post/requestBody/content/a~1b",
            "#/paths/~1a/post/parameters/0/schema",
        ),
        (
            "/paths/~1a/post/requestBody/content/a~1b/schema/type",
            "#/paths/~1a/post/parameters/0/schema/type",
        ),
        (
            "/paths/~1a/post/parameters/0/schema/type",
            "#/paths/~1a/post/parameters/1/type",
        ),
        (
            "/paths/~1a/post/responses/200/content",
            "#/paths/~1a/post/responses/200",
        ),
        (
            "/paths/~1a/post/responses/200/content/application~1json/schema/type",
            "#/paths/~1a/post/responses/200/schema/type",
        ),
        (
            "/paths/~1a/post/operationId",
            "#/paths/~1a/post/operationId",
        ),
    ];
    for (new, old) in cases {
        assert_eq!(origin(&converted, new), old);
    }
}

/// Every node of a document, replaced by something odd, converts to something.
#[test]
fn odd_documents_convert_all_the_same() {
    let document = json!({
        "swagger": "2.0", "host": "a.b", "basePath": "/v", "schemes": ["http"],
        "consumes": ["a/b"], "produces": ["a/b"],
        "definitions": { "A": {
            "type": ["object", "null"], "properties": { "p": { "$ref": "#/definitions/A" } },
            "items": [{ "type": "null" }], "allOf": [{}], "discriminator": "p", "x-nullable": true
        } },
        "parameters": { "q": { "in": "query", "name": "q", "type": "array", "items": { "items": {} } } },
        "responses": { "r": { "headers": { "h": { "type": "string" } }, "schema": {}, "examples": { "a/b": 1 } } },
        "securityDefinitions": { "s": { "type": "oauth2", "flow": "implicit", "scopes": {} } },
        "paths": { "/a": {
            "parameters": [{ "in": "formData", "name": "f", "type": "file" }],
            "post": {
                "schemes": ["https"],
                "parameters": [{ "$ref": "#/parameters/q" }, { "in": "body", "schema": {} }],
                "responses": { "200": { "$ref": "#/responses/r" } }
            }
        } }
    });
    let odd = [
        Value::Null,
        json!(true),
        json!(1),
        json!("#/definitions/A"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({ "$ref": 1 }),
        json!({ "$ref": "#/paths/~1a/post/parameters/0" }),
    ];
    for place in places(&document) {
        for odd in &odd {
            let mut document = document.clone();
            *document.pointer_mut(&place).unwrap() = odd.clone();
            converted(&document);
        }
    }
}

/// The addresses of all nodes.
fn places(node: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match node {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    let below = children.into_iter().flat_map(|(key, value)| {
        let below = places(value);
        below.into_iter().map(move |place| format!("/{key}{place}"))
    });
    [String::new()].into_iter().chain(below).collect()
}

/// Real documents, where they lie beside the workspace.
#[test]
fn real_documents_have_no_reference_to_the_old_places() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("skipped: there is no folder {}", corpus.display());
        return;
    }
    for path in [
        "swagger2-docker/openapi.yaml",
        "swagger2-netlify/openapi.yaml",
        "swagger2-slack/openapi.json",
    ] {
        let Ok(text) = std::fs::read_to_string(corpus.join(path)) else {
            eprintln!("skipped: there is no file {path}");
            continue;
        };
        let source = Source {
            name: path.to_owned(),
            text,
            ..Source::default()
        };
        let (converted, messages) = converted(&tree(&source));
        let odd = |message: &String| !message.starts_with("`items` is a list");
        assert_eq!(messages.into_iter().find(odd), None, "{path}");
        let mut references = 0;
        for place in places(&converted.root) {
            if let Some(Value::String(target)) = converted.root.pointer(&format!("{place}/$ref")) {
                references += 1;
                let target = Pointer::parse(target).unwrap();
                assert!(target.find(&converted.root).is_some(), "{path}: {target}");
            }
        }
        assert!(references > 100, "{path}");
        let components = &converted.root["components"];
        assert!(components.get("schemas").is_some(), "{path}");
    }
}

fn tree(source: &Source) -> Value {
    let json = serde_json::from_str(&source.text);
    json.unwrap_or_else(|_| {
        crate::spec::yaml::parse(&source.text, "", &Default::default(), &mut Report::new()).unwrap()
    })
}
