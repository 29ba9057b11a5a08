//! [`TowerTransport`]: any `tower` service as a transport.

use std::error::Error;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use tower_service::Service;

use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// A [`tower_service::Service`] that carries out requests: a client of `hyper`, with whatever layers.
///
/// Each request gets a clone of the service, which is asked whether it is ready. What fails in the service
/// is an error of the kind [`Send`](TransportErrorKind::Send), unless it is a [`TransportError`] itself.
pub struct TowerTransport<S> {
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// A transport of a service.
    #[must_use]
    pub fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        let mut service = service.clone();
        Box::pin(async move {
            let failed =
                |error: S::Error| TransportError::of(TransportErrorKind::Send, error.into());
            std::future::poll_fn(|task| service.poll_ready(task))
                .await
                .map_err(failed)?;
            let response = service.call(request).await.map_err(failed)?;
            Ok(response.map(Body::from_http_body))
        })
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}
