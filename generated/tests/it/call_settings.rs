//! Headers, credentials and timeouts, of a client and of one call.

use std::time::Duration;

use launchdarkly_oauth::{Client, Error};
use wiremock::{MockServer, ResponseTemplate};

use crate::support::server::{
    answering, answering_json, client_of, header, only_request, requests,
};
use crate::support::{KEY, wire};

async fn server() -> MockServer {
    answering_json(200, wire::client("ci")).await
}

#[tokio::test]
async fn without_credentials_nothing_is_made_up() {
    let server = server().await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let call = client.oauth2_clients().get_oauth_client_by_id("7");
    call.await.unwrap();
    assert_eq!(
        header(&only_request(&server).await, "authorization"),
        [""; 0]
    );
}

#[tokio::test]
async fn a_key_that_cannot_be_sent_is_refused_when_the_client_is_built() {
    for key in ["", "api-0123\r\nx-evil: 1", "api-0123-\u{e9}"] {
        let error = Client::new(key).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("`ApiKey`"), "{shown}");
        assert!(!shown.contains("api-0123"), "{shown}");
    }
}

#[tokio::test]
async fn a_header_of_the_client_goes_with_every_call() {
    let server = server().await;
    let client = Client::builder()
        .base_url(server.uri())
        .api_key(KEY)
        .header("x-team", "blue")
        .header("user-agent", "dashboard/2.0")
        .header("LD-API-Version", "20240415")
        .build()
        .unwrap();
    let clients = client.oauth2_clients();
    clients.get_oauth_client_by_id("7").await.unwrap();
    clients.patch_oauth_client("7", []).await.unwrap();

    let requests = requests(&server).await;
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!(header(request, "x-team"), ["blue"]);
        assert_eq!(header(request, "user-agent"), ["dashboard/2.0"]);
        assert_eq!(header(request, "ld-api-version"), ["20240415"]);
        assert_eq!(header(request, "authorization"), [KEY]);
        assert_eq!(header(request, "accept"), ["application/json"]);
    }
}

#[tokio::test]
async fn a_header_of_a_call_goes_with_that_call_and_replaces_the_others() {
    let server = server().await;
    let client = Client::builder()
        .base_url(server.uri())
        .api_key(KEY)
        .header("x-team", "blue")
        .build()
        .unwrap();
    let clients = client.oauth2_clients();
    clients
        .get_oauth_client_by_id("7")
        .header("x-team", "red")
        .header("x-trace", "0af7")
        .header("authorization", "another-key")
        .header("accept", "application/problem+json")
        .await
        .unwrap();
    clients.get_oauth_client_by_id("7").await.unwrap();

    let requests = requests(&server).await;
    let [first, second] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    assert_eq!(header(first, "x-team"), ["red"]);
    assert_eq!(header(first, "x-trace"), ["0af7"]);
    assert_eq!(header(first, "authorization"), ["another-key"]);
    assert_eq!(header(first, "accept"), ["application/problem+json"]);
    assert_eq!(header(second, "x-team"), ["blue"]);
    assert_eq!(header(second, "x-trace"), [""; 0]);
    assert_eq!(header(second, "authorization"), [KEY]);
    assert_eq!(header(second, "accept"), ["application/json"]);
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_a_build_error() {
    let server = server().await;
    let clients = client_of(&server).oauth2_clients();
    for (name, value) in [("x-trace", "a\r\nx-evil: 1"), ("x trace", "a"), ("", "a")] {
        let call = clients.get_oauth_client_by_id("7").header(name, value);
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error:?}");
        assert_eq!(error.operation(), Some("getOAuthClientById"));
    }
    assert_eq!(requests(&server).await.len(), 0);

    let builder = Client::builder().header("x-trace", "a\nb");
    let error = builder.build().unwrap_err();
    assert!(error.message().contains("`x-trace`"), "{error}");
}

#[tokio::test]
async fn a_timeout_of_a_call_replaces_that_of_the_client() {
    let delay = Duration::from_millis(200);
    let response = ResponseTemplate::new(200).set_body_json(wire::client("ci"));
    let server = answering(response.set_delay(delay)).await;
    let client = |timeout| {
        let builder = Client::builder().base_url(server.uri()).timeout(timeout);
        builder.build().unwrap().oauth2_clients()
    };
    let (short, long) = (Duration::from_millis(20), Duration::from_secs(20));

    let error = client(short).get_oauth_client_by_id("7").await.unwrap_err();
    assert_time_limit(&error, short);
    let error = client(long)
        .get_oauth_client_by_id("7")
        .timeout(short)
        .await
        .unwrap_err();
    assert_time_limit(&error, short);

    let clients = client(short);
    let patient = clients.get_oauth_client_by_id("7").timeout(long);
    assert_eq!(patient.await.unwrap().name, "ci");
    let patient = clients.get_oauth_client_by_id("7").no_timeout();
    assert_eq!(patient.await.unwrap().name, "ci");
}

fn assert_time_limit<E: std::fmt::Debug>(error: &Error<E>, expected: Duration) {
    let Error::Timeout(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.time_limit(), Some(expected));
}
