//! A real sshd on the loopback interface, with keys and files of its own, for the user who runs the test.

use std::env;
use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::harness::{LIBRARY, Pty, XINGLAN};

const CONTRIB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/contrib");

/// Longer than anything takes that is not stuck.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// What a careless administrator allows everybody. The recipe has to take it back for the readers.
const CARELESS: &str = "
AcceptEnv *
AllowAgentForwarding yes
AllowTcpForwarding yes
GatewayPorts yes
KbdInteractiveAuthentication no
PasswordAuthentication no
PermitRootLogin prohibit-password
PermitTunnel yes
PidFile none
# The folder of the test is below one where everybody may write.
StrictModes no
Subsystem sftp internal-sftp
UsePAM no
X11Forwarding yes
";

/// What happens to who logs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protection {
    /// The files in `contrib`.
    Recipe,
    /// The same, but sshd starts the program itself.
    WithoutScript,
    /// Their usual shell: what the attempts would be without the recipe.
    None,
}

/// The server. It ends when this is dropped.
pub(crate) struct Server {
    child: Child,
    files: Files,
    pub(crate) protection: Protection,
}

/// Where sshd is, if it is. Says so if not, and fails with `XINGLAN_REQUIRE_SSHD=1`.
fn sshd() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(["/usr/sbin", "/usr/local/sbin", "/sbin"].map(PathBuf::from));
    let found = folders.map(|folder| folder.join("sshd")).find(|sshd| sshd.is_file());
    if found.is_none() {
        assert!(env::var_os("XINGLAN_REQUIRE_SSHD").is_none(), "there is no sshd on this machine");
        eprintln!("NOT TESTED: there is no sshd on this machine");
    }
    found
}

/// A file of the repository with its paths replaced by those of the test.
fn installed(file: &str, replace: &[(&str, &str)]) -> String {
    let text = fs::read_to_string(Path::new(CONTRIB).join(file)).unwrap();
    replace.iter().fold(text, |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in {file} any more");
        text.replace(from, to)
    })
}

fn user() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The files that the server and its clients need.
struct Files(TempDir);

impl Files {
    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(protection: Protection, port: u16) -> Self {
        let files = Self(tempfile::Builder::new().prefix("xinglan-ssh-").tempdir().unwrap());
        for key in ["host", "user"] {
            let keygen = ["-q", "-t", "ed25519", "-N", "", "-f", &files.path(key)];
            assert!(Command::new("ssh-keygen").args(keygen).status().unwrap().success());
        }
        fs::copy(files.path("user.pub"), files.path("keys")).unwrap();
        fs::write(files.path("secret"), "a secret").unwrap();
        let shell =
            installed("xinglan-shell", &[("/usr/local/bin/xinglan", XINGLAN), ("/srv/articles", LIBRARY)]);
        fs::write(files.path("shell"), shell).unwrap();
        fs::set_permissions(files.path("shell"), PermissionsExt::from_mode(0o755)).unwrap();
        let user = user();
        let readers = files.recipe(protection, &user);
        let host = files.path("host");
        let sshd = format!("ListenAddress 127.0.0.1:{port}\nHostKey {host}\n{CARELESS}{readers}\n");
        fs::write(files.path("sshd.conf"), sshd).unwrap();
        let host = fs::read_to_string(files.path("host.pub")).unwrap();
        fs::write(files.path("known_hosts"), format!("[127.0.0.1]:{port} {host}")).unwrap();
        let client = format!(
            "Host reader\nHostName 127.0.0.1\nPort {port}\nUser {user}\nBatchMode yes\nIdentitiesOnly yes\n\
             IdentityFile {}\nUserKnownHostsFile {}\nGlobalKnownHostsFile /dev/null\n",
            files.path("user"),
            files.path("known_hosts"),
        );
        fs::write(files.path("client.conf"), client).unwrap();
        files
    }

    /// What the configuration of the server says about the readers.
    fn recipe(&self, protection: Protection, user: &str) -> String {
        let command = match protection {
            Protection::Recipe => self.path("shell"),
            Protection::WithoutScript => format!("{XINGLAN} --restricted {LIBRARY}"),
            Protection::None => return format!("AuthorizedKeysFile {}", self.path("keys")),
        };
        let replace = [
            ("Match User reader", format!("Match User {user}")),
            ("/usr/local/bin/xinglan-shell", command),
            ("/etc/xinglan/keys", self.path("keys")),
        ];
        installed("sshd_config.d/xinglan.conf", &replace.each_ref().map(|(from, to)| (*from, to.as_str())))
    }
}

impl Server {
    /// Starts it. `None` where there is no sshd.
    pub(crate) fn start(protection: Protection) -> Option<Self> {
        let sshd = sshd()?;
        let port = free_port();
        let files = Files::write(protection, port);
        let child = serve(&sshd, files.0.path(), port);
        Some(Self { child, files, protection })
    }

    /// A file in the folder of this server.
    pub(crate) fn path(&self, name: &str) -> String {
        self.files.path(name)
    }

    /// A client's command line: `ssh`, `scp` or `sftp`, and its arguments. The server is called `reader`.
    pub(crate) fn client(&self, program: &str, args: &[&str]) -> Vec<String> {
        let config = self.path("client.conf");
        [&[program, "-F", &config], args].concat().iter().map(|part| (*part).to_owned()).collect()
    }

    /// Runs a client to its end: everything it has printed.
    pub(crate) fn run(&self, program: &str, args: &[&str]) -> String {
        let mut command = vec!["timeout".to_owned(), DEADLINE.as_secs().to_string()];
        command.extend(self.client(program, args));
        let output = Command::new(&command[0]).args(&command[1..]).stdin(Stdio::null()).output().unwrap();
        assert_ne!(output.status.code(), Some(124), "{command:?} does not end");
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat()
    }

    /// Logs in with a terminal, and waits until something is on the screen.
    pub(crate) fn login(&self, args: &[&str], env: &[(&str, &str)]) -> Pty {
        let command = self.client("ssh", &[&["-tt"], args, &["reader"]].concat());
        let mut pty =
            Pty::spawn_command(&command.iter().map(String::as_str).collect::<Vec<_>>(), 80, 24, env);
        match self.protection {
            Protection::None => pty.send(b"echo lo''gged in\r").wait_for("logged in"),
            _ => pty.wait_for("走二十里"),
        };
        pty
    }

    /// The process that the only client of this server talks to. Waits for those of earlier clients to go.
    pub(crate) fn inside(&self) -> u32 {
        let reader = fs::canonicalize(XINGLAN).unwrap();
        let end = Instant::now() + DEADLINE;
        loop {
            let mut found = descendants(self.child.id());
            found.retain(|pid| {
                let Ok(program) = fs::read_link(format!("/proc/{pid}/exe")) else { return false };
                match self.protection {
                    Protection::None => !program.to_string_lossy().contains("sshd"),
                    _ => program == reader,
                }
            });
            match (self.protection, &found[..]) {
                (Protection::None, [only]) => return *only,
                // A reader and its parent.
                (Protection::Recipe | Protection::WithoutScript, [_, reader]) => return *reader,
                _ => {}
            }
            assert!(Instant::now() < end, "below sshd: {found:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts sshd and waits until it listens.
fn serve(sshd: &Path, folder: &Path, port: u16) -> Child {
    let log = folder.join("log");
    let start = || {
        let mut command = Command::new(sshd);
        command.args(["-D", "-e", "-f"]).arg(folder.join("sshd.conf"));
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap()
    };
    let mut child = start();
    let end = Instant::now() + DEADLINE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if child.try_wait().unwrap().is_some() {
            // The package's service would have made this folder.
            let said = fs::read_to_string(&log).unwrap();
            let (_, missing) = said
                .split_once("Missing privilege separation directory: ")
                .unwrap_or_else(|| panic!("sshd ended: {said}"));
            fs::create_dir_all(missing.trim()).unwrap();
            child = start();
        }
        assert!(Instant::now() < end, "sshd does not listen: {}", fs::read_to_string(&log).unwrap());
        thread::sleep(Duration::from_millis(5));
    }
    child
}

/// All processes below this one.
fn descendants(pid: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let pids: Vec<u32> = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    let mut family = vec![pid];
    let mut at = 0;
    while let Some(parent) = family.get(at).copied() {
        family.extend(pids.iter().filter(|pid| parent_of(**pid) == Some(parent)));
        at += 1;
    }
    family.split_off(1)
}

fn parent_of(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
