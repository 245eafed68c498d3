//! The small parent of a reader, which gives the terminal back when the reader no longer can: after a signal that kills, an
//! abort, or `kill -9`.
//!
//! It forks before anything else happens, remembers the settings of the terminal and the number of its child, and waits.
//! It relays no bytes: keys and frames go to the child directly, which is in the same process group. It stops and continues
//! with the child and hands on the signals that other processes send to it, so that the two look like one to a shell. It
//! shuts itself in by seccomp, whatever the child does.
//!
//! What must not go in: anything that a living reader can do by itself.
#![expect(
    unsafe_code,
    reason = "fork, a page shared with the child, the waiting for signals and prctl have no safe interface"
)]

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::BorrowedFd;
use std::ptr;
use std::sync::atomic::AtomicU8;
use std::time::Duration;

use libc::{c_int, pid_t, sigset_t};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous};
use rustix::process::{Pid, WaitOptions, getpgrp, waitpid};
use rustix::termios::{LocalModes, OptionalActions, Termios, isatty, tcgetattr, tcgetpgrp, tcsetattr};

use super::leave;
use super::lockdown::supervise_only;

/// How the reader ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with this exit code.
    Exited(u8),
    /// By a signal of this number.
    Killed(i32),
}

/// How long a reader that was asked to stop may take until the request is repeated.
const STOPPING: Duration = Duration::from_millis(200);
/// How long a terminal may take until it accepts a few bytes: one that is stuck must not keep us.
const WRITING: Duration = Duration::from_millis(500);

/// Starts a child that goes on as the reader: there this returns `None`. The parent returns when the child has ended, with
/// the terminal as it was.
///
/// Without a terminal, and where no process can be started, there is no child, and this also returns `None`.
///
/// Call it before any thread is started.
pub fn start() -> Option<Ended> {
    let terminal = terminal();
    let before = isatty(terminal).then(|| tcgetattr(terminal).ok()).flatten()?;
    let all = full_set();
    let usual = exchange_mask(&all);
    // A parent that ignored SIGCHLD would never hear of its child.
    // SAFETY: no handler is installed.
    unsafe { libc::signal(libc::SIGCHLD, libc::SIG_DFL) };
    if let Some(byte) = shared_byte() {
        leave::share(byte);
    }
    // SAFETY: no calls beforehand.
    let parent = unsafe { libc::getpid() };
    // SAFETY: there is one thread, so the child may do whatever it likes.
    match unsafe { libc::fork() } {
        0 => {
            end_with_parent(parent);
            end_at_faults();
            exchange_mask(&usual);
            None
        }
        child if child > 0 => {
            supervise_only(child);
            let supervisor = Supervisor { child, before, all };
            let ended = supervisor.watch();
            supervisor.give_back();
            Some(ended)
        }
        _ => {
            exchange_mask(&usual);
            None
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "only the sequence that leaves the screen is written")]
fn terminal() -> BorrowedFd<'static> {
    rustix::stdio::stdout()
}

/// A byte that this process and its child see together.
fn shared_byte() -> Option<&'static AtomicU8> {
    let (read_write, shared) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED);
    // SAFETY: a new page, all zeros, that is never given back, and is only seen as this byte.
    unsafe {
        let page = mmap_anonymous(ptr::null_mut(), 1, read_write, shared).ok()?;
        Some(AtomicU8::from_ptr(page.cast()))
    }
}

/// Makes writing beyond the largest file an error, like a full disk, and no signal that kills.
pub fn ignore_file_size_signal() {
    // SAFETY: no handler is installed.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
}

/// The child is asked to end when its parent dies; it then gives the terminal back by itself.
fn end_with_parent(parent: pid_t) {
    // SAFETY: these calls take and return numbers.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM);
        if libc::getppid() != parent {
            libc::raise(libc::SIGTERM);
        }
    }
}

/// Rust's own handlers explain a stack overflow to a terminal that does not show it, and let the first other signal pass.
fn end_at_faults() {
    for signal in [libc::SIGSEGV, libc::SIGBUS] {
        // SAFETY: no handler is installed.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
    }
}

struct Supervisor {
    child: pid_t,
    /// The settings of the terminal before the reader.
    before: Termios,
    /// All signals. They are blocked, and taken one at a time.
    all: sigset_t,
}

/// What became of the child.
enum ChildState {
    Running,
    Stopped,
    Ended(Ended),
}

impl Supervisor {
    fn watch(&self) -> Ended {
        loop {
            let Some((signal, is_sent)) = wait_for(&self.all, None) else { continue };
            match signal {
                libc::SIGCHLD => match self.state() {
                    ChildState::Running => {}
                    ChildState::Stopped => self.stop_too(),
                    ChildState::Ended(ended) => return ended,
                },
                // Whoever continues the group continues the child as well.
                libc::SIGCONT => {}
                libc::SIGTSTP if is_sent => {
                    if let Some(ended) = self.ask_to_stop() {
                        return ended;
                    }
                }
                // What the kernel sends for a key or a hang-up reaches the whole group.
                _ if is_sent => self.send(signal),
                _ => {}
            }
        }
    }

    fn state(&self) -> ChildState {
        let status = match waitpid(Pid::from_raw(self.child), WaitOptions::NOHANG | WaitOptions::UNTRACED) {
            Ok(Some((_, status))) => status,
            Ok(None) => return ChildState::Running,
            // Somebody else has taken the news; nothing more will come.
            Err(_) => return ChildState::Ended(Ended::Killed(libc::SIGKILL)),
        };
        if status.stopped() {
            ChildState::Stopped
        } else if let Some(signal) = status.terminating_signal() {
            ChildState::Ended(Ended::Killed(signal))
        } else {
            ChildState::Ended(Ended::Exited(status.exit_status().unwrap_or_default() as u8))
        }
    }

    /// Stops with the child, so that a shell gets its terminal, and continues it afterwards.
    fn stop_too(&self) {
        // The whole group was stopped, us included, and goes on already.
        if !take(libc::SIGCONT) {
            self.give_back();
            // SAFETY: a signal to ourselves, which ends by SIGCONT.
            unsafe { libc::kill(libc::getpid(), libc::SIGSTOP) };
            take(libc::SIGCONT);
        }
        self.send(libc::SIGCONT);
    }

    /// Hands on a request to stop that was sent to us, unless it was sent to the whole group: then the child stops the
    /// group by itself.
    fn ask_to_stop(&self) -> Option<Ended> {
        let news = set_of(&[libc::SIGCHLD, libc::SIGCONT]);
        match wait_for(&news, Some(STOPPING)) {
            Some((libc::SIGCONT, _)) => return None,
            Some(_) => match self.state() {
                ChildState::Ended(ended) => return Some(ended),
                ChildState::Stopped => {
                    self.stop_too();
                    return None;
                }
                ChildState::Running if take(libc::SIGCONT) => return None,
                ChildState::Running => {}
            },
            None => {}
        }
        self.send(libc::SIGTSTP);
        None
    }

    fn send(&self, signal: c_int) {
        // SAFETY: the child is ours and has not been waited for, so its number is its own.
        unsafe { libc::kill(self.child, signal) };
    }

    /// Gives the terminal back, if the reader left its settings behind and it is not in use by somebody else by now.
    fn give_back(&self) {
        let terminal = terminal();
        let Ok(now) = tcgetattr(terminal) else { return };
        // Settings that were raw before us say nothing.
        let is_held = !same(&now, &self.before) || !self.before.local_modes.contains(LocalModes::ICANON);
        let is_ours = tcgetpgrp(terminal).map_or(true, |group| group == getpgrp());
        if !is_held || !is_ours {
            return;
        }
        let patience = Timespec::try_from(WRITING).ok();
        if poll(&mut [PollFd::new(&terminal, PollFlags::OUT)], patience.as_ref()).is_ok_and(|ready| ready > 0)
        {
            // The terminal is gone if this fails.
            let _ = rustix::io::write(terminal, leave::sequence());
        }
        let _ = tcsetattr(terminal, OptionalActions::Now, &self.before);
    }
}

fn same(a: &Termios, b: &Termios) -> bool {
    (a.local_modes, a.input_modes, a.output_modes) == (b.local_modes, b.input_modes, b.output_modes)
}

fn full_set() -> sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: sigfillset initialises the set.
    unsafe {
        libc::sigfillset(set.as_mut_ptr());
        set.assume_init()
    }
}

fn set_of(signals: &[c_int]) -> sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: sigemptyset initialises the set.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        for signal in signals {
            libc::sigaddset(set.as_mut_ptr(), *signal);
        }
        set.assume_init()
    }
}

/// Blocks exactly the signals of `mask`; returns those that were blocked before.
fn exchange_mask(mask: &sigset_t) -> sigset_t {
    let mut before = *mask;
    // SAFETY: both point to sets.
    unsafe { libc::sigprocmask(libc::SIG_SETMASK, mask, &raw mut before) };
    before
}

/// Takes the next pending signal of a blocked `set`, and whether a process sent it. `None` after `patience`.
fn wait_for(set: &sigset_t, patience: Option<Duration>) -> Option<(c_int, bool)> {
    let mut info = MaybeUninit::<libc::siginfo_t>::uninit();
    let patience = patience.map(|time| libc::timespec {
        tv_sec: time.as_secs() as libc::time_t,
        tv_nsec: time.subsec_nanos().into(),
    });
    loop {
        let time = patience.as_ref().map_or(ptr::null(), ptr::from_ref);
        // SAFETY: the pointers are valid or null, and `info` is filled if a signal is returned.
        let signal = unsafe { libc::sigtimedwait(set, info.as_mut_ptr(), time) };
        if signal > 0 {
            // SAFETY: as above.
            let code = unsafe { info.assume_init() }.si_code;
            return Some((signal, code <= 0));
        }
        if io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            return None;
        }
    }
}

/// Takes a signal, if it is pending.
fn take(signal: c_int) -> bool {
    wait_for(&set_of(&[signal]), Some(Duration::ZERO)).is_some()
}
