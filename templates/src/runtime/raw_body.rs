//! [`RawBody`]: a body whose media type its caller names.

use bytes::Bytes;

use super::{Body, RequestBuilder};

/// A body with its media type, where the document lists a range such as `image/*`, or a type that is not complete
/// without what the body holds, such as the boundary of `multipart/mixed`.
#[derive(Debug, Clone, PartialEq)]
pub struct RawBody {
    content_type: String,
    body: Body,
}

impl RawBody {
    /// A body of a media type.
    #[must_use]
    pub fn new(content_type: impl Into<String>, body: impl Into<Body>) -> Self {
        Self {
            content_type: content_type.into(),
            body: body.into(),
        }
    }
}

/// Of the type `application/octet-stream`.
impl From<Body> for RawBody {
    fn from(body: Body) -> Self {
        Self::new("application/octet-stream", body)
    }
}

/// Of the type `application/octet-stream`.
impl From<Bytes> for RawBody {
    fn from(body: Bytes) -> Self {
        Body::from(body).into()
    }
}

/// Of the type `application/octet-stream`.
impl From<Vec<u8>> for RawBody {
    fn from(body: Vec<u8>) -> Self {
        Body::from(body).into()
    }
}

/// Of the type `text/plain`.
impl From<String> for RawBody {
    fn from(body: String) -> Self {
        Self::new("text/plain; charset=utf-8", body)
    }
}

/// Of the type `text/plain`.
impl From<&'static str> for RawBody {
    fn from(body: &'static str) -> Self {
        Self::new("text/plain; charset=utf-8", body)
    }
}

impl RequestBuilder {
    /// A body with its own media type.
    #[must_use]
    pub fn raw_body(self, body: &RawBody) -> Self {
        self.body(&body.content_type, body.body.clone())
    }
}
