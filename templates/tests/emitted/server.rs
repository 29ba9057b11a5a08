//! A small server that does what HTTP servers do and what none should: it answers as it is told, stalls,
//! resets, breaks off, drips and writes nonsense. It keeps what it is sent.

use std::io::{Read, Write, copy, sink};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What the server does with one request.
#[derive(Debug, Clone)]
pub enum Step {
    /// Answers with a status, lines of headers and a body, and keeps the connection.
    Answer(u16, &'static str, Vec<u8>),
    /// Writes bytes as they are and closes the connection.
    Raw(Vec<u8>),
    /// Closes the connection without an answer.
    HangUp,
    /// Resets the connection (`SO_LINGER` of 0) without an answer.
    Reset,
    /// Writes bytes as they are, then resets the connection.
    RawThenReset(Vec<u8>),
    /// Says nothing until the client leaves.
    Stall,
    /// Writes bytes as they are, then says nothing until the client leaves.
    RawThenStall(Vec<u8>),
    /// Announces a body of 200 bytes, and sends one of them every so often.
    Drip,
    /// Sends a chunked body until the client leaves.
    Endless,
    /// Resets the connection when it has the head of the request; it reads no body.
    ResetAfterHead,
}

impl Step {
    /// An answer of JSON.
    pub fn json(status: u16, body: &str) -> Self {
        Self::Answer(status, "Content-Type: application/json\r\n", body.into())
    }

    /// An answer without a body.
    pub fn status(status: u16) -> Self {
        Self::Answer(status, "", Vec::new())
    }

    /// An answer with lines of headers and no body.
    pub fn headers(status: u16, headers: &'static str) -> Self {
        Self::Answer(status, headers, Vec::new())
    }

    /// Bytes as they are.
    pub fn raw(text: &str) -> Self {
        Self::Raw(text.into())
    }

    /// The answer to `listPets`.
    pub fn no_pets() -> Self {
        Self::json(200, "[]")
    }
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Received {
    pub method: String,
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether the body came to its end.
    pub is_whole: bool,
    pub at: Instant,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        let of_name = |(own, _): &&(String, String)| own == name;
        self.headers.iter().find(of_name).map(|(_, value)| &**value)
    }
}

/// A server on a loopback socket, until the test process ends.
#[derive(Clone)]
pub struct Server {
    url: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    requests: Mutex<Vec<Received>>,
    connections: AtomicUsize,
    open: AtomicUsize,
}

impl Server {
    /// Does the steps in turn, one a request, and repeats the last one.
    pub fn steps(steps: impl IntoIterator<Item = Step>) -> Self {
        let steps: Vec<Step> = steps.into_iter().collect();
        let next = AtomicUsize::new(0);
        Self::new(move |_| {
            let index = next.fetch_add(1, Ordering::SeqCst).min(steps.len() - 1);
            steps[index].clone()
        })
    }

    /// Decides by the request.
    pub fn new(decide: impl Fn(&Received) -> Step + Send + Sync + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap(), decide)
    }

    /// Serves the connections of a socket.
    pub fn on(
        listener: TcpListener,
        decide: impl Fn(&Received) -> Step + Send + Sync + 'static,
    ) -> Self {
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared::default());
        let decide = Arc::new(decide);
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                let (shared, decide) = (Arc::clone(&own), Arc::clone(&decide));
                shared.connections.fetch_add(1, Ordering::SeqCst);
                shared.open.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || {
                    serve_connection(&stream, &shared, &*decide);
                    drop(stream);
                    shared.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { url, shared }
    }

    /// Its base URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it was sent so far.
    pub fn requests(&self) -> Vec<Received> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// How many connections were made to it.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// Waits until the clients have closed all connections.
    pub async fn wait_until_left(&self) {
        eventually("the client has left", || self.is_left()).await;
    }

    /// Whether the clients have closed all connections.
    pub fn is_left(&self) -> bool {
        self.shared.open.load(Ordering::SeqCst) == 0
    }
}

fn serve_connection(stream: &TcpStream, shared: &Shared, decide: &dyn Fn(&Received) -> Step) {
    // Nothing in a test waits longer; what hangs fails.
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    stream.set_nodelay(true).unwrap();
    while let Some(mut request) = read_head(stream) {
        let step = decide(&request);
        if !matches!(step, Step::ResetAfterHead) {
            read_body(stream, &mut request);
        }
        let is_whole = request.is_whole;
        shared.requests.lock().unwrap().push(request);
        if !is_whole && !matches!(step, Step::ResetAfterHead) {
            return;
        }
        if !perform(stream, step) {
            return;
        }
    }
}

/// Does a step. Answers whether the connection goes on.
fn perform(mut stream: &TcpStream, step: Step) -> bool {
    match step {
        Step::Answer(status, headers, body) => {
            let length = body.len();
            let length = if status == 204 {
                String::new()
            } else {
                format!("Content-Length: {length}\r\n")
            };
            let head = format!("HTTP/1.1 {status} Status\r\n{headers}{length}\r\n");
            let mut answer = head.into_bytes();
            answer.extend(body);
            return stream.write_all(&answer).is_ok();
        }
        Step::Raw(bytes) => {
            let _ = stream.write_all(&bytes);
        }
        Step::HangUp => {}
        Step::Reset | Step::ResetAfterHead => reset(stream),
        Step::RawThenReset(bytes) => {
            let _ = stream.write_all(&bytes);
            // The client is to read the bytes before the reset discards them.
            thread::sleep(Duration::from_millis(20));
            reset(stream);
        }
        Step::Stall => wait_for_the_client_to_leave(stream),
        Step::RawThenStall(bytes) => {
            let _ = stream.write_all(&bytes);
            wait_for_the_client_to_leave(stream);
        }
        Step::Drip => {
            let head = b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n";
            let _ = stream.write_all(head);
            while stream.write_all(b" ").is_ok() {
                thread::sleep(Duration::from_millis(50));
            }
        }
        Step::Endless => {
            let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            let _ = stream.write_all(head);
            let mut chunk = b"8000\r\n".to_vec();
            chunk.extend([b' '; 0x8000]);
            chunk.extend(b"\r\n");
            while stream.write_all(&chunk).is_ok() {}
        }
    }
    false
}

fn reset(stream: &TcpStream) {
    socket2::SockRef::from(stream)
        .set_linger(Some(Duration::ZERO))
        .unwrap();
}

fn wait_for_the_client_to_leave(mut stream: &TcpStream) {
    // How the client leaves is of no interest here.
    let _ = copy(&mut stream, &mut sink());
}

/// The head of a request; `None` if the client has left.
fn read_head(mut stream: &TcpStream) -> Option<Received> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.extend(byte),
            _ => return None,
        }
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap().split(' ');
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Some(Received {
        method: first.next().unwrap().to_owned(),
        target: first.next().unwrap().to_owned(),
        headers,
        body: Vec::new(),
        is_whole: true,
        at: Instant::now(),
    })
}

/// The body of a request, by its length or in chunks.
fn read_body(stream: &TcpStream, request: &mut Received) {
    if request.header("transfer-encoding") == Some("chunked") {
        request.is_whole = read_chunks(stream, &mut request.body).is_some();
    } else if let Some(length) = request.header("content-length") {
        let length = length.parse().unwrap();
        let read = stream.take(length).read_to_end(&mut request.body);
        request.is_whole = read.is_ok_and(|read| read as u64 == length);
    }
}

fn read_chunks(mut stream: &TcpStream, body: &mut Vec<u8>) -> Option<()> {
    loop {
        let mut line = Vec::new();
        let mut byte = [0];
        while !line.ends_with(b"\r\n") {
            stream.read_exact(&mut byte).ok()?;
            line.extend(byte);
        }
        let size = std::str::from_utf8(&line).ok()?.trim();
        let size = u64::from_str_radix(size, 16).ok()?;
        let read = stream.take(size).read_to_end(body).ok()?;
        let mut end = [0; 2];
        stream.read_exact(&mut end).ok()?;
        if read as u64 != size || &end != b"\r\n" {
            return None;
        }
        if size == 0 {
            return Some(());
        }
    }
}

/// The default transport, made once a test: that takes a tenth of a second, as it reads the certificates
/// of the system.
#[cfg(feature = "reqwest")]
pub fn transport() -> crate::runtime::ReqwestTransport {
    use crate::runtime::ReqwestTransport;

    thread_local! {
        // Each test has a thread of its own, and an async runtime to which its connections belong.
        static TRANSPORT: ReqwestTransport = ReqwestTransport::new().unwrap();
    }
    TRANSPORT.with(Clone::clone)
}

/// A socket that has a port and refuses connections until it listens. Gives its base URL, too.
pub fn bound() -> (socket2::Socket, String) {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    let any = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    socket.bind(&any.into()).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, format!("http://{address}/"))
}

/// The base URL of a port that refuses connections, until the test process ends.
pub fn refuses() -> String {
    let (socket, url) = bound();
    // So that nobody else gets the port.
    std::mem::forget(socket);
    url
}

/// Files in a folder of their own, removed at the end.
pub struct Folder(std::path::PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::SeqCst);
        let name = format!("bindery-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> std::path::PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How many threads of this process have a name; `None` where that cannot be known.
pub fn threads_named(name: &str) -> Option<usize> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    let names =
        tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok());
    Some(names.filter(|own| own.trim_end() == name).count())
}

/// Waits until something holds, and lets other tasks go on.
pub async fn eventually(what: &str, holds: impl Fn() -> bool) {
    let started = Instant::now();
    while !holds() {
        let is_in_time = started.elapsed() < Duration::from_secs(5);
        assert!(is_in_time, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until something holds, without an async runtime.
pub fn eventually_here(what: &str, holds: impl Fn() -> bool) {
    let started = Instant::now();
    while !holds() {
        let is_in_time = started.elapsed() < Duration::from_secs(5);
        assert!(is_in_time, "not in time: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Serves connections by hand, each with the request read, until the test process ends. Gives its base URL.
pub fn by_hand(answer: fn(&mut TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut request = Vec::new();
                let mut byte = [0];
                while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
                    request.push(byte[0]);
                }
                answer(&mut stream);
            });
        }
    });
    format!("http://{address}/")
}
