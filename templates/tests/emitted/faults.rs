//! Servers that stall, break off and refuse.

use std::error::Error as _;
use std::time::{Duration, Instant};

use crate::runtime::{Client, Error, RetryPolicy, TransportErrorKind};
use crate::server::{Server, Step, refuses};

/// The head of a response whose body does not come.
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n[";

async fn list_pets(base_url: &str) -> Error<crate::pets::ListPetsError> {
    let builder = Client::builder()
        .base_url(base_url)
        .retry(RetryPolicy::none())
        .query_key("s3cret")
        .session("s3cret");
    let error = builder
        .build()
        .unwrap()
        .pets()
        .list_pets()
        .await
        .unwrap_err();
    assert!(
        !format!("{error:?} {error:#?} {error}").contains("s3cret"),
        "{error:?}"
    );
    error
}

#[tokio::test]
async fn transport_faults_have_kinds_and_sources() {
    for (base_url, kind, message) in [
        (
            refuses(),
            TransportErrorKind::Connect,
            "listPets: cannot connect to the server",
        ),
        (
            Server::steps([Step::HangUp]).url().to_owned(),
            TransportErrorKind::Send,
            "listPets: cannot send the request",
        ),
        (
            Server::steps([Step::raw(HEAD)]).url().to_owned(),
            TransportErrorKind::ReadBody,
            "listPets: cannot read the body of the response",
        ),
    ] {
        let error = list_pets(&base_url).await;
        assert!(
            matches!(&error, Error::Transport(error) if error.kind() == kind),
            "{error:?}"
        );
        assert_eq!(error.to_string(), message);
        assert_eq!(error.operation(), Some("listPets"));
        assert!(error.source().unwrap().is::<reqwest::Error>());
    }
}

#[tokio::test]
async fn the_timeout_covers_the_wait_and_the_body() {
    for answer in [Step::Stall, Step::Drip] {
        let server = Server::steps([answer]);
        let base_url = server.url();
        let client = Client::builder().base_url(base_url).build().unwrap();
        let started = Instant::now();
        let call = client
            .pets()
            .list_pets()
            .timeout(Duration::from_millis(200));
        let error = call.await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(5));
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "listPets: no whole response within 200ms"
        );

        let builder = Client::builder()
            .base_url(base_url)
            .timeout(Duration::from_millis(150));
        let error = builder
            .build()
            .unwrap()
            .pets()
            .list_pets()
            .await
            .unwrap_err();
        let Error::Timeout(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.time_limit(), Some(Duration::from_millis(150)));
    }
}

#[tokio::test]
async fn no_timeout_is_too_long() {
    let server = Server::new(|_| {
        std::thread::sleep(Duration::from_millis(100));
        Step::no_pets()
    });
    let builder = Client::builder()
        .base_url(server.url())
        .timeout(Duration::from_millis(10));
    let pets = builder.build().unwrap().pets();
    assert_eq!(pets.list_pets().no_timeout().await.unwrap(), []);
    assert_eq!(pets.list_pets().timeout(Duration::MAX).await.unwrap(), []);
}
