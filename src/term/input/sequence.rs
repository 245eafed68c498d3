//! Translates complete control sequences into crossterm's key events: the keys of xterm, VT220, rxvt, the Linux console,
//! and the `CSI u` form.
//!
//! `decode` finds where a sequence ends. A sequence that is no key yields `None` and is dropped.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// `ESC [ parameters final`. The parameters are all bytes in between.
pub(super) fn csi(parameters: &[u8], last: u8) -> Option<Event> {
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse(report, last);
    }
    let numbers = Numbers::parse(parameters)?;
    match last {
        // A cursor report looks like Shift-F3; a reply never becomes a key.
        b'A'..=b'D' | b'F' | b'H' | b'P' | b'Q' | b'S' => Some(numbers.key(letter_key(last)?)),
        b'a'..=b'd' if parameters.is_empty() => {
            Some(key(letter_key(last.to_ascii_uppercase())?, KeyModifiers::SHIFT))
        }

        b'Z' => Some(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        b'I' if parameters.is_empty() => Some(Event::FocusGained),
        b'O' if parameters.is_empty() => Some(Event::FocusLost),
        b'~' if numbers.first() == Some(27) => {
            character_key(numbers.at(2)?, numbers.modifiers(), KeyEventKind::Press)
        }
        b'~' => Some(numbers.key(number_key(numbers.first()?)?)),
        b'u' => character_key(numbers.first()?, numbers.modifiers(), numbers.kind()),
        _ => None,
    }
}

/// `ESC [ < button ; column ; row M` (`m` when a button goes up): the left button going down, and the wheel.
fn mouse(report: &[u8], last: u8) -> Option<Event> {
    let numbers = Numbers::parse(report)?;
    // Without Shift, Meta and Control.
    let kind = match (numbers.first()? & !0b1_1100, last) {
        (0, b'M') => MouseEventKind::Down(MouseButton::Left),
        (0, b'm') => MouseEventKind::Up(MouseButton::Left),
        (32, b'M') => MouseEventKind::Drag(MouseButton::Left),
        (64, b'M') => MouseEventKind::ScrollUp,
        (65, b'M') => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let cell = |at| u16::try_from(numbers.at(at)?.checked_sub(1)?).ok();
    Some(Event::Mouse(MouseEvent { kind, column: cell(1)?, row: cell(2)?, modifiers: KeyModifiers::NONE }))
}

/// `ESC O parameters final`: application cursor keys, F1 to F4, the keypad. Some terminals put the modifiers before the
/// letter.
pub(super) fn ss3(parameters: &[u8], last: u8) -> Option<Event> {
    let modifiers = match Numbers::parse(parameters)?.0.as_slice() {
        [] => KeyModifiers::NONE,
        [.., (n, _)] => modifiers_of(*n),
    };
    let code = match last {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b'R' => KeyCode::F(3),
        // The keypad in application mode sends its character plus 0x40.
        b'j'..=b'y' | b'X' => KeyCode::Char(char::from(last - 0x40)),
        b'a'..=b'd' => return Some(key(letter_key(last.to_ascii_uppercase())?, KeyModifiers::CONTROL)),
        _ => letter_key(last)?,
    };
    Some(key(code, modifiers))
}

/// `ESC [ [ letter`: F1 to F5 of the Linux console.
pub(super) fn linux_function_key(last: u8) -> Option<Event> {
    match last {
        b'A'..=b'E' => Some(key(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE)),
        _ => None,
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn letter_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// The editing and function keys of the VT220, with the gaps in its numbering.
fn number_key(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        n @ 11..=15 => KeyCode::F(n as u8 - 10),
        n @ 17..=21 => KeyCode::F(n as u8 - 11),
        n @ 23..=24 => KeyCode::F(n as u8 - 12),
        _ => return None,
    })
}

/// A key named by its code point (`CSI u`, and xterm's modifyOtherKeys). Keypad keys have their own numbers in the
/// private use area, see the kitty keyboard protocol.
fn character_key(code_point: u32, modifiers: KeyModifiers, kind: KeyEventKind) -> Option<Event> {
    const KEYPAD: &str = "0123456789./*-+";
    let code = match code_point {
        27 => KeyCode::Esc,
        13 | 57414 => KeyCode::Enter,
        9 if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        8 | 127 => KeyCode::Backspace,
        57399..=57413 => KeyCode::Char(KEYPAD.chars().nth(code_point as usize - 57399)?),
        57415 => KeyCode::Char('='),
        57416 => KeyCode::Char(','),
        57417 => KeyCode::Left,
        57418 => KeyCode::Right,
        57419 => KeyCode::Up,
        57420 => KeyCode::Down,
        57421 => KeyCode::PageUp,
        57422 => KeyCode::PageDown,
        57423 => KeyCode::Home,
        57424 => KeyCode::End,
        57425 => KeyCode::Insert,
        57426 => KeyCode::Delete,
        57344..=63743 => return None, // other keys of the protocol: locks, media, modifiers alone
        _ => KeyCode::Char(char::from_u32(code_point).filter(|c| !c.is_control())?),
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

/// The parameters of a sequence: for each its number and the first number after a colon.
struct Numbers(Vec<(u32, Option<u32>)>);

impl Numbers {
    /// `None` if there is anything but numbers, as in private sequences and mouse reports.
    fn parse(parameters: &[u8]) -> Option<Self> {
        if parameters.is_empty() {
            return Some(Self(Vec::new()));
        }
        let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse().ok() };
        let field = |field: &str| {
            let mut parts = field.split(':');
            let first = number(parts.next()?)?;
            parts.next().map_or(Some((first, None)), |second| Some((first, Some(number(second)?))))
        };
        std::str::from_utf8(parameters).ok()?.split(';').map(field).collect::<Option<_>>().map(Self)
    }

    fn at(&self, index: usize) -> Option<u32> {
        self.0.get(index).map(|&(number, _)| number)
    }

    fn first(&self) -> Option<u32> {
        self.at(0)
    }

    /// The modifiers, from the second parameter.
    fn modifiers(&self) -> KeyModifiers {
        self.at(1).map_or(KeyModifiers::NONE, modifiers_of)
    }

    /// Whether the key went down or up, from the number after the colon of the modifiers.
    fn kind(&self) -> KeyEventKind {
        match self.0.get(1) {
            Some((_, Some(2))) => KeyEventKind::Repeat,
            Some((_, Some(3))) => KeyEventKind::Release,
            _ => KeyEventKind::Press,
        }
    }

    fn key(&self, code: KeyCode) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, self.modifiers(), self.kind()))
    }
}

/// The modifiers of xterm's modifier number: one more than the sum of Shift 1, Alt 2, Control 4, Super 8, Hyper 16, Meta
/// 32; the lock bits above are ignored.
fn modifiers_of(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let held = [
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
        KeyModifiers::SUPER,
        KeyModifiers::HYPER,
        KeyModifiers::META,
    ];
    held.into_iter()
        .enumerate()
        .filter(|(bit, _)| bits >> bit & 1 == 1)
        .map(|(_, modifier)| modifier)
        .collect()
}
