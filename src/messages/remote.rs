//! What goes wrong between this program and a search engine elsewhere: one sentence each.
//!
//! What must not go in: what an engine itself says, beyond a short reason that it gives; no secret is ever in a value here.

use super::SystemFault;

/// Why a library elsewhere does not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemoteFault {
    /// This is no address.
    NoUrl(String),
    /// A password stands in the address, where others can read it.
    PasswordInUrl,
    /// The address names no index.
    NoIndexInUrl(String),
    /// No index can have this name.
    IndexName(String),
    /// The password would go over the network for everybody to read.
    PasswordInClear(String),
    /// There is a password and nobody whose it is.
    NoUser,
    /// Others can read the file of the secrets.
    SecretsOpen(String),
    /// The file of the secrets cannot be read.
    SecretsUnreadable(SystemFault),
    /// The file of the secrets is no TOML, or has a value that cannot be, on this line.
    SecretsLine(usize),
    /// A secret holds what no header may.
    SecretUnusable,
    /// The file of the authorities has no certificate.
    NoCertificates(String),
    /// There is no machine of this name.
    NoHost(String),
    /// The machine cannot be reached.
    NotReached(String),
    /// There was no connection within so many seconds.
    SlowConnection(String, u64),
    /// There was no answer within so many seconds.
    SlowAnswer(String, u64),
    /// The connection broke.
    Cut(String),
    /// The certificate of the machine is not to be trusted.
    Certificate(String),
    /// The machine does not speak TLS as it should.
    Tls(String),
    /// Name or password are wrong, or missing.
    Unauthorised,
    /// These are not allowed to do so.
    Forbidden,
    /// There is nothing of this name.
    NoIndex(String),
    /// It is overloaded.
    Busy(u16),
    /// It refuses, with its number and its reason.
    Refused(u16, String),
    /// It sends on to somewhere else.
    Redirected(u16),
    /// The answer is longer than so many MiB.
    TooLarge(u64),
    /// The answer is not one of an engine.
    Unreadable(String),
    /// The index was not made by this program.
    NotOurs(String),
    /// The index was made by another version of the program, with this number.
    Version(String, u64),
    /// So many articles were taken by the engine and are not there.
    Missing(u64),
    /// The index is still being written.
    Unfinished(String),
    /// Nothing in the query can be looked up: a regular expression of which nothing is certain.
    NothingToLookUp,
    /// The query names more of the user's articles than an engine takes.
    TooManyKeys,
    /// The query finds so many articles, more than are fetched.
    TooMany(u64, u64),
    /// An address stands beside other paths.
    OneAddress,
    /// A list elsewhere is not ordered by hits.
    NoScores,
    /// A list elsewhere has no groups, and nothing is folded in it.
    NoGroups,
    /// A reader without an account opens nothing elsewhere.
    NotRestricted,
}
