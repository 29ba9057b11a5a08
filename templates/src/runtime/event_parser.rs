//! The incremental parser of server-sent events (WHATWG HTML, section 9.2.6): chunks in, events out, wherever
//! the chunks are cut. It does no I/O, and holds no more than the event that is under way.

use std::time::Duration;

use serde_json::{Map, Value};

/// One event as it stands in the stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct RawEvent {
    /// The values of `data`, a line each.
    pub(crate) data: String,
    pub(crate) event: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
}

impl RawEvent {
    /// The event as an object of its fields. Data that is no JSON is text.
    pub(crate) fn to_json(&self) -> Value {
        let data = serde_json::from_str(&self.data);
        let mut object = Map::new();
        object.insert(
            "data".to_owned(),
            data.unwrap_or_else(|_| Value::from(self.data.as_str())),
        );
        let texts = [("event", &self.event), ("id", &self.id)];
        for (name, text) in texts {
            if let Some(text) = text {
                object.insert(name.to_owned(), Value::from(text.as_str()));
            }
        }
        if let Some(retry) = self
            .retry
            .and_then(|retry| u64::try_from(retry.as_millis()).ok())
        {
            object.insert("retry".to_owned(), Value::from(retry));
        }
        Value::Object(object)
    }
}

/// What a chunk gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    Event(RawEvent),
    /// The chunk was read to its end, and no event is complete.
    More,
    /// The event, or a line of it, has more bytes than the limit.
    TooLarge,
}

/// The parser, between two chunks.
#[derive(Debug)]
pub(crate) struct EventParser {
    limit: u64,
    /// The line that is under way.
    line: Vec<u8>,
    /// Whether the last byte was a carriage return: a line feed behind it ends no other line.
    after_carriage_return: bool,
    is_first_line: bool,
    /// The event that is under way.
    event: RawEvent,
    has_data: bool,
    last_event_id: String,
    retry: Option<Duration>,
}

impl EventParser {
    /// A parser of events that have at most `limit` bytes each.
    pub(crate) fn new(limit: u64) -> Self {
        Self {
            limit,
            line: Vec::new(),
            after_carriage_return: false,
            is_first_line: true,
            event: RawEvent::default(),
            has_data: false,
            last_event_id: String::new(),
            retry: None,
        }
    }

    /// The last id that an event had; empty if none had one.
    pub(crate) fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    /// The last wait that the server asked for.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Reads on until an event is complete. Answers how many bytes were read, and what they gave.
    pub(crate) fn parse(&mut self, chunk: &[u8]) -> (usize, Parsed) {
        let mut read = 0;
        while read < chunk.len() {
            if std::mem::take(&mut self.after_carriage_return) && chunk[read] == b'\n' {
                read += 1;
                continue;
            }
            let rest = &chunk[read..];
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = &rest[..end.unwrap_or(rest.len())];
            read += part.len();
            if self.size() + part.len() as u64 > self.limit {
                return (read, Parsed::TooLarge);
            }
            self.line.extend_from_slice(part);
            if end.is_some() {
                self.after_carriage_return = chunk[read] == b'\r';
                read += 1;
                if let Some(event) = self.end_line() {
                    return (read, Parsed::Event(event));
                }
            }
        }
        (read, Parsed::More)
    }

    /// How many bytes are kept.
    fn size(&self) -> u64 {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let event = &self.event;
        let kept = event.data.len() + length(&event.event) + length(&event.id);
        (self.line.len() + kept) as u64
    }

    fn end_line(&mut self) -> Option<RawEvent> {
        let mut line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.is_first_line) && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        // What is no UTF-8 is replaced, as the standard says. No character lies over a line's end.
        let text = String::from_utf8_lossy(&line);
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        self.field(field, value.strip_prefix(' ').unwrap_or(value));
        line.clear();
        self.line = line;
        None
    }

    /// A field; a comment has an empty name, and unknown names are ignored as it is.
    fn field(&mut self, name: &str, value: &str) {
        match name {
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
            }
            "event" => self.event.event = (!value.is_empty()).then(|| value.to_owned()),
            "id" if !value.contains('\0') => self.event.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A wait that no number holds is none.
                if let Ok(milliseconds) = value.parse() {
                    self.event.retry = Some(Duration::from_millis(milliseconds));
                    self.retry = self.event.retry;
                }
            }
            _ => {}
        }
    }

    /// An empty line ends an event. One without data is none, but its id counts.
    fn dispatch(&mut self) -> Option<RawEvent> {
        let event = std::mem::take(&mut self.event);
        if let Some(id) = &event.id {
            self.last_event_id.clone_from(id);
        }
        std::mem::take(&mut self.has_data).then_some(event)
    }
}
