//! A line to an engine that can be slow, break, or answer in the engine's stead; it counts requests and bytes.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the line does with a request.
#[derive(Debug, Clone)]
pub(crate) enum Manner {
    /// Passes it on after so long.
    Pass(Duration),
    /// Closes the connection.
    Cut,
    /// Answers with these bytes and closes.
    Answer(Vec<u8>),
    /// Answers with a body without an end.
    Endless,
}

/// A line on loopback.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) port: u16,
    manner: Arc<Mutex<Manner>>,
    requests: Arc<AtomicU64>,
    bytes: Arc<AtomicU64>,
}

impl Line {
    /// A line to this port.
    pub(crate) fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line = Self {
            port: listener.local_addr().unwrap().port(),
            manner: Arc::new(Mutex::new(Manner::Pass(Duration::ZERO))),
            requests: Arc::default(),
            bytes: Arc::default(),
        };
        let (manner, requests, bytes) =
            (Arc::clone(&line.manner), Arc::clone(&line.requests), Arc::clone(&line.bytes));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (manner, requests, bytes) =
                    (Arc::clone(&manner), Arc::clone(&requests), Arc::clone(&bytes));
                thread::spawn(move || serve(client, port, &manner, &requests, &bytes));
            }
        });
        line
    }

    pub(crate) fn set(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    /// Requests, and bytes of answers, since the last call.
    pub(crate) fn since(&self) -> (u64, u64) {
        (self.requests.swap(0, Ordering::SeqCst), self.bytes.swap(0, Ordering::SeqCst))
    }
}

/// One connection: requests go on one by one, each when it is whole.
fn serve(
    mut client: TcpStream,
    port: u16,
    manner: &Mutex<Manner>,
    requests: &AtomicU64,
    bytes: &Arc<AtomicU64>,
) {
    let mut engine: Option<TcpStream> = None;
    while let Some(request) = whole_request(&mut client) {
        requests.fetch_add(1, Ordering::SeqCst);
        let manner = manner.lock().unwrap().clone();
        match manner {
            Manner::Cut => {
                // The other thread still has a hand on it.
                let _ = client.shutdown(Shutdown::Both);
                return;
            }
            Manner::Answer(answer) => {
                let _ = client.write_all(&answer);
                let _ = client.shutdown(Shutdown::Both);
                return;
            }
            Manner::Endless => {
                let _ =
                    client.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"x\":\"");
                while client.write_all(&[b'x'; 1 << 13]).is_ok() {}
                return;
            }
            Manner::Pass(delay) => {
                thread::sleep(delay);
                if engine.is_none() {
                    let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) else { return };
                    let (mut from, mut to) = (stream.try_clone().unwrap(), client.try_clone().unwrap());
                    let bytes = Arc::clone(bytes);
                    thread::spawn(move || {
                        let mut buffer = [0; 1 << 14];
                        while let Ok(read @ 1..) = from.read(&mut buffer) {
                            bytes.fetch_add(read as u64, Ordering::SeqCst);
                            if to.write_all(&buffer[..read]).is_err() {
                                break;
                            }
                        }
                        let _ = to.shutdown(Shutdown::Both);
                    });
                    engine = Some(stream);
                }
                if engine.as_mut().is_none_or(|engine| engine.write_all(&request).is_err()) {
                    return;
                }
            }
        }
    }
}

/// Head and body of a request; none at the end of the connection.
fn whole_request(client: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        if client.read(&mut byte).ok()? == 0 {
            return None;
        }
        request.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&request).to_ascii_lowercase();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    let mut body = vec![0; length.unwrap_or_default()];
    client.read_exact(&mut body).ok()?;
    request.extend(body);
    Some(request)
}
