//! Statuses that the document does not list for an operation: with whatever body, they are no success,
//! no typed error and no failure to decode.

use std::fmt::Debug;

use launchdarkly_oauth::Error;
use launchdarkly_oauth::operations::oauth2_clients::{
    CreateOauth2Client, DeleteOauthClient, GetOauthClientById, GetOauthClients, PatchOauthClient,
};
use launchdarkly_oauth::runtime::{Operation, UnexpectedStatus};
use launchdarkly_oauth::types::OauthClientPost;
use wiremock::ResponseTemplate;

use crate::support::server::{Service, json_response};
use crate::support::wire;

async fn unexpected<O>(
    service: &Service,
    operation: O,
    response: ResponseTemplate,
) -> UnexpectedStatus
where
    O: Operation<Output: Debug, Error: Debug>,
{
    let error = service.call(operation, response).await.unwrap_err();
    assert_eq!(error.operation(), Some(O::INFO.id));
    match error {
        Error::UnexpectedStatus(error) => error,
        other => panic!("{}: {other:?}", O::INFO.id),
    }
}

#[tokio::test]
async fn a_status_that_no_operation_has() {
    let service = Service::start().await;
    let teapot = || json_response(418, &wire::error("teapot", "short"));
    let patch = PatchOauthClient::new("7", vec![]);
    let create = CreateOauth2Client::new(OauthClientPost::new());
    for error in [
        unexpected(&service, GetOauthClients::new(), teapot()).await,
        unexpected(&service, create, teapot()).await,
        unexpected(&service, GetOauthClientById::new("7"), teapot()).await,
        unexpected(&service, patch, teapot()).await,
        unexpected(&service, DeleteOauthClient::new("7"), teapot()).await,
    ] {
        assert_eq!(error.status(), 418);
        assert_eq!(
            error.raw_body(),
            wire::error("teapot", "short").to_string().as_bytes()
        );
        let shown = error.to_string();
        assert!(shown.starts_with(error.operation()), "{shown}");
        assert!(shown.contains("418"), "{shown}");
    }
}

#[tokio::test]
async fn a_page_of_html_from_a_proxy() {
    let service = Service::start().await;
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    for status in [500, 502, 503] {
        let response = ResponseTemplate::new(status)
            .set_body_raw(page, "text/html")
            .insert_header("x-served-by", "cache-1");
        let error = unexpected(&service, GetOauthClientById::new("7"), response).await;
        assert_eq!(error.status(), status);
        assert_eq!(error.raw_body(), page.as_bytes());
        assert_eq!(error.headers()["x-served-by"], "cache-1");
    }
}

#[tokio::test]
async fn an_empty_body() {
    let service = Service::start().await;
    let error = unexpected(&service, GetOauthClients::new(), ResponseTemplate::new(500)).await;
    assert_eq!(error.raw_body().len(), 0);
}

#[tokio::test]
async fn a_status_that_only_other_operations_have() {
    let service = Service::start().await;
    let not_found = || json_response(404, &wire::error("not_found", "No"));
    unexpected(&service, GetOauthClients::new(), not_found()).await;
    let create = CreateOauth2Client::new(OauthClientPost::new());
    unexpected(&service, create, not_found()).await;
}

/// 201 in place of 200, 200 in place of 201 and 204: a success, yet not one that the document knows.
#[tokio::test]
async fn another_success() {
    let service = Service::start().await;
    let with_client = |status| json_response(status, &wire::client("ci"));
    unexpected(&service, GetOauthClientById::new("7"), with_client(201)).await;
    unexpected(
        &service,
        GetOauthClientById::new("7"),
        ResponseTemplate::new(204),
    )
    .await;
    let create = CreateOauth2Client::new(OauthClientPost::new());
    unexpected(&service, create, with_client(200)).await;
    unexpected(&service, DeleteOauthClient::new("7"), with_client(200)).await;
}
