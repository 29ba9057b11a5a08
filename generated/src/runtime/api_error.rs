//! [`ApiError`] and [`UnexpectedStatus`]: responses that arrived whole and are no success.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::RawResponse;

/// An error response that the API's document describes, with its typed body.
///
/// `Debug` and `Display` show the typed body, not the headers and the raw one.
pub struct ApiError<E> {
    inner: Box<ApiErrorInner<E>>,
}

struct ApiErrorInner<E> {
    operation: &'static str,
    response: RawResponse,
    body: E,
}

impl<E> ApiError<E> {
    pub(crate) fn new(operation: &'static str, response: RawResponse, body: E) -> Self {
        Self {
            inner: Box::new(ApiErrorInner {
                operation,
                response,
                body,
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

    /// The body as the document describes it.
    #[must_use]
    pub fn body(&self) -> &E {
        &self.inner.body
    }

    /// The body as the document describes it.
    #[must_use]
    pub fn into_body(self) -> E {
        self.inner.body
    }

    /// The body as it came.
    #[must_use]
    pub fn raw_body(&self) -> &Bytes {
        self.inner.response.body()
    }
}

impl<E: fmt::Debug> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}: {:?}",
            self.operation(),
            self.status(),
            self.body()
        )
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.inner.operation)
            .field("response", &self.inner.response)
            .field("body", &self.inner.body)
            .finish()
    }
}

impl<E: fmt::Debug> StdError for ApiError<E> {}

/// A response whose status the API's document does not list for the operation.
///
/// A redirect that was not followed arrives here as well.
pub struct UnexpectedStatus {
    inner: Box<UnexpectedStatusInner>,
}

struct UnexpectedStatusInner {
    operation: &'static str,
    response: RawResponse,
}

impl UnexpectedStatus {
    pub(crate) fn new(operation: &'static str, response: RawResponse) -> Self {
        Self {
            inner: Box::new(UnexpectedStatusInner {
                operation,
                response,
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

    /// The body as it came.
    #[must_use]
    pub fn raw_body(&self) -> &Bytes {
        self.inner.response.body()
    }
}

impl fmt::Display for UnexpectedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, status) = (self.operation(), self.status());
        write!(
            f,
            "{operation}: {status} is not a documented response of this operation"
        )
    }
}

impl fmt::Debug for UnexpectedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnexpectedStatus")
            .field("operation", &self.inner.operation)
            .field("response", &self.inner.response)
            .finish()
    }
}

impl StdError for UnexpectedStatus {}
