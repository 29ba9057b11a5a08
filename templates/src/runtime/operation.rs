//! [`Operation`]: what generated code says about one operation of the API, and nothing more.

use super::{Body, BuildError, DecodeFailure, RawResponse, header};

/// One operation of the API with the values of its parameters: how it becomes a request, and how a
/// response becomes its output or its typed error.
///
/// An operation is a plain value. It knows neither the base URL nor credentials, and it does no I/O:
/// a test can look at [`Operation::request`] and feed [`Operation::decode`] without a network.
pub trait Operation {
    /// The body of a successful response.
    type Output;

    /// The bodies of the error responses that the API's document describes.
    type Error;

    /// What is known about the operation without the values of its parameters.
    const INFO: OperationInfo;

    /// Makes the request. Its URI is in origin form (`/pets/7?limit=1`, RFC 9112 section 3.2.1), to
    /// be joined to a base URL.
    ///
    /// # Errors
    /// When a parameter's value has no form that may be sent, for example an empty path parameter.
    fn request(&self) -> Result<http::Request<Body>, BuildError>;

    /// Tells what a response means.
    ///
    /// # Errors
    /// When the body is not what the document describes for the response's status.
    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure>;

    /// Whether the body of a response with this status is a stream, which is decoded unread.
    fn is_stream(_status: u16) -> bool {
        false
    }
}

/// What is known about an operation without the values of its parameters.
///
/// Every request that a client sends carries it among its [extensions](http::Request::extensions),
/// so that a [`Transport`](super::Transport) can log or measure by operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The `operationId`, or the name derived for an operation that has none.
    pub id: &'static str,
    /// The HTTP method.
    pub method: http::Method,
    /// The path template, with parameters in braces: `/pets/{petId}`.
    pub path: &'static str,
    /// The security requirements: alternatives, each the names of the schemes that go together.
    /// Empty when the operation needs no credential.
    pub security: &'static [&'static [&'static str]],
    /// The base URL of a server of the operation's own. A call goes there, unless the caller has said where
    /// the API is.
    pub server: Option<&'static str>,
    /// The value of the `Accept` header, if the operation's responses have bodies.
    pub accept: Option<&'static str>,
}

impl OperationInfo {
    /// An operation that needs no credential, goes to the servers of the document and says nothing of what it
    /// accepts.
    #[must_use]
    pub const fn new(id: &'static str, method: http::Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            security: &[],
            server: None,
            accept: None,
        }
    }

    /// The same operation with security requirements.
    #[must_use]
    pub const fn secured(mut self, security: &'static [&'static [&'static str]]) -> Self {
        self.security = security;
        self
    }

    /// The same operation at a server of its own.
    #[must_use]
    pub const fn served_by(mut self, server: &'static str) -> Self {
        self.server = Some(server);
        self
    }

    /// The same operation with another `Accept` header.
    #[must_use]
    pub const fn accepting(mut self, accept: &'static str) -> Self {
        self.accept = Some(accept);
        self
    }

    /// A request of the operation with the `Accept` header of this one.
    ///
    /// # Errors
    /// When the header may not be sent.
    pub fn accept_in(
        &self,
        mut request: http::Request<Body>,
    ) -> Result<http::Request<Body>, BuildError> {
        if let Some(accept) = self.accept {
            let (name, value) = header::checked(http::header::ACCEPT, accept)?;
            request.headers_mut().insert(name, value);
        }
        Ok(request)
    }
}

/// What a response means to an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<T, E> {
    /// A documented success.
    Success(T),
    /// A documented error.
    Failure(E),
    /// A status that the document does not list for the operation.
    Undocumented,
}
