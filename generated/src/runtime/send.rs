//! The way of a call: its tries, the waits between them and the time that they have.

use std::time::Duration;

use http::{Method, StatusCode};

use super::call::{CallOptions, CallTimeout};
use super::client_settings::{Draft, Provided};
use super::race::{Elapsed, within};
use super::retry::{Fault, is_idempotent};
use super::timer::Instant;
use super::{
    ApiError, Body, BuildError, Client, DecodeError, Error, Operation, Outcome, RawResponse,
    Timeout, TimeoutError, TransportError, TransportErrorKind, UnexpectedStatus, header, random,
    trace,
};

/// Makes what each try of a call sends.
///
/// # Errors
/// When the request cannot be made.
pub(crate) fn draft<O: Operation>(
    client: &Client,
    operation: &O,
    options: &CallOptions,
) -> Result<Draft, BuildError> {
    let settings = client.settings();
    let mut draft = settings
        .draft(operation, options)
        .map_err(|error| error.in_operation(O::INFO.id))?;
    let header = settings.idempotency_header.as_ref();
    if let Some(key) = &options.idempotency_key {
        let header = header.cloned().unwrap_or(header::IDEMPOTENCY_KEY);
        draft
            .set_header(&header, key)
            .map_err(|error| error.in_operation(O::INFO.id))?;
    } else if let Some(header) = header
        && !is_idempotent(&O::INFO.method)
    {
        draft.add_header(header, random::uuid());
    }
    Ok(draft)
}

/// Sends a call until it goes well, another try is of no use, or its time is over.
///
/// The body of the response is read to the end, unless `is_stream` says otherwise of its status.
///
/// # Errors
/// When there is no response, or none that is whole.
pub(crate) async fn send<O: Operation>(
    client: &Client,
    draft: Draft,
    options: &CallOptions,
    is_stream: fn(u16) -> bool,
) -> Result<RawResponse, Error<O::Error>> {
    let timeout = match options.timeout {
        CallTimeout::OfClient => client.settings().timeout,
        CallTimeout::After(duration) => Some(duration),
        CallTimeout::Never => None,
    };
    let tries = Tries {
        client,
        options,
        is_stream,
        is_repeatable: options.is_idempotent
            || options.idempotency_key.is_some()
            || is_idempotent(&O::INFO.method)
            || draft.has_header(client.settings().idempotency_header.as_ref())
            || draft.has_header(Some(&header::IDEMPOTENCY_KEY)),
        timeout,
        // A limit that no clock can tell is none.
        deadline: timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
    };
    let span = trace::Call::new(&O::INFO);
    let calls = span.follow(tries.run::<O>(&draft, &span));
    match within(timeout, client.transport(), calls).await {
        Ok(answer) => answer,
        Err(Elapsed(limit)) => {
            let error = TransportError::timeout(Some(limit), "the time of the call is over");
            span.fails(&error);
            Err(failure::<O>(error))
        }
    }
}

struct Tries<'a> {
    client: &'a Client,
    options: &'a CallOptions,
    is_stream: fn(u16) -> bool,
    /// Whether sending the call twice does no harm.
    is_repeatable: bool,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
}

impl Tries<'_> {
    async fn run<O: Operation>(
        &self,
        draft: &Draft,
        span: &trace::Call,
    ) -> Result<RawResponse, Error<O::Error>> {
        let settings = self.client.settings();
        let policy = self.options.retry.as_ref().unwrap_or(&settings.retry);
        let (mut retries, mut is_renewed) = (0, false);
        loop {
            let mut provided = Provided::default();
            let answer = self
                .once::<O>(draft, &mut provided, retries == 0 && !is_renewed)
                .await?;
            span.tried(retries + u32::from(is_renewed) + 1, &answer);
            // The server has not acted on it, so that the method does not matter.
            let is_refused = matches!(&answer, Ok(response) if response.status().as_u16() == 401);
            // The secret is of no use for other calls either, whether or not this one can be sent again.
            if is_refused && provided.reject() && !is_renewed && draft.body.is_unread() {
                is_renewed = true;
                continue;
            }
            let fault = match &answer {
                Ok(response) => Fault::Status(response.status(), response.headers()),
                Err(error) => Fault::Transport(error),
            };
            if !fault.is_passing() {
                self.client.budget().give_back(retries);
                return answer.map_err(failure::<O>);
            }
            let delay = (fault.allows_retry(self.is_repeatable) && draft.body.is_unread())
                .then(|| policy.delay(retries + 1, &fault))
                .flatten()
                .filter(|delay| self.has_time_for(*delay));
            match delay {
                Some(delay) if self.client.budget().take() => {
                    self.client.transport().sleep(delay).await;
                }
                _ => return answer.map_err(failure::<O>),
            }
            retries += 1;
        }
    }

    /// One try: a response, or what the transport failed with.
    ///
    /// # Errors
    /// When the request cannot be made, which another try does not change.
    async fn once<O: Operation>(
        &self,
        draft: &Draft,
        provided: &mut Provided,
        is_first: bool,
    ) -> Result<Result<RawResponse, TransportError>, Error<O::Error>> {
        let settings = self.client.settings();
        let transport = self.client.transport();
        let limit = self.options.attempt_timeout.or(settings.attempt_timeout);
        let size = self.options.max_response_size;
        let size = size.unwrap_or(settings.max_response_size);
        let answer = within(limit, transport, async {
            let mut request = settings.sign::<O>(draft, transport, provided).await?;
            let left = match self.deadline {
                Some(deadline) if !is_first => {
                    Some(deadline.saturating_duration_since(Instant::now()))
                }
                _ => self.timeout,
            };
            if let Some(timeout) = [limit, left].into_iter().flatten().min() {
                request.extensions_mut().insert(Timeout(timeout));
            }
            let response = match transport.send(request).await {
                Ok(response) if has_no_content::<O>(response.status()) => {
                    response.map(|_| Body::empty())
                }
                Ok(response) => response,
                Err(error) => return Ok(Err(error)),
            };
            Ok(if (self.is_stream)(response.status().as_u16()) {
                Ok(RawResponse::streamed(response, size))
            } else {
                RawResponse::read(response, size).await
            })
        });
        answer.await.unwrap_or_else(|Elapsed(limit)| {
            Ok(Err(TransportError::timeout(
                Some(limit),
                "the time of the try is over",
            )))
        })
    }

    fn has_time_for(&self, delay: Duration) -> bool {
        self.deadline
            .is_none_or(|deadline| deadline.saturating_duration_since(Instant::now()) > delay)
    }
}

/// Whether a response has no content, whatever its headers say of its length (RFC 9110 section 6.4.1): HTTP
/// libraries may pass on the length of what a `GET` would have answered.
fn has_no_content<O: Operation>(status: StatusCode) -> bool {
    O::INFO.method == Method::HEAD || matches!(status.as_u16(), 204 | 304)
}

fn failure<O: Operation>(error: TransportError) -> Error<O::Error> {
    let error = error.in_operation(O::INFO.id);
    match error.kind() {
        TransportErrorKind::Timeout => Error::Timeout(TimeoutError::new(error)),
        _ => Error::Transport(error),
    }
}

/// Sorts a response into the output of the operation, with what came, and the ways to fail.
///
/// # Errors
/// When the response is an error, or not what the document describes.
pub(crate) fn decode<O: Operation>(
    mut raw: RawResponse,
) -> Result<(RawResponse, O::Output), Error<O::Error>> {
    let id = O::INFO.id;
    match O::decode(&mut raw) {
        Ok(Outcome::Success(output)) => Ok((raw, output)),
        Ok(Outcome::Failure(body)) => Err(Error::Api(ApiError::new(id, raw, body))),
        Ok(Outcome::Undocumented) => Err(Error::UnexpectedStatus(UnexpectedStatus::new(id, raw))),
        Err(failure) => Err(Error::Decode(DecodeError::new(id, raw, failure))),
    }
}
