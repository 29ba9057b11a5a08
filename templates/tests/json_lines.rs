//! Lines and sequences of JSON texts, their bytes cut anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_runtime::runtime::{Body, RawResponse, StreamError};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn response(body: Body, limit: u64) -> RawResponse {
    RawResponse::streamed(http::Response::new(body), limit)
}

/// The items; of those that are none, what is said of them.
async fn items<T: DeserializeOwned>(body: Body) -> Vec<Result<T, String>> {
    let mut lines = response(body, 1024).json_lines::<T>();
    let mut items = Vec::new();
    while let Some(item) = lines.next().await {
        items.push(item.map_err(|error| error.to_string()));
    }
    assert!(lines.next().await.is_none());
    items
}

/// Asserts what a text gives, whole, in two pieces cut anywhere, and byte by byte.
async fn assert_items(text: &[u8], expected: &[Result<Value, &str>]) {
    let expected: Vec<Result<Value, String>> = expected
        .iter()
        .map(|item| item.clone().map_err(str::to_owned))
        .collect();
    let body = |chunks: &[&[u8]]| Body::concat(chunks.iter().map(|chunk| chunk.to_vec().into()));
    assert_eq!(items(body(&[text])).await, expected, "whole");
    for at in 0..=text.len() {
        let (one, other) = text.split_at(at);
        assert_eq!(
            items(body(&[one, b"", other])).await,
            expected,
            "cut at {at}"
        );
    }
    let bytes: Vec<&[u8]> = text.chunks(1).collect();
    assert_eq!(items(body(&bytes)).await, expected, "byte by byte");
}

#[tokio::test]
async fn lines_are_items_wherever_chunks_are_cut() {
    assert_items(
        "{\"a\":\"\u{e4}\\n\"}\n\n  \r\n[1]\r\n7\nnull".as_bytes(),
        &[
            Ok(json!({"a": "\u{e4}\n"})),
            Ok(json!([1])),
            Ok(json!(7)),
            Ok(Value::Null),
        ],
    )
    .await;
    assert_items("\u{feff}1\n2\n".as_bytes(), &[Ok(json!(1)), Ok(json!(2))]).await;
    assert_items(b"", &[]).await;
    assert_items(b"\n \n", &[]).await;
}

#[tokio::test]
async fn a_bad_line_does_not_end_the_stream() {
    assert_items(
        b"{\"a\":\n1\n\xff\n1 2\n3",
        &[
            Err("cannot decode item 0 at `a`: EOF while parsing a value at line 1 column 5"),
            Ok(json!(1)),
            Err("cannot decode item 2: it is not text: invalid utf-8 sequence of 1 bytes from index 0"),
            Err("cannot decode item 3: trailing characters at line 1 column 3"),
            Ok(json!(3)),
        ],
    )
    .await;
    let items = items::<Vec<u8>>(Body::from("[1]\n[1,true]\n")).await;
    assert_eq!(
        items[1].as_ref().unwrap_err(),
        "cannot decode item 1 at `[1]`: invalid type: boolean `true`, expected u8 at line 1 column 7"
    );
}

#[tokio::test]
async fn sequences_may_hold_line_feeds_within_texts() {
    // RFC 7464, section 2.
    assert_items(
        b"\x1e{\"a\":\n \"]\\\"\x7d\n\"\n}\n\x1e[\n1,\n2]\n\x1e\x1e\n\x1e\"x\"\n\x1e5\n",
        &[
            Err("cannot decode item 0 at `a`: control character (\\u0000-\\u001F) found while parsing a string at line 3 column 0"),
            Ok(json!([1, 2])),
            Ok(json!("x")),
            Ok(json!(5)),
        ],
    )
    .await;
    // Section 2.4: what may be cut off is not taken for whole, and the next text is read all the same.
    let cut_off = "it has no end, and may have lost its last characters";
    assert_items(
        b"\x1e12\x1etrue\x1e{\"a\":1}\x1e{\"a\":\x1e[1]\n\x1e4",
        &[
            Err(&format!("cannot decode item 0: {cut_off}")),
            Err(&format!("cannot decode item 1: {cut_off}")),
            Ok(json!({"a": 1})),
            Err(&format!("cannot decode item 3: {cut_off}")),
            Ok(json!([1])),
            Err(&format!("cannot decode item 5: {cut_off}")),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_text_of_a_sequence_is_given_before_the_next_begins() {
    use std::task::{Context, Poll, Waker};

    struct Pending;

    impl futures_core::Stream for Pending {
        type Item = Result<Vec<u8>, std::io::Error>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Self::Item>> {
            Poll::Pending
        }
    }

    let body = Body::concat([Body::from("\x1e{\n}\n"), Body::from_stream(Pending)]);
    let mut lines = response(body, 1024).json_lines::<Value>();
    assert_eq!(lines.next().await.unwrap().unwrap(), json!({}));
    let mut next = std::pin::pin!(lines.next());
    let mut task = Context::from_waker(Waker::noop());
    assert!(next.as_mut().poll(&mut task).is_pending());
}

#[tokio::test]
async fn no_more_is_kept_than_the_limit() {
    for endless in ["[1]\n[1]\n[1,1,1,1,1", "\x1e[1]\n\x1e[1]\n\x1e[\n1,\n1,\n1"] {
        let mut lines = response(Body::from(endless), 8).json_lines::<Value>();
        assert_eq!(lines.next().await.unwrap().unwrap(), json!([1]));
        assert_eq!(lines.next().await.unwrap().unwrap(), json!([1]));
        let error = lines.next().await.unwrap().unwrap_err();
        assert!(
            matches!(&error, StreamError::TooLarge(error) if error.item() == 2),
            "{error}"
        );
        assert_eq!(
            error.to_string(),
            "item 2 of the stream has more than 8 bytes"
        );
        assert!(lines.next().await.is_none());
    }
}
