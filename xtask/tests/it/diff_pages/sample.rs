//! Comparisons made by hand: everything that a page has to show.

use bindery::diff::catalogue::Code;
use bindery::diff::change::{
    Accepted, Bump, Change, Comparison, Edition, Effect, Impact, OperationName, RustChange, Side,
    Spot, Stale,
};

use super::hostile::hostile;

/// Two targets: one with all there is, one with changes that try to break out; and one without a change.
pub fn sample() -> Vec<Comparison> {
    vec![pets(), hostile(), unchanged()]
}

/// One target with so many changes, of which a tenth is breaking.
pub fn many(number: usize) -> Comparison {
    let pets = pets();
    let changes = (0..number).map(|index| {
        let mut change = pets.changes[index % 3].clone();
        change.id = format!("change-{index}");
        change.subject = format!("Pet{index}.name");
        change.message.push_str(&format!(" ({index})"));
        change.impact = match index % 10 {
            0 => Impact::Breaking,
            1..=3 => Impact::Warning,
            _ => Impact::Info,
        };
        change
    });
    Comparison {
        changes: changes.collect(),
        ..pets
    }
}

fn pets() -> Comparison {
    Comparison {
        target: "pets".to_owned(),
        old: edition("main", "1.4.0"),
        new: edition("spec/pets.yaml", "2.0.0"),
        changes: vec![removed(), shortened(), renamed(), added(), accepted()],
        rust_only: rust_only(),
        bump: Bump::Major,
        crate_version: ("0.3.1".to_owned(), "0.4.0".to_owned()),
        stale: vec![
            Stale {
                file: "spec/accepted.toml".to_owned(),
                line: 12,
                message: "no change needs `operation-removed` at `GET /cats` any longer".to_owned(),
            },
            Stale {
                file: "spec/accepted.toml".to_owned(),
                line: 20,
                message: "the last day was 2026-01-31".to_owned(),
            },
        ],
    }
}

fn edition(label: &str, version: &str) -> Edition {
    Edition {
        label: label.to_owned(),
        document: "spec/pets.yaml".to_owned(),
        title: "Pets".to_owned(),
        version: version.to_owned(),
    }
}

pub fn change(
    id: &str,
    code: Code,
    impact: Impact,
    side: Side,
    message: &str,
    subject: &str,
) -> Change {
    Change {
        id: id.to_owned(),
        code,
        impact,
        side,
        message: message.to_owned(),
        subject: subject.to_owned(),
        old: None,
        new: None,
        old_value: None,
        new_value: None,
        operations: Vec::new(),
        advice: code.advice().to_owned(),
        confidence: None,
        rust: Vec::new(),
        accepted: None,
    }
}

fn spot(line: usize, pointer: &str, excerpt: &str) -> Option<Spot> {
    Some(Spot {
        file: "spec/pets.yaml".to_owned(),
        line: Some(line),
        column: Some(5),
        pointer: pointer.to_owned(),
        excerpt: Some(excerpt.to_owned()),
    })
}

pub fn operation(method: &str, path: &str, id: &str, tag: &str) -> OperationName {
    OperationName {
        method: method.to_owned(),
        path: path.to_owned(),
        id: id.to_owned(),
        tags: vec![tag.to_owned()],
    }
}

pub fn rust(
    item: &str,
    effect: Effect,
    bump: Bump,
    old: Option<&str>,
    new: Option<&str>,
) -> RustChange {
    RustChange {
        item: item.to_owned(),
        effect,
        bump,
        note: String::new(),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        accepted: None,
    }
}

fn removed() -> Change {
    Change {
        old: spot(
            40,
            "#/paths/~1pets~1{petId}/delete",
            "delete:\n  operationId: deletePet\n  responses:\n    '204':\n      description: Gone.",
        ),
        new: spot(
            31,
            "#/paths/~1pets~1{petId}",
            "/pets/{petId}:\n  get:\n    operationId: getPet",
        ),
        operations: vec![operation("DELETE", "/pets/{petId}", "deletePet", "pets")],
        rust: vec![rust(
            "Client::delete_pet",
            Effect::Removed,
            Bump::Major,
            Some("pub async fn delete_pet(&self, pet_id: i64) -> Result<(), Error>;"),
            None,
        )],
        ..change(
            "operation-removed-delete-pet",
            Code::OperationRemoved,
            Impact::Breaking,
            Side::Document,
            "the operation `deletePet` is gone",
            "DELETE /pets/{petId}",
        )
    }
}

fn shortened() -> Change {
    let operations = (1..=30).map(|number| {
        let tag = if number % 2 == 0 { "pets" } else { "owners" };
        operation(
            "POST",
            &format!("/shops/{number}/pets"),
            &format!("addPet{number}"),
            tag,
        )
    });
    let (before, after) = (
        "pub struct Pet {\n    /// Its name.\n    pub name: String,\n    pub tag: Option<String>,\n}",
        "pub struct Pet {\n    /// Its name, at most 40 characters.\n    pub name: Name,\n    pub tag: Option<String>,\n}",
    );
    Change {
        old: spot(
            71,
            "#/components/schemas/Pet/properties/name",
            "name:\n  type: string\n  maxLength: 80",
        ),
        new: spot(
            68,
            "#/components/schemas/Pet/properties/name",
            "name:\n  type: string\n  description: Its name.\n  maxLength: 40",
        ),
        old_value: Some("80".to_owned()),
        new_value: Some("40".to_owned()),
        operations: operations.collect(),
        rust: vec![
            rust(
                "types::Pet",
                Effect::Changed,
                Bump::Major,
                Some(before),
                Some(after),
            ),
            rust(
                "types::Pet::name",
                Effect::Changed,
                Bump::Major,
                Some("String"),
                Some("Name"),
            ),
        ],
        ..change(
            "max-length-lowered-pet-name",
            Code::MaxLengthLowered,
            Impact::Breaking,
            Side::Request,
            "the longest `name` has 40 characters, not 80",
            "Pet.name",
        )
    }
}

fn renamed() -> Change {
    Change {
        old: spot(90, "#/components/schemas/Owner", "Owner:\n  type: object"),
        new: spot(88, "#/components/schemas/Keeper", "Keeper:\n  type: object"),
        old_value: Some("Owner".to_owned()),
        new_value: Some("Keeper".to_owned()),
        operations: vec![operation("GET", "/owners", "listOwners", "owners")],
        confidence: Some(0.87),
        ..change(
            "renamed-owner",
            Code::OperationAdded,
            Impact::Warning,
            Side::Response,
            "the schema `Owner` is likely `Keeper` now",
            "Owner",
        )
    }
}

fn added() -> Change {
    Change {
        new: spot(
            50,
            "#/paths/~1pets~1search/get",
            "get:\n  operationId: searchPets",
        ),
        operations: vec![operation("GET", "/pets/search", "searchPets", "pets")],
        rust: vec![rust(
            "Client::search_pets",
            Effect::Added,
            Bump::Minor,
            None,
            Some("pub async fn search_pets(&self) -> Result<Vec<Pet>, Error>;"),
        )],
        ..change(
            "operation-added-search-pets",
            Code::OperationAdded,
            Impact::Info,
            Side::Document,
            "the operation `searchPets` is new",
            "GET /pets/search",
        )
    }
}

fn accepted() -> Change {
    Change {
        accepted: Some(Accepted {
            reason: "nobody calls it".to_owned(),
            until: "2026-12-31".to_owned(),
        }),
        ..change(
            "operation-removed-list-cats",
            Code::OperationRemoved,
            Impact::Breaking,
            Side::Document,
            "the operation `listCats` is gone",
            "GET /cats",
        )
    }
}

fn rust_only() -> Vec<RustChange> {
    vec![
        RustChange {
            note: "the name was that of another type".to_owned(),
            ..rust(
                "types::Kind2",
                Effect::Changed,
                Bump::Major,
                Some("pub enum Kind2 { Cat, Dog }"),
                Some("pub enum PetKind { Cat, Dog }"),
            )
        },
        rust(
            "types::Pet::builder",
            Effect::Added,
            Bump::Minor,
            None,
            Some("pub fn builder() -> PetBuilder;"),
        ),
        RustChange {
            accepted: Some(Accepted {
                reason: "internal".to_owned(),
                until: "2027-01-01".to_owned(),
            }),
            ..rust(
                "types::Internal",
                Effect::Removed,
                Bump::Major,
                Some("pub struct Internal;"),
                None,
            )
        },
    ]
}

fn unchanged() -> Comparison {
    Comparison {
        target: "shops".to_owned(),
        old: edition("main", "1.0.0"),
        new: edition("spec/pets.yaml", "1.0.0"),
        changes: Vec::new(),
        rust_only: Vec::new(),
        bump: Bump::Patch,
        crate_version: ("1.2.3".to_owned(), "1.2.3".to_owned()),
        stale: Vec::new(),
    }
}
