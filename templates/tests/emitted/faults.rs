//! Servers that stall, break off and refuse.

use std::error::Error as _;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::runtime::{Client, Error, TransportErrorKind};

/// Serves connections, each with the request read, until the test process ends. Gives its base URL.
pub fn serve(answer: fn(&mut TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut request = Vec::new();
                let mut byte = [0];
                while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
                    request.push(byte[0]);
                }
                answer(&mut stream);
            });
        }
    });
    format!("http://{address}/")
}

pub fn never_answers(_: &mut TcpStream) {
    thread::sleep(Duration::from_secs(30));
}

/// Each byte comes long before the timeout, the last one long after it.
pub fn drips(stream: &mut TcpStream) {
    stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n")
        .unwrap();
    while stream.write_all(b" ").is_ok() {
        thread::sleep(Duration::from_millis(50));
    }
}

pub fn breaks_off(stream: &mut TcpStream) {
    stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n[")
        .unwrap();
}

pub fn hangs_up(stream: &mut TcpStream) {
    stream.shutdown(Shutdown::Both).unwrap();
}

pub fn refuses() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

async fn list_pets(base_url: String) -> Error<crate::pets::ListPetsError> {
    let builder = Client::builder()
        .base_url(base_url)
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
            serve(hangs_up),
            TransportErrorKind::Send,
            "listPets: cannot send the request",
        ),
        (
            serve(breaks_off),
            TransportErrorKind::ReadBody,
            "listPets: cannot read the body of the response",
        ),
    ] {
        let error = list_pets(base_url).await;
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
    for answer in [never_answers, drips] {
        let base_url = serve(answer);
        let client = Client::builder().base_url(&base_url).build().unwrap();
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
    let base_url = serve(|stream| {
        thread::sleep(Duration::from_millis(100));
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n[]")
            .unwrap();
    });
    let builder = Client::builder()
        .base_url(base_url)
        .timeout(Duration::from_millis(10));
    let pets = builder.build().unwrap().pets();
    assert_eq!(pets.list_pets().no_timeout().await.unwrap(), []);
    assert_eq!(pets.list_pets().timeout(Duration::MAX).await.unwrap(), []);
}
