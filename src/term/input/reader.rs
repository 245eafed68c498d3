//! The input thread: waits for the terminal in one `poll`, reads, decodes and sends. It ends when the terminal is gone.
//!
//! `signals` handles signals; `app` knows what keys mean.

use std::{
    io,
    os::fd::OwnedFd,
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::{Duration, Instant},
};

use crossterm::event::Event;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    pipe::{PipeFlags, pipe_with},
    termios::SpecialCodeIndex,
};

use super::{Decoder, Input, Timing};
use crate::term::event::TerminalEvent;

/// A running input thread. Dropping this ends it.
#[derive(Debug)]
pub struct InputReader {
    control: OwnedFd,
    /// Receives one message whenever the thread has stopped reading.
    paused: Receiver<()>,
}

/// Commands on the control pipe; the third is its end.
const PAUSE: u8 = b'p';
const RESUME: u8 = b'r';

/// A thread that does not answer within this time is not reading either.
const PAUSE_WAIT: Duration = Duration::from_secs(1);

impl InputReader {
    /// Starts reading `terminal` (see [`terminal`]) and sending its input. Bytes read earlier are in `typed` and come
    /// first.
    ///
    /// # Errors
    /// If no pipe or thread can be created.
    pub fn start<T>(terminal: OwnedFd, timing: Timing, typed: &[u8], sender: Sender<T>) -> io::Result<Self>
    where
        T: From<TerminalEvent> + Send + 'static,
    {
        let (commands, control) = pipe_with(PipeFlags::CLOEXEC)?;
        let (confirm, paused) = mpsc::channel();
        let mut decoder = Decoder::new(timing, erase_is_control_h(&terminal));
        let mut early = Vec::new();
        if !typed.is_empty() {
            decoder.feed(typed, Instant::now(), &mut early);
        }
        for input in early.into_iter().map(Input::from).filter(|input| *input != Input::None) {
            // The caller holds the receiver.
            let _ = sender.send(TerminalEvent::Input(input).into());
        }
        let mut input = InputThread { terminal, commands, confirm, decoder };
        thread::Builder::new().name("input".to_owned()).spawn(move || input.listen(&sender))?;
        Ok(Self { control, paused })
    }

    /// Leaves the terminal to another program. Nothing is read after this returns.
    pub fn pause(&self) {
        if self.command(PAUSE) {
            let _ = self.paused.recv_timeout(PAUSE_WAIT);
        }
    }

    /// Resumes reading after a pause.
    pub fn resume(&self) {
        self.command(RESUME);
    }

    fn command(&self, command: u8) -> bool {
        rustix::io::write(&self.control, &[command]).is_ok()
    }
}

/// The terminal to read: standard input, or the controlling terminal if standard input is none.
///
/// # Errors
/// If there is no terminal.
pub fn terminal() -> io::Result<OwnedFd> {
    let stdin = rustix::stdio::stdin();
    if rustix::termios::isatty(stdin) {
        return Ok(rustix::io::fcntl_dupfd_cloexec(stdin, 3)?);
    }
    Ok(std::fs::File::open("/dev/tty")?.into())
}

/// Whether the terminal's erase character is ^H.
fn erase_is_control_h(terminal: &OwnedFd) -> bool {
    rustix::termios::tcgetattr(terminal)
        .is_ok_and(|settings| settings.special_codes[SpecialCodeIndex::VERASE] == 0x08)
}

/// The state of the thread.
struct InputThread {
    terminal: OwnedFd,
    commands: OwnedFd,
    confirm: Sender<()>,
    decoder: Decoder,
}

/// Why the thread ends.
enum End {
    /// The terminal is gone.
    HangUp,
    /// The receiver is gone.
    Dropped,
}

impl InputThread {
    fn listen<T: From<TerminalEvent>>(&mut self, sender: &Sender<T>) {
        loop {
            let mut events = Vec::new();
            let end = self.wait(&mut events).err();
            for event in events {
                let input = Input::from(event);
                if input != Input::None && sender.send(TerminalEvent::Input(input).into()).is_err() {
                    return;
                }
            }
            if let Some(margins) = self.decoder.take_margins()
                && sender.send(TerminalEvent::Margins(margins).into()).is_err()
            {
                return;
            }
            match end {
                None => {}
                Some(End::HangUp) => {
                    let _ = sender.send(TerminalEvent::HangUp.into());
                    return;
                }
                Some(End::Dropped) => return,
            }
        }
    }

    /// Sleeps until input arrives or a deadline passes, and decodes.
    fn wait(&mut self, events: &mut Vec<Event>) -> Result<(), End> {
        let left = self.decoder.deadline().map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        let (tty, commands) = {
            let mut sources =
                [PollFd::new(&self.terminal, PollFlags::IN), PollFd::new(&self.commands, PollFlags::IN)];
            match poll(&mut sources, left.as_ref()) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(_) => return Err(End::HangUp),
            }
            (sources[0].revents(), sources[1].revents())
        };
        if !commands.is_empty() {
            self.obey()?;
        } else if !tty.is_empty() {
            self.read(events)?;
        }
        self.decoder.expire(Instant::now(), events);
        Ok(())
    }

    fn read(&mut self, events: &mut Vec<Event>) -> Result<(), End> {
        let mut bytes = [0; 4096];
        match rustix::io::read(&self.terminal, &mut bytes) {
            Ok(0) => Err(End::HangUp),
            Ok(count) => {
                self.decoder.feed(&bytes[..count], Instant::now(), events);
                Ok(())
            }
            Err(Errno::INTR | Errno::AGAIN) => Ok(()),
            Err(_) => Err(End::HangUp),
        }
    }

    /// Executes a command; returns when reading may continue.
    fn obey(&mut self) -> Result<(), End> {
        loop {
            let mut command = [0];
            match rustix::io::read(&self.commands, &mut command) {
                Ok(1) if command == [PAUSE] => {
                    let _ = self.confirm.send(());
                }
                Ok(1) => return Ok(()),
                Err(Errno::INTR) => {}
                _ => return Err(End::Dropped),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};

    use rustix::pipe::pipe;

    use super::*;
    use crate::app::key::{Code, Key};

    const LONG: Duration = Duration::from_secs(10);

    fn timing() -> Timing {
        Timing::with_escape(Duration::from_millis(25))
    }

    /// A reader of one end of a pipe, and the other end.
    fn reader() -> (InputReader, OwnedFd, Receiver<TerminalEvent>) {
        let (terminal, keyboard) = pipe().unwrap();
        let (sender, receiver) = channel();
        let reader = InputReader::start(terminal, timing(), &[], sender).unwrap();
        (reader, keyboard, receiver)
    }

    fn next(receiver: &Receiver<TerminalEvent>) -> TerminalEvent {
        receiver.recv_timeout(LONG).unwrap()
    }

    fn key(key: Key) -> TerminalEvent {
        TerminalEvent::Input(Input::Key(key))
    }

    #[test]
    fn the_thread_hears_keys_and_the_hang_up_and_ends() {
        let (_reader, keyboard, receiver) = reader();
        rustix::io::write(&keyboard, b"j\x1b").unwrap();
        assert_eq!(next(&receiver), key(Key::char('j')));
        assert_eq!(next(&receiver), key(Key::plain(Code::Esc)));
        rustix::io::write(&keyboard, b"k").unwrap();
        drop(keyboard);
        assert_eq!(next(&receiver), key(Key::char('k')));
        assert_eq!(next(&receiver), TerminalEvent::HangUp);
        receiver.recv_timeout(LONG).unwrap_err();
    }

    #[test]
    fn the_thread_hears_of_margins_between_keys() {
        let (_reader, keyboard, receiver) = reader();
        rustix::io::write(&keyboard, b"\x1b[?69;2$y").unwrap();
        assert_eq!(next(&receiver), TerminalEvent::Margins(true));
        rustix::io::write(&keyboard, b"\x1b[?69;0$yj").unwrap();
        assert_eq!(next(&receiver), key(Key::char('j')));
        assert_eq!(next(&receiver), TerminalEvent::Margins(false));
    }

    #[test]
    fn a_paused_thread_leaves_the_bytes_to_others() {
        let (terminal, keyboard) = pipe().unwrap();
        let (sender, receiver) = channel::<TerminalEvent>();
        let other = terminal.try_clone().unwrap();
        let reader = InputReader::start(terminal, timing(), &[], sender).unwrap();
        reader.pause();
        rustix::io::write(&keyboard, b"for the editor").unwrap();
        let mut bytes = [0; 64];
        let count = rustix::io::read(&other, &mut bytes).unwrap();
        assert_eq!(&bytes[..count], b"for the editor");
        reader.resume();
        rustix::io::write(&keyboard, b"j").unwrap();
        assert_eq!(next(&receiver), key(Key::char('j')));
    }

    #[test]
    fn a_dropped_reader_ends_its_thread() {
        let (reader, _keyboard, receiver) = reader();
        drop(reader);
        assert_eq!(receiver.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
    }
}
