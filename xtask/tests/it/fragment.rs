//! `cargo xtask fragment`: what stays of a document, how it is written, and that its code is the same.

mod command;
mod proof;
mod select;
mod vendor;

use bindery::report::Report;
use bindery::spec::fragment::{self, Fragment, Provenance, Text};
use bindery::spec::limits::Limits;
use bindery::spec::load::{self, Document, Source, SourceFile};
use bindery::spec::selection::{self, Candidate, Selection};

use crate::fixture;

/// A document of one concept a line, with comments where people write them.
const TOYS: &str = "\
# Who owns this file.
openapi: 3.1.0 # the version
info: {title: Toys, version: '1'}

# Where it runs.
servers:
  - url: https://example.com

security:
  - key: []

tags:
  # Toys come first.
  - name: toys
  - name: pets
    description: |
      # no comment
      They bark.
  # At the end.

x-tagGroups:
  - name: All
    tags: [pets, toys, shops]
  - name: Money
    tags:
      - shops
x-common: {$ref: '#/components/schemas/Shop'}
x-plain: {colour: red}

paths:
  # About toys.

  # All of them.
  /toys:
    # Said of both.
    parameters:
      - $ref: '#/components/parameters/page'
    get:
      operationId: listToys
      tags: [toys]
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Toy'}
          links:
            pet: {operationId: getPet}
            self: {operationId: listToys}
    # Makes one.
    post:
      operationId: addToy
      tags: [toys, shops]
      security: [{token: []}]
      responses:
        default: {$ref: '#/components/responses/Problem'}

  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      security: []
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}

webhooks:
  sold:
    post:
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Shop'}}}
      responses: {'204': {description: Thanks.}}

components:
  parameters:
    page: {name: page, in: query, schema: {type: integer}}
    unused: {name: unused, in: query, schema: {type: integer}}

  schemas:
    # A toy.
    Toy:
      type: object
      properties:
        maker: {$ref: '#/components/schemas/Maker'}

    Maker: {type: string}

    # A pet is a dog or a cat.
    Pet:
      type: object
      required: [kind]
      discriminator:
        propertyName: kind
        mapping: {dog: Dog}
      properties:
        kind: {type: string}
      # Behind the last property.

    Dog:
      allOf:
        - $ref: '#/components/schemas/Pet'
        - {type: object, properties: {barks: {type: boolean}}}

    Puppy:
      allOf:
        - $ref: '#/components/schemas/Dog'

    Shop: {type: object}

  responses:
    Problem: {description: A problem.}

  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: bearer}
";

fn source(text: &str, files: &[(&str, &str)]) -> Source {
    Source {
        name: "toys.yaml".to_owned(),
        text: text.to_owned(),
        files: files
            .iter()
            .map(|(path, text)| SourceFile {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect(),
        ..Source::default()
    }
}

fn trees(source: &Source) -> Document {
    load::trees(source, &Limits::default(), &mut Report::new()).unwrap()
}

/// The fragment of a document, and its texts.
fn made(source: &Source, selection: &Selection) -> (Fragment, Vec<Text>) {
    let document = trees(source);
    let (chosen, unmatched) = selection.choose(&document);
    assert!(unmatched.is_empty(), "{unmatched:?}");
    let fragment = fragment::of(&document, &chosen);
    let provenance = Provenance {
        source: source.name.clone(),
        selection: selection.clone(),
        files: fragment.other_files().map(str::to_owned).collect(),
    };
    let texts = fragment.texts(source, &document, &provenance, &Limits::default());
    (fragment, texts)
}

/// The only text of a fragment, cut as it is written.
fn text(source: &Source, selection: &Selection) -> String {
    let (_, texts) = made(source, selection);
    let [text] = &texts[..] else {
        panic!("{} files", texts.len());
    };
    assert!(!text.is_anew);
    text.text.clone()
}

fn of_tag(tag: &str) -> Selection {
    Selection {
        tags: vec![tag.to_owned()],
        ..Selection::default()
    }
}

fn of_operation(operation: &str) -> Selection {
    Selection {
        operations: vec![operation.to_owned()],
        ..Selection::default()
    }
}

#[test]
fn comments_order_and_blank_lines_stay() {
    insta::assert_snapshot!("toys", text(&source(TOYS, &[]), &of_tag("toys")));
}

#[test]
fn what_extends_a_base_comes_along() {
    insta::assert_snapshot!("pets", text(&source(TOYS, &[]), &of_tag("pets")));
}

#[test]
fn webhooks_only_where_they_are_asked_for() {
    let selection = Selection {
        webhooks: vec!["so*".to_owned()],
        ..Selection::default()
    };
    insta::assert_snapshot!("webhooks", text(&source(TOYS, &[]), &selection));
}

#[test]
fn json_keeps_its_formatting() {
    let tree = trees(&source(TOYS, &[])).root;
    let pretty = source(&serde_json::to_string_pretty(&tree).unwrap(), &[]);
    insta::assert_snapshot!("json", text(&pretty, &of_operation("addToy")));
    let plain = source(&tree.to_string(), &[]);
    insta::assert_snapshot!("json_of_one_line", text(&plain, &of_operation("addToy")));
}

#[test]
fn line_ends_of_windows_stay() {
    let unix = text(&source(TOYS, &[]), &of_tag("toys"));
    let windows = source(&TOYS.replace('\n', "\r\n"), &[]);
    assert_eq!(text(&windows, &of_tag("toys")), unix.replace('\n', "\r\n"));
}

/// An alias of an anchor that is cut stands for the node: the first one becomes it.
#[test]
fn aliases_outlive_their_anchors() {
    let document = "openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a:
    get:
      operationId: a
      summary: &words 'Some words'
      parameters:
        - &page
          name: page

          in: query
          schema: {type: integer}
        - &size {name: size, in: query, schema: {type: integer}}
      responses: &answers
        '200':
          description: |
            Fine.
        '400': {description: Bad.}
  /b:
    parameters:
      - *page
      - *size
    get: {operationId: b, summary: *words, responses: {'200': {description: *words}}}
    put:
      operationId: putB
      summary: *words
      parameters: [*size]
      responses:
        <<: *answers
    post:
      operationId: postB
      responses: *answers
";
    let selection = Selection {
        paths: vec!["/b".to_owned()],
        ..Selection::default()
    };
    insta::assert_snapshot!("aliases", text(&source(document, &[]), &selection));
}

/// What is left out of a node that an alias stands for too: the text cannot stay as it is, and what it means does.
#[test]
fn a_text_that_cannot_be_cut_is_written_anew() {
    let document = "openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a: &item
    get: {operationId: a, responses: {'200': {description: Fine.}}}
    put: {operationId: putA, responses: {'200': {description: Fine.}}}
  /b: *item
";
    let (_, texts) = made(&source(document, &[]), &of_operation("GET /b"));
    assert!(texts[0].is_anew);
    insta::assert_snapshot!("anew", texts[0].text);
}

/// A reference into another operation brings it along, and that is said.
#[test]
fn an_operation_that_is_referred_into_comes_along() {
    let document = "openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a:
    get:
      operationId: a
      responses: {'200': {description: Fine., content: {application/json: {schema: {type: string}}}}}
    put: {operationId: put, responses: {'200': {description: Fine.}}}
  /b:
    get:
      operationId: b
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}
";
    let (fragment, texts) = made(&source(document, &[]), &of_operation("b"));
    let extra: Vec<String> = fragment.extra.iter().map(ToString::to_string).collect();
    assert_eq!(extra, ["#/paths/~1a/get"]);
    assert!(!texts[0].text.contains("operationId: put"));
}

const ROOT: &str = "openapi: 3.0.3
info: {title: Files, version: '1'}
paths:
  /pets: {$ref: 'paths/pets.yaml'}
  /toys: {$ref: 'paths/toys.yaml'}
";

const PETS: &str = "# Pets.
parameters:
  - $ref: '../shared.yaml#/parameters/page'
get:
  operationId: listPets
  responses:
    '200': {description: Fine., content: {application/json: {schema: {$ref: '../shared.yaml#/schemas/list/1'}}}}
# Adds one.
post:
  operationId: addPet
  responses:
    '200': {description: Fine., content: {application/json: {schema: {$ref: '../shared.yaml#/schemas/Pet'}}}}
";

const SHARED: &str = "parameters:
  page: {name: page, in: query, schema: {type: integer}}
  other: {name: other, in: query, schema: {type: integer}}
schemas:
  list:
    - {type: string}
    - {type: integer}
  Pet: {type: object}
";

#[test]
fn files_are_cut_to_what_is_reached() {
    let source = source(
        ROOT,
        &[
            ("paths/pets.yaml", PETS),
            (
                "paths/toys.yaml",
                "get: {operationId: listToys, responses: {}}\n",
            ),
            ("shared.yaml", SHARED),
        ],
    );
    let (_, texts) = made(&source, &of_operation("listPets"));
    let shown: Vec<String> = texts
        .iter()
        .map(|text| format!("--- {}\n{}", text.path, text.text))
        .collect();
    insta::assert_snapshot!("files", shown.join(""));
}

#[test]
fn selectors_that_nothing_fits_have_near_misses() {
    let selection = Selection {
        tags: vec!["toy".to_owned(), "toys".to_owned()],
        operations: [
            "getPets",
            "GET /pet/{id}",
            "#/paths/~1pets~1{ib}/get",
            "get /toys",
        ]
        .map(str::to_owned)
        .to_vec(),
        paths: vec!["/toy".to_owned(), "/to*".to_owned()],
        webhooks: vec!["sol".to_owned()],
        except: ["tag:pet", "/pets", "addToys"].map(str::to_owned).to_vec(),
    };
    let (_, unmatched) = selection.choose(&trees(&source(TOYS, &[])));
    let told: Vec<String> = unmatched
        .iter()
        .map(|one| {
            format!(
                "{} {}: {}; {}\n",
                one.list,
                one.index,
                one.message(),
                one.help()
            )
        })
        .collect();
    insta::assert_snapshot!("unmatched", told.concat());
}

#[test]
fn exceptions_count_after_all_else() {
    let ids = |selection: Selection| -> Vec<String> {
        let (chosen, _) = selection.choose(&trees(&source(TOYS, &[])));
        let ids = chosen.operations.into_iter().filter_map(|one| one.id);
        ids.collect()
    };
    let except = |texts: &[&str]| Selection {
        except: texts.iter().map(|text| (*text).to_owned()).collect(),
        ..Selection::default()
    };
    assert_eq!(ids(except(&["tag:pets"])), ["listToys", "addToy"]);
    assert_eq!(ids(except(&["/toys"])), ["getPet"]);
    assert_eq!(
        ids(Selection {
            paths: vec!["/*".to_owned()],
            ..except(&["POST /toys", "#/paths/~1pets~1{id}"])
        }),
        ["listToys"]
    );
}

/// Every operation of the fixtures alone, of those with mistakes too: it stays, its text has the tree that it should
/// have, and what was cut can be cut again.
#[test]
fn every_operation_of_the_fixtures_is_a_fragment() {
    let mut count = 0;
    for folder in ["fixtures", "errors", "lint"] {
        let entries = fixture::package().join("tests").join(folder).read_dir();
        for entry in entries.unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let source = source(&text, &[]);
            let limits = Limits::default();
            let Some(document) = load::trees(&source, &limits, &mut Report::new()) else {
                continue;
            };
            for one in selection::candidates(&document) {
                let selection = of_operation(&one.place.to_string());
                let (fragment, texts) = made(&source, &selection);
                let is_there = |other: &Candidate| other.place == one.place;
                assert!(fragment.operations.iter().any(is_there), "{}", one.place);
                assert!(!texts[0].is_anew, "{}", one.place);
                let again = Source {
                    text: texts[0].text.clone(),
                    ..source.clone()
                };
                let (_, texts_again) = made(&again, &selection);
                assert_eq!(texts[0].text, texts_again[0].text, "{}", one.place);
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count} operations");
}

/// Half of a document, or one with a mistake in its text, is no document or a fragment of what is left of it.
#[test]
fn texts_that_end_anywhere() {
    let tree = trees(&source(TOYS, &[])).root;
    for text in [TOYS.to_owned(), tree.to_string()] {
        for end in (0..text.len())
            .step_by(7)
            .filter(|end| text.is_char_boundary(*end))
        {
            let source = source(&text[..end], &[]);
            let document = load::trees(&source, &Limits::default(), &mut Report::new());
            let Some(document) = document.filter(|document| document.root.is_object()) else {
                continue;
            };
            let (chosen, _) = of_operation("listToys").choose(&document);
            let fragment = fragment::of(&document, &chosen);
            let limits = Limits::default();
            fragment.texts(&source, &document, &Provenance::default(), &limits);
        }
    }
}
