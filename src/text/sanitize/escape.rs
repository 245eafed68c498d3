//! How long an escape sequence is, in its 7-bit or 8-bit form. Nothing is dropped here.

/// An escape string (OSC, DCS, …) is looked for this far; without its end only the introducer is dropped.
const SEQUENCE_LOOKAHEAD: usize = 4096;

/// Length in bytes of the escape sequence at the start of `text` (7-bit or 8-bit form), at least its introducer.
pub(super) fn escape_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    let introducer = text.chars().next().unwrap_or_default();
    let kind = match introducer {
        '\u{1B}' => match chars.next() {
            Some((_, c)) => c,
            None => return 1,
        },
        '\u{9B}' => '[',
        _ => ']',
    };
    let alone = introducer.len_utf8();
    match kind {
        '[' => chars
            .take(64)
            .find(|(_, c)| !matches!(c, ' '..='?'))
            .filter(|(_, c)| matches!(c, '@'..='~'))
            .map_or(alone, |(at, c)| at + c.len_utf8()),
        ']' | 'P' | 'X' | '^' | '_' => string_end(text).unwrap_or(alone),
        // ESC, intermediates, one final: charset choices and the like.
        ' '..='/' => chars
            .take(4)
            .find(|(_, c)| !matches!(c, ' '..='/'))
            .filter(|(_, c)| matches!(c, '0'..='~'))
            .map_or(alone, |(at, c)| at + c.len_utf8()),
        '0'..='~' => 2,
        _ => alone,
    }
}

/// Where the escape string at the start of `text` ends: after BEL or ST, on the same line.
fn string_end(text: &str) -> Option<usize> {
    let mut previous = '\0';
    for (at, c) in text.char_indices().skip(1).take(SEQUENCE_LOOKAHEAD) {
        match c {
            '\u{7}' | '\u{9C}' => return Some(at + c.len_utf8()),
            '\\' if previous == '\u{1B}' => return Some(at + 1),
            '\n' | '\r' => return None,
            _ => previous = c,
        }
    }
    None
}
