//! The table `limits`.

use super::{Kind, Setting, Table};

const fn limit(
    key: &'static str,
    default: &'static str,
    meaning: &'static str,
    example: &'static str,
) -> Setting {
    Setting {
        table: Table::Limits,
        key,
        kind: Kind::Count(0),
        default: Some(default),
        meaning,
        effect: "None: a document beyond the limit is refused.",
        example,
    }
}

pub(super) const SETTINGS: &[Setting] = &[
    limit(
        "bytes",
        "64 MiB",
        "How many bytes a file of a document may have.",
        "bytes = 134217728",
    ),
    limit(
        "depth",
        "100",
        "How deep mappings and sequences may be nested, at most 120.",
        "depth = 120",
    ),
    limit(
        "files",
        "10,000",
        "How many files a document may consist of.",
        "files = 20000",
    ),
    limit(
        "nodes",
        "4,000,000",
        "How many nodes a file may have when its anchors are expanded. 256 bytes of a text count as one.",
        "nodes = 8000000",
    ),
];
