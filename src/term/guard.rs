//! Takes over the terminal (raw mode, alternate screen) and restores it on every exit path.
//!
//! Never queries the terminal: a late or truncated reply would look like keys. All frames go through `write`, so
//! that nothing is drawn on a restored terminal.

use std::{
    backtrace::Backtrace,
    io::{self, Read},
    os::unix::net::UnixStream,
    panic::PanicHookInfo,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    process::{Signal, getpgrp, getsid, kill_current_process_group},
};
use signal_hook::consts::SIGCONT;

use super::leave;
use crate::output;
use crate::store::OwnFile;
use crate::text::sanitize::{CleanText, Ends, lines};

/// Alternate screen, bracketed paste, cursor shown.
const ENTER: &[u8] = b"\x1b[?1049;2004;25h";

/// Our screen again.
const BACK: &[u8] = b"\x1b[?1049h";

/// Whether the terminal is ours. Static, because a panic on any thread must restore it.
static HELD: AtomicBool = AtomicBool::new(false);

/// A terminal that we have taken over, at most one in a process. Dropping this restores it.
#[derive(Debug)]
pub struct Guard {
    /// A SIGCONT is pending that [`Guard::suspend`] has already handled.
    continue_expected: bool,
}

impl Guard {
    /// Takes over the terminal on standard output.
    ///
    /// # Errors
    /// If there is no terminal, or it is gone.
    pub fn enter() -> io::Result<Self> {
        let mut guard = Self { continue_expected: false };
        guard.enter_again()?;
        Ok(guard)
    }

    /// Takes over the terminal again after [`Self::leave`]. The screen is empty: the next frame must be a full one.
    ///
    /// # Errors
    /// As [`Self::enter`].
    pub fn enter_again(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        HELD.store(true, Ordering::SeqCst);
        write_whole(ENTER).inspect_err(|_| give_back())
    }

    /// Restores the terminal, for another program or for good. Does nothing if it is restored already.
    pub fn leave(&mut self) {
        give_back();
    }

    /// Writes a frame, in a single `write` unless the terminal accepts less.
    ///
    /// # Errors
    /// If the terminal is gone or is not ours.
    pub fn write(&mut self, frame: &[u8]) -> io::Result<()> {
        if !HELD.load(Ordering::SeqCst) {
            return Err(io::Error::new(io::ErrorKind::NotConnected, "the terminal was given back"));
        }
        write_whole(frame)
    }

    /// Prints these lines on the shell's screen, with the terminal's own line breaks. No frames
    /// until [`Self::leave_shell_screen`].
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn show_shell_screen(&mut self, lines: &[String]) -> io::Result<()> {
        let mut text = CleanText::new();
        for line in lines {
            text.push_line(line, Ends::Keep);
            text.line_break();
        }
        let text = text.as_str().replace('\n', "\r\n");
        self.write(&[leave::shell_sequence(), b"\r\n", text.as_bytes()].concat())
    }

    /// Returns from the shell's screen after [`Self::show_shell_screen`]. Ours is empty: the next frame must be a full one.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn leave_shell_screen(&mut self) -> io::Result<()> {
        self.write(BACK)
    }

    /// Stops the process group, as Control-Z does elsewhere. Returns when it continues and the terminal is ours again; the
    /// screen must be repainted then. Call this only if [`may_suspend`].
    ///
    /// # Errors
    /// If the process cannot be stopped, or the terminal is gone by then.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave();
        let stopped = stop_until_continued();
        self.continue_expected = stopped.is_ok();
        self.enter_again().and(stopped)
    }

    /// After [`super::event::TerminalEvent::Continue`]: takes over the terminal again if somebody else stopped the process.
    /// `true` if the screen must be repainted.
    ///
    /// # Errors
    /// As [`Self::enter`]. An error is a hang-up: the kernel sends SIGCONT after SIGHUP when a terminal is lost.
    pub fn continued(&mut self) -> io::Result<bool> {
        if std::mem::take(&mut self.continue_expected) {
            return Ok(false);
        }
        // crossterm believes that raw mode is on; the shell may have turned it off.
        disable_raw_mode()?;
        self.enter_again()?;
        Ok(true)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Whether anything could continue the process: a shell with job control gives each job a process group of its own.
/// Without one (a forced command, a login shell) the process would stop for ever.
pub fn may_suspend() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Stops the process group. The signal reaches some thread at some time, so this thread waits for the SIGCONT that ends
/// the stop; otherwise it could run on for a moment and take the terminal from the shell.
pub(super) fn stop_until_continued() -> io::Result<()> {
    let (mut continued, handler) = UnixStream::pair()?;
    let registration = signal_hook::low_level::pipe::register(SIGCONT, handler)?;
    let stopped = kill_current_process_group(Signal::STOP)
        .map_err(io::Error::from)
        .and_then(|()| continued.read_exact(&mut [0]));
    signal_hook::low_level::unregister(registration);
    stopped
}

/// Installs a panic hook that restores the terminal in one write before it prints the message, and writes a report to
/// `report` if there is a path. Both are cleaned: a message may quote what was read.
pub fn report_panics(report: Option<PathBuf>) {
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        // `eprintln!` would panic again, and abort, if standard error is gone with the terminal.
        let _ = output::stderr().text(&format!("xinglan: {panic}"));
        let Some(path) = &report else { return };
        let outcome = match write_report(path, panic) {
            Ok(()) => format!("xinglan: report in {}", path.display()),
            Err(error) => format!("xinglan: no report in {}: {error}", path.display()),
        };
        let _ = output::stderr().line(&outcome);
    }));
}

fn write_report(path: &Path, panic: &PanicHookInfo<'_>) -> io::Result<()> {
    /// More than a backtrace takes (bytes). One that runs out of memory waits for ever for a lock that it holds itself, in
    /// the standard library of Rust 1.95.
    const BACKTRACE: usize = 256 << 20;
    let has_room = Vec::<u8>::new().try_reserve_exact(BACKTRACE).is_ok();
    let backtrace = if has_room { Backtrace::force_capture() } else { Backtrace::disabled() };
    let thread = std::thread::current();
    let report = format!(
        "xinglan {} on {} {}, thread {}\n{panic}\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        thread.name().unwrap_or("without a name"),
        backtrace,
    );
    let mut text = CleanText::new();
    for line in lines(&report) {
        text.push_line(line, Ends::Keep);
        text.line_break();
    }
    OwnFile::new(path, u64::MAX).replace(text.as_str().as_bytes())
}

/// Restores the terminal if it is ours. Ignores errors: the terminal is gone then, or as good as gone.
pub(super) fn give_back() {
    if HELD.swap(false, Ordering::SeqCst) {
        let _ = write_whole(leave::sequence());
        let _ = disable_raw_mode();
    }
}

#[expect(clippy::disallowed_methods, reason = "frames are escape sequences; the text in them is clean")]
fn write_whole(mut bytes: &[u8]) -> io::Result<()> {
    let terminal = rustix::stdio::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(terminal, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::new(&terminal, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
