//! What an authorization server may do wrong, and that none of it shows a secret.

use std::time::Duration;

use bindery_runtime::runtime::oauth2::{ClientCredentials, RefreshingToken, TokenError};
use bindery_runtime::runtime::{SecretString, TransportErrorKind};
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{Servers, put, token_error, token_request};

/// The error of a call whose authorization server answers in one way.
async fn answered(answer: ResponseTemplate) -> (TokenError, String) {
    let servers = Servers::start().await;
    token_request("")
        .respond_with(answer)
        .mount(&servers.tokens)
        .await;
    let error = put(&servers.client(servers.credentials()))
        .await
        .unwrap_err();
    assert_eq!(servers.api_calls().await, 0);
    assert_eq!(servers.forms().await.len(), 1);
    let shown = format!("{error} {error:?} {} {:#?}", token_error(&error), error);
    assert!(!shown.contains("s3cret"), "{shown}");
    (token_error(&error).clone(), token_error(&error).to_string())
}

#[tokio::test]
async fn a_refusal_is_typed_and_shared_by_those_who_wait() {
    let servers = Servers::start().await;
    let body = json!({
        "error": "invalid_client",
        "error_description": "the secret s3cret\nis wrong",
        "error_uri": "https://id.example.com/errors",
    });
    token_request("")
        .respond_with(
            ResponseTemplate::new(400)
                .set_body_json(body)
                .set_delay(Duration::from_millis(200)),
        )
        .mount(&servers.tokens)
        .await;
    let client = servers.client(servers.credentials());
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { put(&client).await })
        })
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "putThing: no credential for `OAuth`");
        let error = token_error(&error);
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.status().unwrap(), 400);
        assert_eq!(refusal.error(), "invalid_client");
        assert_eq!(refusal.uri(), Some("https://id.example.com/errors"));
        assert_eq!(
            error.to_string(),
            "the authorization server refused: invalid_client (the secret [redacted] is wrong)"
        );
        assert!(!format!("{error:?}").contains("s3cret"));
    }
    assert_eq!(servers.forms().await.len(), 1);
    // The next call tries anew.
    put(&client).await.unwrap_err();
    assert_eq!(servers.forms().await.len(), 2);
}

#[tokio::test]
async fn what_is_no_answer_of_oauth_is_said_without_its_body() {
    let (error, message) = answered(ResponseTemplate::new(500).set_body_string("s3cret")).await;
    assert!(matches!(&error, TokenError::InvalidResponse(one) if one.status() == 500));
    assert_eq!(
        message,
        "the answer of the authorization server is not a JSON object (500 Internal Server Error)"
    );
    let no_token = json!({ "token": "s3cret" });
    let (_, message) = answered(ResponseTemplate::new(200).set_body_json(no_token)).await;
    assert!(message.contains("has no `access_token`"), "{message}");
    let mac = json!({ "access_token": "s3cret", "token_type": "mac" });
    let (_, message) = answered(ResponseTemplate::new(200).set_body_json(mac)).await;
    assert!(message.contains("no bearer token"), "{message}");
    // Some servers answer 200 to an error.
    let late = json!({ "error": "bad_verification_code" });
    let (error, _) = answered(ResponseTemplate::new(200).set_body_json(late)).await;
    assert_eq!(error.refusal().unwrap().error(), "bad_verification_code");
}

#[tokio::test]
async fn a_token_request_has_a_time_limit_of_its_own() {
    let servers = Servers::start().await;
    token_request("")
        .respond_with(ResponseTemplate::new(200).set_delay(Duration::from_secs(30)))
        .mount(&servers.tokens)
        .await;
    let credentials = servers.credentials().timeout(Duration::from_millis(100));
    let started = std::time::Instant::now();
    let error = put(&servers.client(credentials)).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(10));
    let TokenError::Transport(error) = token_error(&error) else {
        panic!("{error:?}");
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout);

    // The call's own counts as well.
    let client = servers.builder(servers.credentials());
    let client = client.timeout(Duration::from_millis(100)).build().unwrap();
    assert!(put(&client).await.unwrap_err().is_timeout());
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn no_connection_is_the_source_of_the_error() {
    let servers = Servers::start().await;
    let nobody = ClientCredentials::new("http://127.0.0.1:1/token", "me", "s3cret");
    let error = put(&servers.client(nobody)).await.unwrap_err();
    let TokenError::Transport(error) = token_error(&error) else {
        panic!("{error:?}");
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
}

#[tokio::test]
async fn a_token_url_must_be_one_of_http() {
    let servers = Servers::start().await;
    for url in [
        "/token",
        "ftp://a/token",
        "https://u:s3cret@a/token",
        "https://a/token#s3cret",
    ] {
        let credentials = ClientCredentials::new(url, "me", "s3cret");
        let error = put(&servers.client(credentials)).await.unwrap_err();
        assert!(matches!(token_error(&error), TokenError::Build(_)), "{url}");
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    }
}

#[tokio::test]
async fn a_redirect_to_another_host_carries_nothing() {
    let other = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200))
        .mount(&other)
        .await;
    let to_other = ResponseTemplate::new(307).insert_header("location", other.uri());
    let (error, _) = answered(to_other).await;
    assert!(matches!(&error, TokenError::InvalidResponse(one) if one.status() == 307));
    assert_eq!(other.received_requests().await.unwrap().len(), 0);
}

#[test]
fn nothing_shows_a_secret() {
    let credentials = ClientCredentials::new("https://a/token", "me", "s3cret")
        .parameter("client_assertion", "s3cret");
    let token = RefreshingToken::new("https://a/token", "me", "s3cret").client_secret("s3cret");
    for shown in [format!("{credentials:#?}"), format!("{token:#?}")] {
        assert!(shown.contains("https://a/token"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[test]
fn the_environment_is_read_when_it_is_asked_for() {
    let secret = SecretString::from_env("CARGO_PKG_NAME").unwrap();
    assert_eq!(secret.expose(), "bindery-runtime");
    let error = SecretString::from_env("BINDERY_NO_SUCH_VARIABLE").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the environment variable `BINDERY_NO_SUCH_VARIABLE` is not set"
    );
}
