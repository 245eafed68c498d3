//! The only query sent to a terminal: how wide does it draw five texts whose widths differ between terminals, and can it
//! scroll between left and right margins?
//!
//! One write and one round trip, on the alternate screen, before anything reads keys. The query ends with `CSI c`, which
//! every terminal answers, so that a terminal that does not report cursor positions causes no wait. Keys typed meanwhile
//! are kept. The texts stay off the first row, where a position report would look like Shift+F3.

use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::text::WidthPolicy;
use crate::text::width::PROBES;

/// Without an answer after this time the default widths apply.
const PATIENCE: Duration = Duration::from_millis(300);

/// Asks whether there are left and right margins.
const MARGINS: &[u8] = b"\x1b[?69$p";

/// Whether `CSI parameters last` is the answer to that question, and which: 1 and 2 stand for on and off at present, 3 for
/// always on, 0 for not known, 4 for never on.
pub(super) fn margins_answer(parameters: &[u8], last: u8) -> Option<bool> {
    match parameters {
        [b'?', b'6', b'9', b';', value, b'$'] if last == b'y' => Some(matches!(value, b'1'..=b'3')),
        _ => None,
    }
}

/// The answers so far, and the keys typed between them.
#[derive(Debug, Default)]
pub struct Answers {
    /// Column after each text, from 1. The first text starts at 1, each other where the previous one ends.
    columns: Vec<u16>,
    /// The terminal has left and right margins.
    margins: bool,
    /// The final query, `CSI c`, is answered.
    complete: bool,
    /// Bytes that are not part of an answer.
    typed: Vec<u8>,
    /// Bytes of an unfinished answer.
    pending: Vec<u8>,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probe {
    /// Nothing.
    Nothing,
    /// Whether there are margins; the widths are known. Nobody waits for the answer: it comes with the keys.
    Margins,
    /// The widths.
    Widths,
    /// The widths, and whether there are margins: a very old terminal would show a letter of that question.
    WidthsAndMargins,
}

/// The query, at most 64 bytes.
pub fn question(probe: Probe) -> Vec<u8> {
    match probe {
        Probe::Nothing => return Vec::new(),
        Probe::Margins => return MARGINS.to_vec(),
        Probe::Widths | Probe::WidthsAndMargins => {}
    }
    let mut question = b"\r\n".to_vec();
    for text in PROBES {
        question.extend_from_slice(text.as_bytes());
        question.extend_from_slice(b"\x1b[6n");
    }
    if probe == Probe::WidthsAndMargins {
        question.extend_from_slice(MARGINS);
    }
    question.extend_from_slice(b"\x1b[c");
    question
}

impl Answers {
    /// Waits for the answers from `terminal`.
    pub fn wait(terminal: &impl AsFd) -> Self {
        let mut answers = Self::default();
        let end = Instant::now() + PATIENCE;
        let mut bytes = [0; 512];
        while !answers.complete {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || !readable(terminal.as_fd(), left) {
                break;
            }
            match rustix::io::read(terminal, &mut bytes) {
                Ok(0) | Err(_) => break,
                Ok(count) => answers.feed(bytes.get(..count).unwrap_or_default()),
            }
        }
        answers
    }

    /// Takes bytes from the terminal, split anywhere.
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.pending.push(*byte);
            match *self.pending.as_slice() {
                [0x1b] | [0x1b, b'['] | [0x1b, b'[', .., b'0'..=b'9' | b';' | b'?' | b'$'] => {}
                [0x1b, b'[', ref numbers @ .., b'R'] if !self.complete => match position(numbers) {
                    Some(column) => {
                        self.columns.push(column);
                        self.pending.clear();
                    }
                    None => self.typed.append(&mut self.pending),
                },
                [0x1b, b'[', ref parameters @ .., last @ b'y'] => match margins_answer(parameters, last) {
                    Some(margins) => {
                        self.margins = margins;
                        self.pending.clear();
                    }
                    None => self.typed.append(&mut self.pending),
                },
                [0x1b, b'[', b'?', .., b'c'] => {
                    self.complete = true;
                    self.pending.clear();
                }
                _ => self.typed.append(&mut self.pending),
            }
        }
    }

    /// The measured widths; `None` without a complete answer.
    pub fn policy(&self) -> Option<WidthPolicy> {
        let mut cells = [None; PROBES.len()];
        if self.columns.len() != cells.len() {
            return None;
        }
        let mut start = 1;
        for (cell, column) in cells.iter_mut().zip(&self.columns) {
            *cell = column.checked_sub(start).and_then(|width| u8::try_from(width).ok());
            start = *column;
        }
        Some(WidthPolicy::measured(cells))
    }

    /// Whether the terminal has left and right margins. It has not if it does not answer.
    pub fn has_margins(&self) -> bool {
        self.margins
    }

    /// The keys typed while waiting.
    pub fn typed(mut self) -> Vec<u8> {
        self.typed.append(&mut self.pending);
        self.typed
    }
}

/// The column of `ROW;COLUMN`; `None` on the first row, where no text is.
fn position(numbers: &[u8]) -> Option<u16> {
    let (row, column) = std::str::from_utf8(numbers).ok()?.split_once(';')?;
    (row.parse::<u16>().ok()? > 1).then(|| column.parse().ok()).flatten()
}

fn readable(terminal: BorrowedFd<'_>, patience: Duration) -> bool {
    let timeout = Timespec::try_from(patience).ok();
    let mut fds = [PollFd::from_borrowed_fd(terminal, PollFlags::IN)];
    poll(&mut fds, timeout.as_ref()).is_ok_and(|count| count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Ambiguous;

    fn answers(columns: [u16; 5], between: &str) -> Answers {
        let replies = columns.map(|column| format!("\x1b[2;{column}R{between}"));
        let bytes = replies.concat() + "\x1b[?62;22c";
        let mut whole = Answers::default();
        // One byte at a time: a slow line splits anywhere.
        for byte in bytes.as_bytes() {
            whole.feed(&[*byte]);
        }
        whole
    }

    #[test]
    fn the_question_is_short() {
        let length = question(Probe::WidthsAndMargins).len();
        assert!(length <= 64, "{length}");
        assert!(!question(Probe::Widths).contains(&b'$') && question(Probe::Nothing).is_empty());
        assert_eq!(question(Probe::Margins), b"\x1b[?69$p");
    }

    #[test]
    fn widths_are_read_from_the_answers() {
        let narrow = answers([2, 4, 6, 8, 10], "").policy().unwrap();
        assert_eq!(narrow.ambiguous, Ambiguous::One);
        let wide = answers([3, 4, 9, 13, 15], "").policy().unwrap();
        assert_eq!((wide.ambiguous, wide.text("“”")), (Ambiguous::Two, 4));
    }

    #[test]
    fn keys_typed_meanwhile_are_kept_and_answers_are_not_keys() {
        let answers = answers([2, 4, 6, 8, 10], "j");
        assert!(answers.complete);
        assert_eq!(answers.typed(), b"jjjjj");
    }

    #[test]
    fn other_sequences_are_typed() {
        let mut answers = Answers::default();
        answers.feed(b"\x1b[B\x1b[1;2Rq\x1b[");
        assert_eq!(answers.typed(), b"\x1b[B\x1b[1;2Rq\x1b[");
    }

    #[test]
    fn margins_are_there_only_if_the_terminal_says_so() {
        let with = |reply: &str| {
            let mut answers = Answers::default();
            answers.feed(format!("\x1b[2;2Rj{reply}\x1b[?62;22c").as_bytes());
            assert!(answers.complete);
            let margins = answers.has_margins();
            assert_eq!(answers.typed(), b"j", "{reply:?}");
            margins
        };
        let replies = ["", "\x1b[?69;0$y", "\x1b[?69;1$y", "\x1b[?69;2$y", "\x1b[?69;4$y"];
        assert_eq!(replies.map(with), [false, false, true, true, false]);
    }

    #[test]
    fn half_an_answer_is_none() {
        let mut answers = Answers::default();
        answers.feed(b"\x1b[2;2R\x1b[?62c");
        assert!(answers.complete && answers.policy().is_none());
    }
}
