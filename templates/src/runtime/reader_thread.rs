//! Reads a blocking reader on a thread of its own, one chunk ahead of who asks for it.
//!
//! So a slow disk does not hold up the other work of an async runtime, whichever that is.

use std::io::{self, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

use bytes::Bytes;

/// How much is read at a time; two chunks are in memory at most.
const CHUNK: usize = 64 * 1024;

/// The receiving end of the thread. Dropping it ends the thread when its reader next answers.
pub(crate) struct ReaderThread {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    is_taken: Condvar,
}

#[derive(Default)]
struct State {
    chunk: Option<io::Result<Bytes>>,
    is_at_end: bool,
    is_abandoned: bool,
    waker: Option<Waker>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands over a chunk, or the end, as soon as the one before is taken. Answers whether somebody
    /// still wants more.
    fn put(&self, chunk: Option<io::Result<Bytes>>) -> bool {
        let mut state = self.lock();
        while state.chunk.is_some() && !state.is_abandoned {
            state = self
                .is_taken
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_abandoned {
            return false;
        }
        state.is_at_end = !matches!(chunk, Some(Ok(_)));
        state.chunk = chunk;
        let goes_on = !state.is_at_end;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
        goes_on
    }
}

impl ReaderThread {
    pub(crate) fn start(mut reader: Box<dyn Read + Send>) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let end = End(Arc::clone(&shared));
        let work = move || {
            let mut buffer = vec![0; CHUNK];
            loop {
                let chunk = match reader.read(&mut buffer) {
                    Ok(0) => None,
                    Ok(length) => Some(Ok(Bytes::copy_from_slice(&buffer[..length]))),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => Some(Err(error)),
                };
                if !end.0.put(chunk) {
                    break;
                }
            }
        };
        thread::Builder::new()
            .name("request-body".to_owned())
            .spawn(work)?;
        Ok(Self { shared })
    }

    pub(crate) fn poll_chunk(&mut self, task: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let mut state = self.shared.lock();
        if let Some(chunk) = state.chunk.take() {
            drop(state);
            self.shared.is_taken.notify_one();
            return Poll::Ready(Some(chunk));
        }
        if state.is_at_end {
            return Poll::Ready(None);
        }
        state.waker = Some(task.waker().clone());
        Poll::Pending
    }
}

impl Drop for ReaderThread {
    fn drop(&mut self) {
        self.shared.lock().is_abandoned = true;
        self.shared.is_taken.notify_one();
    }
}

/// Tells the receiver when the thread ends before its reader did: the reader panicked.
struct End(Arc<Shared>);

impl Drop for End {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0
                .put(Some(Err(io::Error::other("the reader panicked"))));
        }
    }
}
