//! What follows a page. No I/O: a page in, a position out.

use http::Uri;
use serde_json::Value;

use super::pagination::PagePosition;
use super::{Paginated, PaginationErrorKind, PaginationStyle, RawResponse};
use super::{link_header, uri_reference};

/// Why a page's successor cannot be followed.
pub(crate) type Fault = (PaginationErrorKind, String);

/// What follows a page, if anything, and how many items the page has.
pub(crate) struct Successor {
    pub(crate) page: Option<PagePosition>,
    pub(crate) items: u64,
}

/// Tells what follows the page that `operation` asked for. `url` is the page's, `before` how many items the
/// pages before it had.
pub(crate) fn successor<O: Paginated>(
    operation: &O,
    url: &Uri,
    response: &RawResponse,
    before: u64,
) -> Result<Successor, Fault> {
    let pagination = O::PAGINATION;
    let is_in_headers =
        pagination.style == PaginationStyle::LinkHeader && pagination.more.is_none();
    // An answer without a body, such as 204, is a page without items.
    let body: Value = if is_in_headers || response.body().is_empty() {
        Value::Null
    } else {
        response
            .json()
            .map_err(|failure| invalid(format!("the page is not JSON: {}", failure.message())))?
    };
    let found = body.pointer(pagination.items).and_then(Value::as_array);
    let items: &[Value] = found.map_or(&[], Vec::as_slice);
    let count = items.len() as u64;
    let end = Successor {
        page: None,
        items: count,
    };

    let more = pagination.more.and_then(|more| body.pointer(more));
    if more.is_some_and(|more| more.as_bool() == Some(false)) {
        return Ok(end);
    }
    let page = match &pagination.style {
        PaginationStyle::NextLink { next } => match value_at(&body, next)? {
            Some(Value::String(text)) => Some(link(url, text)?),
            Some(_) => return Err(invalid(format!("`{next}` is not a link"))),
            None => None,
        },
        PaginationStyle::LinkHeader => match link_header::next(response.headers()) {
            Some(text) => Some(link(url, &text)?),
            None => None,
        },
        PaginationStyle::Cursor { next } => {
            value_at(&body, next)?.cloned().map(PagePosition::Value)
        }
        PaginationStyle::LastItem { key } => match items.last() {
            Some(last) => match value_at(last, key)? {
                Some(value) => Some(PagePosition::Value(value.clone())),
                None => return Err(invalid(format!("the last item has no `{key}`"))),
            },
            None => None,
        },
        PaginationStyle::Page { .. } | PaginationStyle::Offset { .. } if count == 0 => None,
        PaginationStyle::Page { first } => {
            let page = current(operation, *first)?;
            let pages = number_at(&body, pagination.total_pages);
            let total = number_at(&body, pagination.total);
            let is_last = pages.is_some_and(|pages| page.saturating_sub(*first) + 1 >= pages)
                || total.is_some_and(|total| before.saturating_add(count) >= total);
            let is_told = more.is_some() || pages.is_some() || total.is_some();
            let is_over = is_last || (!is_told && is_short(operation, count));
            (!is_over).then(|| PagePosition::Value(page.saturating_add(1).into()))
        }
        PaginationStyle::Offset { first } => {
            // By what arrived and not by what was asked for: servers cap limits.
            let next = current(operation, *first)?.saturating_add(count);
            let total = number_at(&body, pagination.total);
            let is_last = total.is_some_and(|total| next.saturating_sub(*first) >= total);
            let is_told = more.is_some() || total.is_some();
            let is_over = is_last || (!is_told && is_short(operation, count));
            (!is_over).then(|| PagePosition::Value(next.into()))
        }
    };
    Ok(Successor { page, ..end })
}

fn invalid(message: String) -> Fault {
    (PaginationErrorKind::Invalid, message)
}

/// A string or a number. What is absent, null or empty ends the pages.
fn value_at<'b>(body: &'b Value, pointer: &str) -> Result<Option<&'b Value>, Fault> {
    match body.pointer(pointer) {
        None | Some(Value::Null | Value::Bool(false)) => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(value @ (Value::String(_) | Value::Number(_))) => Ok(Some(value)),
        Some(_) => Err(invalid(format!(
            "`{pointer}` is neither a string nor a number"
        ))),
    }
}

fn number_at(body: &Value, pointer: Option<&str>) -> Option<u64> {
    body.pointer(pointer?).and_then(number)
}

fn number(value: &Value) -> Option<u64> {
    let from_text = || value.as_str().and_then(|text| text.parse().ok());
    // A parameter of the type `number`.
    let from_float = || {
        let whole = value
            .as_f64()
            .filter(|one| one.fract() == 0.0 && *one >= 0.0);
        whole.map(|whole| whole as u64)
    };
    value.as_u64().or_else(from_text).or_else(from_float)
}

/// The number of the page that was asked for, or of its first item.
fn current<O: Paginated>(operation: &O, first: u64) -> Result<u64, Fault> {
    match operation.page_parameter() {
        None => Ok(first),
        Some(value) => number(&value)
            .ok_or_else(|| invalid("the parameter that names the page is no number".to_owned())),
    }
}

/// Whether a page has fewer items than were asked for.
fn is_short<O: Paginated>(operation: &O, count: u64) -> bool {
    let limit = operation.page_limit().as_ref().and_then(number);
    limit.is_some_and(|limit| count < limit)
}

/// A link that a page holds, as the path and the query of a request.
fn link(page: &Uri, text: &str) -> Result<PagePosition, Fault> {
    let Some(next) = uri_reference::resolve(page, text) else {
        return Err(invalid("the link to the next page is not a URL".to_owned()));
    };
    if !uri_reference::is_same_origin(page, &next) {
        let message = format!(
            "the link to the next page leads to {}, and not to {}",
            uri_reference::origin(&next),
            uri_reference::origin(page)
        );
        return Err((PaginationErrorKind::ForeignOrigin, message));
    }
    Ok(PagePosition::Link(path_and_query(&next)))
}

/// The path and the query of a URL.
pub(crate) fn path_and_query(url: &Uri) -> String {
    url.path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string)
}
