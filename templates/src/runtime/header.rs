//! Headers that a caller gives: checked, so that a bad one is an error and never a panic, and shown
//! without their values.

use std::fmt;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::BuildError;

/// By which a server knows a request that it has seen before (draft-ietf-httpapi-idempotency-key-header).
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Checks a header's name and value.
///
/// # Errors
/// When the name or the value may not be sent. The message does not hold the value.
pub(crate) fn checked<N, V>(name: N, value: V) -> Result<(HeaderName, HeaderValue), BuildError>
where
    N: TryInto<HeaderName, Error: Into<http::Error>>,
    V: TryInto<HeaderValue, Error: Into<http::Error>>,
{
    let Ok(name) = name.try_into() else {
        return Err(BuildError::new(
            "a header's name holds characters that no name may hold",
        ));
    };
    match value.try_into() {
        Ok(mut value) if is_visible_ascii(&value) => {
            // Credentials by hand are no less secret than those of the builder.
            if [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(&name) {
                value.set_sensitive(true);
            }
            Ok((name, value))
        }
        _ => Err(BuildError::new(format!(
            "header `{name}` has a line break or a character that is not visible ASCII"
        ))),
    }
}

/// A header's value of a text; none if it has a line break or a character that is not visible ASCII.
pub(crate) fn value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok().filter(is_visible_ascii)
}

/// As [`value`], without a copy.
pub(crate) fn of_static(text: &'static str) -> Option<HeaderValue> {
    let bytes = Bytes::from_static(text.as_bytes());
    HeaderValue::from_maybe_shared(bytes)
        .ok()
        .filter(is_visible_ascii)
}

/// The id that a server gave to a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let names = ["x-request-id", "request-id"];
    let mut ids = names.iter().filter_map(|name| headers.get(*name));
    ids.next()?.to_str().ok()
}

/// Besides spaces and tabs. Other bytes pass as `obs-text`, but what a server makes of them is open
/// (RFC 9110 section 5.5).
fn is_visible_ascii(value: &HeaderValue) -> bool {
    value.to_str().is_ok()
}

/// The names of headers, for `Debug`: the values may be secrets.
pub(crate) struct Names<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `HeaderMap::keys` has a `Debug` that shows the values as well.
        f.debug_set().entries(self.0.keys()).finish()
    }
}
