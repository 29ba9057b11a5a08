//! Server-sent events, their bytes cut anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use bindery_runtime::runtime::{Body, EventStream, RawResponse, StreamError};
use serde::Deserialize;

const LIMIT: u64 = 1024;

fn response(content_type: Option<&str>, body: Body, limit: u64) -> RawResponse {
    let mut response = http::Response::builder();
    if let Some(content_type) = content_type {
        response = response.header("content-type", content_type);
    }
    RawResponse::streamed(response.body(body).unwrap(), limit)
}

fn chunks(chunks: &[&[u8]]) -> Body {
    Body::concat(chunks.iter().map(|chunk| Body::from(chunk.to_vec())))
}

/// What a test looks at of an event: its data, its type, its own id, the wait, and the last id so far.
type Seen = (String, Option<String>, Option<String>, Option<u64>, String);

async fn seen(mut events: EventStream<String>) -> Vec<Seen> {
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.unwrap();
        let retry = event.retry.map(|retry| retry.as_millis() as u64);
        let last = events.last_event_id().to_owned();
        all.push((event.data, event.event, event.id, retry, last));
    }
    assert!(events.next().await.is_none());
    all
}

async fn texts_of(body: Body) -> Vec<Seen> {
    let events = response(Some("text/event-stream"), body, LIMIT).text_events();
    seen(events.unwrap()).await
}

fn event(
    data: &str,
    event: Option<&str>,
    id: Option<&str>,
    retry: Option<u64>,
    last: &str,
) -> Seen {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    (
        data.to_owned(),
        owned(event),
        owned(id),
        retry,
        last.to_owned(),
    )
}

/// Asserts what a text gives, whole, in two pieces cut anywhere, and byte by byte.
async fn assert_events(text: &[u8], expected: &[Seen]) {
    assert_eq!(texts_of(chunks(&[text])).await, expected, "whole");
    for at in 0..=text.len() {
        let (one, other) = text.split_at(at);
        assert_eq!(
            texts_of(chunks(&[one, b"", other])).await,
            expected,
            "cut at {at}"
        );
    }
    let bytes: Vec<&[u8]> = text.chunks(1).collect();
    assert_eq!(texts_of(chunks(&bytes)).await, expected, "byte by byte");
}

#[tokio::test]
async fn events_are_those_of_the_standard_wherever_chunks_are_cut() {
    let message = |data: &str| event(data, None, None, None, "");
    // The examples of WHATWG HTML, section 9.2.6.
    assert_events(
        b"data: YHOO\ndata: +2\ndata: 10\n\n",
        &[message("YHOO\n+2\n10")],
    )
    .await;
    assert_events(
        b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        &[
            event("first event", None, Some("1"), None, "1"),
            event("second event", None, Some(""), None, ""),
            message(" third event"),
        ],
    )
    .await;
    assert_events(
        b"data\n\ndata\ndata\n\ndata:",
        &[message(""), message("\n")],
    )
    .await;
    assert_events(
        b"data:test\n\ndata: test\n\n",
        &[message("test"), message("test")],
    )
    .await;
    // All ends of lines, a byte order mark, characters of several bytes, and no UTF-8.
    assert_events(
        "\u{feff}data: a\r\n\r\ndata: \u{e4}\u{1f980}\r\rdata: c\n\ndata: d\r\ndata: e\r\n\n"
            .as_bytes(),
        &[
            message("a"),
            message("\u{e4}\u{1f980}"),
            message("c"),
            message("d\ne"),
        ],
    )
    .await;
    assert_events(b"data: \xff.\n\n", &[message("\u{fffd}.")]).await;
    // The mark counts at the start alone: elsewhere it is a part of an unknown name.
    assert_events("data: a\n\n\u{feff}data: b\n\n".as_bytes(), &[message("a")]).await;
}

#[tokio::test]
async fn fields_that_mean_nothing_are_ignored() {
    assert_events(
        b"event: add\nid: 7\nretry: 1500\nunknown: x\nDATA: x\ndata: one\n\n\
          id: a\0b\nretry: 5s\nretry:\nretry: 99999999999999999999999\nevent:\ndata: two\n\n",
        &[
            event("one", Some("add"), Some("7"), Some(1500), "7"),
            event("two", None, None, None, "7"),
        ],
    )
    .await;
    // Without data there is no event, and its id counts all the same; its type does not go on to the next.
    assert_events(
        b"id: 8\nevent: gone\n\ndata: x\n\n",
        &[event("x", None, None, None, "8")],
    )
    .await;
    // What is not whole at the end is dropped, with its id.
    assert_events(
        b"data: x\nid: 1\n\ndata: y\nid: 2\n",
        &[event("x", None, Some("1"), None, "1")],
    )
    .await;
    assert_events(b"", &[]).await;
    assert_events(b"\n\n\r\n\r", &[]).await;
}

#[tokio::test]
async fn the_wait_that_the_server_asks_for_is_at_hand() {
    let body = Body::from("retry: 20\n\ndata: x\n\n");
    let mut events = response(None, body, LIMIT).text_events().unwrap();
    assert_eq!(events.retry(), None);
    assert_eq!(events.next().await.unwrap().unwrap().retry, None);
    assert_eq!(events.retry(), Some(Duration::from_millis(20)));
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(tag = "event", content = "data", rename_all = "lowercase")]
enum Run {
    Created { id: u8 },
    Said(String),
}

#[derive(Debug, Deserialize, PartialEq)]
struct Pet {
    name: String,
}

#[tokio::test]
async fn data_is_decoded_and_a_bad_event_does_not_end_the_stream() {
    let body = Body::from(
        "data: {\"name\":\ndata: \"Tom\"}\n\ndata: {\"name\":7}\n\ndata: \n\ndata: {\"name\":\"Ada\"}\n\n",
    );
    let mut events = response(Some("Text/Event-Stream; charset=utf-8"), body, LIMIT)
        .events::<Pet>()
        .unwrap();
    let name = |name: &str| Pet {
        name: name.to_owned(),
    };
    assert_eq!(events.next().await.unwrap().unwrap().data, name("Tom"));
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot decode item 1 at `name`: invalid type: integer `7`, expected a string at line 1 column 9"
    );
    let StreamError::Decode(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (error.item(), error.path(), error.raw_text()),
        (1, "name", "{\"name\":7}")
    );
    assert!(!format!("{error:?}").contains("{\"name"), "{error:?}");
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "cannot decode item 2: it is empty");
    assert_eq!(events.next().await.unwrap().unwrap().data, name("Ada"));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn events_are_decoded_whole_where_each_type_has_data_of_its_own() {
    let body = Body::from(
        "event: created\ndata: {\"id\":3}\n\nevent: said\ndata: not JSON\n\nevent: lost\ndata: 1\n\n",
    );
    let mut events = response(None, body, LIMIT).whole_events::<Run>().unwrap();
    assert_eq!(
        events.next().await.unwrap().unwrap().data,
        Run::Created { id: 3 }
    );
    assert_eq!(
        events.next().await.unwrap().unwrap().data,
        Run::Said("not JSON".to_owned())
    );
    let error = events.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, StreamError::Decode(error) if error.raw_text() == "1"),
        "{error}"
    );
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Colour {
    Red,
    Blue,
}

#[tokio::test]
async fn words_stand_as_they_are_or_in_quotes() {
    let body = Body::from("data: red\n\ndata: \"blue\"\n\ndata: 7\n\n");
    let mut events = response(None, body, LIMIT).word_events::<Colour>().unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, Colour::Red);
    assert_eq!(events.next().await.unwrap().unwrap().data, Colour::Blue);
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot decode item 2: unknown variant `7`, expected `red` or `blue`"
    );
}

#[tokio::test]
async fn an_end_that_is_no_json_ends_the_stream() {
    let body = Body::from("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n");
    let mut events = response(None, body, LIMIT)
        .events::<u8>()
        .unwrap()
        .until("[DONE]");
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    assert!(events.next().await.is_none());
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn no_more_is_kept_than_the_limit() {
    let too_large = async |text: &str| {
        let mut events = response(None, Body::from(text.to_owned()), 20)
            .text_events()
            .unwrap();
        let mut count = 0;
        loop {
            match events.next().await.unwrap() {
                Ok(_) => count += 1,
                Err(StreamError::TooLarge(error)) => {
                    assert_eq!((error.item(), error.limit()), (count, 20));
                    assert!(events.next().await.is_none());
                    return count;
                }
                Err(error) => panic!("{error}"),
            }
        }
    };
    assert_eq!(too_large("data: 12345678901234567890").await, 0);
    assert_eq!(
        too_large("data: 1\n\ndata: 1\n\n:comments without end").await,
        2
    );
    // Many short lines are one long event.
    assert_eq!(too_large(&"data: 123\n".repeat(5)).await, 0);
    assert_eq!(
        too_large("event: 1234567890\nid: 1234567890\ndata: x\n\n").await,
        0
    );
}

#[test]
fn another_content_type_is_said() {
    let answer = response(Some("application/json"), Body::from("{}"), LIMIT).text_events();
    assert_eq!(
        answer.unwrap_err().message(),
        "content type is application/json, not text/event-stream"
    );
}
