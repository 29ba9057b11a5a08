//! [`Call`]: an operation on its way to the API.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::client_settings::ClientSettings;
use super::{
    ApiError, Body, BoxFuture, BuildError, Client, DecodeError, Error, Operation, Outcome,
    RawResponse, Response, TimeoutError, TransportError, TransportErrorKind, UnexpectedStatus,
    header,
};

/// An operation `O` on its way to the API by a client `C`.
///
/// With the async client, awaiting it gives the body of the response; `send` gives the status and the
/// headers as well. With the blocking client there is `send` alone.
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
    pub(crate) headers: HeaderMap,
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

    /// How long this call may take, from its start until its response is read to the end; it replaces
    /// the client's timeout.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = CallTimeout::After(timeout);
        self
    }

    /// Lets this call take as long as it takes.
    pub fn no_timeout(mut self) -> Self {
        self.options.timeout = CallTimeout::Never;
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

impl<O: Operation> Call<Client, O> {
    /// Sends the call and gives the whole response.
    ///
    /// # Errors
    /// See [`Error`]: the API answered with an error, or no answer arrived that its document
    /// describes.
    pub async fn send(self) -> Result<Response<O::Output>, Error<O::Error>> {
        let Self {
            client,
            operation,
            options,
        } = self;
        let request = request(client.settings(), &operation, options)?;
        response::<O>(client.transport().send(request).await)
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
        let request = request(self.client.settings(), &self.operation, self.options)?;
        response::<O>(self.client.transport().send(request))
    }
}

pub(crate) fn request<O: Operation>(
    settings: &ClientSettings,
    operation: &O,
    options: CallOptions,
) -> Result<http::Request<Body>, BuildError> {
    settings
        .request(operation, options)
        .map_err(|error| error.in_operation(O::INFO.id))
}

fn response<O: Operation>(
    answer: Result<http::Response<Body>, TransportError>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    decoded::<O>(answer).map(|(raw, body)| raw.into_response(body))
}

/// What came back, sorted into the response of the operation and the ways to fail.
pub(crate) fn decoded<O: Operation>(
    answer: Result<http::Response<Body>, TransportError>,
) -> Result<(RawResponse, O::Output), Error<O::Error>> {
    let id = O::INFO.id;
    let raw = match answer.map_err(|error| error.in_operation(id)) {
        Ok(response) => RawResponse::from(response),
        Err(error) if error.kind() == TransportErrorKind::Timeout => {
            return Err(Error::Timeout(TimeoutError::new(error)));
        }
        Err(error) => return Err(Error::Transport(error)),
    };
    match O::decode(&raw) {
        Ok(Outcome::Success(body)) => Ok((raw, body)),
        Ok(Outcome::Failure(body)) => Err(Error::Api(ApiError::new(id, raw, body))),
        Ok(Outcome::Undocumented) => Err(Error::UnexpectedStatus(UnexpectedStatus::new(id, raw))),
        Err(failure) => Err(Error::Decode(DecodeError::new(id, raw, failure))),
    }
}
