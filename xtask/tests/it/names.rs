//! Names that outlive the document: what an edit does to the names of Rust where the crate has a lock.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use bindery::diff::change::Bump;
use bindery::diff::rust::{bump, compare};
use bindery::model::Api;
use bindery::model::types::TypeKind;
use bindery::names::NameLock;
use bindery::report::formats::Repeated;
use bindery::report::formats::text::render;
use bindery::report::{Code, Report};
use bindery::spec::load::Source;
use tempfile::TempDir;

use crate::fixture::{self, Fixture};

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1'}
tags: [{name: Pets}, {name: Toys}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses:
        '200': {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
    post:
      operationId: addPet
      tags: [Pets]
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, properties: {name: {type: string}, weight: {type: number}}}
      responses:
        '201': {description: Added.}
        '400': {description: Bad., content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getPet
      tags: [Pets]
      responses:
        '200': {description: One., headers: {X-Age: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '202': {description: Later.}
  /toys:
    get:
      operationId: listToys
      tags: [Toys]
      responses:
        '200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
components:
  schemas:
    Pet:
      type: object
      required: [_id]
      properties:
        _id: {type: string}
        owner: {type: object, properties: {address: {type: string}}}
        kind: {$ref: '#/components/schemas/Kind'}
        home: {$ref: '#/components/schemas/Home'}
    Kind: {type: string, enum: [cat, dog, '+1']}
    Toy: {type: object, properties: {keeper: {type: object, properties: {address: {type: string}}}, size: {type: integer}}}
    Home:
      oneOf: [{$ref: '#/components/schemas/House'}, {type: object, title: Barn, required: [field], properties: {field: {type: string}}}, {type: string}]
    House: {type: object, required: [street], properties: {street: {type: string}}}
";

fn fixture(document: &str, lock: Option<&str>) -> Fixture {
    let mut fixture = Fixture::of("named", document.to_owned());
    fixture.target.names =
        lock.map(|text| lock_of(text).unwrap_or_else(|report| panic!("{report}\n{text}")));
    fixture
}

fn lock_of(text: &str) -> Result<NameLock, String> {
    let mut report = Report::new();
    NameLock::parse(text, &mut report).ok_or_else(|| drawn(&report, text))
}

fn drawn(report: &Report, text: &str) -> String {
    let source = Source {
        name: "spec/named.names".to_owned(),
        text: text.to_owned(),
        ..Source::default()
    };
    let text = render(report, (&source).into(), Repeated::Told, 140);
    anstream::adapter::strip_str(&text).to_string()
}

fn api(document: &str, lock: Option<&str>) -> Api {
    let fixture = fixture(document, lock);
    let (api, report) = fixture.model();
    api.unwrap_or_else(|| panic!("{}", fixture.plain(&report)))
}

/// The lock of a document, after one that may be there.
fn lock(document: &str, before: Option<&str>) -> String {
    let api = api(document, before);
    let before = before.map(|text| lock_of(text).unwrap());
    NameLock::of(&api, before.as_ref()).render()
}

/// Every public name, a line each.
fn names(api: &Api) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for one in &api.types {
        names.insert(format!("type {}", one.ident));
        let members: Vec<String> = match &one.kind {
            TypeKind::Struct(one) => one.fields.iter().map(|one| one.ident.to_string()).collect(),
            TypeKind::StringEnum(one) => one
                .variants
                .iter()
                .map(|one| one.ident.to_string())
                .collect(),
            TypeKind::Union(one) => one
                .variants
                .iter()
                .map(|one| one.ident.to_string())
                .collect(),
            _ => Vec::new(),
        };
        names.extend(members.iter().map(|name| format!("{}.{name}", one.ident)));
    }
    for one in &api.former_types {
        names.insert(format!(
            "formerly {} = {}",
            one.ident,
            api.type_def(one.now).ident
        ));
    }
    for group in &api.groups {
        let module = &group.module;
        names.insert(format!(
            "group {module} {} {:?}",
            group.ident,
            group.tag.as_deref().unwrap_or("none")
        ));
        for one in &group.operations {
            names.insert(format!(
                "{module}.{} {} {}",
                one.method_ident, one.ident, one.error_ident
            ));
        }
        for one in &group.former_methods {
            names.insert(format!(
                "formerly {module}.{} = {}",
                one.ident, group.operations[one.operation].method_ident
            ));
        }
        for (old, now) in &group.former_types {
            names.insert(format!("formerly {module}.{old} = {now}"));
        }
    }
    names
}

fn edited(document: &str, edits: &[(&str, &str)]) -> String {
    let mut text = document.to_owned();
    for (old, new) in edits {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    text
}

type Edit = (&'static str, &'static [(&'static str, &'static str)]);

const EDITS: &[Edit] = &[
    (
        "a schema of a property becomes a component",
        &[
            (
                "owner: {type: object, properties: {address: {type: string}}}",
                "owner: {$ref: '#/components/schemas/Person'}",
            ),
            (
                "    Kind:",
                "    Person: {type: object, properties: {address: {type: string}}}\n    Kind:",
            ),
        ],
    ),
    (
        "two schemas become one component",
        &[
            (
                "owner: {type: object, properties: {address: {type: string}}}",
                "owner: {$ref: '#/components/schemas/Person'}",
            ),
            (
                "keeper: {type: object, properties: {address: {type: string}}}",
                "keeper: {$ref: '#/components/schemas/Person'}",
            ),
            (
                "    Kind:",
                "    Person: {type: object, properties: {address: {type: string}}}\n    Kind:",
            ),
        ],
    ),
    (
        "the schema of a body becomes a component that is changed too",
        &[
            (
                "schema: {type: object, properties: {name: {type: string}, weight: {type: number}}}",
                "schema: {$ref: '#/components/schemas/NewPet'}",
            ),
            (
                "    Kind:",
                "    NewPet: {type: object, properties: {name: {type: string}, height: {type: number}}}\n    Kind:",
            ),
        ],
    ),
    (
        "a component goes into the one place that has it",
        &[
            (
                "kind: {$ref: '#/components/schemas/Kind'}",
                "kind: {type: string, enum: [dog, '+1', cat]}",
            ),
            ("    Kind: {type: string, enum: [cat, dog, '+1']}\n", ""),
        ],
    ),
    (
        "a component is renamed",
        &[
            ("schemas/Pet'", "schemas/Animal'"),
            ("    Pet:\n", "    Animal:\n"),
        ],
    ),
    (
        "a component of a choice is renamed",
        &[
            ("schemas/House'", "schemas/Villa'"),
            ("    House:", "    Villa:"),
        ],
    ),
    (
        "a component is renamed, and another takes its name",
        &[
            ("schemas/Toy'", "schemas/Plaything'"),
            (
                "    Toy:",
                "    Toy: {type: object, properties: {price: {type: number}}}\n    Plaything:",
            ),
        ],
    ),
    (
        "an operation is renamed",
        &[("operationId: getPet", "operationId: fetchPet")],
    ),
    (
        "the spelling of an id changes",
        &[("operationId: getPet", "operationId: get_pet")],
    ),
    (
        "a path parameter is renamed",
        &[
            ("/pets/{id}:", "/pets/{petId}:"),
            ("{name: id, in: path", "{name: petId, in: path"),
        ],
    ),
    ("an operation moves", &[("  /toys:\n", "  /all/toys:\n")]),
    (
        "a tag is renamed",
        &[
            ("tags: [Pets]", "tags: [Animals]"),
            ("{name: Pets}", "{name: Animals}"),
        ],
    ),
    (
        "an operation gets the tag of another group",
        &[(
            "operationId: getPet\n      tags: [Pets]",
            "operationId: getPet\n      tags: [Toys]",
        )],
    ),
    ("a title changes", &[("title: Barn", "title: Stable")]),
    (
        "the variants of a choice change places",
        &[(
            "{type: object, title: Barn, required: [field], properties: {field: {type: string}}}, {type: string}]",
            "{type: string}, {type: object, title: Shed, required: [field], properties: {field: {type: string}}}]",
        )],
    ),
    (
        "a property wants the name of another",
        &[(
            "        _id: {type: string}\n",
            "        _id: {type: string}\n        id: {type: integer}\n",
        )],
    ),
    (
        "a component wants the name of a schema within another",
        &[(
            "    Kind:",
            "    PetOwner: {type: object, properties: {a: {type: string}}}\n    Kind:",
        )],
    ),
    (
        "a component wants the name of another in other letters",
        &[(
            "    Kind:",
            "    toy: {type: object, properties: {a: {type: string}}}\n    Kind:",
        )],
    ),
    (
        "an operation wants the name of the errors of another",
        &[(
            "  /toys:\n",
            "  /errors:\n    get: {operationId: getPetError, tags: [Pets], responses: {'204': {description: None.}}}\n  /toys:\n",
        )],
    ),
    (
        "a tag wants the name of another",
        &[(
            "  /toys:\n",
            "  /more:\n    get: {operationId: more, tags: [pets], responses: {'204': {description: None.}}}\n  /toys:\n",
        )],
    ),
    (
        "an operation goes",
        &[(
            "    get:\n      operationId: listToys\n      tags: [Toys]\n",
            "    trace:\n      operationId: traceToys\n      tags: [Toys]\n",
        )],
    ),
];

#[test]
fn edits_leave_names_alone() {
    let own = lock(DOCUMENT, None);
    let before = names(&api(DOCUMENT, Some(&own)));
    let mut text = String::new();
    for (name, edits) in EDITS {
        let document = edited(DOCUMENT, edits);
        let version = |document: &str, lock: Option<&str>| {
            let fixture = fixture(document, lock);
            let mut report = Report::new();
            bindery::version_of(fixture.source.clone(), &fixture.target, "", &mut report)
                .unwrap_or_else(|| panic!("{}", fixture.plain(&report)))
        };
        let asked = |lock: Option<&str>| {
            let changes = compare(&version(DOCUMENT, lock), &version(&document, lock));
            bump(changes.iter().map(|one| &one.change))
        };
        let (without, with): (Bump, Bump) = (asked(None), asked(Some(&own)));
        let after = names(&api(&document, Some(&own)));
        writeln!(
            text,
            "# {name}: {} instead of {}",
            with.as_str(),
            without.as_str()
        )
        .unwrap();
        for gone in before.difference(&after) {
            writeln!(text, "- {gone}").unwrap();
        }
        for come in after.difference(&before) {
            writeln!(text, "+ {come}").unwrap();
        }
        // The lock that comes of it is one that codegen leaves alone.
        let next = lock(&document, Some(&own));
        assert_eq!(lock(&document, Some(&next)), next, "{name}");
        assert_eq!(names(&api(&document, Some(&next))), after, "{name}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_order_of_the_document_does_not_matter() {
    let (head, schemas) = DOCUMENT.split_once("  schemas:\n").unwrap();
    let mut components: Vec<String> = Vec::new();
    for line in schemas.lines() {
        if line.starts_with("    ") && !line.starts_with("     ") {
            components.push(String::new());
        }
        let last = components.last_mut().unwrap();
        last.push_str(line);
        last.push('\n');
    }
    components.reverse();
    let turned = format!("{head}  schemas:\n{}", components.concat());
    assert_ne!(turned, DOCUMENT);
    let own = lock(DOCUMENT, None);
    assert_eq!(lock(&turned, None), own);
    assert_eq!(lock(&turned, Some(&own)), own);
}

#[test]
fn the_locks_of_two_branches_merge() {
    let own = lock(DOCUMENT, None);
    let one = edited(
        DOCUMENT,
        &[(
            "    Kind:",
            "    Ant: {type: object, properties: {a: {type: string}}}\n    Kind:",
        )],
    );
    let other = edited(
        DOCUMENT,
        &[
            (
                "        size: {type: integer}",
                "        size: {type: string}",
            ),
            (
                "    Toy:",
                "    Zoo: {type: object, properties: {z: {type: string}}}\n    Toy:",
            ),
        ]
        .map(|(old, new)| {
            if DOCUMENT.contains(old) {
                (old, new)
            } else {
                ("    House:", "    House:")
            }
        }),
    );
    let both = edited(
        &one,
        &[(
            "    Toy:",
            "    Zoo: {type: object, properties: {z: {type: string}}}\n    Toy:",
        )],
    );
    let merged = merge(
        &own,
        &lock(&one, Some(&own)),
        &lock(&other, Some(&own)),
        &[],
    );
    assert_eq!(merged, lock(&both, Some(&merged)));
    // At one place in the file, and of one schema.
    let near = |line: &str| {
        edited(
            DOCUMENT,
            &[
                ("    Kind:", line),
                ("size: {type: integer}", "size: {type: string}"),
            ],
        )
    };
    let ant = near("    Ant: {type: object, properties: {a: {type: string}}}\n    Kind:");
    let ape = edited(
        DOCUMENT,
        &[
            (
                "    Kind:",
                "    Ape: {type: object, properties: {b: {type: string}}}\n    Kind:",
            ),
            ("size: {type: integer}", "size: {type: number}"),
        ],
    );
    let merged = merge(
        &own,
        &lock(&ant, Some(&own)),
        &lock(&ape, Some(&own)),
        &["--union"],
    );
    assert!(
        merged.contains("type Ant ") && merged.contains("type Ape "),
        "{merged}"
    );
    assert_eq!(merged.matches("type Toy ").count(), 2, "{merged}");
    assert_eq!(lock(&ant, Some(&merged)).matches("type Toy ").count(), 1);
}

fn merge(base: &str, ours: &str, theirs: &str, arguments: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("ours", ours), ("base", base), ("theirs", theirs)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = Command::new("git")
        .args(["merge-file", "-p"])
        .args(arguments)
        .args(["ours", "base", "theirs"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    text
}

#[test]
fn former_names_live_until_they_are_pruned() {
    let own = lock(DOCUMENT, None);
    let renamed = edited(
        DOCUMENT,
        &[
            ("operationId: getPet", "operationId: fetchPet"),
            ("schemas/Pet'", "schemas/Animal'"),
            ("    Pet:\n", "    Animal:\n"),
        ],
    );
    let next = lock(&renamed, Some(&own));
    for line in [
        "alias Pet = Animal",
        "alias pets.get_pet = pets.fetch_pet",
        "alias pets.GetPet = pets.FetchPet",
        "alias pets.GetPetError = pets.FetchPetError",
        "alias pets.GetPetHeaders = pets.FetchPetHeaders",
        "alias pets.GetPetOutput = pets.FetchPetOutput",
    ] {
        assert!(next.lines().any(|known| known == line), "{line}\n{next}");
    }
    // Renamed once more, all former names name what it is now.
    let again = edited(
        &renamed,
        &[
            ("operationId: fetchPet", "operationId: loadPet"),
            ("schemas/Animal'", "schemas/Beast'"),
            ("    Animal:\n", "    Beast:\n"),
        ],
    );
    let last = lock(&again, Some(&next));
    for line in [
        "alias Pet = Beast",
        "alias Animal = Beast",
        "alias pets.get_pet = pets.load_pet",
        "alias pets.fetch_pet = pets.load_pet",
        "alias pets.GetPetError = pets.LoadPetError",
    ] {
        assert!(last.lines().any(|known| known == line), "{line}\n{last}");
    }
    // What goes for a while comes back under its name; pruned, nothing of it is left.
    let kept = lock_of(&last).unwrap().without_aliases().render();
    let pruned = NameLock::of(&api(&again, Some(&kept)), None).render();
    assert!(!pruned.contains("alias "), "{pruned}");
    assert!(
        pruned.contains("type PetOwner ") && pruned.contains("type Beast "),
        "{pruned}"
    );
    let without = edited(
        DOCUMENT,
        &[
            ("    House:", "    Villa:"),
            ("schemas/House'", "schemas/Villa'"),
            ("street", "road"),
        ],
    );
    let gone = lock(&without, Some(&own));
    assert!(gone.contains(" #/components/schemas/House\n"), "{gone}");
    assert!(
        !NameLock::of(&api(&without, Some(&own)), None)
            .render()
            .contains("schemas/House\n")
    );
    assert_eq!(
        names(&api(DOCUMENT, Some(&gone))),
        names(&api(DOCUMENT, Some(&own)))
    );
}

#[test]
fn what_is_no_file_of_names_is_told_by_its_lines() {
    let text = "# names
type Pet = 0a1b2c3d #/components/schemas/Pet
<<<<<<< ours
type Pet = 0a1b2c3d #/components/schemas/Animal
=======
type Dog = 0a1b2c3d #/components/schemas/Pet
>>>>>>> theirs
type Pet = 11111111 #/components/schemas/Pet
type not-a-name = #/components/schemas/Cat
type Cat = schemas
field Pet.id = _id
field Pet.id = id
operation pets.get = get GET /pets
operation pets.get GetPets = get GET /pets/{id}
operation pets.list ListPets = list GET /pets/{name}
operation pets.find FindPets = list GET /pets/{name}
item pets.PetsError = error get GET /pets
group pets = Pets
item pets.X = nothing GET /pets
alias pets.get = toys.get
nonsense
";
    let mut report = Report::new();
    assert!(NameLock::parse(text, &mut report).is_none());
    let codes = report.diagnostics().iter().map(|one| one.code);
    assert!(codes.into_iter().all(|code| code == Code::Names));
    insta::assert_snapshot!(drawn(&report, text));
}

/// What git keeps of two branches with `merge=union`: lines that both have may stand twice.
#[test]
fn repeated_lines_are_read_once() {
    let own = lock(DOCUMENT, None);
    let twice: String = own
        .lines()
        .map(|line| format!("{line}\n{line}\r\n"))
        .collect();
    assert_eq!(lock_of(&format!("\u{feff}{twice}")), lock_of(&own));
}

#[test]
fn long_names_of_any_letters_are_read_back() {
    let document = DOCUMENT
        .replace("Pet'", &format!("{}'", "日本".repeat(60)))
        .replace("    Pet:", &format!("    {}:", "日本".repeat(60)))
        .replace("listToys", &"玩具".repeat(60));
    let own = lock(&document, None);
    assert_eq!(lock(&document, Some(&own)), own);
}

/// What is gone is had again where it was, and not by what looks like it elsewhere.
#[test]
fn what_is_gone_names_nothing_else() {
    let toy = "    Toy: {type: object, properties: {keeper: {type: object, properties: {address: {type: string}}}, size: {type: integer}}}\n";
    let without = edited(
        DOCUMENT,
        &[
            ("{$ref: '#/components/schemas/Toy'}", "{type: string}"),
            (toy, ""),
        ],
    );
    let gone = lock(&without, Some(&lock(DOCUMENT, None)));
    assert!(
        gone.contains("type Toy = #/components/schemas/Toy\n"),
        "{gone}"
    );
    let other = without.replace(
        "    House:",
        &format!("{}    House:", toy.replace("Toy", "Game")),
    );
    let next = lock(&other, Some(&gone));
    assert!(
        next.contains("type Game = ") && !next.contains("alias "),
        "{next}"
    );
    assert_eq!(
        names(&api(DOCUMENT, Some(&next))),
        names(&api(DOCUMENT, None))
    );
}

/// A group without a line is that of its tag.
#[test]
fn lines_that_are_deleted_leave_a_file_that_can_be_read() {
    let own = lock(DOCUMENT, None);
    let retagged = DOCUMENT.replace("tags: [Pets]", "tags: [Toys]");
    let next = lock(&retagged, Some(&own));
    for group in ["group pets = ", "group toys = "] {
        let cut: String = next
            .lines()
            .filter(|line| !line.starts_with(group))
            .map(|line| format!("{line}\n"))
            .collect();
        let last = lock(&retagged, Some(&cut));
        assert_eq!(lock(&retagged, Some(&last)), last, "{group}");
    }
}

/// A former name gives way to a type of another media type of an operation.
#[test]
fn former_names_give_way_to_views() {
    let text = "'200': {description: All., content: {text/csv: {schema: {type: string}}, application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}";
    let json = "'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}";
    let with_both = edited(DOCUMENT, &[(json, text)]);
    let view = api(&with_both, None);
    let view = view.groups.iter().flat_map(|group| &group.operations);
    let view = view.flat_map(|one| &one.views).next().unwrap();
    let taken = edited(
        DOCUMENT,
        &[
            (
                "operationId: getPet",
                &format!("operationId: {}", view.ident),
            ),
            ("tags: [Toys]", "tags: [Pets]"),
        ],
    );
    let own = lock(&taken, None);
    let now = edited(
        &with_both,
        &[
            ("operationId: getPet", "operationId: fetchPet"),
            ("tags: [Toys]", "tags: [Pets]"),
        ],
    );
    let next = api(&now, Some(&own));
    let former = next.groups.iter().flat_map(|group| &group.former_types);
    assert!(former.clone().count() > 0);
    assert!(former.into_iter().all(|(old, _)| *old != view.ident));
}

/// With the lock that they make, documents become what they become without.
#[test]
fn a_document_with_its_own_lock_is_the_same() {
    for path in fixture::all() {
        let mut fixture = Fixture::read(&path);
        let files = fixture.files();
        let (api, _) = fixture.model();
        let own = NameLock::of(&api.unwrap(), None);
        let text = own.render();
        let read =
            lock_of(&text).unwrap_or_else(|report| panic!("{}\n{report}\n{text}", fixture.name));
        assert!(read.render() == text, "{}", fixture.name);
        fixture.target.names = Some(read.clone());
        assert!(fixture.files() == files, "{}", fixture.name);
        let (api, _) = fixture.model();
        assert_eq!(
            NameLock::of(&api.unwrap(), Some(&read)).render(),
            text,
            "{}",
            fixture.name
        );
    }
}

/// Paths that only the names of their parameters tell apart, and operations whose names collide.
#[test]
fn operations_of_paths_that_look_alike_keep_their_own_names() {
    let document = "
openapi: 3.1.0
info: {title: Files, version: '1'}
paths:
  /files/{fileId}:
    parameters: [{name: fileId, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getFile
      responses:
        '200': {description: It., content: {application/json: {schema: {type: object, properties: {size: {type: integer}}}}}}
        '404': {description: None., content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}
  /files/{name}:
    parameters: [{name: name, in: path, required: true, schema: {type: string}}]
    get:
      operationId: get-file
      responses:
        '200': {description: It., content: {application/json: {schema: {type: object, properties: {size: {type: integer}}}}}}
        '404': {description: None., content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}
";
    let own = lock(document, None);
    assert_eq!(lock(document, Some(&own)), own);
    let (head, paths) = document.split_once("  /files/{fileId}:").unwrap();
    let (first, second) = paths.split_once("  /files/{name}:").unwrap();
    let turned = format!("{head}  /files/{{name}}:{second}  /files/{{fileId}}:{first}");
    assert_eq!(lock(&turned, Some(&own)), own);
    assert_eq!(
        names(&api(&turned, Some(&own))),
        names(&api(document, Some(&own)))
    );
    insta::assert_snapshot!(own);
}
