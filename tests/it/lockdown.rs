//! The walls around a reader without an account, tried from inside: what it needs works, everything else is refused by
//! the kernel, and the same attempts succeed without the walls, so that this test can fail.
//!
//! On a kernel without a wall it says so; with `XINGLAN_REQUIRE_LOCKDOWN=1` that is a failure.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, thread};

use xinglan::term::lockdown::{Wall, Walls, lock_down};

/// Tells the program in [`inside`] where it works, and whether it is locked in.
const PLACE: &str = "XINGLAN_LOCKDOWN_PLACE";
const LOCKED: &str = "XINGLAN_LOCKDOWN_LOCKED";

/// A folder with the root `root` (with `article`, `old` and `folder/article`) and the file `secret` beside it.
struct Place(PathBuf);

impl Place {
    fn root(&self, name: &str) -> PathBuf {
        self.0.join("root").join(name)
    }

    fn secret(&self) -> PathBuf {
        self.0.join("secret")
    }
}

type Attempt = (&'static str, fn(&Place) -> io::Result<()>);

/// What a reader does.
const NEEDED: &[Attempt] = &[
    ("read an article", |place| File::open(place.root("article"))?.read_to_end(&mut Vec::new()).map(drop)),
    ("list a folder", |place| fs::read_dir(place.root("folder"))?.try_for_each(|entry| entry.map(drop))),
    ("resolve a name", |place| fs::canonicalize(place.root("folder/article")).map(drop)),
    ("start a thread", |_| {
        thread::Builder::new().name("named".to_owned()).spawn(|| {})?.join().map_err(died)
    }),
    ("read with less priority", |_| Ok(rustix::process::nice(1).map(drop)?)),
    ("wake a thread", |_| UnixStream::pair().map(drop)),
    ("fill memory", |_| Ok(vec![1_u8; 64 << 20]).map(drop)),
];

/// What nobody may do through it.
const FORBIDDEN: &[Attempt] = &[
    ("read a file beside the root", |place| fs::read(place.secret()).map(drop)),
    ("read it by way of the root", |place| fs::read(place.root("../secret")).map(drop)),
    ("read it through a link in the root", |place| fs::read(place.root("link")).map(drop)),
    ("read /etc/passwd", |_| fs::read("/etc/passwd").map(drop)),
    ("read the own environment", |_| fs::read("/proc/self/environ").map(drop)),
    ("list the folder above", |place| fs::read_dir(&place.0).map(drop)),
    ("make a file in the root", |place| File::create(place.root("new")).map(drop)),
    ("change an article", |place| OpenOptions::new().write(true).open(place.root("article")).map(drop)),
    ("append to an article", |place| OpenOptions::new().append(true).open(place.root("article")).map(drop)),
    ("make a file elsewhere", |place| fs::write(place.0.join("new"), "x")),
    ("make a folder", |place| fs::create_dir(place.root("new folder"))),
    ("make a link", |place| std::os::unix::fs::symlink("/", place.root("new link"))),
    ("rename an article", |place| fs::rename(place.root("old"), place.root("older"))),
    ("change permissions", |place| {
        fs::set_permissions(place.root("article"), PermissionsExt::from_mode(0o777))
    }),
    ("remove an article", |place| fs::remove_file(place.root("folder/article"))),
    ("run a program", |_| Command::new("/bin/true").spawn()?.wait().map(drop)),
    ("become a program", |_| Err(std::os::unix::process::CommandExt::exec(&mut Command::new("/nowhere")))),
    ("connect to a server", |_| TcpStream::connect(listening()).map(drop)),
    ("be a server", |_| TcpListener::bind("127.0.0.1:0").map(drop)),
    ("send a datagram", |_| UdpSocket::bind("127.0.0.1:0").map(drop)),
    ("use a local socket", |_| UnixDatagram::unbound().map(drop)),
    ("be a local server", |place| UnixListener::bind(place.0.join("socket")).map(drop)),
    ("make a pair of datagram sockets", |_| UnixDatagram::pair().map(drop)),
    ("reach another process", |_| {
        let parent = env::var("XINGLAN_LOCKDOWN_PARENT").unwrap().parse().unwrap();
        let parent = rustix::process::Pid::from_raw(parent).unwrap();
        Ok(rustix::process::test_kill_process(parent)?)
    }),
    ("slow down another process", |_| {
        let parent = env::var("XINGLAN_LOCKDOWN_PARENT").unwrap().parse().unwrap();
        let parent = rustix::process::Pid::from_raw(parent);
        let priority = rustix::process::getpriority_process(parent)?;
        Ok(rustix::process::setpriority_process(parent, priority)?)
    }),
    ("raise a limit", |_| {
        let resource = rustix::process::Resource::Nofile;
        Ok(rustix::process::setrlimit(resource, rustix::process::getrlimit(resource))?)
    }),
];

fn died(_: Box<dyn std::any::Any + Send>) -> io::Error {
    io::Error::other("the thread died")
}

/// The address of the parent's listener.
fn listening() -> String {
    env::var("XINGLAN_LOCKDOWN_LISTENER").unwrap()
}

/// Not a test: run in a process of its own by [`outcomes`].
#[test]
#[ignore = "the inside of the other tests"]
fn inside() {
    let Some(place) = env::var_os(PLACE).map(|place| Place(place.into())) else { return };
    let walls = if env::var_os(LOCKED).is_some() {
        lock_down(&[place.root("")], None)
    } else {
        Walls { landlock: Wall::Whole, seccomp: Wall::Whole }
    };
    println!("\n= walls {}", walls.missing().join(" "));
    for (name, attempt) in NEEDED.iter().chain(FORBIDDEN) {
        match attempt(&place) {
            // exec() comes back only with an error; this one means that it was tried.
            Err(error) if error.kind() == io::ErrorKind::NotFound => println!("= done {name}"),
            Ok(()) => println!("= done {name}"),
            Err(error) => println!("= refused {name}: {error}"),
        }
    }
}

/// What a process could do, by name; `None` if a wall is missing here.
fn outcomes(locked: bool) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let place = Place(folder.path().to_owned());
    fs::create_dir_all(place.root("folder")).unwrap();
    for file in [place.root("article"), place.root("old"), place.root("folder/article"), place.secret()] {
        fs::write(file, "x").unwrap();
    }
    std::os::unix::fs::symlink(place.secret(), place.root("link")).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["lockdown::inside", "--exact", "--ignored", "--nocapture"]).env(PLACE, Path::new(&place.0));
    command.env("XINGLAN_LOCKDOWN_LISTENER", listener.local_addr().unwrap().to_string());
    command.env("XINGLAN_LOCKDOWN_PARENT", std::process::id().to_string());
    if locked {
        command.env(LOCKED, "1");
    }
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let lines = |kind: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.strip_prefix(kind)).map(|rest| rest.trim().to_owned()).collect()
    };
    let missing = lines("= walls ").concat();
    if !missing.is_empty() {
        assert!(env::var_os("XINGLAN_REQUIRE_LOCKDOWN").is_none(), "this kernel has no {missing}");
        eprintln!("NOT TESTED: this kernel has no {missing}");
        return None;
    }
    assert_eq!(lines("= done ").len() + lines("= refused ").len(), NEEDED.len() + FORBIDDEN.len());
    Some(lines("= done "))
}

#[test]
fn inside_the_walls_only_reading_is_left() {
    let Some(done) = outcomes(true) else { return };
    assert_eq!(done, NEEDED.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn without_the_walls_everything_succeeds() {
    let all: Vec<&str> = NEEDED.iter().chain(FORBIDDEN).map(|(name, _)| *name).collect();
    assert_eq!(outcomes(false).unwrap(), all);
}

#[test]
fn of_all_ports_one_is_left() {
    crate::alone::alone("lockdown::of_all_ports_one_is_left", || {
        if !xinglan::term::lockdown::confines_to_a_port() {
            assert!(env::var_os("XINGLAN_REQUIRE_LOCKDOWN").is_none(), "no Landlock for ports");
            println!("not run, because this kernel cannot confine a process to a port");
            return;
        }
        let listen = || TcpListener::bind("127.0.0.1:0").unwrap();
        let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
        let (left, other) = (listen(), listen());
        assert!(TcpStream::connect(("127.0.0.1", port(&other))).is_ok());
        lock_down(&[], Some(port(&left)));
        assert!(TcpStream::connect(("127.0.0.1", port(&left))).is_ok());
        assert!(TcpStream::connect(("127.0.0.1", port(&other))).is_err());
        assert!(TcpListener::bind("127.0.0.1:0").is_err());
        assert!(UdpSocket::bind("127.0.0.1:0").is_err());
        assert!(fs::read("/etc/passwd").is_err());
    });
}
