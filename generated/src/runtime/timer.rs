//! Time without an async runtime: a clock that wasm32 has as well, and a timer for transports that bring none.

use std::time::Duration;

use super::BoxFuture;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use std::time::{Instant, SystemTime};
#[cfg(target_arch = "wasm32")]
pub(crate) use web_time::{Instant, SystemTime};

/// Longer than any program runs, and short enough for every clock.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Waits, in whatever async runtime.
pub(crate) fn sleep<'a>(duration: Duration) -> BoxFuture<'a, ()> {
    Box::pin(futures_timer::Delay::new(duration.min(FOREVER)))
}
