//! How the results of an operation come in pages, as plain data.

use super::ident::Ident;
use super::types::{Presence, TypeRef};

/// How the results of an operation come in pages. Places are JSON Pointers into the response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// How the next page is named.
    pub style: PaginationStyle,
    /// Where the items are.
    pub items: String,
    /// Where a boolean says whether another page follows.
    pub more: Option<String>,
    /// Where the number of the items of all pages is.
    pub total: Option<String>,
    /// Where the number of all pages is.
    pub total_pages: Option<String>,
    /// The type of an item.
    pub item: TypeRef,
    /// How the items are taken from each success, in the order of the successes; `None` from one without a
    /// body.
    pub outputs: Vec<Option<ItemsPath>>,
    /// The parameter that names a page, as an index.
    pub parameter: Option<usize>,
    /// The parameter that says how many items a page has, as an index.
    pub limit: Option<usize>,
}

/// How the next page is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaginationStyle {
    /// By the link at a place of the body.
    NextLink(String),
    /// By a `Link` header.
    LinkHeader,
    /// By the value at a place of the body.
    Cursor(String),
    /// By the value at a place of the last item.
    LastItem(String),
    /// By its number; the first page has this one.
    Page(u64),
    /// By the number of its first item; the first of all has this one.
    Offset(u64),
}

/// The fields from a body to the items in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemsPath {
    /// Whether the body may be null.
    pub is_nullable: bool,
    /// The fields, from the body.
    pub fields: Vec<(Ident, Presence)>,
    /// Whether the items are a set.
    pub is_set: bool,
}
