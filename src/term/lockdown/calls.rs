//! The system calls that a reader without an account may use, and those of the parent of any reader. All others do not
//! exist for them.
//!
//! An allowlist: nobody knows all ways out, and kernels get new ones. It comes from tracing whole visits, plus the
//! equivalents that other versions of glibc and musl use. A refused call fails with ENOSYS, as on
//! an older kernel, so that the C library tries the older equivalent; for clone3, whose flags no filter can
//! see, that is clone.

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{
    BackendError, BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch,
};

/// What the parent of a reader needs beside [`bound_of_supervisor`]: waiting, giving the terminal back, one sentence, the end.
const SUPERVISOR: &[c_long] = &[
    libc::SYS_wait4,
    libc::SYS_rt_sigtimedwait,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_ppoll,
    libc::SYS_write,
    libc::SYS_getpid,
    libc::SYS_getpgid,
    libc::SYS_gettid,
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_futex,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Harmless with any argument: they reach only our own memory, threads and open files, or only report something.
const FREE: &[c_long] = &[
    // Open files.
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_readv,
    libc::SYS_writev,
    libc::SYS_pread64,
    libc::SYS_lseek,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_fstatfs,
    libc::SYS_getdents64,
    libc::SYS_ppoll,
    libc::SYS_pipe2,
    libc::SYS_recvfrom,
    // File names. Landlock does not hide whether they exist.
    libc::SYS_statx,
    libc::SYS_newfstatat,
    libc::SYS_readlinkat,
    libc::SYS_getcwd,
    // Memory.
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    // Threads.
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_set_tid_address,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_membarrier,
    libc::SYS_gettid,
    libc::SYS_getpid,
    libc::SYS_geteuid,
    libc::SYS_exit,
    libc::SYS_exit_group,
    // Signals to ourselves.
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    // Time and random numbers.
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_getrandom,
];

/// What a client of TCP does with a socket; which port it reaches is for Landlock.
const CLIENT: &[c_long] = &[
    libc::SYS_connect,
    libc::SYS_setsockopt,
    libc::SYS_getsockopt,
    libc::SYS_getsockname,
    libc::SYS_getpeername,
    libc::SYS_shutdown,
];

/// The kind of a socket that is a stream, with the flags that change nothing of what it reaches.
const STREAM: i32 = libc::SOCK_STREAM | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK;

/// The same under names that only `x86_64` has.
#[cfg(target_arch = "x86_64")]
const OLD: &[c_long] =
    &[libc::SYS_poll, libc::SYS_stat, libc::SYS_lstat, libc::SYS_readlink, libc::SYS_pipe, libc::SYS_getpgrp];
#[cfg(not(target_arch = "x86_64"))]
const OLD: &[c_long] = &[];

/// The allowed ioctls: settings and size of the terminal, and for other files whether reading blocks. Not TIOCSTI,
/// which types for the user, and not TIOCLINUX.
const TERMINAL: [libc::Ioctl; 10] = [
    libc::TCGETS,
    libc::TCSETS,
    libc::TCSETSW,
    libc::TCSETSF,
    libc::TCGETS2,
    libc::TCSETS2,
    libc::TCSETSW2,
    libc::TCSETSF2,
    libc::TIOCGWINSZ,
    libc::FIONBIO,
];

/// The allowed fcntl commands. Not `F_SETOWN`, which sends signals to others.
const DESCRIPTOR: [i32; 5] =
    [libc::F_DUPFD_CLOEXEC, libc::F_GETFD, libc::F_SETFD, libc::F_GETFL, libc::F_SETFL];

/// Flags that open a file for anything but reading. (`O_TMPFILE` contains `O_DIRECTORY`, which does not.)
const OPEN_WRITES: i32 =
    libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC | libc::O_APPEND | libc::O_TMPFILE & !libc::O_DIRECTORY;

/// As in libc, where its type depends on the C library.
const PRIO_PROCESS: u32 = 0;

/// Calls that are allowed in certain cases: each case is a list of conditions on the arguments.
type Bound = Vec<(c_long, Vec<Vec<Arg>>)>;

/// Restricts this thread and those it will start to the calls of a reader, and if it `connects` to those of a client of TCP.
/// False if the kernel does not support that.
pub(super) fn allow_only_ours(connects: bool) -> bool {
    let mut bound = bound();
    let mut free = FREE.to_vec();
    if connects {
        let family = |family: i32| vec![Arg::is(0, family as u32), Arg::without(1, !STREAM)];
        bound.push((libc::SYS_socket, vec![family(libc::AF_INET), family(libc::AF_INET6)]));
        free.extend_from_slice(CLIENT);
    }
    apply(&free, bound)
}

/// Restricts this thread to what the parent of the process `child` needs. False if the kernel does not support that.
pub(super) fn allow_only_supervising(child: i32) -> bool {
    apply(SUPERVISOR, bound_of_supervisor(child))
}

fn apply(free: &[c_long], bound: Bound) -> bool {
    program(free, bound).and_then(|program| seccompiler::apply_filter(&program)).is_ok()
}

fn program(free: &[c_long], bound: Bound) -> Result<BpfProgram, Error> {
    let mut rules: BTreeMap<c_long, Vec<SeccompRule>> = BTreeMap::new();
    for call in free.iter().chain(OLD) {
        rules.insert(*call, Vec::new());
    }
    for (call, cases) in bound {
        let case = |conditions: Vec<Arg>| {
            let conditions = conditions.into_iter().map(Arg::condition).collect::<Result<_, _>>()?;
            SeccompRule::new(conditions)
        };
        rules.insert(call, cases.into_iter().map(case).collect::<Result<_, _>>()?);
    }
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    let refused = SeccompAction::Errno(libc::ENOSYS.cast_unsigned());
    let filter = SeccompFilter::new(rules, refused, SeccompAction::Allow, arch)?;
    Ok(filter.try_into()?)
}

/// Memory that cannot be run; `protection` is the number of that argument.
fn not_run(protection: u8) -> Vec<Vec<Arg>> {
    vec![vec![Arg::without(protection, libc::PROT_EXEC)]]
}

fn any_of(arg: u8, values: &[u32]) -> Vec<Vec<Arg>> {
    values.iter().map(|value| vec![Arg::is(arg, *value)]).collect()
}

fn bound_of_supervisor(child: i32) -> Bound {
    let own_pid = std::process::id();
    let terminal: Vec<u32> =
        TERMINAL.iter().chain(&[libc::TIOCGPGRP]).map(|request| *request as u32).collect();
    vec![
        // Signals to the child, and stopping with it.
        (libc::SYS_kill, any_of(0, &[child.cast_unsigned(), own_pid])),
        (libc::SYS_tgkill, vec![vec![Arg::is(0, own_pid)]]),
        (libc::SYS_ioctl, any_of(1, &terminal)),
        (libc::SYS_mmap, not_run(2)),
        (libc::SYS_mprotect, not_run(2)),
    ]
}

fn bound() -> Bound {
    let own_pid = std::process::id();
    let readable = |flags| vec![vec![Arg::without(flags, OPEN_WRITES)]];
    let own_thread = || vec![Arg::is(0, PRIO_PROCESS), Arg::is(1, 0)];
    let mut calls = vec![
        (libc::SYS_openat, readable(2)),
        (libc::SYS_mmap, not_run(2)),
        (libc::SYS_mprotect, not_run(2)),
        // A thread, not a process.
        (libc::SYS_clone, vec![vec![Arg::with(0, libc::CLONE_THREAD)]]),
        (libc::SYS_ioctl, any_of(1, &TERMINAL.map(|request| request as u32))),
        (libc::SYS_fcntl, any_of(1, &DESCRIPTOR.map(i32::cast_unsigned))),
        // The name of a thread.
        (libc::SYS_prctl, vec![vec![Arg::is(0, libc::PR_SET_NAME as u32)]]),
        // Reads limits, never sets them.
        (libc::SYS_prlimit64, vec![vec![Arg::Null(2)]]),
        // The threads that read files lower their priority.
        (libc::SYS_getpriority, vec![own_thread()]),
        (libc::SYS_setpriority, vec![own_thread()]),
        // abort().
        (libc::SYS_tgkill, vec![vec![Arg::is(0, own_pid)]]),
        // Signals reach our thread through a connected pair that leads nowhere else.
        (libc::SYS_socketpair, vec![vec![Arg::is(0, libc::AF_UNIX as u32), Arg::without(1, !STREAM)]]),
        (libc::SYS_sendto, vec![vec![Arg::Null(4)]]),
    ];
    #[cfg(target_arch = "x86_64")]
    calls.push((libc::SYS_open, readable(1)));
    calls
}

/// A condition on one argument, given by its number from 0.
enum Arg {
    /// These bits of an `int` have this value. The kernel does not look at the other half of the register either.
    Bits { arg: u8, mask: u32, value: u32 },
    /// A null pointer.
    Null(u8),
}

impl Arg {
    fn is(arg: u8, value: u32) -> Self {
        Self::Bits { arg, mask: u32::MAX, value }
    }

    /// None of these bits.
    fn without(arg: u8, bits: i32) -> Self {
        Self::Bits { arg, mask: bits.cast_unsigned(), value: 0 }
    }

    /// All of these bits.
    fn with(arg: u8, bits: i32) -> Self {
        Self::Bits { arg, mask: bits.cast_unsigned(), value: bits.cast_unsigned() }
    }

    fn condition(self) -> Result<SeccompCondition, BackendError> {
        match self {
            Self::Bits { arg, mask, value } => {
                let operator = SeccompCmpOp::MaskedEq(mask.into());
                SeccompCondition::new(arg, SeccompCmpArgLen::Dword, operator, value.into())
            }
            Self::Null(arg) => SeccompCondition::new(arg, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, 0),
        }
    }
}
