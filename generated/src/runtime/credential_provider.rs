//! [`CredentialProvider`]: secrets that are fetched when they are needed, and change.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::{BoxFuture, SecretString, Transport};

/// Gives the secret of a credential for each request: a token that is renewed, a key from a vault.
///
/// Every async closure without arguments is one that answers a [`SecretString`], or any error.
pub trait CredentialProvider: Send + Sync {
    /// The secret for a request that is about to be sent, by the transport of its client if one is needed.
    /// It is asked for before each try, so an answer that takes time should be kept.
    fn secret<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<SecretString, CredentialError>>;

    /// Is told a secret that the API has answered 401 to. A provider that can have another drops this one
    /// and says so; the call is then sent once more, if its body can be.
    fn reject(&self, _secret: &SecretString) -> bool {
        false
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<F, R, S, E> CredentialProvider for F
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<S, E>> + Send + 'static,
    S: Into<SecretString>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn secret<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<SecretString, CredentialError>> {
        let secret = self();
        Box::pin(async { secret.await.map(Into::into).map_err(CredentialError::new) })
    }
}

#[cfg(target_arch = "wasm32")]
impl<F, R, S, E> CredentialProvider for F
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<S, E>> + 'static,
    S: Into<SecretString>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn secret<'a>(
        &'a self,
        _: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<SecretString, CredentialError>> {
        let secret = self();
        Box::pin(async { secret.await.map(Into::into).map_err(CredentialError::new) })
    }
}

impl<P: CredentialProvider + ?Sized> CredentialProvider for Arc<P> {
    fn secret<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<SecretString, CredentialError>> {
        (**self).secret(transport)
    }

    fn reject(&self, secret: &SecretString) -> bool {
        (**self).reject(secret)
    }
}

/// Where the secret of a credential comes from: text that is known, or a [`CredentialProvider`].
#[derive(Clone)]
pub struct SecretSource {
    pub(crate) kind: SourceKind,
}

#[derive(Clone)]
pub(crate) enum SourceKind {
    Known(SecretString),
    Provided(Arc<dyn CredentialProvider>),
}

impl SecretSource {
    /// A secret that is asked for with each request.
    #[must_use]
    pub fn provider(provider: impl CredentialProvider + 'static) -> Self {
        Self {
            kind: SourceKind::Provided(Arc::new(provider)),
        }
    }
}

impl<T: Into<SecretString>> From<T> for SecretSource {
    fn from(secret: T) -> Self {
        Self {
            kind: SourceKind::Known(secret.into()),
        }
    }
}

impl fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            SourceKind::Known(_) => "[redacted]",
            SourceKind::Provided(_) => "[provided]",
        })
    }
}

/// A credential that could not be had; the request was not sent.
#[derive(Debug)]
pub struct CredentialError {
    inner: Box<Inner>,
}

#[derive(Debug)]
struct Inner {
    operation: Option<&'static str>,
    scheme: Option<String>,
    source: Box<dyn StdError + Send + Sync>,
}

impl CredentialError {
    /// An error with its cause, which must not show a secret.
    #[must_use]
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            inner: Box::new(Inner {
                operation: None,
                scheme: None,
                source: source.into(),
            }),
        }
    }

    pub(crate) fn of(mut self, operation: &'static str, scheme: &str) -> Self {
        self.inner.operation = Some(operation);
        self.inner.scheme = Some(scheme.to_owned());
        self
    }

    /// The id of the operation that needed it.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.inner.operation
    }

    /// The security scheme that it is for.
    #[must_use]
    pub fn scheme(&self) -> Option<&str> {
        self.inner.scheme.as_deref()
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.inner.operation {
            write!(f, "{operation}: ")?;
        }
        match &self.inner.scheme {
            Some(scheme) => write!(f, "no credential for `{scheme}`"),
            None => f.write_str("no credential"),
        }
    }
}

impl StdError for CredentialError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.inner.source.as_ref())
    }
}
