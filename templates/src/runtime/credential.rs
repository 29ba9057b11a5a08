//! [`Credential`]: what a security scheme of the API needs, and how it is put into a request.

use std::fmt;
use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::credential_provider::SourceKind;
use super::percent_encode::encode;
use super::{BuildError, CredentialProvider, SecretSource, SecretString, header};

/// What a security scheme of the API needs. `Debug` shows where it goes, never what it is.
///
/// The secret is text, or it is asked for with each request: see [`SecretSource::provider`].
#[derive(Debug, Clone)]
pub struct Credential {
    place: Place,
    secret: SecretSource,
}

#[derive(Clone)]
pub(crate) enum Place {
    Header(String),
    Query(String),
    Cookie(String),
    /// `Authorization` with a scheme of this name.
    Http(String),
    /// With the user name, which some APIs use for the secret.
    Basic(SecretString),
}

impl Credential {
    /// A key in a header (`type: apiKey`, `in: header`).
    #[must_use]
    pub fn header(name: impl Into<String>, key: impl Into<SecretSource>) -> Self {
        Self {
            place: Place::Header(name.into()),
            secret: key.into(),
        }
    }

    /// A key in the query (`type: apiKey`, `in: query`).
    #[must_use]
    pub fn query(name: impl Into<String>, key: impl Into<SecretSource>) -> Self {
        Self {
            place: Place::Query(name.into()),
            secret: key.into(),
        }
    }

    /// A key in a cookie (`type: apiKey`, `in: cookie`).
    #[must_use]
    pub fn cookie(name: impl Into<String>, key: impl Into<SecretSource>) -> Self {
        Self {
            place: Place::Cookie(name.into()),
            secret: key.into(),
        }
    }

    /// A token in `Authorization: Bearer` (RFC 6750): `type: http` with `scheme: bearer`, `oauth2`
    /// and `openIdConnect`.
    #[must_use]
    pub fn bearer(token: impl Into<SecretSource>) -> Self {
        Self::http("Bearer", token)
    }

    /// Credentials of another scheme in `Authorization` (RFC 9110 section 11.6.2), written as the scheme
    /// wants them: `type: http` with any `scheme`.
    #[must_use]
    pub fn http(scheme: impl Into<String>, credentials: impl Into<SecretSource>) -> Self {
        Self {
            place: Place::Http(scheme.into()),
            secret: credentials.into(),
        }
    }

    /// A user name and a password in `Authorization: Basic` (RFC 7617): `type: http` with
    /// `scheme: basic`. Each may be empty.
    #[must_use]
    pub fn basic(user: impl Into<SecretString>, password: impl Into<SecretSource>) -> Self {
        Self {
            place: Place::Basic(user.into()),
            secret: password.into(),
        }
    }

    /// Checks a credential that is known, and writes it as it goes into requests.
    ///
    /// # Errors
    /// When it may not be sent. The message names the security scheme.
    pub(crate) fn into_client_credential(
        self,
        scheme: &str,
    ) -> Result<ClientCredential, BuildError> {
        Ok(match self.secret.kind {
            SourceKind::Known(secret) => {
                ClientCredential::Prepared(self.place.prepare(scheme, &secret)?)
            }
            SourceKind::Provided(provider) => ClientCredential::Provided(self.place, provider),
        })
    }
}

/// A credential as a client keeps it.
pub(crate) enum ClientCredential {
    Prepared(PreparedCredential),
    Provided(Place, Arc<dyn CredentialProvider>),
}

impl ClientCredential {
    /// Whether the headers of an operation have the credential's place already.
    pub(crate) fn is_overruled_by(&self, headers: &HeaderMap) -> bool {
        match self {
            Self::Prepared(PreparedCredential::Header(name, _)) => headers.contains_key(name),
            Self::Provided(Place::Header(name), _) => headers.contains_key(name),
            Self::Provided(Place::Http(_) | Place::Basic(_), _) => {
                headers.contains_key(AUTHORIZATION)
            }
            _ => false,
        }
    }
}

impl Place {
    /// Writes a secret as it goes into requests.
    ///
    /// # Errors
    /// When it may not be sent. The message names the security scheme.
    pub(crate) fn prepare(
        &self,
        scheme: &str,
        secret: &SecretString,
    ) -> Result<PreparedCredential, BuildError> {
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
        let secret = secret.expose();
        if secret.is_empty() && !matches!(self, Self::Basic(_)) {
            return Err(wrong("is empty"));
        }
        match self {
            Self::Header(name) => {
                let name = HeaderName::try_from(name)
                    .map_err(|_| wrong("goes into a header whose name is invalid"))?;
                in_header(name, secret.to_owned())
            }
            Self::Query(name) => Ok(PreparedCredential::Query(format!(
                "{}={}",
                encode(name),
                encode(secret)
            ))),
            // Not percent-encoded: a server compares the cookie with what it has given out.
            Self::Cookie(name) if is_cookie_value(secret) => Ok(PreparedCredential::Cookie(
                format!("{}={secret}", encode(name)),
            )),
            Self::Cookie(_) => Err(wrong("has a character that a cookie cannot hold")),
            Self::Http(name) => in_header(AUTHORIZATION, format!("{name} {secret}")),
            Self::Basic(user) if user.expose().contains(':') => {
                Err(wrong("has a user name with a colon"))
            }
            Self::Basic(user) => {
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
            Self::Http(name) => f.write_str(&name.to_ascii_lowercase()),
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
    /// Takes a key of the same name out of a path and query.
    pub(crate) fn remove_from(&self, path_and_query: &mut String) {
        let Self::Query(pair) = self else {
            return;
        };
        let Some((path, query)) = path_and_query.split_once('?') else {
            return;
        };
        let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
        let others = query.split('&').filter(|other| name(other) != name(pair));
        let others: Vec<&str> = others.collect();
        *path_and_query = if others.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", others.join("&"))
        };
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
pub(crate) fn base64(bytes: &[u8]) -> String {
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
