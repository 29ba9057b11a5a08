//! [`RecordingTransport`]: a double for tests of code that uses the API, without a network.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use serde::Serialize;

use super::{
    Body, BoxFuture, BuildError, OperationInfo, Transport, TransportError, TransportErrorKind,
    header,
};

/// A transport that answers what it was told to, and records what it is sent.
///
/// Answers are given in order: first those for the operation, then those for any. Waits take no time, and
/// are recorded as well. Its clones are one, so that a test keeps one and gives the other to a client.
#[derive(Debug, Clone, Default)]
pub struct RecordingTransport {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<(Option<String>, Answer)>,
    requests: Vec<RecordedRequest>,
    waits: Vec<Duration>,
}

/// What a [`RecordingTransport`] answers.
#[derive(Debug)]
pub struct Answer {
    outcome: Result<http::Response<Body>, TransportErrorKind>,
}

impl Answer {
    /// A response without a body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::body(status, Body::empty())
    }

    /// A response with a body, which may be a stream. What is no status becomes 500.
    #[must_use]
    pub fn body(status: u16, body: impl Into<Body>) -> Self {
        let mut response = http::Response::new(body.into());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            outcome: Ok(response),
        }
    }

    /// A response of JSON.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(status: u16, value: &T) -> Result<Self, BuildError> {
        let json = serde_json::to_vec(value).map_err(|error| {
            BuildError::new(format!("the answer cannot be written as JSON: {error}"))
        })?;
        Self::body(status, json).header("content-type", "application/json")
    }

    /// No response: the transport fails.
    #[must_use]
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self { outcome: Err(kind) }
    }

    /// The answer with a header.
    ///
    /// # Errors
    /// When the name or the value may not be sent.
    pub fn header<N, V>(mut self, name: N, value: V) -> Result<Self, BuildError>
    where
        N: TryInto<HeaderName, Error: Into<http::Error>>,
        V: TryInto<HeaderValue, Error: Into<http::Error>>,
    {
        let (name, value) = header::checked(name, value)?;
        if let Ok(response) = &mut self.outcome {
            response.headers_mut().append(name, value);
        }
        Ok(self)
    }
}

/// A request as it would have gone out.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The id of the operation; empty for a request of something else, such as one for a token.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The absolute URI.
    pub uri: Uri,
    /// The headers, credentials among them.
    pub headers: HeaderMap,
    /// The body, read to the end.
    pub body: Bytes,
}

impl RecordedRequest {
    /// The body as JSON; null if it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl RecordingTransport {
    /// A transport that has no answer yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer for any operation.
    pub fn answer(&self, answer: Answer) -> &Self {
        self.lock().answers.push_back((None, answer));
        self
    }

    /// Adds an answer for an operation, by its `operationId`.
    pub fn answer_to(&self, operation: impl Into<String>, answer: Answer) -> &Self {
        self.lock()
            .answers
            .push_back((Some(operation.into()), answer));
        self
    }

    /// What was sent so far.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.lock().requests.clone()
    }

    /// The waits so far, between tries.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.lock().waits.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_answer(&self, operation: &str) -> Option<Answer> {
        let answers = &mut self.lock().answers;
        let own = |(of, _): &(Option<String>, Answer)| of.as_deref() == Some(operation);
        let any = |(of, _): &(Option<String>, Answer)| of.is_none();
        let index = answers.iter().position(own);
        let index = index.or_else(|| answers.iter().position(any))?;
        answers.remove(index).map(|(_, answer)| answer)
    }
}

impl Transport for RecordingTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async {
            let (head, body) = request.into_parts();
            let info = head.extensions.get::<OperationInfo>();
            let operation = info.map_or("", |info| info.id);
            let body = body.collect(u64::MAX).await?;
            self.lock().requests.push(RecordedRequest {
                operation,
                method: head.method,
                uri: head.uri,
                headers: head.headers,
                body,
            });
            match self.next_answer(operation) {
                Some(answer) => answer
                    .outcome
                    .map_err(|kind| TransportError::new(kind, "the answer is a failure")),
                None => Err(TransportError::new(
                    TransportErrorKind::Other,
                    format!("the recording transport has no answer left for `{operation}`"),
                )),
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.lock().waits.push(duration);
        })
    }

    /// Passes as ever: a body or a credential may take its time.
    fn time_limit(&self, duration: Duration) -> BoxFuture<'_, ()> {
        super::timer::sleep(duration)
    }
}
