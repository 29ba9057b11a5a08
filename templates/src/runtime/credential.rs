//! [`Credential`]: what a security scheme of the API needs, and how it is put into a request.

use std::fmt;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::percent_encode::encode;
use super::{BuildError, SecretString, header};

/// What a security scheme of the API needs. `Debug` shows where it goes, never what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    place: Place,
    secret: SecretString,
}

#[derive(Clone, PartialEq, Eq)]
enum Place {
    Header(String),
    Query(String),
    Cookie(String),
    Bearer,
    /// With the user name, which some APIs use for the secret.
    Basic(SecretString),
}

impl Credential {
    /// A key in a header (`type: apiKey`, `in: header`).
    #[must_use]
    pub fn header(name: impl Into<String>, key: impl Into<SecretString>) -> Self {
        Self {
            place: Place::Header(name.into()),
            secret: key.into(),
        }
    }

    /// A key in the query (`type: apiKey`, `in: query`).
    #[must_use]
    pub fn query(name: impl Into<String>, key: impl Into<SecretString>) -> Self {
        Self {
            place: Place::Query(name.into()),
            secret: key.into(),
        }
    }

    /// A key in a cookie (`type: apiKey`, `in: cookie`).
    #[must_use]
    pub fn cookie(name: impl Into<String>, key: impl Into<SecretString>) -> Self {
        Self {
            place: Place::Cookie(name.into()),
            secret: key.into(),
        }
    }

    /// A token in `Authorization: Bearer` (RFC 6750): `type: http` with `scheme: bearer`, `oauth2`
    /// and `openIdConnect`.
    #[must_use]
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self {
            place: Place::Bearer,
            secret: token.into(),
        }
    }

    /// A user name and a password in `Authorization: Basic` (RFC 7617): `type: http` with
    /// `scheme: basic`. Each may be empty.
    #[must_use]
    pub fn basic(user: impl Into<SecretString>, password: impl Into<SecretString>) -> Self {
        Self {
            place: Place::Basic(user.into()),
            secret: password.into(),
        }
    }

    /// Checks the credential and writes it as it goes into requests.
    ///
    /// # Errors
    /// When it may not be sent. The message names the security scheme.
    pub(crate) fn prepare(&self, scheme: &str) -> Result<PreparedCredential, BuildError> {
        let wrong = |what: &str| BuildError::new(format!("the credential for `{scheme}` {what}"));
        let in_header = |name: HeaderName, value: String| {
            let Some(mut value) = header::value(&value) else {
                return Err(wrong(
                    "has a line break or a character that is not visible ASCII",
                ));
            };
            value.set_sensitive(true);
            Ok(PreparedCredential::Header(name, value))
        };
        let secret = self.secret.expose();
        if secret.is_empty() && !matches!(self.place, Place::Basic(_)) {
            return Err(wrong("is empty"));
        }
        match &self.place {
            Place::Header(name) => {
                let name = HeaderName::try_from(name)
                    .map_err(|_| wrong("goes into a header whose name is invalid"))?;
                in_header(name, secret.to_owned())
            }
            Place::Query(name) => Ok(PreparedCredential::Query(format!(
                "{}={}",
                encode(name),
                encode(secret)
            ))),
            // Not percent-encoded: a server compares the cookie with what it has given out.
            Place::Cookie(name) if is_cookie_value(secret) => Ok(PreparedCredential::Cookie(
                format!("{}={secret}", encode(name)),
            )),
            Place::Cookie(_) => Err(wrong("has a character that a cookie cannot hold")),
            Place::Bearer => in_header(AUTHORIZATION, format!("Bearer {secret}")),
            Place::Basic(user) if user.expose().contains(':') => {
                Err(wrong("has a user name with a colon"))
            }
            Place::Basic(user) => {
                let pair = format!("{}:{secret}", user.expose());
                in_header(AUTHORIZATION, format!("Basic {}", base64(pair.as_bytes())))
            }
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "header {name:?}"),
            Self::Query(name) => write!(f, "query {name:?}"),
            Self::Cookie(name) => write!(f, "cookie {name:?}"),
            Self::Bearer => f.write_str("bearer"),
            Self::Basic(_) => f.write_str("basic"),
        }
    }
}

/// A credential, checked and written as it goes into requests.
pub(crate) enum PreparedCredential {
    Header(HeaderName, HeaderValue),
    Query(String),
    Cookie(String),
}

impl PreparedCredential {
    /// Whether the headers of an operation have the credential's place already.
    pub(crate) fn is_overruled_by(&self, headers: &HeaderMap) -> bool {
        match self {
            Self::Header(name, _) => headers.contains_key(name),
            Self::Query(_) | Self::Cookie(_) => false,
        }
    }

    /// Puts the credential into a request's headers or after its path and query.
    pub(crate) fn apply(
        &self,
        headers: &mut HeaderMap,
        path_and_query: &mut String,
    ) -> Result<(), BuildError> {
        match self {
            Self::Header(name, value) => {
                headers.insert(name, value.clone());
            }
            Self::Query(pair) => {
                path_and_query.push(if path_and_query.contains('?') {
                    '&'
                } else {
                    '?'
                });
                path_and_query.push_str(pair);
            }
            Self::Cookie(pair) => {
                let mut cookies = Vec::new();
                if let Some(others) = headers.get(COOKIE) {
                    cookies.extend_from_slice(others.as_bytes());
                    cookies.extend_from_slice(b"; ");
                }
                cookies.extend_from_slice(pair.as_bytes());
                let mut cookies = HeaderValue::try_from(cookies)
                    .map_err(|_| BuildError::new("the cookies are invalid"))?;
                cookies.set_sensitive(true);
                headers.insert(COOKIE, cookies);
            }
        }
        Ok(())
    }
}

/// RFC 6265 section 4.1.1, `cookie-octet`.
fn is_cookie_value(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte))
}

/// RFC 4648 section 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut three = [0; 3];
        three[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        for place in 0..4 {
            if place > chunk.len() {
                text.push('=');
            } else {
                let digit = bits >> (18 - 6 * place) & 0b11_1111;
                text.push(char::from(ALPHABET[digit as usize]));
            }
        }
    }
    text
}
