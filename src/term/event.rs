//! Events that the threads of this layer send to the event loop. Values only.

use super::input::Input;

/// Something happened to the terminal or to the process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalEvent {
    /// Something was typed or pasted, or the size changed. Never [`Input::None`].
    Input(Input),
    /// The terminal is gone: save and leave, there is nobody to show anything to.
    HangUp,
    /// Somebody wants the process to end: save, give the terminal back, leave.
    Terminate,
    /// Somebody wants the process to stop for a while (`kill -TSTP`; Control-Z is a key).
    Suspend,
    /// The process was stopped and goes on. Others may have used the terminal.
    Continue,
}
