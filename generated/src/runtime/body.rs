//! [`Body`]: the content of a request or of a response on its way through a transport.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

use super::body_source::Source;
use super::{TransportError, TransportErrorKind};

/// The content of a request or of a response. By default it is empty.
///
/// It is bytes in memory, a file, or a stream of chunks that are in memory one at a time. Clones of a
/// stream share it: the first that is read has it, and reading another ends with an error.
/// `Debug` shows its length only, as bodies hold secrets.
#[derive(Default)]
pub struct Body {
    content: Content,
    /// Whether it is a request's, so that a failure to read it is none of the response.
    is_of_request: bool,
}

enum Content {
    Bytes(Bytes),
    #[cfg(not(target_arch = "wasm32"))]
    File {
        path: Arc<std::path::Path>,
        length: Option<u64>,
    },
    Stream {
        source: SharedSource,
        length: Option<u64>,
    },
    /// A stream that is being read: no other body has it any more.
    Reading {
        source: Mutex<Source>,
        /// What its clones have.
        shared: SharedSource,
        /// How many bytes are to come, where that was announced.
        length: Option<u64>,
    },
    Parts(VecDeque<Body>),
}

/// A stream until somebody reads it.
type SharedSource = Arc<Mutex<Option<Source>>>;

impl Body {
    /// A body of no bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The content of a file, opened and read when the body is sent; a file can be sent again, so a
    /// call with it can be repeated.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_path(path: impl AsRef<std::path::Path>) -> Self {
        Content::File {
            path: path.as_ref().into(),
            length: None,
        }
        .into()
    }

    /// What a reader gives, read when the body is sent, on a thread of its own. It can be sent once.
    ///
    /// Its length is not known, so HTTP/1.1 sends it chunked; see [`with_length`](Self::with_length).
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_reader(reader: impl std::io::Read + Send + 'static) -> Self {
        Self::from_source(Source::reader(reader))
    }

    /// The chunks of a stream, which can be sent once.
    ///
    /// Its length is not known, so HTTP/1.1 sends it chunked; see [`with_length`](Self::with_length).
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_stream<S, C, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<C, E>> + Send + 'static,
        C: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::from_source(Source::stream(stream))
    }

    /// The chunks of a stream, which can be sent once.
    ///
    /// Its length is not known, so HTTP/1.1 sends it chunked; see [`with_length`](Self::with_length).
    #[cfg(target_arch = "wasm32")]
    #[must_use]
    pub fn from_stream<S, C, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<C, E>> + 'static,
        C: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::from_source(Source::stream(stream))
    }

    /// The content of another HTTP library's body.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_http_body<B>(body: B) -> Self
    where
        B: http_body::Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let length = body.size_hint().exact();
        let mut body = Self::from_source(Source::http_body(body));
        body.set_length(length);
        body
    }

    /// Bodies one after the other.
    #[must_use]
    pub fn concat(parts: impl IntoIterator<Item = Self>) -> Self {
        Content::Parts(parts.into_iter().collect()).into()
    }

    /// Says how many bytes a stream has, which is then sent as its `Content-Length`. Reading a stream
    /// that has more or fewer fails. What is in memory or in a file keeps its own length.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.set_length(Some(length));
        self
    }

    fn set_length(&mut self, new: Option<u64>) {
        if let Content::Stream { length, .. } = &mut self.content {
            *length = new;
        }
    }

    fn from_source(source: Source) -> Self {
        Content::Stream {
            source: Arc::new(Mutex::new(Some(source))),
            length: None,
        }
        .into()
    }

    /// The bytes, if they are in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The body as it goes out with a request.
    pub(crate) fn of_request(mut self) -> Self {
        self.is_of_request = true;
        self
    }

    /// How many bytes it has, or has left, where that is known before they are read.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(not(target_arch = "wasm32"))]
            Content::File { length, .. } => *length,
            Content::Stream { length, .. } | Content::Reading { length, .. } => *length,
            Content::Parts(parts) => parts.iter().map(Self::length).sum(),
        }
    }

    /// Whether it can still be sent from its start: a stream can until somebody reads it.
    pub(crate) fn is_unread(&self) -> bool {
        match &self.content {
            Content::Bytes(_) => true,
            #[cfg(not(target_arch = "wasm32"))]
            Content::File { .. } => true,
            Content::Stream { source, .. } => source
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
            Content::Reading { .. } => false,
            Content::Parts(parts) => parts.iter().all(Self::is_unread),
        }
    }

    /// Finds out the lengths of files, save of pipes and devices, which have none.
    ///
    /// # Errors
    /// When there is no such file, or it is a folder.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn find_lengths(&mut self) -> Result<(), super::BuildError> {
        match &mut self.content {
            Content::File { path, length } => {
                let unreadable = |error: std::io::Error| {
                    let message = format!("the file `{}` cannot be read: {error}", path.display());
                    super::BuildError::new(message).with_source(error)
                };
                let metadata = std::fs::metadata(&**path).map_err(unreadable)?;
                if metadata.is_dir() {
                    return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
                }
                *length = metadata.is_file().then_some(metadata.len());
            }
            Content::Parts(parts) => {
                for part in parts {
                    part.find_lengths()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The next bytes; `None` at the end. Those that were given are no longer in memory.
    ///
    /// # Errors
    /// When the rest cannot be read.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let frame =
                std::future::poll_fn(|task| http_body::Body::poll_frame(Pin::new(self), task));
            match frame.await {
                None => return Ok(None),
                Some(frame) => {
                    if let Ok(data) = frame?.into_data()
                        && !data.is_empty()
                    {
                        return Ok(Some(data));
                    }
                }
            }
        }
    }

    /// All bytes, at most `limit` of them.
    ///
    /// # Errors
    /// When they cannot be read, or are more; the kind is then
    /// [`TooLarge`](TransportErrorKind::TooLarge).
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, TransportError> {
        let too_large = |length: u64| {
            let message = format!("the body has {length} bytes or more, and the limit is {limit}");
            TransportError::new(TransportErrorKind::TooLarge, message)
        };
        if let Some(length) = self.length().filter(|length| *length > limit) {
            return Err(too_large(length));
        }
        let Some(first) = self.chunk().await? else {
            return Ok(Bytes::new());
        };
        let mut length = first.len() as u64;
        let Some(second) = self.chunk().await? else {
            // The usual case is not copied.
            return if length > limit {
                Err(too_large(length))
            } else {
                Ok(first)
            };
        };
        let mut all = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            length += chunk.len() as u64;
            if length > limit {
                return Err(too_large(length));
            }
            all.extend_from_slice(&chunk);
            next = self.chunk().await?;
        }
        Ok(all.freeze())
    }
}

impl Body {
    fn poll_content(
        &mut self,
        task: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            match &mut self.content {
                Content::Bytes(bytes) if bytes.is_empty() => return Poll::Ready(None),
                Content::Bytes(bytes) => return Poll::Ready(Some(Ok(std::mem::take(bytes)))),
                #[cfg(not(target_arch = "wasm32"))]
                Content::File { path, length } => {
                    let source = Source::file(path, *length);
                    self.content = Content::Reading {
                        source: Mutex::new(source),
                        shared: SharedSource::default(),
                        length: *length,
                    };
                }
                Content::Stream { source, length } => {
                    let taken = source.lock().unwrap_or_else(PoisonError::into_inner).take();
                    let Some(taken) = taken else {
                        return Poll::Ready(Some(Err(TransportError::new(
                            TransportErrorKind::ReadBody,
                            "the stream of the body was read before",
                        ))));
                    };
                    self.content = Content::Reading {
                        source: Mutex::new(taken),
                        shared: Arc::clone(source),
                        length: *length,
                    };
                }
                Content::Reading { source, length, .. } => {
                    let source = source.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let chunk = ready!(source.poll_chunk(task)).transpose();
                    let chunk = chunk
                        .map_err(|error| TransportError::of(TransportErrorKind::ReadBody, error))
                        .and_then(|chunk| count(length, chunk));
                    return Poll::Ready(chunk.transpose());
                }
                Content::Parts(parts) => {
                    let Some(first) = parts.front_mut() else {
                        return Poll::Ready(None);
                    };
                    match ready!(first.poll_content(task)) {
                        None => drop(parts.pop_front()),
                        chunk => return Poll::Ready(chunk),
                    }
                }
            }
        }
    }
}

/// Holds a chunk, or the end, to the length that was announced.
///
/// # Errors
/// When there are more bytes or fewer.
fn count(length: &mut Option<u64>, chunk: Option<Bytes>) -> Result<Option<Bytes>, TransportError> {
    let Some(left) = length else {
        return Ok(chunk);
    };
    let wrong = |what: String| Err(TransportError::new(TransportErrorKind::ReadBody, what));
    match &chunk {
        None if *left > 0 => wrong(format!(
            "the body ends {left} bytes before the length that was announced"
        )),
        None => Ok(None),
        Some(bytes) => match left.checked_sub(bytes.len() as u64) {
            Some(rest) => {
                *left = rest;
                Ok(chunk)
            }
            None => wrong("the body has more bytes than were announced".to_owned()),
        },
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let chunk = ready!(self.poll_content(task));
        Poll::Ready(chunk.map(|chunk| match chunk {
            Ok(chunk) => Ok(Frame::data(chunk)),
            Err(error) if self.is_of_request => {
                Err(error.into_kind(TransportErrorKind::RequestBody))
            }
            Err(error) => Err(error),
        }))
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Bytes(bytes) => bytes.is_empty(),
            Content::Parts(parts) => parts.is_empty(),
            _ => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The chunks of the body.
impl futures_core::Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(http_body::Body::poll_frame(self.as_mut(), task)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        let content = match &self.content {
            Content::Bytes(bytes) => Content::Bytes(bytes.clone()),
            #[cfg(not(target_arch = "wasm32"))]
            Content::File { path, length } => Content::File {
                path: Arc::clone(path),
                length: *length,
            },
            Content::Stream {
                source: shared,
                length,
            }
            | Content::Reading { shared, length, .. } => Content::Stream {
                source: Arc::clone(shared),
                length: *length,
            },
            Content::Parts(parts) => Content::Parts(parts.clone()),
        };
        Self {
            content,
            is_of_request: self.is_of_request,
        }
    }
}

/// Bytes are compared, files by their paths; a stream equals itself alone.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            #[cfg(not(target_arch = "wasm32"))]
            (Content::File { path: one, .. }, Content::File { path: other, .. }) => one == other,
            (
                Content::Stream { source: one, .. } | Content::Reading { shared: one, .. },
                Content::Stream { source: other, .. } | Content::Reading { shared: other, .. },
            ) => Arc::ptr_eq(one, other),
            (Content::Parts(one), Content::Parts(other)) => one == other,
            _ => false,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(a stream)"),
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl From<Content> for Body {
    fn from(content: Content) -> Self {
        Self {
            content,
            is_of_request: false,
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Content::Bytes(bytes).into()
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}
