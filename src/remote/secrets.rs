//! What proves to an engine who asks, and whom this program trusts: from the environment or from `remotes.toml`.
//!
//! Never from the command line, where all users of a machine can read it. What must not go in: addresses, and sending.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::process::{Resource, Rlimit, setrlimit};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::address::EngineAddress;
use super::foreign::ForeignFields;
use crate::corpus::walk::shown_path;
use crate::messages::RemoteFault;
use crate::store::{OwnFile, open_regular};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 20;
/// Permissions of others on a file.
const FOREIGN: u32 = 0o077;

/// A text that is never shown, and overwrites nothing in a dump because there is none, see [`Access::of`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Who asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Nobody in particular.
    #[default]
    Absent,
    /// A user with a password.
    Password(String, Secret),
    /// Whoever has this key.
    ApiKey(Secret),
}

/// How an engine is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// Who asks.
    pub credentials: Credentials,
    /// A file with the certificates of the authorities that are trusted instead of the usual ones.
    pub authorities: Option<PathBuf>,
    /// The fields of indices that others have made, by the names of these.
    pub fields: BTreeMap<String, ForeignFields>,
}

/// Where secrets may stand besides `remotes.toml`.
#[derive(Debug, Clone, Default)]
pub struct GivenSecrets {
    api_key: Option<String>,
    password: Option<String>,
    user: Option<String>,
    file: Option<PathBuf>,
}

impl GivenSecrets {
    /// What the environment of this process says, and where its user keeps more.
    pub fn of_process() -> Self {
        let file = directories::ProjectDirs::from("", "", "xinglan")
            .map(|folders| folders.config_dir().join("remotes.toml"));
        Self { file, ..Self::of_environment() }
    }

    /// What the environment of this process says, and nothing else.
    pub fn of_environment() -> Self {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            api_key: variable("XINGLAN_API_KEY"),
            password: variable("XINGLAN_PASSWORD"),
            user: variable("XINGLAN_USER"),
            file: None,
        }
    }
}

impl Access {
    /// How the engine at `address` is asked: what the environment says, else what `remotes.toml` says of it.
    ///
    /// As soon as there is a secret, the process leaves no core file.
    ///
    /// # Errors
    /// The secrets cannot be read, others can read them, or they would be sent for everybody to read.
    pub fn of(
        address: &EngineAddress,
        authorities: Option<PathBuf>,
        said: &GivenSecrets,
    ) -> Result<Self, RemoteFault> {
        let listed = match &said.file {
            Some(file) => listed(file, address)?,
            None => Listed::default(),
        };
        let user = address.user.clone().or_else(|| said.user.clone()).or(listed.user);
        let credentials = match (&said.api_key, &said.password) {
            (Some(key), _) => Credentials::ApiKey(Secret(key.clone())),
            (None, Some(password)) => with_password(user, password.clone())?,
            (None, None) => match (listed.api_key, listed.password) {
                (Some(key), _) => Credentials::ApiKey(Secret(key)),
                (None, Some(password)) => with_password(user, password)?,
                (None, None) => Credentials::Absent,
            },
        };
        if credentials != Credentials::Absent {
            if !address.encrypted && !address.is_loopback() {
                return Err(RemoteFault::PasswordInClear(address.host.clone()));
            }
            // Without the right to lower the limit nothing else is to be done.
            let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        }
        Ok(Self { credentials, authorities: authorities.or(listed.authorities), fields: listed.fields })
    }
}

impl Credentials {
    /// The value of the header that carries them.
    pub(super) fn header(&self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::ApiKey(Secret(key)) => Some(format!("ApiKey {key}")),
            Self::Password(user, Secret(password)) => {
                Some(format!("Basic {}", base64(format!("{user}:{password}").as_bytes())))
            }
        }
    }
}

fn with_password(user: Option<String>, password: String) -> Result<Credentials, RemoteFault> {
    Ok(Credentials::Password(user.ok_or(RemoteFault::NoUser)?, Secret(password)))
}

/// What `remotes.toml` says of an engine.
#[derive(Debug, Default)]
struct Listed {
    user: Option<String>,
    password: Option<String>,
    api_key: Option<String>,
    authorities: Option<PathBuf>,
    fields: BTreeMap<String, ForeignFields>,
}

/// What `file` says of the engine at `address`: the first entry whose address is the same or above it.
fn listed(file: &Path, address: &EngineAddress) -> Result<Listed, RemoteFault> {
    let unreadable = |error: std::io::Error| RemoteFault::SecretsUnreadable(error.into());
    let (_, metadata) = match open_regular(file, true) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Listed::default()),
        opened => opened.map_err(unreadable)?,
    };
    if metadata.permissions().mode() & FOREIGN != 0 {
        return Err(RemoteFault::SecretsOpen(shown_path(file)));
    }
    let bytes = OwnFile::new(file, LARGEST).following_links().read().map_err(unreadable)?;
    let text =
        String::from_utf8(bytes.unwrap_or_default()).map_err(|_no_text| RemoteFault::SecretsLine(1))?;
    parsed(&text, address)
}

fn parsed(text: &str, address: &EngineAddress) -> Result<Listed, RemoteFault> {
    let line = |start: usize| text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    let table = DeTable::parse(text)
        .map_err(|error| RemoteFault::SecretsLine(error.span().map_or(1, |span| line(span.start))))?;
    let Some(remotes) = table.get_ref().get("remote") else { return Ok(Listed::default()) };
    let DeValue::Array(remotes) = remotes.get_ref() else {
        return Err(RemoteFault::SecretsLine(line(remotes.span().start)));
    };
    for remote in remotes {
        let DeValue::Table(remote_table) = remote.get_ref() else {
            return Err(RemoteFault::SecretsLine(line(remote.span().start)));
        };
        let (mut listed, mut fits) = (Listed::default(), false);
        for (name, value) in remote_table {
            let wrong = || RemoteFault::SecretsLine(line(name.span().start));
            if let (DeValue::Table(indices), "fields") = (value.get_ref(), name.get_ref().as_ref()) {
                listed.fields = fields(indices).ok_or_else(wrong)?;
            }
            let DeValue::String(value) = value.get_ref() else { continue };
            let value = value.to_string();
            match name.get_ref().as_ref() {
                "url" => fits = is_below(address, &EngineAddress::parse(&value).map_err(|_no_url| wrong())?),
                "user" => listed.user = Some(value),
                "password" => listed.password = Some(value),
                "api_key" => listed.api_key = Some(value),
                "ca" => listed.authorities = Some(PathBuf::from(value)),
                _ => {}
            }
        }
        if fits {
            return Ok(listed);
        }
    }
    Ok(Listed::default())
}

/// Which fields of each index are what; none if one has no text or no title.
fn fields(indices: &DeTable<'_>) -> Option<BTreeMap<String, ForeignFields>> {
    let of_index = |(name, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        let DeValue::Table(table) = value.get_ref() else { return None };
        let field = |wanted: &str| match table.get(wanted).map(Spanned::get_ref) {
            Some(DeValue::String(field)) => Some(field.to_string()),
            _ => None,
        };
        let (title, text) = (field("title")?, field("text")?);
        let fields = ForeignFields { title, text, date: field("date"), section: field("section") };
        Some((name.get_ref().to_string(), fields))
    };
    indices.iter().map(of_index).collect()
}

fn is_below(address: &EngineAddress, above: &EngineAddress) -> bool {
    let rest = address.prefix.strip_prefix(above.prefix.as_str());
    (address.encrypted, &address.host, address.port) == (above.encrypted, &above.host, above.port)
        && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Base64 as HTTP has it, for user and password.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(group.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if at > group.len() { '=' } else { letter.into() });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::OpenOptionsExt;

    use super::*;
    use std::io::Write;

    const LIST: &str = "
[[remote]]
url = 'https://h:9200/a'
user = 'lin'
password = 'p1'
ca = '/etc/ca.pem'

[[remote]]
url = 'https://h:9200'
api_key = 'k2'
";

    fn access(url: &str, said: &GivenSecrets) -> Result<Access, RemoteFault> {
        Access::of(&EngineAddress::parse(url).unwrap(), None, said)
    }

    fn file(mode: u32, text: &str) -> (tempfile::TempDir, GivenSecrets) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("remotes.toml");
        let mut options = std::fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(mode).open(&path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        (folder, GivenSecrets { file: Some(path), ..GivenSecrets::default() })
    }

    #[test]
    fn the_first_fitting_entry_counts() {
        let (_folder, said) = file(0o600, LIST);
        let below = access("https://h:9200/a/b", &said).unwrap();
        assert_eq!(below.credentials, Credentials::Password("lin".into(), Secret("p1".into())));
        assert_eq!(below.authorities, Some(PathBuf::from("/etc/ca.pem")));
        assert_eq!(
            access("https://h:9200/ab", &said).unwrap().credentials,
            Credentials::ApiKey(Secret("k2".into()))
        );
        assert_eq!(access("https://other", &said).unwrap(), Access::default());
    }

    #[test]
    fn the_environment_comes_first_and_nothing_shows_a_secret() {
        let (_folder, listed) = file(0o600, LIST);
        let said = GivenSecrets { password: Some("geheim".into()), ..listed };
        let access = access("https://su@h:9200/a", &said).unwrap();
        assert_eq!(access.credentials.header().as_deref(), Some("Basic c3U6Z2VoZWlt"));
        assert!(!format!("{access:?}").contains("geheim"));
    }

    #[test]
    fn open_files_and_open_connections_are_refused() {
        let (_folder, said) = file(0o640, LIST);
        assert!(matches!(access("https://h:9200", &said), Err(RemoteFault::SecretsOpen(_))));
        let said = GivenSecrets { api_key: Some("k".into()), ..GivenSecrets::default() };
        assert_eq!(access("http://h", &said), Err(RemoteFault::PasswordInClear("h".into())));
        assert!(access("http://127.0.0.1:9200", &said).is_ok());
        let said = GivenSecrets { password: Some("p".into()), ..GivenSecrets::default() };
        assert_eq!(access("https://h", &said), Err(RemoteFault::NoUser));
    }

    #[test]
    fn a_wrong_line_is_named() {
        for (text, line) in [("[[remote]]\nurl = 'h'", 2), ("remote = 1", 1), ("\n[[remote", 2)] {
            let (_folder, said) = file(0o600, text);
            assert_eq!(access("https://h", &said), Err(RemoteFault::SecretsLine(line)), "{text}");
        }
    }

    #[test]
    fn base64_is_padded() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }
}
