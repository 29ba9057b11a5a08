//! The blocking client: the same calls and the same errors.

use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::pets::GetPetError;
use crate::photos::{GetPhoto, PutPhoto};
use crate::runtime::blocking::Client;
use crate::runtime::{
    Body, BoxFuture, Error, RetryPolicy, Transport, TransportError, TransportErrorKind,
};
use crate::server::{Server, Step, eventually_here, refuses};
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
        (
            Server::steps([Step::HangUp]).url().to_owned(),
            TransportErrorKind::Send,
        ),
        (
            Server::steps([Step::raw("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n[")])
                .url()
                .to_owned(),
            TransportErrorKind::ReadBody,
        ),
    ] {
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
    for answer in [Step::Stall, Step::Drip] {
        let server = Server::steps([answer]);
        let client = Client::builder().base_url(server.url()).build().unwrap();
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

fn client(server: &Server) -> Client {
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(2));
    let builder = Client::builder().base_url(server.url());
    builder.retry(policy).build().unwrap()
}

#[test]
fn in_async_code_a_call_is_an_error() {
    let server = Server::steps([Step::no_pets()]);
    let used = client(&server);
    const MESSAGE: &str = "the blocking client cannot be used in async code: use the async one";
    let current_thread = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let threads = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    for runtime in [&current_thread, &threads] {
        let call = async |used: Client| {
            let error = used.pets().list_pets().send().unwrap_err();
            assert_eq!(error.to_string(), MESSAGE);
            // A client that is made and dropped in async code.
            drop(Client::builder().build().unwrap());
            let mut text = String::new();
            let error = used
                .read(Body::from("text"))
                .read_to_string(&mut text)
                .unwrap_err();
            assert_eq!(error.to_string(), MESSAGE);
            // There is no error that an iterator could answer with.
            let chunks: Vec<_> = used
                .iterate(Body::from("text"))
                .map(Result::unwrap)
                .collect();
            assert_eq!(chunks, ["text"]);
        };
        // In the first task and in one that is spawned.
        runtime.block_on(call(used.clone()));
        let spawned = used.clone();
        runtime.block_on(async {
            tokio::spawn(async move { call(spawned).await })
                .await
                .unwrap()
        });
        // The same client goes on elsewhere.
        assert_eq!(used.pets().list_pets().send().unwrap().into_body(), []);
    }
    // The last clone of a client is dropped in async code.
    let last = client(&server);
    last.pets().list_pets().send().unwrap();
    current_thread.block_on(async move { drop(last) });
}

#[test]
fn where_async_code_may_wait_so_may_the_client() {
    let server = Server::steps([Step::status(503), Step::no_pets()]);
    let client = client(&server);
    for runtime in [
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap(),
        tokio::runtime::Builder::new_multi_thread().build().unwrap(),
    ] {
        let pets = client.pets();
        let list = move || pets.list_pets().send().unwrap().into_body();
        let listed = runtime.block_on(async { tokio::task::spawn_blocking(list).await });
        assert_eq!(listed.unwrap(), []);
        let _entered = runtime.enter();
        assert_eq!(client.pets().list_pets().send().unwrap().into_body(), []);
    }
}

#[test]
fn threads_share_a_client() {
    let server = Server::new(|request| match request.target.as_str() {
        "/pets" => Step::no_pets(),
        _ => Step::status(204),
    });
    let client = client(&server);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let client = &client;
            scope.spawn(move || {
                for call in 0..20 {
                    client.pets().list_pets().send().unwrap();
                    client
                        .pets()
                        .delete_pet(format!("{thread}-{call}"))
                        .send()
                        .unwrap();
                }
            });
        }
    });
    let requests = server.requests();
    assert_eq!(requests.len(), 8 * 20 * 2);
    let mut deleted: Vec<_> = requests.iter().map(|request| &request.target).collect();
    deleted.sort();
    deleted.dedup();
    assert_eq!(deleted.len(), 8 * 20 + 1);
}

#[test]
fn a_client_that_is_dropped_leaves_no_thread_and_no_connection() {
    let server = Server::steps([Step::no_pets()]);
    let client = client(&server);
    client.pets().list_pets().send().unwrap();
    drop(client);
    eventually_here("the client has left", || server.is_left());
}

#[test]
fn bodies_are_streamed_both_ways() {
    let server = Server::new(|request| match request.method.as_str() {
        "PUT" => Step::status(204),
        _ => Step::RawThenStall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec()),
    });
    let client = client(&server);
    let body = Body::from_reader(&b"photo"[..]).with_length(5);
    client.execute(PutPhoto::new("1", body)).send().unwrap();
    assert_eq!(server.requests()[0].body, b"photo");

    let mut half = [0; 4];
    let photo = client
        .execute(GetPhoto::new("1"))
        .send()
        .unwrap()
        .into_body();
    client.read(photo).read_exact(&mut half).unwrap();
    assert_eq!(&half, b"half");
    let list = client.pets().list_pets().send_streaming().unwrap();
    let mut chunks = client.iterate(list.into_body());
    assert_eq!(chunks.next().unwrap().unwrap(), "half");
    drop((chunks, client));
    eventually_here("the client has left", || server.is_left());
}

#[test]
fn a_body_that_breaks_off_is_an_error_for_its_reader() {
    let server = Server::steps([Step::raw(
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
    )]);
    let client = client(&server);
    let photo = client
        .execute(GetPhoto::new("1"))
        .send()
        .unwrap()
        .into_body();
    let mut read = Vec::new();
    let error = client.read(photo).read_to_end(&mut read).unwrap_err();
    assert_eq!(error.to_string(), "cannot read the body of the response");
    assert_eq!(read, b"half");
}

#[test]
fn calls_are_tried_again() {
    let server = Server::steps([Step::status(503), Step::Reset, Step::no_pets()]);
    assert_eq!(
        client(&server)
            .pets()
            .list_pets()
            .send()
            .unwrap()
            .into_body(),
        []
    );
    assert_eq!(server.requests().len(), 3);
}
