//! Ten thousand calls through one client, a fifth of whose answers are faults: none is lost, none that may
//! do harm is sent twice, and memory stays flat. `-- --nocapture` shows the figures.
#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write, copy, sink};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use bindery_runtime::runtime::{
    Body, BuildError, Client, ClientBuilder, DecodeFailure, Error, Operation, OperationInfo,
    Outcome, RawResponse, RequestBuilder, RetryPolicy, Style,
};

const CALLS: usize = 10_000;
const IN_FLIGHT: usize = 200;
/// When memory is measured first: pools, threads and buffers have their sizes by then.
const WARM: usize = 2_000;
/// How much more memory the process may have at the end. It was 4 MB at most where it was measured; a leak
/// of one connection's buffer a call would be 64 MB.
const BOUND_KB: u64 = 10 * 1024;
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(1);

/// What is sent, by the number of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Get,
    Post,
    PostWithKey,
}

fn kind(call: usize) -> Kind {
    [Kind::Get, Kind::Post, Kind::Get, Kind::PostWithKey][call % 4]
}

/// A fault of the server, by the number of the call and of the try: one answer in five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Fault {
    TooMany,
    TooManyUntil,
    Unavailable,
    Reset,
    Stall,
}

fn fault(call: usize, tried: usize) -> Option<Fault> {
    // Spreads neighbours, so that kinds of calls and of faults meet in every way.
    let hash = (call * 7919 + tried * 104_729).wrapping_mul(2_654_435_761) >> 7;
    let faults = [
        Fault::TooMany,
        Fault::TooManyUntil,
        Fault::Unavailable,
        Fault::Reset,
        Fault::Stall,
    ];
    faults.get(hash % 25).copied()
}

struct Get(usize);
struct Post(usize);

fn request(info: &OperationInfo, call: usize) -> RequestBuilder {
    RequestBuilder::new(info).path("call", Style::Simple, false, &call)
}

fn decode(response: &RawResponse) -> Result<Outcome<usize, ()>, DecodeFailure> {
    Ok(match response.status().as_u16() {
        200 => Outcome::Success(response.json()?),
        429 => Outcome::Failure(()),
        _ => Outcome::Undocumented,
    })
}

impl Operation for Get {
    type Output = usize;
    type Error = ();
    const INFO: OperationInfo = OperationInfo::new("get", http::Method::GET, "/{call}");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        request(&Self::INFO, self.0).finish()
    }

    fn decode(response: &mut RawResponse) -> Result<Outcome<usize, ()>, DecodeFailure> {
        decode(response)
    }
}

impl Operation for Post {
    type Output = usize;
    type Error = ();
    const INFO: OperationInfo = OperationInfo::new("post", http::Method::POST, "/{call}");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        request(&Self::INFO, self.0)
            .json(&vec![self.0; 50])
            .finish()
    }

    fn decode(response: &mut RawResponse) -> Result<Outcome<usize, ()>, DecodeFailure> {
        decode(response)
    }
}

#[derive(Default)]
struct Seen {
    /// How often each call came.
    tries: Vec<AtomicUsize>,
    keys: Mutex<HashMap<usize, String>>,
    faults: Mutex<HashMap<Fault, usize>>,
    connections: AtomicUsize,
}

fn serve() -> (String, Arc<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Seen {
        tries: (0..CALLS).map(|_| AtomicUsize::new(0)).collect(),
        ..Seen::default()
    });
    let own = Arc::clone(&seen);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, seen) = (stream.unwrap(), Arc::clone(&own));
            seen.connections.fetch_add(1, Ordering::Relaxed);
            let thread = thread::Builder::new().stack_size(128 * 1024);
            thread.spawn(move || connection(&stream, &seen)).unwrap();
        }
    });
    (url, seen)
}

/// Answers requests until the client leaves or a fault ends the connection.
fn connection(mut stream: &TcpStream, seen: &Seen) {
    stream.set_nodelay(true).unwrap();
    let mut reader = BufReader::new(stream);
    while let Some((call, key)) = read_request(&mut reader) {
        let tried = seen.tries[call].fetch_add(1, Ordering::SeqCst);
        if let Some(key) = key {
            let mut keys = seen.keys.lock().unwrap();
            assert_eq!(
                keys.entry(call).or_insert_with(|| key.clone()),
                &key,
                "{call}"
            );
        }
        let fault = fault(call, tried);
        if let Some(fault) = fault {
            *seen.faults.lock().unwrap().entry(fault).or_default() += 1;
        }
        let answer = match fault {
            None => format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{call}", call.to_string().len()),
            Some(Fault::TooMany) => "HTTP/1.1 429 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n".to_owned(),
            Some(Fault::TooManyUntil) => "HTTP/1.1 429 No\r\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\nContent-Length: 0\r\n\r\n".to_owned(),
            Some(Fault::Unavailable) => "HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno".to_owned(),
            Some(Fault::Reset) => {
                let socket = socket2::SockRef::from(stream);
                socket.set_linger(Some(Duration::ZERO)).unwrap();
                return;
            }
            Some(Fault::Stall) => {
                // Until the client leaves; how is of no interest.
                let _ = copy(&mut reader, &mut sink());
                return;
            }
        };
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

/// The number of the call and its key; `None` if the client has left.
fn read_request(reader: &mut BufReader<&TcpStream>) -> Option<(usize, Option<String>)> {
    let (mut call, mut key, mut length) = (None, None, 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((_, target)) = line.split_once(" /") {
            call = call.or_else(|| target.split(' ').next()?.parse().ok());
        } else if let Some((name, value)) = line.split_once(": ") {
            match &*name.to_ascii_lowercase() {
                "idempotency-key" => key = Some(value.to_owned()),
                "content-length" => length = value.parse().unwrap(),
                _ => {}
            }
        }
    }
    let read = copy(&mut reader.take(length), &mut sink()).ok()?;
    (read == length).then(|| (call.unwrap(), key))
}

/// The memory of this process, in KB; `None` where there is no `/proc`.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// How a call ended. Errors themselves are not kept: the headers of one keep the buffer that they were read
/// into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Success,
    Status(u16),
    Timeout,
    Broken,
}

async fn call(client: &Client, call: usize) -> Ending {
    let answer = match kind(call) {
        Kind::Get => client.execute(Get(call)).await,
        Kind::Post => client.execute(Post(call)).await,
        Kind::PostWithKey => {
            let post = client.execute(Post(call));
            post.idempotency_key(format!("key-{call}")).await
        }
    };
    match answer {
        Ok(answer) => {
            assert_eq!(answer, call, "the answer of another call");
            Ending::Success
        }
        Err(Error::Timeout(_)) => Ending::Timeout,
        Err(Error::Transport(_)) => Ending::Broken,
        Err(error) => Ending::Status(error.status().unwrap().as_u16()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls() {
    let (url, seen) = serve();
    let policy = RetryPolicy::default()
        .max_retries(8)
        .base_delay(Duration::from_millis(10))
        .max_delay(Duration::from_millis(100))
        // As many as the calls in flight: else the budget would do what it is for, and end calls.
        .budget(Some(u32::try_from(IN_FLIGHT).unwrap() * 2));
    let builder: ClientBuilder<Client> = ClientBuilder::new(None);
    let client = builder
        .base_url(url)
        .retry(policy)
        .attempt_timeout(ATTEMPT_TIMEOUT)
        .build()
        .unwrap();

    let started = Instant::now();
    let next = Arc::new(AtomicUsize::new(0));
    let done = Arc::new(AtomicUsize::new(0));
    let warm = Arc::new(Mutex::new(None));
    let workers: Vec<_> = (0..IN_FLIGHT)
        .map(|_| {
            let (client, next, done) = (client.clone(), Arc::clone(&next), Arc::clone(&done));
            let warm = Arc::clone(&warm);
            tokio::spawn(async move {
                let mut results = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= CALLS {
                        return results;
                    }
                    results.push((number, call(&client, number).await));
                    if done.fetch_add(1, Ordering::Relaxed) + 1 == WARM {
                        *warm.lock().unwrap() = memory();
                    }
                }
            })
        })
        .collect();
    let mut results = Vec::new();
    for worker in workers {
        results.extend(worker.await.unwrap());
    }
    let elapsed = started.elapsed();
    let after = memory();

    // None is lost, and each is answered once.
    results.sort_by_key(|(call, _)| *call);
    let numbers: Vec<_> = results.iter().map(|(call, _)| *call).collect();
    assert_eq!(numbers, (0..CALLS).collect::<Vec<_>>());
    let mut failed = 0;
    for (call, ending) in results {
        let tries = seen.tries[call].load(Ordering::SeqCst);
        if kind(call) == Kind::Post {
            assert_eq!(tries, 1, "call {call} was sent {tries} times: {ending:?}");
            failed += usize::from(ending != Ending::Success);
            assert!(is_honest(ending, fault(call, 0)), "call {call}: {ending:?}");
        } else {
            assert_eq!(ending, Ending::Success, "call {call}, {tries} tries");
            assert!((1..=9).contains(&tries), "call {call}: {tries} tries");
        }
    }
    let faults = seen.faults.lock().unwrap().clone();
    let answers: usize = seen
        .tries
        .iter()
        .map(|tries| tries.load(Ordering::SeqCst))
        .sum();
    let faulty: usize = faults.values().sum();
    println!(
        "{CALLS} calls, {IN_FLIGHT} in flight, in {elapsed:.1?}: {:.0} a second",
        CALLS as f64 / elapsed.as_secs_f64()
    );
    println!(
        "{answers} requests on {} connections, {faulty} of them faulty: {faults:?}",
        seen.connections.load(Ordering::Relaxed)
    );
    println!(
        "{} calls succeeded, {failed} that were not idempotent ended with their fault",
        CALLS - failed
    );
    assert_eq!(faults.len(), 5, "a kind of fault never came");
    assert!((15..25).contains(&(faulty * 100 / answers)));
    assert!(failed > 300, "{failed}");
    assert_eq!(seen.keys.lock().unwrap().len(), CALLS / 4);

    let warm = *warm.lock().unwrap();
    let (Some(warm), Some(after)) = (warm, after) else {
        println!("NOT RUN: memory is not measured where there is no /proc");
        return;
    };
    println!(
        "memory: {warm} KB after {WARM} calls, {after} KB after {CALLS}; the bound is {BOUND_KB} KB more"
    );
    assert!(
        after <= warm + BOUND_KB,
        "memory grows: {warm} KB, {after} KB"
    );
}

/// Whether a call that is tried once tells what happened to it.
fn is_honest(ending: Ending, fault: Option<Fault>) -> bool {
    let expected = match fault {
        None => Ending::Success,
        Some(Fault::TooMany | Fault::TooManyUntil) => Ending::Status(429),
        Some(Fault::Unavailable) => Ending::Status(503),
        Some(Fault::Reset) => Ending::Broken,
        Some(Fault::Stall) => Ending::Timeout,
    };
    // On a machine under load any answer may come too late.
    ending == expected || ending == Ending::Timeout
}
