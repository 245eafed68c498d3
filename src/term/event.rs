//! Events that the threads of this layer send to the event loop. Values only.

use super::input::Input;

/// Something happened to the terminal or to the process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalEvent {
    /// A key, a paste, or a new size. Never [`Input::None`].
    Input(Input),
    /// The terminal has left and right margins, or has none.
    Margins(bool),
    /// The terminal is gone: save and quit without drawing.
    HangUp,
    /// The process was asked to end: save, restore the terminal, quit.
    Terminate,
    /// The process was asked to stop for a while (`kill -TSTP`; Control-Z is a key).
    Suspend,
    /// The process continues after a stop. Others may have used the terminal.
    Continue,
}
