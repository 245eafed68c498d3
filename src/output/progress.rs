//! How far work is, on standard error: a bar that is drawn anew on a terminal, and nothing elsewhere.
//!
//! `indicatif` counts and lays out; what it draws leaves by the door, cleaned. What must not go in: words for the user.

use std::fmt;
use std::io::{self, BufWriter};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, TermLike};

use super::clean_part;

/// Drawings a second.
const RATE: u8 = 10;
/// The bar, and what is told beside it.
const TEMPLATE: &str = "[{bar:24}] {told}";
const SIGNS: &str = "#>-";
/// The width of a terminal that does not say it.
const USUAL_WIDTH: u16 = 80;

/// How far work is.
#[derive(Debug, Clone, Copy)]
pub struct WorkDone {
    /// Parts done.
    pub done: u64,
    /// Parts in all, once that is known.
    pub of: Option<u64>,
    /// Parts a second, of late.
    pub rate: f64,
    /// Time that is left, once the parts in all are known.
    pub left: Option<Duration>,
}

/// A bar. Copies are the same bar.
#[derive(Debug, Clone)]
pub struct WorkBar(ProgressBar);

impl WorkBar {
    /// A bar of `of` parts on standard error, with what `told` says of it. It appears when the work has taken `patience`.
    /// `None` if there is no terminal, or nobody wants to see it.
    pub fn on_terminal(
        of: Option<u64>,
        patience: Duration,
        told: impl Fn(WorkDone) -> String + Clone + Send + Sync + 'static,
    ) -> Option<Self> {
        let is_shown = super::stderr_is_terminal() && !super::is_quiet();
        is_shown.then(|| Self::on(DoorTerminal::on_stderr(patience), of, told))
    }

    fn on(
        terminal: DoorTerminal,
        of: Option<u64>,
        told: impl Fn(WorkDone) -> String + Clone + Send + Sync + 'static,
    ) -> Self {
        let target = ProgressDrawTarget::term_like_with_hz(Box::new(terminal), RATE);
        let bar = ProgressBar::with_draw_target(of, target);
        let write = move |state: &ProgressState, to: &mut dyn fmt::Write| {
            let left = state.len().map(|_| state.eta());
            let done = WorkDone { done: state.pos(), of: state.len(), rate: state.per_sec(), left };
            // The bar is made in memory.
            let _ = to.write_str(&told(done));
        };
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style.with_key("told", write).progress_chars(SIGNS));
        }
        bar.tick();
        Self(bar)
    }

    /// So many parts there are in all.
    pub fn set_all(&self, of: u64) {
        self.0.set_length(of);
    }

    /// So many parts are done.
    pub fn set_done(&self, done: u64) {
        if self.0.length().is_some_and(|of| of < done) {
            self.0.set_length(done);
        }
        self.0.set_position(done);
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// Standard error as a terminal to draw on: text is cleaned, and the only sequences are those written here.
struct DoorTerminal {
    to: Mutex<Box<dyn io::Write + Send>>,
    begun: Instant,
    patience: Duration,
}

impl fmt::Debug for DoorTerminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DoorTerminal").finish_non_exhaustive()
    }
}

impl DoorTerminal {
    fn new(to: impl io::Write + Send + 'static, patience: Duration) -> Self {
        Self { to: Mutex::new(Box::new(to)), begun: Instant::now(), patience }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    fn on_stderr(patience: Duration) -> Self {
        Self::new(BufWriter::new(io::stderr()), patience)
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        if self.begun.elapsed() < self.patience {
            return Ok(());
        }
        self.to.lock().unwrap_or_else(PoisonError::into_inner).write_all(bytes)
    }

    /// A movement of the cursor by `count` cells, by the last byte of its sequence.
    fn step(&self, count: usize, last: char) -> io::Result<()> {
        if count == 0 { Ok(()) } else { self.write(format!("\x1b[{count}{last}").as_bytes()) }
    }
}

impl TermLike for DoorTerminal {
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    fn width(&self) -> u16 {
        let size = rustix::termios::tcgetwinsize(io::stderr());
        size.map_or(USUAL_WIDTH, |size| if size.ws_col == 0 { USUAL_WIDTH } else { size.ws_col })
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.step(n, 'A')
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.step(n, 'B')
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.step(n, 'C')
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.step(n, 'D')
    }

    fn write_line(&self, s: &str) -> io::Result<()> {
        self.write((clean_part(s) + "\n").as_bytes())
    }

    fn write_str(&self, s: &str) -> io::Result<()> {
        // What fills the line up to its end is not needed behind `clear_line`.
        if s.trim_matches(' ').is_empty() { Ok(()) } else { self.write(clean_part(s).as_bytes()) }
    }

    fn clear_line(&self) -> io::Result<()> {
        self.write(b"\r\x1b[K")
    }

    fn flush(&self) -> io::Result<()> {
        self.to.lock().unwrap_or_else(PoisonError::into_inner).flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// What was drawn.
    #[derive(Clone, Default)]
    struct Drawn(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Drawn {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn drawn(patience: Duration) -> String {
        let drawn = Drawn::default();
        let bar = WorkBar::on(DoorTerminal::new(drawn.clone(), patience), Some(4), |work| {
            format!("{}/{}\u{1b}[2J 篇", work.done, work.of.unwrap_or_default())
        });
        bar.set_done(2);
        bar.set_done(9);
        bar.0.force_draw();
        bar.clear();
        let bytes = drawn.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_bar_is_drawn_in_one_line_cleaned_and_taken_away() {
        let text = drawn(Duration::ZERO);
        assert!(text.contains("] 0/4 篇") && text.contains("9/9 篇"), "{text:?}");
        assert!(!text.contains('\n') && !text.contains("\x1b[2J"), "{text:?}");
        assert!(text.ends_with("\r\x1b[K"), "{text:?}");
    }

    #[test]
    fn a_bar_does_not_appear_before_its_time() {
        assert_eq!(drawn(Duration::from_hours(1)), "");
    }
}
