//! [`RawResponse`], which operations decode, and [`Response`], which callers get.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{Body, DecodeFailure, Outcome, TransportError, header, json, media_type};

/// A response as it came, its body read to the end or a stream that is read later.
///
/// `Debug` shows the length of the body and no headers, as both hold secrets.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The body, where it is not read.
    stream: Body,
    /// How many bytes are kept in memory at most.
    size_limit: u64,
}

impl RawResponse {
    /// Reads the body of a response to the end.
    ///
    /// # Errors
    /// When the body breaks off, or has more bytes than the limit.
    pub async fn read(
        response: http::Response<Body>,
        size_limit: u64,
    ) -> Result<Self, TransportError> {
        let mut raw = Self::streamed(response, size_limit);
        raw.body = raw.take_stream().collect(size_limit).await?;
        Ok(raw)
    }

    /// A response whose body is decoded as a stream.
    #[must_use]
    pub fn streamed(response: http::Response<Body>, size_limit: u64) -> Self {
        let (head, body) = response.into_parts();
        Self {
            status: head.status,
            headers: head.headers,
            body: Bytes::new(),
            stream: body,
            size_limit,
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body; empty if it is a stream.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, decoded as JSON.
    ///
    /// # Errors
    /// When it is not one JSON value of the shape of `T` and nothing else. The failure says at which
    /// place of the value, or that the body is empty or of another content type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeFailure> {
        json::decode(&self.headers, &self.body)
    }

    /// The body, decoded as JSON, as a documented success.
    ///
    /// # Errors
    /// As of [`json`](Self::json).
    pub fn success<T: DeserializeOwned, E>(&self) -> Result<Outcome<T, E>, DecodeFailure> {
        self.json().map(Outcome::Success)
    }

    /// The body, decoded as JSON, as a documented error.
    ///
    /// # Errors
    /// As of [`json`](Self::json).
    pub fn failure<T: DeserializeOwned, O, E>(
        &self,
        error: fn(T) -> E,
    ) -> Result<Outcome<O, E>, DecodeFailure> {
        self.json().map(error).map(Outcome::Failure)
    }

    /// The body, decoded as JSON, where the document lists other media types beside it that are not decoded.
    ///
    /// # Errors
    /// As of [`json`](Self::json). Where the content type is one of `others`, the failure says so.
    pub fn json_beside<T: DeserializeOwned>(&self, others: &[&str]) -> Result<T, DecodeFailure> {
        self.json()
            .map_err(|failure| self.other_listed(others).unwrap_or(failure))
    }

    /// The body as text.
    ///
    /// # Errors
    /// When it is not UTF-8, or the content type names another charset.
    pub fn text(&self) -> Result<String, DecodeFailure> {
        // A charset that extends ASCII is no obstacle where there is nothing but ASCII.
        if let Some(charset) = self.charset()
            && (!self.body.is_ascii()
                || charset.starts_with("utf-16")
                || charset.starts_with("utf-32"))
        {
            let message = format!("the charset is {charset}, and only UTF-8 is decoded");
            return Err(DecodeFailure::new(message));
        }
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(DecodeFailure::new(format!("the body is not text: {error}"))),
        }
    }

    /// The body as text, where the document lists other media types beside it that are not.
    ///
    /// # Errors
    /// As of [`text`](Self::text), and where the content type is one of `others`.
    pub fn text_beside(&self, others: &[&str]) -> Result<String, DecodeFailure> {
        self.bytes_beside(others)?;
        self.text()
    }

    /// The body as bytes, where the document lists other media types beside it that are decoded.
    ///
    /// # Errors
    /// Where the content type is one of `others`.
    pub fn bytes_beside(&self, others: &[&str]) -> Result<Bytes, DecodeFailure> {
        self.other_listed(others)
            .map_or_else(|| Ok(self.bytes()), Err)
    }

    /// What there is to say where the content type is one that the document lists, and not the one that is decoded.
    fn other_listed(&self, others: &[&str]) -> Option<DecodeFailure> {
        let essence = self.essence()?;
        let is_other = others
            .iter()
            .any(|other| media_type::matches(&essence, other));
        is_other.then(|| {
            DecodeFailure::new(format!(
                "content type is {essence}, which the document lists beside the one that is decoded: \
                 see the raw body"
            ))
        })
    }

    /// The content type in lower case, without its parameters.
    pub(crate) fn essence(&self) -> Option<String> {
        media_type::essence(&self.headers)
    }

    /// The charset in lower case, if the content type names one that is not UTF-8.
    fn charset(&self) -> Option<String> {
        let charset = media_type::charset(&self.headers)?;
        (!matches!(charset.as_str(), "utf-8" | "utf8" | "us-ascii")).then_some(charset)
    }

    /// The body as bytes; they are shared, not copied.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }

    /// The body that is not read yet; the second time it is empty.
    #[must_use]
    pub fn take_stream(&mut self) -> Body {
        std::mem::take(&mut self.stream)
    }

    /// How many bytes are kept in memory at most, of the body or of one item of a stream.
    #[must_use]
    pub fn size_limit(&self) -> u64 {
        self.size_limit
    }

    pub(crate) fn into_response<T>(self, body: T) -> Response<T> {
        Response {
            status: self.status,
            headers: self.headers,
            body,
        }
    }
}

/// A response that is in memory, such as a test makes. The body of another is not read.
impl From<http::Response<Body>> for RawResponse {
    fn from(response: http::Response<Body>) -> Self {
        let bytes = response.body().as_bytes().cloned().unwrap_or_default();
        let mut raw = Self::streamed(response, u64::MAX);
        raw.body = bytes;
        raw
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field(
                "content_type",
                &self.headers.get(http::header::CONTENT_TYPE),
            )
            .field("body_length", &self.body.len())
            .finish()
    }
}

/// A successful response with its decoded body.
///
/// `Debug` shows no headers, as they hold secrets.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
}

impl<T> Response<T> {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id that the server gave to the request, for its operators to find it by: the header
    /// `X-Request-Id` or `Request-Id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        header::request_id(&self.headers)
    }

    /// The decoded body.
    #[must_use]
    pub fn body_mut(&mut self) -> &mut T {
        &mut self.body
    }

    /// The decoded body.
    #[must_use]
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The decoded body.
    #[must_use]
    pub fn into_body(self) -> T {
        self.body
    }

    /// The status, the headers and the decoded body.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.body)
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
