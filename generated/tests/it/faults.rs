//! Answers that do not arrive: what was too slow, what broke, and what never began.

use std::error::Error as _;
use std::fmt::Debug;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use launchdarkly_oauth::Error;
use launchdarkly_oauth::runtime::TransportErrorKind;

use crate::support::KEY;
use crate::support::raw_server::{
    closes_in_the_body, hangs_up, never_answers, refuse, serve, stalls_in_the_body,
};
use crate::support::server::client_at;

const TIMEOUT: Duration = Duration::from_millis(150);

/// What every fault has, whatever its kind.
fn assert_fault<E: Debug>(error: &Error<E>) {
    assert_eq!(error.operation(), Some("getOAuthClientById"));
    assert_eq!(error.status(), None);
    assert_eq!(error.headers(), None);
    assert_eq!(error.raw_body(), None);
    assert!(error.source().is_some(), "{error:?}");
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains(KEY), "{shown}");
}

async fn assert_timeout(answer: fn(&mut TcpStream)) {
    let clients = client_at(&serve(answer)).oauth2_clients();
    let started = Instant::now();
    let call = clients.get_oauth_client_by_id("7").timeout(TIMEOUT);
    let error = call.await.unwrap_err();
    let elapsed = started.elapsed();

    assert!(elapsed >= TIMEOUT && elapsed < TIMEOUT * 20, "{elapsed:?}");
    assert_fault(&error);
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "getOAuthClientById: no whole response within 150ms"
    );
    let Error::Timeout(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.time_limit(), Some(TIMEOUT));
}

async fn assert_transport_error(base_url: &str, kind: TransportErrorKind, message: &str) {
    let clients = client_at(base_url).oauth2_clients();
    let error = clients.get_oauth_client_by_id("7").await.unwrap_err();
    assert_fault(&error);
    assert!(!error.is_timeout(), "{error:?}");
    assert_eq!(error.to_string(), format!("getOAuthClientById: {message}"));
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), kind);
}

#[tokio::test]
async fn a_server_that_never_answers_is_a_timeout() {
    assert_timeout(never_answers).await;
}

#[tokio::test]
async fn a_server_that_stalls_in_the_body_is_a_timeout() {
    assert_timeout(stalls_in_the_body).await;
}

#[tokio::test]
async fn a_server_that_closes_in_the_body_is_no_timeout() {
    let message = "cannot read the body of the response";
    let url = serve(closes_in_the_body);
    assert_transport_error(&url, TransportErrorKind::ReadBody, message).await;
}

#[tokio::test]
async fn a_server_that_hangs_up_is_a_failure_to_send() {
    let url = serve(hangs_up);
    assert_transport_error(&url, TransportErrorKind::Send, "cannot send the request").await;
}

#[tokio::test]
async fn a_refused_connection_is_a_failure_to_connect() {
    let (_socket, url) = refuse();
    let message = "cannot connect to the server";
    assert_transport_error(&url, TransportErrorKind::Connect, message).await;
}
