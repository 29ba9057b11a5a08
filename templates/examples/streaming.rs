//! How fast bodies stream, and how much memory that takes: 1 GiB up from a file, from a reader and from a
//! stream, and 1 GiB down, with the async and the blocking client. Each way has a process of its own, so
//! that their peaks of memory do not mix, and the server has one, too. Fails if a way takes more than 30 MB.
//!
//!     cargo run --release -p bindery-runtime --features blocking --example streaming
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::process::{Command, ExitCode, Stdio};
use std::task::{Context, Poll};
use std::time::Instant;

use bindery_runtime::runtime::{
    Body, BuildError, Client, ClientBuilder, DecodeFailure, Operation, OperationInfo, Outcome,
    RawResponse, RequestBuilder, blocking,
};
use bytes::Bytes;

const LENGTH: u64 = 1 << 30;
const BOUND_KB: u64 = 30 * 1000;
const WAYS: [&str; 8] = [
    "nothing",
    "async up path",
    "async up reader",
    "async up stream",
    "async down",
    "blocking up path",
    "blocking up reader",
    "blocking down",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => run_all(),
        [server] if server == "server" => serve(),
        [way, url] => {
            run(way, url);
            ExitCode::SUCCESS
        }
        _ => ExitCode::FAILURE,
    }
}

/// Starts the server and each way in a process of its own.
fn run_all() -> ExitCode {
    let program = std::env::current_exe().unwrap();
    let mut server = Command::new(&program)
        .arg("server")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    let mut byte = [0];
    let output = server.stdout.as_mut().unwrap();
    while output.read(&mut byte).unwrap() == 1 && byte != *b"\n" {
        url.push(char::from(byte[0]));
    }
    println!("{:<20} {:>12} {:>14}", "1 GiB", "MB/s", "peak memory");
    // The first upload finds the system cold, and is not told of.
    let cold = Command::new(&program).args([WAYS[1], &url]).output();
    let mut is_within_bound = cold.unwrap().status.success();
    for way in WAYS {
        let output = Command::new(&program).args([way, &url]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        let peak = text
            .split_whitespace()
            .last()
            .and_then(|kb| kb.parse::<u64>().ok());
        let speed = text.split_whitespace().next().unwrap_or("");
        match peak {
            Some(kb) => println!(
                "{way:<20} {speed:>12} {:>11} MB",
                format!("{:.1}", kb as f64 / 1000.0)
            ),
            None => println!("{way:<20} {speed:>12} {:>14}", "not known"),
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            println!("{errors}");
        }
        is_within_bound &= output.status.success() && peak.is_none_or(|kb| kb <= BOUND_KB);
    }
    server.kill().unwrap();
    server.wait().unwrap();
    println!("bound: {} MB", BOUND_KB / 1000);
    if is_within_bound {
        ExitCode::SUCCESS
    } else {
        println!("FAILED");
        ExitCode::FAILURE
    }
}

/// Goes one way, and prints its speed and the peak of memory.
fn run(way: &str, url: &str) {
    let builder = ClientBuilder::<Client>::new(None)
        .base_url(url)
        .no_timeout();
    let blocking = ClientBuilder::<blocking::Client>::new(None)
        .base_url(url)
        .no_timeout();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let started = Instant::now();
    let length = match way {
        "nothing" => {
            runtime.block_on(async { builder.build().unwrap() });
            0
        }
        "async down" => runtime.block_on(async {
            let client = builder.build().unwrap();
            let mut body = client.execute(Download).await.unwrap();
            let mut length = 0;
            while let Some(chunk) = body.chunk().await.unwrap() {
                length += chunk.len() as u64;
            }
            length
        }),
        "blocking down" => {
            let client = blocking.build().unwrap();
            let body = client.execute(Download).send().unwrap().into_body();
            std::io::copy(&mut client.read(body), &mut std::io::sink()).unwrap()
        }
        way => {
            let file = Sparse::new();
            let upload = Upload(match way.split(' ').next_back() {
                Some("path") => Body::from_path(&file.0),
                Some("reader") => Body::from_reader(std::fs::File::open(&file.0).unwrap()),
                _ => Body::from_stream(Zeros(LENGTH)).with_length(LENGTH),
            });
            let received = if way.starts_with("async") {
                runtime.block_on(async { builder.build().unwrap().execute(upload).await })
            } else {
                let call = blocking.build().unwrap().execute(upload);
                call.send().map(|response| response.into_body())
            };
            received.unwrap()
        }
    };
    let seconds = started.elapsed().as_secs_f64();
    assert!(way == "nothing" || length == LENGTH, "{length} bytes");
    let peak = peak_memory().map_or_else(|| "-".to_owned(), |kb| kb.to_string());
    println!("{:.0} {peak}", length as f64 / 1e6 / seconds);
}

/// The highest memory of this process so far, in KB; `None` where there is no `/proc`.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// A file of zeros that takes no room, removed at the end.
struct Sparse(std::path::PathBuf);

impl Sparse {
    fn new() -> Self {
        let name = format!("bindery-streaming-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::File::create(&path)
            .unwrap()
            .set_len(LENGTH)
            .unwrap();
        Self(path)
    }
}

impl Drop for Sparse {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Zeros, 64 KiB at a time.
struct Zeros(u64);

impl futures_core::Stream for Zeros {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = self.0.min(64 * 1024);
        self.0 -= length;
        let chunk = vec![0; usize::try_from(length).unwrap()];
        Poll::Ready((length > 0).then(|| Ok(chunk.into())))
    }
}

/// Sends a body; the answer is how many bytes came.
struct Upload(Body);

impl Operation for Upload {
    type Output = u64;
    type Error = ();
    const INFO: OperationInfo = OperationInfo::new("upload", http::Method::PUT, "/file");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        let request = RequestBuilder::new(&Self::INFO);
        request
            .body("application/octet-stream", self.0.clone())
            .finish()
    }

    fn decode(response: &mut RawResponse) -> Result<Outcome<u64, ()>, DecodeFailure> {
        Ok(Outcome::Success(response.json()?))
    }
}

/// Receives a body.
struct Download;

impl Operation for Download {
    type Output = Body;
    type Error = ();
    const INFO: OperationInfo = OperationInfo::new("download", http::Method::GET, "/file");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO).finish()
    }

    fn decode(response: &mut RawResponse) -> Result<Outcome<Body, ()>, DecodeFailure> {
        Ok(Outcome::Success(response.take_stream()))
    }

    fn is_stream(_: u16) -> bool {
        true
    }
}

/// Takes what is uploaded and gives what is downloaded, until it is killed.
fn serve() -> ExitCode {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    for stream in listener.incoming() {
        let stream = stream.unwrap();
        std::thread::spawn(move || answer(stream));
    }
    ExitCode::SUCCESS
}

fn answer(mut stream: TcpStream) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    let mut buffer = vec![0; 256 * 1024];
    if head.starts_with("get") {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {LENGTH}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut left = LENGTH;
        while left > 0 {
            let length = buffer.len().min(usize::try_from(left).unwrap());
            stream.write_all(&buffer[..length]).unwrap();
            left -= length as u64;
        }
        return;
    }
    let received = if head.contains("chunked") {
        receive_chunks(&mut std::io::BufReader::with_capacity(
            buffer.len(),
            &stream,
        ))
    } else {
        let mut received = 0;
        while received < LENGTH {
            let length = stream.read(&mut buffer).unwrap();
            assert!(length > 0);
            received += length as u64;
        }
        received
    };
    let text = received.to_string();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{text}",
        text.len()
    );
    stream.write_all(answer.as_bytes()).unwrap();
}

fn receive_chunks(reader: &mut impl std::io::BufRead) -> u64 {
    let mut received = 0;
    loop {
        let mut size = String::new();
        reader.read_line(&mut size).unwrap();
        let size = u64::from_str_radix(size.trim(), 16).unwrap();
        let chunk = std::io::copy(&mut reader.take(size), &mut std::io::sink()).unwrap();
        assert_eq!(chunk, size);
        let mut end = String::new();
        reader.read_line(&mut end).unwrap();
        received += size;
        if size == 0 {
            return received;
        }
    }
}
