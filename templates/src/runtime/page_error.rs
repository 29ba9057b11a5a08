//! [`PageError`]: every way in which going through pages can fail.

use std::error::Error as StdError;
use std::fmt;

use super::Error;

/// Every way in which going through pages can fail; `E` is the operation's documented error.
#[derive(Debug)]
#[non_exhaustive]
pub enum PageError<E> {
    /// The call for a page failed.
    Call(Error<E>),
    /// A page arrived, and what it says of the next one cannot be followed.
    Pagination(PaginationError),
}

impl<E> PageError<E> {
    /// The error of the call, if it is one.
    #[must_use]
    pub fn call(&self) -> Option<&Error<E>> {
        match self {
            Self::Call(error) => Some(error),
            Self::Pagination(_) => None,
        }
    }
}

impl<E: fmt::Debug> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Pagination(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for PageError<E> {
    // The variants print themselves, so the cause of an error is the cause of its variant.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Pagination(_) => None,
        }
    }
}

impl<E> From<Error<E>> for PageError<E> {
    fn from(error: Error<E>) -> Self {
        Self::Call(error)
    }
}

/// What a page says of the next one cannot be followed. All pages before were given.
///
/// The message holds no query of a link, as secrets may be in it.
#[derive(Debug, Clone)]
pub struct PaginationError {
    operation: &'static str,
    kind: PaginationErrorKind,
    message: String,
}

/// Why the next page cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PaginationErrorKind {
    /// It was given already: following it would have no end.
    Repeated,
    /// Its link leads to another origin, to which the client's credentials would go.
    ForeignOrigin,
    /// It is one more than may be read.
    TooManyPages,
    /// Its link is no URL, its value is none of the parameter's type, or a value is not where the settings
    /// say it is.
    Invalid,
}

impl PaginationError {
    pub(crate) fn new(
        operation: &'static str,
        kind: PaginationErrorKind,
        message: impl Into<String>,
    ) -> Self {
        Self {
            operation,
            kind,
            message: message.into(),
        }
    }

    /// Why the next page cannot be followed.
    #[must_use]
    pub fn kind(&self) -> PaginationErrorKind {
        self.kind
    }

    /// The id of the operation.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation
    }
}

impl fmt::Display for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.message)
    }
}

impl StdError for PaginationError {}
