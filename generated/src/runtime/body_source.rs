//! Where the chunks of a body that is not in memory come from.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

#[cfg(not(target_arch = "wasm32"))]
use super::reader_thread::ReaderThread;

type BoxError = Box<dyn Error + Send + Sync>;

#[cfg(not(target_arch = "wasm32"))]
type BoxStream = Pin<Box<dyn futures_core::Stream<Item = Result<Bytes, BoxError>> + Send>>;
#[cfg(target_arch = "wasm32")]
type BoxStream = Pin<Box<dyn futures_core::Stream<Item = Result<Bytes, BoxError>>>>;

/// Where chunks come from.
pub(crate) enum Source {
    Stream(BoxStream),
    #[cfg(not(target_arch = "wasm32"))]
    Reader(Option<Box<dyn std::io::Read + Send>>),
    #[cfg(not(target_arch = "wasm32"))]
    Thread(ReaderThread),
}

impl Source {
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn reader(reader: impl std::io::Read + Send + 'static) -> Self {
        Self::Reader(Some(Box::new(reader)))
    }

    /// A file, opened on the thread that reads it; no more of it than the length that was announced.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn file(path: &std::path::Path, length: Option<u64>) -> Self {
        use std::io::Read;

        let path = path.to_owned();
        let mut file: Option<std::io::Take<std::fs::File>> = None;
        Self::reader(ReadWith(move |buffer: &mut [u8]| match &mut file {
            Some(file) => file.read(buffer),
            None => {
                let opened = std::fs::File::open(&path)?;
                file.insert(opened.take(length.unwrap_or(u64::MAX)))
                    .read(buffer)
            }
        }))
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn stream<S, C, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<C, E>> + Send + 'static,
        C: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::Stream(Box::pin(Chunks(Box::pin(stream))))
    }

    #[cfg(target_arch = "wasm32")]
    pub(crate) fn stream<S, C, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<C, E>> + 'static,
        C: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::Stream(Box::pin(Chunks(Box::pin(stream))))
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn http_body<B>(body: B) -> Self
    where
        B: http_body::Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        Self::Stream(Box::pin(Frames(Box::pin(body))))
    }

    pub(crate) fn poll_chunk(
        &mut self,
        task: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BoxError>>> {
        #[cfg(not(target_arch = "wasm32"))]
        if let Self::Reader(reader) = self {
            match reader.take().map(ReaderThread::start) {
                Some(Ok(thread)) => *self = Self::Thread(thread),
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                None => return Poll::Ready(None),
            }
        }
        match self {
            Self::Stream(stream) => stream.as_mut().poll_next(task),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Thread(thread) => thread
                .poll_chunk(task)
                .map(|chunk| chunk.map(|chunk| chunk.map_err(Into::into))),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Reader(_) => Poll::Ready(None),
        }
    }
}

/// A reader of a closure.
#[cfg(not(target_arch = "wasm32"))]
struct ReadWith<F>(F);

#[cfg(not(target_arch = "wasm32"))]
impl<F: FnMut(&mut [u8]) -> std::io::Result<usize>> std::io::Read for ReadWith<F> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        (self.0)(buffer)
    }
}

/// A stream of anything that is bytes.
struct Chunks<S>(Pin<Box<S>>);

impl<S, C, E> futures_core::Stream for Chunks<S>
where
    S: futures_core::Stream<Item = Result<C, E>>,
    C: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.0.as_mut().poll_next(task));
        Poll::Ready(chunk.map(|chunk| chunk.map(Into::into).map_err(Into::into)))
    }
}

/// The data of a body of another HTTP library, without its trailers.
#[cfg(not(target_arch = "wasm32"))]
struct Frames<B>(Pin<Box<B>>);

#[cfg(not(target_arch = "wasm32"))]
impl<B> futures_core::Stream for Frames<B>
where
    B: http_body::Body,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        use bytes::Buf;

        loop {
            match ready!(self.0.as_mut().poll_frame(task)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                Some(Ok(frame)) => {
                    if let Ok(mut data) = frame.into_data() {
                        let length = data.remaining();
                        return Poll::Ready(Some(Ok(data.copy_to_bytes(length))));
                    }
                }
            }
        }
    }
}
