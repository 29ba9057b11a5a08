//! Time without an async runtime: a clock that wasm32 has as well, and a timer for transports without one.

use std::time::Duration;

use super::BoxFuture;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use std::time::{Instant, SystemTime};
#[cfg(target_arch = "wasm32")]
pub(crate) use web_time::{Instant, SystemTime};

/// Waits on a thread of its own.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn sleep<'a>(duration: Duration) -> BoxFuture<'a, ()> {
    use std::sync::{Arc, Condvar, Mutex, PoisonError};
    use std::task::{Poll, Waker};

    #[derive(Default)]
    struct State {
        is_over: bool,
        waker: Option<Waker>,
    }

    /// Ends the thread when nobody waits any more.
    struct Alarm(Arc<(Mutex<State>, Condvar)>);

    impl Drop for Alarm {
        fn drop(&mut self) {
            let mut state = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
            state.is_over = true;
            self.0.1.notify_one();
        }
    }

    let shared = Arc::new((Mutex::new(State::default()), Condvar::new()));
    let alarm = Alarm(Arc::clone(&shared));
    let mut is_started = false;
    Box::pin(std::future::poll_fn(move |task| {
        let mut state = alarm.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.is_over {
            return Poll::Ready(());
        }
        state.waker = Some(task.waker().clone());
        drop(state);
        if !is_started {
            is_started = true;
            let shared = Arc::clone(&shared);
            let work = move || {
                let (state, changed) = &*shared;
                let state = state.lock().unwrap_or_else(PoisonError::into_inner);
                let waited = changed.wait_timeout_while(state, duration, |state| !state.is_over);
                let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
                state.is_over = true;
                if let Some(waker) = state.waker.take() {
                    drop(state);
                    waker.wake();
                }
            };
            let spawned = std::thread::Builder::new()
                .name("timer".to_owned())
                .spawn(work);
            if spawned.is_err() {
                // A machine without threads has no time to wait either.
                return Poll::Ready(());
            }
        }
        Poll::Pending
    }))
}

/// Waits by the timer of the browser, a day at a time: it takes no more than 31 bits of milliseconds.
#[cfg(target_arch = "wasm32")]
pub(crate) fn sleep<'a>(duration: Duration) -> BoxFuture<'a, ()> {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    Box::pin(async move {
        let mut rest = duration;
        while !rest.is_zero() {
            let slice = rest.min(DAY);
            gloo_timers::future::sleep(slice).await;
            rest = rest.saturating_sub(slice);
        }
    })
}
