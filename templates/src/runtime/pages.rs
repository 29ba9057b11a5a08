//! [`Pages`] and [`Items`]: what a paginated operation answers, page by page and item by item.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::CallOptions;
use super::next_page::{path_and_query, successor};
use super::page_request::{self, SentPage};
use super::pagination::PagePosition;
use super::{
    BoxFuture, Call, Client, Error, PageError, PageToken, Paginated, PaginationError,
    PaginationErrorKind, PaginationStyle, Response, header,
};

/// How many pages are read if nobody says otherwise.
pub const DEFAULT_MAX_PAGES: usize = 10_000;

impl<C, O: Paginated> Call<C, O> {
    /// The pages, from the one that the parameters ask for. Nothing is sent before the first is asked for,
    /// nor any page before the one ahead of it was.
    pub fn pages(self) -> Pages<C, O> {
        self.pages_from(PageToken::first())
    }

    /// The pages, from one where [`Pages::position`] or [`Items::position`] was.
    pub fn pages_from(self, token: PageToken) -> Pages<C, O> {
        let (client, operation, options) = self.into_parts();
        Pages {
            client,
            operation,
            options,
            last: None,
            ahead: Ahead::Page(token),
            known: HashSet::new(),
            read: 0,
            max_pages: DEFAULT_MAX_PAGES,
            is_over: false,
            flight: None,
        }
    }

    /// The items of the pages, one after another. A page is asked for when the items before it were taken.
    pub fn items(self) -> Items<C, O> {
        self.items_from(PageToken::first())
    }

    /// The items, from the one where [`Items::position`] was.
    pub fn items_from(self, token: PageToken) -> Items<C, O> {
        let skip = token.skip;
        Items {
            pages: self.pages_from(token),
            page: Vec::new().into_iter(),
            skip,
            taken: 0,
        }
    }
}

/// The pages of a paginated operation: a [`Stream`] with the async client, an [`Iterator`] with the
/// blocking one.
///
/// It ends after the last page and after an error. Every page is a call of its own, with the headers and
/// the timeout of the call that this was made of.
#[must_use = "pages do nothing until they are asked for"]
pub struct Pages<C, O: Paginated> {
    client: C,
    operation: O,
    options: CallOptions,
    /// The page that was given last.
    last: Option<PageToken>,
    ahead: Ahead,
    /// The pages that were asked for, where the API names them.
    known: HashSet<String>,
    read: usize,
    max_pages: usize,
    is_over: bool,
    flight: Option<Flight<O>>,
}

type Flight<O> = BoxFuture<'static, Sent<O>>;

type Sent<O> =
    Result<SentPage<<O as super::Operation>::Output>, Error<<O as super::Operation>::Error>>;

/// What a page becomes for callers.
type Given<O> =
    Result<Response<<O as super::Operation>::Output>, PageError<<O as super::Operation>::Error>>;

/// What an item becomes for callers.
type GivenItem<O> = Result<<O as Paginated>::Item, PageError<<O as super::Operation>::Error>>;

/// What comes next.
enum Ahead {
    Page(PageToken),
    /// What the page before says of it cannot be followed.
    Failure(PaginationError),
    Nothing,
}

impl<C, O: Paginated> Pages<C, O> {
    /// How many pages may be read, instead of [`DEFAULT_MAX_PAGES`]. One more ends with an error of the kind
    /// [`TooManyPages`](PaginationErrorKind::TooManyPages), from which [`position`](Self::position) leads on.
    pub fn max_pages(mut self, max_pages: usize) -> Self {
        self.max_pages = max_pages;
        self
    }

    /// Where the next page is, to go on there with [`Call::pages_from`], in another process too. `None` after
    /// the last page. After a call that failed it is the page that did not arrive.
    #[must_use]
    pub fn position(&self) -> Option<PageToken> {
        match &self.ahead {
            Ahead::Page(token) => Some(token.clone()),
            Ahead::Failure(_) | Ahead::Nothing => None,
        }
    }

    /// Gets the operation ready for the next page. Answers the link to it, where there is one.
    fn prepare(&mut self) -> Option<Result<Option<String>, PaginationError>> {
        if self.is_over {
            return None;
        }
        let prepared = self.prepared().transpose();
        self.is_over = !matches!(prepared, Some(Ok(_)));
        prepared
    }

    fn prepared(&mut self) -> Result<Option<Option<String>>, PaginationError> {
        let token = match &self.ahead {
            Ahead::Page(token) => token,
            Ahead::Failure(error) => return Err(error.clone()),
            Ahead::Nothing => return Ok(None),
        };
        if self.read >= self.max_pages {
            let message = format!("more pages than the {} that may be read", self.max_pages);
            return Err(error::<O>(PaginationErrorKind::TooManyPages, message));
        }
        Ok(Some(match &token.page {
            PagePosition::First => {
                if let Some(value) = self.operation.page_parameter() {
                    self.known.insert(value.to_string());
                }
                None
            }
            PagePosition::Link(link) if link.starts_with('/') => {
                self.known.insert(link.clone());
                Some(link.clone())
            }
            PagePosition::Link(_) => {
                let message = "the page to go on from has no path";
                return Err(error::<O>(PaginationErrorKind::Invalid, message));
            }
            PagePosition::Value(value) => {
                self.known.insert(value.to_string());
                let set = self.operation.set_page_parameter(value.clone());
                set.map_err(|failure| {
                    let message =
                        format!("the next page is none of the parameter's type: {failure}");
                    error::<O>(PaginationErrorKind::Invalid, message)
                })?;
                None
            }
        }))
    }

    /// Takes what was sent for a page.
    fn take(&mut self, sent: Sent<O>) -> Given<O> {
        let sent = sent.map_err(|error| {
            self.is_over = true;
            PageError::Call(error)
        })?;
        let ahead = std::mem::replace(&mut self.ahead, Ahead::Nothing);
        if let Ahead::Page(token) = ahead {
            if token.page == PagePosition::First {
                self.known.insert(path_and_query(&sent.url));
            }
            self.ahead = self.follow(&sent, token.before);
            // A page is no repetition of the one before.
            self.options.headers.remove(header::IDEMPOTENCY_KEY);
            self.last = Some(token);
        }
        self.read += 1;
        Ok(sent.response.into_response(sent.output))
    }

    fn follow(&self, sent: &SentPage<O::Output>, before: u64) -> Ahead {
        let found = match successor(&self.operation, &sent.url, &sent.response, before) {
            Ok(found) => found,
            Err((kind, message)) => return Ahead::Failure(error::<O>(kind, message)),
        };
        let Some(page) = found.page else {
            return Ahead::Nothing;
        };
        let name = match &page {
            PagePosition::First => String::new(),
            PagePosition::Link(link) => link.clone(),
            PagePosition::Value(value) => value.to_string(),
        };
        if self.known.contains(&name) {
            let what = match O::PAGINATION.style {
                PaginationStyle::NextLink { .. } | PaginationStyle::LinkHeader => "link",
                _ => "value",
            };
            let message = format!("the {what} of the next page leads to one that was read already");
            return Ahead::Failure(error::<O>(PaginationErrorKind::Repeated, message));
        }
        Ahead::Page(PageToken {
            page,
            before: before.saturating_add(found.items),
            skip: 0,
        })
    }
}

fn error<O: Paginated>(kind: PaginationErrorKind, message: impl Into<String>) -> PaginationError {
    PaginationError::new(O::INFO.id, kind, message)
}

// Nothing is pinned in place: the future is on the heap.
impl<C, O: Paginated> Unpin for Pages<C, O> {}

impl<O: Paginated> Pages<Client, O> {
    /// The next page; `None` after the last one.
    ///
    /// Dropping the future loses nothing: the request goes on with the next call of this.
    ///
    /// # Errors
    /// See [`PageError`]: the call failed, or the next page cannot be followed.
    pub async fn next(&mut self) -> Option<Result<Response<O::Output>, PageError<O::Error>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Given<O>>> {
        if self.flight.is_none() {
            let link = match self.prepare() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(PageError::Pagination(error)))),
                Some(Ok(link)) => link,
            };
            let (client, operation) = (self.client.clone(), self.operation.clone());
            let sent = page_request::send(client, operation, self.options.clone(), link);
            self.flight = Some(Box::pin(sent));
        }
        let Some(flight) = &mut self.flight else {
            return Poll::Ready(None);
        };
        let sent = ready!(flight.as_mut().poll(context));
        self.flight = None;
        Poll::Ready(Some(self.take(sent)))
    }
}

impl<O: Paginated> Stream for Pages<Client, O> {
    type Item = Result<Response<O::Output>, PageError<O::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

#[cfg(feature = "blocking")]
impl<O: Paginated> Iterator for Pages<super::blocking::Client, O> {
    type Item = Result<Response<O::Output>, PageError<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        let link = match self.prepare()? {
            Ok(link) => link,
            Err(error) => return Some(Err(PageError::Pagination(error))),
        };
        let client = self.client.as_async().clone();
        let (operation, options) = (self.operation.clone(), self.options.clone());
        let sent = self
            .client
            .block_on(page_request::send(client, operation, options, link));
        let sent = sent.unwrap_or_else(|error| Err(error.into()));
        Some(self.take(sent))
    }
}

impl<C, O: Paginated> fmt::Debug for Pages<C, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::INFO.id)
            .field("read", &self.read)
            .field("max_pages", &self.max_pages)
            .finish_non_exhaustive()
    }
}

/// The items of the pages of a paginated operation: a [`Stream`] with the async client, an [`Iterator`]
/// with the blocking one.
///
/// It ends after the last item and after an error.
#[must_use = "items do nothing until they are asked for"]
pub struct Items<C, O: Paginated> {
    pages: Pages<C, O>,
    page: std::vec::IntoIter<O::Item>,
    /// How many items of the first page were read before.
    skip: usize,
    /// How many items of the page were read.
    taken: usize,
}

impl<C, O: Paginated> Items<C, O> {
    /// How many pages may be read; see [`Pages::max_pages`].
    pub fn max_pages(mut self, max_pages: usize) -> Self {
        self.pages = self.pages.max_pages(max_pages);
        self
    }

    /// Where the next item is, to go on there with [`Call::items_from`], in another process too. `None` after
    /// the last item. An API whose pages change meanwhile may give an item twice, or not at all.
    #[must_use]
    pub fn position(&self) -> Option<PageToken> {
        match &self.pages.last {
            Some(last) if self.page.len() > 0 => Some(PageToken {
                skip: self.taken,
                ..last.clone()
            }),
            _ => self.pages.position().map(|token| PageToken {
                skip: self.skip,
                ..token
            }),
        }
    }

    fn fill(&mut self, page: Response<O::Output>) {
        self.page = O::items(page.into_body()).into_iter();
        self.taken = std::mem::take(&mut self.skip).min(self.page.len());
        self.page.by_ref().take(self.taken).for_each(drop);
    }

    fn next_of_page(&mut self) -> Option<O::Item> {
        let item = self.page.next()?;
        self.taken += 1;
        Some(item)
    }
}

impl<C, O: Paginated> Unpin for Items<C, O> {}

impl<O: Paginated> Items<Client, O> {
    /// The next item; `None` after the last one.
    ///
    /// Dropping the future loses nothing: the request goes on with the next call of this.
    ///
    /// # Errors
    /// See [`PageError`]: a call failed, or a page cannot be followed.
    pub async fn next(&mut self) -> Option<Result<O::Item, PageError<O::Error>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<GivenItem<O>>> {
        loop {
            if let Some(item) = self.next_of_page() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.fill(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Paginated> Stream for Items<Client, O> {
    type Item = Result<O::Item, PageError<O::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

#[cfg(feature = "blocking")]
impl<O: Paginated> Iterator for Items<super::blocking::Client, O> {
    type Item = Result<O::Item, PageError<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.next_of_page() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.fill(page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<C, O: Paginated> fmt::Debug for Items<C, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
