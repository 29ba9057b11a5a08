//! Reading a [`Body`]: chunk by chunk, whole, and as other libraries read bodies.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

use super::body::{Content, SharedSource};
use super::body_source::Source;
use super::{Body, TransportError, TransportErrorKind};

impl Body {
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
