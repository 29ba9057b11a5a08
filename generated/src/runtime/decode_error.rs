//! [`DecodeError`]: a response whose body is not what the API's document describes.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::RawResponse;

/// Why a body could not be decoded, as an [`Operation`](super::Operation) sees it. A call adds the
/// operation and the response, which gives a [`DecodeError`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeFailure {
    path: String,
    message: String,
}

impl DecodeFailure {
    /// A failure of the body as a whole.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            message: message.into(),
        }
    }

    /// The same failure at a place inside the body, such as `items[2].name`.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// The place inside the body, such as `items[2].name`; empty for the body as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "at `{}`: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl StdError for DecodeFailure {}

/// A response whose body is not what the API's document describes for its status.
///
/// `Debug` and `Display` show the length of the body, not the body: see [`DecodeError::raw_body`].
pub struct DecodeError {
    inner: Box<Inner>,
}

struct Inner {
    operation: &'static str,
    response: RawResponse,
    failure: DecodeFailure,
}

impl DecodeError {
    pub(crate) fn new(
        operation: &'static str,
        response: RawResponse,
        failure: DecodeFailure,
    ) -> Self {
        Self {
            inner: Box::new(Inner {
                operation,
                response,
                failure,
            }),
        }
    }

    /// The id of the operation.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.inner.operation
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.inner.response.status()
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.inner.response.headers()
    }

    /// The body of the response as it came.
    #[must_use]
    pub fn raw_body(&self) -> &Bytes {
        self.inner.response.body()
    }

    /// The place inside the body, such as `items[2].name`; empty for the body as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        self.inner.failure.path()
    }

    /// What was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        self.inner.failure.message()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status().as_u16();
        write!(
            f,
            "{}: cannot decode the {status} response",
            self.operation()
        )?;
        if self.path().is_empty() {
            write!(f, ": {}", self.message())
        } else {
            write!(f, " at `{}`: {}", self.path(), self.message())
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.inner.operation)
            .field("path", &self.path())
            .field("message", &self.message())
            .field("response", &self.inner.response)
            .finish()
    }
}

impl StdError for DecodeError {}
