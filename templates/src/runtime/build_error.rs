//! [`BuildError`]: a client or a request that cannot be made from what the caller gave.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A client or a request that cannot be made from what the caller gave. Nothing was sent.
///
/// The message names the parameter, header, security scheme or setting at fault and never holds a
/// secret.
#[derive(Clone)]
pub struct BuildError {
    inner: Box<Inner>,
}

#[derive(Clone)]
struct Inner {
    operation: Option<&'static str>,
    message: String,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl BuildError {
    /// An error with a message, for operations and transports written by hand.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        let inner = Inner {
            operation: None,
            message: message.into(),
            source: None,
        };
        Self {
            inner: Box::new(inner),
        }
    }

    /// The same error with its cause.
    #[must_use]
    pub fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.inner.source = Some(Arc::new(source));
        self
    }

    /// The same error, naming the operation; the first name stays.
    pub(crate) fn in_operation(mut self, operation: &'static str) -> Self {
        self.inner.operation = self.inner.operation.or(Some(operation));
        self
    }

    /// The id of the operation whose request could not be made; none for a client.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.inner.operation
    }

    /// What is wrong, without the operation.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.inner.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.inner.message)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BuildError")
            .field("operation", &self.inner.operation)
            .field("message", &self.inner.message)
            .field("source", &self.inner.source)
            .finish()
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.inner.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}
