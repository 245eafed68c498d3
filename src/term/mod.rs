//! Term: keys in, bytes out. The only layer that touches a terminal, and the only one that knows crossterm.
//!
//! No meaning of keys (`app`), no drawing (`view`), no work that takes time (`session`).

pub mod input;
pub mod screen;
pub mod size;
