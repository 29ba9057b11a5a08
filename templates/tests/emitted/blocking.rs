//! The blocking client: the same calls and the same errors.

use std::sync::Arc;
use std::time::{Duration, Instant};

use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::faults::{breaks_off, drips, hangs_up, never_answers, refuses, serve};
use crate::pets::GetPetError;
use crate::runtime::blocking::Client;
use crate::runtime::{Body, BoxFuture, Error, Transport, TransportError, TransportErrorKind};
use crate::types::Pet;

/// Starts a server; it answers from a thread of its own.
fn server(mocks: Vec<Mock>) -> MockServer {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let server = MockServer::start().await;
        for mock in mocks {
            mock.mount(&server).await;
        }
        server
    })
}

#[test]
fn calls_are_sent_and_errors_are_typed() {
    let tom = serde_json::json!({ "name": "Tom", "_links": {}, "owner": null });
    let problem = serde_json::json!({ "code": "a", "message": "b" });
    let server = server(vec![
        Mock::given(method("POST"))
            .and(header("authorization", "s3cret"))
            .and(body_json(&tom))
            .respond_with(ResponseTemplate::new(201).set_body_json(&tom)),
        Mock::given(path("/pets/1"))
            .respond_with(ResponseTemplate::new(404).set_body_json(problem)),
        Mock::given(path("/pets/far")).respond_with(
            ResponseTemplate::new(307).insert_header("location", "http://127.0.0.1:1/pets/1"),
        ),
    ]);
    let builder = Client::builder().base_url(server.uri()).api_key("s3cret");
    let pets = builder.build().unwrap().pets();
    let made = pets.create_pet(Pet::new("Tom")).send().unwrap();
    assert_eq!(
        (made.status().as_u16(), made.body().name.as_str()),
        (201, "Tom")
    );
    let Err(Error::Api(error)) = pets.get_pet("1").send() else {
        panic!()
    };
    assert!(matches!(error.into_body(), GetPetError::NotFound(_)));
    let Err(Error::UnexpectedStatus(error)) = pets.get_pet("far").send() else {
        panic!()
    };
    assert_eq!(error.status(), 307);
}

#[test]
fn transport_faults_have_kinds() {
    for (base_url, kind) in [
        (refuses(), TransportErrorKind::Connect),
        (serve(hangs_up), TransportErrorKind::Send),
        (serve(breaks_off), TransportErrorKind::ReadBody),
    ] {
        let builder = Client::builder()
            .base_url(base_url)
            .query_key("s3cret")
            .session("s3cret");
        let error = builder
            .build()
            .unwrap()
            .pets()
            .list_pets()
            .send()
            .unwrap_err();
        assert!(
            matches!(&error, Error::Transport(error) if error.kind() == kind),
            "{error:?}"
        );
        assert!(!format!("{error:#?}").contains("s3cret"), "{error:?}");
    }
}

#[test]
fn the_timeout_covers_the_wait_and_the_body() {
    for answer in [never_answers, drips] {
        let client = Client::builder().base_url(serve(answer)).build().unwrap();
        let started = Instant::now();
        let call = client
            .pets()
            .list_pets()
            .timeout(Duration::from_millis(200));
        let error = call.send().unwrap_err();
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "{:?}",
            started.elapsed()
        );
        assert_eq!(
            error.to_string(),
            "listPets: no whole response within 200ms"
        );
    }
}

struct Double;

impl Transport for Double {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        assert_eq!(request.uri(), "https://pets.example/pets?limit=1");
        Box::pin(async { Ok(http::Response::new(Body::from("[]"))) })
    }
}

#[test]
fn a_double_of_the_transport_is_used() {
    let client = Client::builder()
        .transport(Arc::new(Double))
        .build()
        .unwrap();
    let pets = client.pets().list_pets().limit(1).send().unwrap();
    assert_eq!(pets.into_body(), []);
    assert!(Client::new("key").is_ok());
    assert!(format!("{client:?}").starts_with("Client { settings:"));
}
