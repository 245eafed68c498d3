//! A proxy before an engine that does what networks and servers do: it delays, cuts, refuses, lies and floods.
//!
//! One request a connection, in plain text; each connection has a thread of its own.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What happens to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is passed on.
    Absent,
    /// It is passed on after so long, and so is the answer.
    Delay(Duration),
    /// The end of the answer does not come back.
    Cut,
    /// The connection is closed without an answer.
    HangUp,
    /// It is never answered.
    Silence,
    /// It is answered with this status and body.
    Status(u16, String),
    /// It is answered with bytes that are no HTTP.
    Garbage,
    /// It is answered with so many bytes of JSON.
    Flood(u64),
    /// It is sent to another path, which answers.
    Redirect,
}

struct Shared {
    upstream: String,
    fault: Mutex<Fault>,
    requests: AtomicUsize,
    sent: AtomicU64,
    is_over: AtomicBool,
}

/// A running proxy; it ends when this is dropped.
pub(crate) struct FaultProxy {
    shared: Arc<Shared>,
    port: u16,
}

impl FaultProxy {
    /// A proxy before `upstream`, `http://127.0.0.1:PORT`, that passes everything on.
    pub(crate) fn start(upstream: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            upstream: upstream.trim_start_matches("http://").to_owned(),
            fault: Mutex::new(Fault::Absent),
            requests: AtomicUsize::new(0),
            sent: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
        });
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.is_over.load(Ordering::Relaxed) {
                    return;
                }
                let (Ok(stream), shared) = (stream, Arc::clone(&serving)) else { continue };
                // A client that hangs up is no fault of the test.
                thread::spawn(move || _ = shared.serve(stream));
            }
        });
        Self { shared, port }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What happens to requests from now on.
    pub(crate) fn set(&self, fault: Fault) {
        *self.shared.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// Requests so far.
    pub(crate) fn requests(&self) -> usize {
        self.shared.requests.load(Ordering::Relaxed)
    }

    /// Bytes of answers that were taken from it so far.
    pub(crate) fn sent(&self) -> u64 {
        self.shared.sent.load(Ordering::Relaxed)
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    fn serve(&self, mut client: TcpStream) -> io::Result<()> {
        let request = read_request(&client)?;
        self.requests.fetch_add(1, Ordering::Relaxed);
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match fault {
            Fault::Absent => self.pass(&request, &mut client),
            Fault::Delay(time) => {
                thread::sleep(time / 2);
                let answer = self.answer(&request)?;
                thread::sleep(time / 2);
                self.send(&answer, &mut client)
            }
            Fault::Cut => {
                let answer = self.answer(&request)?;
                self.send(&answer[..answer.len() - 8], &mut client)?;
                client.shutdown(Shutdown::Both)
            }
            Fault::HangUp => client.shutdown(Shutdown::Both),
            Fault::Silence => client.read_to_end(&mut Vec::new()).map(drop),
            Fault::Status(status, body) => self.send(
                format!("HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
                    .as_bytes(),
                &mut client,
            ),
            Fault::Garbage => self.send(&[0xff, 0x00, 0x1b, b'[', b'3', b'1', b'm', b'\r', b'\n'], &mut client),
            Fault::Flood(bytes) => self.flood(bytes, &mut client),
            Fault::Redirect => self.send(
                b"HTTP/1.1 302 x\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
                &mut client,
            ),
        }
    }

    fn pass(&self, request: &[u8], client: &mut TcpStream) -> io::Result<()> {
        let answer = self.answer(request)?;
        self.send(&answer, client)
    }

    fn answer(&self, request: &[u8]) -> io::Result<Vec<u8>> {
        let mut upstream = TcpStream::connect(&self.upstream)?;
        upstream.write_all(request)?;
        let mut answer = Vec::new();
        upstream.read_to_end(&mut answer)?;
        Ok(answer)
    }

    fn send(&self, bytes: &[u8], client: &mut TcpStream) -> io::Result<()> {
        client.write_all(bytes)?;
        self.sent.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    fn flood(&self, bytes: u64, client: &mut TcpStream) -> io::Result<()> {
        self.send(b"HTTP/1.1 200 x\r\nconnection: close\r\n\r\n[", client)?;
        let chunk = [b'1', b','].repeat(32 << 10);
        for _ in 0..bytes / chunk.len() as u64 {
            self.send(&chunk, client)?;
        }
        self.send(b"1]", client)
    }
}

/// A whole request, which asks for the connection to be closed behind it.
fn read_request(client: &TcpStream) -> io::Result<Vec<u8>> {
    let mut reader = BufReader::new(client);
    let mut request = Vec::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line == "\r\n" {
            request.extend_from_slice(b"connection: close\r\n\r\n");
            break;
        }
        if !lower.starts_with("connection:") {
            request.extend_from_slice(line.as_bytes());
        }
    }
    let start = request.len();
    request.resize(start + length, 0);
    reader.read_exact(&mut request[start..])?;
    Ok(request)
}
