//! A token that the API answers 401 to.

use bindery_runtime::runtime::{Body, Error};
use serde_json::json;
use wiremock::matchers::{header, method};
use wiremock::{Mock, ResponseTemplate};

use crate::{PutThing, Servers, counted_tokens, put, token_request};

/// An API that takes one token only.
async fn api_that_takes(token: &str) -> Servers {
    let servers = Servers::start_without_api().await;
    Mock::given(method("PUT"))
        .and(header("authorization", format!("Bearer {token}")))
        .respond_with(ResponseTemplate::new(200).set_body_string("done"))
        .mount(&servers.api)
        .await;
    Mock::given(method("PUT"))
        .respond_with(ResponseTemplate::new(401))
        .with_priority(9)
        .mount(&servers.api)
        .await;
    token_request("")
        .respond_with(counted_tokens(json!({ "expires_in": 3600 })))
        .mount(&servers.tokens)
        .await;
    servers
}

#[tokio::test]
async fn a_call_is_sent_once_more_with_a_new_token() {
    let servers = api_that_takes("token-2").await;
    let client = servers.client(servers.credentials());
    assert_eq!(put(&client).await.unwrap(), "done");
    assert_eq!(servers.api_calls().await, 2);
    assert_eq!(put(&client).await.unwrap(), "done");
    assert_eq!(servers.api_calls().await, 3);
    assert_eq!(servers.forms().await.len(), 2);
}

#[tokio::test]
async fn a_call_renews_its_token_once() {
    let servers = api_that_takes("none").await;
    let client = servers.client(servers.credentials());
    let error = put(&client).await.unwrap_err();
    assert!(matches!(&error, Error::UnexpectedStatus(one) if one.status() == 401));
    assert_eq!(servers.api_calls().await, 2);
    assert_eq!(servers.forms().await.len(), 2);
}

#[tokio::test]
async fn a_header_by_hand_asks_for_no_token_and_drops_none() {
    let servers = api_that_takes("token-1").await;
    let client = servers.client(servers.credentials());
    let by_hand = client
        .execute(PutThing(Body::empty()))
        .header("authorization", "mine");
    by_hand.await.unwrap_err();
    assert_eq!(servers.api_calls().await, 1);
    assert!(servers.forms().await.is_empty());
}

#[tokio::test]
async fn a_body_that_is_read_once_is_not_sent_again() {
    let servers = api_that_takes("token-2").await;
    let client = servers.client(servers.credentials());
    let body = Body::from_reader(std::io::Cursor::new("text"));
    client.execute(PutThing(body)).await.unwrap_err();
    assert_eq!(servers.api_calls().await, 1);
    client.execute(PutThing(Body::from("text"))).await.unwrap();
}

#[tokio::test]
async fn a_token_by_hand_is_not_tried_again() {
    let servers = api_that_takes("token-2").await;
    put(&servers.client("mine")).await.unwrap_err();
    assert_eq!(servers.api_calls().await, 1);
    // Nor one of a provider that has no other.
    let provider =
        bindery_runtime::runtime::SecretSource::provider(async || Ok::<_, std::io::Error>("mine"));
    put(&servers.client(provider)).await.unwrap_err();
    assert_eq!(servers.api_calls().await, 2);
}
