//! [`JsonLines`]: a response of one JSON text after the other, each typed: NDJSON and JSON Lines, a text a line,
//! and JSON text sequences (RFC 7464).

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::line_parser::{LineParser, Parsed};
use super::{Body, DecodeFailure, ItemError, ItemTooLarge, RawResponse, StreamError, json};

/// The items of a response, read as they are asked for: no more than one of them is in memory.
///
/// It is a [`Stream`], and [`next`](Self::next) waits for one item; with the blocking client,
/// `client.iterate(lines)` is an iterator. Blank lines are no items. An item that is not what the document
/// describes is an error, and the stream goes on behind it; after any other error it ends. Dropping the stream
/// closes the connection.
pub struct JsonLines<T> {
    body: Body,
    chunk: Bytes,
    parser: LineParser,
    limit: u64,
    item: u64,
    is_over: bool,
    items: PhantomData<fn() -> T>,
}

impl RawResponse {
    /// The body as JSON texts, one after the other.
    #[must_use]
    pub fn json_lines<T: DeserializeOwned>(&mut self) -> JsonLines<T> {
        JsonLines {
            body: self.take_stream(),
            chunk: Bytes::new(),
            parser: LineParser::new(self.size_limit()),
            limit: self.size_limit(),
            item: 0,
            is_over: false,
            items: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> JsonLines<T> {
    /// The next item; `None` at the end.
    ///
    /// # Errors
    /// See [`StreamError`].
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        std::future::poll_fn(|task| Pin::new(&mut *self).poll_next(task)).await
    }

    fn finish(&mut self) {
        self.is_over = true;
        self.chunk = Bytes::new();
        self.body = Body::empty();
    }

    /// The item of what the parser gave; none where it needs more.
    fn item(&mut self, parsed: Parsed) -> Option<Result<T, StreamError>> {
        let item = self.item;
        let (bytes, is_cut_off) = match parsed {
            Parsed::Text(bytes) => (bytes, false),
            Parsed::CutOff(bytes) => (bytes, true),
            Parsed::More => return None,
            Parsed::TooLarge => {
                self.finish();
                let limit = self.limit;
                return Some(Err(StreamError::TooLarge(ItemTooLarge { item, limit })));
            }
        };
        self.item += 1;
        let failure = |failure: DecodeFailure, text: String| {
            Some(Err(StreamError::Decode(ItemError::new(
                item, failure, text,
            ))))
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                return failure(DecodeFailure::new(format!("it is not text: {error}")), text);
            }
        };
        if is_cut_off {
            let message = "it has no end, and may have lost its last characters";
            return failure(DecodeFailure::new(message), text);
        }
        match json::decode_text(&text) {
            Ok(value) => Some(Ok(value)),
            Err(error) => failure(error, text),
        }
    }
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = self.get_mut();
        while !stream.is_over {
            let (read, parsed) = stream.parser.parse(&stream.chunk);
            stream.chunk.advance(read);
            if let Some(item) = stream.item(parsed) {
                return Poll::Ready(Some(item));
            }
            match ready!(Pin::new(&mut stream.body).poll_next(task)) {
                Some(Ok(chunk)) => stream.chunk = chunk,
                Some(Err(error)) => {
                    stream.finish();
                    return Poll::Ready(Some(Err(StreamError::Transport(error))));
                }
                None => {
                    let last = stream.parser.finish();
                    stream.finish();
                    return Poll::Ready(last.and_then(|last| stream.item(last)));
                }
            }
        }
        Poll::Ready(None)
    }
}

/// Shows nothing of the items.
impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines")
            .field("item", &self.item)
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}
