//! The span of a call, and that it holds no secret.

use std::cell::RefCell;
use std::io;
use std::sync::Once;
use std::time::Duration;

use tracing_subscriber::fmt::format::FmtSpan;

use crate::runtime::{Client, RetryPolicy};
use crate::server::{Server, Step, refuses};
use crate::types::Pet;

thread_local! {
    /// What was written on the thread of a test, if it listens.
    static WRITTEN: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Writes for the test of its thread.
struct OfThread;

impl io::Write for OfThread {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        WRITTEN.with_borrow_mut(|written| {
            if let Some(written) = written {
                written.extend_from_slice(bytes);
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is written on this thread.
struct Written;

impl Written {
    /// Listens to everything, down to the last detail.
    fn listen() -> Self {
        // One for the process: by one of a thread, calls of other threads decide what is not of interest.
        static GLOBAL: Once = Once::new();
        GLOBAL.call_once(|| {
            tracing_subscriber::fmt()
                .with_max_level(tracing::Level::TRACE)
                .with_span_events(FmtSpan::CLOSE)
                .with_ansi(false)
                .with_writer(|| OfThread)
                .init();
            tracing::callsite::rebuild_interest_cache();
        });
        WRITTEN.set(Some(Vec::new()));
        Self
    }

    fn text(&self) -> String {
        WRITTEN.with_borrow(|written| String::from_utf8(written.clone().unwrap()).unwrap())
    }

    /// The lines of the span that say how it ended.
    fn closed(&self) -> Vec<String> {
        let text = self.text();
        let lines = text
            .lines()
            .filter(|line| line.contains("api_call{") && line.contains("close"));
        lines.map(str::to_owned).collect()
    }
}

fn client(base_url: &str) -> Client {
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(2));
    Client::builder()
        .base_url(base_url)
        .retry(policy)
        .header("X-Own", "s3cret-own")
        .api_key("s3cret-key")
        .query_key("s3cret-query")
        .session("s3cret-session")
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_call_has_a_span() {
    let written = Written::listen();
    let server = Server::steps([
        Step::status(503),
        Step::Reset,
        Step::Answer(
            200,
            "X-Request-Id: r-7\r\nSet-Cookie: s3cret-set\r\n",
            br#"{"name":"Tom","_links":{},"owner":null,"_chipSecret":"s3cret-body"}"#.to_vec(),
        ),
    ]);
    let client = client(server.url());
    let call = client.pets().get_pet("s3cret-id");
    call.header("Cookie", "s3cret-call").await.unwrap();
    let closed = written.closed();
    assert_eq!(closed.len(), 1, "{}", written.text());
    for part in [
        r#"operation="getPet""#,
        r#"method="GET""#,
        r#"route="/pets/{petId}""#,
        "status=200",
        "tries=3",
        r#"request_id="r-7""#,
    ] {
        assert!(closed[0].contains(part), "{part}: {}", closed[0]);
    }
    let text = written.text();
    assert!(text.contains("answered tries=1 status=503"), "{text}");
    assert!(text.contains("failed kind=Send"), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
}

#[tokio::test]
async fn a_call_that_fails_has_a_span() {
    let written = Written::listen();
    let pets = client(&refuses()).pets();
    pets.list_pets().await.unwrap_err();
    pets.create_pet(Pet::new("s3cret-name").chip_secret("s3cret-chip"))
        .await
        .unwrap_err();
    let server = Server::steps([Step::Stall]);
    let call = client(server.url()).pets().list_pets();
    call.timeout(Duration::from_millis(50)).await.unwrap_err();
    let closed = written.closed();
    assert_eq!(closed.len(), 3, "{}", written.text());
    assert!(
        closed[0].contains("tries=3") && !closed[0].contains("status="),
        "{}",
        closed[0]
    );
    assert!(closed[1].contains(r#"method="POST""#), "{}", closed[1]);
    let text = written.text();
    assert!(text.contains("failed kind=Connect"), "{text}");
    assert!(text.contains("failed kind=Timeout"), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
}
