//! Bodies that are not in memory, uploaded over a real socket to a server that keeps every byte.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use crate::runtime::{
    Body, BuildError, Call, Client, DecodeFailure, Multipart, MultipartForm, MultipartWriter,
    Operation, OperationInfo, Outcome, Part, RawResponse, RequestBuilder,
};

/// A file that is larger than what is read at once.
const LENGTH: usize = 3 * 1024 * 1024 + 17;

struct Upload {
    file: Part,
    reader: Part,
    note: String,
}

impl MultipartForm for Upload {
    fn write(&self, writer: &mut MultipartWriter<'_>) {
        writer
            .parts("file", &self.file)
            .value("note", &self.note)
            .parts("reader", &self.reader);
    }
}

/// The request of an upload as emitted.
struct UploadPicture<F> {
    body: F,
}

impl<F: MultipartForm> Operation for UploadPicture<F> {
    type Output = ();
    type Error = std::convert::Infallible;

    const INFO: OperationInfo =
        OperationInfo::new("uploadPicture", http::Method::POST, "/pictures");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO)
            .multipart(&self.body, &[])
            .finish()
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        Ok(match response.status().as_u16() {
            204 => Outcome::Success(()),
            _ => Outcome::Undocumented,
        })
    }
}

/// What a server got: the head, and the body without the frames of chunked coding.
struct Received {
    head: String,
    body: Vec<u8>,
}

impl Received {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let (_, value) = lines.find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Some(value.trim())
    }

    /// The parts: what stands before the content, and the content.
    fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let content_type = self.header("content-type").unwrap();
        let boundary = content_type.split_once("boundary=").unwrap().1;
        let first = format!("--{boundary}\r\n");
        let between = format!("\r\n--{boundary}");
        let mut rest = self.body.strip_prefix(first.as_bytes()).unwrap();
        let mut parts = Vec::new();
        loop {
            let end = find(rest, between.as_bytes()).unwrap();
            let part = &rest[..end];
            let content = find(part, b"\r\n\r\n").unwrap() + 4;
            let head = String::from_utf8(part[..content - 4].to_vec()).unwrap();
            parts.push((head, part[content..].to_vec()));
            rest = &rest[end + between.len()..];
            if rest == b"--\r\n" {
                return parts;
            }
            rest = rest.strip_prefix(b"\r\n").unwrap();
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// A server for one request. Gives its base URL, and what it got.
fn serve() -> (String, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut got = Vec::new();
        let mut buffer = vec![0; 64 * 1024];
        let end = loop {
            if let Some(end) = find(&got, b"\r\n\r\n") {
                break end + 4;
            }
            let length = stream.read(&mut buffer).unwrap();
            got.extend_from_slice(&buffer[..length]);
        };
        let head = String::from_utf8(got[..end].to_vec()).unwrap();
        let mut body = got.split_off(end);
        let mut received = Received {
            head,
            body: Vec::new(),
        };
        let length = received.header("content-length").map(str::parse::<usize>);
        loop {
            let is_whole = match &length {
                Some(length) => body.len() == *length.as_ref().unwrap(),
                None => body.ends_with(b"\r\n0\r\n\r\n"),
            };
            if is_whole {
                break;
            }
            let length = stream.read(&mut buffer).unwrap();
            assert_ne!(length, 0, "the body ended early");
            body.extend_from_slice(&buffer[..length]);
        }
        received.body = if length.is_some() {
            body
        } else {
            without_frames(&body)
        };
        stream
            .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
            .unwrap();
        received
    });
    (url, server)
}

/// The content of chunks (RFC 9112, section 7.1).
fn without_frames(mut chunks: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    loop {
        let end = find(chunks, b"\r\n").unwrap();
        let size = std::str::from_utf8(&chunks[..end]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            return content;
        }
        content.extend_from_slice(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 2 + size + 2..];
    }
}

/// Bytes that are not the same anywhere.
fn bytes() -> Vec<u8> {
    (0..LENGTH).map(|index| (index * 31 % 251) as u8).collect()
}

fn file(name: &str) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes()).unwrap();
    path
}

fn client(url: &str) -> Client {
    Client::builder().base_url(url).build().unwrap()
}

#[tokio::test]
async fn a_file_and_a_reader_of_known_length_are_sent_with_the_length_of_all() {
    let (url, server) = serve();
    let reader = Body::from_reader(std::io::Cursor::new(bytes())).with_length(LENGTH as u64);
    let upload = Upload {
        file: Part::from_path(file("picture ü.png")).content_type("image/png"),
        reader: Part::new(reader).file_name("r.bin"),
        note: "line\r\n--not a boundary".to_owned(),
    };
    let call = Call::new(client(&url), UploadPicture { body: upload });
    call.send().await.unwrap();
    let received = server.join().unwrap();
    let length = received.header("content-length").unwrap();
    assert_eq!(length, received.body.len().to_string());
    assert_eq!(received.header("transfer-encoding"), None);
    let disposition = "Content-Disposition: form-data; name=";
    assert_eq!(
        received.parts(),
        [
            (
                format!(
                    "{disposition}\"file\"; filename=\"picture ü.png\"\r\nContent-Type: image/png"
                ),
                bytes()
            ),
            (
                format!("{disposition}\"note\""),
                b"line\r\n--not a boundary".to_vec()
            ),
            (
                format!(
                    "{disposition}\"reader\"; filename=\"r.bin\"\r\nContent-Type: application/octet-stream"
                ),
                bytes()
            ),
        ]
    );
}

#[tokio::test]
async fn a_reader_of_unknown_length_is_sent_in_chunks() {
    let (url, server) = serve();
    let form = Multipart::new()
        .part("reader", Body::from_reader(std::io::Cursor::new(bytes())))
        .part("file", Part::from_path(file("chunked.bin")));
    let call = Call::new(client(&url), UploadPicture { body: form });
    call.send().await.unwrap();
    let received = server.join().unwrap();
    assert_eq!(received.header("content-length"), None);
    assert_eq!(received.header("transfer-encoding"), Some("chunked"));
    let contents: Vec<Vec<u8>> = received
        .parts()
        .into_iter()
        .map(|(_, content)| content)
        .collect();
    assert!(contents == [bytes(), bytes()]);
}

#[tokio::test]
async fn a_file_that_is_not_there_is_an_error_before_anything_is_sent() {
    let form = Multipart::new().part("file", Part::from_path("/no/such/file"));
    let call = Call::new(client("http://127.0.0.1:9"), UploadPicture { body: form });
    let error = call.send().await.unwrap_err();
    assert!(
        matches!(error, crate::runtime::Error::Build(_)),
        "{error:?}"
    );
    assert!(error.to_string().contains("/no/such/file"), "{error}");
}
