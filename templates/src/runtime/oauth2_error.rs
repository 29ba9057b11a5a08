//! [`TokenError`]: an authorization server gave no token.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use http::StatusCode;

use super::{BuildError, TransportError};

/// An authorization server gave no token. No message of it holds a secret that was sent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum TokenError {
    /// The request cannot be made; nothing was sent.
    Build(BuildError),
    /// No whole answer arrived.
    Transport(Arc<TransportError>),
    /// The authorization server says what it does not like.
    Refused(Refusal),
    /// The answer is not one of OAuth 2.0.
    InvalidResponse(InvalidTokenResponse),
    /// The access token is over, and there is no refresh token to get another by: the user has to be
    /// asked again.
    NoRefreshToken,
    /// What came back from the authorization server does not belong to what was asked for: the `state`
    /// is another, or there is no code.
    InvalidRedirect(&'static str),
}

impl TokenError {
    /// What the authorization server says, if it refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

/// An error response of an authorization server (RFC 6749 sections 4.1.2.1 and 5.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub(crate) status: Option<StatusCode>,
    pub(crate) error: String,
    pub(crate) description: Option<String>,
    pub(crate) uri: Option<String>,
}

impl Refusal {
    /// The status; none of an error that came by a redirect.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The code of the error, such as `invalid_client` or `invalid_grant`.
    #[must_use]
    pub fn error(&self) -> &str {
        &self.error
    }

    /// `error_description`: text for developers.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// `error_uri`: a page about the error.
    #[must_use]
    pub fn uri(&self) -> Option<&str> {
        self.uri.as_deref()
    }
}

/// An answer of an authorization server that is not one of OAuth 2.0. Its body may hold a token, so it is
/// not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidTokenResponse {
    pub(crate) status: StatusCode,
    pub(crate) what: &'static str,
}

impl InvalidTokenResponse {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(_) => f.write_str("the token request cannot be made"),
            Self::Transport(_) => f.write_str("the authorization server gave no answer"),
            Self::Refused(refusal) => {
                write!(f, "the authorization server refused: {}", refusal.error)?;
                match &refusal.description {
                    Some(description) => write!(f, " ({description})"),
                    None => Ok(()),
                }
            }
            Self::InvalidResponse(InvalidTokenResponse { status, what }) => {
                write!(
                    f,
                    "the answer of the authorization server {what} ({status})"
                )
            }
            Self::NoRefreshToken => {
                f.write_str("the access token is over, and there is no refresh token")
            }
            Self::InvalidRedirect(what) => {
                write!(f, "the redirect of the authorization server {what}")
            }
        }
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Build(error) => Some(error),
            Self::Transport(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

impl From<BuildError> for TokenError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

impl From<TransportError> for TokenError {
    fn from(error: TransportError) -> Self {
        Self::Transport(Arc::new(error))
    }
}
