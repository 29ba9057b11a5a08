//! [`Tokens`]: what an authorization server answers, read.

use std::time::Duration;

use http::StatusCode;
use serde_json::{Map, Value};

use super::SecretString;
use super::oauth2_error::{InvalidTokenResponse, Refusal, TokenError};
use super::timer::Instant;

/// What an authorization server gives (RFC 6749 section 5.1). `Debug` shows no token.
#[derive(Debug, Clone)]
pub struct Tokens {
    pub(crate) access_token: SecretString,
    pub(crate) refresh_token: Option<SecretString>,
    /// From when the request was sent.
    pub(crate) lifetime: Option<Duration>,
    pub(crate) asked_at: Instant,
    scope: Option<String>,
    id_token: Option<SecretString>,
}

impl Tokens {
    /// The access token.
    #[must_use]
    pub fn access_token(&self) -> &SecretString {
        &self.access_token
    }

    /// The refresh token, by which others are had.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&SecretString> {
        self.refresh_token.as_ref()
    }

    /// How long the access token is good for, from when it was asked for; not known of every token.
    #[must_use]
    pub fn expires_in(&self) -> Option<Duration> {
        self.lifetime
    }

    /// The scopes of the access token, separated by spaces, where the server names them: it does if they
    /// are others than were asked for.
    #[must_use]
    pub fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    /// The ID token of OpenID Connect, as it came: it is not checked.
    #[must_use]
    pub fn id_token(&self) -> Option<&SecretString> {
        self.id_token.as_ref()
    }

    /// Reads the answer of a token endpoint. What was sent and is secret is taken out of its messages.
    ///
    /// # Errors
    /// When it is an error (section 5.2), or none of OAuth 2.0.
    pub(crate) fn read(
        status: StatusCode,
        body: &[u8],
        asked_at: Instant,
        secrets: &[&SecretString],
    ) -> Result<Self, TokenError> {
        let invalid = |what| {
            Err(TokenError::InvalidResponse(InvalidTokenResponse {
                status,
                what,
            }))
        };
        // Not kept as a source: a message of serde's may quote what it found.
        let Ok(fields) = serde_json::from_slice::<Map<String, Value>>(body) else {
            return invalid("is not a JSON object");
        };
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        // Some servers answer 200 to an error.
        if let Some(error) = text("error") {
            let shown = |text: &str| without_secrets(text, secrets);
            return Err(TokenError::Refused(Refusal {
                status: Some(status),
                error: shown(error),
                description: text("error_description").map(shown),
                uri: text("error_uri").map(shown),
            }));
        }
        if !status.is_success() {
            return invalid("has no `error`");
        }
        let secret = |name: &str| text(name).filter(|text| !text.is_empty());
        let Some(access_token) = secret("access_token") else {
            return invalid("has no `access_token`");
        };
        // Section 7.1: a client does not use a token whose type it does not know. Some servers leave it out.
        let is_bearer = text("token_type").is_none_or(|one| {
            let start = one.get(..6).unwrap_or_default();
            start.eq_ignore_ascii_case("bearer")
        });
        if !is_bearer {
            return invalid("has a token that is no bearer token");
        }
        Ok(Self {
            access_token: access_token.into(),
            refresh_token: secret("refresh_token").map(Into::into),
            lifetime: fields.get("expires_in").and_then(seconds),
            asked_at,
            scope: text("scope").map(str::to_owned),
            id_token: secret("id_token").map(Into::into),
        })
    }
}

/// A number of seconds, which some servers write as a string.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = match value {
        Value::String(text) => text.trim().parse().ok()?,
        other => other.as_f64()?,
    };
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}

/// A text of a server without what was sent to it in confidence, and on one line.
pub(crate) fn without_secrets(text: &str, secrets: &[&SecretString]) -> String {
    let mut text = text.replace(char::is_control, " ");
    for secret in secrets {
        if !secret.expose().is_empty() {
            text = text.replace(secret.expose(), "[redacted]");
        }
    }
    text
}
