//! The table `package`: what the manifest of the crate says.

use super::{Key, Kind, Setting, Table};

const MANIFEST: &str = "The key of the same name in the manifest.";

const fn key(
    key: &'static str,
    kind: Kind,
    default: &'static str,
    meaning: &'static str,
    effect: &'static str,
    example: &'static str,
) -> Setting {
    Setting {
        table: Table::Package,
        key,
        kind,
        default: Some(default),
        meaning,
        effect,
        example,
    }
}

pub(super) const SETTINGS: &[Setting] = &[
    key(
        "version",
        Kind::Text,
        "`0.1.0`",
        "The version of the crate. `cargo xtask diff` says which the next one is.",
        "The key of the same name in the manifest, and the user agent.",
        "version = \"1.4.0\"",
    ),
    key(
        "description",
        Kind::Text,
        "made of the document's title",
        "One line on the crate.",
        MANIFEST,
        "description = \"Client for the API of the pet store\"",
    ),
    key(
        "license",
        Kind::Text,
        "none",
        "An SPDX expression.",
        MANIFEST,
        "license = \"MIT OR Apache-2.0\"",
    ),
    key(
        "repository",
        Kind::Text,
        "none",
        "Where the source is.",
        MANIFEST,
        "repository = \"https://example.com/petstore.git\"",
    ),
    key(
        "homepage",
        Kind::Text,
        "none",
        "The page of the product.",
        MANIFEST,
        "homepage = \"https://example.com\"",
    ),
    key(
        "documentation",
        Kind::Text,
        "none, which the registry takes as docs.rs",
        "Where the documentation is.",
        MANIFEST,
        "documentation = \"https://example.com/docs\"",
    ),
    key(
        "authors",
        Kind::Texts,
        "none",
        "Who wrote it.",
        MANIFEST,
        "authors = [\"The pet store <api@example.com>\"]",
    ),
    key(
        "readme",
        Kind::Text,
        "`README.md`, which is generated",
        "The page that the registry shows, below the output folder.",
        "The key of the same name in the manifest; the file is among those that are published.",
        "readme = \"README.crates.md\"",
    ),
    key(
        "keywords",
        Kind::Texts,
        "none",
        "At most five, as the registry asks.",
        MANIFEST,
        "keywords = [\"pets\", \"api\", \"client\"]",
    ),
    key(
        "categories",
        Kind::Texts,
        "none",
        "At most five, of the registry's list.",
        MANIFEST,
        "categories = [\"api-bindings\"]",
    ),
    key(
        "publish",
        Kind::Publish,
        "unsaid, which is yes",
        "Whether the crate may be published; or the registries that it may be published in.",
        MANIFEST,
        "publish = false",
    ),
    key(
        "rust-version",
        Kind::Text,
        "the oldest Rust that the code compiles with",
        "The oldest Rust that the crate is for, where that is a newer one. The edition is not to choose: the code is written in one.",
        "The key of the same name in the manifest, and a line of the README.",
        "rust-version = \"1.90\"",
    ),
    key(
        "features",
        Kind::TextsBy(Key::Name("features")),
        "none",
        "Features beside those of the runtime and of tags, with what each turns on. Attributes can ask for them.",
        "The features of the manifest.",
        "[target.petstore.package.features]\nschema = [\"dep:schemars\"]",
    ),
    key(
        "dependencies",
        Kind::Dependencies,
        "none",
        "What the types in `formats` and `types`, `derives` and `attributes` need. Known types of `formats` bring their own.",
        "The dependencies of the manifest.",
        "[target.petstore.package.dependencies]\nrust_decimal = { version = \"1\", features = [\"serde\"] }",
    ),
    key(
        "dev-dependencies",
        Kind::Dependencies,
        "none",
        "What the tests need that you write beside the generated files.",
        "The development dependencies of the manifest.",
        "[target.petstore.package.dev-dependencies]\nwiremock = \"0.6\"",
    ),
];
