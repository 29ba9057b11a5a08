//! The blocking client: the same operations, from threads without a runtime.

use std::time::Duration;

use launchdarkly_oauth::blocking::Client;
use launchdarkly_oauth::operations::oauth2_clients::{
    CreateOauth2ClientError, GetOauthClientByIdError, GetOauthClients,
};
use launchdarkly_oauth::runtime::{RetryPolicy, TransportErrorKind};
use launchdarkly_oauth::types::{OauthClientPost, PatchOperation};
use launchdarkly_oauth::{Error, TransportError};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use wiremock::{MockServer, Request, ResponseTemplate};

use crate::support::raw_server::{
    closes_in_the_body, never_answers, refuse, serve, stalls_in_the_body,
};
use crate::support::server::{self, answering, header};
use crate::support::transport::{Double, response};
use crate::support::{KEY, wire};

/// A wiremock server in a runtime of its own; the test's thread has none, so it may block.
struct Server {
    runtime: Runtime,
    mock: MockServer,
}

impl Server {
    fn answering(response: ResponseTemplate) -> Self {
        let runtime = Runtime::new().unwrap();
        let mock = runtime.block_on(answering(response));
        Self { runtime, mock }
    }

    fn answering_json(status: u16, body: Value) -> Self {
        Self::answering(ResponseTemplate::new(status).set_body_json(body))
    }

    fn client(&self) -> Client {
        client_at(&self.mock.uri())
    }

    fn only_request(&self) -> Request {
        self.runtime.block_on(server::only_request(&self.mock))
    }
}

fn client_at(base_url: &str) -> Client {
    Client::builder()
        .base_url(base_url)
        .api_key(KEY)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

#[test]
fn a_list() {
    let server = Server::answering_json(200, wire::collection(&[wire::client("ci")]));
    let listed = server
        .client()
        .oauth2_clients()
        .get_oauth_clients()
        .send()
        .unwrap();
    assert_eq!(listed.status(), 200);
    assert_eq!(listed.body().items[0].name, "ci");

    let request = server.only_request();
    assert_eq!(request.method.as_str(), "GET");
    assert_eq!(request.url.path(), "/api/v2/oauth/clients");
    assert_eq!(header(&request, "authorization"), [KEY]);
    assert_eq!(header(&request, "accept"), ["application/json"]);
    assert_eq!(request.body, b"");
}

#[test]
fn a_registration() {
    let server = Server::answering_json(201, wire::client("ci"));
    let post = OauthClientPost::new().name("ci");
    let call = server.client().oauth2_clients().create_oauth2_client(post);
    let created = call.header("x-trace", "0af7").send().unwrap();
    assert_eq!(created.status(), 201);

    let request = server.only_request();
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(header(&request, "content-type"), ["application/json"]);
    assert_eq!(header(&request, "x-trace"), ["0af7"]);
    assert_eq!(
        request.body_json::<Value>().unwrap(),
        json!({ "name": "ci" })
    );
}

#[test]
fn one_client_under_an_awkward_id() {
    let server = Server::answering_json(200, wire::page_example());
    let call = server
        .client()
        .oauth2_clients()
        .get_oauth_client_by_id("a/b ?");
    assert_eq!(call.send().unwrap().into_body().creation_date, 1);
    assert_eq!(
        server.only_request().url.path(),
        "/api/v2/oauth/clients/a%2Fb%20%3F"
    );
}

#[test]
fn a_patch() {
    let server = Server::answering_json(200, wire::client("cd"));
    let patch = [PatchOperation::replace("/name").value("cd")];
    let call = server
        .client()
        .oauth2_clients()
        .patch_oauth_client("7", patch);
    assert_eq!(call.send().unwrap().into_body().name, "cd");
    let request = server.only_request();
    assert_eq!(request.method.as_str(), "PATCH");
    assert_eq!(
        request.body,
        br#"[{"op":"replace","path":"/name","value":"cd"}]"#
    );
}

#[test]
fn a_delete() {
    let server = Server::answering(ResponseTemplate::new(204));
    let call = server.client().oauth2_clients().delete_oauth_client("7");
    assert_eq!(call.send().unwrap().status(), 204);
    assert_eq!(server.only_request().method.as_str(), "DELETE");
}

#[test]
fn typed_errors() {
    let server = Server::answering_json(404, wire::error("not_found", "No such client"));
    let clients = server.client().oauth2_clients();
    let error = clients.get_oauth_client_by_id("7").send().unwrap_err();
    let Error::Api(error) = error else {
        panic!("{error:?}")
    };
    assert!(
        matches!(error.body(), GetOauthClientByIdError::NotFound(_)),
        "{error:?}"
    );
    let error = clients.get_oauth_clients().send().unwrap_err();
    assert!(matches!(error, Error::UnexpectedStatus(_)), "{error:?}");

    let response = ResponseTemplate::new(429)
        .set_body_json(wire::error("rate_limited", "Slow down"))
        .insert_header("retry-after", "10");
    let server = Server::answering(response);
    let call = server.client().oauth2_clients();
    let error = call
        .create_oauth2_client(OauthClientPost::new())
        .send()
        .unwrap_err();
    let Error::Api(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.headers()["retry-after"], "10");
    let CreateOauth2ClientError::TooManyRequests(body) = error.body() else {
        panic!("{error:?}")
    };
    assert_eq!(body.message, "Slow down");
}

#[test]
fn an_undecodable_body() {
    let body = wire::with(wire::client("ci"), "_creationDate", json!("yesterday"));
    let server = Server::answering_json(200, wire::collection(&[body]));
    let error = server
        .client()
        .execute(GetOauthClients::new())
        .send()
        .unwrap_err();
    let Error::Decode(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.path(), "items[0]._creationDate");
}

#[test]
fn what_cannot_be_sent() {
    let server = Server::answering(ResponseTemplate::new(204));
    let clients = server.client().oauth2_clients();
    for id in ["", ".."] {
        let error = clients.delete_oauth_client(id).send().unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error:?}");
    }
    let received = server.runtime.block_on(server::requests(&server.mock));
    assert_eq!(received.len(), 0);
}

#[test]
fn a_redirect_to_another_origin() {
    let other = Server::answering_json(200, wire::client("stolen"));
    let response = ResponseTemplate::new(302).insert_header("location", other.mock.uri());
    let server = Server::answering(response);
    let error = server
        .client()
        .oauth2_clients()
        .get_oauth_client_by_id("7")
        .send()
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    let received = other.runtime.block_on(server::requests(&other.mock));
    assert_eq!(received.len(), 0);
}

#[test]
fn timeouts() {
    let timeout = Duration::from_millis(150);
    for answer in [never_answers, stalls_in_the_body] {
        let call = client_at(&serve(answer))
            .oauth2_clients()
            .get_oauth_clients();
        let error = call.timeout(timeout).send().unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "getOAuthClients: no whole response within 150ms"
        );
    }
}

#[test]
fn faults() {
    let (_socket, refused) = refuse();
    for (url, kind) in [
        (refused, TransportErrorKind::Connect),
        (serve(closes_in_the_body), TransportErrorKind::ReadBody),
    ] {
        let call = client_at(&url).oauth2_clients().get_oauth_clients();
        let error = call.send().unwrap_err();
        let Error::Transport(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.kind(), kind);
    }
}

#[test]
fn a_transport_of_the_callers_own() {
    let double = Double::new(|_| Ok(response(200, wire::client("ci").to_string())));
    let client = Client::builder().transport(double.clone()).build().unwrap();
    let call = client.oauth2_clients().get_oauth_client_by_id("7");
    assert_eq!(call.send().unwrap().body().name, "ci");
    let [request] = &double.take_requests()[..] else {
        panic!("not one request")
    };
    assert_eq!(
        request.uri(),
        "https://app.launchdarkly.com/api/v2/oauth/clients/7"
    );

    let double = Double::new(|_| Err(TransportError::timeout(None, "the line is slow")));
    let builder = Client::builder().retry(RetryPolicy::none());
    let client = builder.transport(double).build().unwrap();
    let error = client
        .oauth2_clients()
        .get_oauth_clients()
        .send()
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[test]
fn debug_hides_the_key() {
    let client = Client::new(KEY).unwrap();
    for shown in [
        format!("{client:?}"),
        format!("{client:#?}"),
        format!("{:?}", client.oauth2_clients()),
    ] {
        assert!(!shown.contains(KEY), "{shown}");
    }
    let builder = Client::builder().api_key(KEY);
    assert!(!format!("{builder:?}").contains(KEY), "{builder:?}");
}
