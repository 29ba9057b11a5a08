//! [`EventStream`]: a response of server-sent events, each with typed data (`text/event-stream`; WHATWG HTML,
//! section 9.2).

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use futures_core::Stream;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};

use super::event_parser::{EventParser, Parsed, RawEvent};
use super::{Body, DecodeFailure, ItemError, ItemTooLarge, RawResponse, StreamError, json};

/// The events of a response, read as they are asked for: no more than one of them is in memory.
///
/// It is a [`Stream`], and [`next`](Self::next) waits for one event; with the blocking client,
/// `client.iterate(events)` is an iterator. An event that is not what the document describes is an error, and
/// the stream goes on behind it; after any other error it ends. An event that is not whole when the connection
/// ends is dropped, as the standard says. Dropping the stream closes the connection.
///
/// It does not connect again: a caller who does sends [`last_event_id`](Self::last_event_id) in the header
/// `Last-Event-ID`, after a wait of [`retry`](Self::retry).
pub struct EventStream<T> {
    body: Body,
    chunk: Bytes,
    parser: EventParser,
    limit: u64,
    /// The data of the event that ends the stream.
    end: Option<&'static str>,
    decode: Decode<T>,
    item: u64,
    is_over: bool,
}

/// Makes the data of an event, of which it may take the text.
type Decode<T> = fn(&mut RawEvent) -> Result<T, DecodeFailure>;

/// One event, its data decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The data.
    pub data: T,
    /// The type of the event; `None` stands for `message`.
    pub event: Option<String>,
    /// The id that this event has itself; see [`EventStream::last_event_id`].
    pub id: Option<String>,
    /// How long the server asks to wait before connecting again.
    pub retry: Option<Duration>,
}

impl RawResponse {
    /// The body as events whose data is JSON.
    ///
    /// # Errors
    /// When the response has another content type.
    pub fn events<T: DeserializeOwned>(&mut self) -> Result<EventStream<T>, DecodeFailure> {
        EventStream::new(self, |event| json::decode_text(&event.data))
    }

    /// The body as events whose data is a word of an enumeration, as it is or in the quotes of JSON.
    ///
    /// # Errors
    /// When the response has another content type.
    pub fn word_events<T: DeserializeOwned>(&mut self) -> Result<EventStream<T>, DecodeFailure> {
        EventStream::new(self, |event| {
            if event.data.starts_with('"') {
                return json::decode_text(&event.data);
            }
            let word: StrDeserializer<'_, serde::de::value::Error> =
                event.data.as_str().into_deserializer();
            T::deserialize(word).map_err(|error| DecodeFailure::new(error.to_string()))
        })
    }

    /// The body as events that are decoded whole: each is an object of its `data` and of what it has of `event`,
    /// `id` and `retry`. Data that is no JSON is text in it.
    ///
    /// # Errors
    /// When the response has another content type.
    pub fn whole_events<T: DeserializeOwned>(&mut self) -> Result<EventStream<T>, DecodeFailure> {
        EventStream::new(self, |event| {
            json::decode_text(&event.to_json().to_string())
        })
    }

    /// The body as events whose data is text.
    ///
    /// # Errors
    /// When the response has another content type.
    pub fn text_events(&mut self) -> Result<EventStream<String>, DecodeFailure> {
        EventStream::new(self, |event| Ok(std::mem::take(&mut event.data)))
    }
}

impl<T> EventStream<T> {
    fn new(response: &mut RawResponse, decode: Decode<T>) -> Result<Self, DecodeFailure> {
        if let Some(essence) = response.essence()
            && essence != "text/event-stream"
        {
            let message = format!("content type is {essence}, not text/event-stream");
            return Err(DecodeFailure::new(message));
        }
        Ok(Self {
            body: response.take_stream(),
            chunk: Bytes::new(),
            parser: EventParser::new(response.size_limit()),
            limit: response.size_limit(),
            end: None,
            decode,
            item: 0,
            is_over: false,
        })
    }

    /// Ends the stream at the event whose data is this text, which is no event of its own.
    #[must_use]
    pub fn until(mut self, end: &'static str) -> Self {
        self.end = Some(end);
        self
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// See [`StreamError`].
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        std::future::poll_fn(|task| Pin::new(&mut *self).poll_next(task)).await
    }

    /// The id of the last event that had one; empty if there was none. Sent in the header `Last-Event-ID`, it
    /// tells the server where to go on.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.parser.last_event_id()
    }

    /// How long the server last asked to wait before connecting again.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }

    fn finish(&mut self) {
        self.is_over = true;
        self.chunk = Bytes::new();
        self.body = Body::empty();
    }

    fn event(&mut self, mut raw: RawEvent) -> Result<Event<T>, StreamError> {
        let item = self.item;
        self.item += 1;
        match (self.decode)(&mut raw) {
            Ok(data) => Ok(Event {
                data,
                event: raw.event,
                id: raw.id,
                retry: raw.retry,
            }),
            Err(failure) => Err(StreamError::Decode(ItemError::new(item, failure, raw.data))),
        }
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = self.get_mut();
        while !stream.is_over {
            let (read, parsed) = stream.parser.parse(&stream.chunk);
            stream.chunk.advance(read);
            match parsed {
                Parsed::Event(event) if stream.end.is_some_and(|end| event.data == end) => {
                    stream.finish();
                    return Poll::Ready(None);
                }
                Parsed::Event(event) => return Poll::Ready(Some(stream.event(event))),
                Parsed::TooLarge => {
                    let (item, limit) = (stream.item, stream.limit);
                    stream.finish();
                    let error = StreamError::TooLarge(ItemTooLarge { item, limit });
                    return Poll::Ready(Some(Err(error)));
                }
                Parsed::More => {}
            }
            match ready!(Pin::new(&mut stream.body).poll_next(task)) {
                Some(Ok(chunk)) => stream.chunk = chunk,
                Some(Err(error)) => {
                    stream.finish();
                    return Poll::Ready(Some(Err(StreamError::Transport(error))));
                }
                None => stream.finish(),
            }
        }
        Poll::Ready(None)
    }
}

/// Shows nothing of the events.
impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("item", &self.item)
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}
