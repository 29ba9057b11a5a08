//! Each status that the document lists, of each operation.

use std::fmt::Debug;

use launchdarkly_oauth::Error;
use launchdarkly_oauth::operations::oauth2_clients::{
    CreateOauth2Client, DeleteOauthClient, GetOauthClientById, GetOauthClientByIdError,
    GetOauthClientByIdHeaders, GetOauthClients, PatchOauthClient,
};
use launchdarkly_oauth::runtime::Operation;
use launchdarkly_oauth::types::{OauthClientPost, PatchOperation};
use serde_json::Value;
use wiremock::ResponseTemplate;

use crate::support::documented::{DocumentedError, ERRORS, NOT_FOUND};
use crate::support::server::{Service, answering, answering_json, client_of, json_response};
use crate::support::wire;

/// Answers an operation with each error, and looks for the variant with the same code and message.
async fn assert_errors<O>(operation: O, errors: &[(u16, &'static str)])
where
    O: Operation<Output: Debug, Error: DocumentedError> + Clone,
{
    let service = Service::start().await;
    for &(status, variant) in errors {
        let (code, message) = (format!("code-{status}"), format!("Schade: „{status}“"));
        let body = wire::error(&code, &message);
        let answer = service
            .call(operation.clone(), json_response(status, &body))
            .await;
        let error = answer.unwrap_err();

        let place = format!("{} {status}: {error:?}", O::INFO.id);
        assert_eq!(error.status().unwrap(), status, "{place}");
        let Error::Api(error) = error else {
            panic!("{place}")
        };
        assert_eq!(error.status(), status, "{place}");
        assert_eq!(error.operation(), O::INFO.id, "{place}");
        assert_eq!(
            error.headers()["content-type"],
            "application/json",
            "{place}"
        );
        assert_eq!(error.raw_body(), body.to_string().as_bytes(), "{place}");
        assert_eq!(
            error.body().parts(),
            (variant, code.as_str(), message.as_str())
        );
        let shown = error.to_string();
        assert!(
            shown.starts_with(O::INFO.id) && shown.contains(&code),
            "{shown}"
        );
        assert_eq!(error.into_body().parts().0, variant, "{place}");
    }
}

#[tokio::test]
async fn errors_of_operations_on_the_collection() {
    assert_errors(GetOauthClients::new(), &ERRORS).await;
    assert_errors(CreateOauth2Client::new(OauthClientPost::new()), &ERRORS).await;
}

#[tokio::test]
async fn errors_of_operations_on_one_client() {
    let mut errors = ERRORS.to_vec();
    errors.push(NOT_FOUND);
    assert_errors(GetOauthClientById::new("7"), &errors).await;
    let patch = [PatchOperation::remove("/description")];
    assert_errors(PatchOauthClient::new("7", patch), &errors).await;
    assert_errors(DeleteOauthClient::new("7"), &errors).await;
}

#[tokio::test]
async fn headers_of_429_are_there() {
    let response = ResponseTemplate::new(429)
        .set_body_json(wire::error("rate_limited", "Too many requests"))
        .insert_header("Retry-After", "10")
        .insert_header("X-Ratelimit-Route-Remaining", "0")
        .insert_header("X-Ratelimit-Reset", "1700000010000");
    let server = answering(response).await;
    let error = client_of(&server)
        .oauth2_clients()
        .get_oauth_client_by_id("7")
        .await
        .unwrap_err();

    let headers = error.headers().unwrap();
    assert_eq!(headers["retry-after"], "10");
    assert_eq!(headers["x-ratelimit-route-remaining"], "0");
    assert_eq!(headers["x-ratelimit-reset"], "1700000010000");
    let typed = GetOauthClientByIdHeaders::new(headers);
    assert_eq!(typed.retry_after().unwrap(), Some(10));
    assert_eq!(typed.x_ratelimit_route_remaining().unwrap(), Some(0));
    assert_eq!(typed.x_ratelimit_reset().unwrap(), Some(1_700_000_010_000));
    let Error::Api(error) = &error else {
        panic!("{error:?}")
    };
    assert!(matches!(
        error.body(),
        GetOauthClientByIdError::TooManyRequests(_)
    ));
    assert_eq!(error.headers(), headers);
}

/// A caller matches without a table like the one above.
#[tokio::test]
async fn an_error_is_matched_by_variant() {
    let server = answering_json(404, wire::error("not_found", "No such client")).await;
    let clients = client_of(&server).oauth2_clients();
    match clients.get_oauth_client_by_id("7").await {
        Err(Error::Api(error)) if error.status() == 404 => match error.body() {
            GetOauthClientByIdError::NotFound(body) => assert_eq!(body.message, "No such client"),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn members_of_an_error_that_the_document_does_not_list_are_ignored() {
    let body = wire::with(wire::error("unauthorized", "Nope"), "hint", "log in".into());
    let server = answering_json(401, body).await;
    let call = client_of(&server).oauth2_clients().get_oauth_clients();
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    let sent: Value = serde_json::from_slice(error.raw_body().unwrap()).unwrap();
    assert_eq!(sent["hint"], "log in");
}

#[tokio::test]
async fn successes_have_a_status_headers_and_a_body() {
    let one = ResponseTemplate::new(200)
        .set_body_json(wire::client("ci"))
        .insert_header("x-request-id", "r-1");
    let server = answering(one).await;
    let clients = client_of(&server).oauth2_clients();
    let got = clients.get_oauth_client_by_id("7").send().await.unwrap();
    assert_eq!(got.status(), 200);
    assert_eq!(got.headers()["x-request-id"], "r-1");
    assert_eq!(got.body().name, "ci");
    let patched = clients
        .patch_oauth_client("7", vec![])
        .send()
        .await
        .unwrap();
    let (status, headers, body) = patched.into_parts();
    assert_eq!((status.as_u16(), body.name.as_str()), (200, "ci"));
    assert_eq!(headers["x-request-id"], "r-1");

    let items = [wire::client("one"), wire::client("two")];
    let server = answering_json(200, wire::collection(&items)).await;
    let clients = client_of(&server).oauth2_clients();
    let listed = clients.get_oauth_clients().send().await.unwrap();
    assert_eq!(listed.status(), 200);
    let names: Vec<_> = listed.body().items.iter().map(|item| &item.name).collect();
    assert_eq!(names, ["one", "two"]);

    let server = answering_json(201, wire::client("new")).await;
    let clients = client_of(&server).oauth2_clients();
    let post = OauthClientPost::new().name("new");
    let created = clients.create_oauth2_client(post).send().await.unwrap();
    assert_eq!(created.status(), 201);
    assert_eq!(created.into_body().name, "new");

    let gone = ResponseTemplate::new(204).insert_header("x-request-id", "r-2");
    let server = answering(gone).await;
    let clients = client_of(&server).oauth2_clients();
    let deleted = clients.delete_oauth_client("7").send().await.unwrap();
    assert_eq!(deleted.status(), 204);
    assert_eq!(deleted.headers()["x-request-id"], "r-2");
    let () = deleted.into_body();
}
