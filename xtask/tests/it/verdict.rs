//! What a change of a document does to the public items of its crate, and the release that it asks for.

use std::fmt::Write;

use bindery::diff::Version;
use bindery::diff::change::Effect;
use bindery::diff::rust::surface::{Kind, Space, Surface};
use bindery::diff::rust::{ItemChange, bump, compare};
use bindery::report::Report;

use crate::fixture::{self, Fixture};

pub const DOCUMENT: &str = "
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
    Keeper: {type: object, required: [name], properties: {name: {type: string}}}
";

pub fn version(text: &str, label: &str) -> Version {
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
pub type Edit = (&'static str, &'static [(&'static str, &'static str)]);

pub const EDITS: &[Edit] = &[
    (
        "optional property in a response",
        &[(
            "        home: {$ref",
            "        age: {type: integer}\n        home: {$ref",
        )],
    ),
    (
        "optional property in a request",
        &[(
            "        age: {type: integer}\n",
            "        age: {type: integer}\n        tag: {type: string}\n",
        )],
    ),
    (
        "optional nullable property in a response",
        &[(
            "        home: {$ref",
            "        age: {type: [integer, 'null']}\n        home: {$ref",
        )],
    ),
    (
        "required property in a response",
        &[
            (
                "        home: {$ref",
                "        age: {type: integer}\n        home: {$ref",
            ),
            ("[id, status]", "[id, status, age]"),
        ],
    ),
    (
        "operation that returns what no other does",
        &[(
            "components:\n",
            "  /keepers:\n    get:\n      operationId: getKeeper\n      tags: [Pets]\n      responses:\n        '200': {description: \
             One., content: {application/json: {schema: {$ref: '#/components/schemas/Keeper'}}}}\ncomponents:\n",
        )],
    ),
    (
        "required property in a request",
        &[
            (
                "        age: {type: integer}\n",
                "        age: {type: integer}\n        tag: {type: string}\n",
            ),
            ("[name, status]", "[name, status, tag]"),
        ],
    ),
    (
        "request property required to optional",
        &[("[name, status]", "[status]")],
    ),
    (
        "property removed",
        &[(
            "        name: {type: string}\n        status: {$ref: '#/components/schemas/Status'}\n        home",
            "        status: {$ref: '#/components/schemas/Status'}\n        home",
        )],
    ),
    (
        "property renamed",
        &[("        age: {type", "        years: {type")],
    ),
    (
        "property of another type",
        &[(
            "        age: {type: integer}",
            "        age: {type: number}",
        )],
    ),
    (
        "property of another format",
        &[(
            "        age: {type: integer}",
            "        age: {type: integer, format: int32}",
        )],
    ),
    (
        "bounds of an integer",
        &[(
            "        age: {type: integer}",
            "        age: {type: integer, minimum: 0, maximum: 100}",
        )],
    ),
    (
        "default added",
        &[(
            "        age: {type: integer}",
            "        age: {type: integer, default: 1}",
        )],
    ),
    (
        "limits of a string",
        &[(
            "        id: {type: string}",
            "        id: {type: string, maxLength: 9}",
        )],
    ),
    (
        "description",
        &[(
            "        id: {type: string}",
            "        id: {type: string, description: Its ID.}",
        )],
    ),
    (
        "property deprecated",
        &[(
            "        age: {type: integer}",
            "        age: {type: integer, deprecated: true}",
        )],
    ),
    (
        "order of properties",
        &[(
            "        id: {type: string}\n        name: {type: string}",
            "        name: {type: string}\n        id: {type: string}",
        )],
    ),
    (
        "order of required properties",
        &[(
            "        name: {type: string}\n        age: {type: integer}\n        status: {$ref: '#/components/schemas/Status'}",
            "        status: {$ref: '#/components/schemas/Status'}\n        name: {type: string}\n        age: {type: integer}",
        )],
    ),
    (
        "value of an enumeration",
        &[("[here, sold]", "[here, lost, sold]")],
    ),
    (
        "value of an enumeration removed",
        &[("[here, sold]", "[here]")],
    ),
    (
        "string becomes an enumeration",
        &[(
            "detail: {type: string}",
            "detail: {type: string, enum: [none]}",
        )],
    ),
    (
        "branch of a choice",
        &[(
            "'#/components/schemas/Barn'}]",
            "'#/components/schemas/Barn'}, {$ref: '#/components/schemas/Problem'}]",
        )],
    ),
    (
        "branch of a choice removed",
        &[(", {$ref: '#/components/schemas/Barn'}]", "]")],
    ),
    (
        "optional parameter",
        &[(
            "schema: {type: integer}}\n      responses",
            "schema: {type: integer}}\n        - {name: after, in: query, schema: {type: string}}\n      responses",
        )],
    ),
    (
        "required parameter",
        &[(
            "schema: {type: integer}}\n      responses",
            "schema: {type: integer}}\n        - {name: after, in: query, required: true, schema: {type: string}}\n      responses",
        )],
    ),
    (
        "parameter removed",
        &[(
            "      parameters:\n        - {name: limit, in: query, schema: {type: integer}}\n",
            "",
        )],
    ),
    (
        "status of an error",
        &[(
            "        '404':",
            "        '403': {description: No.}\n        '404':",
        )],
    ),
    (
        "second success of the same type",
        &[(
            "        '201': {",
            "        '200': {description: There., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}\n        '201': {",
        )],
    ),
    (
        "second success of another type",
        &[(
            "        '201': {",
            "        '202': {description: Soon.}\n        '201': {",
        )],
    ),
    (
        "first status of an error",
        &[(
            "schemas/Pet'}}}}\ncomponents",
            "schemas/Pet'}}}}\n        '404': {description: None.}\ncomponents",
        )],
    ),
    (
        "media type of a response",
        &[(
            "        '201': {description: Added., content: {",
            "        '201': {description: Added., content: {text/csv: {schema: {type: string}}, ",
        )],
    ),
    (
        "media type of a request",
        &[(
            "requestBody: {required: true, content: {",
            "requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/NewPet'}}, ",
        )],
    ),
    (
        "header of a response",
        &[(
            "        '201': {description: Added.,",
            "        '201': {description: Added., headers: {next: {schema: {type: string}}},",
        )],
    ),
    (
        "operation",
        &[(
            "    post:\n",
            "    delete: {operationId: dropPets, tags: [Pets], responses: {'204': {description: None.}}}\n    post:\n",
        )],
    ),
    (
        "operation of a new tag",
        &[(
            "    post:\n",
            "    delete: {operationId: dropPets, tags: [Shop], responses: {'204': {description: None.}}}\n    post:\n",
        )],
    ),
    (
        "operation removed",
        &[(
            "    post:\n      operationId: addPet\n      tags: [Pets]\n      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}\n      responses:\n        '201': {description: Added., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}\n",
            "",
        )],
    ),
    (
        "operation deprecated",
        &[(
            "      operationId: listPets\n",
            "      operationId: listPets\n      deprecated: true\n",
        )],
    ),
    ("operationId", &[("listPets", "allPets")]),
    ("tag", &[("[Pets]", "[Animals]")]),
    (
        "component renamed",
        &[
            ("schemas/Pet'", "schemas/Animal'"),
            ("    Pet:\n", "    Animal:\n"),
        ],
    ),
    (
        "component unused",
        &[(
            "    Problem:",
            "    Toy: {type: object, properties: {size: {type: integer}}}\n    Problem:",
        )],
    ),
    (
        "schema extracted",
        &[
            (
                "        id: {type: string}",
                "        id: {$ref: '#/components/schemas/Id'}",
            ),
            ("    Problem:", "    Id: {type: string}\n    Problem:"),
        ],
    ),
    (
        "cycle",
        &[(
            "    House: {title: House, type: object, required: [street], properties: {",
            "    House: {title: House, type: object, required: [street], properties: {next: {$ref: '#/components/schemas/Home'}, ",
        )],
    ),
    (
        "security scheme",
        &[(
            "  securitySchemes:\n",
            "  securitySchemes:\n    token: {type: http, scheme: bearer}\n",
        )],
    ),
    (
        "server",
        &[(
            "servers: [{url: 'https://example.com'}]",
            "servers: [{url: 'https://example.com'}, {url: 'https://eu.example.com'}]",
        )],
    ),
    (
        "first server",
        &[(
            "servers: [{url: 'https://example.com'}]",
            "servers: [{url: 'https://eu.example.com'}, {url: 'https://example.com'}]",
        )],
    ),
    (
        "callback",
        &[(
            "      responses:\n        '201'",
            "      callbacks: {done: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {'200': {description: Fine.}}}}}}\n      responses:\n        '201'",
        )],
    ),
    (
        "body becomes optional",
        &[("requestBody: {required: true, ", "requestBody: {")],
    ),
    (
        "struct becomes a string",
        &[(
            "    Problem: {type: object, properties: {detail: {type: string}}}",
            "    Problem: {type: string}",
        )],
    ),
    ("title of the document", &[("title: Shop", "title: Store")]),
];

/// The document with an edit.
pub fn edited((name, edits): &Edit) -> String {
    edits.iter().fold(DOCUMENT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{name}: {from}");
        text.replace(from, to)
    })
}

#[test]
fn edits_ask_for_releases() {
    let mut text = String::new();
    for edit in EDITS {
        let changes = changes(DOCUMENT, &edited(edit));
        let all = changes.iter().map(|one| &one.change);
        let (name, bump) = (edit.0, bump(all).as_str());
        writeln!(text, "{name}: {bump}\n{}", told(&changes)).unwrap();
    }
    insta::assert_snapshot!(text);
}

/// What a reader is shown of a change, as far as it goes on a page.
#[test]
fn changes_show_their_code() {
    let shown = [
        "body becomes optional",
        "branch of a choice removed",
        "operation",
        "component renamed",
        "second success of another type",
        "optional property in a request",
    ];
    let mut text = String::new();
    for edit in EDITS.iter().filter(|edit| shown.contains(&edit.0)) {
        writeln!(text, "== {}", edit.0).unwrap();
        for ItemChange { change, .. } in changes(DOCUMENT, &edited(edit)) {
            writeln!(
                text,
                "{} {}: {}",
                change.effect.as_str(),
                change.item,
                change.note
            )
            .unwrap();
            for (mark, code) in [("-", &change.old), ("+", &change.new)] {
                for line in code.iter().flat_map(|code| code.lines()) {
                    writeln!(text, "{mark} {line}").unwrap();
                }
            }
        }
    }
    insta::assert_snapshot!(text);
}

/// The other way round what was new is gone, and what was gone is new.
#[test]
fn what_comes_goes_the_other_way() {
    for edit in EDITS {
        let new = edited(edit);
        let (there, back) = (changes(DOCUMENT, &new), changes(&new, DOCUMENT));
        let count = |changes: &[ItemChange], effect: Effect| {
            changes
                .iter()
                .filter(|one| one.change.effect == effect)
                .count()
        };
        assert_eq!(
            count(&there, Effect::Added),
            count(&back, Effect::Removed),
            "{}",
            edit.0
        );
        assert_eq!(
            count(&there, Effect::Removed),
            count(&back, Effect::Added),
            "{}",
            edit.0
        );
        assert_eq!(
            count(&there, Effect::Changed),
            count(&back, Effect::Changed),
            "{}",
            edit.0
        );
    }
}

/// What is public in the code of every fixture is in its surface, as another reading of the code has it.
#[test]
fn surfaces_have_what_is_public() {
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        let (api, report) = fixture.model();
        let api = api.unwrap_or_else(|| panic!("{}", fixture.plain(&report)));
        let surface = Surface::of(&api);
        let mut listed = Vec::new();
        for (path, text) in fixture.files().iter() {
            let Some(module) = path.strip_prefix("src/types/") else {
                continue;
            };
            if module == "mod.rs" {
                continue;
            }
            // Items begin a line, and their members stand four spaces in.
            let mut of = String::new();
            for line in text.lines() {
                let word = |rest: &str| {
                    let end =
                        rest.find(|one: char| !(one.is_alphanumeric() || matches!(one, '_' | '#')));
                    rest[..end.unwrap_or(rest.len())].to_owned()
                };
                for start in ["pub struct ", "pub enum ", "pub type "] {
                    if let Some(rest) = line.strip_prefix(start) {
                        of = word(rest);
                        listed.push((format!("types::{of}"), Space::Types));
                    }
                }
                if let Some(rest) = line.strip_prefix("impl ") {
                    of = word(rest);
                }
                let public = line.strip_prefix("    pub ");
                match public.map(|rest| rest.strip_prefix("const ").unwrap_or(rest)) {
                    Some(rest) if rest.starts_with("fn ") => {
                        listed.push((format!("types::{of}::{}", word(&rest[3..])), Space::Values));
                    }
                    Some(rest) if rest[word(rest).len()..].starts_with(": ") => {
                        listed.push((format!("types::{of}::{}", word(rest)), Space::Parts))
                    }
                    // What a tuple struct holds has no name.
                    Some(_) | None => {}
                }
            }
        }
        for item in &listed {
            assert!(
                surface.items.contains_key(item),
                "{}: {item:?}",
                fixture.name
            );
        }
        let is_listed = |key: &&(String, Space), kind: Kind| {
            key.0.starts_with("types::")
                && matches!(key.1, Space::Types | Space::Values | Space::Parts)
                && !matches!(kind, Kind::Variant)
                && !key.0.ends_with("::0")
        };
        let items = surface
            .items
            .iter()
            .filter(|(key, item)| is_listed(key, item.kind));
        let mut found: Vec<_> = items.map(|(key, _)| key.clone()).collect();
        found.sort();
        listed.sort();
        listed.dedup();
        assert_eq!(found, listed, "{}", fixture.name);
        assert!(
            surface
                .items
                .contains_key(&("Client".to_owned(), Space::Others)),
            "{}",
            fixture.name
        );
    }
}

#[test]
fn no_fixture_differs_from_itself() {
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        let side = |label: &str| {
            let mut report = Report::new();
            bindery::version_of(fixture.source.clone(), &fixture.target, label, &mut report)
                .unwrap()
        };
        let (old, new) = (side("old"), side("new"));
        let (before, after) = Surface::of_both(&old.api, &new.api);
        assert!(
            before.items.is_empty() && after.items.is_empty(),
            "{}",
            fixture.name
        );
        assert_eq!(compare(&old, &new), [], "{}", fixture.name);
    }
}

/// Callers compile, and say something else: a newcomer has the name of a property or value, or operations exchange
/// theirs.
#[test]
fn names_that_stand_for_something_else_are_told() {
    let with = |edits: &[(&str, &str)]| {
        edits.iter().fold(DOCUMENT.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    };
    let stop = "    delete:\n      operationId: stop\n      tags: [Pets]\n      responses: {'204': {description: Done.}}\n";
    let start = stop.replace("delete", "put").replace("stop", "start");
    let both = with(&[("    post:\n", &format!("{start}{stop}    post:\n"))]);
    let swapped = both.replace("operationId: stop", "operationId: new");
    let swapped = swapped.replace("operationId: start", "operationId: stop");
    let swapped = swapped.replace("operationId: new", "operationId: start");
    let camel = with(&[(
        "        age: {type: integer}\n",
        "        fooBar: {type: string}\n",
    )]);
    let snake = camel.replace(
        "        fooBar: {type: string}\n",
        "        fooBar: {type: string}\n        foo_bar: {type: string}\n",
    );
    let values = with(&[("enum: [here, sold]", "enum: [here, HERE, sold]")]);
    for (old, new, items) in [
        (
            both.as_str(),
            swapped.as_str(),
            ["operations::Pets::start", "operations::Pets::stop"].as_slice(),
        ),
        (&camel, &snake, &["types::NewPet::foo_bar"]),
        (DOCUMENT, &values, &["types::Status::Here"]),
    ] {
        let changes = changes(old, new);
        for item in items {
            let found = changes.iter().find(|one| one.change.item == *item);
            let found = found.unwrap_or_else(|| panic!("{item}: {}", told(&changes)));
            assert_eq!(found.change.bump.as_str(), "major", "{item}");
            assert!(
                found.change.note.contains("something else"),
                "{}",
                found.change.note
            );
        }
    }
}
