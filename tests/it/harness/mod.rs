//! The harness: the real program in a pseudo-terminal, keys in, screen out.
//!
//! Waits for what is shown, never for a time: a deadline only ends a test that has failed. Nothing here knows what the
//! program is about.

mod engine;
mod fault_proxy;
mod front;
mod keys;
mod output;
mod process;
mod stored;
mod tests;

use std::{
    fs::{File, OpenOptions},
    io::Write,
    num::NonZeroU16,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use output::{Display, Output, listen, lock, text_of};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::{
    fs::OFlags,
    process::{Pid, Signal},
    termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr},
};
use tempfile::TempDir;

pub(crate) use engine::Engine;
pub(crate) use fault_proxy::{Fault, FaultProxy};
pub(crate) use front::{Front, PASSWORD, USER};
pub(crate) use process::{children, is_stopped, runs};
pub(crate) use stored::{assert_screen, difference};

/// The program.
pub(crate) const XINGLAN: &str = env!("CARGO_BIN_EXE_xinglan");

/// A small folder with every form of article.
pub(crate) const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/library");

/// After this a wait has failed. Generous: the machine may be busy.
const DEADLINE: Duration = Duration::from_mins(2);

/// A screen that nothing was written to for so long, by a program that sleeps, is finished. Longer than the program's own
/// pauses (what waits until input rests: 200 ms).
const QUIET: Duration = Duration::from_millis(300);

/// Waits until no thread of a process has run for a while: one far away, whose screen alone is seen.
pub(crate) fn wait_asleep(pid: u32) {
    let start = Instant::now();
    let mut busy = start;
    while busy.elapsed() < QUIET {
        assert!(start.elapsed() < DEADLINE, "process {pid} never rests");
        if !process::is_asleep(pid) {
            busy = Instant::now();
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// A program in a terminal of its own, with a home of its own. Both are gone when it is dropped.
pub(crate) struct Pty {
    master: Option<Box<dyn MasterPty>>,
    keyboard: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    /// The program's side of the terminal, to look at its settings.
    terminal: Option<File>,
    output: Arc<Output>,
    before: Modes,
    home: Arc<TempDir>,
    counted: usize,
}

/// The settings of a terminal, as `stty` would show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Modes(String);

impl Pty {
    /// Runs xinglan with these arguments in a terminal of this size. The environment holds a usual terminal, UTF-8, a
    /// fresh home and `env`, nothing else.
    pub(crate) fn spawn(args: &[&str], cols: u16, rows: u16, env: &[(&str, &str)]) -> Self {
        let command = [&[XINGLAN], args].concat();
        Self::spawn_command(&command, cols, rows, env)
    }

    /// The same with any program: its path and its arguments.
    pub(crate) fn spawn_command(argv: &[&str], cols: u16, rows: u16, env: &[(&str, &str)]) -> Self {
        Self::spawn_at(Arc::new(tempfile::tempdir().unwrap()), argv, cols, rows, env)
    }

    /// Runs xinglan again in the same home, in a new terminal of the same size, whether or not it runs here still; the
    /// one that runs here now is no longer watched if it has ended.
    pub(crate) fn again(&mut self, args: &[&str]) -> &mut Self {
        *self = self.beside(args);
        self
    }

    /// Runs xinglan a second time in the same home.
    pub(crate) fn beside(&self, args: &[&str]) -> Self {
        let (rows, cols) = self.emulator(vt100::Screen::size);
        let command = [&[XINGLAN], args].concat();
        Self::spawn_at(Arc::clone(&self.home), &command, cols.get(), rows.get(), &[])
    }

    fn spawn_at(home: Arc<TempDir>, argv: &[&str], cols: u16, rows: u16, env: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(window(cols, rows)).unwrap();
        let path = pair.master.tty_name().unwrap();
        let terminal = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(OFlags::NOCTTY.bits().cast_signed())
            .open(path)
            .unwrap();
        let before = Modes::of(&terminal);
        let child = pair.slave.spawn_command(command(argv, home.path(), env)).unwrap();
        drop(pair.slave);
        let output = Arc::new(Output::default());
        *output.state.lock().unwrap() = Some(Display::new(cols, rows));
        listen(pair.master.try_clone_reader().unwrap(), &output);
        Self {
            keyboard: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            child,
            terminal: Some(terminal),
            output,
            before,
            home,
            counted: 0,
        }
    }

    /// The home folder of the program; `config`, `data`, `state` and `cache` in it are its XDG folders.
    pub(crate) fn home(&self) -> PathBuf {
        self.home.path().to_owned()
    }

    /// The number of the process that was started: of xinglan, the parent of the reader.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Whether the process has not ended.
    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The number of the reader, if there is one.
    pub(crate) fn reader_if_any(&self) -> Option<u32> {
        process::children(self.pid()).first().copied()
    }

    /// The number of the reader, as soon as there is one.
    pub(crate) fn reader(&mut self) -> u32 {
        let mut found = None;
        self.wait("the reader", |pty| {
            found = pty.reader_if_any();
            found.is_some()
        });
        found.unwrap()
    }

    /// Types keys: characters as they are, others by name in `<>`: `jj<Enter>/问题<Esc><C-d><PgDn>`. See `keys.rs` for all
    /// names. After `<Esc>` it waits for the program to take it, as nobody types on within a few milliseconds.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for part in keys::parts(keys) {
            self.send(&part);
            if part.ends_with(b"\x1b") {
                self.wait_stable();
            }
        }
        self
    }

    /// Sends bytes as they are.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(bytes).unwrap();
        keyboard.flush().unwrap();
        self
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.display(|display| {
            if let (Some(cols), Some(rows)) = (NonZeroU16::new(cols), NonZeroU16::new(rows)) {
                display.emulator.set_size(rows, cols);
            }
        });
        self.master.as_ref().unwrap().resize(window(cols, rows)).unwrap();
        self
    }

    /// Sends a signal to the process.
    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        let pid = Pid::from_raw(self.pid().cast_signed()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
        self
    }

    /// Closes the terminal under the program, as a lost connection does.
    pub(crate) fn hang_up(&mut self) {
        self.display(|display| display.hung_up = true);
        let mut terminal = self.terminal.take().unwrap();
        // Dropping the keyboard would type the end-of-file character, if there is one.
        let mut modes = tcgetattr(&terminal).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&terminal, OptionalActions::Now, &modes).unwrap();
        (self.keyboard, self.master) = (None, None);
        // Wakes the listener, which holds the last end; if it has heard of the end by itself, there is none any more.
        let _ = terminal.write_all(b"\0");
    }

    /// Waits until the screen contains this text.
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("text {text:?}"), |pty| pty.screen().contains(text));
        self
    }

    /// Waits until the program sleeps and has written nothing for a while.
    pub(crate) fn wait_stable(&mut self) -> &mut Self {
        let mut busy = Instant::now();
        self.wait("a stable screen", |pty| {
            let (last, closed) = pty.display(|display| (display.last, display.closed));
            if !process::is_asleep(pty.pid()) {
                busy = Instant::now();
            }
            closed || last.max(busy).elapsed() >= QUIET
        });
        self
    }

    /// Waits until the process has ended, and its last output has come.
    pub(crate) fn wait_exit(&mut self) -> ExitStatus {
        let mut status = None;
        self.wait("the end of the process", |pty| {
            status = pty.child.try_wait().unwrap();
            status.is_some()
        });
        // What the process wrote last may still be on its way; a NUL behind it marks the end.
        if let Some(terminal) = &mut self.terminal {
            // Whoever gives the terminal back after a kill may write behind the mark.
            let seen = |pty: &Self| pty.display(|display| display.bytes.contains(&0));
            terminal.write_all(b"\0").unwrap();
            self.wait("the last output", |pty| seen(pty));
            self.display(|display| display.bytes.retain(|byte| *byte != 0));
        }
        status.unwrap()
    }

    /// The screen as text: rows without trailing blanks, no empty rows at the end.
    pub(crate) fn screen(&self) -> String {
        self.display(|display| text_of(display.emulator.screen()))
    }

    /// Looks at the emulator: colours, cursor, modes.
    pub(crate) fn emulator<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        self.display(|display| look(display.emulator.screen()))
    }

    /// All bytes that the program wrote.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.display(|display| display.bytes.clone())
    }

    /// How many bytes the program wrote since this was last asked.
    pub(crate) fn bytes_since(&mut self) -> usize {
        let total = self.display(|display| display.bytes.len());
        total - std::mem::replace(&mut self.counted, total)
    }

    /// Processor time the program has used.
    pub(crate) fn processor_time(&self) -> Duration {
        process::processor_time(self.pid())
    }

    /// How often threads of the program went to sleep: it stays the same while the program does nothing at all.
    pub(crate) fn sleeps(&self) -> u64 {
        process::sleeps(self.pid())
    }

    /// The settings of the terminal now.
    pub(crate) fn modes(&self) -> Modes {
        Modes::of(self.terminal.as_ref().unwrap())
    }

    /// Fails unless the terminal is as it was before the program: its settings, the usual screen, a visible cursor.
    pub(crate) fn assert_terminal_restored(&self) {
        assert_eq!(self.modes(), self.before, "settings of the terminal");
        self.emulator(|screen| {
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "cursor still hidden");
            assert!(!screen.bracketed_paste(), "still bracketing pastes");
            let plain = !(screen.bold() || screen.inverse() || screen.underline());
            assert!(plain && screen.fgcolor() == vt100::Color::Default, "pen not reset");
        });
    }

    fn display<T>(&self, look: impl FnOnce(&mut Display) -> T) -> T {
        look(lock(&self.output).as_mut().unwrap())
    }

    /// Waits until `done`, looking again after each output and every few milliseconds.
    pub(crate) fn wait(&mut self, what: &str, mut done: impl FnMut(&mut Self) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !done(self) {
            let late = Instant::now() >= deadline;
            assert!(!late, "waited {DEADLINE:?} in vain for {what}; the screen:\n{}", framed(&self.screen()));
            let state = lock(&self.output);
            drop(self.output.changed.wait_timeout(state, Duration::from_millis(10)).unwrap());
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal(Signal::KILL);
            let _ = self.child.wait();
        }
        if self.terminal.is_some() {
            self.hang_up();
        }
    }
}

impl Modes {
    fn of(terminal: &File) -> Self {
        Self(format!("{:#?}", tcgetattr(terminal).unwrap()))
    }
}

fn window(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn command(argv: &[&str], home: &Path, env: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(argv[0]);
    command.args(&argv[1..]);
    command.cwd(home);
    command.env_clear();
    command.env("PATH", "/usr/bin:/bin");
    command.env("SHELL", "/bin/sh"); // portable-pty sets it anyway
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("HOME", home);
    for kind in ["config", "data", "state", "cache"] {
        command.env(format!("XDG_{}_HOME", kind.to_uppercase()), home.join(kind));
    }
    for (name, value) in env {
        command.env(name, value);
    }
    command
}

fn framed(screen: &str) -> String {
    screen.lines().flat_map(|line| ["  |", line, "\n"]).collect()
}
