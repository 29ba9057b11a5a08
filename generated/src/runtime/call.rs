//! [`Call`]: an operation on its way to the API.

use std::fmt;
use std::time::Duration;

use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::{
    Body, BoxFuture, BuildError, Client, Error, Operation, Response, RetryPolicy, header, send,
};

/// An operation `O` on its way to the API by a client `C`.
///
/// With the async client, awaiting it gives the body of the response; `send` gives the status and the
/// headers as well. With the blocking client there is `send` alone. Dropping the future of a call ends it.
#[derive(Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<C, O> {
    pub(crate) client: C,
    pub(crate) operation: O,
    pub(crate) options: CallOptions,
}

/// What a caller has set for one call.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: CallTimeout,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) is_idempotent: bool,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) max_response_size: Option<u64>,
    /// The path and query of a link that is followed instead of those of the operation.
    pub(crate) link: Option<PathAndQuery>,
    pub(crate) failure: Option<BuildError>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum CallTimeout {
    #[default]
    OfClient,
    After(Duration),
    Never,
}

impl<C, O> Call<C, O> {
    /// A call of an operation.
    pub fn new(client: C, operation: O) -> Self {
        Self {
            client,
            operation,
            options: CallOptions::default(),
        }
    }

    /// How long this call may take with all its tries, from its start until its response is read to the
    /// end; it replaces the client's timeout. Of a response that is read as a stream it covers the wait for
    /// the status and the headers.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = CallTimeout::After(timeout);
        self
    }

    /// Lets this call take as long as it takes.
    pub fn no_timeout(mut self) -> Self {
        self.options.timeout = CallTimeout::Never;
        self
    }

    /// How long each try of this call may take; it replaces the client's.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options.attempt_timeout = Some(timeout);
        self
    }

    /// How this call is tried again; it replaces the client's policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// Says that sending this call twice does no harm, whatever its method, so that it can be tried again
    /// when it is not known whether the server has acted on it.
    pub fn assume_idempotent(mut self) -> Self {
        self.options.is_idempotent = true;
        self
    }

    /// Sends a key by which the server knows a call that it has seen before; so the call can be tried
    /// again. All tries have the same key. It goes into the header of
    /// [`idempotency_keys`](super::ClientBuilder::idempotency_keys), or into `Idempotency-Key`.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.options.idempotency_key = Some(key.into());
        self
    }

    /// How many bytes the body of the response may have; it replaces the client's bound.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.options.max_response_size = Some(bytes);
        self
    }

    /// A header for this call. It replaces every other of the same name: one set before, one of the
    /// operation, a default of the client, and, as `Authorization`, the client's credential.
    ///
    /// A name or a value that may not be sent is reported when the call is sent.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Into<http::Error>>,
        V: TryInto<HeaderValue, Error: Into<http::Error>>,
    {
        match header::checked(name, value) {
            Ok((name, value)) => {
                self.options.headers.insert(name, value);
            }
            Err(error) => {
                self.options.failure.get_or_insert(error);
            }
        }
        self
    }

    /// The same call of another operation, such as one that asks for another media type.
    pub fn map_operation<P>(self, map: impl FnOnce(O) -> P) -> Call<C, P> {
        Call {
            client: self.client,
            operation: map(self.operation),
            options: self.options,
        }
    }

    /// The operation.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// The operation, for setters of its parameters.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }
}

/// Shows the names of headers only: their values may be secrets.
impl<C: fmt::Debug, O: fmt::Debug> fmt::Debug for Call<C, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("client", &self.client)
            .field("operation", &self.operation)
            .field("timeout", &self.options.timeout)
            .field("headers", &header::Names(&self.options.headers))
            .finish()
    }
}

impl<C, O> Call<C, O> {
    pub(crate) fn into_parts(self) -> (C, O, CallOptions) {
        (self.client, self.operation, self.options)
    }
}

impl<O: Operation> Call<Client, O> {
    /// Sends the call and gives the whole response.
    ///
    /// # Errors
    /// See [`Error`]: the API answered with an error, or no answer arrived that its document
    /// describes.
    pub async fn send(self) -> Result<Response<O::Output>, Error<O::Error>> {
        let (client, operation, options) = self.into_parts();
        let draft = send::draft(&client, &operation, &options)?;
        drop(operation);
        let raw = send::send::<O>(&client, draft, &options, O::is_stream).await?;
        let (raw, output) = send::decode::<O>(raw)?;
        Ok(raw.into_response(output))
    }

    /// Sends the call and gives a success with its body unread: it is read as it is asked for, however long
    /// it is. An error is read and decoded as ever.
    ///
    /// # Errors
    /// As of [`send`](Self::send).
    pub async fn send_streaming(self) -> Result<Response<Body>, Error<O::Error>> {
        let (client, operation, options) = self.into_parts();
        let draft = send::draft(&client, &operation, &options)?;
        drop(operation);
        let is_success = |status: u16| (200..300).contains(&status);
        let mut raw = send::send::<O>(&client, draft, &options, is_success).await?;
        if raw.status().is_success() {
            let body = raw.take_stream();
            return Ok(raw.into_response(body));
        }
        // A document may call a success what HTTP does not.
        let (raw, _) = send::decode::<O>(raw)?;
        let body = Body::from(raw.bytes());
        Ok(raw.into_response(body))
    }
}

/// Sends the call and gives the body of the response.
#[cfg(not(target_arch = "wasm32"))]
impl<O: Operation + Send + 'static> IntoFuture for Call<Client, O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.send().await.map(Response::into_body) })
    }
}

/// Sends the call and gives the body of the response.
#[cfg(target_arch = "wasm32")]
impl<O: Operation + 'static> IntoFuture for Call<Client, O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.send().await.map(Response::into_body) })
    }
}

#[cfg(feature = "blocking")]
impl<O: Operation> Call<super::blocking::Client, O> {
    /// Sends the call, waits for the response and gives it whole.
    ///
    /// # Errors
    /// See [`Error`]: the API answered with an error, or no answer arrived that its document
    /// describes.
    pub fn send(self) -> Result<Response<O::Output>, Error<O::Error>> {
        let (client, call) = self.into_async();
        client.block_on(call.send())?
    }

    /// Sends the call, waits for the status and the headers, and gives a success with its body unread; see
    /// [`blocking::Client::read`](super::blocking::Client::read). An error is read and decoded as ever.
    ///
    /// # Errors
    /// As of [`send`](Self::send).
    pub fn send_streaming(self) -> Result<Response<Body>, Error<O::Error>> {
        let (client, call) = self.into_async();
        client.block_on(call.send_streaming())?
    }

    fn into_async(self) -> (super::blocking::Client, Call<Client, O>) {
        let call = Call {
            client: self.client.as_async().clone(),
            operation: self.operation,
            options: self.options,
        };
        (self.client, call)
    }
}
