//! [`ReqwestTransport`]: the default transport, over `reqwest`.

use super::{
    Body, BoxFuture, BuildError, Client, ClientBuilder, Timeout, Transport, TransportError,
    TransportErrorKind,
};

/// The default transport, over [`reqwest`]. It needs a Tokio runtime.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport that follows redirects only within one origin, so that no credential travels.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new() -> Result<Self, BuildError> {
        let client = reqwest::Client::builder()
            .redirect(same_origin_redirects())
            // A referrer is the last URL, and a key may be in its query.
            .referer(false)
            .build();
        client.map(Self::from).map_err(setup_error)
    }

    /// A transport over the browser's `fetch`, which follows redirects by the browser's rules.
    ///
    /// # Errors
    /// When `fetch` cannot be set up.
    #[cfg(target_arch = "wasm32")]
    pub fn new() -> Result<Self, BuildError> {
        reqwest::Client::builder()
            .build()
            .map(Self::from)
            .map_err(setup_error)
    }
}

/// The client's own settings stay, its rule for redirects and its timeout among them.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl ClientBuilder<Client> {
    /// Sends requests by a `reqwest` client with settings of your own: proxies, certificates, pools.
    ///
    /// Its rule for redirects is its own, too. `reqwest` takes `Authorization` off a redirect to
    /// another host, but not a key in another header.
    pub fn reqwest_client(self, client: reqwest::Client) -> Self {
        self.transport(ReqwestTransport::from(client))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async {
            let timeout = request.extensions().get::<Timeout>().copied();
            let wrong = |error, kind| transport_error(error, kind, timeout);
            let mut request = reqwest::Request::try_from(request.map(Body::into_bytes))
                .map_err(|error| wrong(error, TransportErrorKind::Other))?;
            *request.timeout_mut() = timeout.map(|Timeout(duration)| duration);
            let mut response = self
                .client
                .execute(request)
                .await
                .map_err(|error| wrong(error, TransportErrorKind::Send))?;

            let mut answer = http::Response::new(Body::empty());
            *answer.status_mut() = response.status();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            let bytes = response
                .bytes()
                .await
                .map_err(|error| wrong(error, TransportErrorKind::ReadBody))?;
            *answer.body_mut() = Body::from(bytes);
            Ok(answer)
        })
    }
}

/// Follows up to ten redirects, each to the scheme, host and port that the request went to. Another
/// one is not followed: it arrives as a response.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn same_origin_redirects() -> reqwest::redirect::Policy {
    reqwest::redirect::Policy::custom(|attempt| {
        let from = attempt.previous().last().map(|url| url.origin());
        if attempt.previous().len() > 10 {
            attempt.error("too many redirects")
        } else if from == Some(attempt.url().origin()) {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}

pub(crate) fn setup_error(error: reqwest::Error) -> BuildError {
    BuildError::new("the transport cannot be set up").with_source(error)
}

/// The error without its URL, which may hold a key.
pub(crate) fn transport_error(
    error: reqwest::Error,
    kind: TransportErrorKind,
    timeout: Option<Timeout>,
) -> TransportError {
    #[cfg(not(target_arch = "wasm32"))]
    let is_connect = error.is_connect();
    #[cfg(target_arch = "wasm32")]
    let is_connect = false;
    let error = error.without_url();
    if error.is_timeout() {
        // A connection that takes too long has a time limit of its own.
        let exceeded = timeout.filter(|_| !is_connect);
        TransportError::timeout(exceeded.map(|Timeout(duration)| duration), error)
    } else if is_connect {
        TransportError::new(TransportErrorKind::Connect, error)
    } else {
        TransportError::new(kind, error)
    }
}
