//! [`RetryPolicy`]: which calls are tried again, how often, and after how long.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use super::retry_after::retry_after;
use super::{TransportError, TransportErrorKind, random};

/// Which calls are tried again, how often, and after how long.
///
/// A call is tried again after a fault that may pass: no connection, a connection that broke off, a try
/// that took too long, and the statuses 408, 429 and 5xx save 501. If the server may have acted on the
/// request, that is so only for the idempotent methods of RFC 9110 section 9.2.2, for calls with an
/// [idempotency key](super::Call::idempotency_key), and for calls that
/// [say so](super::Call::assume_idempotent). A body that can be read once is not sent twice.
///
/// Before another try there is a wait: what the server asks for in `Retry-After` (RFC 9110
/// section 10.2.3), otherwise a random part of a time that doubles each try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    budget: Option<u32>,
}

impl Default for RetryPolicy {
    /// Two retries, after up to half a second and up to a second, a budget of 100 retries.
    fn default() -> Self {
        Self {
            max_retries: 2,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            budget: Some(100),
        }
    }
}

impl RetryPolicy {
    /// Every call is tried once.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// How often a call is tried again at most.
    #[must_use]
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// The longest wait before the second try; it doubles for each further one. The wait is a random
    /// part of it, so that many clients do not come back at once.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait before any try, unless the server asks for a longer one.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest wait that a server may ask for in `Retry-After`; a call whose server asks for more is
    /// not tried again.
    #[must_use]
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// How many retries all calls of a client may take together before calls succeed again, so that
    /// retries do not keep down a server that is overloaded. A retry that succeeds gives back what it took,
    /// and five calls that succeed at once give back one. `None` is no bound. Only the policy of a client
    /// has a budget; one of a call uses that of its client.
    #[must_use]
    pub fn budget(mut self, retries: Option<u32>) -> Self {
        self.budget = retries;
        self
    }

    /// How long to wait before a try, the first retry being 1; `None` if there is to be none.
    pub(crate) fn delay(&self, retry: u32, fault: &Fault<'_>) -> Option<Duration> {
        if retry > self.max_retries {
            return None;
        }
        if let Some(asked) = fault.headers().and_then(retry_after) {
            return (asked <= self.max_retry_after).then_some(asked);
        }
        let factor = 2_u32.saturating_pow(retry.saturating_sub(1));
        let longest = self.base_delay.saturating_mul(factor).min(self.max_delay);
        Some(longest.mul_f64(random::fraction()))
    }
}

/// Why a try failed.
pub(crate) enum Fault<'a> {
    Transport(&'a TransportError),
    Status(StatusCode, &'a HeaderMap),
}

impl Fault<'_> {
    /// Whether it is a fault at all, and not an answer that stays what it is.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Transport(_) => true,
            Self::Status(status, _) => is_passing(*status),
        }
    }

    /// Whether another try may go well, and is safe.
    pub(crate) fn allows_retry(&self, is_idempotent: bool) -> bool {
        match self {
            // The request did not reach the server.
            Self::Transport(error) if error.kind() == TransportErrorKind::Connect => true,
            Self::Transport(error) => {
                is_idempotent
                    && matches!(
                        error.kind(),
                        TransportErrorKind::Send
                            | TransportErrorKind::ReadBody
                            | TransportErrorKind::Timeout
                    )
            }
            Self::Status(status, _) => is_idempotent && is_passing(*status),
        }
    }

    fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Transport(_) => None,
            Self::Status(_, headers) => Some(headers),
        }
    }
}

fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502..=599)
}

/// RFC 9110 section 9.2.2.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent()
}

/// What is left of a client's retries.
#[derive(Debug)]
pub(crate) struct Budget {
    /// `None` where there is no bound.
    capacity: Option<u32>,
    tokens: AtomicU32,
}

/// What a retry takes, and what one that succeeds gives back.
const RETRY: u32 = 5;
/// What a call gives back that succeeds at once.
const SUCCESS: u32 = 1;

impl Budget {
    pub(crate) fn new(policy: &RetryPolicy) -> Self {
        let capacity = policy.budget.map(|retries| retries.saturating_mul(RETRY));
        Self {
            capacity,
            tokens: AtomicU32::new(capacity.unwrap_or(0)),
        }
    }

    /// Takes a retry, if one is left.
    pub(crate) fn take(&self) -> bool {
        let take = |tokens: u32| tokens.checked_sub(RETRY);
        self.capacity.is_none()
            || self
                .tokens
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
                .is_ok()
    }

    /// Counts a call that succeeded, after that many retries.
    pub(crate) fn give_back(&self, retries: u32) {
        let Some(capacity) = self.capacity else {
            return;
        };
        let amount = if retries == 0 { SUCCESS } else { RETRY };
        let give = |tokens: u32| Some(tokens.saturating_add(amount).min(capacity));
        // The closure always answers, so there is no failure.
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}
