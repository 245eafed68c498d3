//! The terminal: keys in, bytes out. The only layer that touches a terminal, and the only one that knows crossterm.
//!
//! What must not go in: what keys mean (`app`), drawing (`view`), slow work (`session`).
//!
//! | part | what it is |
//! |---|---|
//! | `child` | another program in the terminal: a command, the editor |
//! | [`clipboard`] | text for the clipboard of the terminal |
//! | [`guard`] | takes over and restores the terminal, writes frames, suspends |
//! | [`input`] | decodes bytes into crossterm events and our keys, on a thread of its own |
//! | `leave` | the sequence that gives the screen back |
//! | [`lockdown`] | has the kernel confine a reader without an account |
//! | [`event`] | the events that threads send to the event loop |
//! | [`measure`] | asks a terminal how wide it draws, without opening the reader |
//! | [`pace`] | when a frame is drawn |
//! | [`probe`] | asks how wide some characters are drawn, and for margins |
//! | [`run`] | the event loop |
//! | [`screen`] | encodes frames as bytes; knows no tty |
//! | [`signals`] | turns signals into events |
//! | [`mod@size`] | columns and rows |
//! | [`supervisor`] | the parent that gives the terminal back when the reader no longer can |

mod child;
pub mod clipboard;
pub mod event;
pub mod guard;
pub mod input;
mod leave;
pub mod lockdown;
pub mod measure;
pub mod pace;
pub mod probe;
pub mod run;
pub mod screen;
pub mod signals;
pub mod size;
#[cfg(target_os = "linux")]
pub mod supervisor;
