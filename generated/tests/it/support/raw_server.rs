//! Servers that do what no HTTP server should: stall, break off, hang up, refuse.

use std::io::{Read, Write, copy, sink};
use std::net::{TcpListener, TcpStream};
use std::thread;

use tokio::net::TcpSocket;

/// The head of a response whose body is never sent to its end.
const HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n";

/// Gets a request and never says a word.
pub fn never_answers(stream: &mut TcpStream) {
    wait_for_the_client_to_leave(stream);
}

/// Sends the head of a response and the beginning of its body, and then nothing.
pub fn stalls_in_the_body(stream: &mut TcpStream) {
    stream.write_all(HEAD).unwrap();
    stream.write_all(b"{").unwrap();
    wait_for_the_client_to_leave(stream);
}

/// Sends the head of a response and the beginning of its body, and closes the connection.
pub fn closes_in_the_body(stream: &mut TcpStream) {
    stream.write_all(HEAD).unwrap();
    stream.write_all(b"{").unwrap();
}

/// Closes the connection without an answer.
pub fn hangs_up(_: &mut TcpStream) {}

/// A server that reads the head of each request and leaves the rest to `answer`. Gives its base URL.
pub fn serve(answer: fn(&mut TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                read_head(&mut stream);
                answer(&mut stream);
            });
        }
    });
    format!("http://{address}")
}

/// A port that refuses connections, for as long as the socket is kept: bound, so that nobody else gets
/// it, and not listening. Gives its base URL, too.
pub fn refuse() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    (socket, url)
}

fn read_head(stream: &mut TcpStream) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|length| length == 1) {
        head.extend(byte);
    }
}

fn wait_for_the_client_to_leave(stream: &mut TcpStream) {
    // How the client leaves is of no interest here.
    let _ = copy(stream, &mut sink());
}
