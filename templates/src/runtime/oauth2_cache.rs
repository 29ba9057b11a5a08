//! [`TokenCache`]: a token that is kept, and renewed once however many calls wait for it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use super::SecretString;
use super::oauth2_error::TokenError;
use super::oauth2_tokens::Tokens;
use super::timer::Instant;

/// How long before its end a token is renewed, if nobody says otherwise.
const EXPIRY_SKEW: Duration = Duration::from_secs(30);

/// A token that is kept, and renewed once however many calls wait for it.
pub(crate) struct TokenCache {
    state: Mutex<State>,
    pub(crate) skew: Duration,
}

#[derive(Default)]
struct State {
    token: Option<Kept>,
    is_renewing: bool,
    /// How many renewals have begun.
    renewals: u64,
    /// The last one that came to an end, and what it came to. Who waited for it has that, good or bad.
    ended: Option<(u64, Result<SecretString, TokenError>)>,
    waiting: Vec<Waker>,
}

struct Kept {
    token: SecretString,
    asked_at: Instant,
    /// `None` of one whose end is not known.
    lifetime: Option<Duration>,
}

impl TokenCache {
    pub(crate) fn new() -> Self {
        Self {
            state: Mutex::default(),
            skew: EXPIRY_SKEW,
        }
    }

    /// The token that is kept, or a new one.
    ///
    /// # Errors
    /// When there is no new one to be had.
    pub(crate) async fn get(
        &self,
        renew: impl AsyncFnOnce() -> Result<Tokens, TokenError>,
    ) -> Result<SecretString, TokenError> {
        let mut awaited = None;
        let turn = std::future::poll_fn(|task| {
            let mut state = self.lock();
            if let Some((number, outcome)) = &state.ended
                && awaited == Some(*number)
            {
                return Poll::Ready(Err(outcome.clone()));
            }
            if let Some(token) = state.fresh(self.skew) {
                return Poll::Ready(Err(Ok(token)));
            }
            if state.is_renewing {
                awaited = Some(state.renewals);
                if !state.waiting.iter().any(|one| one.will_wake(task.waker())) {
                    state.waiting.push(task.waker().clone());
                }
                return Poll::Pending;
            }
            state.is_renewing = true;
            state.renewals += 1;
            Poll::Ready(Ok(Turn {
                cache: self,
                number: state.renewals,
            }))
        });
        let turn = match turn.await {
            Ok(turn) => turn,
            Err(outcome) => return outcome,
        };
        let outcome = renew().await;
        turn.end(outcome)
    }

    /// Keeps a token that was had in another way.
    pub(crate) fn keep(&self, tokens: &Tokens) {
        self.lock().token = Some(self.kept(tokens));
    }

    /// Drops a token, unless another has taken its place; the next call has another in either case.
    pub(crate) fn reject(&self, token: &SecretString) {
        let mut state = self.lock();
        if state.token.as_ref().is_some_and(|one| one.token == *token) {
            state.token = None;
        }
    }

    /// Drops whatever token is kept.
    pub(crate) fn forget(&self) {
        self.lock().token = None;
    }

    fn kept(&self, tokens: &Tokens) -> Kept {
        Kept {
            token: tokens.access_token.clone(),
            asked_at: tokens.asked_at,
            lifetime: tokens.lifetime,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn fresh(&self, skew: Duration) -> Option<SecretString> {
        let kept = self.token.as_ref()?;
        // A token that lives for less than the skew would never be sent twice.
        let fresh_for = kept
            .lifetime
            .map(|lifetime| lifetime - skew.min(lifetime / 2));
        // A time that no clock can tell never comes.
        let stale_at = fresh_for.and_then(|duration| kept.asked_at.checked_add(duration));
        let is_fresh = stale_at.is_none_or(|end| Instant::now() < end);
        is_fresh.then(|| kept.token.clone())
    }
}

/// The turn of the one call that renews the token. Dropped, it is the turn of another.
struct Turn<'c> {
    cache: &'c TokenCache,
    number: u64,
}

impl Turn<'_> {
    fn end(self, outcome: Result<Tokens, TokenError>) -> Result<SecretString, TokenError> {
        let mut state = self.cache.lock();
        let outcome = match outcome {
            Ok(tokens) => {
                state.token = Some(self.cache.kept(&tokens));
                Ok(tokens.access_token)
            }
            Err(error) => Err(error),
        };
        state.ended = Some((self.number, outcome.clone()));
        drop(state);
        outcome
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.cache.lock();
            state.is_renewing = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}
