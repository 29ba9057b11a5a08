//! Edits that change something.

use super::{below, findings, operation, told};

/// An edit of one operation, and what is found of it.
const OPERATION: &[(&str, &[&str])] = &[
    // How long it works.
    (
        "- x-stability-level: beta",
        &["stability-increased info document"],
    ),
    (
        "+ x-stability-level: alpha",
        &["stability-decreased breaking document"],
    ),
    (
        "  x-stability-level: draft\n+ deprecated: true",
        &["operation-deprecated info document"],
    ),
    (
        "  x-stability-level: beta\n+ deprecated: true\n+ x-sunset: '2026-01-20'",
        &["operation-deprecated info document"],
    ),
    (
        "+ deprecated: true\n+ x-sunset: '2026-01-20T00:00:00Z'",
        &[
            "operation-deprecated info document",
            "sunset-too-near breaking document",
        ],
    ),
    (
        "  deprecated: true\n- x-sunset: '2026-06-01'\n+ x-sunset: '2026-05-01'",
        &["sunset-advanced info document"],
    ),
    (
        "  deprecated: true\n- x-sunset: '2026-06-01'\n+ x-sunset: '2026-01-03'",
        &["sunset-advanced breaking document"],
    ),
    (
        "  deprecated: true\n+ x-sunset: '2026-06-01'",
        &["sunset-changed info document"],
    ),
    // Parameters.
    (
        "  x-stability-level: alpha\n+ parameters: [{name: a, in: query, required: true, schema: {type: string}}]",
        &["required-parameter-added info request"],
    ),
    (
        "- parameters: [{name: a, in: query, deprecated: true, schema: {type: string}}]",
        &["parameter-removed info request"],
    ),
    (
        "- parameters: [{name: a, in: query, deprecated: true, x-sunset: soon, schema: {type: string}}]",
        &["parameter-removed-before-sunset breaking request"],
    ),
    (
        "- parameters: [{name: a, in: query, deprecated: true, x-sunset: '2025-12-31', schema: {type: string}}]",
        &["parameter-removed info request"],
    ),
    (
        "- parameters: [{name: page, in: query, required: true, schema: {type: integer}}]\n+ parameters: [{name: Page, in: query, required: true, schema: {type: integer}}]",
        &["parameter-renamed breaking request"],
    ),
    (
        "- parameters: [{name: page, in: query, schema: {type: integer}}]\n+ parameters: [{name: sort, in: query, schema: {type: string}}]",
        &[
            "parameter-added info request",
            "parameter-removed warning request",
        ],
    ),
    (
        "- parameters: [{name: key, in: query, required: true, schema: {type: string}}]\n+ parameters: [{name: key, in: cookie, required: true, schema: {type: string}}]",
        &["parameter-moved breaking request"],
    ),
    (
        "- parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n+ parameters: [{name: id, in: path, required: true, style: label, schema: {type: string}}]",
        &["parameter-style-changed breaking request"],
    ),
    (
        "- parameters: [{name: a, in: query, content: {application/json: {schema: {}}}}]\n+ parameters: [{name: a, in: query, content: {application/xml: {schema: {}}}}]",
        &["parameter-content-changed breaking request"],
    ),
    // Who may call.
    (
        "- security: [{}, {key: []}]\n+ security: [{key: []}]",
        &["security-removed breaking document"],
    ),
    (
        "- security: [{key: []}]\n+ security: [{key: []}, {}]",
        &["security-added info document"],
    ),
    (
        "- security: [{key: []}]\n+ security: []",
        &["security-removed info document"],
    ),
    (
        "- security: [{key: [], basic: []}]\n+ security: [{key: []}]",
        &[
            "security-added info document",
            "security-removed info document",
        ],
    ),
    (
        "- security: [{key: []}]\n+ security: [{key: [], basic: []}]",
        &[
            "security-added info document",
            "security-removed breaking document",
        ],
    ),
    (
        "- security: [{key: [a]}]\n+ security: [{key: [b]}]",
        &[
            "security-scope-added breaking document",
            "security-scope-removed info document",
        ],
    ),
    // Servers of its own.
    (
        "+ servers: [{url: /v2}]",
        &["server-changed warning document"],
    ),
    (
        "+ servers: [{url: /}, {url: /v2}]",
        &["server-added info document"],
    ),
];

/// An edit of the responses of one operation, and what is found of it.
const RESPONSES: &[(&str, &[&str])] = &[
    (
        "- '200': {description: Ok}\n+ default: {description: Ok}",
        &["status-widened breaking response"],
    ),
    (
        "- default: {description: Ok}\n+ '200': {description: Ok}",
        &["status-narrowed info response"],
    ),
    (
        "  default: {description: Ok}\n+ '200': {description: Ok}",
        &["success-status-added info response"],
    ),
    (
        "- '200': {description: Ok}\n  2XX: {description: Ok}",
        &["status-widened info response"],
    ),
    (
        "  '302': {description: Elsewhere}\n- default: {description: Ok}",
        &["success-status-removed warning response"],
    ),
    (
        "  '200': {description: Ok}\n- '404': {description: No}\n+ 4XX: {description: No}",
        &["status-widened breaking response"],
    ),
    (
        "- '200': {description: Ok, headers: {A: {required: true, schema: {type: string}}}}\n+ '200': {description: Ok}",
        &["header-removed breaking response"],
    ),
    (
        "- '200': {description: Ok, content: {application/problem+json: {}}}\n+ '200': {description: Ok, content: {application/json: {}}}",
        &["media-type-widened breaking response"],
    ),
    (
        "- '200': {description: Ok, content: {text/csv: {}, text/*: {}}}\n+ '200': {description: Ok, content: {text/*: {}}}",
        &["media-type-removed info response"],
    ),
    (
        "- '200': {description: Ok, content: {'*/*': {}}}\n+ '200': {description: Ok, content: {text/csv: {}, text/plain: {}}}",
        &[
            "media-type-narrowed info response",
            "media-type-narrowed info response",
        ],
    ),
    (
        "- '200': {description: Ok, content: {application/json: {schema: {type: string}}}}\n+ '200': {description: Ok, content: {application/json: {}}}",
        &["media-type-schema-removed warning response"],
    ),
];

/// An edit of what the API sends: the sides are turned round.
const WEBHOOK: &[(&str, &[&str])] = &[
    (
        "- requestBody: {required: true, content: {application/json: {}}}\n+ requestBody: {content: {application/json: {}}}\n  responses: {'200': {description: Ok}}",
        &["body-optional breaking response"],
    ),
    (
        "- requestBody: {content: {application/json: {}}}\n+ requestBody: {required: true, content: {application/json: {}}}\n  responses: {'200': {description: Ok}}",
        &["body-required info response"],
    ),
    (
        "+ parameters: [{name: a, in: query, required: true, schema: {type: string}}]\n  responses: {'200': {description: Ok}}",
        &["required-parameter-added info response"],
    ),
    (
        "- responses: {'200': {description: Ok}}\n+ responses: {'200': {description: Ok, headers: {A: {required: true, schema: {type: string}}}}}",
        &["header-added breaking request"],
    ),
];

/// The beginning of a document, up to its paths.
const DOCUMENT: &str = "  openapi: 3.1.0\n  info: {title: Pets, version: '1'}\n  paths:\n";

fn check(cases: &[(&str, &[&str])], diff: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for (edit, expected) in cases {
        let diff = diff(edit);
        let found = told(&findings(&diff));
        if found != *expected {
            wrong.push(format!("{diff}found {found:?}\nexpected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn indented(edit: &str, spaces: &str) -> String {
    let lines = edit.lines().map(|line| {
        let (mark, rest) = line.split_at(2);
        format!("{mark}{spaces}{rest}\n")
    });
    lines.collect()
}

#[test]
fn of_operations() {
    const SCHEMES: &str = "  components:\n    securitySchemes:\n      key: {type: oauth2, flows: {}}\n      basic: {type: http, scheme: basic}\n";
    check(OPERATION, |edit| {
        let responses = "  responses: {'200': {description: Ok}}";
        let operation = operation(&format!("{edit}\n{responses}"));
        format!("{operation}{SCHEMES}")
    });
}

#[test]
fn of_responses() {
    check(RESPONSES, |edit| {
        operation(&format!("  responses:\n{}", indented(edit, "  ")))
    });
}

#[test]
fn of_webhooks() {
    check(WEBHOOK, |edit| {
        let edit = indented(edit, "      ");
        format!(
            "  openapi: 3.1.0\n  info: {{title: Pets, version: '1'}}\n  paths: {{}}\n  webhooks:\n    born:\n      post:\n{edit}"
        )
    });
}

#[test]
fn of_callbacks() {
    check(WEBHOOK, |edit| {
        let callback = indented(edit, "            ");
        below(
            "post:",
            &format!(
                "    responses: {{'200': {{description: Ok}}}}\n    callbacks:\n      born:\n        '{{$url}}':\n          post:\n{callback}"
            ),
        )
    });
}

/// Documents of which operations go.
const GONE: &[(&str, &[&str])] = &[
    (
        "-   delete: {responses: {'204': {description: Ok}}}",
        &["operation-removed breaking document"],
    ),
    (
        "-   delete: {x-stability-level: alpha, responses: {'204': {description: Ok}}}",
        &["operation-removed info document"],
    ),
    (
        "-   delete: {deprecated: true, responses: {'204': {description: Ok}}}",
        &["operation-removed info document"],
    ),
    (
        "-   delete: {deprecated: true, x-sunset: '2026-01-01', responses: {'204': {description: Ok}}}",
        &["operation-removed info document"],
    ),
    (
        "-   delete: {deprecated: true, x-sunset: '2026-01-02', responses: {'204': {description: Ok}}}",
        &["operation-removed breaking document"],
    ),
    (
        "-   delete: {deprecated: true, x-sunset: never, responses: {'204': {description: Ok}}}",
        &["operation-removed breaking document"],
    ),
    // Moved to another method, by its id; and too plain to be known without.
    (
        "-   put: {operationId: change, responses: {'204': {description: Ok}}}\n+   patch: {operationId: change, responses: {'204': {description: Ok}}}",
        &["operation-moved breaking document"],
    ),
    (
        "-   put: {responses: {'204': {description: Ok}}}\n+   patch: {responses: {'204': {description: Ok}}}",
        &[
            "operation-added info document",
            "operation-removed breaking document",
        ],
    ),
    (
        "-   put: {operationId: a, deprecated: true, responses: {'204': {description: Ok}}}\n+   patch: {operationId: a, deprecated: true, responses: {'204': {description: Ok}}}",
        &["operation-moved info document"],
    ),
];

#[test]
fn of_what_is_gone() {
    check(GONE, |edit| {
        let edit = indented(edit, "  ");
        format!(
            "{DOCUMENT}    /pets:\n      get: {{responses: {{'200': {{description: Ok}}}}}}\n{edit}"
        )
    });
}

#[test]
fn of_what_looks_the_same_elsewhere() {
    let body = "{content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}";
    let operation = |path: &str| {
        format!(
            "   {path}: {{post: {{requestBody: {body}, responses: {{'201': {{description: Ok, content: {{text/csv: {{schema: {{type: string}}}}}}}}}}}}}}\n"
        )
    };
    let document = |lines: &str| format!("{DOCUMENT}{lines}");
    let moved = document(&format!(
        "-{}+{}",
        operation("/pets"),
        operation("/v2/pets")
    ));
    let found = findings(&moved);
    assert_eq!(told(&found), ["operation-moved breaking document"]);
    assert!(found[0].confidence.unwrap() > 0.75);
    // Which of two it is nobody can tell.
    let two = format!(
        "-{}+{}+{}",
        operation("/pets"),
        operation("/a/pets"),
        operation("/b/pets")
    );
    let found = told(&findings(&document(&two)));
    assert_eq!(
        found,
        [
            "operation-added info document",
            "operation-added info document",
            "operation-removed breaking document"
        ]
    );
}
