//! Where an engine is: the parts of `https://user@host:port/prefix/index`.
//!
//! What must not go in: secrets (see `secrets`), and connecting.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::path::Path;

use crate::messages::RemoteFault;

/// The longest name of an index, in bytes.
const LONGEST_NAME: usize = 200;

/// Where an engine is, without the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineAddress {
    /// Whether the connection is encrypted.
    pub encrypted: bool,
    /// Who asks, if the address says so.
    pub user: Option<String>,
    /// The machine; an address of IPv6 in brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The path below which the engine answers: empty, or `/a/b`, percent-encoded.
    pub prefix: String,
}

/// The name of an index or of an alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexName(String);

/// Whether an argument is the address of an engine, not a path.
pub fn is_url(argument: &Path) -> bool {
    let bytes = argument.as_os_str().as_encoded_bytes();
    [&b"http://"[..], b"https://"]
        .iter()
        .any(|scheme| bytes.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

impl IndexName {
    /// The name, if an index can have it.
    ///
    /// # Errors
    /// No index can have it.
    pub fn new(name: &str) -> Result<Self, RemoteFault> {
        let is_fit = |c: char| {
            !c.is_uppercase() && !c.is_whitespace() && !c.is_control() && !"\\/*?\"<>|,#:".contains(c)
        };
        let is_fine = !name.is_empty()
            && name.len() <= LONGEST_NAME
            && !name.starts_with(['-', '_', '+', '.'])
            && name.chars().all(is_fit);
        if is_fine { Ok(Self(name.to_owned())) } else { Err(RemoteFault::IndexName(name.to_owned())) }
    }

    /// As the user reads it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a part of a path.
    pub fn in_path(&self) -> String {
        encoded(&self.0)
    }
}

impl EngineAddress {
    /// Reads `scheme://[user@]host[:port][/prefix]`.
    ///
    /// # Errors
    /// It is none, or holds a password.
    pub fn parse(url: &str) -> Result<Self, RemoteFault> {
        let no_url = || RemoteFault::NoUrl(without_user(url));
        let (scheme, rest) = url.trim().split_once("://").ok_or_else(no_url)?;
        let encrypted = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(no_url()),
        };
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, machine) = match authority.rsplit_once('@') {
            Some((user, machine)) => (Some(user), machine),
            None => (None, authority),
        };
        if user.is_some_and(|user| user.contains(':')) {
            return Err(RemoteFault::PasswordInUrl);
        }
        if rest.contains(['?', '#']) || rest.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(no_url());
        }
        let (host, port) = host_and_port(machine, encrypted).ok_or_else(no_url)?;
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let mut prefix = String::new();
        for segment in segments {
            let segment = decoded(segment).filter(|segment| segment != "." && segment != "..");
            prefix.push('/');
            prefix.push_str(&encoded(&segment.ok_or_else(no_url)?));
        }
        let user = user.map(|user| decoded(user).ok_or_else(no_url)).transpose()?;
        Ok(Self { encrypted, user: user.filter(|user| !user.is_empty()), host, port, prefix })
    }

    /// Reads the same with the name of an index at its end.
    ///
    /// # Errors
    /// It is none, holds a password, or names no index.
    pub fn parse_library(url: &str) -> Result<(Self, IndexName), RemoteFault> {
        let whole = Self::parse(url)?;
        let Some((prefix, name)) = whole.prefix.rsplit_once('/') else {
            return Err(RemoteFault::NoIndexInUrl(whole.url()));
        };
        let name = IndexName::new(&decoded(name).unwrap_or_default())?;
        Ok((Self { prefix: prefix.to_owned(), ..whole }, name))
    }

    /// The address as it is asked, without the user: `https://host:9200/prefix`.
    pub fn url(&self) -> String {
        let scheme = if self.encrypted { "https" } else { "http" };
        if self.port == default_port(self.encrypted) {
            format!("{scheme}://{}{}", self.host, self.prefix)
        } else {
            format!("{scheme}://{}:{}{}", self.host, self.port, self.prefix)
        }
    }

    /// The address of an index below it.
    pub fn url_of(&self, index: &IndexName) -> String {
        format!("{}/{}", self.url(), index.in_path())
    }

    /// Whether the engine is on this machine, so that nothing goes over a network.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost")
            || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

fn default_port(encrypted: bool) -> u16 {
    if encrypted { 443 } else { 80 }
}

fn host_and_port(machine: &str, encrypted: bool) -> Option<(String, u16)> {
    let (host, port) = match machine.rfind(']') {
        Some(end) => machine.split_at_checked(end + 1)?,
        None => machine.split_at_checked(machine.find(':').unwrap_or(machine.len()))?,
    };
    let port = match port.strip_prefix(':') {
        Some(port) => port.parse().ok().filter(|port| *port > 0)?,
        None if port.is_empty() => default_port(encrypted),
        None => return None,
    };
    let is_name = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let is_address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .is_some_and(|host| host.parse::<std::net::Ipv6Addr>().is_ok());
    (!host.is_empty() && (is_name || is_address)).then(|| (host.to_ascii_lowercase(), port))
}

/// What an address that is none may be shown as: a password in it must not be.
fn without_user(url: &str) -> String {
    url.rsplit_once('@').map_or(url, |(_, rest)| rest).to_owned()
}

/// Percent-encodes all but letters, digits and a few signs.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Undoes percent-encoding; none if it is broken.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> Option<(bool, Option<String>, String, u16, String)> {
        let EngineAddress { encrypted, user, host, port, prefix } = EngineAddress::parse(url).ok()?;
        Some((encrypted, user, host, port, prefix))
    }

    #[test]
    fn the_parts_of_an_address_are_told_apart() {
        let of = |encrypted, user: Option<&str>, host: &str, port, prefix: &str| {
            Some((encrypted, user.map(str::to_owned), host.to_owned(), port, prefix.to_owned()))
        };
        assert_eq!(parts("http://localhost:9200"), of(false, None, "localhost", 9200, ""));
        assert_eq!(parts("https://Es.Example.ORG/a//b/"), of(true, None, "es.example.org", 443, "/a/b"));
        assert_eq!(parts("https://lin@h/新闻"), of(true, Some("lin"), "h", 443, "/%E6%96%B0%E9%97%BB"));
        assert_eq!(parts("http://[::1]:9200/x"), of(false, None, "[::1]", 9200, "/x"));
        for url in [
            "",
            "h:9200",
            "ftp://h",
            "http://",
            "http://h:0",
            "http://h:99999",
            "http://h?x",
            "http://a b",
            "http://h/..",
            "http://h/%zz",
        ] {
            assert_eq!(parts(url), None, "{url}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        assert_eq!(EngineAddress::parse("https://lin:secret@h/x"), Err(RemoteFault::PasswordInUrl));
        let said = format!("{:?}", EngineAddress::parse("ftp://lin:secret@h/x"));
        assert!(!said.contains("secret"), "{said}");
    }

    #[test]
    fn the_last_part_names_the_index() {
        let (address, name) = EngineAddress::parse_library("https://h:9200/a/b/%E6%96%B0").unwrap();
        assert_eq!((address.url().as_str(), name.as_str()), ("https://h:9200/a/b", "新"));
        assert_eq!(address.url_of(&name), "https://h:9200/a/b/%E6%96%B0");
        assert!(matches!(EngineAddress::parse_library("https://h:9200"), Err(RemoteFault::NoIndexInUrl(_))));
        for name in ["", "A", "_x", "-x", "a b", "a*", "a,b", ".x", "a/b"] {
            assert!(IndexName::new(name).is_err(), "{name}");
        }
    }

    #[test]
    fn this_machine_is_known() {
        let is_here = |url| EngineAddress::parse(url).unwrap().is_loopback();
        assert!(is_here("http://localhost") && is_here("http://127.8.0.1:9200") && is_here("http://[::1]"));
        assert!(!is_here("http://10.0.0.1") && !is_here("http://localhost.example.org"));
        assert!(
            is_url(Path::new("HTTPS://h/x")) && !is_url(Path::new("https:/h")) && !is_url(Path::new("x"))
        );
    }
}
