//! A transport without a network.

use std::sync::{Arc, Mutex};

use launchdarkly_oauth::runtime::{Body, BoxFuture};
use launchdarkly_oauth::{Transport, TransportError};

type Answer = dyn Fn(&Request) -> Result<http::Response<Body>, TransportError> + Send + Sync;

/// A request as a transport gets it.
pub type Request = http::Request<Body>;

/// Answers each request by a function, and keeps the requests.
pub struct Double {
    answer: Box<Answer>,
    requests: Mutex<Vec<Request>>,
}

impl Double {
    pub fn new(
        answer: impl Fn(&Request) -> Result<http::Response<Body>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            answer: Box::new(answer),
            requests: Mutex::default(),
        })
    }

    /// The requests since the last look.
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }

    fn answer(&self, request: Request) -> Result<http::Response<Body>, TransportError> {
        let answer = (self.answer)(&request);
        self.requests.lock().unwrap().push(request);
        answer
    }
}

impl Transport for Double {
    fn send(
        &self,
        request: Request,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { self.answer(request) })
    }
}

/// A response with a body of JSON text.
pub fn response(status: u16, body: String) -> http::Response<Body> {
    http::Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(Body::from(body))
        .unwrap()
}
