//! [`within`]: a future with a time limit, by the timer of a transport.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use super::Transport;

/// The time limit of a future was over, and the future is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Elapsed(pub(crate) Duration);

/// Waits for a future no longer than a time limit, where there is one.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    transport: &dyn Transport,
    future: impl Future<Output = T>,
) -> Result<T, Elapsed> {
    let Some(limit) = limit else {
        return Ok(future.await);
    };
    let mut future = pin!(future);
    // Made when it is first waited for: what is there at once needs none.
    let mut timer = None;
    std::future::poll_fn(|task| {
        if let Poll::Ready(value) = future.as_mut().poll(task) {
            return Poll::Ready(Ok(value));
        }
        let timer = timer.get_or_insert_with(|| transport.time_limit(limit));
        timer.as_mut().poll(task).map(|()| Err(Elapsed(limit)))
    })
    .await
}
