//! [`TransportError`] and [`TimeoutError`]: no whole response arrived.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

type Source = Box<dyn StdError + Send + Sync>;

/// A request that could not be carried out, or whose response did not arrive whole.
pub struct TransportError {
    inner: Box<TransportErrorInner>,
}

#[derive(Debug)]
struct TransportErrorInner {
    operation: Option<&'static str>,
    kind: TransportErrorKind,
    time_limit: Option<Duration>,
    source: Source,
}

/// Where a transport failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made: the request did not reach the server.
    Connect,
    /// The request was not sent whole or got no response. The server may have acted on it.
    Send,
    /// The body of the request could not be read: its reader or stream failed, or it has another length
    /// than was announced. It was not sent whole, and another try would fare no better.
    RequestBody,
    /// The response broke off while its body was read.
    ReadBody,
    /// The body of the response has more bytes than the client keeps in memory.
    TooLarge,
    /// The time was over. A call reports it as a [`TimeoutError`].
    Timeout,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error of a kind, with its cause.
    #[must_use]
    pub fn new(kind: TransportErrorKind, source: impl Into<Source>) -> Self {
        let inner = TransportErrorInner {
            operation: None,
            kind,
            time_limit: None,
            source: source.into(),
        };
        Self {
            inner: Box::new(inner),
        }
    }

    /// The time was over: the time limit, if it is known which one it was, and the cause.
    #[must_use]
    pub fn timeout(time_limit: Option<Duration>, source: impl Into<Source>) -> Self {
        let mut error = Self::new(TransportErrorKind::Timeout, source);
        error.inner.time_limit = time_limit;
        error
    }

    /// An error of a kind, unless the cause is an error of a transport itself, or the body of the request.
    pub(crate) fn of(kind: TransportErrorKind, source: Source) -> Self {
        match source.downcast::<Self>() {
            Ok(error) => *error,
            Err(source) if is_of_request_body(source.as_ref()) => {
                Self::new(TransportErrorKind::RequestBody, source)
            }
            Err(source) => Self::new(kind, source),
        }
    }

    /// The error as one of another kind.
    pub(crate) fn into_kind(mut self, kind: TransportErrorKind) -> Self {
        self.inner.kind = kind;
        self
    }

    pub(crate) fn in_operation(mut self, operation: &'static str) -> Self {
        self.inner.operation = Some(operation);
        self
    }

    /// Where the transport failed.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.inner.kind
    }

    /// The id of the operation, once the call that failed has added it.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.inner.operation
    }
}

/// Whether an HTTP library failed since the body of the request could not be read.
pub(crate) fn is_of_request_body(error: &(dyn StdError + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return error.kind() == TransportErrorKind::RequestBody;
        }
        cause = error.source();
    }
    false
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.inner.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(match self.inner.kind {
            TransportErrorKind::Connect => "cannot connect to the server",
            TransportErrorKind::Send => "cannot send the request",
            TransportErrorKind::RequestBody => "cannot read the body of the request",
            TransportErrorKind::ReadBody => "cannot read the body of the response",
            TransportErrorKind::TooLarge => "the body of the response is too large",
            TransportErrorKind::Timeout => "the request timed out",
            TransportErrorKind::Other => "the transport failed",
        })
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("operation", &self.inner.operation)
            .field("kind", &self.inner.kind)
            .field("source", &self.inner.source)
            .finish()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.inner.source.as_ref())
    }
}

/// No whole response arrived in time. The server may have acted on the request.
#[derive(Debug)]
pub struct TimeoutError {
    inner: Box<TransportErrorInner>,
}

impl TimeoutError {
    /// Of a transport error of the kind `Timeout`.
    pub(crate) fn new(error: TransportError) -> Self {
        Self { inner: error.inner }
    }

    /// The time limit that was exceeded, where it is known.
    #[must_use]
    pub fn time_limit(&self) -> Option<Duration> {
        self.inner.time_limit
    }

    /// The id of the operation.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.inner.operation
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.inner.operation {
            write!(f, "{operation}: ")?;
        }
        match self.inner.time_limit {
            Some(time_limit) => write!(f, "no whole response within {time_limit:?}"),
            None => f.write_str("no whole response in time"),
        }
    }
}

impl StdError for TimeoutError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.inner.source.as_ref())
    }
}
