//! A call that is dropped ends: its connection is closed, its waits and threads are gone.

use std::io::{Read, repeat};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::photos::{GetPhoto, PutPhoto};
use crate::runtime::{Body, Client, RetryPolicy};
use crate::server::{Server, Step, eventually};

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().unwrap()
}

/// Lets a future run for a while, and drops it.
async fn drop_after<T: std::fmt::Debug>(time: Duration, future: impl Future<Output = T>) {
    let result = tokio::time::timeout(time, future).await;
    assert!(result.is_err(), "it was over before: {result:?}");
}

const A_WHILE: Duration = Duration::from_millis(150);

#[tokio::test]
async fn a_call_that_is_dropped_closes_its_connection() {
    for stall in [Step::Stall, Step::Drip] {
        let server = Server::steps([stall]);
        let client = client(&server);
        drop_after(A_WHILE, client.pets().list_pets().send()).await;
        assert_eq!(server.requests().len(), 1);
        server.wait_until_left().await;
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_is_not_tried_again() {
    let server = Server::steps([Step::headers(503, "Retry-After: 1\r\n")]);
    let policy = RetryPolicy::default();
    let call = client(&server).pets().list_pets().retry(policy).send();
    drop_after(A_WHILE, call).await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(server.requests().len(), 1);
}

/// A reader without end that counts what is read of it.
struct Counting(Arc<AtomicU64>);

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = repeat(7).read(buffer)?;
        self.0.fetch_add(length as u64, Ordering::SeqCst);
        Ok(length)
    }
}

#[tokio::test]
async fn an_upload_that_is_dropped_ends_its_thread() {
    // The server reads no body, so what is read of it is what sockets take.
    let server = Server::new(|_| {
        std::thread::sleep(Duration::from_secs(1));
        Step::ResetAfterHead
    });
    let count = Arc::new(AtomicU64::new(0));
    let body = Body::from_reader(Counting(Arc::clone(&count)));
    let client = client(&server);
    let upload = client.execute(PutPhoto::new("1", body)).send();
    drop_after(A_WHILE, upload).await;
    let read = count.load(Ordering::SeqCst);
    assert!(0 < read && read < 64 << 20, "{read}");
    // The reader is dropped by its thread, when that ends.
    eventually("the reader's thread ends", || {
        Arc::strong_count(&count) == 1
    })
    .await;
    server.wait_until_left().await;
}

#[tokio::test]
async fn a_download_that_is_dropped_closes_its_connection() {
    let server = Server::steps([Step::Endless]);
    let mut photo = client(&server).execute(GetPhoto::new("1")).await.unwrap();
    assert!(!photo.chunk().await.unwrap().unwrap().is_empty());
    drop(photo);
    server.wait_until_left().await;
}

#[tokio::test]
async fn a_call_that_is_spawned_and_aborted_ends() {
    let server = Server::steps([Step::Stall]);
    let task = tokio::spawn(client(&server).pets().list_pets().send());
    tokio::time::sleep(A_WHILE).await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    server.wait_until_left().await;
}
