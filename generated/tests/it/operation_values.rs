//! Operations as plain values: a request to look at and a response to decode, without any client.

use launchdarkly_oauth::operations::oauth2_clients::{
    CreateOauth2Client, DeleteOauthClient, GetOauthClientById, GetOauthClientByIdError,
    GetOauthClients, PatchOauthClient,
};
use launchdarkly_oauth::runtime::{Body, Operation, Outcome, RawResponse};
use launchdarkly_oauth::types::{OauthClientPost, PatchOperation};

use crate::support::transport::response;
use crate::support::wire;

fn raw(status: u16, body: &serde_json::Value) -> RawResponse {
    response(status, body.to_string()).into()
}

fn body_of(request: &http::Request<Body>) -> &[u8] {
    request.body().as_bytes().unwrap()
}

#[test]
fn a_request_has_no_host_and_no_credential() {
    let request = GetOauthClientById::new("a/b").request().unwrap();
    assert_eq!(request.method(), http::Method::GET);
    assert_eq!(request.uri(), "/api/v2/oauth/clients/a%2Fb");
    assert_eq!(request.headers().len(), 1);
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(body_of(&request), b"");
}

#[test]
fn a_request_with_a_body() {
    let patch = [PatchOperation::replace("/name").value("ci")];
    let request = PatchOauthClient::new("7", patch).request().unwrap();
    assert_eq!(request.method(), http::Method::PATCH);
    assert_eq!(request.uri(), "/api/v2/oauth/clients/7");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(
        body_of(&request),
        br#"[{"op":"replace","path":"/name","value":"ci"}]"#
    );

    let request = CreateOauth2Client::new(OauthClientPost::new().name("ci")).request();
    assert_eq!(body_of(&request.unwrap()), br#"{"name":"ci"}"#);
}

#[test]
fn a_request_that_cannot_be_made_names_its_operation() {
    let error = DeleteOauthClient::new("").request().unwrap_err();
    assert_eq!(
        error.to_string(),
        "deleteOAuthClient: path parameter `clientId` is empty"
    );
}

#[test]
fn an_operation_is_changed_and_compared() {
    let mut operation = GetOauthClientById::new("7");
    assert_eq!(operation, GetOauthClientById::new(String::from("7")));
    operation.client_id = "8".to_owned();
    assert_eq!(
        operation.request().unwrap().uri(),
        "/api/v2/oauth/clients/8"
    );
    assert_ne!(operation, GetOauthClientById::new("7"));
}

#[test]
fn what_is_known_without_a_value() {
    let infos = [
        GetOauthClients::INFO,
        CreateOauth2Client::INFO,
        GetOauthClientById::INFO,
        PatchOauthClient::INFO,
        DeleteOauthClient::INFO,
    ];
    let lines = infos
        .each_ref()
        .map(|info| format!("{} {} {}", info.id, info.method, info.path));
    assert_eq!(
        lines,
        [
            "getOAuthClients GET /api/v2/oauth/clients",
            "createOAuth2Client POST /api/v2/oauth/clients",
            "getOAuthClientById GET /api/v2/oauth/clients/{clientId}",
            "patchOAuthClient PATCH /api/v2/oauth/clients/{clientId}",
            "deleteOAuthClient DELETE /api/v2/oauth/clients/{clientId}",
        ]
    );
    assert!(infos.iter().all(|info| info.security == [&["ApiKey"]]));
}

#[test]
fn a_response_is_decoded() {
    let success = GetOauthClientById::decode(&mut raw(200, &wire::page_example())).unwrap();
    let Outcome::Success(client) = success else {
        panic!("{success:?}")
    };
    assert_eq!(client.creation_date, 1);

    let failure =
        GetOauthClientById::decode(&mut raw(404, &wire::error("not_found", "No"))).unwrap();
    let Outcome::Failure(GetOauthClientByIdError::NotFound(body)) = failure else {
        panic!("{failure:?}")
    };
    assert_eq!(
        (body.code.as_str(), body.message.as_str()),
        ("not_found", "No")
    );

    let undocumented = GetOauthClients::decode(&mut raw(404, &wire::error("not_found", "No")));
    assert_eq!(undocumented.unwrap(), Outcome::Undocumented);

    let deleted = DeleteOauthClient::decode(&mut response(204, String::new()).into());
    assert_eq!(deleted.unwrap(), Outcome::Success(()));
}

#[test]
fn a_missing_property_is_a_decode_failure_that_names_it() {
    for member in [
        "_links",
        "name",
        "_accountId",
        "_clientId",
        "redirectUri",
        "_creationDate",
    ] {
        let body = wire::collection(&[
            wire::client("one"),
            wire::without(wire::client("two"), member),
        ]);
        let failure = GetOauthClients::decode(&mut raw(200, &body)).unwrap_err();
        assert_eq!(failure.path(), "items[1]", "{failure}");
        let missing = format!("missing field `{member}`");
        assert!(failure.message().contains(&missing), "{failure}");
    }
}
