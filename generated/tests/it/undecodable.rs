//! Bodies that are not what the document says: where, what was expected, and the bytes as they came.

use std::fmt::Debug;

use launchdarkly_oauth::operations::oauth2_clients::{
    CreateOauth2Client, GetOauthClientById, GetOauthClients,
};
use launchdarkly_oauth::runtime::Operation;
use launchdarkly_oauth::types::OauthClientPost;
use launchdarkly_oauth::{DecodeError, Error};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::server::{Service, json_response, text_response};
use crate::support::wire;

/// Why an operation cannot make anything of a response.
async fn failure<O>(service: &Service, operation: O, response: ResponseTemplate) -> DecodeError
where
    O: Operation<Output: Debug, Error: Debug>,
{
    let error = service.call(operation, response).await.unwrap_err();
    assert_eq!(error.operation(), Some(O::INFO.id));
    match error {
        Error::Decode(error) => error,
        other => panic!("{}: {other:?}", O::INFO.id),
    }
}

fn get_one() -> GetOauthClientById {
    GetOauthClientById::new("7")
}

#[tokio::test]
async fn a_wrong_type_deep_inside_is_found() {
    let service = Service::start().await;
    let wrong = wire::with(wire::client("two"), "_creationDate", "yesterday".into());
    let body = wire::collection(&[wire::client("one"), wrong]);
    let response = ResponseTemplate::new(200)
        .set_body_json(&body)
        .insert_header("x-request-id", "r-1");
    let error = failure(&service, GetOauthClients::new(), response).await;

    assert_eq!(error.operation(), "getOAuthClients");
    assert_eq!(error.path(), "items[1]._creationDate");
    assert!(error.message().contains("invalid type: string"), "{error}");
    assert!(error.message().contains("expected i64"), "{error}");
    assert_eq!(error.raw_body(), body.to_string().as_bytes());
    assert_eq!(error.status(), 200);
    assert_eq!(error.headers()["x-request-id"], "r-1");
    let beginning =
        "getOAuthClients: cannot decode the 200 response at `items[1]._creationDate`: invalid type";
    assert!(error.to_string().starts_with(beginning), "{error}");
}

#[tokio::test]
async fn a_wrong_type_is_found_at_its_path() {
    let service = Service::start().await;
    let of_client = |member: &str, value: Value| wire::with(wire::client("ci"), member, value);
    for (body, path, expected) in [
        (of_client("name", json!(7)), "name", "expected a string"),
        (of_client("name", json!(null)), "name", "expected a string"),
        (
            of_client("_creationDate", json!(1.5)),
            "_creationDate",
            "expected i64",
        ),
        (
            of_client("_creationDate", json!(1e30)),
            "_creationDate",
            "expected i64",
        ),
        (
            of_client("description", json!(["a"])),
            "description",
            "expected a string",
        ),
        (of_client("_links", json!([])), "_links", "expected a map"),
        (
            of_client("_links", json!({ "self": "/a" })),
            "_links.self",
            "expected struct Link",
        ),
        (
            of_client("_links", json!({ "self": { "href": 1 } })),
            "_links.self.href",
            "expected a string",
        ),
        (json!([]), "", "expected struct Client"),
        (json!(null), "", "expected struct Client"),
        (json!("client"), "", "expected struct Client"),
    ] {
        let error = failure(&service, get_one(), json_response(200, &body)).await;
        assert_eq!(error.path(), path, "{body}: {error}");
        assert!(error.message().contains(expected), "{body}: {error}");
        assert_eq!(error.raw_body(), body.to_string().as_bytes());
    }
}

#[tokio::test]
async fn an_integer_has_all_of_its_64_bits() {
    let service = Service::start().await;
    for date in [i64::MIN, -1, 0, 1_700_000_000_000, i64::MAX] {
        let body = wire::with(wire::client("ci"), "_creationDate", json!(date));
        let got = service
            .call(get_one(), json_response(200, &body))
            .await
            .unwrap();
        assert_eq!(got.body().creation_date, date);
    }
    let text = wire::client("ci")
        .to_string()
        .replace("1700000000000", "9223372036854775808");
    let error = failure(&service, get_one(), text_response(200, &text)).await;
    assert_eq!(error.path(), "_creationDate");
}

#[tokio::test]
async fn truncated_json_is_told() {
    let service = Service::start().await;
    let whole = wire::page_example().to_string();
    for length in [1, whole.len() / 2, whole.len() - 1] {
        let text = &whole[..length];
        let error = failure(&service, get_one(), text_response(200, text)).await;
        assert!(error.message().contains("EOF"), "{text}: {error}");
        assert_eq!(error.raw_body(), text.as_bytes());
        assert_eq!(error.operation(), "getOAuthClientById");
    }
}

#[tokio::test]
async fn text_after_the_json_is_told() {
    let service = Service::start().await;
    let text = format!("{} {{}}", wire::page_example());
    let error = failure(&service, get_one(), text_response(200, &text)).await;
    assert!(error.message().contains("trailing characters"), "{error}");
}

#[tokio::test]
async fn an_empty_body_is_told() {
    let service = Service::start().await;
    let error = failure(&service, get_one(), ResponseTemplate::new(200)).await;
    assert_eq!(error.message(), "the body is empty");
    assert_eq!(error.path(), "");
    assert_eq!(error.raw_body().len(), 0);

    let create = CreateOauth2Client::new(OauthClientPost::new());
    let error = failure(&service, create, ResponseTemplate::new(201)).await;
    assert_eq!(
        error.to_string(),
        "createOAuth2Client: cannot decode the 201 response: the body is empty"
    );
}

#[tokio::test]
async fn html_with_200_is_told() {
    let service = Service::start().await;
    let page = "<!doctype html><title>Sign in</title>";
    let response = ResponseTemplate::new(200).set_body_raw(page, "text/html; charset=utf-8");
    let error = failure(&service, get_one(), response).await;
    assert_eq!(error.message(), "content type is text/html, not JSON");
    assert_eq!(error.raw_body(), page.as_bytes());
}

#[tokio::test]
async fn bytes_that_are_not_text_are_told_and_kept() {
    let service = Service::start().await;
    let response =
        ResponseTemplate::new(200).set_body_raw(&b"{\"name\":\"\xff\"}"[..], "application/json");
    let error = failure(&service, get_one(), response).await;
    assert_eq!(error.raw_body().as_ref(), b"{\"name\":\"\xff\"}");
}

/// JSON is JSON, whatever its content type says.
#[tokio::test]
async fn json_under_another_content_type_is_decoded() {
    let service = Service::start().await;
    for content_type in [
        "text/plain",
        "application/vnd.api+json",
        "application/json; charset=utf-8",
    ] {
        let text = wire::client("ci").to_string();
        let response = ResponseTemplate::new(200).set_body_raw(text, content_type);
        let got = service.call(get_one(), response).await.unwrap();
        assert_eq!(got.body().name, "ci", "{content_type}");
    }
}

/// The status is documented, the body is not: a proxy's page, and an error of another shape.
#[tokio::test]
async fn an_error_whose_body_is_not_the_documented_one_keeps_its_status() {
    let service = Service::start().await;
    let page = ResponseTemplate::new(403).set_body_raw("<h1>Blocked</h1>", "text/html");
    let error = failure(&service, get_one(), page).await;
    assert_eq!(error.status(), 403);
    assert_eq!(
        error.to_string(),
        "getOAuthClientById: cannot decode the 403 response: content type is text/html, not JSON"
    );

    let response = json_response(404, &json!({ "code": "not_found" }));
    let error = failure(&service, get_one(), response).await;
    assert_eq!(error.status(), 404);
    assert!(
        error.message().contains("missing field `message`"),
        "{error}"
    );

    let error = failure(&service, get_one(), ResponseTemplate::new(401)).await;
    assert_eq!(
        (error.status().as_u16(), error.message()),
        (401, "the body is empty")
    );
}
