//! Input: decodes the terminal's bytes into crossterm events, and these into our own keys.
//!
//! The event types are crossterm's, but we read the bytes ourselves, because four faults of its reader (0.29) cannot be
//! fixed from outside: it takes an ESC split from its sequence for the Escape key (crossterm#993), spins for ever when the
//! terminal is gone (#793), and goes deaf after a stray reply of the terminal or a paste without an end. `app` knows what
//! keys mean.
//!
//! | part | what it does |
//! |---|---|
//! | `decode` | turns bytes and their times into events; pure |
//! | `sequence` | turns one complete control sequence into a key; pure |
//! | `reader` | the thread that waits, reads and sends |

mod decode;
mod reader;
mod sequence;
#[cfg(test)]
mod tests;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent, MouseEventKind};

use crate::app::key::{Code, Key};
use crate::app::mouse::{MouseInput, MouseKind};
pub use decode::{Decoder, Timing};
pub use reader::{InputReader, terminal};

/// Input from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed or repeated.
    Key(Key),
    /// Text was pasted. Line ends are `\n`; otherwise it is raw, not sanitised yet.
    Paste(String),
    /// The window was resized.
    Resize {
        /// Columns, at least 1.
        cols: u16,
        /// Rows, at least 1.
        rows: u16,
    },
    /// The mouse did something.
    Mouse(MouseInput),
    /// Input without a use: a released key, an unnamed key.
    None,
}

impl From<Event> for Input {
    fn from(event: Event) -> Self {
        match event {
            Event::Key(key) => key_of(key).map_or(Self::None, Self::Key),
            Event::Paste(text) => Self::Paste(text.replace("\r\n", "\n").replace('\r', "\n")),
            Event::Resize(cols, rows) => {
                let (cols, rows) = super::size::usable(cols, rows);
                Self::Resize { cols, rows }
            }
            Event::Mouse(mouse) => mouse_of(mouse).map_or(Self::None, Self::Mouse),
            Event::FocusGained | Event::FocusLost => Self::None,
        }
    }
}

fn mouse_of(event: MouseEvent) -> Option<MouseInput> {
    let kind = match event.kind {
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        MouseEventKind::Down(_) => MouseKind::Press,
        MouseEventKind::Drag(_) => MouseKind::Drag,
        MouseEventKind::Up(_) => MouseKind::Release,
        _ => return None,
    };
    Some(MouseInput { x: event.column, y: event.row, kind })
}

/// Our key for one of crossterm's; `None` for releases and for keys or modifiers without a name here.
fn key_of(event: KeyEvent) -> Option<Key> {
    let named = KeyModifiers::SHIFT | KeyModifiers::CONTROL | KeyModifiers::ALT;
    if event.kind == KeyEventKind::Release || !named.contains(event.modifiers) {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let code = code_of(event.code, ctrl)?;
    // Shift shows in a character and in BackTab; Control is what made Tab of ^I and Enter of ^M.
    let shown = matches!(code, Code::Char(_) | Code::BackTab);
    let made = matches!(event.code, KeyCode::Char(_)) && !matches!(code, Code::Char(_));
    Some(Key {
        code,
        ctrl: ctrl && !made,
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: event.modifiers.contains(KeyModifiers::SHIFT) && !shown && !made,
    })
}

fn code_of(code: KeyCode, ctrl: bool) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) if ctrl => control_code(c),
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Esc => Code::Esc,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::F(n @ 1..=12) => Code::F(n),
        _ => return None,
    })
}

/// The key for Control and a character, the same on terminals that tell ^I from Tab and on those that cannot. crossterm
/// names the bytes 0x1C to 0x1F Control-4 to Control-7, after the VT220 keyboard; we use the characters on the keys.
fn control_code(c: char) -> Code {
    match c.to_ascii_lowercase() {
        'i' => Code::Tab,
        'm' => Code::Enter,
        '[' => Code::Esc,
        '4' => Code::Char('\\'),
        '5' => Code::Char(']'),
        '6' => Code::Char('^'),
        '7' | '/' => Code::Char('_'),
        '@' => Code::Char(' '),
        c => Code::Char(c),
    }
}
