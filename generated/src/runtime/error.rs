//! [`Error`]: every way in which a call can fail.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{
    ApiError, BuildError, CredentialError, DecodeError, TimeoutError, TransportError,
    UnexpectedStatus, header,
};

/// Every way in which a call can fail; `E` is the operation's documented error.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The API answered with an error that its document describes.
    Api(ApiError<E>),
    /// The API answered with a status that its document does not list for the operation.
    UnexpectedStatus(UnexpectedStatus),
    /// The API's answer is not what its document describes.
    Decode(DecodeError),
    /// The request could not be carried out.
    Transport(TransportError),
    /// No whole answer arrived in time.
    Timeout(TimeoutError),
    /// The request could not be made; nothing was sent.
    Build(BuildError),
    /// A credential could not be had.
    Credential(CredentialError),
}

impl<E> Error<E> {
    /// The status of the response, if one arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::UnexpectedStatus(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Transport(_) | Self::Timeout(_) | Self::Build(_) | Self::Credential(_) => None,
        }
    }

    /// The headers of the response, if one arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::UnexpectedStatus(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
            Self::Transport(_) | Self::Timeout(_) | Self::Build(_) | Self::Credential(_) => None,
        }
    }

    /// The body of the response as it came, if one arrived.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        match self {
            Self::Api(error) => Some(error.raw_body()),
            Self::UnexpectedStatus(error) => Some(error.raw_body()),
            Self::Decode(error) => Some(error.raw_body()),
            Self::Transport(_) | Self::Timeout(_) | Self::Build(_) | Self::Credential(_) => None,
        }
    }

    /// The id that the server gave to the request, for its operators to find it by: the header
    /// `X-Request-Id` or `Request-Id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(header::request_id)
    }

    /// Whether the time was over.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// The id of the operation.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        match self {
            Self::Api(error) => Some(error.operation()),
            Self::UnexpectedStatus(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.operation()),
            Self::Transport(error) => error.operation(),
            Self::Timeout(error) => error.operation(),
            Self::Build(error) => error.operation(),
            Self::Credential(error) => error.operation(),
        }
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::UnexpectedStatus(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Build(error) => error.fmt(f),
            Self::Credential(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    // The variants print themselves, so the cause of an error is the cause of its variant.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Timeout(error) => error.source(),
            Self::Build(error) => error.source(),
            Self::Credential(error) => error.source(),
            Self::Api(_) | Self::UnexpectedStatus(_) | Self::Decode(_) => None,
        }
    }
}

impl<E> From<BuildError> for Error<E> {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}
