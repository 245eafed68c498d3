//! The client: one request, one answer in JSON, within limits of time and size. Faults are values with a sentence each.
//!
//! What an answer means is for others. Blocks, so a thread that draws must not call it.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderValue, Method, Request, Response, Uri};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Body, Error, Timeout};

use super::address::EngineAddress;
use super::secrets::Access;
use crate::corpus::walk::shown_path;
use crate::messages::RemoteFault;
use crate::text::CleanText;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(3);
/// How long an answer may take, unless the caller waits longer.
const ANSWER: Duration = Duration::from_secs(10);
/// The longest answer, in bytes, as it is after decompressing.
pub const LARGEST_ANSWER: u64 = 8 << 20;
/// The longest file of certificates.
const LARGEST_CERTIFICATES: u64 = 4 << 20;
/// The first pause before a request is made again; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// The longest reason of an engine that is passed on, in characters.
const REASON: usize = 160;

/// How often a request is made again that failed by a fault that may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempts {
    /// So often in all.
    Few(u32),
    /// For so long; without a time for ever.
    Within(Option<Duration>),
}

/// The addresses of a machine, looked up before.
#[derive(Debug)]
struct KnownAddresses(Vec<SocketAddr>);

impl Resolver for KnownAddresses {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let mut found = self.empty();
        // As many as the library takes.
        self.0.iter().take(16).for_each(|address| found.push(*address));
        Ok(found)
    }
}

/// Asks one engine. Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    address: EngineAddress,
    authorisation: Option<HeaderValue>,
    attempts: Attempts,
    patience: Duration,
}

impl Client {
    /// A client for the engine at `address`. Nothing is sent yet.
    ///
    /// # Errors
    /// The certificates cannot be read, or the secrets cannot be sent.
    pub fn new(address: EngineAddress, access: &Access) -> Result<Self, RemoteFault> {
        Self::with_resolver(address, access, (DefaultResolver::default(), false))
    }

    /// The same, which looks up the machine now and never again, and goes by no proxy: for a process that may do neither
    /// later.
    ///
    /// # Errors
    /// As [`Self::new`], or the machine is not known.
    pub fn confined(address: EngineAddress, access: &Access) -> Result<Self, RemoteFault> {
        let host = address.host.trim_start_matches('[').trim_end_matches(']');
        let known =
            (host, address.port).to_socket_addrs().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
        if known.is_empty() {
            return Err(RemoteFault::NoHost(address.host));
        }
        Self::with_resolver(address, access, (KnownAddresses(known), true))
    }

    fn with_resolver(
        address: EngineAddress,
        access: &Access,
        (resolver, is_confined): (impl Resolver, bool),
    ) -> Result<Self, RemoteFault> {
        let mut tls = TlsConfig::builder();
        if let Some(file) = &access.authorities {
            let none = || RemoteFault::NoCertificates(shown_path(file));
            let is_fit =
                fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() <= LARGEST_CERTIFICATES);
            let pem = is_fit.then(|| fs::read(file).ok()).flatten().ok_or_else(none)?;
            let certificates: Vec<_> = parse_pem(&pem)
                .filter_map(|item| match item {
                    Ok(PemItem::Certificate(certificate)) => Some(certificate),
                    _ => None,
                })
                .collect();
            if certificates.is_empty() {
                return Err(none());
            }
            tls = tls.root_certs(RootCerts::new_with_certs(&certificates));
        }
        let mut config = Agent::config_builder()
            .tls_config(tls.build())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(64 << 10)
            .max_idle_connections_per_host(8)
            .timeout_connect(Some(CONNECT))
            .timeout_resolve(Some(CONNECT))
            .user_agent(concat!("xinglan/", env!("CARGO_PKG_VERSION")));
        if address.is_loopback() || is_confined {
            config = config.proxy(None);
        }
        let authorisation = access.credentials.header().map(|text| {
            let mut value = HeaderValue::try_from(text).map_err(|_no_header| RemoteFault::SecretUnusable)?;
            value.set_sensitive(true);
            Ok(value)
        });
        let (attempts, patience) = (Attempts::Few(3), ANSWER);
        Ok(Self {
            agent: Agent::with_parts(config.build(), DefaultConnector::default(), resolver),
            address,
            authorisation: authorisation.transpose()?,
            attempts,
            patience,
        })
    }

    /// The same with other attempts.
    #[must_use]
    pub fn attempting(mut self, attempts: Attempts) -> Self {
        self.attempts = attempts;
        self
    }

    /// The same, waiting so long for an answer.
    #[must_use]
    pub fn waiting(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// How often it tries.
    pub fn attempts(&self) -> Attempts {
        self.attempts
    }

    /// Where the engine is.
    pub fn address(&self) -> &EngineAddress {
        &self.address
    }

    /// Gets what is at `path`, which begins below the prefix and without `/`.
    ///
    /// # Errors
    /// Any fault.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, RemoteFault> {
        self.ask(&Method::GET, path, &[])
    }

    /// Sends `body` to `path`.
    ///
    /// # Errors
    /// Any fault.
    pub fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, RemoteFault> {
        self.ask(&Method::POST, path, &self.json(body)?)
    }

    /// Puts `body` at `path`.
    ///
    /// # Errors
    /// Any fault.
    pub fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, RemoteFault> {
        self.ask(&Method::PUT, path, &self.json(body)?)
    }

    /// Deletes what is at `path`, or what `body` names there.
    ///
    /// # Errors
    /// Any fault.
    pub fn delete<T: DeserializeOwned>(&self, path: &str, body: Option<&Value>) -> Result<T, RemoteFault> {
        let body = body.map(|body| self.json(body)).transpose()?;
        self.ask(&Method::DELETE, path, &body.unwrap_or_default())
    }

    /// Sends lines of JSON.
    ///
    /// # Errors
    /// Any fault.
    pub fn lines<T: DeserializeOwned>(&self, path: &str, lines: &[u8]) -> Result<T, RemoteFault> {
        self.ask(&Method::POST, path, lines)
    }

    fn json(&self, body: &impl Serialize) -> Result<Vec<u8>, RemoteFault> {
        serde_json::to_vec(body).map_err(|_no_json| self.unreadable())
    }

    /// One request, made again as long as it fails by a fault that may pass.
    fn ask<T: DeserializeOwned>(&self, method: &Method, path: &str, body: &[u8]) -> Result<T, RemoteFault> {
        let (mut made, start) = (0, Instant::now());
        loop {
            let fault = match self.ask_once(method, path, body) {
                Ok(answer) => return serde_json::from_slice(&answer).map_err(|_no_json| self.unreadable()),
                Err(fault) => fault,
            };
            made += 1;
            let pause = pause(made);
            let again = match self.attempts {
                Attempts::Few(attempts) => made < attempts,
                Attempts::Within(time) => time.is_none_or(|time| start.elapsed() + pause < time),
            };
            if !again || !fault.may_pass() {
                return Err(fault);
            }
            std::thread::sleep(pause);
        }
    }

    fn ask_once(&self, method: &Method, path: &str, body: &[u8]) -> Result<Vec<u8>, RemoteFault> {
        let mut request = Request::builder()
            .method(method.clone())
            .uri(format!("{}/{path}", self.address.url()))
            .header("accept", "application/json");
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        if let Some(value) = &self.authorisation {
            request = request.header("authorization", value.clone());
        }
        let response = if body.is_empty() {
            let request = request.body(()).map_err(|_no_request| self.unreadable())?;
            self.agent.run(self.agent.configure_request(request).timeout_global(Some(self.patience)).build())
        } else {
            let request = request.body(body).map_err(|_no_request| self.unreadable())?;
            self.agent.run(self.agent.configure_request(request).timeout_global(Some(self.patience)).build())
        };
        self.take(response.map_err(|error| self.fault(&error))?, path)
    }

    fn take(&self, mut response: Response<Body>, path: &str) -> Result<Vec<u8>, RemoteFault> {
        let status = response.status().as_u16();
        if (300..400).contains(&status) {
            return Err(RemoteFault::Redirected(status));
        }
        let body = response.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec();
        match status {
            200..300 => body.map_err(|error| self.fault(&error)),
            401 => Err(RemoteFault::Unauthorised),
            403 => Err(RemoteFault::Forbidden),
            404 => Err(RemoteFault::NoIndex(CleanText::line(&name_in(path)).to_string())),
            429 | 502..=504 => Err(RemoteFault::Busy(status)),
            _ => Err(RemoteFault::Refused(status, body.map(|body| reason(&body)).unwrap_or_default())),
        }
    }

    fn unreadable(&self) -> RemoteFault {
        RemoteFault::Unreadable(self.address.host.clone())
    }

    fn fault(&self, error: &Error) -> RemoteFault {
        let host = self.address.host.clone();
        match error {
            Error::HostNotFound => RemoteFault::NoHost(host),
            Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
                RemoteFault::SlowConnection(host, CONNECT.as_secs())
            }
            Error::Timeout(_) => RemoteFault::SlowAnswer(host, self.patience.as_secs()),
            Error::ConnectionFailed => RemoteFault::NotReached(host),
            Error::BodyExceedsLimit(_) => RemoteFault::TooLarge(LARGEST_ANSWER >> 20),
            Error::Tls(_) | Error::TlsRequired | Error::Pem(_) => RemoteFault::Tls(host),
            Error::Rustls(error) => tls_fault(&error.to_string(), host),
            Error::Io(error) => io_fault(error, host),
            Error::Decompress(_, error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                RemoteFault::Cut(host)
            }
            _ => self.unreadable(),
        }
    }
}

impl RemoteFault {
    /// Whether the same request may succeed a little later.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::NotReached(_)
                | Self::SlowConnection(..)
                | Self::SlowAnswer(..)
                | Self::Cut(_)
                | Self::Busy(_)
        )
    }
}

fn io_fault(error: &io::Error, host: String) -> RemoteFault {
    // The standard library has no kind for it that could be named.
    if error.to_string().contains("lookup address") {
        return RemoteFault::NoHost(host);
    }
    match error.kind() {
        io::ErrorKind::InvalidData => tls_fault(&error.to_string(), host),
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable => RemoteFault::NotReached(host),
        _ => RemoteFault::Cut(host),
    }
}

/// The library for TLS tells apart by its texts what is one kind to its caller.
fn tls_fault(said: &str, host: String) -> RemoteFault {
    if said.contains("certificate") { RemoteFault::Certificate(host) } else { RemoteFault::Tls(host) }
}

/// The index that a path names, for a sentence.
fn name_in(path: &str) -> String {
    path.split(['/', '?']).next().unwrap_or_default().to_owned()
}

/// What an engine gives as its reason.
fn reason(body: &[u8]) -> String {
    let said: Option<Value> = serde_json::from_slice(body).ok();
    let said = said.as_ref().and_then(|said| said.get("error"));
    let text = said.and_then(|error| {
        error.pointer("/root_cause/0/reason").or_else(|| error.get("reason")).or(Some(error))
    });
    let text: String = text.and_then(Value::as_str).unwrap_or_default().chars().take(REASON).collect();
    CleanText::line(&text).to_string()
}

/// The pause before an attempt is made again after `made` of them: random, so that many clients do not come at once.
pub(super) fn pause(made: u32) -> Duration {
    let longest = FIRST_PAUSE.saturating_mul(1 << made.saturating_sub(1).min(16)).min(LONGEST_PAUSE);
    let random = RandomState::new().build_hasher().finish() % 1000;
    longest / 2 + longest.mul_f64(random as f64 / 2000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_growing() {
        for (made, least, most) in [(1, 125, 250), (2, 250, 500), (4, 1000, 2000), (40, 10_000, 20_000)] {
            let pause = pause(made).as_millis();
            assert!((least..=most).contains(&pause), "{made}: {pause}");
        }
    }

    #[test]
    fn a_reason_is_found_cleaned_and_cut() {
        let said = br#"{"error":{"root_cause":[{"type":"x","reason":"no \u001b[31m room"}],"reason":"y"}}"#;
        assert_eq!(reason(said), "no  room");
        assert_eq!(reason(br#"{"error":"z"}"#), "z");
        assert_eq!(reason(b"<html>"), "");
    }
}
