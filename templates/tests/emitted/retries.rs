//! Which calls are tried again, how often, and after how long.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::photos::PutPhoto;
use crate::runtime::{Body, Client, ClientBuilder, Error, RetryPolicy, TransportErrorKind};
use crate::server::{Received, Server, Step, bound, transport};
use crate::types::Pet;

/// The policy by default, in a hurry.
fn fast() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::from_millis(2))
}

/// A policy whose own waits would be noticed.
fn slow() -> RetryPolicy {
    RetryPolicy::default()
        .base_delay(Duration::from_secs(3600))
        .max_delay(Duration::from_secs(3600))
}

fn builder(server: &Server) -> ClientBuilder<Client> {
    let builder = Client::builder().base_url(server.url());
    builder.transport(transport()).retry(fast())
}

fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

fn tom() -> Step {
    Step::json(201, r#"{"name":"Tom","_links":{},"owner":null}"#)
}

fn kind<E>(error: &Error<E>) -> Option<TransportErrorKind> {
    match error {
        Error::Transport(error) => Some(error.kind()),
        _ => None,
    }
}

#[tokio::test]
async fn statuses_that_may_pass_are_tried_again() {
    for status in [408, 429, 500, 502, 503, 504, 507, 599] {
        let server = Server::steps([Step::status(status), Step::no_pets()]);
        assert_eq!(client(&server).pets().list_pets().await.unwrap(), []);
        assert_eq!(server.requests().len(), 2, "{status}");
    }
    for status in [301, 400, 401, 404, 409, 425, 501] {
        let server = Server::steps([Step::json(status, "{}"), Step::no_pets()]);
        let error = client(&server).pets().list_pets().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn the_last_answer_is_the_answer() {
    let server = Server::steps([
        Step::HangUp,
        Step::status(500),
        Step::headers(503, "X-Request-Id: third\r\n"),
        Step::no_pets(),
    ]);
    let error = client(&server).pets().list_pets().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.request_id(), Some("third"));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_call_has_a_policy_of_its_own() {
    let server = Server::steps([Step::status(503)]);
    let pets = client(&server).pets();
    for (policy, requests) in [
        (RetryPolicy::none(), 1),
        (fast().max_retries(1), 2),
        (fast().max_retries(4), 5),
    ] {
        let before = server.requests().len();
        pets.list_pets().retry(policy).await.unwrap_err();
        assert_eq!(server.requests().len() - before, requests);
    }
}

/// What breaks a connection, or is no HTTP.
fn broken() -> Vec<(Step, TransportErrorKind)> {
    let raw = Step::raw;
    vec![
        (Step::Reset, TransportErrorKind::Send),
        (Step::HangUp, TransportErrorKind::Send),
        (
            raw("HTTP/1.1 200 OK\r\nbad header\r\n\r\n[]"),
            TransportErrorKind::Send,
        ),
        (raw("HTTP/1.1 2000 OK\r\n\r\n"), TransportErrorKind::Send),
        (
            raw("\u{16}\u{3}\u{1} nonsense\r\n\r\n"),
            TransportErrorKind::Send,
        ),
        (
            raw("HTTP/1.1 201 OK\r\nContent-Length: 9\r\n\r\n["),
            TransportErrorKind::ReadBody,
        ),
        (
            raw("HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\nxyz\r\n"),
            TransportErrorKind::ReadBody,
        ),
        (
            raw("HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n"),
            TransportErrorKind::ReadBody,
        ),
        (
            Step::RawThenReset(b"HTTP/1.1 201 OK\r\nContent-Length: 9\r\n\r\n[".to_vec()),
            TransportErrorKind::ReadBody,
        ),
    ]
}

#[tokio::test]
async fn a_broken_connection_is_tried_again_if_that_does_no_harm() {
    for (step, expected) in broken() {
        let server = Server::steps([step.clone(), Step::no_pets()]);
        let pets = client(&server).pets();
        assert_eq!(pets.list_pets().await.unwrap(), [], "{step:?}");
        assert_eq!(server.requests().len(), 2, "{step:?}");

        let server = Server::steps([step.clone(), tom()]);
        let pets = client(&server).pets();
        let error = pets.create_pet(Pet::new("Tom")).await.unwrap_err();
        assert_eq!(kind(&error), Some(expected), "{step:?}: {error:?}");
        assert_eq!(server.requests().len(), 1, "{step:?}");

        let server = Server::steps([step.clone(), tom()]);
        let call = client(&server).pets().create_pet(Pet::new("Tom"));
        assert_eq!(call.assume_idempotent().await.unwrap().name, "Tom");
        assert_eq!(server.requests().len(), 2, "{step:?}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_tried_again_whatever_the_method() {
    let (socket, url) = bound();
    let listens = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(60));
        socket.listen(16).unwrap();
        Server::on(TcpListener::from(socket), |_| tom())
    });
    let patient = fast()
        .max_retries(100_000)
        .max_delay(Duration::from_millis(2));
    let client = Client::builder()
        .base_url(url)
        .retry(patient.budget(None))
        .build()
        .unwrap();
    let call = client.pets().create_pet(Pet::new("Tom"));
    assert_eq!(call.await.unwrap().name, "Tom");
    assert_eq!(listens.join().unwrap().requests().len(), 1);
}

#[tokio::test]
async fn methods_that_are_not_idempotent_are_sent_once() {
    let twice = || Server::steps([Step::status(503), tom()]);
    let pet = || Pet::new("Tom");

    let server = twice();
    let error = client(&server).pets().create_pet(pet()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(server.requests().len(), 1);

    let server = twice();
    let call = client(&server).pets().create_pet(pet());
    call.assume_idempotent().await.unwrap();
    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.requests()[1].body, server.requests()[0].body);

    let server = Server::steps([Step::status(503), Step::status(204)]);
    client(&server).pets().delete_pet("1").await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

fn keys(server: &Server, header: &str) -> Vec<Option<String>> {
    let key = |request: &Received| request.header(header).map(str::to_owned);
    server.requests().iter().map(key).collect()
}

#[tokio::test]
async fn a_key_of_the_call_makes_it_idempotent() {
    let server = Server::steps([Step::status(503), Step::Reset, tom()]);
    let call = client(&server).pets().create_pet(Pet::new("Tom"));
    call.idempotency_key("order-7").await.unwrap();
    let key = Some("order-7".to_owned());
    assert_eq!(
        keys(&server, "idempotency-key"),
        [key.clone(), key.clone(), key.clone()]
    );

    // The header that the API knows keys by takes it.
    let server = Server::steps([Step::status(503), tom()]);
    let client = builder(&server).idempotency_keys("X-Key").build().unwrap();
    let call = client.pets().create_pet(Pet::new("Tom"));
    call.idempotency_key("order-7").await.unwrap();
    assert_eq!(keys(&server, "x-key"), [key.clone(), key]);
    assert_eq!(keys(&server, "idempotency-key"), [None, None]);

    let call = client.pets().create_pet(Pet::new("Tom"));
    let error = call.idempotency_key("s3cret\n").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "createPet: header `x-key` has a line break or a character that is not visible ASCII"
    );
}

#[tokio::test]
async fn keys_of_the_client_are_made_once_a_call() {
    let server = Server::new(|request| match request.method.as_str() {
        "GET" => Step::no_pets(),
        _ => Step::status(503),
    });
    let client = builder(&server)
        .idempotency_keys("Idempotency-Key")
        .build()
        .unwrap();
    for _ in 0..2 {
        client.pets().create_pet(Pet::new("Tom")).await.unwrap_err();
    }
    client.pets().list_pets().await.unwrap();
    let keys = keys(&server, "idempotency-key");
    assert_eq!(keys.len(), 7, "{keys:?}");
    assert!(keys[0].as_ref().unwrap().parse::<uuid::Uuid>().is_ok());
    assert_eq!([&keys[1], &keys[2]], [&keys[0], &keys[0]]);
    assert_eq!([&keys[4], &keys[5]], [&keys[3], &keys[3]]);
    assert_ne!(keys[0], keys[3]);
    assert_eq!(keys[6], None, "a GET needs none");

    let error = builder(&server)
        .idempotency_keys("no name")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("idempotency keys"), "{error}");
}

#[tokio::test]
async fn the_server_says_when_to_come_back() {
    // What it says comes before the policy's own wait, which would take an hour.
    for headers in [
        "Retry-After: 0\r\n",
        "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
        "Retry-After: Wednesday, 21-Oct-15 07:28:00 GMT\r\nDate: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
        "Date: Wed, 21 Oct 2015 07:28:00 GMT\r\nRetry-After: Wed Oct 21 07:28:00 2015\r\n",
    ] {
        let server = Server::steps([Step::headers(429, headers), Step::no_pets()]);
        let started = Instant::now();
        client(&server)
            .pets()
            .list_pets()
            .retry(slow())
            .await
            .unwrap();
        assert_eq!(server.requests().len(), 2, "{headers}");
        assert!(started.elapsed() < Duration::from_secs(10), "{headers}");
    }
    // A date is compared with the server's own clock.
    for headers in [
        "Retry-After: 1\r\n",
        "Retry-After: Wed, 21 Oct 2015 07:28:01 GMT\r\nDate: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
    ] {
        let server = Server::steps([Step::headers(503, headers), Step::no_pets()]);
        client(&server).pets().list_pets().await.unwrap();
        let requests = server.requests();
        let waited = requests[1].at - requests[0].at;
        assert!(
            waited >= Duration::from_millis(990),
            "{headers}: {waited:?}"
        );
    }
    // What is no time is no answer: the policy's own wait it is.
    for headers in [
        "Retry-After: soon\r\n",
        "Retry-After: -1\r\n",
        "Retry-After: \r\n",
    ] {
        let server = Server::steps([Step::headers(503, headers), Step::no_pets()]);
        client(&server).pets().list_pets().await.unwrap();
        assert_eq!(server.requests().len(), 2, "{headers}");
    }
}

#[tokio::test]
async fn a_wait_that_is_too_long_ends_the_call_at_once() {
    let started = Instant::now();
    for (headers, policy, timeout) in [
        ("Retry-After: 61\r\n", fast(), 3600),
        ("Retry-After: 18446744073709551615\r\n", fast(), 3600),
        (
            "Retry-After: Thu, 21 Oct 9999 07:28:00 GMT\r\n",
            fast(),
            3600,
        ),
        (
            "Retry-After: 3\r\n",
            fast().max_retry_after(Duration::from_secs(2)),
            3600,
        ),
        // The call would be over before.
        ("Retry-After: 30\r\n", fast(), 20),
    ] {
        let server = Server::steps([Step::headers(429, headers), Step::no_pets()]);
        let call = client(&server).pets().list_pets().retry(policy);
        let answer = call.timeout(Duration::from_secs(timeout)).await;
        let error = answer.expect_err(headers);
        assert_eq!(error.status().unwrap(), 429, "{headers}");
        assert_eq!(server.requests().len(), 1, "{headers}");
    }
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn retries_of_a_client_have_a_budget() {
    let server = Server::new(|request| match request.target.as_str() {
        "/pets" => Step::status(503),
        _ => Step::status(204),
    });
    let policy = fast().max_retries(4).budget(Some(6));
    let client = builder(&server).retry(policy).build().unwrap();
    let requests = async |calls: usize| {
        let before = server.requests().len();
        for _ in 0..calls {
            client.pets().list_pets().await.unwrap_err();
        }
        server.requests().len() - before
    };
    // Six retries, and then none.
    assert_eq!(requests(1).await, 5);
    assert_eq!(requests(1).await, 3);
    assert_eq!(requests(3).await, 3);
    // Five calls that succeed earn one.
    for _ in 0..5 {
        client.clone().pets().delete_pet("1").await.unwrap();
    }
    assert_eq!(requests(1).await, 2);
    assert_eq!(requests(1).await, 1);
}

#[tokio::test]
async fn a_body_that_can_be_read_once_is_sent_once() {
    let server = Server::steps([Step::status(503), Step::status(204)]);
    let client = client(&server);
    let once = Body::from_reader(&b"photo"[..]);
    let error = client.execute(PutPhoto::new("1", once)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(server.requests().len(), 1);

    let server = Server::steps([Step::status(503), Step::status(204)]);
    let client = self::client(&server);
    client.execute(PutPhoto::new("1", "photo")).await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|r| r.body).collect();
    assert_eq!(bodies, [b"photo", b"photo"]);
}

#[tokio::test]
async fn a_body_that_nobody_has_read_yet_can_wait_for_the_server() {
    let (socket, url) = bound();
    let listens = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(60));
        socket.listen(16).unwrap();
        Server::on(TcpListener::from(socket), |_| Step::status(204))
    });
    let patient = fast()
        .max_retries(100_000)
        .max_delay(Duration::from_millis(2));
    let client = Client::builder()
        .base_url(url)
        .retry(patient.budget(None))
        .build()
        .unwrap();
    let once = Body::from_reader(&b"photo"[..]);
    client.execute(PutPhoto::new("1", once)).await.unwrap();
    assert_eq!(listens.join().unwrap().requests()[0].body, b"photo");
}
