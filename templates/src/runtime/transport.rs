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

/// Carries out HTTP requests. The feature `reqwest` brings one, the feature `tower` takes any
/// `tower` service, the feature `recording` is a double for tests; another is plugged in by an
/// implementation by hand.
///
/// A request is complete: its URI is absolute, its credentials are in place. Among its extensions are
/// the [`Timeout`], if there is one, and the [`OperationInfo`](super::OperationInfo), save of a request
/// for a token.
///
/// What a transport should hold to: it answers as soon as the status and the headers are there, with a
/// body that is read as it is asked for; an error status is a response and no error; it follows a
/// redirect only to the same origin, as credentials would go with it; a future that is dropped ends the
/// request. Time limits, tries and the reading of the body are the client's.
pub trait Transport: Send + Sync {
    /// Carries out a request.
    ///
    /// The future fails when no response arrives; the kind of the error tells where it failed, and so
    /// whether the server may have acted on the request.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits before another try.
    ///
    /// The default works in every async runtime; a transport may use the timer of its own.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        super::timer::sleep(duration)
    }

    /// Waits for the end of a time limit, by default as [`sleep`](Self::sleep) does. A double for tests
    /// tells the two apart: a wait before another try can be left out, a time limit cannot.
    fn time_limit(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.sleep(duration)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(duration)
    }

    fn time_limit(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).time_limit(duration)
    }
}

/// How long a try of a request may take at most, from its start until its response is read to the end, or, where
/// the response is read as a stream, until its headers are there. It
/// travels among the [extensions](http::Request::extensions) of the request, for transports that pass it
/// on; the client sees to it by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timeout(pub Duration);
