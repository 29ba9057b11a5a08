//! Decodes a response's body as JSON, with failures that name the place and the likely cause.

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::{DecodeFailure, json_place, media_type};

/// RFC 8259 section 8.1 lets a reader ignore a byte order mark; some servers send one.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Decodes one JSON value that fills the whole body.
pub(crate) fn decode<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, DecodeFailure> {
    let text = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    serde_json::from_slice(text).map_err(|error| failure(headers, text, &error))
}

/// Decodes one JSON value that fills a text, such as the data of an event.
#[allow(dead_code, reason = "only streams have such texts")]
pub(crate) fn decode_text<T: DeserializeOwned>(text: &str) -> Result<T, DecodeFailure> {
    decode(&HeaderMap::new(), text.as_bytes()).map_err(|failure| {
        if text.trim_ascii().is_empty() {
            DecodeFailure::new("it is empty")
        } else {
            failure
        }
    })
}

#[cold]
fn failure(headers: &HeaderMap, text: &[u8], error: &serde_json::Error) -> DecodeFailure {
    if text.trim_ascii().is_empty() {
        return DecodeFailure::new("the body is empty");
    }
    // A wrong content type is worth a word only if the body is not JSON at all: servers that send
    // good JSON as text/plain are common, and then the type is not what is wrong.
    let is_json = error.classify() == Category::Data;
    match foreign_content_type(headers) {
        Some(content_type) if !is_json => {
            DecodeFailure::new(format!("content type is {content_type}, not JSON"))
        }
        _ => {
            let (path, message) = json_place::locate(text, error);
            DecodeFailure::new(message).at(path)
        }
    }
}

/// The content type without its parameters, if it is not one of JSON (RFC 6839 section 3.1).
fn foreign_content_type(headers: &HeaderMap) -> Option<String> {
    let essence = media_type::essence(headers)?;
    let is_json = essence.ends_with("/json") || essence.ends_with("+json");
    (!is_json).then_some(essence)
}
