//! Ctrl-C and the other signals that end a command that prints: what is half written is taken away, and the process ends as if
//! the signal had not been handled, so that a shell and `make` see it.
//!
//! The reader handles its signals itself (`term::signals`). What must not go in: what a command does.

use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::output;
use crate::store::remove_unfinished;

/// Begins to wait for a signal, on a thread of its own. Without one, signals do what they do to every program.
pub(super) fn watch() {
    let ignored = ignored();
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
    let Ok(mut signals) = Signals::new(wanted) else { return };
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            remove_unfinished();
            let mut err = output::stderr();
            // Whether the line could be emptied or not, this is the end.
            let _ = err.clear_line();
            drop(err);
            let _ = emulate_default_handler(signal);
        }
    });
}

/// The signals that whoever started us has them ignored (`nohup`, `&` in a script), a bit each. None where the system does not
/// say.
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}
