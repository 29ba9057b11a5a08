//! Time limits of connecting, of a try and of the whole call, and the bound of a response.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::photos::GetPhoto;
use crate::runtime::{Client, ClientBuilder, Error, RetryPolicy, TransportErrorKind};
use crate::server::{Server, Step, bound};
use crate::types::Pet;

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn builder(server: &Server) -> ClientBuilder<Client> {
    let policy = RetryPolicy::default().base_delay(ms(2));
    Client::builder().base_url(server.url()).retry(policy)
}

fn limit<E: std::fmt::Debug>(error: &Error<E>) -> Duration {
    let Error::Timeout(error) = error else {
        panic!("{error:?}")
    };
    error.time_limit().unwrap()
}

/// No answer, half of one, and one that comes too slowly.
fn stalls() -> [Step; 4] {
    [
        Step::Stall,
        Step::RawThenStall(b"HTTP/1.1 200 OK\r\nContent-".to_vec()),
        Step::RawThenStall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[".to_vec()),
        Step::Drip,
    ]
}

#[tokio::test]
async fn a_try_has_a_time_limit_and_another_try_goes_well() {
    for stall in stalls() {
        let server = Server::steps([stall.clone(), stall.clone(), Step::no_pets()]);
        let client = builder(&server).attempt_timeout(ms(100)).build().unwrap();
        let started = Instant::now();
        assert_eq!(client.pets().list_pets().await.unwrap(), [], "{stall:?}");
        assert_eq!(server.requests().len(), 3, "{stall:?}");
        let requests = server.requests();
        assert!(requests[1].at - started >= ms(100), "{stall:?}");
        drop(client);
        server.wait_until_left().await;
    }
}

#[tokio::test]
async fn a_try_that_may_have_been_carried_out_is_the_last() {
    let server = Server::steps([Step::Stall]);
    let client = builder(&server).attempt_timeout(ms(60)).build().unwrap();
    let error = client.pets().create_pet(Pet::new("Tom")).await.unwrap_err();
    assert_eq!(limit(&error), ms(60));
    assert_eq!(
        error.to_string(),
        "createPet: no whole response within 60ms"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_call_has_its_own_limit_for_a_try() {
    let server = Server::steps([Step::Stall]);
    let client = builder(&server)
        .attempt_timeout(Duration::MAX)
        .build()
        .unwrap();
    let call = client.pets().list_pets().attempt_timeout(ms(40));
    assert_eq!(limit(&call.await.unwrap_err()), ms(40));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn the_limit_of_the_call_is_over_all_tries() {
    for stall in stalls() {
        let server = Server::steps([stall]);
        let policy = RetryPolicy::default().max_retries(1000).budget(None);
        let client = builder(&server)
            .retry(policy.base_delay(ms(2)).max_delay(ms(2)))
            .attempt_timeout(ms(90))
            .timeout(ms(240))
            .build()
            .unwrap();
        let started = Instant::now();
        let error = client.pets().list_pets().await.unwrap_err();
        // Unless a try happened to end so late that there was no time for a wait.
        assert!(limit(&error) == ms(240) || started.elapsed() > ms(237));
        assert!((ms(237)..ms(2000)).contains(&started.elapsed()));
        let tries = server.requests().len();
        assert!((2..=3).contains(&tries), "{tries}");
    }
}

#[tokio::test]
async fn there_is_no_wait_that_ends_after_the_limit_of_the_call() {
    let server = Server::steps([Step::status(503)]);
    let hour = Duration::from_secs(3600);
    let policy = RetryPolicy::default().base_delay(hour).max_delay(hour);
    let call = builder(&server).build().unwrap().pets().list_pets();
    let started = Instant::now();
    let error = call.retry(policy).timeout(ms(5)).await.unwrap_err();
    // The answer, or nothing in time on a slow machine; never an hour.
    assert!(error.status().is_none_or(|status| status == 503));
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn connecting_has_a_time_limit() {
    // With its queue full, Linux drops what asks for a connection.
    let (socket, url) = bound();
    socket.listen(0).unwrap();
    let address = url[7..url.len() - 1].parse().unwrap();
    let mut queue = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, ms(100)) {
        queue.push(stream);
        if queue.len() > 64 {
            println!("NOT RUN: the queue of a socket is never full here");
            return;
        }
    }
    let builder = Client::builder().base_url(url).connect_timeout(ms(80));
    let client = builder.retry(RetryPolicy::none()).build().unwrap();
    let started = Instant::now();
    let error = client.pets().create_pet(Pet::new("Tom")).await.unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    // Not a timeout of the call: nothing was sent, so that it could be tried again.
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!((ms(80)..ms(2000)).contains(&started.elapsed()));
}

#[tokio::test]
async fn a_response_has_a_bound() {
    let server = Server::new(|request| match request.target.as_str() {
        "/pets/endless/photo" | "/pets" => Step::Endless,
        "/pets/announced/photo" => {
            Step::RawThenStall(b"HTTP/1.1 404 No\r\nContent-Length: 9000000000\r\n\r\n".to_vec())
        }
        "/pets/lies/photo" => {
            Step::raw("HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFF\r\nabc")
        }
        _ => Step::json(500, &"x".repeat(1001)),
    });
    let client = builder(&server).max_response_size(1000).build().unwrap();
    let too_large = |error: Error<_>| {
        let Error::Transport(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.kind(), TransportErrorKind::TooLarge);
        error.to_string()
    };
    let error = client.pets().list_pets().await.unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert_eq!(
        error.to_string(),
        "listPets: the body of the response is too large"
    );
    // An error answer is bounded as well, and tried once: another answer would be as long.
    for id in ["announced", "fault"] {
        let before = server.requests().len();
        too_large(client.execute(GetPhoto::new(id)).await.unwrap_err());
        assert_eq!(server.requests().len() - before, 1, "{id}");
    }
    // A chunk that announces more than comes is no reason to keep room for it.
    let error = client.execute(GetPhoto::new("lies")).await.unwrap_err();
    assert!(matches!(error, Error::Transport(e) if e.kind() == TransportErrorKind::ReadBody));

    // A call has its own bound.
    let policy = RetryPolicy::none();
    let call = client.execute(GetPhoto::new("fault")).retry(policy.clone());
    assert_eq!(
        call.max_response_size(1001)
            .await
            .unwrap_err()
            .status()
            .unwrap(),
        500
    );
    let call = client.execute(GetPhoto::new("fault")).retry(policy);
    too_large(call.max_response_size(1000).await.unwrap_err());
    // What is read as a stream has none.
    let mut photo = client.execute(GetPhoto::new("endless")).await.unwrap();
    let mut length = 0;
    while length < 3_000_000 {
        length += photo.chunk().await.unwrap().unwrap().len();
    }
    drop((photo, client));
    server.wait_until_left().await;
}

#[tokio::test]
async fn a_body_without_a_length_ends_with_its_connection() {
    for head in [
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
    ] {
        let server = Server::steps([Step::Raw(format!("{head}[]").into_bytes())]);
        let client = builder(&server).build().unwrap();
        assert_eq!(client.pets().list_pets().await.unwrap(), []);
        assert_eq!(client.pets().list_pets().await.unwrap(), []);
        assert_eq!(server.connections(), 2);
    }
}
