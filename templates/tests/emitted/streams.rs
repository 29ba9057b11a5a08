//! Responses that are read item by item, from servers that are slow, break off or never end.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use crate::doubles::{self, Double};
use crate::pets::{ListPets, ListPetsError};
use crate::runtime::{
    Body, BuildError, Client, DecodeFailure, Error, EventStream, JsonLines, Operation,
    OperationInfo, Outcome, RawResponse, StreamError, TransportErrorKind,
};
use crate::server::by_hand;

/// `text/event-stream` of numbers, beside the pets that are JSON; a view as emitted.
#[derive(Debug, Clone, PartialEq)]
struct ListPetsAsEventStream(ListPets);

impl Operation for ListPetsAsEventStream {
    type Output = EventStream<i64>;
    type Error = ListPetsError;
    const INFO: OperationInfo =
        ListPets::INFO.accepting("text/event-stream, application/json;q=0.5");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        Self::INFO.accept_in(self.0.request()?)
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        Ok(match response.status().as_u16() {
            200 => Outcome::Success(response.events()?.until("[DONE]")),
            _ => Outcome::Undocumented,
        })
    }

    fn is_stream(status: u16) -> bool {
        matches!(status, 200)
    }
}

/// The same as lines.
#[derive(Debug, Clone, PartialEq)]
struct ListPetsAsJsonLines(ListPets);

impl Operation for ListPetsAsJsonLines {
    type Output = JsonLines<i64>;
    type Error = ListPetsError;
    const INFO: OperationInfo = ListPets::INFO.accepting("application/x-ndjson");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        Self::INFO.accept_in(self.0.request()?)
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        Ok(match response.status().as_u16() {
            200 => Outcome::Success(response.json_lines()),
            _ => Outcome::Undocumented,
        })
    }

    fn is_stream(status: u16) -> bool {
        matches!(status, 200)
    }
}

fn client(base_url: String) -> Client {
    Client::builder().base_url(base_url).build().unwrap()
}

fn begin(stream: &mut TcpStream, content_type: &str) {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
}

fn send(stream: &mut TcpStream, text: &str) -> std::io::Result<()> {
    write!(stream, "{:x}\r\n{text}\r\n", text.len())?;
    stream.flush()
}

async fn events(base_url: String) -> EventStream<i64> {
    let list = client(base_url).pets().list_pets();
    list.map_operation(ListPetsAsEventStream).await.unwrap()
}

#[tokio::test]
async fn a_view_asks_for_its_media_type() {
    let double = Double::new(|| Ok(doubles::response(200, "data: 1\n\n")));
    let client = doubles::client(&double).build().unwrap();
    let list = client.pets().list_pets().limit(7);
    let mut events = list.map_operation(ListPetsAsEventStream).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    let request = double.only_request();
    assert_eq!(request.uri().query(), Some("limit=7"));
    assert_eq!(
        request.headers()["accept"],
        "text/event-stream, application/json;q=0.5"
    );
}

static GO_ON: OnceLock<Mutex<mpsc::Receiver<()>>> = OnceLock::new();

/// The second event is sent when the client has seen the first.
fn waits_for_the_client(stream: &mut TcpStream) {
    begin(stream, "text/event-stream");
    send(stream, "data: 1\n\nda").unwrap();
    let go_on = GO_ON.get().unwrap().lock().unwrap();
    go_on.recv_timeout(Duration::from_secs(10)).unwrap();
    send(stream, "ta: 2\n\ndata: [DONE]\n\n").unwrap();
    // No end of the body: the stream ends without it.
    let _ = stream.read(&mut [0]);
}

#[tokio::test]
async fn an_event_arrives_before_the_next_is_sent() {
    let (seen, go_on) = mpsc::channel();
    GO_ON.set(Mutex::new(go_on)).unwrap();
    let mut events = events(by_hand(waits_for_the_client)).await;
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    seen.send(()).unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 2);
    assert!(events.next().await.is_none());
}

fn breaks_off(stream: &mut TcpStream) {
    begin(stream, "text/event-stream");
    send(stream, "data: 1\n\ndata: 2\n\ndata: 3\n").unwrap();
}

fn lines_break_off(stream: &mut TcpStream) {
    begin(stream, "application/x-ndjson");
    send(stream, "1\n2\n3").unwrap();
}

#[tokio::test]
async fn a_stream_that_breaks_off_gives_its_items_and_then_an_error() {
    let mut events = events(by_hand(breaks_off)).await;
    for expected in [1, 2] {
        assert_eq!(events.next().await.unwrap().unwrap().data, expected);
    }
    let error = events.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, StreamError::Transport(error) if error.kind() == TransportErrorKind::ReadBody),
        "{error:?}"
    );
    assert!(std::error::Error::source(&error).is_some());
    assert!(events.next().await.is_none());

    let list = client(by_hand(lines_break_off)).pets().list_pets();
    let mut lines = list.map_operation(ListPetsAsJsonLines).await.unwrap();
    for expected in [1, 2] {
        assert_eq!(lines.next().await.unwrap().unwrap(), expected);
    }
    // The third line may go on behind the break.
    let error = lines.next().await.unwrap().unwrap_err();
    assert!(matches!(error, StreamError::Transport(_)), "{error:?}");
    assert!(lines.next().await.is_none());
}

fn never_ends_its_line(stream: &mut TcpStream) {
    begin(stream, "text/event-stream");
    send(stream, "data: 1\n\ndata: ").unwrap();
    while send(stream, &"9".repeat(4096)).is_ok() {}
}

#[tokio::test]
async fn an_endless_line_is_bounded() {
    let list = client(by_hand(never_ends_its_line)).pets().list_pets();
    let list = list.map_operation(ListPetsAsEventStream);
    let mut events = list.max_response_size(100_000).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "item 1 of the stream has more than 100000 bytes"
    );
    assert!(events.next().await.is_none());
}

static CLOSED: OnceLock<Mutex<mpsc::Sender<()>>> = OnceLock::new();

/// Says when the client has closed the connection.
fn sends_until_closed(stream: &mut TcpStream) {
    begin(stream, "text/event-stream");
    while send(stream, "data: 1\n\n").is_ok() {
        std::thread::sleep(Duration::from_millis(5));
    }
    CLOSED.get().unwrap().lock().unwrap().send(()).unwrap();
}

#[tokio::test]
async fn dropping_a_stream_closes_its_connection() {
    let (closed, is_closed) = mpsc::channel();
    CLOSED.set(Mutex::new(closed)).unwrap();
    let mut events = events(by_hand(sends_until_closed)).await;
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    assert!(is_closed.try_recv().is_err());
    drop(events);
    let start = Instant::now();
    while is_closed.try_recv().is_err() {
        assert!(start.elapsed() < Duration::from_secs(10), "it stays open");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn answers_json(stream: &mut TcpStream) {
    stream
        .write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]",
        )
        .unwrap();
}

#[tokio::test]
async fn an_answer_that_is_no_stream_is_an_error() {
    let list = client(by_hand(answers_json)).pets().list_pets();
    let error = list.map_operation(ListPetsAsEventStream).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "listPets: cannot decode the 200 response: content type is application/json, not text/event-stream"
    );
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_iterates() {
    let builder = crate::runtime::blocking::Client::builder();
    let client = builder.base_url(by_hand(breaks_off)).build().unwrap();
    let list = client.execute(ListPetsAsEventStream(ListPets::new()));
    let events = list.send().unwrap().into_body();
    let mut events = client.iterate(events);
    assert_eq!(events.next().unwrap().unwrap().data, 1);
    assert_eq!(events.next().unwrap().unwrap().data, 2);
    assert!(matches!(
        events.next(),
        Some(Err(StreamError::Transport(_)))
    ));
    assert!(events.next().is_none());
}
