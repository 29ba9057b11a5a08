//! Decodes a response's body as JSON, with failures that name the place and the likely cause.

use std::str::Utf8Error;

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::{DecodeFailure, json_path, media_type};

/// RFC 8259 section 8.1 lets a reader ignore a byte order mark; some servers send one.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Decodes one JSON value that fills the whole body.
pub(crate) fn decode<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, DecodeFailure> {
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    // At once for the whole body, which is faster than a string at a time.
    match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text).map_err(|error| failure(headers, text, &error)),
        Err(error) => Err(no_text(headers, body, error)),
    }
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

fn failure(headers: &HeaderMap, text: &str, error: &serde_json::Error) -> DecodeFailure {
    if text.trim_ascii().is_empty() {
        return DecodeFailure::new("the body is empty");
    }
    // A wrong content type is worth a word only if the body is not JSON at all: servers that send
    // good JSON as text/plain are common, and then the type is not what is wrong.
    let is_json = error.classify() == Category::Data;
    match foreign_content_type(headers) {
        Some(failure) if !is_json => failure,
        _ => {
            let (path, message) = json_path::locate(text, error);
            DecodeFailure::new(message).at(path)
        }
    }
}

/// A body that is not UTF-8, which all JSON is (RFC 8259 section 8.1).
fn no_text(headers: &HeaderMap, body: &[u8], error: Utf8Error) -> DecodeFailure {
    foreign_content_type(headers).unwrap_or_else(|| {
        let good = body.get(..error.valid_up_to()).unwrap_or_default();
        let good = String::from_utf8_lossy(good);
        let (line, column) = json_path::position(&good);
        let message = format!("invalid unicode code point at line {line} column {column}");
        DecodeFailure::new(message).at(json_path::at_end(&good))
    })
}

/// What is wrong where the content type is not one of JSON (RFC 6839 section 3.1).
fn foreign_content_type(headers: &HeaderMap) -> Option<DecodeFailure> {
    let essence = media_type::essence(headers)?;
    let is_json = essence.ends_with("/json") || essence.ends_with("+json");
    (!is_json).then(|| DecodeFailure::new(format!("content type is {essence}, not JSON")))
}
