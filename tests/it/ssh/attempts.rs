//! The ways out. Each is tried in the same way with and without the recipe, and says whether it has led anywhere.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixListener;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::server::{DEADLINE, Protection, Server, free_port};
use crate::harness::Pty;

/// What the server behind the server says.
const BANNER: &[u8] = b"behind the wall";

pub(crate) struct Attempt {
    pub(crate) name: String,
    /// Whether it succeeds without the recipe. Some need a mistake that nobody has made yet.
    pub(crate) possible: bool,
    run: Box<dyn Fn(&Server) -> bool>,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl Attempt {
    pub(crate) fn succeeds(&self, server: &Server) -> bool {
        (self.run)(server)
    }
}

fn attempt(name: impl Into<String>, run: impl Fn(&Server) -> bool + 'static) -> Attempt {
    Attempt { name: name.into(), possible: true, run: Box::new(run) }
}

/// The same for one that leads nowhere even without the recipe.
fn hopeless(attempt: Attempt) -> Attempt {
    Attempt { possible: false, ..attempt }
}

pub(crate) fn all() -> Vec<Attempt> {
    [commands(), files(), forwarding(), environment(), terminals(), keys()].into_iter().flatten().collect()
}

fn commands() -> Vec<Attempt> {
    let commands =
        ["id", "/bin/sh -c id", "exec id", "xinglan --encoding=big5 /etc; id", "echo $(id)", "true\nid"];
    let without_terminal = commands.map(|command| {
        attempt(format!("command {command:?}"), move |server| {
            server.run("ssh", &["reader", command]).contains("uid=")
        })
    });
    let with_terminal = attempt("command with a terminal", |server| {
        let argv = server.client("ssh", &["-tt", "reader", "id; cat"]);
        let mut pty = Pty::spawn_command(&argv.iter().map(String::as_str).collect::<Vec<_>>(), 80, 24, &[]);
        let shown = if server.protection == Protection::None { "uid=" } else { "走二十里" };
        pty.wait_for(shown).screen().contains("uid=")
    });
    let argument = attempt("folder as a command", |server| {
        let argv = server.client("ssh", &["-tt", "reader", "ls /; cat"]);
        let mut pty = Pty::spawn_command(&argv.iter().map(String::as_str).collect::<Vec<_>>(), 80, 24, &[]);
        let shown = if server.protection == Protection::None { "etc" } else { "走二十里" };
        pty.wait_for(shown).screen().contains("etc")
    });
    without_terminal.into_iter().chain([with_terminal, argument]).collect()
}

fn files() -> Vec<Attempt> {
    let fetch = |name: &'static str, program: &'static str, option: &'static str| {
        attempt(name, move |server| {
            let (from, to) = (format!("reader:{}", server.path("secret")), server.path("stolen"));
            server.run(program, &[option, &from, &to]);
            fs::remove_file(to).is_ok()
        })
    };
    let put = attempt("put a file by scp", |server| {
        let target = server.path("planted");
        server.run("scp", &["-q", &server.path("client.conf"), &format!("reader:{target}")]);
        fs::remove_file(target).is_ok()
    });
    let subsystem = attempt("sftp as a subsystem", |server| {
        let argv = server.client("ssh", &["-s", "reader", "sftp"]);
        let mut command = Command::new(&argv[0]);
        command.args(&argv[1..]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        // SSH_FXP_INIT, version 3; the answer would be SSH_FXP_VERSION (2). The other side may have gone already.
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(&[0, 0, 0, 5, 1, 0, 0, 0, 3]);
        let mut answer = [0; 5];
        let answered = child.stdout.take().unwrap().read_exact(&mut answer).is_ok();
        drop(stdin);
        child.wait().unwrap();
        answered && answer[4] == 2
    });
    vec![
        fetch("fetch by scp", "scp", "-q"),
        fetch("fetch by old scp", "scp", "-O"),
        fetch("fetch by sftp", "sftp", "-q"),
        put,
        subsystem,
    ]
}

/// A server that a forwarding should not reach, on a port and on a socket.
fn behind(server: &Server) -> (u16, String) {
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = tcp.local_addr().unwrap().port();
    let path = server.path(&format!("behind-{port}"));
    let unix = UnixListener::bind(&path).unwrap();
    // A client that has gone before it was answered is none of its business.
    thread::spawn(move || tcp.incoming().flatten().for_each(|mut stream| _ = stream.write_all(BANNER)));
    thread::spawn(move || unix.incoming().flatten().for_each(|mut stream| _ = stream.write_all(BANNER)));
    (port, path)
}

/// A client in the background, killed when it is no longer needed.
struct Background(Child);

impl Background {
    fn start(argv: &[String]) -> Self {
        let mut command = Command::new(&argv[0]);
        command.args(&argv[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self(command.spawn().unwrap())
    }

    /// Connects to a port that this client, or the server for it, should open; `None` when the client gives up.
    fn connect(&mut self, port: u16) -> Option<TcpStream> {
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
                stream.set_read_timeout(Some(DEADLINE)).unwrap();
                return Some(stream);
            }
            if self.0.try_wait().unwrap().is_some() {
                return None;
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("neither a port nor an end");
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn hears_the_banner(stream: Option<TcpStream>) -> bool {
    let mut heard = vec![0; BANNER.len()];
    stream.is_some_and(|mut stream| stream.read_exact(&mut heard).is_ok()) && heard == BANNER
}

fn forwarding() -> Vec<Attempt> {
    let forward = |server: &Server, kind: &str, spec: &str, port: u16| {
        let args = ["-N", "-o", "ExitOnForwardFailure=yes", kind, spec, "reader"];
        hears_the_banner(Background::start(&server.client("ssh", &args)).connect(port))
    };
    let local = attempt("-L to a port", move |server| {
        let (port, (behind, _)) = (free_port(), behind(server));
        forward(server, "-L", &format!("127.0.0.1:{port}:127.0.0.1:{behind}"), port)
    });
    let socket = attempt("-L to a socket", move |server| {
        let (port, (_, path)) = (free_port(), behind(server));
        forward(server, "-L", &format!("127.0.0.1:{port}:{path}"), port)
    });
    let remote = attempt("-R", move |server| {
        let (port, (behind, _)) = (free_port(), behind(server));
        forward(server, "-R", &format!("127.0.0.1:{port}:127.0.0.1:{behind}"), port)
    });
    let socks = attempt("-D", |server| {
        let (port, (behind, _)) = (free_port(), behind(server));
        let mut client =
            Background::start(&server.client("ssh", &["-N", "-D", &format!("127.0.0.1:{port}"), "reader"]));
        let mut stream = client.connect(port).unwrap();
        let [high, low] = behind.to_be_bytes();
        stream.write_all(&[5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, high, low]).unwrap();
        // The choice of a method and the answer come first; without the connection there is nothing behind them.
        let answered = stream.read_exact(&mut [0; 2 + 10]).is_ok();
        hears_the_banner(answered.then_some(stream))
    });
    let direct = attempt("-W", |server| {
        let (behind, _) = behind(server);
        server.run("ssh", &["-W", &format!("127.0.0.1:{behind}"), "reader"]).contains("behind the wall")
    });
    let agent = attempt("-A", |server| {
        let socket = server.path(&format!("agent-{}", free_port()));
        let argv = ["ssh-agent", "-D", "-a", &socket].map(str::to_owned);
        let _agent = Background::start(&argv);
        await_file(&socket);
        let _client = server.login(&["-A"], &[("SSH_AUTH_SOCK", &socket)]);
        environment_of(server.inside()).iter().any(|variable| variable.starts_with("SSH_AUTH_SOCK="))
    });
    let windows = attempt("-Y", |server| {
        let _client = server.login(&["-Y"], &[("DISPLAY", "127.0.0.1:99")]);
        environment_of(server.inside()).iter().any(|variable| variable.starts_with("DISPLAY="))
    });
    vec![local, socket, remote, socks, direct, agent, windows]
}

fn await_file(path: &str) {
    let end = Instant::now() + DEADLINE;
    while fs::metadata(path).is_err() {
        assert!(Instant::now() < end, "{path} does not come");
        thread::sleep(Duration::from_millis(5));
    }
}

/// The environment a process was started with.
fn environment_of(pid: u32) -> Vec<String> {
    let bytes = fs::read(format!("/proc/{pid}/environ")).unwrap();
    bytes.split(|byte| *byte == 0).map(|variable| String::from_utf8_lossy(variable).into_owned()).collect()
}

fn environment() -> Vec<Attempt> {
    let brought = |variable: &'static str| {
        attempt(format!("SetEnv {variable}"), move |server| {
            let _client = server.login(&["-o", &format!("SetEnv={variable}")], &[]);
            environment_of(server.inside()).contains(&variable.to_owned())
        })
    };
    let variables = [
        "LD_PRELOAD=/nowhere/evil.so",
        "LD_LIBRARY_PATH=/nowhere",
        "GLIBC_TUNABLES=glibc.malloc.check=3",
        "LESSOPEN=|id",
        "BASH_ENV=/nowhere/evil",
        "ENV=/nowhere/evil",
        "XDG_STATE_HOME=/nowhere",
        "RUST_BACKTRACE=full",
        "EDITOR=id",
    ];
    // sshd sets these itself, after it has taken what was sent.
    let own = ["HOME=/nowhere", "PATH=/nowhere", "SHELL=/nowhere"];
    let ran = |variable: &'static str| {
        attempt(format!("SetEnv {variable} is run"), move |server| {
            let client = server.login(&["-o", &format!("SetEnv={variable}")], &[]);
            let bytes = String::from_utf8_lossy(&client.bytes()).into_owned();
            bytes.contains("uid=") || bytes.contains("\x1b]0;")
        })
    };
    let values = ["LC_ALL=$(id)", "LANG=`id`", "COLORTERM=\x1b]0;title\x07"];
    let brought_in = variables.map(brought).into_iter();
    brought_in
        .chain(own.map(|own| hopeless(brought(own))))
        .chain(values.map(|value| hopeless(ran(value))))
        .collect()
}

/// Types of terminals that are none. They lead somewhere if the session goes on as if nothing were wrong.
fn terminals() -> Vec<Attempt> {
    let kinds =
        ["../../../etc/passwd", "xterm\nid", "%s%n%s%n", "$(id)", "\x1b[6n", "x y", &"x".repeat(5000)];
    kinds.map(|kind| terminal(kind.to_owned())).into()
}

fn terminal(kind: String) -> Attempt {
    let name: String = kind.escape_debug().take(40).collect();
    attempt(format!("TERM={name}"), move |server| {
        let argv = server.client("ssh", &["-tt", "reader"]);
        let argv: Vec<&str> = argv.iter().map(String::as_str).collect();
        let mut pty = Pty::spawn_command(&argv, 80, 24, &[("TERM", &kind)]);
        if server.protection == Protection::None {
            pty.send(b"echo lo''gged in\r").wait_for("logged in");
            return true;
        }
        let refused = pty.wait_exit().exit_code() == 2 && pty.screen().contains("终端类型（TERM）只能是");
        !refused || pty.bytes().contains(&b'\x1b')
    })
}

/// Keys that are a way out of other programs, and then a command for the shell that may be there now.
fn keys() -> Vec<Attempt> {
    let keys: [(&str, &[u8]); 16] = [
        ("!", b"!"),
        ("!id", b"!id"),
        (":", b":"),
        (":e /etc/passwd", b":e /etc/passwd"),
        (":!id", b":!id"),
        ("|", b"|"),
        ("e", b"e"),
        ("v", b"v"),
        ("s file", b"s file"),
        ("o", b"o"),
        ("^X^V", b"\x18\x16"),
        ("^Z", b"\x1a"),
        ("^\\", b"\x1c"),
        ("^C", b"\x03"),
        ("^C^C^C^Z", b"\x03\x03\x03\x1a"),
        ("a paste with control bytes", b"\x1b[200~\x1b[201\x03\x1a!id\x1b]0;x\x07\x1b[201~"),
    ];
    let key = |(name, bytes)| attempt(format!("key {name}"), move |server| typed(server, bytes));
    // The shell has an editor behind this one, which the rest would be typed into.
    let editor = hopeless(key(("^X^E", b"\x18\x05")));
    keys.into_iter().map(key).chain([editor]).collect()
}

fn typed(server: &Server, keys: &[u8]) -> bool {
    let mut pty = server.login(&[], &[]);
    pty.send(keys).send(b"\recho in''side; echo a''ll\r");
    match server.protection {
        Protection::None => pty.wait_for("all"),
        // Out of whatever is open, and help: it has read everything, and lives.
        _ => pty.send(b"\x03\x03\x03\x1bOP").wait_for("【帮助】"),
    };
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    ["inside", "uid=", "root:x:0:"].iter().any(|sign| bytes.contains(sign))
}
