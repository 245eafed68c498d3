//! Decodes bytes into events: finds the end of each key, sequence and paste, however the line has split them.
//!
//! Pure: the time of arrival is an argument. `sequence` knows what a complete sequence means.

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::sequence;
use crate::term::probe;

/// How long to wait for the rest of unfinished input.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// After ESC, before it counts as the Escape key. A local terminal needs 25 ms, SSH 50.
    pub escape: Duration,
    /// After the start of a sequence that nobody types, before it is dropped.
    pub sequence: Duration,
    /// After the last byte of an unfinished paste.
    pub paste: Duration,
}

impl Timing {
    /// The default times with this wait after ESC.
    pub fn with_escape(escape: Duration) -> Self {
        Self { escape, sequence: Duration::from_millis(250), paste: Duration::from_secs(1) }
    }
}

/// A paste longer than this is cut (bytes).
pub(super) const LONGEST_PASTE: usize = 64 * 1024;

/// An unfinished sequence longer than this loses its middle (bytes): some replies hold a whole clipboard.
const LONGEST_SEQUENCE: usize = 4096;

const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// Decodes the bytes of one terminal into events.
#[derive(Debug)]
pub struct Decoder {
    timing: Timing,
    /// Whether ^H is the Backspace key, according to the terminal's settings.
    erase_is_control_h: bool,
    /// Bytes that do not form a whole key yet.
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    /// Arrival of the last byte.
    last: Option<Instant>,
    /// The terminal has said whether it has left and right margins.
    margins: Option<bool>,
}

/// The start of the pending bytes.
enum InputToken {
    /// A whole event of this many bytes.
    Event(Event, usize),
    /// This many bytes without a meaning for us.
    Nothing(usize),
    /// A paste that starts after this many bytes.
    Paste(usize),
    /// Something unfinished.
    Open,
}

impl Decoder {
    /// A decoder for a terminal whose Backspace key sends ^H (`true`) or DEL (`false`; then ^H is Control-H).
    pub fn new(timing: Timing, erase_is_control_h: bool) -> Self {
        Self { timing, erase_is_control_h, pending: Vec::new(), paste: None, last: None, margins: None }
    }

    /// Takes bytes that arrived at `now`; appends the complete events.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        self.last = Some(now);
        self.pending.extend_from_slice(bytes);
        self.drain(events);
    }

    /// What the terminal has said of left and right margins since the last call.
    pub fn take_margins(&mut self) -> Option<bool> {
        self.margins.take()
    }

    /// When to call [`Self::expire`] unless bytes arrive earlier; `None` if nothing is unfinished.
    pub fn deadline(&self) -> Option<Instant> {
        let wait = match (&self.paste, self.pending.as_slice()) {
            (Some(_), _) => self.timing.paste,
            (None, []) => return None,
            (None, [0x1b] | [0x1b, 0x1b]) => self.timing.escape,
            (None, _) => self.timing.sequence,
        };
        self.last.map(|last| last + wait)
    }

    /// Completes or drops unfinished input whose time is up.
    pub fn expire(&mut self, now: Instant, events: &mut Vec<Event>) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        if let Some(mut text) = self.paste.take() {
            text.append(&mut self.pending);
            events.extend(pasted(&text));
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        match *pending.as_slice() {
            [0x1b] => events.push(plain(KeyCode::Esc)),
            [0x1b, 0x1b] => events.extend([plain(KeyCode::Esc), plain(KeyCode::Esc)]),
            [0x1b, c @ b' '..=b'~'] => events.push(with_alt(plain(KeyCode::Char(char::from(c))))),
            _ => {} // the beginning of a sequence or of a character is no key
        }
    }

    fn drain(&mut self, events: &mut Vec<Event>) {
        loop {
            if let Some(text) = &mut self.paste {
                let Some(ended) = take_paste(text, &mut self.pending) else { return };
                if ended {
                    events.extend(self.paste.take().and_then(|text| pasted(&text)));
                }
                continue;
            }
            let used = match self.head() {
                InputToken::Open => {
                    let length = self.pending.len();
                    if length > LONGEST_SEQUENCE {
                        self.pending.drain(LONGEST_SEQUENCE / 2..length - 1);
                    }
                    return;
                }
                InputToken::Nothing(length) => length,
                InputToken::Paste(length) => {
                    self.paste = Some(Vec::new());
                    length
                }
                InputToken::Event(event, length) => {
                    events.push(event);
                    length
                }
            };
            let done: Vec<u8> = self.pending.drain(..used.min(self.pending.len())).collect();
            if let [0x1b, b'[', parameters @ .., last] = done.as_slice() {
                self.margins = probe::margins_answer(parameters, *last).or(self.margins);
            }
        }
    }

    fn head(&self) -> InputToken {
        let bytes = self.pending.as_slice();
        let Some(&first) = bytes.first() else { return InputToken::Open };
        match first {
            0x1b => escape(bytes),
            0x08 if self.erase_is_control_h => InputToken::Event(plain(KeyCode::Backspace), 1),
            0..0x20 | 0x7f => InputToken::Event(Event::Key(control(first)), 1),
            _ => character(bytes),
        }
    }
}

/// Bytes that begin with ESC.
fn escape(bytes: &[u8]) -> InputToken {
    match *bytes {
        [_, b'[', ..] if bytes.starts_with(PASTE_START) => InputToken::Paste(PASTE_START.len()),
        [_, b'[', b'[', last @ b' '..=b'~', ..] => sequence::linux_function_key(last)
            .map_or(InputToken::Nothing(4), |event| InputToken::Event(event, 4)),
        [_, b'[', b'[', _, ..] => InputToken::Nothing(3),
        // The original mouse report: three bytes of any value.
        [_, b'[', b'M', _, _, _, ..] => InputToken::Nothing(6),
        [] | [_] | [_, 0x1b] | [_, b'[', b'['] | [_, b'[', b'M', ..] => InputToken::Open,
        [_, kind @ (b'[' | b'O'), ref rest @ ..] => controls(kind, rest),
        [_, b']', ref rest @ ..] => text_sequence(rest, |c| c.is_ascii_digit() || b"lL".contains(&c), bytes),
        [_, b'P', ref rest @ ..] => {
            text_sequence(rest, |c| c.is_ascii_digit() || b"!$+=>|".contains(&c), bytes)
        }
        [_, b'_', ref rest @ ..] => text_sequence(rest, |c| c == b'G', bytes),
        // Alt with a sequence, as rxvt sends it.
        [_, 0x1b, b'[' | b'O', ..] => match escape(&bytes[1..]) {
            InputToken::Event(event, length) => InputToken::Event(with_alt(event), length + 1),
            InputToken::Nothing(length) => InputToken::Nothing(length + 1),
            other => other,
        },
        // The Escape key: nobody holds Alt while an input method sends a word.
        [_, 0x1b | 0x80..=0xff, ..] => InputToken::Event(plain(KeyCode::Esc), 1),
        [_, second @ (..0x20 | 0x7f), ..] => InputToken::Event(with_alt(Event::Key(control(second))), 2),
        [_, second, ..] => InputToken::Event(with_alt(plain(KeyCode::Char(char::from(second)))), 2),
    }
}

/// `ESC [` or `ESC O`, then parameters (0x30-0x3F), intermediates (0x20-0x2F) and one final byte (0x40-0x7E).
fn controls(kind: u8, rest: &[u8]) -> InputToken {
    let Some(end) = rest.iter().position(|c| !(0x20..0x40).contains(c)) else {
        return InputToken::Open;
    };
    let (parameters, last) = (&rest[..end], rest[end]);
    if !(0x40..0x7f).contains(&last) {
        return InputToken::Nothing(end + 2); // cut off by another key
    }
    let event = if kind == b'[' { sequence::csi(parameters, last) } else { sequence::ss3(parameters, last) };
    event.map_or(InputToken::Nothing(end + 3), |event| InputToken::Event(event, end + 3))
}

/// A sequence that contains text (OSC, DCS, APC): a reply, never a key. It is one only if its text starts like such a
/// reply; otherwise the user held Alt. `bytes` is all of it, `rest` the part after the introducer.
fn text_sequence(rest: &[u8], begins: impl Fn(u8) -> bool, bytes: &[u8]) -> InputToken {
    match rest.first() {
        None => return InputToken::Open,
        Some(&first) if !begins(first) => {
            return InputToken::Event(with_alt(plain(KeyCode::Char(char::from(bytes[1])))), 2);
        }
        Some(_) => {}
    }
    let Some(end) = rest.iter().position(|c| matches!(c, 0x07 | 0x18 | 0x1a | 0x1b)) else {
        return InputToken::Open;
    };
    match rest[end..] {
        [0x1b] => InputToken::Open,
        [0x1b, b'\\', ..] => InputToken::Nothing(end + 4),
        [0x1b, ..] => InputToken::Nothing(end + 2), // cut off by another sequence
        _ => InputToken::Nothing(end + 3),
    }
}

/// Moves pasted text from `pending` to `text`. `Some(true)` if the paste has ended, `None` if more must arrive. Text
/// beyond the longest paste is dropped, not typed.
fn take_paste(text: &mut Vec<u8>, pending: &mut Vec<u8>) -> Option<bool> {
    let end = memchr::memmem::find(pending, PASTE_END);
    // The end mark may be split: keep what could be its start.
    let kept = (1..PASTE_END.len()).rev().find(|&n| pending.ends_with(&PASTE_END[..n])).unwrap_or(0);
    let taken = end.unwrap_or(pending.len() - kept);
    let room = LONGEST_PASTE - text.len();
    text.extend_from_slice(&pending[..taken.min(room)]);
    pending.drain(..end.map_or(taken, |end| end + PASTE_END.len()));
    end.map(|_| true)
}

fn pasted(text: &[u8]) -> Option<Event> {
    (!text.is_empty()).then(|| Event::Paste(String::from_utf8_lossy(text).into_owned()))
}

/// One UTF-8 character. Drops invalid bytes.
fn character(bytes: &[u8]) -> InputToken {
    let length = match bytes[0] {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return InputToken::Nothing(1),
    };
    let whole = bytes.get(..length);
    match std::str::from_utf8(whole.unwrap_or(bytes)) {
        Ok(text) => text.chars().next().map_or(InputToken::Open, |c| {
            let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
            InputToken::Event(Event::Key(KeyEvent::new(KeyCode::Char(c), shift)), length)
        }),
        Err(error) if error.error_len().is_none() => InputToken::Open,
        Err(_) => InputToken::Nothing(1),
    }
}

/// The key of a control character, named as crossterm names it.
fn control(byte: u8) -> KeyEvent {
    let code = match byte {
        b'\r' => KeyCode::Enter,
        b'\t' => KeyCode::Tab,
        0x7f => KeyCode::Backspace,
        0 => return KeyEvent::new(KeyCode::Char(' '), KeyModifiers::CONTROL),
        1..=26 => return KeyEvent::new(KeyCode::Char(char::from(byte - 1 + b'a')), KeyModifiers::CONTROL),
        _ => {
            return KeyEvent::new(
                KeyCode::Char(char::from(byte.saturating_sub(0x1c) + b'4')),
                KeyModifiers::CONTROL,
            );
        }
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn plain(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn with_alt(event: Event) -> Event {
    match event {
        Event::Key(mut key) => {
            key.modifiers |= KeyModifiers::ALT;
            Event::Key(key)
        }
        other => other,
    }
}
