//! Bodies of other HTTP libraries, and of what is no file.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bindery_runtime::runtime::{
    Body, BoxFuture, BuildError, Client, ClientBuilder, DecodeFailure, Operation, OperationInfo,
    Outcome, RawResponse, RequestBuilder, Transport, TransportError,
};
use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// The answer to a `HEAD`, as HTTP/2 gives it: a length, and nothing of that length.
struct LengthAlone;

impl http_body::Body for LengthAlone {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(1 << 40)
    }
}

/// Answers as HTTP/2 does.
struct Names;

impl Transport for Names {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Ok(http::Response::new(Body::from_http_body(LengthAlone))) })
    }
}

struct Head;

impl Operation for Head {
    type Output = ();
    type Error = ();
    const INFO: OperationInfo = OperationInfo::new("head", http::Method::HEAD, "/");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO).finish()
    }

    fn decode(response: &mut RawResponse) -> Result<Outcome<(), ()>, DecodeFailure> {
        assert_eq!(response.body(), "");
        Ok(Outcome::Success(()))
    }
}

#[tokio::test]
async fn a_head_has_no_content_whatever_its_length() {
    let builder = ClientBuilder::<Client>::new(Some("https://files.example"));
    let client = builder.transport(Names).build().unwrap();
    client.execute(Head).await.unwrap();
}

/// What is no file can be read once, so a second try must not send what is left of it.
#[cfg(all(unix, feature = "recording"))]
#[tokio::test]
async fn a_pipe_is_not_sent_twice() {
    use bindery_runtime::runtime::{Answer, RecordingTransport};

    struct Put;

    impl Operation for Put {
        type Output = ();
        type Error = ();
        const INFO: OperationInfo = OperationInfo::new("put", http::Method::PUT, "/");

        fn request(&self) -> Result<http::Request<Body>, BuildError> {
            let body = Body::from_path("/dev/null");
            RequestBuilder::new(&Self::INFO)
                .body("application/octet-stream", body)
                .finish()
        }

        fn decode(response: &mut RawResponse) -> Result<Outcome<(), ()>, DecodeFailure> {
            Ok(match response.status().as_u16() {
                200 => Outcome::Success(()),
                _ => Outcome::Failure(()),
            })
        }
    }

    let transport = RecordingTransport::new();
    transport
        .answer(Answer::status(503))
        .answer(Answer::status(200));
    let client: Client = ClientBuilder::<Client>::new(Some("https://files.example"))
        .transport(transport.clone())
        .build()
        .unwrap();
    let error = client.execute(Put).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(transport.requests().len(), 1);
}
