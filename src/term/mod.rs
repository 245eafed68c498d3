//! The terminal: keys in, bytes out. The only layer that touches a terminal, and the only one that knows crossterm.
//!
//! What must not go in: what keys mean (`app`), drawing (`view`), slow work (`session`).
//!
//! | part | what it is |
//! |---|---|
//! | [`clipboard`] | text for the clipboard of the terminal |
//! | [`guard`] | the terminal taken and given back, frames written, suspend |
//! | [`input`] | bytes become crossterm events and our keys; the thread that reads them |
//! | [`lockdown`] | a reader without an account is shut in by the kernel |
//! | [`event`] | what the threads tell the event loop |
//! | [`pace`] | when a frame is drawn |
//! | [`probe`] | how wide the terminal draws what terminals draw differently |
//! | [`run`] | the event loop |
//! | [`screen`] | frames become bytes; knows no tty |
//! | [`signals`] | signals become notices |
//! | [`mod@size`] | columns and rows |

pub mod clipboard;
pub mod event;
pub mod guard;
pub mod input;
pub mod lockdown;
pub mod pace;
pub mod probe;
pub mod run;
pub mod screen;
pub mod signals;
pub mod size;
