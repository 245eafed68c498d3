//! What gives the screen back: the sequence that the reader writes when it leaves, and its parent when the reader no longer
//! can. What only some terminals have is taken back only where it was used.
//!
//! Where parent and reader are two processes, they share one byte that says so. What must not go in: writing.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

/// What may have to be taken back beside the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Extra {
    /// Left and right margins.
    Margins = 1,
    /// Reports of the mouse.
    Mouse = 2,
}

/// The byte of a process without a parent.
static OWN: AtomicU8 = AtomicU8::new(0);
/// The byte that parent and reader share.
static SHARED: OnceLock<&'static AtomicU8> = OnceLock::new();

/// Shares the notes of this process with its child through this byte. Call it before the child is started.
pub(super) fn share(byte: &'static AtomicU8) {
    // There is one parent, which shares once.
    let _ = SHARED.set(byte);
}

/// Notes that this will have to be taken back.
pub(super) fn uses(extra: Extra) {
    notes().fetch_or(extra as u8, Ordering::SeqCst);
}

fn notes() -> &'static AtomicU8 {
    SHARED.get().copied().unwrap_or(&OWN)
}

macro_rules! sequences {
    ($($before:literal)? : $end:literal) => {
        // The screen as it was before brings its colours along, which a stop in the middle of a frame may have left.
        concat!($($before,)? "\x1b[m\x1b[r", $end, "\x1b[m").as_bytes()
    };
}

/// Default colours, no margins, no scroll region, no bracketed paste, cursor shown, the screen as it was before.
/// Takes no memory, as the parent has a sandbox that gives it none.
pub(super) fn sequence() -> &'static [u8] {
    match notes().load(Ordering::SeqCst) {
        0 => sequences!(: "\x1b[?2004l\x1b[?25h\x1b[?1049l"),
        1 => sequences!("\x1b[?69l": "\x1b[?2004l\x1b[?25h\x1b[?1049l"),
        2 => sequences!("\x1b[?1006l\x1b[?1002l": "\x1b[?2004l\x1b[?25h\x1b[?1049l"),
        _ => sequences!("\x1b[?1006l\x1b[?1002l\x1b[?69l": "\x1b[?2004l\x1b[?25h\x1b[?1049l"),
    }
}

/// The screen as it was before, for a while: default colours, no margins, no scroll region and a cursor.
pub(super) fn shell_sequence() -> &'static [u8] {
    match notes().load(Ordering::SeqCst) {
        0 => sequences!(: "\x1b[?25h\x1b[?1049l"),
        1 => sequences!("\x1b[?69l": "\x1b[?25h\x1b[?1049l"),
        2 => sequences!("\x1b[?1006l\x1b[?1002l": "\x1b[?25h\x1b[?1049l"),
        _ => sequences!("\x1b[?1006l\x1b[?1002l\x1b[?69l": "\x1b[?25h\x1b[?1049l"),
    }
}
