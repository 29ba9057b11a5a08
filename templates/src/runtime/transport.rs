//! [`Transport`]: the one thing a client needs from an HTTP library.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::{Body, TransportError};

/// A future on the heap. It can go to another thread, save on wasm32, where there is but one.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A future on the heap. It can go to another thread, save on wasm32, where there is but one.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Carries out HTTP requests. The feature `reqwest` brings one; a `tower` service or a double for
/// tests is plugged in by an implementation by hand.
///
/// A request is complete: its URI is absolute, its credentials are in place. Among its extensions are
/// the [`Timeout`], if there is one, and the [`OperationInfo`](super::OperationInfo).
///
/// What a transport should hold to: it reads the response to the end, all within the timeout; an
/// error status is a response and no error; it follows a redirect only to the same origin, as
/// credentials would go with it.
pub trait Transport: Send + Sync {
    /// Carries out a request.
    ///
    /// The future fails when no whole response arrives; the kind of the error tells a timeout from
    /// other faults.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// How long a request may take, from its start until its response is read to the end. It travels
/// among the [extensions](http::Request::extensions) of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timeout(pub Duration);
