//! Bodies that are never whole in memory: sent from files, readers and streams, received chunk by chunk.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::photos::{GetPhoto, PhotoError, PutPhoto};
use crate::runtime::{Body, Client, Error, RetryPolicy, TransportErrorKind};
use crate::server::{Folder, Received, Server, Step, transport};

fn client(server: &Server) -> Client {
    let policy = RetryPolicy::default().base_delay(std::time::Duration::from_millis(2));
    let builder = Client::builder().base_url(server.url());
    builder.retry(policy).build().unwrap()
}

/// Uploads, and gives what the server got.
async fn sent(body: Body) -> Received {
    let server = Server::steps([Step::status(204)]);
    let builder = Client::builder().base_url(server.url());
    let client = builder.transport(transport()).build().unwrap();
    client.execute(PutPhoto::new("1", body)).await.unwrap();
    server.requests().remove(0)
}

/// Uploads to a server that would take it, and gives what went wrong, and what came.
async fn failed(body: Body) -> (Error<PhotoError>, Vec<Received>) {
    let server = Server::steps([Step::status(204)]);
    let client = client(&server);
    let call = client.execute(PutPhoto::new("1", body));
    let error = call.await.unwrap_err();
    drop(client);
    server.wait_until_left().await;
    (error, server.requests())
}

fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// The body of the request failed, none of it was taken for whole, and there was no second try.
fn assert_body_fails((error, received): (Error<PhotoError>, Vec<Received>), cause: &str) {
    let Error::Transport(transport) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        transport.kind(),
        TransportErrorKind::RequestBody,
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "putPhoto: cannot read the body of the request"
    );
    assert!(causes(&error).contains(cause), "{}", causes(&error));
    assert!(
        received.iter().all(|request| !request.is_whole),
        "{received:?}"
    );
    assert!(received.len() <= 1, "{received:?}");
}

/// The chunks of a list; a text in place of one is an error.
struct Chunks(Vec<Result<Vec<u8>, String>>);

impl Stream for Chunks {
    type Item = Result<Vec<u8>, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        Poll::Ready(Some(self.0.remove(0).map_err(io::Error::other)))
    }
}

fn chunks() -> Chunks {
    Chunks(vec![
        Ok(b"pho".to_vec()),
        Ok(Vec::new()),
        Ok(b"to".to_vec()),
    ])
}

/// Fails after some bytes.
struct Breaks(usize);

impl Read for Breaks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("the disk broke"));
        }
        let length = buffer.len().min(self.0);
        buffer[..length].fill(7);
        self.0 -= length;
        Ok(length)
    }
}

/// Reads nothing but panics.
struct Panics;

impl Read for Panics {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        // Not `panic!`, which would print a message.
        std::panic::resume_unwind(Box::new(()));
    }
}

#[tokio::test]
async fn uploads_arrive_whole() {
    let folder = Folder::new();
    let long: Vec<u8> = (0..1_000_003_u32).map(|byte| (byte % 251) as u8).collect();
    let file = folder.file("long", &long);
    for (body, length, content) in [
        (Body::from_path(&file), Some("1000003"), &long[..]),
        (Body::from_path(folder.file("empty", "")), Some("0"), b""),
        (
            Body::from_reader(std::fs::File::open(&file).unwrap()),
            None,
            &long,
        ),
        (
            Body::from_reader(io::Cursor::new(long.clone())).with_length(1_000_003),
            Some("1000003"),
            &long,
        ),
        (Body::from_reader(io::empty()), None, b""),
        (Body::from_stream(chunks()), None, b"photo"),
        (
            Body::from_stream(chunks()).with_length(5),
            Some("5"),
            b"photo",
        ),
        (Body::from("photo"), Some("5"), b"photo"),
        (Body::empty(), Some("0"), b""),
        (
            Body::concat([
                Body::from("a "),
                Body::from_path(folder.file("short", "photo")),
            ]),
            Some("7"),
            b"a photo",
        ),
        (
            Body::concat([Body::from("a "), Body::from_stream(chunks())]),
            None,
            b"a photo",
        ),
    ] {
        let shown = format!("{body:?}");
        let request = sent(body).await;
        assert_eq!(request.header("content-length"), length, "{shown}");
        assert_eq!(
            request.header("transfer-encoding").is_some(),
            length.is_none(),
            "{shown}"
        );
        assert_eq!(request.header("content-type"), Some("image/png"));
        assert!(
            request.body == content,
            "{shown}: {} bytes",
            request.body.len()
        );
    }
}

#[tokio::test]
async fn a_file_is_sent_again_and_a_stream_is_not() {
    let folder = Folder::new();
    let file = folder.file("photo", "photo");
    let server = Server::steps([Step::status(503), Step::status(204)]);
    let call = client(&server).execute(PutPhoto::new("1", Body::from_path(&file)));
    call.await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|r| r.body).collect();
    assert_eq!(bodies, [b"photo", b"photo"]);

    let server = Server::steps([Step::status(503), Step::status(204)]);
    let call = client(&server).execute(PutPhoto::new("1", Body::from_stream(chunks())));
    assert_eq!(call.await.unwrap_err().status().unwrap(), 503);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_reader_that_fails_ends_the_upload() {
    for length in [0, 5, 300_000] {
        let failed = failed(Body::from_reader(Breaks(length))).await;
        assert_body_fails(failed, "the disk broke");
    }
    let failed_of_known_length = failed(Body::from_reader(Breaks(5)).with_length(10)).await;
    assert_body_fails(failed_of_known_length, "the disk broke");
    assert_body_fails(
        failed(Body::from_reader(Panics)).await,
        "the reader panicked",
    );
    let stream = Chunks(vec![Ok(b"pho".to_vec()), Err("no more".to_owned())]);
    assert_body_fails(failed(Body::from_stream(stream)).await, "no more");
    let parts = [Body::from("a "), Body::from_reader(Breaks(3))];
    assert_body_fails(failed(Body::concat(parts)).await, "the disk broke");
}

#[tokio::test]
async fn a_stream_of_another_length_than_announced_is_not_sent_whole() {
    let fewer = "the body ends 4 bytes before the length that was announced";
    let more = "the body has more bytes than were announced";
    for (length, cause) in [(9, fewer), (4, more)] {
        let stream = Body::from_stream(chunks()).with_length(length);
        assert_body_fails(failed(stream).await, cause);
        let reader = Body::from_reader(&b"photo"[..]).with_length(length);
        assert_body_fails(failed(reader).await, cause);
    }
}

/// A body of a file that changes after the call was made, and before the file is read: the server is
/// asked first, and changes it.
async fn with_change(
    change: impl Fn() + Send + Sync + 'static,
    body: Body,
) -> (Result<(), Error<PhotoError>>, Vec<Received>) {
    let slow = Chunks(vec![Ok(b"a ".to_vec())]);
    let changes = Changes(slow, Box::new(change));
    let body = Body::concat([Body::from_stream(changes).with_length(2), body]);
    let server = Server::steps([Step::status(204)]);
    let client = client(&server);
    let result = client.execute(PutPhoto::new("1", body)).await;
    drop(client);
    server.wait_until_left().await;
    (result, server.requests())
}

/// A stream that does something at its end.
struct Changes(Chunks, Box<dyn Fn() + Send + Sync>);

impl Stream for Changes {
    type Item = Result<Vec<u8>, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = Pin::new(&mut self.0).poll_next(task);
        if matches!(next, Poll::Ready(None)) {
            (self.1)();
        }
        next
    }
}

#[tokio::test]
async fn a_file_that_changes_is_not_sent_for_what_it_was() {
    let folder = Folder::new();
    let file = folder.file("photo", "photo");
    let path = file.clone();
    let shrink = move || std::fs::write(&path, "ph").unwrap();
    let (result, received) = with_change(shrink, Body::from_path(&file)).await;
    assert_body_fails(
        (result.unwrap_err(), received),
        "the body ends 3 bytes before",
    );

    let path = file.clone();
    let vanish = move || std::fs::remove_file(&path).unwrap();
    let (result, received) = with_change(vanish, Body::from_path(&file)).await;
    assert_body_fails((result.unwrap_err(), received), "putPhoto");

    // What a file has gained since was not announced, and is not sent.
    let file = folder.file("photo", "photo");
    let path = file.clone();
    let grow = move || std::fs::write(&path, "photo and more").unwrap();
    let (result, received) = with_change(grow, Body::from_path(&file)).await;
    result.unwrap();
    assert_eq!(received[0].body, b"a photo");
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told_before_anything_is_sent() {
    let folder = Folder::new();
    let gone = folder.file("gone", "");
    std::fs::remove_file(&gone).unwrap();
    let of_folder = gone.parent().unwrap().to_owned();
    let server = Server::steps([Step::status(204)]);
    for path in [gone, of_folder] {
        let call = client(&server).execute(PutPhoto::new("1", Body::from_path(&path)));
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error:?}");
        let expected = format!("putPhoto: the file `{}` cannot be read", path.display());
        assert!(error.to_string().starts_with(&expected), "{error}");
    }
    assert_eq!(server.connections(), 0);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_pipe_has_no_length() {
    use std::io::Write;
    use std::os::fd::AsRawFd;

    let (reader, mut writer) = io::pipe().unwrap();
    writer.write_all(b"photo").unwrap();
    drop(writer);
    let path = format!("/proc/self/fd/{}", reader.as_raw_fd());
    let request = sent(Body::from_path(path)).await;
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert_eq!(request.body, b"photo");
}

#[tokio::test]
async fn a_stream_is_read_once() {
    let server = Server::steps([Step::status(204)]);
    let client = client(&server);
    let body = Body::from_stream(chunks());
    let call = client.execute(PutPhoto::new("1", body.clone()));
    call.clone().await.unwrap();
    for call in [call, client.execute(PutPhoto::new("2", body.clone()))] {
        let error = call.await.unwrap_err();
        assert!(
            causes(&error).contains("was read before"),
            "{}",
            causes(&error)
        );
        assert!(
            matches!(error, Error::Transport(e) if e.kind() == TransportErrorKind::RequestBody)
        );
    }
    let mut body = body;
    let error = body.chunk().await.unwrap_err();
    assert_eq!(
        causes(&error),
        "cannot read the body of the response: the stream of the body was read before"
    );
    let whole = server
        .requests()
        .into_iter()
        .filter(|request| request.is_whole);
    assert_eq!(whole.count(), 1);
}

#[tokio::test]
async fn a_download_comes_chunk_by_chunk() {
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello";
    let server = Server::steps([Step::RawThenStall(half.to_vec())]);
    let client = client(&server);
    // The rest never comes, and what is there is given all the same.
    let mut photo = client.execute(GetPhoto::new("1")).await.unwrap();
    assert_eq!(photo.length(), Some(10));
    assert_eq!(photo.chunk().await.unwrap().unwrap(), "hello");
    assert_eq!(photo.length(), Some(5));

    // So it is for operations whose bodies are not described as streams.
    let list = client.pets().list_pets();
    let mut response = list.send_streaming().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.body_mut().chunk().await.unwrap().unwrap(), "hello");
}

#[tokio::test]
async fn a_download_ends_as_its_length_says() {
    let server = Server::new(|request| match request.target.as_str() {
        "/pets/short/photo" => Step::raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"),
        "/pets/reset/photo" => {
            Step::RawThenReset(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello".to_vec())
        }
        "/pets/chunks/photo" => {
            Step::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZ\r\n")
        }
        _ => Step::raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, world"),
    });
    let client = client(&server);
    for id in ["short", "reset", "chunks"] {
        let photo = client.execute(GetPhoto::new(id)).await.unwrap();
        let error = photo.collect(100).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ReadBody, "{id}");
    }
    let photo = client.execute(GetPhoto::new("long")).await.unwrap();
    assert_eq!(photo.collect(100).await.unwrap(), "hello");
    let photo = client.execute(GetPhoto::new("long")).await.unwrap();
    assert_eq!(
        photo.collect(4).await.unwrap_err().kind(),
        TransportErrorKind::TooLarge
    );
}

#[tokio::test]
async fn a_download_is_an_upload() {
    let from = Server::steps([Step::Answer(200, "", b"photo".to_vec())]);
    let photo = client(&from).execute(GetPhoto::new("1")).await.unwrap();
    let request = sent(photo).await;
    assert_eq!(request.header("content-length"), Some("5"));
    assert_eq!(request.body, b"photo");

    let from = Server::steps([Step::raw(
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
    )]);
    let photo = client(&from).execute(GetPhoto::new("1")).await.unwrap();
    assert_body_fails(failed(photo).await, "putPhoto");
}

#[tokio::test]
async fn an_error_in_place_of_a_stream_is_read() {
    let server = Server::steps([Step::json(404, "gone")]);
    let client = client(&server);
    let error = client.execute(GetPhoto::new("1")).await.unwrap_err();
    assert_eq!(error.raw_body().unwrap(), "gone");
    let call = client.pets().list_pets();
    let error = call.send_streaming().await.unwrap_err();
    assert_eq!(error.raw_body().unwrap(), "gone");
}
