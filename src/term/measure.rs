//! Asks the terminal what the reader asks at its start, outside of the reader: for `xinglan doctor`.
//!
//! What must not go in: what the answers are used for.

use std::io;
use std::time::{Duration, Instant};

use super::guard::Guard;
use super::input::terminal;
use super::probe::{Answers, Probe, question};
use crate::text::WidthPolicy;

/// What a terminal answered.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// The widths; `None` without a complete answer.
    pub policy: Option<WidthPolicy>,
    /// It has left and right margins.
    pub margins: bool,
    /// Time until the last answer.
    pub reply: Duration,
}

/// Takes the terminal over, asks, and gives it back.
///
/// # Errors
/// If there is no terminal.
pub fn measure(probe: Probe) -> io::Result<Measured> {
    let input = terminal()?;
    let mut guard = Guard::enter()?;
    guard.write(&question(probe))?;
    let asked = Instant::now();
    let answers = Answers::wait(&input);
    Ok(Measured { policy: answers.policy(), margins: answers.has_margins(), reply: asked.elapsed() })
}
