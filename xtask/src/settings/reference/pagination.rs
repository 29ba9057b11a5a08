//! The tables `pagination`: how the results of operations come in pages.

use super::{Kind, Setting, Table};

const ITEMS: &str = "The calls get `items()` and `pages()`.";

const fn key(
    key: &'static str,
    kind: Kind,
    default: Option<&'static str>,
    meaning: &'static str,
    effect: &'static str,
    example: &'static str,
) -> Setting {
    Setting {
        table: Table::Pagination,
        key,
        kind,
        default,
        meaning,
        effect,
        example,
    }
}

pub(super) const SETTINGS: &[Setting] = &[
    key(
        "operations",
        Kind::Texts,
        None,
        "The operations that it is about: their ids, or their JSON Pointers.",
        ITEMS,
        "operations = [\"listPets\", \"#/paths/~1shops/get\"]",
    ),
    key(
        "style",
        Kind::Choice(&["next-link", "link-header", "cursor", "page", "offset"]),
        None,
        "How the next page is named: by a link in the body, by a header `Link`, by a value in the body, by its number, or by the number of its first item.",
        "How a page asks for the next one.",
        "style = \"cursor\"\ncursor = \"/next\"\nparameter = \"after\"",
    ),
    key(
        "items",
        Kind::Text,
        None,
        "Where the items are: a JSON Pointer into the response. Empty where the response is the list.",
        "The type of the items that `items()` gives.",
        "items = \"/data\"",
    ),
    key(
        "next",
        Kind::Text,
        Some("none"),
        "Where the link to the next page is, for `next-link`.",
        "Pages follow this link, within the origin of the first one.",
        "style = \"next-link\"\nnext = \"/_links/next/href\"",
    ),
    key(
        "cursor",
        Kind::Text,
        Some("none"),
        "Where the value is that names the next page, for `cursor`.",
        "Pages send it in `parameter`.",
        "style = \"cursor\"\ncursor = \"/meta/next_cursor\"\nparameter = \"cursor\"",
    ),
    key(
        "last-item",
        Kind::Text,
        Some("none"),
        "Where in the last item the value is that names the next page, in place of `cursor`.",
        "Pages send it in `parameter`.",
        "style = \"cursor\"\nlast-item = \"/id\"\nparameter = \"starting_after\"",
    ),
    key(
        "parameter",
        Kind::Text,
        Some("none"),
        "The parameter that names a page, for `cursor`, `page` and `offset`.",
        "Pages set this parameter.",
        "style = \"page\"\nparameter = \"page\"",
    ),
    key(
        "first",
        Kind::Count(0),
        Some("1 for `page`, 0 for `offset`"),
        "The number of the first page, or of the first item.",
        "Pages count from it.",
        "style = \"page\"\nparameter = \"page\"\nfirst = 0",
    ),
    key(
        "limit",
        Kind::Text,
        Some("none"),
        "The parameter that says how many items a page has. A page of fewer is the last, for `page` and `offset`.",
        "One call less at the end.",
        "style = \"offset\"\nparameter = \"offset\"\nlimit = \"limit\"",
    ),
    key(
        "more",
        Kind::Text,
        Some("none"),
        "Where a boolean says whether another page follows.",
        "Pages end where it is false.",
        "style = \"cursor\"\nlast-item = \"/id\"\nparameter = \"starting_after\"\nmore = \"/has_more\"",
    ),
    key(
        "total",
        Kind::Text,
        Some("none"),
        "Where the number of the items of all pages is, for `page` and `offset`.",
        "Pages end after so many items.",
        "style = \"offset\"\nparameter = \"offset\"\ntotal = \"/total\"",
    ),
    key(
        "total-pages",
        Kind::Text,
        Some("none"),
        "Where the number of all pages is, for `page`.",
        "Pages end with this one.",
        "style = \"page\"\nparameter = \"page\"\ntotal-pages = \"/page_count\"",
    ),
];
