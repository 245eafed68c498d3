//! Confines a reader without an account by means of the kernel, so that a fault in our code is not a way into the machine.
//!
//! Two walls of Linux, each of which alone stops most attacks:
//!
//! | wall | what is left | why |
//! |---|---|---|
//! | Landlock (Linux 5.13) | reading files beneath the roots | no other file, no file written, no program run from anywhere; from 6.7 on no TCP but to the port of a library elsewhere, from 6.12 on no signals to others |
//! | seccomp | the system calls of `calls.rs` | no process (execve, fork), no socket, no file opened for writing, no memory that can be run, no keys pushed into the terminal (TIOCSTI), and nothing of what nobody thought of: ptrace, mount, `io_uring`, bpf, … |
//!
//! On every Unix, resource limits also forbid core dumps and any byte written to a regular file, and bound memory, processor
//! time and open files. Both walls apply to the
//! calling thread and those it starts, so this runs before there is a second one. On a kernel without them the reader still
//! runs (it does none of these things by itself) and says what is missing.

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
mod calls;
/// The filter compiler supports no other architectures.
#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
)))]
mod calls {
    pub(super) fn allow_only_ours(_connects: bool) -> bool {
        false
    }

    pub(super) fn allow_only_supervising(_child: i32) -> bool {
        false
    }
}

use std::path::PathBuf;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Memory of a reader, in bytes: what it writes to, without what it maps. To this comes twice the size of the files among
/// its roots. A folder of more text than fits wants a snapshot, which is mapped.
const MEMORY: u64 = 1 << 30;
/// Processor time of a reader, in seconds: half an hour of work, for which somebody has to press keys all day.
const PROCESSOR: u64 = 30 * 60;
/// Open files of a reader. It uses some twenty.
const OPEN_FILES: u64 = 64;

/// How much of a wall stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wall {
    /// All of it.
    Whole,
    /// The kernel is older and lacks a part: with Landlock scopes (before 6.12) or TCP (before 6.7), for example.
    Partial,
    /// Nothing.
    #[default]
    Missing,
}

/// Which walls stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Walls {
    /// Landlock shows nothing but the roots.
    pub landlock: Wall,
    /// seccomp refuses all system calls but a few.
    pub seccomp: Wall,
}

impl Walls {
    /// Each wall with its name.
    pub fn named(self) -> [(&'static str, Wall); 2] {
        [("Landlock", self.landlock), ("seccomp", self.seccomp)]
    }

    /// Whether what was asked of ports holds.
    pub fn confine_to_port(self) -> bool {
        self.landlock != Wall::Missing
    }

    /// The names of the walls that do not stand whole.
    pub fn missing(self) -> Vec<&'static str> {
        let landlock = match self.landlock {
            Wall::Whole => None,
            Wall::Partial => Some("Landlock (partial)"),
            Wall::Missing => Some("Landlock"),
        };
        let seccomp = (self.seccomp != Wall::Whole).then_some("seccomp");
        landlock.into_iter().chain(seccomp).collect()
    }
}

/// Confines this thread and those it will start: they can read beneath `roots` (folders and files), use what is
/// open, and little else; with a `port` they can connect to that port of TCP. There is no way back.
pub fn lock_down(roots: &[PathBuf], port: Option<u16>) -> Walls {
    let files: u64 = roots.iter().filter_map(|root| root.metadata().ok()).map(|file| file.len()).sum();
    let limits = [
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Data, MEMORY + 2 * files),
        (Resource::Cpu, PROCESSOR),
        (Resource::Nofile, OPEN_FILES),
    ];
    for (resource, limit) in limits {
        // A limit can always be lowered; if one is lower already, it stays.
        let lower = getrlimit(resource).current.map_or(limit, |now| now.min(limit));
        let _ = setrlimit(resource, Rlimit { current: Some(lower), maximum: Some(lower) });
    }
    // Landlock first: seccomp refuses the system calls that set it up.
    let landlock = files::show_only(roots, port);
    let seccomp = if calls::allow_only_ours(port.is_some()) { Wall::Whole } else { Wall::Missing };
    Walls { landlock, seccomp }
}

/// The walls that this kernel has, found out by a thread that they are put around and that then ends.
pub fn available() -> Walls {
    let walled = || {
        let landlock = files::show_only(&[], None);
        Walls { landlock, seccomp: if calls::allow_only_ours(false) { Wall::Whole } else { Wall::Missing } }
    };
    std::thread::spawn(walled).join().unwrap_or_default()
}

/// Whether the kernel can keep this process from all ports of TCP but one.
pub fn confines_to_a_port() -> bool {
    files::confines_to_a_port()
}

/// Leaves this thread nothing but to wait for the process `child`, to send it signals, to give the terminal back and to end.
/// A kernel without seccomp leaves it everything.
#[cfg(target_os = "linux")]
pub(super) fn supervise_only(child: i32) {
    let _ = calls::allow_only_supervising(child);
}

#[cfg(target_os = "linux")]
mod files {
    use std::path::PathBuf;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, NetPort, PathBeneath, PathFd, Ruleset,
        RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
    };

    use super::Wall;

    pub(super) fn show_only(roots: &[PathBuf], port: Option<u16>) -> Wall {
        match restrict(roots, port) {
            Ok(RulesetStatus::FullyEnforced) => Wall::Whole,
            Ok(RulesetStatus::PartiallyEnforced) => Wall::Partial,
            Ok(RulesetStatus::NotEnforced) | Err(_) => Wall::Missing,
        }
    }

    pub(super) fn confines_to_a_port() -> bool {
        let rules = Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
        rules.handle_access(AccessNet::ConnectTcp).and_then(Ruleset::create).is_ok()
    }

    /// Forbids everything that Landlock can forbid, except reading beneath the roots. Older kernels forbid less
    /// (the crate's "best effort").
    fn restrict(roots: &[PathBuf], port: Option<u16>) -> Result<RulesetStatus, RulesetError> {
        let mut rules = Ruleset::default()
            .handle_access(AccessFs::from_all(ABI::V6))?
            .handle_access(AccessNet::from_all(ABI::V6))?
            .scope(Scope::from_all(ABI::V6))?
            .create()?;
        for root in roots {
            // The loader reports a root that cannot be opened.
            let Ok(opened) = PathFd::new(root) else { continue };
            let folder = if root.is_dir() { AccessFs::ReadDir } else { AccessFs::ReadFile };
            rules = rules.add_rule(PathBeneath::new(opened, AccessFs::ReadFile | folder))?;
        }
        if let Some(port) = port {
            rules = rules.add_rule(NetPort::new(port, AccessNet::ConnectTcp))?;
        }
        Ok(rules.restrict_self()?.ruleset)
    }
}

#[cfg(not(target_os = "linux"))]
mod files {
    use std::path::PathBuf;

    pub(super) fn show_only(_roots: &[PathBuf], _port: Option<u16>) -> super::Wall {
        super::Wall::Missing
    }

    pub(super) fn confines_to_a_port() -> bool {
        false
    }
}
