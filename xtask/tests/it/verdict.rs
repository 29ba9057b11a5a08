//! What a change of a document does to the public items of its crate, and the release that it asks for.

use std::fmt::Write;

use bindery::diff::Version;
use bindery::diff::rust::surface::{Space, Surface};
use bindery::diff::rust::{ItemChange, bump, compare};
use bindery::report::Report;

use crate::fixture::{self, Fixture};

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://example.com'}]
tags: [{name: Pets}]
security: [{key: []}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200': {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
        '404': {description: None., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
    post:
      operationId: addPet
      tags: [Pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
      responses:
        '201': {description: Added., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: key}
  schemas:
    Pet:
      type: object
      required: [id, status]
      properties:
        id: {type: string}
        name: {type: string}
        status: {$ref: '#/components/schemas/Status'}
        home: {$ref: '#/components/schemas/Home'}
    NewPet:
      type: object
      required: [name, status]
      properties:
        name: {type: string}
        age: {type: integer}
        status: {$ref: '#/components/schemas/Status'}
    Status: {type: string, enum: [here, sold]}
    Home:
      oneOf: [{$ref: '#/components/schemas/House'}, {$ref: '#/components/schemas/Barn'}]
    House: {title: House, type: object, required: [street], properties: {street: {type: string}}}
    Barn: {title: Barn, type: object, required: [field], properties: {field: {type: string}}}
    Problem: {type: object, properties: {detail: {type: string}}}
";

fn version(text: &str, label: &str) -> Version {
    let fixture = Fixture::of("verdict", text.to_owned());
    let mut report = Report::new();
    bindery::version_of(fixture.source.clone(), &fixture.target, label, &mut report)
        .unwrap_or_else(|| panic!("{}", fixture.plain(&report)))
}

fn changes(old: &str, new: &str) -> Vec<ItemChange> {
    compare(&version(old, "old"), &version(new, "new"))
}

/// Changes as a reader sees them: effect, bump, item, place.
fn told(changes: &[ItemChange]) -> String {
    let mut text = String::new();
    for one in changes {
        let place = one.old.as_ref().or(one.new.as_ref());
        let place = place.map(ToString::to_string).unwrap_or_default();
        let change = &one.change;
        writeln!(
            text,
            "{} {} {} {}",
            change.bump.as_str(),
            change.effect.as_str(),
            change.item,
            place
        )
        .unwrap();
    }
    text
}

/// What is replaced by what.
type Edit = (&'static str, &'static [(&'static str, &'static str)]);

const EDITS: &[Edit] = &[
    ("optional property in a response", &[("        home: {$ref", "        age: {type: integer}\n        home: {$ref")]),
    ("optional property in a request", &[("        age: {type: integer}\n", "        age: {type: integer}\n        tag: {type: string}\n")]),
    ("optional nullable property in a response", &[("        home: {$ref", "        age: {type: [integer, 'null']}\n        home: {$ref")]),
    ("required property in a request", &[("        age: {type: integer}\n", "        age: {type: integer}\n        tag: {type: string}\n"), ("[name, status]", "[name, status, tag]")]),
    ("request property required to optional", &[("[name, status]", "[status]")]),
    ("property removed", &[("        name: {type: string}\n        status: {$ref: '#/components/schemas/Status'}\n        home", "        status: {$ref: '#/components/schemas/Status'}\n        home")]),
    ("property renamed", &[("        age: {type", "        years: {type")]),
    ("property of another type", &[("        age: {type: integer}", "        age: {type: number}")]),
    ("property of another format", &[("        age: {type: integer}", "        age: {type: integer, format: int32}")]),
    ("bounds of an integer", &[("        age: {type: integer}", "        age: {type: integer, minimum: 0, maximum: 100}")]),
    ("default added", &[("        age: {type: integer}", "        age: {type: integer, default: 1}")]),
    ("limits of a string", &[("        id: {type: string}", "        id: {type: string, maxLength: 9}")]),
    ("description", &[("        id: {type: string}", "        id: {type: string, description: Its ID.}")]),
    ("property deprecated", &[("        age: {type: integer}", "        age: {type: integer, deprecated: true}")]),
    ("order of properties", &[("        id: {type: string}\n        name: {type: string}", "        name: {type: string}\n        id: {type: string}")]),
    ("order of required properties", &[("        name: {type: string}\n        age: {type: integer}\n        status: {$ref: '#/components/schemas/Status'}", "        status: {$ref: '#/components/schemas/Status'}\n        name: {type: string}\n        age: {type: integer}")]),
    ("value of an enumeration", &[("[here, sold]", "[here, lost, sold]")]),
    ("value of an enumeration removed", &[("[here, sold]", "[here]")]),
    ("string becomes an enumeration", &[("detail: {type: string}", "detail: {type: string, enum: [none]}")]),
    ("branch of a choice", &[("'#/components/schemas/Barn'}]", "'#/components/schemas/Barn'}, {$ref: '#/components/schemas/Problem'}]")]),
    ("branch of a choice removed", &[(", {$ref: '#/components/schemas/Barn'}]", "]")]),
    ("optional parameter", &[("schema: {type: integer}}\n      responses", "schema: {type: integer}}\n        - {name: after, in: query, schema: {type: string}}\n      responses")]),
    ("required parameter", &[("schema: {type: integer}}\n      responses", "schema: {type: integer}}\n        - {name: after, in: query, required: true, schema: {type: string}}\n      responses")]),
    ("parameter removed", &[("      parameters:\n        - {name: limit, in: query, schema: {type: integer}}\n", "")]),
    ("status of an error", &[("        '404':", "        '403': {description: No.}\n        '404':")]),
    ("second success of the same type", &[("        '201': {", "        '200': {description: There., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}\n        '201': {")]),
    ("second success of another type", &[("        '201': {", "        '202': {description: Soon.}\n        '201': {")]),
    ("first status of an error", &[("schemas/Pet'}}}}\ncomponents", "schemas/Pet'}}}}\n        '404': {description: None.}\ncomponents")]),
    ("media type of a response", &[("        '201': {description: Added., content: {", "        '201': {description: Added., content: {text/csv: {schema: {type: string}}, ")]),
    ("media type of a request", &[("requestBody: {required: true, content: {", "requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/NewPet'}}, ")]),
    ("header of a response", &[("        '201': {description: Added.,", "        '201': {description: Added., headers: {next: {schema: {type: string}}},")]),
    ("operation", &[("    post:\n", "    delete: {operationId: dropPets, tags: [Pets], responses: {'204': {description: None.}}}\n    post:\n")]),
    ("operation of a new tag", &[("    post:\n", "    delete: {operationId: dropPets, tags: [Shop], responses: {'204': {description: None.}}}\n    post:\n")]),
    ("operation removed", &[("    post:\n      operationId: addPet\n      tags: [Pets]\n      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}\n      responses:\n        '201': {description: Added., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}\n", "")]),
    ("operation deprecated", &[("      operationId: listPets\n", "      operationId: listPets\n      deprecated: true\n")]),
    ("operationId", &[("listPets", "allPets")]),
    ("tag", &[("[Pets]", "[Animals]")]),
    ("component renamed", &[("schemas/Pet'", "schemas/Animal'"), ("    Pet:\n", "    Animal:\n")]),
    ("component unused", &[("    Problem:", "    Toy: {type: object, properties: {size: {type: integer}}}\n    Problem:")]),
    ("schema extracted", &[("        id: {type: string}", "        id: {$ref: '#/components/schemas/Id'}"), ("    Problem:", "    Id: {type: string}\n    Problem:")]),
    ("cycle", &[("    House: {title: House, type: object, required: [street], properties: {", "    House: {title: House, type: object, required: [street], properties: {next: {$ref: '#/components/schemas/Home'}, ")]),
    ("security scheme", &[("  securitySchemes:\n", "  securitySchemes:\n    token: {type: http, scheme: bearer}\n")]),
    ("server", &[("servers: [{url: 'https://example.com'}]", "servers: [{url: 'https://example.com'}, {url: 'https://eu.example.com'}]")]),
    ("first server", &[("servers: [{url: 'https://example.com'}]", "servers: [{url: 'https://eu.example.com'}, {url: 'https://example.com'}]")]),
    ("callback", &[("      responses:\n        '201'", "      callbacks: {done: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'200': {description: Fine.}}}}}}\n      responses:\n        '201'")]),
    ("body becomes optional", &[("requestBody: {required: true, ", "requestBody: {")]),
    ("struct becomes a string", &[("    Problem: {type: object, properties: {detail: {type: string}}}", "    Problem: {type: string}")]),
    ("title of the document", &[("title: Shop", "title: Store")]),
];

#[test]
fn dump() {
    for (name, edits) in EDITS {
        let mut new = DOCUMENT.to_owned();
        for (from, to) in *edits {
            assert!(new.contains(from), "{name}: {from}");
            new = new.replace(from, to);
        }
        let changes = changes(DOCUMENT, &new);
        let all = changes.iter().map(|one| &one.change);
        println!("== {name}: {}\n{}", bump(all).as_str(), told(&changes));
    }
}
