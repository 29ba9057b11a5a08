//! How tokens are asked for, kept and renewed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::runtime::oauth2::{
    AuthorizationCode, ClientAuthentication, ClientCredentials, RefreshingToken,
};
use bindery_runtime::runtime::{ReqwestTransport, SecretSource, SecretString};
use serde_json::json;
use tokio::time::sleep;

use crate::{Servers, counted_tokens, header, put, token, token_request};

#[tokio::test]
async fn fifty_calls_at_once_ask_for_one_token() {
    let servers = Servers::start().await;
    token_request("grant_type=client_credentials")
        .respond_with(token("t", &json!({})).set_delay(Duration::from_millis(100)))
        .mount(&servers.tokens)
        .await;
    let client = servers.client(servers.credentials());
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { put(&client).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), "Bearer t");
    }
    assert_eq!(servers.forms().await, ["grant_type=client_credentials"]);
    assert_eq!(servers.api_calls().await, 50);
}

#[tokio::test]
async fn a_client_says_who_it_is_as_the_standard_says() {
    let servers = Servers::start().await;
    token_request("")
        .respond_with(token("t", &json!({})))
        .mount(&servers.tokens)
        .await;
    let credentials = || ClientCredentials::new(servers.token_url(), "a:b c", "s&+\u{e9}");
    let basic = credentials().scope("read").scope("write:all");
    let basic = basic.parameter("audience", "https://a b");
    put(&servers.client(basic)).await.unwrap();
    let body = credentials().authentication(ClientAuthentication::Body);
    put(&servers.client(body)).await.unwrap();
    assert_eq!(
        servers.forms().await,
        [
            "grant_type=client_credentials&scope=read+write%3Aall&audience=https%3A%2F%2Fa+b",
            "grant_type=client_credentials&client_id=a%3Ab+c&client_secret=s%26%2B%C3%A9"
        ]
    );
    let requests = servers.tokens.received_requests().await.unwrap();
    // `a%3Ab+c:s%26%2B%C3%A9` in base64.
    assert_eq!(
        header(&requests[0], "authorization"),
        "Basic YSUzQWIrYzpzJTI2JTJCJUMzJUE5"
    );
    assert_eq!(header(&requests[1], "authorization"), "");
    assert_eq!(
        header(&requests[0], "content-type"),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(header(&requests[0], "accept"), "application/json");
    assert!(header(&requests[0], "user-agent").starts_with("bindery-runtime/"));
}

#[tokio::test]
async fn a_token_is_renewed_before_its_end() {
    let servers = Servers::start().await;
    token_request("")
        .respond_with(counted_tokens(json!({ "expires_in": 2 })))
        .mount(&servers.tokens)
        .await;
    // Half a minute is longer than it lives, so it is half of its life.
    let early = servers.client(servers.credentials());
    assert_eq!(put(&early).await.unwrap(), "Bearer token-1");
    assert_eq!(put(&early).await.unwrap(), "Bearer token-1");
    let late = servers.client(servers.credentials().expiry_skew(Duration::ZERO));
    assert_eq!(put(&late).await.unwrap(), "Bearer token-2");
    sleep(Duration::from_millis(1200)).await;
    assert_eq!(put(&early).await.unwrap(), "Bearer token-3");
    assert_eq!(put(&late).await.unwrap(), "Bearer token-2");
    sleep(Duration::from_millis(1000)).await;
    assert_eq!(put(&late).await.unwrap(), "Bearer token-4");
}

#[tokio::test]
async fn a_token_without_an_end_is_kept_until_told_otherwise() {
    let servers = Servers::start().await;
    token_request("")
        .respond_with(counted_tokens(json!({})))
        .mount(&servers.tokens)
        .await;
    let credentials = Arc::new(servers.credentials().expiry_skew(Duration::MAX));
    let client = servers.client(SecretSource::provider(Arc::clone(&credentials)));
    for _ in 0..3 {
        assert_eq!(put(&client).await.unwrap(), "Bearer token-1");
    }
    credentials.forget();
    assert_eq!(put(&client).await.unwrap(), "Bearer token-2");
}

#[tokio::test]
async fn lifetimes_are_read_however_they_are_written() {
    let lifetimes = [
        (json!(3600), Some(3600)),
        (json!("3600"), Some(3600)),
        (json!(2.0), Some(2)),
        (json!(-1), Some(0)),
        (json!(1e300), None),
        (json!("soon"), None),
        (json!(null), None),
    ];
    for (written, seconds) in lifetimes {
        let servers = Servers::start().await;
        token_request("")
            .respond_with(token("t", &json!({ "expires_in": written })))
            .mount(&servers.tokens)
            .await;
        let pending = AuthorizationCode::new("https://a/", servers.token_url(), "me", "b:");
        let pending = pending.resume("s", "v");
        let transport = ReqwestTransport::new().unwrap();
        let tokens = pending.exchange("code=c&state=s", &transport).await;
        assert_eq!(
            tokens.unwrap().expires_in(),
            seconds.map(Duration::from_secs),
            "{written}"
        );
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_the_renewal_to_the_next() {
    let servers = Servers::start().await;
    token_request("")
        .respond_with(token("t", &json!({})).set_delay(Duration::from_millis(300)))
        .mount(&servers.tokens)
        .await;
    let client = servers.client(servers.credentials());
    let renewing = tokio::spawn({
        let client = client.clone();
        async move { put(&client).await }
    });
    sleep(Duration::from_millis(50)).await;
    let waiting: Vec<_> = (0..3)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { put(&client).await })
        })
        .collect();
    sleep(Duration::from_millis(50)).await;
    waiting[0].abort();
    renewing.abort();
    assert!(renewing.await.unwrap_err().is_cancelled());
    for call in waiting.into_iter().skip(1) {
        assert_eq!(call.await.unwrap().unwrap(), "Bearer t");
    }
    assert_eq!(servers.forms().await.len(), 2);
}

#[tokio::test]
async fn a_refresh_token_is_rotated_and_told() {
    let servers = Servers::start().await;
    token_request("refresh_token=r1&")
        .respond_with(token("a1", &json!({ "refresh_token": "r2" })))
        .expect(1)
        .mount(&servers.tokens)
        .await;
    token_request("refresh_token=r2&")
        .respond_with(counted_tokens(json!({})))
        .expect(2)
        .mount(&servers.tokens)
        .await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let token = RefreshingToken::new(servers.token_url(), "me", "r1").on_renewal({
        let told = Arc::clone(&told);
        move |tokens| {
            let refresh = tokens.refresh_token().map(SecretString::expose);
            told.lock().unwrap().push((
                tokens.access_token().expose().to_owned(),
                refresh.map(str::to_owned),
            ));
        }
    });
    let token = Arc::new(token);
    let client = servers.client(SecretSource::provider(Arc::clone(&token)));
    assert_eq!(put(&client).await.unwrap(), "Bearer a1");
    assert_eq!(token.refresh_token().unwrap().expose(), "r2");
    token.forget();
    assert_eq!(put(&client).await.unwrap(), "Bearer token-1");
    // An answer without a refresh token leaves the one that there is.
    token.forget();
    assert_eq!(put(&client).await.unwrap(), "Bearer token-2");
    assert_eq!(
        *told.lock().unwrap(),
        [
            ("a1".to_owned(), Some("r2".to_owned())),
            ("token-1".to_owned(), None),
            ("token-2".to_owned(), None)
        ]
    );
    assert_eq!(
        servers.forms().await[0],
        "grant_type=refresh_token&refresh_token=r1&client_id=me"
    );
}
