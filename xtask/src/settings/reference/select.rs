//! The table `select` of a target.

use super::{Kind, Setting, Table};

const fn key(key: &'static str, meaning: &'static str, example: &'static str) -> Setting {
    Setting {
        table: Table::Select,
        key,
        kind: Kind::Texts,
        default: Some("none"),
        meaning,
        effect: "Which operations, and which of the types, there are.",
        example,
    }
}

pub(super) const SETTINGS: &[Setting] = &[
    key("tags", "Operations by tag.", "tags = [\"pets\"]"),
    key(
        "operations",
        "Operations by id, by method and path, or by JSON Pointer.",
        "operations = [\"listPets\", \"GET /toys\"]",
    ),
    key(
        "paths",
        "Operations by path, where `*` stands for anything.",
        "paths = [\"/shops/*\"]",
    ),
    key(
        "webhooks",
        "Webhooks by name, where `*` stands for anything; they are left out otherwise.",
        "webhooks = [\"petSold\"]",
    ),
    key(
        "except",
        "What is left out of what is chosen, or of all where nothing is: operations and paths as above, or `tag:NAME`.",
        "except = [\"tag:beta\", \"DELETE /pets/{id}\"]",
    ),
];
