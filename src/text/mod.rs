//! Text: pure functions on strings, with no knowledge of files, articles or terminals.
//!
//! What must not go in: anything that reads a file, a clock or the environment, and any dictionary. Words reach the
//! line breaker as a value.

mod ambiguous;
pub mod analyse;
mod classes;
mod clusters;
pub mod dictionary;
pub mod folding;
pub mod natural;
pub mod pinyin;
pub mod sanitize;
pub mod width;
pub mod words;
pub mod wrap;

pub use analyse::{Cluster, Penalties, analyse};
pub use sanitize::{Clean, CleanText, Removed};
pub use width::{Ambiguous, WidthPolicy};
pub use words::WordBreaks;
pub use wrap::{Breaker, Edge, Line, Measure, Pad, wrap};
