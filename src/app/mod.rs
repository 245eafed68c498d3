//! App: events become state and effects. No terminal, no drawing, no files.

pub mod key;

pub use key::{Code, Key};
