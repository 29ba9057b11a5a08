//! Edits that change nothing on the wire.

use super::{below, findings, told};

const HEAD: &str = "  info: {title: Pets, version: '1'}\n";

/// Documents below their versions.
const SAME: &[&str] = &[
    // The order of nearly everything.
    "  openapi: 3.1.0
- paths: {/a: {get: {tags: [x, y], responses: {'200': {description: Ok}, '404': {description: No}}}}, /b: {get: {responses: {}}}}
+ paths: {/b: {get: {responses: {}}}, /a: {get: {responses: {'404': {description: No}, '200': {description: Ok}}, tags: [y, x]}}}
- servers: [{url: 'https://a.example'}, {url: 'https://b.example'}]
+ servers: [{url: 'https://b.example/'}, {url: 'https://a.example'}]
- security: [{a: []}, {b: []}]
+ security: [{b: []}, {a: []}]
  components: {securitySchemes: {a: {type: http, scheme: basic}, b: {type: http, scheme: bearer}}}
",
    // Texts for readers.
    "  openapi: 3.1.0
  paths:
    /a:
      get:
-       summary: One
+       summary: Another
+       description: More
        responses:
-         '200': {description: Ok}
+         '200': {description: Fine}
",
    // Parameters of the path, of the operation and of components; names of those in the path.
    "  openapi: 3.1.0
  paths:
-   /a/{id}/b/{name}:
+   /a/{a}/b/{b}:
-     parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      get:
        parameters:
-         - {name: name, in: path, required: true, schema: {type: string}}
-         - {name: limit, in: query, schema: {type: integer}}
+         - {$ref: '#/components/parameters/limit'}
+         - {name: b, in: path, required: true, schema: {type: string}}
+         - {name: a, in: path, required: true, schema: {type: integer}}
        responses: {'200': {description: Ok}}
+ components: {parameters: {limit: {name: limit, in: query, schema: {type: integer}}}}
",
    // Headers that the standard does not have compared, and those of another case.
    "  openapi: 3.1.0
  paths:
    /a:
      get:
        parameters:
-         - {name: Authorization, in: header, required: true, schema: {type: string}}
+         - {name: Accept, in: header, schema: {type: string}}
-         - {name: X-Trace, in: header, schema: {type: string}}
+         - {name: x-trace, in: header, schema: {type: string}}
        responses:
          '200':
            description: Ok
            headers:
-             Content-Type: {schema: {type: string}}
-             X-Next: {schema: {type: string}}
+             x-next: {schema: {type: string}}
",
    // Defaults that are said, and styles that a value without parts does not show.
    "  openapi: 3.1.0
  paths:
    /a:
      get:
        parameters:
-         - {name: a, in: query, schema: {type: array, items: {type: string}}}
+         - {name: a, in: query, required: false, style: form, explode: true, schema: {type: array, items: {type: string}}}
-         - {name: b, in: query, explode: false, schema: {type: string}}
+         - {name: b, in: query, explode: true, schema: {type: string}}
-         - {name: c, in: query, style: pipeDelimited, schema: {enum: [1, 2]}}
+         - {name: c, in: query, schema: {enum: [1, 2]}}
        responses: {'200': {description: Ok}}
",
    // Bodies, responses, headers and links in components; names of media types.
    "  openapi: 3.1.0
  paths:
    /a:
      post:
-       requestBody: {content: {application/json: {schema: {type: string}}, 'text/plain; a=1; charset=utf-8': {}}}
+       requestBody: {$ref: '#/components/requestBodies/body'}
        responses:
-         '200': {description: Ok, headers: {A: {schema: {type: string}}}, links: {next: {operationId: x}}}
+         '200': {$ref: '#/components/responses/ok'}
+ components:
+   requestBodies: {body: {required: false, content: {Application/JSON: {schema: {type: string}}, 'text/plain;charset=\"UTF-8\";a=1': {}}}}
+   responses: {ok: {description: Ok, headers: {A: {$ref: '#/components/headers/a'}}, links: {next: {$ref: '#/components/links/next'}}}}
+   headers: {a: {schema: {type: string}}}
+   links: {next: {operationId: x, description: The next one}}
",
    // How forms are written where nothing is said.
    "  openapi: 3.1.0
  paths:
    /a:
      post:
        requestBody:
          content:
            multipart/form-data:
              schema: {type: object, properties: {a: {type: string}, b: {type: object}, c: {type: string, format: binary}}}
+             encoding: {a: {contentType: text/plain}, b: {contentType: application/json}, c: {contentType: application/octet-stream}}
            application/x-www-form-urlencoded:
              schema: {type: object, properties: {a: {type: array, items: {type: string}}}}
-             encoding: {a: {style: form, explode: true}}
        responses: {'200': {description: Ok}}
",
    // What operations inherit, and what they say themselves.
    "  openapi: 3.1.0
- servers: [{url: /}]
- security: [{a: []}]
  paths:
    /a:
-     servers: [{url: 'https://a.example'}]
      get:
+       servers: [{url: 'https://a.example'}]
+       security: [{a: []}]
        responses: {'200': {description: Ok}}
    /b:
      get:
-       security: []
+       security: [{}]
        responses: {'200': {description: Ok}}
  components: {securitySchemes: {a: {type: http, scheme: basic, description: So}}}
",
    // A callback of two operations, in one place.
    "  openapi: 3.1.0
  paths:
    /a:
      post:
        responses: {'200': {description: Ok}}
-       callbacks: {born: {'{$url}': {post: {requestBody: {content: {text/csv: {}}}, responses: {'200': {description: Ok}}}}}}
+       callbacks: {born: {$ref: '#/components/callbacks/born'}}
+ components: {callbacks: {born: {'{$url}': {$ref: '#/components/pathItems/born'}}}, pathItems: {born: {post: {requestBody: {content: {text/csv: {}}}, responses: {'200': {description: Ok}}}}}}
",
    // Swagger 2.0 and OpenAPI 3.0.
    "- swagger: '2.0'
- host: pets.example
- basePath: /v1
- schemes: [https]
- consumes: [application/json]
- produces: [application/json]
- securityDefinitions: {login: {type: oauth2, flow: application, tokenUrl: /token, scopes: {read: Read}}, basic: {type: basic}}
- security: [{login: [read]}, {basic: []}]
- paths:
-   /a:
-     post:
-       parameters:
-         - {name: ids, in: query, type: array, items: {type: integer}, collectionFormat: multi}
-         - {name: body, in: body, required: true, schema: {type: object}}
-       responses: {'200': {description: Ok, schema: {type: string}, headers: {A: {type: integer}}}}
+ openapi: 3.0.3
+ servers: [{url: 'https://pets.example/v1'}]
+ security: [{login: [read]}, {basic: []}]
+ paths:
+   /a:
+     post:
+       parameters: [{name: ids, in: query, schema: {type: array, items: {type: integer}}}]
+       requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
+       responses: {'200': {description: Ok, content: {application/json: {schema: {type: string}}}, headers: {A: {schema: {type: integer}}}}}
+ components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: Read}}}}, basic: {type: http, scheme: basic}}}
",
];

#[test]
fn nothing_is_found() {
    let mut wrong = Vec::new();
    for diff in SAME {
        let found = findings(&format!("{HEAD}{diff}"));
        if !found.is_empty() {
            wrong.push(format!("{diff}{:?}: {found:#?}", told(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_scheme_by_another_name_asks_for_the_same() {
    let diff = "  openapi: 3.1.0
  info: {title: Pets, version: '1'}
- security: [{a: [], b: []}]
+ security: [{key: [], b: []}]
  paths: {/a: {get: {responses: {'200': {description: Ok}}}}}
- components: {securitySchemes: {a: {type: apiKey, in: query, name: key}, b: {type: http, scheme: basic}}}
+ components: {securitySchemes: {key: {type: apiKey, in: query, name: key}, b: {type: http, scheme: basic}}}
";
    assert_eq!(
        told(&findings(diff)),
        ["security-scheme-renamed info document"]
    );
}

#[test]
fn references_in_circles_end() {
    let diff = below(
        "post:",
        "    responses: {'200': {description: Ok, links: {a: {$ref: '#/components/links/a'}}}}
    callbacks: {a: {$ref: '#/components/callbacks/a'}}
+   x-more: 1",
    ) + "  components:\n    links: {a: {$ref: '#/components/links/a'}}\n    callbacks: {a: {'{$url}': {post: {responses: {}, callbacks: {a: {$ref: '#/components/callbacks/a'}}}}}}\n";
    assert_eq!(told(&findings(&diff)), ["extension-changed info document"]);
}
