//! Text: pure functions on strings, with no knowledge of files, articles or terminals.
//!
//! What must not go in: anything that reads a file, a clock or the environment, and any dictionary. Words reach the
//! line breaker as a value.

pub mod clean;

pub use clean::{Clean, CleanText, Removed};
