//! A change to a document touches the files that it concerns, and no others.

use crate::fixture::Fixture;

const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: Locality, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses: {'204': {description: None.}}
components:
  schemas:
    Pet:
      type: object
      properties:
        id: {type: string}
        kind: {type: string, enum: [cat, dog]}
    Toy: {type: object, properties: {_id: {type: string}}}
";

/// The paths of the files that differ.
fn changed(old: &str, new: &str) -> Vec<String> {
    let old = Fixture::of("locality", old.to_owned()).files();
    let new = Fixture::of("locality", new.to_owned()).files();
    let mut paths: Vec<String> = old
        .paths()
        .chain(new.paths())
        .filter(|path| old.get(path) != new.get(path))
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn a_new_property_touches_its_type() {
    let new = DOCUMENT.replace(
        "id: {type: string}\n        kind",
        "id: {type: string}\n        age: {type: integer}\n        kind",
    );
    assert_eq!(changed(DOCUMENT, &new), ["src/types/pet.rs"]);
}

#[test]
fn a_new_value_touches_its_type() {
    let new = DOCUMENT.replace("[cat, dog]", "[cat, emu, dog]");
    assert_eq!(changed(DOCUMENT, &new), ["src/types/pet.rs"]);
}

#[test]
fn a_new_schema_touches_the_index() {
    let new = DOCUMENT.replace("    Toy:", "    pet_: {type: string}\n    Toy:");
    assert_eq!(changed(DOCUMENT, &new).len(), 2);
    let new = DOCUMENT.replace("    Toy:", "    Shop: {type: string}\n    Toy:");
    assert_eq!(
        changed(DOCUMENT, &new),
        ["src/types/mod.rs", "src/types/shop.rs"]
    );
}

#[test]
fn a_new_operation_touches_its_tag() {
    let operation =
        "    post: {operationId: addPet, tags: [Pets], responses: {'204': {description: None.}}}\n";
    let new = DOCUMENT.replace("components:", &format!("{operation}components:"));
    assert_eq!(
        changed(DOCUMENT, &new),
        ["README.md", "src/operations/pets.rs"]
    );
}

#[test]
fn the_order_of_components_is_nothing() {
    let (pets, toy) = DOCUMENT.split_once("    Pet:\n").unwrap();
    let (pet, toy) = toy.split_once("    Toy:").unwrap();
    let new = format!("{pets}    Toy:{toy}    Pet:\n{pet}");
    assert_eq!(changed(DOCUMENT, &new), Vec::<String>::new());
}
