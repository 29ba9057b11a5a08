//! The blocking client: the same calls, sent and waited for.
//!
//! It is the async client with an async runtime of its own, on one thread. In async code it answers with
//! an error, as waiting there would hold up other work; `tokio::task::spawn_blocking` is a place where it
//! may wait.

use std::fmt;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use super::{Body, BuildError, Call, ClientBuilder, Operation};

/// A client of the API that waits for responses. Its clones share everything, so cloning is cheap.
#[derive(Clone)]
pub struct Client {
    client: super::Client,
    worker: Arc<Worker>,
}

/// The async runtime of a client.
struct Worker {
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
}

impl Client {
    /// A call of any operation, also one written by hand. It does nothing until it is sent.
    pub fn execute<O: Operation>(&self, operation: O) -> Call<Self, O> {
        Call::new(self.clone(), operation)
    }

    /// The items of a stream, each waited for, such as the events of a response.
    pub fn iterate<S: Stream + Unpin>(&self, stream: S) -> Iter<S> {
        Iter {
            stream,
            client: self.clone(),
        }
    }

    /// A body as a reader, of which no more is in memory than is being read.
    #[must_use]
    pub fn read(&self, body: Body) -> Reader {
        Reader {
            chunks: self.iterate(body),
            rest: Bytes::new(),
        }
    }

    /// The async client that this one waits for.
    #[must_use]
    pub fn as_async(&self) -> &super::Client {
        &self.client
    }

    /// Waits for a future.
    ///
    /// # Errors
    /// In async code, where it may not wait.
    pub(crate) fn block_on<F: Future>(&self, future: F) -> Result<F::Output, BuildError> {
        if is_async_code() {
            return Err(BuildError::new(
                "the blocking client cannot be used in async code: use the async one",
            ));
        }
        Ok(self.wait(future))
    }

    /// Waits for a future wherever it is; the work that the future starts is done by the client's thread.
    fn wait<F: Future>(&self, future: F) -> F::Output {
        // Not `Runtime::block_on`, which panics in async code.
        let _entered = self.worker.runtime.as_ref().map(Runtime::enter);
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut task = Context::from_waker(&waker);
        let mut future = pin!(future);
        loop {
            match future.as_mut().poll(&mut task) {
                Poll::Ready(output) => return output,
                Poll::Pending => thread::park(),
            }
        }
    }
}

/// Wakes a thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Whether this thread is polling a task, which must not wait. A thread of `spawn_blocking` may, though it
/// belongs to an async runtime just as much; but tasks alone have a budget, which comes to an end.
fn is_async_code() -> bool {
    /// More than any task may do at a time; it has 128 today.
    const MORE_THAN_A_BUDGET: usize = 1024;

    if Handle::try_current().is_err() {
        return false;
    }
    let mut task = Context::from_waker(Waker::noop());
    (0..MORE_THAN_A_BUDGET).any(|_| {
        pin!(tokio::task::consume_budget())
            .poll(&mut task)
            .is_pending()
    })
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

impl ClientBuilder<Client> {
    /// Builds the client.
    ///
    /// # Errors
    /// When a setting is invalid or lacks, or when the default transport cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let client = self.into_client()?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("blocking-client")
            .enable_all()
            .build()
            .map_err(|error| {
                BuildError::new("the thread of the client cannot be started").with_source(error)
            })?;
        let worker = Worker {
            runtime: Some(runtime),
        };
        Ok(Client {
            client,
            worker: Arc::new(worker),
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Dropped without this, a runtime waits for its work, which panics in async code.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The items of a stream, each waited for.
pub struct Iter<S> {
    stream: S,
    client: Client,
}

impl<S: Stream + Unpin> Iterator for Iter<S> {
    type Item = S::Item;

    /// In async code it holds up the thread, as there is no error that it could answer with.
    fn next(&mut self) -> Option<S::Item> {
        let mut stream = pin!(&mut self.stream);
        let next = std::future::poll_fn(|task| stream.as_mut().poll_next(task));
        self.client.wait(next)
    }
}

impl<S: fmt::Debug> fmt::Debug for Iter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter")
            .field("stream", &self.stream)
            .finish_non_exhaustive()
    }
}

/// A body as a reader.
#[derive(Debug)]
pub struct Reader {
    chunks: Iter<Body>,
    rest: Bytes,
}

impl io::Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            let mut chunk = pin!(self.chunks.stream.chunk());
            let chunk = self
                .chunks
                .client
                .block_on(chunk.as_mut())
                .map_err(io::Error::other)?;
            match chunk.map_err(io::Error::other)? {
                Some(chunk) => self.rest = chunk,
                None => return Ok(0),
            }
        }
        let length = buffer.len().min(self.rest.len());
        self.rest.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}
