//! Headers that a caller gives, checked so that a bad one is an error and never a panic.

use http::{HeaderName, HeaderValue};

use super::BuildError;

/// Checks a header's name and value.
///
/// # Errors
/// When the name or the value may not be sent. The message does not hold the value.
pub(crate) fn checked<N, V>(name: N, value: V) -> Result<(HeaderName, HeaderValue), BuildError>
where
    N: TryInto<HeaderName, Error: Into<http::Error>>,
    V: TryInto<HeaderValue, Error: Into<http::Error>>,
{
    let name = name.try_into().map_err(|error| {
        BuildError::new("a header's name holds characters that no name may hold")
            .with_source(error.into())
    })?;
    let value = value.try_into().map_err(|error| {
        BuildError::new(format!(
            "header `{name}` has a line break or a character that is not visible ASCII"
        ))
        .with_source(error.into())
    })?;
    Ok((name, value))
}
