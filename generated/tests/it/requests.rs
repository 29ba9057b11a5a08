//! What each operation sends: method, path, headers, body.

use launchdarkly_oauth::runtime::Operation;
use launchdarkly_oauth::types::{OauthClientPost, PatchOperation};
use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

use crate::support::server::{answering, answering_json, client_of, header, only_request};
use crate::support::{KEY, wire};

const PATH: &str = "/api/v2/oauth/clients";
const PATH_OF_ONE: &str = "/api/v2/oauth/clients/client-7";

/// What every request has, whatever its operation.
fn assert_request(request: &Request, method: &str, path: &str) {
    assert_eq!(request.method.as_str(), method);
    assert_eq!(request.url.path(), path);
    assert_eq!(request.url.query(), None);
    assert_eq!(header(request, "authorization"), [KEY]);
    assert_eq!(
        header(request, "user-agent"),
        [concat!("launchdarkly-oauth/", env!("CARGO_PKG_VERSION"))]
    );
    assert_eq!(header(request, "accept"), ["application/json"]);
}

fn assert_without_body(request: &Request) {
    assert_eq!(request.body, b"");
    assert_eq!(header(request, "content-type"), [""; 0]);
}

fn assert_json_body(request: &Request, expected: &Value) {
    assert_eq!(header(request, "content-type"), ["application/json"]);
    assert_eq!(&request.body_json::<Value>().unwrap(), expected);
}

#[tokio::test]
async fn get_oauth_clients() {
    let server = answering_json(200, wire::collection(&[])).await;
    let call = client_of(&server).oauth2_clients().get_oauth_clients();
    call.await.unwrap();

    let request = only_request(&server).await;
    assert_request(&request, "GET", PATH);
    assert_without_body(&request);
}

#[tokio::test]
async fn create_oauth2_client() {
    let server = answering_json(201, wire::client("ci")).await;
    let post = OauthClientPost::new()
        .name("ci")
        .redirect_uri("https://ci.example.com/callback")
        .description("Läuft „nachts“ ☾");
    let call = client_of(&server)
        .oauth2_clients()
        .create_oauth2_client(post);
    call.await.unwrap();

    let request = only_request(&server).await;
    assert_request(&request, "POST", PATH);
    let expected = json!({
        "name": "ci",
        "redirectUri": "https://ci.example.com/callback",
        "description": "Läuft „nachts“ ☾"
    });
    assert_json_body(&request, &expected);
}

#[tokio::test]
async fn get_oauth_client_by_id() {
    let server = answering_json(200, wire::client("ci")).await;
    let call = client_of(&server)
        .oauth2_clients()
        .get_oauth_client_by_id("client-7");
    call.await.unwrap();

    let request = only_request(&server).await;
    assert_request(&request, "GET", PATH_OF_ONE);
    assert_without_body(&request);
}

#[tokio::test]
async fn patch_oauth_client() {
    let server = answering_json(200, wire::client("ci")).await;
    let patch = [
        PatchOperation::replace("/name").value("ci"),
        PatchOperation::remove("/description"),
    ];
    let call = client_of(&server)
        .oauth2_clients()
        .patch_oauth_client("client-7", patch);
    call.await.unwrap();

    let request = only_request(&server).await;
    assert_request(&request, "PATCH", PATH_OF_ONE);
    let expected = json!([
        { "op": "replace", "path": "/name", "value": "ci" },
        { "op": "remove", "path": "/description" }
    ]);
    assert_json_body(&request, &expected);
}

#[tokio::test]
async fn delete_oauth_client() {
    let server = answering(ResponseTemplate::new(204)).await;
    let call = client_of(&server)
        .oauth2_clients()
        .delete_oauth_client("client-7");
    call.await.unwrap();

    let request = only_request(&server).await;
    assert_request(&request, "DELETE", PATH_OF_ONE);
    assert_without_body(&request);
}

#[tokio::test]
async fn a_body_without_properties_is_an_empty_object() {
    let server = answering_json(201, wire::client("ci")).await;
    let clients = client_of(&server).oauth2_clients();
    clients
        .create_oauth2_client(OauthClientPost::new())
        .await
        .unwrap();
    let request = only_request(&server).await;
    assert_eq!(request.body, b"{}");
    assert_eq!(header(&request, "content-length"), ["2"]);
}

#[tokio::test]
async fn a_request_is_the_same_each_time_it_is_sent() {
    let server = answering_json(200, wire::client("ci")).await;
    let call = client_of(&server)
        .oauth2_clients()
        .get_oauth_client_by_id("client-7");
    let operation = call.operation().clone();
    call.clone().await.unwrap();
    call.await.unwrap();
    client_of(&server).execute(operation.clone()).await.unwrap();

    let requests = crate::support::server::requests(&server).await;
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_request(request, "GET", PATH_OF_ONE);
    }
    assert_eq!(operation.request().unwrap().uri(), PATH_OF_ONE);
}
