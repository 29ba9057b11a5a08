//! A wiremock server on a loopback port, and clients of it.

use launchdarkly_oauth::runtime::{Operation, RetryPolicy};
use launchdarkly_oauth::{Client, Error, Response};
use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::KEY;

/// A server that answers every request in one way, and keeps the requests.
pub async fn answering(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    let mock = Mock::given(any()).respond_with(response);
    mock.mount(&server).await;
    server
}

/// A server that answers every request with a status and a JSON body.
pub async fn answering_json(status: u16, body: Value) -> MockServer {
    answering(json_response(status, &body)).await
}

/// A server that answers in many ways, one after the other, and one client of it: with all features a
/// client takes 40 ms to make, as it reads the certificates of the system.
pub struct Service {
    server: MockServer,
    client: Client,
}

impl Service {
    pub async fn start() -> Self {
        let server = MockServer::start().await;
        let client = client_of(&server);
        Self { server, client }
    }

    /// What an operation makes of a response.
    pub async fn call<O: Operation>(
        &self,
        operation: O,
        response: ResponseTemplate,
    ) -> Result<Response<O::Output>, Error<O::Error>> {
        self.server.reset().await;
        let mock = Mock::given(any()).respond_with(response);
        mock.mount(&self.server).await;
        self.client.execute(operation).send().await
    }

    /// The request of the last call.
    pub async fn only_request(&self) -> Request {
        only_request(&self.server).await
    }
}

/// A response with a status and a body of JSON.
pub fn json_response(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

/// A response with a status and a body that is sent as it is, as `application/json`.
pub fn text_response(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body, "application/json")
}

/// A client of the server, with the API key.
pub fn client_of(server: &MockServer) -> Client {
    client_at(&server.uri())
}

/// A client of a base URL, with the API key. It tries nothing again, so that each answer is the last.
pub fn client_at(base_url: &str) -> Client {
    Client::builder()
        .base_url(base_url)
        .api_key(KEY)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

/// The one request that the server got.
pub async fn only_request(server: &MockServer) -> Request {
    let mut requests = requests(server).await;
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}

/// The requests that the server got.
pub async fn requests(server: &MockServer) -> Vec<Request> {
    server.received_requests().await.unwrap()
}

/// The values of a header, in order; none if it was not sent.
pub fn header<'a>(request: &'a Request, name: &str) -> Vec<&'a str> {
    let values = request.headers.get_all(name).iter();
    values.map(|value| value.to_str().unwrap()).collect()
}
