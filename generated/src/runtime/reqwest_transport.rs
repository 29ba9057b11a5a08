//! [`ReqwestTransport`]: the default transport, over `reqwest`.

use std::time::Duration;

use super::transport_error::is_of_request_body;
use super::{
    Body, BoxFuture, BuildError, ClientBuilder, Transport, TransportError, TransportErrorKind,
};

/// The default transport, over [`reqwest`]. It needs a Tokio runtime, save on wasm32.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport that follows redirects only within one origin, so that no credential travels.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        Self::with_timeouts(None, None)
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn with_timeouts(
        connect: Option<Duration>,
        read: Option<Duration>,
    ) -> Result<Self, BuildError> {
        let mut builder = reqwest::Client::builder()
            .redirect(same_origin_redirects())
            // A referrer is the last URL, and a key may be in its query.
            .referer(false);
        if let Some(timeout) = connect {
            builder = builder.connect_timeout(timeout);
        }
        if let Some(timeout) = read {
            builder = builder.read_timeout(timeout);
        }
        builder.build().map(Self::from).map_err(setup_error)
    }

    /// Over the browser's `fetch`, which follows redirects and connects by the browser's rules.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn with_timeouts(
        _: Option<Duration>,
        _: Option<Duration>,
    ) -> Result<Self, BuildError> {
        let client = reqwest::Client::builder().build();
        client.map(Self::from).map_err(setup_error)
    }
}

/// The client's own settings stay, its rule for redirects and its timeout among them.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl<C> ClientBuilder<C> {
    /// Sends requests by a `reqwest` client with settings of your own: proxies, certificates, pools,
    /// HTTP/2.
    ///
    /// Its rule for redirects is its own, too. `reqwest` takes `Authorization` off a redirect to
    /// another host, but not a key in another header.
    pub fn reqwest_client(self, client: reqwest::Client) -> Self {
        self.transport(ReqwestTransport::from(client))
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async {
            let request = request.map(|body| match body.as_bytes() {
                Some(bytes) => reqwest::Body::from(bytes.clone()),
                None => reqwest::Body::wrap(body),
            });
            let request = reqwest::Request::try_from(request)
                .map_err(|error| transport_error(error, TransportErrorKind::Other))?;
            let response = self
                .client
                .execute(request)
                .await
                .map_err(|error| transport_error(error, TransportErrorKind::Send))?;
            let response = http::Response::<reqwest::Body>::from(response);
            Ok(response.map(|body| {
                Body::from_http_body(ResponseBody {
                    body: Box::pin(body),
                })
            }))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The body of a response, with errors that tell where it failed and hold no URL.
#[cfg(not(target_arch = "wasm32"))]
struct ResponseBody {
    body: std::pin::Pin<Box<reqwest::Body>>,
}

#[cfg(not(target_arch = "wasm32"))]
impl http_body::Body for ResponseBody {
    type Data = bytes::Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        task: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        let frame = self.body.as_mut().poll_frame(task);
        frame.map_err(|error| transport_error(error, TransportErrorKind::ReadBody))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

/// The browser takes a request's body in memory.
#[cfg(target_arch = "wasm32")]
impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async {
            let (head, body) = request.into_parts();
            let request = http::Request::from_parts(head, body.collect(u64::MAX).await?);
            let request = reqwest::Request::try_from(request)
                .map_err(|error| transport_error(error, TransportErrorKind::Other))?;
            let response = self
                .client
                .execute(request)
                .await
                .map_err(|error| transport_error(error, TransportErrorKind::Send))?;
            let mut answer = http::Response::new(Body::empty());
            *answer.status_mut() = response.status();
            *answer.headers_mut() = response.headers().clone();
            *answer.body_mut() = Body::from_stream(response.bytes_stream());
            Ok(answer)
        })
    }
}

/// Follows up to ten redirects, each to the scheme, host and port that the request went to. Another
/// one is not followed: it arrives as a response.
#[cfg(not(target_arch = "wasm32"))]
fn same_origin_redirects() -> reqwest::redirect::Policy {
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

fn setup_error(error: reqwest::Error) -> BuildError {
    BuildError::new("the transport cannot be set up").with_source(error)
}

/// The error without its URL, which may hold a key.
fn transport_error(error: reqwest::Error, kind: TransportErrorKind) -> TransportError {
    #[cfg(not(target_arch = "wasm32"))]
    let is_connect = error.is_connect();
    #[cfg(target_arch = "wasm32")]
    let is_connect = false;
    let error = error.without_url();
    if error.is_redirect() {
        // Too many of them: another try would go the same way.
        TransportError::new(TransportErrorKind::Other, error)
    } else if is_of_request_body(&error) {
        TransportError::new(TransportErrorKind::RequestBody, error)
    } else if is_connect {
        TransportError::new(TransportErrorKind::Connect, error)
    } else if error.is_timeout() {
        TransportError::timeout(None, error)
    } else {
        TransportError::new(kind, error)
    }
}
