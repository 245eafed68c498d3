//! What goes wrong with an engine elsewhere, in English.

use super::faults::system;
use crate::messages::RemoteFault;

pub(super) fn remote(fault: &RemoteFault) -> String {
    match fault {
        RemoteFault::NoUrl(text) => {
            format!("“{text}” is no address; write https://HOST:9200/PREFIX/INDEX")
        }
        RemoteFault::PasswordInUrl => {
            "A password in an address can be read by others; use XINGLAN_PASSWORD or remotes.toml".to_owned()
        }
        RemoteFault::NoIndexInUrl(url) => format!("{url} names no index; write {url}/INDEX"),
        RemoteFault::IndexName(name) => format!(
            "“{name}” is no name for an index: lower-case letters, digits, - and _, and neither - nor _ first"
        ),
        RemoteFault::PasswordInClear(host) => {
            format!("The connection to {host} is not encrypted, so no password was sent; use https://")
        }
        RemoteFault::NoUser => "There is a password without a user; write https://USER@HOST".to_owned(),
        RemoteFault::SecretsOpen(path) => {
            format!("Others can read {path}, so it was not used; chmod 600 {path} first")
        }
        RemoteFault::SecretsUnreadable(fault) => format!("remotes.toml was not read: {}", system(*fault)),
        RemoteFault::SecretsLine(line) => format!("Line {line} of remotes.toml is wrong"),
        RemoteFault::SecretUnusable => "The key or password has characters that cannot be sent".to_owned(),
        RemoteFault::NoCertificates(path) => format!("{path} has no certificate"),
        RemoteFault::NoHost(host) => format!("There is no machine {host}"),
        RemoteFault::NotReached(host) => format!("{host} cannot be reached"),
        RemoteFault::SlowConnection(host, seconds) => format!("No connection to {host} in {seconds} s"),
        RemoteFault::SlowAnswer(host, seconds) => format!("No answer from {host} in {seconds} s"),
        RemoteFault::Cut(host) => format!("The connection to {host} broke"),
        RemoteFault::Certificate(host) => {
            format!("The certificate of {host} is not trusted; name your own authority with --ca")
        }
        RemoteFault::Tls(host) => format!("{host} does not agree on an encrypted connection"),
        RemoteFault::Unauthorised => "The engine does not accept this user and password (401)".to_owned(),
        RemoteFault::Forbidden => "The engine does not allow this (403)".to_owned(),
        RemoteFault::NoIndex(name) => format!("The engine has no {name} (404)"),
        RemoteFault::Busy(status) => format!("The engine is too busy ({status})"),
        RemoteFault::Refused(status, reason) if reason.is_empty() => format!("The engine refused ({status})"),
        RemoteFault::Refused(status, reason) => format!("The engine refused ({status}): {reason}"),
        RemoteFault::Redirected(status) => {
            format!("The engine sends on to elsewhere ({status}); that was not followed")
        }
        RemoteFault::TooLarge(mebibytes) => {
            format!("The answer of the engine is over {mebibytes} MiB and was not taken")
        }
        RemoteFault::Unreadable(host) => {
            format!("The answer of {host} makes no sense; perhaps it is no search engine")
        }
        RemoteFault::NotOurs(index) => not_ours(index),
        RemoteFault::Version(index, version) => {
            format!(
                "{index} was pushed by another version of xinglan (layout {version}); push it with --anew"
            )
        }
        RemoteFault::Missing(1) => "1 article was sent and is not in the index; push again".to_owned(),
        RemoteFault::Missing(count) => {
            format!("{count} articles were sent and are not in the index; push again")
        }
        RemoteFault::Unfinished(index) => format!("{index} has not been pushed to the end yet"),
        fault => of_query(fault),
    }
}

/// What is said of an index that somebody else has made.
fn not_ours(index: &str) -> String {
    format!("{index} was not pushed by xinglan; to read it, name its fields in remotes.toml")
}

/// What of a query or a list an engine does not do.
fn of_query(fault: &RemoteFault) -> String {
    match fault {
        RemoteFault::NothingToLookUp => {
            "The engine has nothing to look up in this; add a word that articles must have".to_owned()
        }
        RemoteFault::TooManyKeys => {
            "You have starred, read or annotated too many articles (over 65,536) to filter by that there"
                .to_owned()
        }
        RemoteFault::TooMany(found, most) => {
            format!("{found} articles, and at most {most} are fetched at once; ask for fewer")
        }
        RemoteFault::OneAddress => "An address is opened alone, not beside other paths".to_owned(),
        RemoteFault::NoScores => {
            "The engine does not order by hits or relevance; by folders as before".to_owned()
        }
        RemoteFault::NoGroups => "The engine does not group by province".to_owned(),
        RemoteFault::NotRestricted => {
            "--restricted cannot open an address here: the kernel cannot confine it to one port (that needs Linux 6.7 with Landlock)".to_owned()
        }
        _ => String::new(),
    }
}
