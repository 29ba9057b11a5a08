//! The header `Retry-After` (RFC 9110 section 10.2.3) in both its forms.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use super::timer::SystemTime;

/// How long the server asks to wait. A time of day is compared with the server's own `Date`, where it
/// sends one, so that clocks may differ.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = since_epoch(text)?;
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = date.and_then(since_epoch).or_else(now)?;
    // What is over is no reason to wait.
    Some(then.saturating_sub(now))
}

/// An HTTP date (RFC 9110 section 5.6.7) as a time since 1970.
fn since_epoch(text: &str) -> Option<Duration> {
    let time = httpdate::parse_http_date(text.trim()).ok()?;
    time.duration_since(std::time::UNIX_EPOCH).ok()
}

fn now() -> Option<Duration> {
    // The clock of wasm32 has an epoch of its own type.
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()
}
