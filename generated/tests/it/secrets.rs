//! What `Debug` and messages show: never the secret of a client, never the API key.

use std::fmt::Debug;

use launchdarkly_oauth::operations::oauth2_clients::{CreateOauth2Client, GetOauthClients};
use launchdarkly_oauth::runtime::{
    Body, Operation, Outcome, RawResponse, Response, TransportErrorKind,
};
use launchdarkly_oauth::types::{self, OauthClientPost};
use launchdarkly_oauth::{Client, Error, TransportError};
use serde_json::{Value, json};

use crate::support::transport::{Double, response};
use crate::support::{KEY, wire};

const SECRET: &str = "s3cret-0815";

fn assert_hidden(shown: &str) {
    for hidden in [KEY, SECRET] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}

fn assert_debug_hides(value: &impl Debug) {
    assert_hidden(&format!("{value:?}"));
    assert_hidden(&format!("{value:#?}"));
}

/// The error and all of its causes, as a program prints and logs them.
fn assert_error_hides(error: &(dyn std::error::Error + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        assert_hidden(&format!("{error} {error:?} {error:#?}"));
        next = error.source();
    }
}

fn client_with_secret() -> Value {
    wire::with(wire::client("ci"), "_clientSecret", SECRET.into())
}

fn create() -> CreateOauth2Client {
    CreateOauth2Client::new(OauthClientPost::new())
}

async fn answer(
    status: u16,
    body: String,
) -> Result<Response<types::Client>, Box<dyn std::error::Error>> {
    let double = Double::new(move |_| Ok(response(status, body.clone())));
    let client = Client::builder().api_key(KEY).transport(double).build()?;
    Ok(client.execute(create()).send().await?)
}

#[test]
fn the_secret_of_a_client() {
    let client: types::Client = serde_json::from_value(client_with_secret()).unwrap();
    assert_debug_hides(&client);
    assert!(format!("{client:?}").contains("[redacted]"), "{client:?}");
    assert_eq!(client.client_secret.as_option().unwrap().expose(), SECRET);
    assert_eq!(serde_json::to_value(&client).unwrap(), client_with_secret());

    let links = wire::collection(&[client_with_secret()]);
    let collection: types::ClientCollection = serde_json::from_value(links).unwrap();
    assert_debug_hides(&collection);
}

#[tokio::test]
async fn the_secret_in_a_response() {
    let response = answer(201, client_with_secret().to_string()).await.unwrap();
    assert_debug_hides(&response);
    assert_eq!(response.body().name, "ci");

    let raw = http::Response::new(Body::from(client_with_secret().to_string()));
    assert_debug_hides(&raw);
    assert_debug_hides(&RawResponse::from(raw));
}

/// Where the secret is of a wrong type, serde's own messages would quote it.
#[tokio::test]
async fn the_secret_in_a_response_that_is_not_decoded() {
    for secret in [
        json!(8_150_815),
        json!(-8_150_815),
        json!(8_150_815.5),
        json!([8_150_815]),
    ] {
        let body = wire::with(wire::client("ci"), "_clientSecret", secret);
        let error = answer(201, body.to_string()).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("_clientSecret"), "{shown}");
        assert!(!shown.contains("8150815"), "{shown}");
    }
    let text = client_with_secret().to_string();
    let truncated = text[..text.len() - 1].to_owned();
    assert_error_hides(&*answer(201, truncated).await.unwrap_err());
    for status in [200, 400, 418] {
        let error = answer(status, text.clone()).await.unwrap_err();
        assert_error_hides(&*error);
    }
}

#[tokio::test]
async fn the_key_of_a_client_and_its_builder() {
    let builder = || {
        Client::builder()
            .api_key(KEY)
            .header("x-secret", SECRET)
            .transport(Double::new(|_| {
                Err(TransportError::new(
                    TransportErrorKind::Other,
                    "nothing here",
                ))
            }))
    };
    assert_debug_hides(&builder());
    let client = builder().build().unwrap();
    assert_debug_hides(&client);
    assert!(format!("{client:?}").contains("ApiKey"), "{client:?}");
    assert!(format!("{client:?}").contains("x-secret"), "{client:?}");
    assert_debug_hides(&client.oauth2_clients());

    let call = client.execute(create()).header("x-other", SECRET);
    assert_debug_hides(&call);
    assert!(format!("{call:?}").contains("x-other"), "{call:?}");

    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_error_hides(&error);
}

#[test]
fn a_key_that_cannot_be_sent() {
    let wrong = format!("{KEY}\n");
    let builder = Client::builder().api_key(wrong);
    assert_debug_hides(&builder);
    let transport = Double::new(|_| panic!("nothing is sent"));
    let error = builder.transport(transport).build().unwrap_err();
    assert_error_hides(&error);
    assert!(error.to_string().contains("ApiKey"), "{error}");

    let builder = Client::builder().header("x-secret", format!("{SECRET}\n"));
    let transport = Double::new(|_| panic!("nothing is sent"));
    let error = builder.transport(transport).build().unwrap_err();
    assert_error_hides(&error);
}

/// What a transport gets has the key, and a program may log it.
#[tokio::test]
async fn the_key_in_a_request() {
    let double = Double::new(|request| {
        assert_debug_hides(request);
        assert_eq!(request.headers()["authorization"], KEY);
        Ok(response(200, wire::collection(&[]).to_string()))
    });
    let client = Client::builder()
        .api_key(KEY)
        .transport(double)
        .build()
        .unwrap();
    client.execute(GetOauthClients::new()).await.unwrap();
}

#[test]
fn the_secret_in_an_outcome() {
    let mut raw = http::Response::new(Body::from(client_with_secret().to_string()));
    *raw.status_mut() = http::StatusCode::CREATED;
    let outcome = CreateOauth2Client::decode(&mut RawResponse::from(raw)).unwrap();
    assert!(matches!(&outcome, Outcome::Success(_)), "{outcome:?}");
    assert_debug_hides(&outcome);
}
