//! What the header `Content-Type` of a response says (RFC 9110, section 8.3).

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The media type in lower case, without its parameters.
pub(crate) fn essence(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = essence_of(value);
    (!essence.is_empty()).then_some(essence)
}

/// The parameter `charset` in lower case.
pub(crate) fn charset(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    })
}

/// Whether a media type is one that a document names, which may be a range such as `image/*`.
pub(crate) fn matches(essence: &str, named: &str) -> bool {
    let named = essence_of(named);
    match named.strip_suffix('*') {
        Some("*/") => true,
        Some(range) => essence.starts_with(range),
        None => essence == named,
    }
}

fn essence_of(value: &str) -> String {
    let essence = value.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
