//! [`Paginated`]: what generated code says of an operation whose results come in pages.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Operation;

/// An operation whose results come in pages. The settings of the crate say which are.
///
/// [`Call::pages`](super::Call::pages) and [`Call::items`](super::Call::items) go through them.
pub trait Paginated: Operation + Clone + Send + 'static {
    /// What the pages hold.
    type Item;

    /// Where a page says what follows it.
    const PAGINATION: Pagination;

    /// The items of a page; none where it lacks them.
    fn items(output: Self::Output) -> Vec<Self::Item>;

    /// The value of the parameter that names a page: a cursor, a page's number, an offset. `None` where it
    /// is not set, and where a link names the next page.
    fn page_parameter(&self) -> Option<Value> {
        None
    }

    /// Sets the parameter that names a page.
    ///
    /// # Errors
    /// When the value is none of the parameter's type.
    fn set_page_parameter(&mut self, value: Value) -> Result<(), serde_json::Error> {
        drop(value);
        Ok(())
    }

    /// The value of the parameter that says how many items a page has, where it is set, and where a page
    /// of fewer is the last one.
    fn page_limit(&self) -> Option<Value> {
        None
    }
}

/// Where a page says what follows it. Places are JSON Pointers (RFC 6901) into the response.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// How the next page is named.
    pub style: PaginationStyle,
    /// Where the items are.
    pub items: &'static str,
    /// Where a boolean says whether another page follows.
    pub more: Option<&'static str>,
    /// Where the number of the items of all pages is.
    pub total: Option<&'static str>,
    /// Where the number of all pages is.
    pub total_pages: Option<&'static str>,
}

/// How the next page is named.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaginationStyle {
    /// By a link in the body.
    NextLink {
        /// Where the link is.
        next: &'static str,
    },
    /// By a `Link` header with the relation `next` (RFC 8288).
    LinkHeader,
    /// By a value in the body, which goes into a parameter.
    Cursor {
        /// Where the value is.
        next: &'static str,
    },
    /// By a value of the last item, which goes into a parameter.
    LastItem {
        /// Where the value is, from the item.
        key: &'static str,
    },
    /// By its number.
    Page {
        /// The number of the first page.
        first: u64,
    },
    /// By the number of its first item.
    Offset {
        /// The number of the first item of all.
        first: u64,
    },
}

impl Pagination {
    /// Pages whose items are at a place.
    #[must_use]
    pub const fn new(items: &'static str, style: PaginationStyle) -> Self {
        Self {
            style,
            items,
            more: None,
            total: None,
            total_pages: None,
        }
    }

    /// With a boolean that says whether another page follows.
    #[must_use]
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// With the number of the items of all pages.
    #[must_use]
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }

    /// With the number of all pages.
    #[must_use]
    pub const fn total_pages(mut self, pointer: &'static str) -> Self {
        self.total_pages = Some(pointer);
        self
    }
}

/// The value of a parameter, for [`Paginated::page_parameter`].
pub fn page_value<T: Serialize>(parameter: &T) -> Option<Value> {
    let value = serde_json::to_value(parameter).ok()?;
    (!value.is_null()).then_some(value)
}

/// Sets a parameter, for [`Paginated::set_page_parameter`]. Where a server answers the number 7, the
/// parameter may be the string `7`, and the other way round.
///
/// # Errors
/// When the value is none of the parameter's type.
pub fn set_page_value<T: DeserializeOwned>(
    parameter: &mut T,
    value: Value,
) -> Result<(), serde_json::Error> {
    *parameter = match T::deserialize(&value) {
        Ok(value) => value,
        Err(error) => other_form(&value)
            .and_then(|value| T::deserialize(value).ok())
            .ok_or(error)?,
    };
    Ok(())
}

fn other_form(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Some(Value::String(number.to_string())),
        Value::String(text) => text.parse().ok().map(Value::Number),
        _ => None,
    }
}

/// Where to go on: a page, and how many of its items were read already.
///
/// It is made to be kept: it can be serialised, in a form of its own. It may hold what a link of the API
/// holds in its query, so `Debug` shows nothing of it. It has no host: it goes to the base URL of the
/// client that it is handed to.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PageToken {
    pub(crate) page: PagePosition,
    /// How many items the pages before it had.
    #[serde(default)]
    pub(crate) before: u64,
    /// How many of its own items were read.
    #[serde(default)]
    pub(crate) skip: usize,
}

/// Which page.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PagePosition {
    /// The one that the call asks for.
    First,
    /// The one at a path with a query.
    Link(String),
    /// The one of a value of the parameter.
    Value(Value),
}

impl PageToken {
    pub(crate) fn first() -> Self {
        Self {
            page: PagePosition::First,
            before: 0,
            skip: 0,
        }
    }
}

impl std::fmt::Debug for PageToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PageToken").finish_non_exhaustive()
    }
}
