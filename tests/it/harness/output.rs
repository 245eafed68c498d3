//! What comes out of a program in a terminal: read on a thread of its own into an emulator, which has the screen.
//!
//! What must not go in: what is typed, and how long to wait (`super`).

use std::io::Read;
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Instant;

/// What came out of the program.
#[derive(Default)]
pub(super) struct Output {
    pub(super) state: Mutex<Option<Display>>,
    pub(super) changed: Condvar,
}

pub(super) struct Display {
    pub(super) emulator: vt100::Parser,
    pub(super) bytes: Vec<u8>,
    pub(super) last: Instant,
    /// Nothing more can come.
    pub(super) closed: bool,
    /// The other end is to be let go.
    pub(super) hung_up: bool,
}

impl Display {
    pub(super) fn new(cols: u16, rows: u16) -> Self {
        let size = |n| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
        Self {
            emulator: vt100::Parser::new(size(rows), size(cols), 0),
            bytes: Vec::new(),
            last: Instant::now(),
            closed: false,
            hung_up: false,
        }
    }
}

pub(super) fn lock(output: &Output) -> MutexGuard<'_, Option<Display>> {
    // A test that failed while it looked must not take the others along.
    output.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Feeds the emulator from a thread, until the terminal is closed or hung up.
pub(super) fn listen(mut reader: Box<dyn Read + Send>, output: &Arc<Output>) {
    let output = Arc::clone(output);
    thread::spawn(move || {
        let mut bytes = [0; 16 * 1024];
        loop {
            let count = reader.read(&mut bytes).unwrap_or(0);
            let mut state = lock(&output);
            let display = state.as_mut().unwrap();
            display.closed = count == 0 || display.hung_up;
            if !display.closed {
                display.emulator.process(&bytes[..count]);
                display.bytes.extend_from_slice(&bytes[..count]);
                display.last = Instant::now();
            }
            output.changed.notify_all();
            if display.closed {
                return;
            }
        }
    });
}

pub(super) fn text_of(screen: &vt100::Screen) -> String {
    let (rows, cols) = screen.size();
    let row = |y| {
        let cells =
            (0..cols.get()).filter_map(|x| screen.cell(y, x)).filter(|cell| !cell.is_wide_continuation());
        let text: String =
            cells.map(|cell| if cell.has_contents() { cell.contents() } else { " " }).collect();
        text.trim_end().to_owned()
    };
    let text = (0..rows.get()).map(row).collect::<Vec<_>>().join("\n");
    text.trim_end_matches('\n').to_owned()
}
