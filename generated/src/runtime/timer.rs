//! Time without an async runtime: a clock that wasm32 has as well, and a timer for transports that bring none.

use std::time::Duration;

use futures_timer::Delay;

use super::BoxFuture;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use std::time::{Instant, SystemTime};
#[cfg(target_arch = "wasm32")]
pub(crate) use web_time::{Instant, SystemTime};

/// Waits in whatever async runtime, a day at a time: so no clock has to tell a time that is beyond it, and the
/// timer of the browser takes no more than 31 bits of milliseconds.
pub(crate) fn sleep<'a>(duration: Duration) -> BoxFuture<'a, ()> {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    Box::pin(async move {
        let mut rest = duration;
        while !rest.is_zero() {
            let slice = rest.min(DAY);
            Delay::new(slice).await;
            rest = rest.saturating_sub(slice);
        }
    })
}
