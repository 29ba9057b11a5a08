//! The blocking client: the same calls, sent and waited for.
//!
//! Use it outside of async code only; `reqwest` panics if it blocks a thread of an async runtime.

use std::fmt;
use std::sync::Arc;

use super::client_settings::ClientSettings;
use super::reqwest_transport::{same_origin_redirects, setup_error, transport_error};
use super::{
    Body, BuildError, Call, ClientBuilder, Operation, Timeout, TransportError, TransportErrorKind,
};

/// A client of the API that waits for responses. Its clones share everything, so cloning is cheap.
#[derive(Clone)]
pub struct Client {
    inner: Arc<ClientInner>,
}

struct ClientInner {
    settings: ClientSettings,
    transport: Arc<dyn Transport>,
}

impl Client {
    /// A call of any operation, also one written by hand. It does nothing until it is sent.
    pub fn execute<O: Operation>(&self, operation: O) -> Call<Self, O> {
        Call::new(self.clone(), operation)
    }

    pub(crate) fn settings(&self) -> &ClientSettings {
        &self.inner.settings
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        self.inner.transport.as_ref()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("settings", &self.inner.settings)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder<Client> {
    /// What carries out the requests, instead of the default transport.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.blocking_transport = Some(Arc::new(transport));
        self
    }

    /// Sends requests by a `reqwest` client with settings of your own: proxies, certificates, pools.
    ///
    /// Its rule for redirects is its own, too. `reqwest` takes `Authorization` off a redirect to
    /// another host, but not a key in another header.
    pub fn reqwest_client(self, client: reqwest::blocking::Client) -> Self {
        self.transport(ReqwestTransport::from(client))
    }

    /// Builds the client.
    ///
    /// # Errors
    /// When a setting is invalid or lacks, or when the default transport cannot be set up.
    pub fn build(mut self) -> Result<Client, BuildError> {
        let transport = self.blocking_transport.take();
        let settings = self.into_settings()?;
        let transport = match transport {
            Some(transport) => transport,
            None => Arc::new(ReqwestTransport::new()?),
        };
        Ok(Client {
            inner: Arc::new(ClientInner {
                settings,
                transport,
            }),
        })
    }
}

/// Carries out HTTP requests; see [`Transport`](super::Transport), its async twin, for what it should
/// hold to.
pub trait Transport: Send + Sync {
    /// Carries out a request.
    ///
    /// # Errors
    /// When no whole response arrives; the kind of the error tells a timeout from other faults.
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        (**self).send(request)
    }
}

/// The default transport, over [`reqwest::blocking`].
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::blocking::Client,
}

impl ReqwestTransport {
    /// A transport that follows redirects only within one origin, so that no credential travels.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        let client = reqwest::blocking::Client::builder()
            .redirect(same_origin_redirects())
            // A referrer is the last URL, and a key may be in its query.
            .referer(false)
            // Otherwise reqwest would end a call without a timeout after 30 seconds.
            .timeout(None)
            .build();
        client.map(Self::from).map_err(setup_error)
    }
}

/// The client's own settings stay, its rule for redirects and its timeout among them.
impl From<reqwest::blocking::Client> for ReqwestTransport {
    fn from(client: reqwest::blocking::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        let timeout = request.extensions().get::<Timeout>().copied();
        let wrong = |error, kind| transport_error(error, kind, timeout);
        let mut request = reqwest::blocking::Request::try_from(request.map(Body::into_bytes))
            .map_err(|error| wrong(error, TransportErrorKind::Other))?;
        *request.timeout_mut() = timeout.map(|Timeout(duration)| duration);
        let mut response = self
            .client
            .execute(request)
            .map_err(|error| wrong(error, TransportErrorKind::Send))?;

        let mut answer = http::Response::new(Body::empty());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        let bytes = response
            .bytes()
            .map_err(|error| wrong(error, TransportErrorKind::ReadBody))?;
        *answer.body_mut() = Body::from(bytes);
        Ok(answer)
    }
}
