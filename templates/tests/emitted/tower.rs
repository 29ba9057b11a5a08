//! A `tower` service as the transport: the client of `hyper`, and a layer of one's own.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tower_service::Service;

use crate::photos::{GetPhoto, PutPhoto};
use crate::runtime::{
    Body, Client, ClientBuilder, Error, OperationInfo, RetryPolicy, TowerTransport,
    TransportErrorKind,
};
use crate::server::{Folder, Server, Step, eventually, threads_named};
use crate::types::Pet;

type Hyper = hyper_util::client::legacy::Client<HttpConnector, Body>;

fn hyper() -> Hyper {
    hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http()
}

fn builder(server: &Server) -> ClientBuilder<Client> {
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(2));
    let builder = Client::builder().base_url(server.url()).retry(policy);
    builder.transport(TowerTransport::new(hyper()))
}

#[tokio::test]
async fn calls_go_through_a_client_of_hyper() {
    let server = Server::steps([
        Step::status(503),
        Step::Reset,
        Step::json(200, r#"{"name":"Tom","_links":{},"owner":null}"#),
    ]);
    let client = builder(&server).api_key("key").build().unwrap();
    assert_eq!(client.pets().get_pet("1").await.unwrap().name, "Tom");
    assert_eq!(server.requests().len(), 3);
    assert_eq!(server.requests()[2].header("authorization"), Some("key"));
}

#[tokio::test]
async fn bodies_are_streamed_both_ways() {
    let folder = Folder::new();
    let server = Server::new(|request| match request.method.as_str() {
        "PUT" => Step::status(204),
        _ => Step::RawThenStall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".to_vec()),
    });
    let client = builder(&server).build().unwrap();
    for body in [
        Body::from_path(folder.file("photo", "photo")),
        Body::from_reader(&b"photo"[..]),
    ] {
        client.execute(PutPhoto::new("1", body)).await.unwrap();
    }
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.body == b"photo")
    );
    let mut photo = client.execute(GetPhoto::new("1")).await.unwrap();
    assert_eq!(photo.chunk().await.unwrap().unwrap(), "half");
}

#[tokio::test]
async fn faults_have_kinds() {
    let kind = async |server: Server, body: Body| {
        let client = builder(&server).retry(RetryPolicy::none()).build().unwrap();
        match client.execute(PutPhoto::new("1", body)).await.unwrap_err() {
            Error::Transport(error) => error.kind(),
            error => panic!("{error:?}"),
        }
    };
    let breaks = "HTTP/1.1 204 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (step, body, expected) in [
        (Step::Reset, Body::empty(), TransportErrorKind::Send),
        (
            Step::raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
            Body::empty(),
            TransportErrorKind::ReadBody,
        ),
        (
            Step::raw(breaks),
            Body::from_reader(&b"photo"[..]).with_length(9),
            TransportErrorKind::RequestBody,
        ),
    ] {
        let shown = format!("{step:?}");
        assert_eq!(kind(Server::steps([step]), body).await, expected, "{shown}");
    }
}

#[tokio::test]
async fn time_limits_hold_without_the_timer_of_a_runtime() {
    let server = Server::steps([Step::Stall]);
    let client = builder(&server)
        .retry(RetryPolicy::none())
        .timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    let started = Instant::now();
    let error = client.pets().create_pet(Pet::new("Tom")).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(started.elapsed() < Duration::from_secs(5));
    server.wait_until_left().await;
    // The timer of a call that was over before is not left to run for a minute.
    let server = Server::steps([Step::no_pets()]);
    let client = builder(&server).build().unwrap();
    client.pets().list_pets().await.unwrap();
    if threads_named("timer").is_some() {
        eventually("the threads of timers end", || {
            threads_named("timer") == Some(0)
        })
        .await;
    }
}

/// A service of one's own: it counts by operation, and answers itself.
#[derive(Clone)]
struct Counts(Arc<AtomicUsize>);

impl Service<http::Request<Body>> for Counts {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let info = request.extensions().get::<OperationInfo>().unwrap();
        assert_eq!((info.id, info.path), ("listPets", "/pets"));
        self.0.fetch_add(1, Ordering::SeqCst);
        ready(Ok(http::Response::new(Body::from("[]"))))
    }
}

#[tokio::test]
async fn a_service_of_ones_own() {
    let count = Arc::new(AtomicUsize::new(0));
    let transport = TowerTransport::new(Counts(Arc::clone(&count)));
    let client = Client::builder().transport(transport).build().unwrap();
    assert_eq!(client.pets().list_pets().await.unwrap(), []);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}
