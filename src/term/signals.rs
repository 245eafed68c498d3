//! Turns signals into events, on a thread of its own; the handlers do nothing else.
//!
//! The event loop decides how to react.

use std::{io, sync::mpsc::Sender, thread, time::Duration};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator::{Handle, Signals},
};

use super::{child, event::TerminalEvent, guard, input::Input, size::size};

/// A running signal thread. Dropping this ends it; the signals are ignored from then on.
#[derive(Debug)]
pub struct Watch {
    handle: Handle,
}

impl Watch {
    /// Starts sending signals as events.
    ///
    /// If the process still runs `grace` after a signal to end, it is killed: it may hang in a write to a terminal that
    /// nobody reads.
    ///
    /// # Errors
    /// If the handlers or the thread cannot be set up.
    pub fn start<T>(grace: Duration, sender: Sender<T>) -> io::Result<Self>
    where
        T: From<TerminalEvent> + Send + 'static,
    {
        let mut signals = Signals::new([SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
        let handle = signals.handle();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let mut ending = false;
            for signal in signals.forever() {
                let is_ours = !child::is_away() || matches!(signal, SIGTERM | SIGHUP);
                if !ending && is_ours && matches!(signal, SIGTERM | SIGINT | SIGQUIT | SIGHUP) {
                    ending = true;
                    end_after(grace, signal);
                }
                if notice(signal).is_some_and(|notice| sender.send(notice.into()).is_err()) {
                    return;
                }
            }
        })?;
        Ok(Self { handle })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.handle.close();
    }
}

fn notice(signal: i32) -> Option<TerminalEvent> {
    Some(match signal {
        // They are for the program that has the terminal.
        SIGINT | SIGQUIT | SIGTSTP | SIGCONT if child::is_away() => return None,
        SIGTERM | SIGINT | SIGQUIT => TerminalEvent::Terminate,
        SIGHUP => TerminalEvent::HangUp,
        SIGTSTP => TerminalEvent::Suspend,
        SIGCONT => TerminalEvent::Continue,
        SIGWINCH => {
            let (cols, rows) = size();
            TerminalEvent::Input(Input::Resize { cols, rows })
        }
        _ => return None,
    })
}

/// Ends the process after `grace`, as the signal would have.
fn end_after(grace: Duration, signal: i32) {
    let end = move || {
        thread::sleep(grace);
        guard::give_back();
        std::process::exit(128 + signal);
    };
    // Without this thread only the last resort is missing; the usual exit still works.
    let _ = thread::Builder::new().name("last resort".to_owned()).spawn(end);
}
